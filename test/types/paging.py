# pyright: strict
"""What a type checker knows of lists. Never run; ``# error: word`` marks what must fail."""

from typing import Iterator, List, Optional

from typing_extensions import assert_type

import apivideo
from apivideo.model import (
    Caption,
    CaptionsListResponse,
    LiveStream,
    Video,
    VideosListResponse,
    Webhook,
)
from apivideo.pagination import items, pages


def items_are_those_of_the_list(client: apivideo.AuthenticatedApiClient) -> None:
    for video in items(client.videos.list, tags=["sea"]):
        assert_type(video, Video)
        video.titel  # error: titel
    assert_type(items(client.live_streams.list), Iterator[LiveStream])
    assert_type(items(client.captions.list, "vi"), Iterator[Caption])
    assert_type(items(client.webhooks.list), Iterator[Webhook])
    items(client.videos.get, "vi")  # error: Video
    items(client.videos.list, titel="x")  # error: titel
    items(client.videos.list, tag=["sea"])  # error: tag
    items(client.videos.list, tags="sea")  # error: tags
    items(client.videos.list, sort_by="size")  # error: sort_by|size
    items(client.videos.list, page_size="many")  # error: page_size|str
    items(client.captions.list)  # error: video_id


def pages_are_those_of_the_list(client: apivideo.AuthenticatedApiClient) -> None:
    for page in pages(client.videos.list, title="holiday"):
        assert_type(page, VideosListResponse)
        assert_type(page.data[0], Video)


def a_page_leads_to_the_others(client: apivideo.AuthenticatedApiClient) -> None:
    page = client.videos.list(tags=["sea"])
    for video in page:
        assert_type(video, Video)
    assert_type(page[0], Video)
    assert_type(page.total, int)
    assert_type(page[:3], List[Video])
    assert_type(page.auto_paging_iter(), Iterator[Video])
    assert_type(page.iter_pages(), Iterator[VideosListResponse])
    assert_type(page.next_page(), Optional[VideosListResponse])
    assert_type(client.captions.list("vi").next_page(), Optional[CaptionsListResponse])
    page.next_pages()  # error: next_pages
