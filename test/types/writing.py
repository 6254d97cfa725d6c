# pyright: strict
"""What a type checker knows of payloads. Never run; ``# error: word`` marks what must fail."""

from apivideo.model import (
    FilterBy,
    FilterBy1,
    LiveStreamCreationPayload,
    Metadata,
    RestreamsRequestObject,
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

LiveStreamCreationPayload(
    name="Concert",
    restreams=[RestreamsRequestObject(name="a", server_url="rtmp://a/b", stream_key="c")],
)
RestreamsRequestObject(name="a", server_url="rtmp://a/b")  # error: stream_key

FilterBy(media_type="video", country=["FR"])
FilterBy1(media_type="live-stream")
FilterBy(media_type="film")  # error: media_type
FilterBy(continent=["EU", "XX"])  # error: XX
