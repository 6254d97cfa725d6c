"""Makes a short MP4 to try uploads with: H.264 and AAC, moving pictures and a tone.

    python examples/make_video.py film.mp4

The pictures carry noise, which does not compress, so a few seconds make a file of several parts.
Encodes with PyAV (``pip install "api.video[media]"``), or with the ``ffmpeg`` program without it.
"""

import shutil
import subprocess
import sys
from typing import Any, Iterator, List, Tuple

SECONDS = 8
FRAMES_PER_SECOND = 25
BITS_PER_SECOND = 14_000_000
SAMPLES_PER_SECOND = 48_000

Filters = List[Tuple[str, str]]

PICTURES: Filters = [
    ("testsrc2", f"size=1280x720:rate={FRAMES_PER_SECOND}:duration={SECONDS}"),
    ("noise", "alls=40:allf=t"),
    ("format", "pix_fmts=yuv420p"),
]
SOUND: Filters = [
    ("sine", f"frequency=440:sample_rate={SAMPLES_PER_SECOND}:duration={SECONDS}"),
    ("aformat", "sample_fmts=fltp:channel_layouts=mono"),
]
PLAY_WHILE_LOADING = {"movflags": "+faststart"}


def make_video(path: str) -> None:
    """Write an MP4 of about 14 MB to *path*; takes a few seconds.

    Raises RuntimeError where there is neither PyAV nor ffmpeg.
    """
    try:
        import av
    except ImportError:
        if not shutil.which("ffmpeg"):
            message = "to make a video, install PyAV (`pip install av`) or ffmpeg"
            raise RuntimeError(message) from None
        encode_with_ffmpeg(path)
    else:
        encode_with_pyav(av, path)


def encode_with_pyav(av: Any, path: str) -> None:
    with av.open(path, "w", options=PLAY_WHILE_LOADING) as container:
        video = container.add_stream("libx264", rate=FRAMES_PER_SECOND)
        video.width, video.height, video.pix_fmt = 1280, 720, "yuv420p"
        video.bit_rate = BITS_PER_SECOND
        video.options = {"preset": "ultrafast"}
        audio = container.add_stream("aac", rate=SAMPLES_PER_SECOND, layout="mono")
        for stream, filters, sink in (
            (video, PICTURES, "buffersink"),
            (audio, SOUND, "abuffersink"),
        ):
            for frame in frames(av, filters, sink):
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))


def frames(av: Any, filters: Filters, sink: str) -> Iterator[Any]:
    """What comes out of a chain of filters that begins with a source."""
    graph = av.filter.Graph()
    chain = [graph.add(name, arguments) for name, arguments in filters] + [graph.add(sink)]
    for left, right in zip(chain, chain[1:]):
        left.link_to(right)
    graph.configure()
    while True:
        try:
            yield graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def encode_with_ffmpeg(path: str) -> None:
    command = ["ffmpeg", "-loglevel", "error", "-y"]
    for filters in (PICTURES, SOUND):
        chain = ",".join(f"{name}={arguments}" for name, arguments in filters)
        command += ["-f", "lavfi", "-i", chain]
    command += ["-c:v", "libx264", "-preset", "ultrafast", "-b:v", str(BITS_PER_SECOND)]
    command += ["-c:a", "aac", "-movflags", PLAY_WHILE_LOADING["movflags"], "-f", "mp4", path]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    make_video(*sys.argv[1:] or ["film.mp4"])
