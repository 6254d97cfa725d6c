"""Analytics of plays that a test adds: every metric, aggregation and breakdown there is."""

import datetime
import json
import urllib.request

import pytest
from support import description

from apivideo.emulator import Play
from apivideo.exceptions import BadRequestException, NotFoundException

UTC = datetime.timezone.utc
WEEK = {
    "from_": datetime.datetime(2020, 9, 7, tzinfo=UTC),
    "to": datetime.datetime(2020, 9, 13, tzinfo=UTC),
}
SECONDS = 6 * 86400

WATCHED = [40, 4, 12, 0, 30]
"""Seconds of each play of the week; the others are in the fixture `week`."""

AGGREGATES = {
    ("play", "count"): 5,
    ("play", "sum"): 5,
    ("play", "total"): 5,
    ("play", "rate"): 3 / 4,
    ("start", "count"): 4,
    ("end", "count"): 1,
    ("impression", "count"): 4,
    ("impression-time", "average"): 2000 / 3,
    ("impression-time", "sum"): 2000,
    ("watch-time", "average"): 86 / 5,
    ("watch-time", "sum"): 86,
    ("ccv", "peak"): 2,
    ("ccv", "average"): 86 / SECONDS,
    ("ccv", "live"): 0,
    ("view", "count"): 3,
}
"""The figures of the week; the service refuses all other pairs."""

COUNTED = {
    "play": {0, 1, 2, 3, 4},
    "play-total": {0, 1, 2, 3, 4},
    "start": {0, 1, 2, 4},
    "end": {0},
    "impression": {0, 1, 2, 3},
    "view": {0, 2, 4},
}
"""Which plays of the week a metric counts."""

GROUPS = {
    "media-id": {"the video": {0, 1, 2, 3}, "the stream": {4}},
    "media-type": {"video": {0, 1, 2, 3}, "live-stream": {4}},
    "continent": {"EU": {0, 2, 3}, "NA": {1, 4}},
    "country": {"FR": {0, 2}, "US": {1}, "DE": {3}, "CA": {4}},
    "device-type": {"computer": {0, 2}, "phone": {1}, "unknown": {3}, "tablet": {4}},
    "operating-system": {"windows": {0, 2}, "ios": {1}, "unknown": {3}, "android": {4}},
    "browser": {"firefox": {0, 2}, "safari": {1}, "unknown": {3}, "chrome": {4}},
    "referrer": {"https://a.example/": {0}, "": {1, 2, 3, 4}},
}
"""The plays of the week by each dimension."""

DAYS = {"2020-09-07T00:00:00+00:00": {0, 1}, "2020-09-10T00:00:00+00:00": {2, 3, 4}}


def words(path, name):
    """What the description allows in a path."""
    parameters = description.ROOT["paths"][path]["get"]["parameters"]
    return next(one["schema"]["enum"] for one in parameters if one.get("name") == name)


def expected(metric, groups, seconds):
    """What a metric is for each group of plays."""
    figures = {}
    for value, plays in groups.items():
        if metric == "play-rate":
            shown = plays & COUNTED["impression"]
            figures[value] = len(shown & COUNTED["start"]) / len(shown) if shown else 0
        elif metric == "ccv-peak":
            figures[value] = 2 if {0, 1} <= plays else 1
        elif metric == "ccv-average":
            figures[value] = pytest.approx(sum(WATCHED[play] for play in plays) / seconds)
        elif metric != "view" or plays & COUNTED["view"]:
            figures[value] = len(plays & COUNTED[metric])
    return figures


@pytest.fixture
def video_id(client):
    return client.videos.create({"title": "film", "tags": ["Sea"]}).video_id


@pytest.fixture
def stream_id(client):
    return client.live_streams.create({"name": "concert"}).live_stream_id


