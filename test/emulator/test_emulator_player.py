"""The options in the address of a player, as a browser follows them."""

import dataclasses
import http.server
import threading
from urllib.parse import quote

import pytest
from emulator import films

pytest.importorskip("av")

WATCH = """
new Promise((done, failed) => {
  const video = document.querySelector("video");
  const watch = () => { if (%s) done(true); else setTimeout(watch, 10); };
  video.onerror = () => failed(new Error(video.error.message));
  watch();
})
"""
CAPTION = b"WEBVTT\n\n00:00.000 --> 00:02.000\nGood morning\n"
ADVERTISEMENT = """
<VAST version="3.0"><Ad><InLine>
  <Impression>{root}/seen</Impression>
  <Creatives><Creative><Linear><MediaFiles>
    <MediaFile type="video/mp4">{root}/ad.mp4</MediaFile>
  </MediaFiles></Linear></Creative></Creatives>
</InLine></Ad></VAST>
"""


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, media=True, encoding_seconds=0)


@pytest.fixture
def video(emulator, client):
    """A film of two seconds, without sound."""
    video = client.create("A <b>film</b>")
    client.upload(video["source"]["uri"], films.film(sound=None))
    emulator.settle()
    return video


@pytest.fixture(params=["fragment", "query"])
def open_player(request, browser, video):
    """Opens the player with options, in the fragment or in the query."""

    def open_player(*options):
        if request.param == "fragment":
            return browser.open(video["assets"]["player"] + "#" + ";".join(options))
        query = "&".join(option.replace("adTagUrl:", "adTagUrl=") for option in options)
        return browser.open(video["assets"]["player"] + "?" + query)

    return open_player


def test_without_options_it_waits_at_the_beginning_with_title_and_controls(browser, video):
    page = browser.open(video["assets"]["player"])

    assert page("document.querySelector('h1').innerText") == "A <b>film</b>"
    assert page("document.querySelector('h1').offsetHeight > 0")
    state = "(({paused, currentTime, controls, loop, muted}) => "
    state += "[paused, currentTime, controls, loop, muted])(document.querySelector('video'))"
    assert page(state) == [True, 0, True, False, False]


def test_autoplay_plays(open_player):
    page = open_player("autoplay", "muted")

    assert page(WATCH % "!video.paused && video.currentTime > 0")


def test_a_time_is_where_it_begins(open_player):
    page = open_player("t=1.5")

    assert page(WATCH % "video.readyState >= 2 && !video.seeking")
    assert page("document.querySelector('video').currentTime") == pytest.approx(1.5, abs=0.05)


def test_a_time_goes_with_autoplay(open_player):
    page = open_player("t=1.5", "autoplay", "muted")

    assert page(WATCH % "video.ended")
    played = "(({played}) => [played.start(0), played.length])(document.querySelector('video'))"
    assert page(played) == [pytest.approx(1.5, abs=0.1), 1]


def test_the_title_can_be_hidden(open_player):
    page = open_player("hide-title")

    assert page("document.querySelector('h1').offsetHeight") == 0


def test_controls_can_be_hidden(open_player):
    assert open_player("hide-controls")("document.querySelector('video').controls") is False


def test_the_poster_can_be_hidden(open_player):
    assert open_player("hide-poster")("document.querySelector('video').poster") == ""


def test_a_loop_begins_again(open_player):
    page = open_player("loop", "autoplay", "muted", "t=1.7")

    assert page(WATCH % "!video.paused && video.currentTime > 0 && video.currentTime < 1.5")


def test_it_can_be_muted(open_player):
    assert open_player("muted")("document.querySelector('video').muted") is True


def test_subtitles_are_shown_when_asked_for(client, video, open_player):
    path = f"/videos/{video['videoId']}/captions/"
    for language in ("de", "fr"):
        client.upload(path + language, CAPTION, name="a.vtt")

    page = open_player("show-subtitles")

    assert page(WATCH % "video.textTracks[0].cues && video.textTracks[0].cues.length")
    shown = "[...document.querySelector('video').textTracks].map(one => [one.language, one.mode])"
    assert page(shown) == [["de", "showing"], ["fr", "disabled"]]
    assert page("document.querySelector('video').textTracks[0].cues[0].text") == "Good morning"


def test_subtitles_are_hidden_unless_they_are_the_default(client, browser, video):
    path = f"/videos/{video['videoId']}/captions/fr"
    client.upload(path, CAPTION, name="a.vtt")
    mode = "document.querySelector('video').textTracks[0].mode"

    modes = [browser.open(video["assets"]["player"])(mode)]
    client.patch(path, {"default": True})
    page = browser.open(video["assets"]["player"])
    page(WATCH % "video.textTracks[0].mode == 'showing'")

    assert modes == ["disabled"]


def test_unknown_options_are_ignored(open_player):
    page = open_player("api", "sparkle", "muted", "=", "%")

    assert page("document.querySelector('video').muted") is True


class Advertiser(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        root = f"http://127.0.0.1:{self.server.server_port}"
        self.server.asked.append(self.path)
        bodies = {"/tag": ADVERTISEMENT.format(root=root).encode(), "/ad.mp4": self.server.film}
        body = bodies.get(self.path.partition("?")[0], b"")
        self.send_response(200 if body else 404)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Type", "video/mp4" if self.path == "/ad.mp4" else "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def advertiser():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Advertiser) as server:
        server.asked, server.film = [], films.film(5, sound=None)
        server.root = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_an_advertisement_is_played_before_the_film(open_player, advertiser):
    tag = quote(advertiser.root + "/tag?size=1", safe="")
    page = open_player("adTagUrl:" + tag, "autoplay", "muted")

    page(WATCH % "video.dataset.playing == 'film' && video.currentTime > 0")

    assert page("new URL(document.querySelector('video').src).pathname").startswith("/vod/")
    asked = [path for path in dict.fromkeys(advertiser.asked) if path != "/favicon.ico"]
    assert asked == ["/tag?size=1", "/ad.mp4", "/seen"]


def test_an_advertisement_waits_for_who_presses_play(open_player, advertiser):
    page = open_player("adTagUrl:" + quote(advertiser.root + "/tag", safe=""), "muted")
    before = list(advertiser.asked)

    page("document.querySelector('video').play().catch(() => {}) && null")
    page(WATCH % "video.dataset.playing == 'film' && video.ended")

    assert before == []
    assert "/seen" in advertiser.asked


@pytest.mark.parametrize("path", ["/nothing", "/ad.mp4"])
def test_without_an_advertisement_the_film_is_played(open_player, advertiser, path):
    page = open_player("adTagUrl:" + quote(advertiser.root + path), "autoplay", "muted")

    assert page(WATCH % "video.dataset.playing == 'film' && video.currentTime > 0")


def test_a_live_stream_has_a_title_that_can_be_hidden(browser, client):
    player = client.post("/live-streams", {"name": "A concert"}).json["assets"]["player"]
    height = "document.querySelector('h1').offsetHeight"

    assert browser.open(player)(height) > 0
    assert browser.open(player + "#hide-title")(height) == 0
