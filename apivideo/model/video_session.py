# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model.video_session_client import VideoSessionClient
from apivideo.model.video_session_device import VideoSessionDevice
from apivideo.model.video_session_location import VideoSessionLocation
from apivideo.model.video_session_os import VideoSessionOs
from apivideo.model.video_session_referrer import VideoSessionReferrer
from apivideo.model.video_session_session import VideoSessionSession
from apivideo.model_base import Model, field


class VideoSession(Model):
    """Only in responses of the deprecated raw statistics calls. One viewing session of a video."""

    session: VideoSessionSession = field("session", default=None)
    """The id and times of the session."""

    location: VideoSessionLocation = field("location", default=None)
    """Where the viewer was."""

    referrer: VideoSessionReferrer = field("referrer", default=None)
    """Where the viewer came from."""

    device: VideoSessionDevice = field("device", default=None)
    """The device that the viewer used."""

    os: VideoSessionOs = field("os", default=None)
    """The operating system of the device."""

    client: VideoSessionClient = field("client", default=None)
    """The browser or other program that played the video."""