@pytest.fixture
def week(server, video_id, stream_id):
    """Five plays; gives the ids of their sessions."""

    def at(*moment):
        return datetime.datetime(2020, 9, *moment, tzinfo=UTC)

    ann = {"viewer": "ann", "device_type": "computer", "operating_system": "windows"}
    ann.update(browser="firefox", country="FR")
    ben = {"device_type": "phone", "operating_system": "ios", "browser": "safari"}
    cleo = {"device_type": "tablet", "operating_system": "android", "browser": "chrome"}
    there = "https://a.example/"
    return server.add_plays(
        [
            Play(video_id, at(7, 10), 40, referrer=there, loading=0.5, ended=True, **ann),
            Play(video_id, at(7, 10, 0, 20), 4, "US", loading=1.5, metadata={"by": "ben"}, **ben),
            Play(video_id, at(10, 8, 30), 12, **ann),
            Play(video_id, at(10, 8, 40), country="DE", started=False),
            Play(stream_id, at(10, 20), 30, "CA", impression=False, **cleo),
        ]
    )


METRICS = "/data/metrics/{metric}/{aggregation}"
BUCKETS = "/data/buckets/{metric}/{breakdown}"
SERIES = "/data/timeseries/{metric}"


@pytest.mark.parametrize("aggregation", words(METRICS, "aggregation"))
@pytest.mark.parametrize("metric", words(METRICS, "metric"))
def test_every_metric_and_aggregation(client, week, metric, aggregation):
    def ask():
        return client.analytics.get_aggregated_metrics(metric, aggregation, **WEEK).data

    if (metric, aggregation) in AGGREGATES:
        assert ask() == pytest.approx(AGGREGATES[metric, aggregation])
    else:
        with pytest.raises(NotFoundException, match="Unrecognized"):
            ask()


@pytest.mark.parametrize("breakdown", words(BUCKETS, "breakdown"))
@pytest.mark.parametrize("metric", words(BUCKETS, "metric"))
def test_every_metric_and_breakdown(client, week, video_id, stream_id, metric, breakdown):
    def ask():
        rows = client.analytics.get_metrics_breakdown(metric, breakdown, **WEEK).data
        return {
            names.get(row.dimension_value, row.dimension_value): row.metric_value for row in rows
        }

    names = {video_id: "the video", stream_id: "the stream"}
    if metric == "play-total" and breakdown != "media-id":
        with pytest.raises(NotFoundException, match="Unrecognized"):
            ask()
    else:
        assert ask() == expected(metric, GROUPS[breakdown], SECONDS)


@pytest.mark.parametrize("metric", words(SERIES, "metric"))
def test_every_metric_over_time(client, week, metric):
    series = client.analytics.get_metrics_over_time(metric, **WEEK)

    assert series.context.interval == "day"
    figures = {row.emitted_at: row.metric_value for row in series.data}
    assert figures == expected(metric, DAYS, 86400)


def test_plays_of_one_viewer_are_unique_by_the_day(client, server, video_id, week):
    again = datetime.datetime(2020, 9, 7, 23, tzinfo=UTC)
    server.add_plays([Play(video_id, again, 60, viewer="ann")])

    def views(**options):
        return client.analytics.get_aggregated_metrics("view", "count", **options, **WEEK).data

    assert (views(), views(unique=True)) == (4, 3)


def test_concurrent_viewers_count_for_as_long_as_they_stay(client, server, video_id):
    evening = datetime.datetime(2020, 9, 10, 20, tzinfo=UTC)
    half_hour = datetime.timedelta(minutes=30)
    server.add_plays(
        [Play(video_id, evening + half_hour, 2 * 3600), Play(video_id, evening - half_hour, 3600)]
    )

    def series(metric):
        rows = client.analytics.get_metrics_over_time(
            metric, from_=evening, to=evening + 4 * half_hour
        ).data
        return [(row.emitted_at[11:16], row.metric_value) for row in rows]

    assert series("ccv-average") == [("20:00", 1), ("21:00", 1)]
    assert series("ccv-peak") == [("20:00", 2), ("21:00", 1)]
    assert series("play") == [("20:00", 1)]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_added_plays_have_sessions_and_events(client, video_id, week):
    def session(number):
        events = client.raw_statistics.list_session_events(week[number]).data
        return [(event.type, event.at) for event in events]

    assert session(0) == [("ready", 0), ("play", 0), ("end", 40)]
    assert session(3) == [("ready", 0)]
    found = client.raw_statistics.list_video_sessions(
        video_id, "2020-09-07", metadata={"by": "ben"}
    ).data
    assert [(one.session.session_id, one.location.country) for one in found] == [
        (week[1], "United States")
    ]
    assert (found[0].os.name, found[0].client.name, found[0].device.type) == (
        "ios",
        "safari",
        "phone",
    )


