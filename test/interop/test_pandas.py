"""Lists and metrics become DataFrames of pandas, with a dtype for each type."""

import datetime

import pytest

import apivideo
from apivideo.model import (
    AnalyticsMetricsOverTimeResponse,
    LiveStream,
    Video,
    VideosListResponse,
    Watermark,
)

pandas = pytest.importorskip("pandas")

PAGE = {"currentPage": 1, "pageSize": 25, "links": []}
FIRST = {
    "videoId": "vi1",
    "title": "First",
    "createdAt": "2024-03-10T05:06:07+02:00",
    "languageOrigin": "api",
    "public": False,
    "tags": ["a", "b"],
    "metadata": [{"key": "k", "value": "v"}],
    "assets": {"player": "https://a.example/vi1"},
}
SECOND = {"videoId": "vi2", "createdAt": None, "public": None, "assets": None}


def page_of(*videos):
    return VideosListResponse.from_json({"data": list(videos), "pagination": PAGE})


def test_a_page_has_a_row_for_each_item_and_a_column_for_each_attribute():
    table = page_of(FIRST, SECOND).to_dataframe()

    assert list(table.video_id) == ["vi1", "vi2"]
    assert table.title[0] == "First"
    assert pandas.isna(table.title[1])
    assert list(table.assets_player.fillna("")) == ["https://a.example/vi1", ""]
    assert table.metadata[0] == {"k": "v"}
    assert table.tags[0] == ["a", "b"]


@pytest.mark.parametrize("videos", [(FIRST, SECOND), (SECOND,), ()])
def test_the_dtypes_do_not_depend_on_what_is_there(videos):
    types = page_of(*videos).to_dataframe().dtypes

    assert str(types.created_at) == "datetime64[ns, UTC]"
    assert str(types.public) == "boolean"
    assert str(types.language_origin) == "category"
    assert str(types.title).startswith("str")
    assert set(types.index) >= {"video_id", "assets_mp4", "source_uri", "mp4_support"}


def test_moments_are_in_one_zone():
    table = page_of(FIRST).to_dataframe()

    assert table.created_at[0] == datetime.datetime(
        2024, 3, 10, 3, 6, 7, tzinfo=datetime.timezone.utc
    )


def test_numbers_may_be_missing():
    watermarks = [Watermark.from_json({"watermarkId": "a"})]

    table = apivideo.to_dataframe(watermarks)

    assert list(table.watermark_id) == ["a"]
    assert table.created_at.isna().all()


def metrics(*moments):
    data = [{"emittedAt": one, "metricValue": number} for number, one in enumerate(moments)]
    context = {"metric": "play", "interval": "day", "timeframe": {"from": None, "to": None}}
    return AnalyticsMetricsOverTimeResponse.from_json(
        {"context": context, "data": data, "pagination": PAGE}
    )


def test_metrics_over_time_can_be_plotted_and_know_what_they_are():
    table = metrics("2024-03-10T00:00:00+00:00", "2024-03-11T00:00:00+00:00").to_dataframe()

    assert str(table.emitted_at.dtype) == "datetime64[ns, UTC]"
    assert list(table.set_index("emitted_at").metric_value) == [0.0, 1.0]
    assert table.attrs["metric"] == "play"


def test_a_moment_that_is_none_stays_as_it_is():
    table = metrics("2024-03-10T00:00:00+00:00", "the day after").to_dataframe()

    assert list(table.emitted_at) == ["2024-03-10T00:00:00+00:00", "the day after"]


def test_secrets_are_left_out():
    live = LiveStream.from_json({"liveStreamId": "li1", "restreams": [], "streamKey": "s3cret"})

    table = apivideo.to_dataframe(live)

    assert "s3cret" not in table.to_string()
    assert list(table.live_stream_id) == ["li1"]


def test_all_pages_make_one_table():
    videos = (Video.from_json({"videoId": f"vi{number}"}) for number in range(250))

    assert len(apivideo.to_dataframe(videos)) == 250


def test_no_items_have_the_columns_of_their_type():
    assert list(apivideo.to_dataframe([], Video).columns)[0] == "video_id"
    assert list(apivideo.to_dataframe([]).columns) == []


@pytest.mark.parametrize("items", [["x"], [Video(video_id="v"), LiveStream("li1", [])]])
def test_what_is_no_such_model_is_refused(items):
    with pytest.raises(apivideo.ApiTypeError, match="items must be of"):
        apivideo.to_dataframe(items)
