# pyright: strict
"""What a type checker knows of payloads. Never run; ``# error: word`` marks what must fail."""

from typing import Dict

from typing_extensions import assert_type

from apivideo.model import (
    FilterBy,
    FilterBy1,
    LiveStream,
    LiveStreamCreationPayload,
    LiveStreamUpdatePayload,
    Metadata,
    RestreamsRequestObject,
    Video,
    VideoCreationPayload,
    VideoUpdatePayload,
)

VideoCreationPayload(title="Holiday")
VideoCreationPayload(
    title="Holiday",
    description=None,
    public=False,
    tags=["sea", "sun"],
    metadata=[Metadata(key="author", value="me")],
    language="no",
)

VideoCreationPayload()  # error: title
VideoCreationPayload(titel="Holiday")  # error: titel
VideoCreationPayload(title=5)  # error: title
VideoCreationPayload(title=None)  # error: title
VideoCreationPayload(title="Holiday", mp4Support=True)  # error: mp4Support
VideoCreationPayload(title="Holiday", tags="sea")  # error: tags
VideoCreationPayload(title="Holiday", tags=[5])  # error: int
VideoCreationPayload(title="Holiday", metadata={"author": "me"})  # error: metadata
VideoCreationPayload(title="Holiday", language="klingon")  # error: language
VideoCreationPayload(title="Holiday", public="yes")  # error: public
VideoCreationPayload(title="Holiday", transcript_summary_attributes=["poem"])  # error: poem

VideoUpdatePayload()
VideoUpdatePayload(player_id=None)


def a_payload_tells_what_would_change(video: Video, live_stream: LiveStream) -> None:
    payload = video.to_update()
    assert_type(payload, VideoUpdatePayload)
    assert_type(payload.diff(video), VideoUpdatePayload)
    assert_type(live_stream.to_update().diff(live_stream), LiveStreamUpdatePayload)
    payload.diff(live_stream)  # error: LiveStream
    payload.diff(payload)  # error: VideoUpdatePayload
    payload.to_update()  # error: to_update
    live_stream.diff(live_stream)  # error: diff


def pairs_are_a_dict_too(payload: VideoUpdatePayload) -> None:
    assert_type(payload.metadata_dict, Dict[str, str])
    payload.metadata_dict = {"author": "me", **payload.metadata_dict}
    payload.metadata_dict = {"author": 5}  # error: str
    payload.metadata_dict = None  # error: None
    VideoUpdatePayload(metadata_dict={})  # error: metadata_dict


LiveStreamCreationPayload(
    name="Concert",
    restreams=[RestreamsRequestObject(name="a", server_url="rtmp://a/b", stream_key="c")],
)
RestreamsRequestObject(name="a", server_url="rtmp://a/b")  # error: stream_key

FilterBy(media_type="video", country=["FR"])
FilterBy1(media_type="live-stream")
FilterBy(media_type="film")  # error: media_type
FilterBy(continent=["EU", "XX"])  # error: XX
