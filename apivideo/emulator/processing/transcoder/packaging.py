"""A video as HLS: one file with all its segments, and a playlist of where each begins.

The file is a fragmented MP4, which also plays by itself. Streams that browsers play are copied,
others encoded.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.error import EOFError as EndOfFileError
from av.error import InvalidDataError
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from apivideo.emulator.processing.transcoder import opening, probe, shaping

SECONDS_A_SEGMENT = 4
LONGEST_SIDE = 1280  # of what is encoded: a copy for a test need not be larger
SAMPLES_A_SECOND = 48_000
SAMPLES_OF_GAP = SAMPLES_A_SECOND // 10
UNKNOWN_RATE = Fraction(25)
PIXELS = "yuv420p"


def package(files: Sequence[tuple[str, int]], rendition: Path, playlist: Path, name: str) -> None:
    """Write the segments to *rendition* and the playlist, which calls that file *name*."""
    options = {
        "hls_time": str(SECONDS_A_SEGMENT),
        "hls_list_size": "0",
        "hls_playlist_type": "vod",
        "hls_segment_type": "fmp4",
        "hls_flags": "single_file",
        "hls_segment_filename": str(rendition),
    }
    with opening.opened(files) as beforehand:
        first = probe.first_picture(beforehand, opening.picture_stream(beforehand))
    with opening.opened(files) as source:
        video = opening.picture_stream(source)
        sound = probe.sound_stream(source)
        with av.open(str(playlist), "w", format="hls", options=options, io_open=_open) as target:
            copies = probe.copies_video(video)
            ways: dict[int, Way] = {
                video.index: Copy(target, video) if copies else EncodeVideo(target, video, first)
            }
            if sound:
                copies = probe.copies_audio(sound)
                ways[sound.index] = Copy(target, sound) if copies else EncodeAudio(target, sound)
            for packet in source.demux([stream for stream in (video, sound) if stream]):
                if packet.size:  # those at the end are empty
                    ways[packet.stream.index].take(packet)
            for way in ways.values():
                way.finish()
    playlist.write_text(playlist.read_text().replace(rendition.name, name))


class Way:
    """How a stream gets into the package."""

    target: Any

    def take(self, packet: Packet[Any]) -> None:
        raise NotImplementedError

    def finish(self) -> None:
        """Bring over what is held back."""


class Copy(Way):
    """As it is."""

    def __init__(self, container: OutputContainer, stream: VideoStream | AudioStream) -> None:
        self._container = container
        self._early: list[Packet[Any]] = []  # some containers do not tell the first decoding times
        self.target: Any = container.add_stream_from_template(stream)

    def take(self, packet: Packet[Any]) -> None:
        if packet.dts is None:
            self._early.append(packet)
            return
        self._flush(packet.dts)
        self._mux(packet)

    def finish(self) -> None:
        """Hand on what never got a decoding time."""
        self._flush(0)

    def _flush(self, before: int) -> None:
        for distance, packet in zip(range(len(self._early), 0, -1), self._early):
            packet.dts = before - distance * (packet.duration or 1)
            self._mux(packet)
        self._early.clear()

    def _mux(self, packet: Packet[Any]) -> None:
        packet.stream = self.target
        self._container.mux(packet)


class EncodeVideo(Way):
    """Decoded, shaped, and encoded as H.264."""

    def __init__(self, container: OutputContainer, stream: VideoStream, first: VideoFrame) -> None:
        self._container = container
        self._stream = stream
        self._shape = shaping.Shape(first, probe.pixel_aspect(stream), LONGEST_SIDE, PIXELS)
        self._last: int | None = None
        rate = probe.picture_rate(stream) or UNKNOWN_RATE
        options = {"preset": "ultrafast", "crf": "26", "threads": "1"}
        self.target: Any = container.add_stream("libx264", rate=rate, options=options)
        self.target.width, self.target.height = self._shape.width, self._shape.height
        self.target.pix_fmt = PIXELS
        self.target.codec_context.time_base = opening.fraction(stream.time_base)
        self.target.gop_size = max(1, round(rate * SECONDS_A_SEGMENT))

    def take(self, packet: Packet[Any]) -> None:
        """Encode what the packet holds; what is broken is left out."""
        for frame in _decoded(self._stream, packet):
            if frame.pts is None or (self._last is not None and frame.pts <= self._last):
                continue
            self._last = frame.pts
            shaped = self._shape.apply(frame)
            shaped.pict_type = PictureType.NONE
            self._container.mux(self.target.encode(shaped))

    def finish(self) -> None:
        self._container.mux(self.target.encode(None))


class EncodeAudio(Way):
    """Decoded, and encoded as AAC."""

    def __init__(self, container: OutputContainer, stream: AudioStream) -> None:
        self._container = container
        self._stream = stream
        self._resampler = av.AudioResampler("fltp", "stereo", SAMPLES_A_SECOND)
        self._next = 0  # the sample that follows on what was encoded last
        self.target: Any = container.add_stream("aac", rate=SAMPLES_A_SECOND, layout="stereo")

    def take(self, packet: Packet[Any]) -> None:
        for decoded in _decoded(self._stream, packet):
            for frame in self._resampler.resample(decoded):
                self._container.mux(self.target.encode(self._placed(frame)))

    def _placed(self, frame: AudioFrame) -> AudioFrame:
        """The frame right after the last one, unless it tells of a gap.

        Some containers tell times too roughly for an encoder, which wants them to grow evenly.
        """
        if frame.pts is not None and frame.time_base is not None:
            told = round(frame.pts * opening.fraction(frame.time_base) * SAMPLES_A_SECOND)
            if told > self._next + SAMPLES_OF_GAP:
                self._next = told
        frame.pts, frame.time_base = self._next, Fraction(1, SAMPLES_A_SECOND)
        self._next += frame.samples
        return frame

    def finish(self) -> None:
        with contextlib.suppress(EndOfFileError):
            self._container.mux(self.target.encode(None))


def _open(path: str, flags: int, options: dict[str, str]) -> BinaryIO:
    """A file of the package; a failure to write it is told, which FFmpeg's own files do not."""
    return open(path, "wb")


def _decoded(stream: VideoStream | AudioStream, packet: Packet[Any]) -> Iterator[Any]:
    try:
        yield from stream.decode(packet)
    except InvalidDataError:
        return
