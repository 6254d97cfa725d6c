"""The web page at ``/``, the request log, and what a browser makes of them."""

import html.parser
import re

import pytest

from apivideo.emulator.state.request_log import shown

from . import chromium

needs_browser = pytest.mark.skipif(chromium.PROGRAM is None, reason=chromium.WHY_NOT)
UPLOAD = """new Promise((done) => {
  const form = document.querySelector("form[data-upload]");
  const files = new DataTransfer();
  files.items.add(new File(["film"], "Film.mp4"));
  form.elements.file.files = files.files;
  const told = form.querySelector("output");
  new MutationObserver(() => told.textContent.endsWith("%") || done(told.textContent))
    .observe(told, { childList: true });
  form.requestSubmit();
})"""
OPEN_PLAYER = """new Promise((done) => {
  const watch = () => {
    const details = document.querySelector("details");
    const frame = document.querySelector("iframe");
    if (details) details.open = true;
    if (frame) done(frame.src); else setTimeout(watch, 50);
  };
  watch();
})"""
THUMBNAIL = """(async (picture) => {
  await picture.decode();
  return picture.naturalWidth;
})(document.querySelector("li img"))"""
LATER = """new Promise((done) => {
  const watch = () => {
    const title = document.querySelector("h3");
    if (title) done(title.textContent); else setTimeout(watch, 50);
  };
  watch();
})"""


class Forms(html.parser.HTMLParser):
    """The forms of a page: where they lead, and the names of their fields."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form":
            self.found.append((values.get("method"), values.get("action"), []))
        elif tag == "input" and self.found:
            self.found[-1][2].append(values.get("name"))


@pytest.fixture
def visitor(connect):
    """Somebody who has no API key."""
    return connect(authorization=None)


def page(client, path="/"):
    return client.get(path).data.decode()


def test_the_page_needs_no_credentials(visitor):
    answer = visitor.get("/")

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "There is no video yet." in answer.data.decode()


def test_a_video_is_there_with_its_state_thumbnail_and_player(client, visitor, clock):
    video = client.create("A film")
    states = [re.search(r'<span class="\w+">(.+?)</span>', page(visitor))[1]]
    client.upload(video["source"]["uri"], b"data")
    for seconds in (0, 10):
        clock.now += seconds
        states.append(re.search(r'<span class="\w+">(.+?)</span>', page(visitor))[1])

    assert states[0] == "no source yet"
    assert states[1].startswith("encoding, 0 of ")
    assert states[2] in ("ready", "failed")
    assert f'src="{video["assets"]["thumbnail"]}"' in page(visitor)
    assert f'href="{video["assets"]["player"]}"' in page(visitor)


def test_a_title_is_text_and_nothing_else(client, visitor):
    client.create('<script>alert("1")</script>')

    assert "<script>alert" not in page(visitor)
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;" in page(visitor)


def test_no_script_of_somebody_else_runs_on_the_page(visitor):
    policy = visitor.get("/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy


def test_a_form_makes_a_token_and_another_uploads_with_it(visitor):
    method, make, _ = Forms(page(visitor)).found[1]
    made = visitor.send(method.upper(), make)
    forms = Forms(page(visitor, made.headers["Location"].partition("#")[0])).found
    method, upload, names = forms[2]

    answer = visitor.upload(upload, b"data", name="Film.mp4")

    assert (made.status, method, names) == (303, "post", ["file"])
    assert answer.status == 201
    assert "Film.mp4" in page(visitor)


def test_a_token_that_is_not_good_is_told(visitor):
    text = page(visitor, "/?token=<b>")

    assert "There is no such upload token" in text
    assert "<b>" not in text
    assert len(Forms(text).found) == 2


def test_requests_are_told_with_method_path_and_status(client, visitor):
    client.get("/videos?title=a")
    client.get("/nothing")

    rows = re.findall(r"<td>(\w+)</td><td>(.*?)</td><td class=\"\w+\">(\w+)</td>", page(visitor))

    assert rows == [("GET", "/nothing", "404"), ("GET", "/videos", "200")]


def test_the_requests_are_told_as_json(client, visitor, clock):
    client.post("/videos", {})

    told = visitor.get("/_emulator/requests").json["data"]

    assert [(one["method"], one["path"], one["status"]) for one in told] == [
        ("POST", "/videos", 400)
    ]
    assert told[0]["at"] == "2020-09-13T12:26:40+00:00"
    assert told[0]["milliseconds"] >= 0


def test_no_secret_is_told(client, visitor):
    token = client.post("/upload-tokens", {}).json["token"]
    video = client.create(public=False)
    client.get("/upload-tokens/" + token)
    client.upload("/upload?token=" + token, b"data")
    client.media(video["assets"]["thumbnail"])
    client.media(video["assets"]["player"])
    secrets = [token, video["assets"]["thumbnail"].split("/")[-2], client.authorization]

    told = page(visitor) + visitor.get("/_emulator/requests").data.decode()

    # The page shows private videos with addresses of their own, made anew each time.
    assert not [secret for secret in secrets if secret in told]


def test_a_long_path_is_cut():
    assert len(shown("/" + "x" * 5000)) < 300


def test_the_script_is_a_script(visitor):
    address = re.search(r'<script src="(.+?)"', page(visitor))[1]
    answer = visitor.get(address)

    assert (answer.status, answer.headers["Content-Type"][:15]) == (200, "text/javascript")


@needs_browser
def test_a_browser_uploads_and_plays_without_leaving_the_page(emulator, client):
    token = client.post("/upload-tokens", {}).json["token"]

    with chromium.Chromium() as browser:
        evaluate = browser.open(f"{emulator.url}/?token={token}")
        told = evaluate(UPLOAD)
        frame = evaluate(OPEN_PLAYER)

    video = client.get("/videos").json["data"][0]
    assert (told, video["title"]) == ("done", "Film.mp4")
    assert frame == video["assets"]["player"]


@needs_browser
def test_a_browser_keeps_the_page_fresh(emulator, client):
    with chromium.Chromium() as browser:
        evaluate = browser.open(emulator.url)
        client.create("A later film")

        shown = evaluate(LATER)

    assert shown == "A later film"


@needs_browser
def test_to_look_at_the_page_is_not_to_play(emulator, client):
    video = client.create()
    with chromium.Chromium() as browser:
        evaluate = browser.open(emulator.url)
        thumbnail = evaluate(THUMBNAIL)

    assert thumbnail > 0
    assert f"/vod/{video['videoId']}" not in [entry.path for entry in emulator.requests]
