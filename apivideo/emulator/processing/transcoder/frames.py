"""One picture of a video, as a JPEG."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from apivideo.emulator.processing.transcoder import opening, probe, shaping

LONGEST_SIDE = 1280  # of the JPEG
ROUNDING = Fraction(1, 1000)  # containers round the times of pictures, some to milliseconds


def cut(files: Sequence[tuple[str, int]], seconds: Fraction, path: Path) -> None:
    """Write the picture that is shown *seconds* after the first one. Raises Unusable."""
    if not (seconds and _cut(files, seconds, path, jumps=True)):
        # Where one cannot jump to a place, or comes out behind it, all is decoded up to there.
        if not _cut(files, seconds, path, jumps=False):
            raise opening.Unusable("there is no picture in it")


def _cut(files: Sequence[tuple[str, int]], seconds: Fraction, path: Path, jumps: bool) -> bool:
    with opening.opened(files) as container:
        stream = opening.picture_stream(container)
        frame = picture_at(container, stream, seconds, jumps)
        if frame is None:
            return False
        shape = shaping.Shape(frame, probe.pixel_aspect(stream), LONGEST_SIDE, "yuvj420p")
        path.write_bytes(jpeg(shape.apply(frame)))
    return True


def picture_at(
    container: InputContainer, stream: VideoStream, seconds: Fraction, jumps: bool
) -> VideoFrame | None:
    """The last picture that begins no later than *seconds* after the first one.

    With *jumps* it begins to look near that place, and may find none; else there is none only if
    the stream has no picture at all.
    """
    base = opening.fraction(stream.time_base) or Fraction(1, av.time_base)
    wanted = (stream.start_time or 0) * base + seconds + ROUNDING
    if jumps:
        try:
            container.seek(int(wanted / base), stream=stream)
        except FFmpegError:
            return None
    found = None
    for frame in container.decode(stream):
        time = (
            None if frame.pts is None else frame.pts * (opening.fraction(frame.time_base) or base)
        )
        if time is not None and time > wanted:
            return found if found or jumps else frame
        found = frame
    return found


def jpeg(frame: VideoFrame) -> bytes:
    """A picture in ``yuvj420p`` as a JPEG file."""
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.options = {"qmin": "2", "qmax": "4"}
    frame.pts = None
    return b"".join(bytes(packet) for packet in (*encoder.encode(frame), *encoder.encode(None)))
