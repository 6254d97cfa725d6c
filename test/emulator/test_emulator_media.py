"""What a browser fetches."""

import pytest

DATA = bytes(range(256)) * 10


@pytest.fixture
def video(client, clock):
    video = client.create("<film>")
    client.upload(video["source"]["uri"], DATA)
    clock.now += 10
    return video


@pytest.fixture
def browser(connect):
    return connect(authorization=None)


@pytest.fixture
def pieces(client, clock, monkeypatch):
    """A video whose file came in three parts of ten bytes."""
    monkeypatch.setattr("apivideo.emulator.resources.content_range.SMALLEST_PART", 1)
    video = client.create()
    for number in range(3):
        client.upload(video["source"]["uri"], str(number).encode() * 10, f"part {number + 1}/3")
    clock.now += 10
    return video["assets"]["mp4"]


def test_the_mp4_is_the_uploaded_file(browser, video):
    answer = browser.media(video["assets"]["mp4"])

    assert answer.status == 200
    assert answer.data == DATA
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    "wanted, content_range, data",
    [
        ("bytes=0-0", "bytes 0-0/30", b"0"),
        ("bytes=8-11", "bytes 8-11/30", b"0011"),
        ("bytes=9-20", "bytes 9-20/30", b"0" + b"1" * 10 + b"2"),
        ("bytes=25-", "bytes 25-29/30", b"22222"),
        ("bytes=-3", "bytes 27-29/30", b"222"),
        ("bytes=0-999", "bytes 0-29/30", b"0" * 10 + b"1" * 10 + b"2" * 10),
    ],
)
def test_a_range_is_answered_across_pieces(browser, pieces, wanted, content_range, data):
    answer = browser.media(pieces, Range=wanted)

    assert (answer.status, answer.headers["Content-Range"]) == (206, content_range)
    assert answer.data == data


def test_a_range_beyond_the_end_cannot_be_answered(browser, pieces):
    answer = browser.media(pieces, Range="bytes=30-")

    assert (answer.status, answer.headers["Content-Range"]) == (416, "bytes */30")


@pytest.mark.parametrize("wanted", ["bytes=0-1,4-5", "lines=1-2", "bytes=x", "bytes=5-2"])
def test_another_range_gets_the_whole(browser, pieces, wanted):
    answer = browser.media(pieces, Range=wanted)

    assert (answer.status, len(answer.data)) == (200, 30)


def test_head_tells_the_length(browser, video):
    answer = browser.media(video["assets"]["mp4"], "HEAD")

    assert (answer.status, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(DATA))


def test_what_is_known_is_not_sent_again(browser, video):
    etag = browser.media(video["assets"]["mp4"], "HEAD").headers["ETag"]

    known = browser.media(video["assets"]["mp4"], **{"If-None-Match": etag})
    part = browser.media(video["assets"]["mp4"], **{"If-None-Match": etag, "Range": "bytes=0-1"})
    same = browser.media(video["assets"]["mp4"], **{"If-Range": etag, "Range": "bytes=0-1"})
    other = browser.media(video["assets"]["mp4"], **{"If-Range": '"x"', "Range": "bytes=0-1"})

    assert (known.status, known.data, part.status) == (304, b"", 304)
    assert (same.status, other.status) == (206, 200)


def test_the_player_is_a_page_with_the_video(browser, video):
    answer = browser.media(video["assets"]["player"])

    page = answer.data.decode()
    source = page.partition('<video src="')[2].partition('"')[0]
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "&lt;film&gt;" in page and "<film>" not in page
    assert browser.get(source).data == DATA


def test_before_it_is_ready_there_is_no_mp4_but_a_page(client, browser):
    video = client.create()

    assert browser.media(video["assets"]["mp4"]).status == 404
    assert b"not ready" in browser.media(video["assets"]["player"]).data


def test_the_thumbnail_is_a_picture(browser, video):
    answer = browser.media(video["assets"]["thumbnail"])

    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.data.startswith(b"\xff\xd8")


def test_without_mp4_support_the_player_plays_on(client, browser, clock):
    video = client.create(mp4Support=False)
    client.upload(video["source"]["uri"], DATA)
    clock.now += 10

    page = browser.media(video["assets"]["player"]).data.decode()

    assert "mp4" not in video["assets"]
    assert browser.get(f"/vod/{video['videoId']}/mp4/source.mp4").status == 404
    assert browser.get(page.partition('<video src="')[2].partition('"')[0]).data == DATA


def test_a_private_video_wants_the_token_of_its_addresses(client, browser, clock):
    video = client.create(public=False)
    client.upload(video["source"]["uri"], DATA)
    clock.now += 10
    mp4 = video["assets"]["mp4"]
    token = mp4.partition("/token/")[2].partition("/")[0]

    assert browser.media(mp4).data == DATA
    assert browser.media(video["assets"]["player"]).status == 200
    assert browser.media(mp4.replace("/token/" + token, "")).status == 404
    assert browser.media(mp4.replace(token, token[:-1] + "x")).status == 404
    assert browser.media(mp4.replace(token, "-")).status == 404
    assert client.get("/videos/" + video["videoId"]).json["assets"]["mp4"] != mp4
    clock.now += 24 * 3600
    assert browser.media(mp4).status == 404


def test_the_manifest_of_a_video_that_is_not_ready_is_waited_for_without_a_key(browser, client):
    video = client.create()

    before = browser.media(video["assets"]["hls"])
    client.upload(video["source"]["uri"], DATA)
    meanwhile = browser.media(video["assets"]["hls"])

    assert [(one.status, one.data) for one in (before, meanwhile)] == [(202, b""), (202, b"")]
    assert before.headers["Access-Control-Allow-Origin"] == "*"


def test_waiting_for_a_video_is_no_play_of_it(browser, client):
    video = client.create()
    browser.media(video["assets"]["hls"])

    metric = client.get("/data/metrics/play/count").json

    assert metric["data"] == 0


def test_the_manifest_of_a_private_video_wants_its_token_all_the_time(browser, client):
    video = client.create(public=False)
    without = video["assets"]["hls"].replace("/token/", "/token/x")

    assert browser.media(video["assets"]["hls"]).status == 202
    assert browser.media(without).status == 404


@pytest.mark.parametrize(
    "title, name",
    [
        ("holiday", "holiday.mp4"),
        ("a.mp4", "a.mp4"),
        ("été", "%C3%A9t%C3%A9.mp4"),
        ("a/b", "a%2Fb.mp4"),
    ],
)
def test_an_mp4_is_downloaded_under_its_title(browser, client, clock, title, name):
    video = client.create(title)
    client.upload(video["source"]["uri"], DATA)
    clock.now += 10

    response = browser.media(video["assets"]["mp4"] + "?dl=1")

    assert response.data == DATA
    assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''" + name
    assert "Content-Disposition" not in browser.media(video["assets"]["mp4"]).headers
