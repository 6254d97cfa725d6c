"""From a file to a player: creates a video, uploads it in parts, waits until it plays, lists.

    python examples/quickstart.py [film.mp4]

With APIVIDEO_API_KEY set it talks to the sandbox of api.video. Otherwise it talks to the emulator
at APIVIDEO_HOST; ``make demo`` starts one for it. Without a file it makes one. The bar of the
upload needs tqdm, the extra ``progress``.
"""

import os
import sys
import tempfile

from make_video import make_video

import apivideo

MEBIBYTE = 1024 * 1024
SMALLEST_PART = 5 * MEBIBYTE
LONGEST_WAIT = 600  # seconds


def connect() -> apivideo.AuthenticatedApiClient:
    """A client of the sandbox, or of the emulator when there is no key."""
    configuration = apivideo.Configuration(chunk_size=SMALLEST_PART)
    if os.environ.get("APIVIDEO_API_KEY"):
        return apivideo.AuthenticatedApiClient(production=False, configuration=configuration)
    if os.environ.get("APIVIDEO_HOST"):
        return apivideo.AuthenticatedApiClient("any key will do", configuration=configuration)
    sys.exit("Set APIVIDEO_API_KEY, or run `make demo`, which needs no key.")


def main(film: str) -> None:
    with connect() as client:
        video = client.videos.create(title="Quickstart", tags=["example"])
        print(f"created {video.video_id}")

        client.videos.upload(video.video_id, film, progress=True)
        size = os.path.getsize(film)
        print(f"uploaded {size / MEBIBYTE:.1f} MiB in {-(-size // SMALLEST_PART)} parts")

        apivideo.wait_until_playable(client, video.video_id, timeout=LONGEST_WAIT)
        print("playable")

        for listed in client.videos.list(tags=["example"], page_size=5):
            print(f"listed {listed.video_id}: {listed.title}")

        print(f"watch it at {client.videos.get(video.video_id).assets.player}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as directory:
            made = os.path.join(directory, "film.mp4")
            print("making a video ...")
            make_video(made)
            main(made)
