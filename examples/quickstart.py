"""From a file to a player: creates a video, uploads it in parts, waits until it plays, lists.

    python examples/quickstart.py [film.mp4]

With APIVIDEO_API_KEY set it talks to the sandbox of api.video. Otherwise it talks to the emulator
at APIVIDEO_HOST; ``make demo`` starts one for it. Without a file it makes one.
"""

import os
import sys
import tempfile
from contextlib import contextmanager

from make_video import make_video

import apivideo
from apivideo.apis import VideosApi

MEBIBYTE = 1024 * 1024
SMALLEST_PART = 5 * MEBIBYTE
LONGEST_WAIT = 600  # seconds


def connect():
    """A client of the sandbox, or of the emulator when there is no key."""
    key = os.environ.get("APIVIDEO_API_KEY")
    configuration = apivideo.Configuration(chunk_size=SMALLEST_PART)
    if not key:
        try:
            configuration.host = os.environ["APIVIDEO_HOST"]
        except KeyError:
            sys.exit("Set APIVIDEO_API_KEY, or run `make demo`, which needs no key.")
    return apivideo.AuthenticatedApiClient(
        key or "any key will do", production=False, configuration=configuration
    )


@contextmanager
def progress_bar(size):
    """A function to call with (bytes sent, bytes in all): a bar with tqdm, a percentage without."""
    try:
        from tqdm import tqdm
    except ImportError:
        yield lambda sent, total: print(f"\r{100 * sent // total} %", end="", flush=True)
        print()
        return
    with tqdm(total=size, unit="B", unit_scale=True, desc="uploading") as bar:
        yield lambda sent, total: bar.update(sent - bar.n)


def main(film):
    with connect() as client:
        videos = VideosApi(client)

        video = videos.create(title="Quickstart", tags=["example"])
        print(f"created {video.video_id}")

        size = os.path.getsize(film)
        with progress_bar(size) as progress:
            videos.upload(video.video_id, film, _progress_listener=progress)
        print(f"uploaded {size / MEBIBYTE:.1f} MiB in {-(-size // SMALLEST_PART)} parts")

        apivideo.wait_until_playable(client, video.video_id, timeout=LONGEST_WAIT)
        print("playable")

        for listed in videos.list(tags=["example"], page_size=5).data:
            print(f"listed {listed.video_id}: {listed.title}")

        print(f"watch it at {videos.get(video.video_id).assets.player}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as directory:
            made = os.path.join(directory, "film.mp4")
            print("making a video ...")
            make_video(made)
            main(made)
