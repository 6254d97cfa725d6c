# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model.live_stream_session_client import LiveStreamSessionClient
from apivideo.model.live_stream_session_device import LiveStreamSessionDevice
from apivideo.model.live_stream_session_location import LiveStreamSessionLocation
from apivideo.model.live_stream_session_referrer import LiveStreamSessionReferrer
from apivideo.model.live_stream_session_session import LiveStreamSessionSession
from apivideo.model.video_session_os import VideoSessionOs
from apivideo.model_base import Model, field


class LiveStreamSession(Model):
    """Only in responses of the deprecated raw statistics calls. One viewing session of a live
    stream.
    """

    session: LiveStreamSessionSession = field("session", default=None)
    """The id and times of the session."""

    location: LiveStreamSessionLocation = field("location", default=None)
    """Where the viewer was."""

    referrer: LiveStreamSessionReferrer = field("referrer", default=None)
    """Where the viewer came from."""

    device: LiveStreamSessionDevice = field("device", default=None)
    """The device that the viewer used."""

    os: VideoSessionOs = field("os", default=None)
    """The operating system of the device."""

    client: LiveStreamSessionClient = field("client", default=None)
    """The browser or other program that played the live stream."""
