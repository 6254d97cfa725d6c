"""What a browser makes of a video's addresses."""

import dataclasses

import pytest
from emulator import films

pytest.importorskip("av")

# Seconds and pixels of the page's video once they are known, and how far it has been played.
PLAYED = """
new Promise((done, failed) => {
  const video = document.querySelector("video");
  const tell = () => done([video.duration, video.videoWidth, video.videoHeight, video.currentTime]);
  video.onerror = () => failed(new Error(video.error.message));
  if (video.error) video.onerror();
  video.onended = tell;
  video.muted = true;
  video.play().catch(failed);
})
"""
PAGE_OF = "document.body.innerHTML = '<video src=\"{}\"></video>'"


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, media=True, encoding_seconds=0)


@pytest.fixture
def upload(emulator, client):
    def upload(data, **members):
        video = client.create(**members)
        client.upload(video["source"]["uri"], data)
        emulator.settle()
        return video["assets"]

    return upload


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("kind, codec", [("mp4", "libx264"), ("avi", "mpeg4")])
def test_the_player_plays_the_video_to_its_end(browser, upload, public, kind, codec):
    assets = upload(films.film(10, kind=kind, codec=codec, sound=None), public=public)

    page = browser.open(assets["player"])
    duration, width, height, played = page(PLAYED)

    assert (width, height) == (320, 180)
    assert duration == pytest.approx(0.4, abs=0.05)
    assert played == pytest.approx(duration, abs=0.05)


def test_the_poster_is_the_thumbnail(browser, upload):
    page = browser.open(upload(films.film(10))["player"])

    poster = page("document.querySelector('video').poster")
    size = page(
        "new Promise((done, failed) => {const image = new Image(); image.onerror = failed;"
        f"image.onload = () => done([image.width, image.height]); image.src = '{poster}'}})"
    )

    assert size == [320, 180]


def test_hls_plays_to_its_end(browser, upload):
    assets = upload(films.film(10))
    page = browser.open(assets["thumbnail"])  # any page of the same server
    if not page("document.createElement('video').canPlayType('application/vnd.apple.mpegurl')"):
        pytest.skip("this chromium does not play HLS by itself")

    page(PAGE_OF.format(assets["hls"]))
    duration, width, height, played = page(PLAYED)

    assert (width, height) == (320, 180)
    assert duration == pytest.approx(0.4, abs=0.1)
