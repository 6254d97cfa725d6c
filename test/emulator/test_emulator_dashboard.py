"""The web page at ``/``, the request log, and what a browser makes of them."""

import re

import pytest
from support.raw_server import RawServer, http, read_request

from apivideo.emulator import Fault
from apivideo.emulator.dashboard.page import duration, size
from apivideo.emulator.state.request_log import shown

STARTED = "live-stream.broadcast.started"
TAB, ENTER, ESCAPE, SPACE = ("Tab", 9), ("Enter", 13), ("Escape", 27), (" ", 32)

UPLOAD = """new Promise((done) => {
  const form = document.querySelector("form[data-upload]");
  const files = new DataTransfer();
  files.items.add(new File(["film"], "Film.mp4"));
  form.elements.file.files = files.files;
  new MutationObserver(() => {
    const told = document.querySelector(".uploads output.done, .uploads output.failed");
    if (told) done(told.textContent);
  }).observe(document.querySelector(".uploads"), { childList: true, subtree: true });
  form.requestSubmit();
})"""
LATER = """new Promise((done, failed) => {
  const watch = () => {
    const found = %s;
    if (found) done(found); else setTimeout(watch, 20);
  };
  watch();
})"""
THUMBNAIL = """(async (picture) => {
  await picture.decode();
  return picture.naturalWidth;
})(document.querySelector("li img"))"""


@pytest.fixture
def visitor(connect):
    """Somebody who has no API key."""
    return connect(authorization=None)


@pytest.fixture
def receiver():
    """Refuses the first event, and takes all others."""
    with RawServer(take_all_but_the_first()) as server:
        yield server


def take_all_but_the_first():
    statuses = [500]

    def handle(connection):
        read_request(connection)
        connection.sendall(http(statuses.pop() if statuses else 200, b"<b>no</b>"))

    return handle


def page(client, path="/"):
    return client.get(path).data.decode()


def test_the_page_needs_no_credentials(visitor):
    answer = visitor.get("/")

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "There is no video yet." in answer.data.decode()


def state_of(text):
    return re.search(r'<p><span class="badge \w+">(.+?)</span>', text)[1]


def test_a_video_is_there_with_its_state_thumbnail_and_player(client, visitor, clock):
    video = client.create("A film")
    states = [state_of(page(visitor))]
    client.upload(video["source"]["uri"], b"data")
    for seconds in (0, 10):
        clock.now += seconds
        states.append(state_of(page(visitor)))

    assert states[0] == "no source yet"
    assert states[1].startswith("encoding, 0 of ")
    assert states[2] in ("ready", "failed")
    assert f'src="{video["assets"]["thumbnail"]}"' in page(visitor)
    assert f'href="{video["assets"]["player"]}"' in page(visitor)


def test_a_title_is_text_and_nothing_else(client, visitor):
    client.create('<script>alert("1")</script>')

    assert "<script>alert" not in page(visitor)
    assert "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;" in page(visitor)


