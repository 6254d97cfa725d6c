"""AnalyticsApi: what viewers did, counted in every way."""

import datetime

import pytest
from support.viewing import CHROME, SAFARI, view

from apivideo.exceptions import BadRequestException, NotFoundException

UTC = datetime.timezone.utc


@pytest.fixture
def video(client, film, clock):
    """A video that can be played."""
    video_id = client.videos.create({"title": "film", "tags": ["Sea"]}).video_id
    client.videos.upload(video_id, film)
    clock.forward(10)
    return client.videos.get(video_id)


@pytest.fixture
def watched(client, film, video, clock):
    """The video, seen by three: 40 s, 4 s and without a look at the page."""
    view(video.assets.player)
    view(video.assets.player, CHROME, "en-US", "https://there.example/page")
    clock.forward(1)
    view(video.assets.mp4)
    clock.forward(3)
    view(video.assets.mp4, CHROME)
    clock.forward(36)
    view(video.assets.mp4)
    clock.forward(3600)
    view(video.assets.hls.replace("hls/manifest.m3u8", "mp4/source.mp4"), SAFARI, "de")
    clock.forward(60)
    return video


def figure(client, metric, aggregation, **options):
    return client.analytics.get_aggregated_metrics(metric, aggregation, **options).data


@pytest.mark.parametrize(
    "metric, aggregation, expected",
    [
        ("play", "count", 3),
        ("play", "total", 3),
        ("play", "rate", 1),
        ("start", "count", 3),
        ("end", "count", 3),
        ("impression", "count", 2),
        ("impression-time", "average", 2500),
        ("impression-time", "sum", 5000),
        ("watch-time", "sum", 44),
        ("ccv", "peak", 2),
        ("ccv", "live", 0),
        ("view", "count", 1),
    ],
)
def test_one_figure(client, watched, metric, aggregation, expected):
    assert figure(client, metric, aggregation) == expected


def test_averages(client, watched):
    assert figure(client, "watch-time", "average") == pytest.approx(44 / 3)
    assert figure(client, "ccv", "average") == pytest.approx(44 / 86400)


def test_views_are_counted_by_how_long_they_last(client, watched):
    answer = client.analytics.get_aggregated_metrics("view", "count", view_duration="3s")

    assert (answer.data, answer.context.metric) == (2, "view-3")


def test_a_viewer_counts_once_a_day_when_asked(client, watched, clock):
    view(watched.assets.mp4)
    clock.forward(10)
    view(watched.assets.mp4)
    answer = client.analytics.get_aggregated_metrics("view", "count", unique=True)

    assert figure(client, "view", "count") == 2
    assert (answer.data, answer.context.metric) == (1, "unique-view-5")


@pytest.mark.parametrize(
    "filters, plays",
    [
        ({"country": ["FR"]}, 1),
        ({"country": ["FR", "US"]}, 2),
        ({"continent": ["NA"]}, 1),
        ({"browser": ["firefox", "safari"]}, 2),
        ({"browser": ["chrome"], "country": ["FR"]}, 0),
        ({"deviceType": ["phone"]}, 1),
        ({"operatingSystem": ["windows"]}, 1),
        ({"mediaType": "video"}, 3),
        ({"mediaType": "live-stream"}, 0),
        ({"mediaId": ["vi-none"]}, 0),
        ({"tag": "Sea"}, 3),
        ({"tag": "sea"}, 0),
        ({"referrer": ["https://there.example/page"]}, 1),
        ({"referrer": [""]}, 2),
    ],
)
def test_filters(client, watched, filters, plays):
    assert figure(client, "play", "count", filter_by=filters) == plays


def test_figures_by_dimension(client, watched):
    answer = client.analytics.get_metrics_breakdown("play", "browser", sort_by="dimensionValue")

    assert [(row.dimension_value, row.metric_value) for row in answer.data] == [
        ("chrome", 1),
        ("firefox", 1),
        ("safari", 1),
    ]
    assert (answer.context.metric, answer.context.breakdown) == ("play", "browser")
    by_country = client.analytics.get_metrics_breakdown("play", "country", page_size=1)
    assert by_country.pagination.items_total == 2  # of one viewer nobody knows it
    total = client.analytics.get_metrics_breakdown("play-total", "media-id")
    assert [row.dimension_value for row in total.data] == [watched.video_id]