def test_plays_are_added_over_http_too(server, client, video_id):
    moments = ("2020-09-10T12:00:00+02:00", "2020-09-10T12:00:00Z", "2020-09-10T12:00:00")
    plays = [{"mediaId": video_id, "startedAt": moment} for moment in moments]
    plays[0]["deviceType"] = "phone"

    body = json.dumps({"plays": plays}).encode()
    with urllib.request.urlopen(server.url + "/_emulator/plays", body) as response:
        added = json.loads(response.read())

    assert (response.status, len(set(added["data"]))) == (201, 3)
    series = client.analytics.get_metrics_over_time("play", interval="hour", **WEEK)
    assert [(row.emitted_at, row.metric_value) for row in series.data] == [
        ("2020-09-10T10:00:00+00:00", 1),
        ("2020-09-10T12:00:00+00:00", 2),
    ]
    phones = {"deviceType": ["phone"]}
    answer = client.analytics.get_aggregated_metrics("play", "count", filter_by=phones, **WEEK)
    assert answer.data == 1


@pytest.mark.parametrize(
    "members, word",
    [
        ({"mediaId": "vi-none"}, "vi-none"),
        ({"mediaId": ""}, "media_id"),
        ({"startedAt": "yesterday"}, "yesterday"),
        ({"startedAt": None}, "startedAt"),
        ({"startedAt": "0001-01-01T00:00:00+23:59"}, "started_at"),
        ({"startedAt": "9999-12-31T23:59:59Z"}, "started_at"),
        ({"watched": -1}, "watched"),
        ({"watched": 86401}, "watched"),
        ({"loading": True}, "loading"),
        ({"country": "XX"}, "country"),
        ({"country": ["FR"]}, "country"),
        ({"browser": ""}, "browser"),
        ({"deviceType": None}, "device_type"),
        ({"operatingSystem": 7}, "operating_system"),
        ({"referrer": "r" * 2049}, "referrer"),
        ({"viewer": 7}, "viewer"),
        ({"impression": 1}, "impression"),
        ({"started": 1}, "started"),
        ({"ended": "yes"}, "ended"),
        ({"metadata": {"page": 1}}, "metadata"),
        ({"started_at": "2020-09-10"}, "a play has no started_at"),
    ],
)
def test_a_play_that_cannot_be_is_refused_and_none_is_added(client, video_id, members, word):
    good = {"mediaId": video_id, "startedAt": "2020-09-10T12:00:00Z"}

    with pytest.raises(BadRequestException) as refusal:
        client.call("POST", "/_emulator/plays", body={"plays": [good, {**good, **members}]})

    assert (refusal.value.name, word in refusal.value.detail) == ("plays", True)
    assert client.analytics.get_aggregated_metrics("play", "count", **WEEK).data == 0


@pytest.mark.parametrize("body", [{}, {"plays": {}}, {"plays": ["play"]}])
def test_plays_are_a_list_of_objects(client, body):
    with pytest.raises(BadRequestException, match="plays"):
        client.call("POST", "/_emulator/plays", body=body)


def test_a_play_of_nothing_is_refused_in_python_too(server):
    with pytest.raises(ValueError, match="vi-none"):
        server.add_plays([Play("vi-none", datetime.datetime(2020, 9, 10))])
    with pytest.raises(ValueError, match="started_at"):
        Play("vi-none", "2020-09-10")