def test_no_script_of_somebody_else_runs_on_the_page(visitor):
    policy = visitor.get("/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy


def test_requests_that_failed_come_first(client, visitor):
    client.get("/nothing")
    client.get("/videos?title=a")
    client.get("/tags")

    assert shown_requests(page(visitor)) == [
        ("404", "GET", "/nothing"),
        ("200", "GET", "/tags"),
        ("200", "GET", "/videos"),
    ]
    assert "1 failed" in page(visitor)


def shown_requests(text):
    row = r'(\w+)</span></td>\s*<td class="method">(\w+)</td>\s*<td class="path">(.*?)</td>'
    return re.findall(row, text)


def test_a_live_stream_is_there_with_its_state(client, visitor):
    stream = client.post("/live-streams", {"name": "A concert"}).json

    states = ["not broadcasting" in page(visitor)]
    visitor.send("POST", f"/_emulator/live-streams/{stream['liveStreamId']}/broadcast")
    states.append("not broadcasting" in page(visitor))

    assert states == [True, False]
    assert "A concert" in page(visitor) and stream["assets"]["player"] in page(visitor)


def test_a_webhook_is_there_with_its_deliveries(emulator, client, visitor, receiver):
    webhook = client.post("/webhooks", {"url": receiver.host, "events": [STARTED]}).json
    broadcast(emulator, client)
    emulator.settle()
    (delivery,) = emulator.deliveries

    text = page(visitor)

    assert f"X-Api-Video-WebhookID: {webhook['webhookId']}" in text
    assert re.search("X-Api-Video-Signature: [0-9a-f]{64}", text)
    assert "&#34;liveStreamId&#34;: &#34;" + delivery.event["liveStreamId"] in text
    assert "The response was 500." in text
    assert "&lt;b&gt;no&lt;/b&gt;" in text


def test_a_delivery_is_sent_again(emulator, client, visitor, receiver):
    client.post("/webhooks", {"url": receiver.host, "events": [STARTED]})
    broadcast(emulator, client)
    emulator.settle()
    (delivery,) = emulator.deliveries

    response = visitor.send("POST", f"/_emulator/deliveries/{delivery.number}/resend")
    emulator.settle()

    assert response.status == 204
    assert re.findall(r'badge \w+">(delivered|waiting|failed)<', page(visitor)) == [
        "delivered",
        "waiting",
    ]


@pytest.mark.parametrize("number", ["7", "x", "%C2%B2"])
def test_what_was_never_sent_is_not_sent_again(visitor, number):
    assert visitor.send("POST", f"/_emulator/deliveries/{number}/resend").status == 404


def broadcast(emulator, client):
    stream = client.post("/live-streams", {"name": "concert"}).json
    emulator.start_broadcast(stream["liveStreamId"])


def test_a_fault_that_is_placed_is_there_in_words(emulator, visitor):
    emulator.fail(Fault("POST", "/videos/*/source", cut_request=0, times=3))

    assert "POST /videos/*/source, cut request 0" in page(visitor)
    assert "3 more" in page(visitor)


def test_upload_tokens_of_the_page_are_good_for_an_hour(visitor, clock):
    token = visitor.send("POST", "/_emulator/upload-tokens").json["token"]

    uploads = [visitor.upload("/upload?token=" + token, b"data").status]
    clock.now += 3601
    uploads.append(visitor.upload("/upload?token=" + token, b"data").status)

    assert uploads == [201, 401]


@pytest.mark.parametrize(
    "count, text", [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (2_500_000_000_000, "2500 GB")]
)
def test_sizes_are_for_people(count, text):
    assert size(count) == text


@pytest.mark.parametrize("seconds, text", [(4, "0:04"), (3599, "59:59"), (3661, "1:01:01")])
def test_durations_are_for_people(seconds, text):
    assert duration(seconds) == text


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


def test_what_the_page_refers_to_is_there(visitor):
    addresses = re.findall(r'(?:script src|stylesheet" href)="(.+?)"', page(visitor))
    responses = [visitor.get(address) for address in addresses]

    types = [one.headers["Content-Type"].partition(";")[0] for one in responses]
    assert types == ["text/css", "text/javascript"]
    assert {one.status for one in responses} == {200}


@pytest.mark.parametrize("name", ["nothing.css", "..%2Fpage.py", "%2e%2e"])
def test_nothing_else_is_handed_out(visitor, name):
    assert visitor.get("/_emulator/page/" + name).status == 404


@pytest.mark.parametrize("width", [375, 1440])
def test_nothing_is_wider_than_the_window(emulator, client, browser, receiver, width):
    client.create("A film with a " + "long" * 60 + " title", tags=["tag" * 30])
    url = receiver.host + "/" + "path" * 60
    client.post("/webhooks", {"url": url, "events": [STARTED]})
    broadcast(emulator, client)
    client.get("/" + "x" * 300)
    page = browser.open(emulator.url, width)

    page("for (const one of document.querySelectorAll('details')) one.open = true")

    assert page("document.documentElement.scrollWidth") == width
    boxes = "[...document.querySelectorAll('.method')].map(one => one.getClientRects().length)"
    heights = "[...document.querySelectorAll('.method')].map(one => one.offsetHeight < 40)"
    assert all(page(boxes)) and (width == 1440 or all(page(heights)))


@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_told_from_its_background(emulator, client, browser, dark):
    client.create("A film")
    page = browser.open(emulator.url, dark=dark)

    contrasts = page(CONTRASTS)

    assert len(contrasts) > 20
    assert [one for one in contrasts if one[0] < 4.5] == []


CONTRASTS = """
(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => rgb.slice(0, 3)
    .map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, index) => sum + one * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    const rgb = numbers(getComputedStyle(element).backgroundColor);
    return rgb.length < 4 || rgb[3] === 1 ? rgb : behind(element.parentElement);
  };
  return [...document.querySelectorAll("h1, h2, h3, p, label, code, a, button, .badge, th, td")]
    .filter((one) => one.textContent.trim() && one.offsetParent && !one.querySelector("img"))
    .map((one) => {
      const found = [behind(one), numbers(getComputedStyle(one).color)].map(light).sort();
      const [dark, bright] = found.sort((a, b) => a - b);
      return [(bright + 0.05) / (dark + 0.05), one.textContent.trim()];
    });
})()
"""


def test_a_browser_uploads_and_plays_without_leaving_the_page(emulator, client, clock, browser):
    page = browser.open(emulator.url)

    told = page(UPLOAD)
    clock.now += 10
    address = page(LATER % "document.querySelector('.button[data-player]')?.href")
    page("document.querySelector('.button[data-player]').click()")
    frame = page(LATER % "document.querySelector('dialog[open] iframe')?.src")

    (video,) = client.get("/videos").json["data"]
    assert (told, video["title"]) == ("done", "Film.mp4")
    assert frame == address == video["assets"]["player"]


def test_an_upload_that_is_refused_says_why(emulator, browser):
    emulator.fail(Fault("POST", "/upload", status=429))
    page = browser.open(emulator.url)

    assert page(UPLOAD).startswith("Too many")


def test_a_large_file_is_uploaded_in_parts(emulator, client, browser):
    page = browser.open(emulator.url)

    told = page(UPLOAD.replace('["film"]', "[new Uint8Array(70 * 1024 * 1024)]"))

    (video,) = client.get("/videos").json["data"]
    status = client.get(f"/videos/{video['videoId']}/status").json["ingest"]
    assert (told, status["filesize"]) == ("done", 70 * 1024 * 1024)
    assert status["receivedParts"] == {"parts": [1, 2], "total": 2}


def test_a_browser_keeps_the_page_fresh(emulator, client, browser):
    page = browser.open(emulator.url)
    client.create("A later film")

    assert page(LATER % "document.querySelector('.card h3')?.textContent") == "A later film"


def test_what_is_open_and_focused_stays_so_when_the_page_is_fresh(
    emulator, client, browser, receiver
):
    client.post("/webhooks", {"url": receiver.host, "events": [STARTED]})
    broadcast(emulator, client)
    emulator.settle()
    page = browser.open(emulator.url)
    page("document.querySelector('.delivery').open = true")
    page("document.querySelector('.delivery button').focus()")

    page.press(*ENTER)  # which resends
    page(LATER % "document.querySelectorAll('.delivery')[1]")

    assert page("[...document.querySelectorAll('.delivery')].map(one => one.open)") == [False, True]
    assert page("document.activeElement.textContent") == "Resend"


def test_faults_are_switched_on_and_off_by_keyboard(emulator, client, browser):
    page = browser.open(emulator.url)
    page("document.getElementById('switch-1').focus()")
    checked = "document.querySelector('#switch-1[aria-checked={}]') !== null"

    page.press(*SPACE)
    page(LATER % checked.format("true"))
    during = client.get("/videos").status
    page.press(*SPACE)
    page(LATER % checked.format("false"))

    assert (during, client.get("/videos").status) == (500, 200)
    assert page("document.activeElement.id") == "switch-1"


def test_a_fault_is_placed_by_a_form(emulator, client, browser):
    page = browser.open(emulator.url)

    page("document.querySelector('form[data-fault] [name=path]').value = '/tags'")
    page("document.querySelector('form[data-fault]').requestSubmit()")
    page(LATER % "document.body.textContent.includes('any method /tags, status 503')")

    assert [client.get("/tags").status for _ in range(2)] == [503, 200]


def test_a_fault_that_cannot_be_is_told(emulator, browser):
    page = browser.open(emulator.url)

    page("document.querySelector('form[data-fault] [name=path]').value = '/nothing'")
    page("document.querySelector('form[data-fault]').requestSubmit()")

    assert "there is no operation /nothing" in page(LATER % "notice.textContent")


def test_the_keyboard_reaches_everything_and_closes_the_player(emulator, client, clock, browser):
    client.upload(client.create("A film")["source"]["uri"], b"data")
    clock.now += 10
    page = browser.open(emulator.url)

    reached = []
    while "Play A film" not in reached and len(reached) < 30:
        page.press(*TAB)
        reached.append(page("document.activeElement.textContent.trim()"))
    page.press(*ENTER)
    page(LATER % "document.querySelector('dialog[open] iframe')")
    page.press(*ESCAPE)
    page(LATER % "!document.querySelector('dialog[open]')")
    page(LATER % "!document.querySelector('iframe')")  # removed after the event, which comes later

    assert reached[0] == "Skip to the content"
    assert page("document.activeElement.textContent") == "Play A film"


def test_to_look_at_the_page_is_not_to_play(emulator, client, browser):
    video = client.create()
    page = browser.open(emulator.url)

    assert page(THUMBNAIL) > 0
    assert f"/vod/{video['videoId']}" not in [entry.path for entry in emulator.requests]
