# pyright: strict
"""What a type checker knows of answers. Never run; a line marked ``# error: word`` must fail."""

import datetime
from typing import Any, Dict, List, Optional

from typing_extensions import Literal, assert_type

import apivideo
from apivideo.model import Metadata, Video, VideoAssets, VideosListResponse
from apivideo.model.bytes_range import BytesRange
from apivideo.model.video_status import VideoStatus


def attributes_have_their_types(video: Video) -> None:
    assert_type(video.video_id, str)
    assert_type(video.created_at, Optional[datetime.datetime])
    assert_type(video.tags, List[str])
    assert_type(video.metadata, List[Metadata])
    assert_type(video.assets, VideoAssets)
    assert_type(video.public, bool)
    assert_type(video.language_origin, Optional[Literal["api", "auto"]])


def what_is_always_sent_is_there(client: apivideo.AuthenticatedApiClient) -> None:
    video = client.videos.get("vi")
    assert_type(video.assets.player, str)
    assert_type(video.title.upper(), str)
    assert_type({pair.key: pair.value for pair in video.metadata}, Dict[str, str])
    assert_type(client.videos.get_status("vi").encoding.playable, bool)
    assert_type(client.live_streams.get("li").assets.hls, str)
    assert_type(client.upload_tokens.create_token(ttl=60).token, str)
    assert_type([tag.value for tag in client.tags.list()], List[str])
    assert_type(Video(video_id="vi"), Video)
    assert_type(Video(video_id="vi", title="Holiday").title, str)
    Video(title="Holiday")  # error: video_id


def what_may_be_absent_must_be_asked_for(video: Video) -> None:
    if video.created_at is not None:
        assert_type(video.created_at.year, int)
    video.created_at.year  # error: year
    video.language.upper()  # error: upper
    video.assets.mp4.upper()  # error: upper


def a_misspelt_attribute_is_found(video: Video, status: VideoStatus) -> None:
    video.titel  # error: titel
    video.videoId  # error: videoId
    status.encodings  # error: encodings


def a_reserved_word_has_its_own_name(span: BytesRange) -> None:
    assert_type(span.from_, int)


def a_value_of_the_wrong_type_is_found(video: Video) -> None:
    video.title = "Holiday"
    video.title = 5  # error: title|str
    video.title = None  # error: title|str
    video.tags = "holiday"  # error: tags|list
    video.created_at = "2024-05-28"  # error: created_at|datetime
    video.titel = "Holiday"  # error: titel
    video.language_origin = "guess"  # error: guess


def models_become_documents_and_come_from_them(video: Video) -> None:
    assert_type(video.to_json(), Dict[str, Any])
    assert_type(video.to_dict(), Dict[str, Any])
    assert_type(video.to_str(), str)
    assert_type(Video.from_json({"videoId": "vi"}), Video)
    Video.from_json("vi")  # error: from_json


def lists_know_their_items(client: apivideo.AuthenticatedApiClient) -> None:
    page = client.videos.list()

    assert_type(page, VideosListResponse)
    assert_type(page.data, List[Video])
    assert_type(page.data[0].title, str)
    assert_type(page.pagination.pages_total, int)
    assert_type([video.video_id for video in page.data], List[str])
    page.items  # error: items
