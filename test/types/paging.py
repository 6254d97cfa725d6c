# pyright: strict
"""What a type checker knows of lists. Never run; ``# error: word`` marks what must fail."""

from typing import Iterator

from typing_extensions import assert_type

import apivideo
from apivideo.model import Caption, LiveStream, Video, VideosListResponse, Webhook
from apivideo.pagination import items, pages


def items_are_those_of_the_list(client: apivideo.AuthenticatedApiClient) -> None:
    for video in items(client.videos.list, tags=["sea"]):
        assert_type(video, Video)
        video.titel  # error: titel
    assert_type(items(client.live_streams.list), Iterator[LiveStream])
    assert_type(items(client.captions.list, "vi"), Iterator[Caption])
    assert_type(items(client.webhooks.list), Iterator[Webhook])
    items(client.videos.get, "vi")  # error: Video


def pages_are_those_of_the_list(client: apivideo.AuthenticatedApiClient) -> None:
    for page in pages(client.videos.list, title="holiday"):
        assert_type(page, VideosListResponse)
        assert_type(page.data[0], Video)
