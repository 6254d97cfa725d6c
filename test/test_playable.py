"""Videos and live streams tell their player and how to embed it; live streams take broadcasts."""

import re
import shlex
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.model import LiveStream, Video

TEXTS = st.text().map(lambda text: re.sub("[\x00-\x1f\ud800-\udfff]", "", text) or "x")

PLAYER = "https://embed.api.video/vod/vi1"
PRIVATE = PLAYER + "?token=abc"


def video_of(player=PLAYER, **more):
    return Video.from_json(dict({"videoId": "vi1", "assets": {"player": player}}, **more))


def live_of(**more):
    return LiveStream.from_json(dict({"liveStreamId": "li1", "restreams": []}, **more))


def attributes(markup):
    """The attributes of the one element of a piece of HTML."""
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, pairs: found.append((tag, dict(pairs)))
    parser.feed(markup)
    ((tag, pairs),) = found
    assert tag == "iframe"
    return pairs


@pytest.mark.parametrize(
    "options, fragment",
    [
        ({}, ""),
        ({"autoplay": True}, "#autoplay"),
        ({"autoplay": False, "start": None, "ad_tag_url": None}, ""),
        ({"muted": True, "loop": True}, "#loop;muted"),
        ({"start": 0}, "#t=0"),
        ({"start": 12.5}, "#t=12.5"),
        ({"hide_title": True, "hide_controls": True}, "#hide-title;hide-controls"),
        ({"hide_poster": True, "show_subtitles": True, "api": True}, None),
        ({"ad_tag_url": "https://a.example/x?y=1"}, "#adTagUrl:https://a.example/x?y=1"),
    ],
)
@pytest.mark.parametrize("player", [PLAYER, PRIVATE])
def test_the_address_of_the_player_says_how_it_plays(player, options, fragment):
    url = video_of(player).player_url(**options)

    told = set(url[len(player) :].strip("#").split(";"))
    expected = {"hide-poster", "show-subtitles", "api"} if fragment is None else None
    assert url.startswith(player)
    assert told == (expected or set(fragment.strip("#").split(";")))


def test_options_that_the_address_has_stay():
    url = video_of(PLAYER + "#hide-title;t=3").player_url(autoplay=True)

    assert url == PLAYER + "#hide-title;t=3;autoplay"


@given(TEXTS)
def test_the_address_of_advertisements_stays_one_option(address):
    url = video_of().player_url(ad_tag_url=address, muted=True)

    options = url.partition("#")[2].split(";")
    assert len(options) == 2
    assert unquote(options[1][len("adTagUrl:") :]) == address


@given(TEXTS)
def test_whatever_the_title_it_stays_in_its_attribute(title):
    assert attributes(video_of().embed_html(title=title))["title"] == title


def test_the_player_is_as_wide_as_its_place_or_as_told():
    wide = attributes(video_of().embed_html(autoplay=True, start=5))
    narrow = attributes(video_of(PRIVATE, title="Mine").embed_html(width=640, height="50%"))

    assert wide["src"] == PLAYER + "#autoplay;t=5"
    assert "aspect-ratio: 16 / 9" in wide["style"]
    assert (wide["title"], wide["loading"]) == ("Video", "lazy")
    assert "allowfullscreen" in wide
    assert (narrow["width"], narrow["height"], narrow["title"]) == ("640", "50%", "Mine")
    assert narrow["src"] == PRIVATE
    assert "style" not in narrow


def test_a_live_stream_has_a_player_too():
    live = live_of(name="Live", assets={"player": "https://embed.api.video/live/li1"})

    assert live.player_url(muted=True) == "https://embed.api.video/live/li1#muted"
    assert attributes(live.embed_html())["title"] == "Live"


WRONG = [
    ({"autoplay": "yes"}, "autoplay"),
    ({"start": -1}, "start"),
    ({"start": "0"}, "start"),
    ({"ad_tag_url": 5}, "ad_tag_url"),
    ({"autplay": True}, "did you mean autoplay"),
]


@pytest.mark.parametrize("options, words", WRONG)
@pytest.mark.parametrize("method", ["player_url", "embed_html"])
def test_a_wrong_option_is_refused_by_name(method, options, words):
    with pytest.raises((ApiTypeError, ApiValueError), match=words):
        getattr(video_of(), method)(**options)


@pytest.mark.parametrize("size", ["x", "5em", 0, -1, True, 1.5, "", "100%%", [1]])
@pytest.mark.parametrize("name", ["width", "height"])
def test_a_size_that_cannot_be_is_refused_by_name(name, size):
    with pytest.raises((ApiTypeError, ApiValueError), match=name):
        video_of().embed_html(**{name: size})


@pytest.mark.parametrize("video", [Video(video_id="vi1"), video_of(None)])
def test_a_video_without_a_player_says_so(video):
    with pytest.raises(ApiValueError, match="this Video has no player"):
        video.player_url()


def test_a_live_stream_tells_where_to_broadcast():
    live = live_of(streamKey="cc1b4df0-d1c5")

    assert live.rtmp_url == "rtmp://broadcast.api.video/s/cc1b4df0-d1c5"
    assert live.rtmps_url == "rtmps://broadcast.api.video:1936/s/cc1b4df0-d1c5"
    assert live.srt_url == "srt://broadcast.api.video:6200?streamid=cc1b4df0-d1c5"
    assert "cc1b4df0" not in repr(live)


@given(TEXTS)
def test_a_shell_reads_the_command_as_it_is_meant(path):
    live = live_of(streamKey="key")

    words = shlex.split(live.ffmpeg_command(path))

    assert words[:4] == ["ffmpeg", "-re", "-i", path]
    assert words[-1] == live.rtmps_url


def test_without_a_stream_key_there_is_no_address():
    live = live_of()

    assert not hasattr(live, "rtmp_url")
    with pytest.raises(ApiValueError, match="no stream key"):
        live.ffmpeg_command("film.mp4")