def test_figures_over_time(client, watched):
    answer = client.analytics.get_metrics_over_time("play")

    assert answer.context.interval == "hour"
    assert [(row.emitted_at, row.metric_value) for row in answer.data] == [
        ("2020-09-13T12:00:00+00:00", 2),
        ("2020-09-13T13:00:00+00:00", 1),
    ]
    by_value = client.analytics.get_metrics_over_time("play", sort_by="metricValue")
    assert [row.metric_value for row in by_value.data] == [1, 2]
    by_day = client.analytics.get_metrics_over_time("play", interval="day")
    assert [row.metric_value for row in by_day.data] == [3]


def test_the_period_ends_before_its_end(client, watched, clock):
    end = datetime.datetime.fromtimestamp(clock.now - 3000, UTC)

    answer = client.analytics.get_aggregated_metrics("play", "count", to=end)

    assert answer.data == 2
    assert answer.context.timeframe.to == end
    assert answer.context.timeframe.from_ == end - datetime.timedelta(days=1)


@pytest.mark.parametrize(
    "path, query, name",
    [
        ("/data/metrics/play/count", "unique=true", "unique"),
        ("/data/metrics/play/count", "viewDuration=5s", "viewDuration"),
        ("/data/metrics/view/count", "viewDuration=7s", "viewDuration"),
        ("/data/metrics/play/count", "from=2020-01-01T00:00:00Z", "from"),
        ("/data/metrics/play/count", "from=2021-01-01T00:00:00Z", "from"),
        ("/data/metrics/play/count", "from=yesterday", "from"),
        ("/data/metrics/play/count", "filterBy[country]=France", "filterBy[country]"),
        ("/data/metrics/play/count", "filterBy[continent][]=XX", "filterBy[continent]"),
        ("/data/metrics/play/total", "filterBy[country]=FR", "filterBy[country]"),
        ("/data/buckets/play-total/media-id", "filterBy[tag]=a", "filterBy[tag]"),
        ("/data/timeseries/play", "interval=minute", "interval"),
        ("/data/timeseries/play", "interval=week", "interval"),
        ("/data/timeseries/play", "sortBy=time", "sortBy"),
        ("/data/timeseries/play", "since=now", "since"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(client, path, query, name):
    with pytest.raises(BadRequestException) as refusal:
        client.call("GET", path, query=dict([query.split("=")]))

    assert name in refusal.value.body


@pytest.mark.parametrize(
    "path, name",
    [
        ("/data/metrics/plays/count", "metric"),
        ("/data/metrics/play/median", "aggregation"),
        ("/data/buckets/plays/country", "metric"),
        ("/data/buckets/play/city", "breakdown"),
        ("/data/timeseries/plays", "metric"),
    ],
)
def test_an_unknown_word_is_named_with_those_that_are_known(client, path, name):
    with pytest.raises(BadRequestException) as refusal:
        client.call("GET", path)

    assert (refusal.value.problem.slug, refusal.value.name) == ("invalid-attribute", name)
    assert "part of the following values: " in refusal.value.detail


@pytest.mark.parametrize(
    "path",
    ["/data/metrics/play/peak", "/data/buckets/play-total/country", "/data/timeseries/watch-time"],
)
def test_what_does_not_go_together_has_no_address(client, path):
    with pytest.raises(NotFoundException) as refusal:
        client.call("GET", path)

    assert refusal.value.problem.slug == "unrecognized-request-url"
    assert refusal.value.title == "Unrecognized request URL."
    assert refusal.value.detail.startswith("These go together: play")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
class TestPlays:
    def rows(self, client, dimension, **options):
        answer = client.analytics.get_videos_plays(
            datetime.date(2020, 9, 13), dimension, to=datetime.date(2020, 9, 14), **options
        )
        return [(row.value, row.plays) for row in answer.data]

    def test_by_each_dimension(self, client, watched):
        assert self.rows(client, "videoId") == [(watched.video_id, 3)]
        assert self.rows(client, "browser") == [("chrome", 1), ("firefox", 1), ("safari", 1)]
        assert ("france", 1) in self.rows(client, "country")
        assert self.rows(client, "emittedAt") == [
            ("2020-09-13T12:00:00.000Z", 2),
            ("2020-09-13T13:00:00.000Z", 1),
        ]

    def test_today_is_left_out_when_the_end_is(self, client, watched, clock):
        def plays():
            answer = client.analytics.get_videos_plays(datetime.date(2020, 9, 13), "videoId")
            return [row.plays for row in answer.data]

        assert plays() == []
        clock.forward(86400)
        assert plays() == [3]

    def test_of_one_video(self, client, watched):
        chosen = "videoId:" + watched.video_id
        other = client.videos.create({"title": "other"}).video_id

        assert self.rows(client, "videoId", filter=chosen) == [(watched.video_id, 3)]
        assert self.rows(client, "videoId", filter="videoId:" + other) == []

    @pytest.mark.parametrize("chosen", ["videoId", "videoId:vi-none", "liveStreamId:li1"])
    def test_a_filter_that_cannot_be_is_refused(self, client, chosen):
        with pytest.raises(BadRequestException, match="filter"):
            self.rows(client, "videoId", filter=chosen)

    def test_days_long_ago_are_refused(self, client):
        with pytest.raises(BadRequestException, match="from"):
            client.analytics.get_videos_plays(datetime.date(2020, 8, 1), "videoId")

    def test_of_live_streams(self, client, server):
        stream = client.live_streams.create({"name": "concert"})
        view(stream.assets.player)
        server.start_broadcast(stream.live_stream_id)
        view(stream.assets.player)

        answer = client.analytics.get_live_streams_plays(
            datetime.date(2020, 9, 13), "liveStreamId", to=datetime.date(2020, 9, 14)
        )

        assert [(row.value, row.plays) for row in answer.data] == [(stream.live_stream_id, 1)]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
class TestRawStatistics:
    """RawStatisticsApi: the sessions themselves."""

    def test_sessions_of_a_video_and_their_events(self, client, watched):
        sessions = client.raw_statistics.list_video_sessions(watched.video_id, "2020-09-13").data

        newest, _, oldest = sessions
        assert (newest.client.name, newest.os.name, newest.device.type) == (
            "safari",
            "ios",
            "phone",
        )
        assert (oldest.client.name, oldest.client.version) == ("firefox", "128.0")
        assert oldest.location.country == "France"
        assert (oldest.session.ended_at - oldest.session.loaded_at).seconds == 40
        events = client.raw_statistics.list_session_events(oldest.session.session_id).data
        assert [(event.type, event.at) for event in events] == [
            ("ready", 0),
            ("play", 0),
            ("end", 40),
        ]
        page = client.raw_statistics.list_video_sessions(watched.video_id, "2020", page_size=2)
        assert (len(page.data), page.pagination.items_total) == (2, 3)
        with pytest.raises(NotFoundException):
            client.raw_statistics.list_session_events("ps-none")

    @pytest.mark.parametrize(
        "period, count",
        [
            ("2020", 3),
            ("2020-09", 3),
            ("2020-10", 0),
            ("2020-W37", 3),
            ("2020-W38", 0),
            ("2020-09-12", 0),
            ("2020-09-01/2020-09-13", 3),
            ("2020-09-01/2020-09-12", 0),
        ],
    )
    def test_periods(self, client, watched, period, count):
        sessions = client.raw_statistics.list_video_sessions(watched.video_id, period).data

        assert len(sessions) == count

    def test_sessions_by_their_metadata(self, client, video):
        view(video.assets.player, user="ann", page="1")
        view(video.assets.player, CHROME, user="ben")

        found = client.raw_statistics.list_video_sessions(
            video.video_id, "2020", metadata={"user": "ann"}
        ).data

        assert [session.session.metadata[0].value for session in found] == ["ann"]

    @pytest.mark.parametrize("period", ["2020-13", "2020-W60", "2020-02-30", "today", "2020-1"])
    def test_what_is_no_period_is_refused(self, client, video, period):
        with pytest.raises(BadRequestException, match="period"):
            client.raw_statistics.list_video_sessions(video.video_id, period)

    def test_sessions_of_a_live_stream(self, client, server):
        stream = client.live_streams.create({"name": "concert"})
        server.start_broadcast(stream.live_stream_id)
        view(stream.assets.player)

        found = client.raw_statistics.list_live_stream_sessions(stream.live_stream_id, "2020").data

        assert [session.client.name for session in found] == ["firefox"]
        with pytest.raises(NotFoundException):
            client.raw_statistics.list_live_stream_sessions("li-none", "2020")
