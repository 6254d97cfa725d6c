# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model.video_status_encoding import VideoStatusEncoding
from apivideo.model.video_status_ingest import VideoStatusIngest
from apivideo.model_base import Model, field


class VideoStatus(Model):
    """How far the service is with receiving and encoding a video. It can be read at any time, even
    before the upload.
    """

    ingest: VideoStatusIngest = field("ingest", default=None)
    """Progress of getting the source file: what has arrived and what is still missing."""

    encoding: VideoStatusEncoding = field("encoding", default=None)
    """Progress of making the playable versions, and what is known of the source file."""
