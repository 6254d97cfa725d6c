# pyright: strict
"""What a type checker knows of the keywords of payloads. ``# error: word`` marks what must fail."""

from typing_extensions import assert_type

import apivideo
from apivideo.model import Metadata, RestreamsRequestObject, Video, VideoClip, VideoClipDict
from apivideo.options import NOT_GIVEN


def the_fields_of_a_payload_are_keywords(client: apivideo.AuthenticatedApiClient) -> None:
    assert_type(client.videos.create(title="My film", tags=["a"], metadata={"k": "v"}), Video)
    client.videos.create(title="My film", language="no", description=None, idempotency_key="o")
    client.videos.update("vi", title="New", player_id=None, language=NOT_GIVEN)
    client.videos.pick_thumbnail("vi", timecode="00:00:01.00")
    client.webhooks.create(events=["video.source.recorded"], url="https://a.example")
    client.captions.update("vi", "fr", default=True)
    client.upload_tokens.create_token(ttl=60)
    client.player_themes.update("pl", name="Dark", _request_timeout=5)

    client.videos.create()  # error: overload|title
    client.videos.create(description="Sea")  # error: overload|title
    client.videos.create(titel="My film")  # error: overload|titel
    client.videos.create(title=None)  # error: overload|title
    client.videos.create(title="My film", titel="My film")  # error: overload|titel
    client.videos.create(title="My film", tags="sea")  # error: overload|tags
    client.videos.create(title="My film", language="klingon")  # error: overload|language
    client.videos.create({"title": "My film"}, title="My film")  # error: overload|title
    client.videos.create("My film")  # error: overload|str
    client.videos.update("vi", title=NOT_GIVEN)  # error: overload|title
    client.webhooks.create(events=["film"], url="https://a.example")  # error: overload|film
    client.webhooks.create(events=["video.source.recorded"])  # error: overload|url


def what_is_nested_is_a_model_or_a_dict_of_its_own_type(
    client: apivideo.AuthenticatedApiClient,
) -> None:
    clip: VideoClipDict = {"start_timecode": "00:00:01"}
    client.videos.create(title="a", clip=clip, watermark={"id": "wa", "top": "10px"})
    client.videos.create(title="a", clip=VideoClip(start_timecode="00:00:01"))
    client.videos.update("vi", metadata=[Metadata(key="a", value="b"), {"key": "c", "value": "d"}])
    server = RestreamsRequestObject(name="a", server_url="rtmp://a/b", stream_key="c")
    servers = [server]
    client.live_streams.create(name="a", restreams=servers)
    client.live_streams.update(
        "li", restreams=[{"name": "a", "server_url": "rtmp://a/b", "stream_key": "c"}]
    )

    client.videos.create(title="a", clip={"start": "00:00:01"})  # error: overload|VideoClipDict
    client.videos.create(title="a", clip={"start_timecode": 1})  # error: overload|int|VideoClipDict
    client.videos.create(title="a", metadata={"year": 2024})  # error: overload|int|VideoClipDict
    client.videos.create(title="a", metadata=[{"kee": "a"}])  # error: overload|kee|MetadataDict
    client.live_streams.create(name="a", restreams=[{}])  # error: RestreamsRequestObjectDict
