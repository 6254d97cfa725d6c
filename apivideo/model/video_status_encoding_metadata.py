# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class VideoStatusEncodingMetadata(Model):
    """Technical properties of a video, as part of its status. Each is `None` until it is known."""

    width: Optional[int] = field("width", default=None)
    """The width of the picture in pixels, or `None` until it is known."""

    height: Optional[int] = field("height", default=None)
    """The height of the picture in pixels, or `None` until it is known."""

    bitrate: Optional[float] = field("bitrate", default=None)
    """The bit rate in kilobits per second, or `None` until it is known."""

    duration: Optional[int] = field("duration", default=None)
    """The length of the video in seconds, or `None` until it is known."""

    framerate: Optional[int] = field("framerate", default=None)
    """The number of frames per second, or `None` until it is known."""

    samplerate: Optional[int] = field("samplerate", default=None)
    """The sample rate of the sound in hertz, or `None` until it is known."""

    video_codec: Optional[str] = field("videoCodec", default=None)
    """The coding of the picture, such as `h264`, or `None` until it is known."""

    audio_codec: Optional[str] = field("audioCodec", default=None)
    """The coding of the sound, such as `aac`, or `None` until it is known."""

    aspect_ratio: Optional[str] = field("aspectRatio", default=None)
    """Width to height of the picture, such as `16/9`, or `None` until it is known."""
