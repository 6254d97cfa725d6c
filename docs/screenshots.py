"""The screenshots of the guides: ``python docs/screenshots.py`` takes them anew, in Chromium.

They show an emulator that a small story has filled. Needs the extras ``emulator`` and ``media``.
"""

import contextlib
import fractions
import http.server
import io
import sys
import threading
from pathlib import Path

import av

from apivideo.emulator import BY_HAND, Emulator, Fault, Settings
from apivideo.exceptions import ApiVideoError

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "test"))
from emulator.chromium import Chromium  # noqa: E402

FOLDER = HERE / "images"
COLOURS = 256
NOON = 1_790_000_000.0
FILMS = (
    ("Sunrise over the harbour", "0x0b1d51", "0xff9e6d", ["harbour", "morning"]),
    ("How we roast coffee", "0x2b1408", "0xd9a066", ["coffee"]),
    ("A walk in the forest", "0x06281b", "0x9bd46a", []),
)
OPEN = "document.querySelector('.delivery').open = true;"
BELOW = OPEN + "document.getElementById('webhooks').scrollIntoView()"
PAGES = {  # name: width, height, dark, what is done on the page before
    "emulator.png": (1440, 1000, False, "null"),
    "emulator-webhooks.png": (1440, 1000, True, BELOW),
    "emulator-narrow.png": (375, 800, False, BELOW),
}

PICTURES = """
Promise.all([...document.images].map(image => {
  image.loading = "eager";
  return image.decode();
}))
"""


def film(first: str, second: str) -> bytes:
    """A film of four seconds whose colours run into each other."""
    place = "x0=0:y0=360:x1=640:y1=0:speed=0.01:seed=1"
    source = f"gradients=s=640x360:r=25:d=4:c0={first}:c1={second}:{place}"
    file = io.BytesIO()
    with av.open(source, format="lavfi") as pictures, av.open(file, "w", format="mp4") as made:
        stream = made.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        for number, frame in enumerate(pictures.decode(video=0)):
            picture = frame.reformat(format="yuv420p")
            picture.pts, picture.time_base = number, fractions.Fraction(1, 25)
            made.mux(stream.encode(picture))
        made.mux(stream.encode(None))
    return file.getvalue()


class Receiver(http.server.BaseHTTPRequestHandler):
    """Takes what comes on /events, and nothing else."""

    def do_POST(self) -> None:
        """Respond."""
        self.rfile.read(int(self.headers["Content-Length"]))
        taken = self.path == "/events"
        body = b"thanks" if taken else b"There is no such page."
        self.send_response(200 if taken else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Nothing is printed."""


def fill(server: Emulator, receiver: str) -> None:
    """Have some of everything that the page shows."""
    client = server.client()
    started = "live-stream.broadcast.started"
    payload = {"url": receiver + "/events", "events": ["video.encoding.quality.completed", started]}
    client.webhooks.create(payload)
    client.webhooks.create({"url": receiver + "/moved", "events": [started]})
    stream = client.live_streams.create({"name": "Concert in the park"})
    client.live_streams.create({"name": "Town hall", "public": False})
    server.start_broadcast(stream.live_stream_id)
    client.videos.create({"title": "Not filmed yet"})
    broken = client.videos.create({"title": "Notes about the film"})
    client.videos.upload(broken.video_id, b"This is text, and no film." * 40)
    waiting = client.videos.create({"title": "Rough cut", "public": False})
    client.videos.upload(waiting.video_id, film("0x1b1035", "0xe05cff"))
    for title, first, second, tags in FILMS:
        video = client.videos.create({"title": title, "tags": tags})
        client.videos.upload(video.video_id, film(first, second))
        server.encode(video.video_id)
    server.settle()
    server.fail(Fault("GET", "/watermarks", status=403))
    server.fail(Fault("POST", "/videos/*/source", cut_request=1_000_000, times=3))
    for call in (client.watermarks.list, lambda: client.videos.get("vi-unknown")):
        with contextlib.suppress(ApiVideoError):
            call()
    client.videos.list(tags=["coffee"])


def smaller(png: bytes) -> bytes:
    """The same picture with a palette."""
    with av.open(io.BytesIO(png)) as container:
        frame = next(container.decode(video=0))
    graph = av.filter.Graph()
    base = fractions.Fraction(1, 1)
    size = {"width": frame.width, "height": frame.height}
    given = graph.add_buffer(**size, format=frame.format, time_base=base)
    split, made = (
        graph.add("split"),
        graph.add("palettegen", f"max_colors={COLOURS}:stats_mode=single"),
    )
    used, sink = graph.add("paletteuse", "dither=sierra2_4a:new=1"), graph.add("buffersink")
    given.link_to(split)
    split.link_to(made, 0, 0)
    split.link_to(used, 1, 0)
    made.link_to(used, 0, 1)
    used.link_to(sink)
    graph.configure()
    frame.pts = 0
    given.push(frame)
    given.push(None)
    found = sink.pull()
    codec = av.CodecContext.create("png", "w")
    codec.width, codec.height, codec.pix_fmt = frame.width, frame.height, "pal8"
    codec.time_base, codec.options = base, {"compression_level": "9", "pred": "none"}
    return b"".join(bytes(packet) for packet in [*codec.encode(found), *codec.encode(None)])


def main(folder: Path = FOLDER) -> None:
    """Take all screenshots."""
    folder.mkdir(exist_ok=True)
    settings = Settings(encoding_seconds=BY_HAND, clock=lambda: NOON)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as receiver:
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        with Emulator(settings, port=8080) as server, Chromium() as browser:
            fill(server, f"http://127.0.0.1:{receiver.server_port}")
            for name, (width, height, dark, before) in PAGES.items():
                page = browser.open(server.url, width, height, dark)
                page(PICTURES)
                page(before)
                (folder / name).write_bytes(smaller(page.screenshot()))
        receiver.shutdown()


if __name__ == "__main__":
    main()
