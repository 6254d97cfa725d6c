"""Decoded pictures turned, scaled and converted to what an encoder wants."""

from __future__ import annotations

from fractions import Fraction

from av.filter import Graph
from av.video.frame import VideoFrame

TURNS: dict[int, tuple[str, ...]] = {
    90: ("cclock",),
    180: ("clock", "clock"),
    270: ("clock",),
}  # counter-clockwise degrees


class Shape:
    """The way from pictures as they are stored to pictures as they are meant to be seen.

    All are like the first one, *frame*; *most* is how many pixels their longer side has at most.
    """

    def __init__(
        self, frame: VideoFrame, pixel_aspect: Fraction, most: int, pixel_format: str
    ) -> None:
        rotation = round(frame.rotation) % 360
        width, height = display_size(frame, pixel_aspect)
        self.width: int
        self.height: int
        self.width, self.height = _fitting(width, height, most)
        graph = Graph()
        nodes = [
            graph.add_buffer(
                width=frame.width,
                height=frame.height,
                format=frame.format,
                time_base=frame.time_base,
            )
        ]
        nodes += [graph.add("transpose", turn) for turn in TURNS.get(rotation, ())]
        nodes.append(graph.add("scale", f"{self.width}:{self.height}"))
        nodes.append(graph.add("setsar", "1"))
        nodes.append(graph.add("format", pixel_format))
        nodes.append(graph.add("buffersink"))
        graph.link_nodes(*nodes).configure()
        self._graph = graph

    def apply(self, frame: VideoFrame) -> VideoFrame:
        """The picture as it comes out; it keeps its time."""
        self._graph.vpush(frame)
        return self._graph.vpull()


def display_size(frame: VideoFrame, pixel_aspect: Fraction) -> tuple[int, int]:
    """Width and height on a screen, where pixels are square."""
    width, height = max(1, round(frame.width * pixel_aspect)), frame.height
    return (height, width) if round(frame.rotation) % 180 == 90 else (width, height)


def _fitting(width: int, height: int, most: int) -> tuple[int, int]:
    """The size with no side longer than *most*, even, as encoders want it; never enlarged."""
    scale = min(1.0, most / max(width, height))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)
