"""An upload opened as a video, carefully: it is a stranger's."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Disposition
from av.video.stream import VideoStream

from apivideo.emulator.state.files import Joined
from apivideo.emulator.state.store import lacks_room

# Containers of videos. Those that name other files or addresses are not among them: a playlist
# that was uploaded must not have the server read what it points to.
FORMATS = "mov,mp4,matroska,webm,avi,mpegts,mpeg,flv,asf,mxf,ogg,gxf,dv,ivf,obu,wtv,rm"
BUFFER = 1024 * 1024
MOST_PIXELS_A_SIDE = 4096  # 4K, the most the service takes
MOST_SECONDS = 24 * 3600  # the longest video it takes
OPTIONS = {
    "format_whitelist": FORMATS,
    "protocol_whitelist": "none",
    "max_streams": "64",
    "analyzeduration": "10000000",
}


class Unusable(Exception):
    """The file is no video, or not one that is taken."""


@contextlib.contextmanager
def opened(files: Sequence[tuple[str, int]]) -> Iterator[InputContainer]:
    """The container in *files*, which are one after the other a file. Raises Unusable."""
    with Joined(files) as joined, io.BufferedReader(joined, BUFFER) as source:
        try:
            with av.open(source, "r", options=OPTIONS, buffer_size=BUFFER) as container:
                yield container
        except FFmpegError as error:
            if lacks_room(error):
                raise
            raise Unusable(error.strerror or str(error)) from error


def picture_stream(container: InputContainer) -> VideoStream:
    """The stream with the moving picture; a cover is none. Raises Unusable."""
    for stream in container.streams.video:
        if Disposition.attached_pic in stream.disposition or not stream.codec_context:
            continue
        size = max(stream.codec_context.width, stream.codec_context.height)
        if size > MOST_PIXELS_A_SIDE:
            raise Unusable(f"{size} pixels are more than {MOST_PIXELS_A_SIDE}")
        # Threads would each hold frames; a video is made in the background and may take its time.
        stream.codec_context.thread_count = 1
        return stream
    raise Unusable("there is no moving picture in it")


def fraction(ratio: Any) -> Fraction:
    """A ratio of PyAV, whose type depends on its version, as a fraction; 0 for none."""
    if ratio is None or not ratio.denominator:
        return Fraction(0)
    return Fraction(ratio.numerator, ratio.denominator)


def duration(
    files: Sequence[tuple[str, int]], container: InputContainer, stream: VideoStream
) -> Fraction:
    """Seconds from the first picture to the end of the last. Raises Unusable."""
    if container.duration:
        found = Fraction(container.duration, av.time_base)
    elif stream.duration and stream.time_base:
        found = stream.duration * fraction(stream.time_base)
    else:
        found = _scanned(files)
    if found > MOST_SECONDS:
        raise Unusable(f"it is longer than {MOST_SECONDS} seconds")
    return found


def _scanned(files: Sequence[tuple[str, int]]) -> Fraction:
    """The duration where the container does not tell it, as of what a browser has recorded."""
    first: Fraction | None = None
    last = Fraction(0)
    with opened(files) as container:
        for packet in container.demux(picture_stream(container)):
            if packet.pts is not None:
                base = fraction(packet.time_base)
                begin = packet.pts * base
                first = begin if first is None else min(first, begin)
                last = max(last, begin + (packet.duration or 0) * base)
    if first is None:
        raise Unusable("there is no picture in it")
    return last - first
