"""What a video is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from apivideo.emulator.processing.transcoder import opening, shaping

# What browsers play, so that it is packaged without encoding it anew.
PLAYABLE_VIDEO = "h264"
PLAYABLE_PIXELS = ("yuv420p", "yuvj420p")
PLAYABLE_AUDIO = ("aac", "mp3")
COMMON_ASPECTS = [Fraction(*pair) for pair in ((16, 9), (4, 3), (1, 1), (21, 9), (3, 2), (5, 4))]
TOLERANCE = 0.02


def probe(files: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """What a file is: ``metadata`` as the status tells it, and what packaging wants.

    Raises Unusable when it is no video, or its first picture cannot be decoded.
    """
    with opening.opened(files) as container:
        stream = opening.picture_stream(container)
        seconds = opening.duration(files, container, stream)
        frame = first_picture(container, stream)
        sound = sound_stream(container)
        size = sum(size for _, size in files)
        width, height = shaping.display_size(frame, Fraction(1))
        rate = picture_rate(stream)
        kilobits = size * 8 / float(seconds) / 1000 if seconds else None
        return {
            "metadata": {
                "width": width,
                "height": height,
                "bitrate": round(kilobits, 3) if kilobits else None,
                "duration": round(seconds),
                "framerate": round(rate) or None,
                "samplerate": sound.codec_context.sample_rate if sound else None,
                "videoCodec": stream.codec.canonical_name,
                "audioCodec": sound.codec.canonical_name if sound else None,
                "aspectRatio": aspect(*shaping.display_size(frame, pixel_aspect(stream))),
            },
            "seconds": str(seconds),
            "rate": str(rate),
            "as_uploaded": plays_as_uploaded(container, stream, sound),
        }


def first_picture(container: InputContainer, stream: VideoStream) -> VideoFrame:
    """The first picture that can be decoded. Raises Unusable."""
    for frame in container.decode(stream):
        return frame
    raise opening.Unusable("there is no picture in it")


def picture_rate(stream: VideoStream) -> Fraction:
    """Pictures a second; 0 when nothing tells."""
    return opening.fraction(stream.average_rate) or opening.fraction(stream.guessed_rate)


def pixel_aspect(stream: VideoStream) -> Fraction:
    """Width of a pixel to its height; 1 when nothing tells."""
    return opening.fraction(stream.sample_aspect_ratio) or Fraction(1)


def sound_stream(container: InputContainer) -> AudioStream | None:
    """The first stream with sound that can be decoded."""
    for stream in container.streams.audio:
        if stream.codec_context and stream.codec_context.sample_rate:
            return stream
    return None


def plays_as_uploaded(
    container: InputContainer, stream: VideoStream, sound: AudioStream | None
) -> bool:
    """Whether the file is an MP4 that browsers play."""
    is_mp4 = "mp4" in container.format.name.split(",")
    plays_sound = not sound or sound.codec_context.name in PLAYABLE_AUDIO
    return is_mp4 and plays_sound and copies_video(stream)


def copies_video(stream: VideoStream) -> bool:
    """Whether the pictures can be packaged as they are."""
    context = stream.codec_context
    return context.name == PLAYABLE_VIDEO and context.pix_fmt in PLAYABLE_PIXELS


def copies_audio(stream: AudioStream) -> bool:
    """Whether the sound can be packaged as it is: AAC that is described once, not in each frame."""
    context = stream.codec_context
    return context.name == "aac" and bool(context.extradata)


def aspect(width: int, height: int) -> str:
    """Width to height, such as ``16/9``: a common ratio where one is near."""
    ratio = Fraction(width, height)
    for common in COMMON_ASPECTS:
        for candidate in (common, 1 / common):
            if math.isclose(ratio, candidate, rel_tol=TOLERANCE):
                ratio = candidate
    return f"{ratio.numerator}/{ratio.denominator}"
