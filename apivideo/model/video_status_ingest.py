# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List, Optional

from apivideo.model.bytes_range import BytesRange
from apivideo.model.video_status_ingest_received_parts import VideoStatusIngestReceivedParts
from apivideo.model_base import Literal, Model, field


class VideoStatusIngest(Model):
    """How far the transfer of the source has come, as part of the status of a video."""

    status: Literal["missing", "uploading", "uploaded", "ingesting", "ingested"] = field(
        "status", default=None
    )
    """The state of the transfer: `uploading` then `uploaded` for a file sent by you, `ingesting`
    then `ingested` for a source fetched from a URL or copied. `missing`, which the service no
    longer lists, means that something needed is lacking; accept other words too.
    """

    filesize: Optional[int] = field("filesize", default=None)
    """The size of the source in bytes, or `None` while it is unknown."""

    received_bytes: List[BytesRange] = field("receivedBytes", default=None)
    """The byte ranges that the service has stored of a file uploaded in byte ranges. To resume an
    upload, send the missing ones.
    """

    received_parts: Optional[VideoStatusIngestReceivedParts] = field("receivedParts", default=None)
    """The parts that the service has stored of a file uploaded part by part."""
