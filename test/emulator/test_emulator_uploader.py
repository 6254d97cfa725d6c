"""A page of another origin that uploads with the options of the service's uploader for browsers."""

import base64
import hashlib
import http.server
import json
import pathlib
import threading

import pytest
from emulator import films

from apivideo.emulator import Fault

SCRIPT = pathlib.Path(__file__).with_name("uploader.js").read_bytes()
MEBIBYTE = 1024 * 1024


class Shop(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>shop</title><script>" + SCRIPT + b"</script>")

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def shop():
    """The address of a page with the script, of another origin than any emulator."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def upload(browser, shop, emulator):
    """Uploads something with options; gives what the page says about it."""
    page = browser.open(shop)

    def upload(function, what, **options):
        return page(f"{function}('{emulator.url}', {json.dumps(options)}, {what})")

    return upload


@pytest.fixture
def token(client):
    return client.post("/upload-tokens", {}).json["token"]


def content(client, clock, video_id):
    """The bytes of a video, as they are stored."""
    clock.now += 10
    return client.get(f"/vod/{video_id}/mp4/source.mp4").data


def written(size, seed=0):
    """What ``bytes(size, seed)`` of the script makes."""
    return bytes((index * 7 + (index >> 8) + seed) % 251 for index in range(size))


def is_same(data, *others):
    return hashlib.sha256(data).digest() == hashlib.sha256(b"".join(others)).digest()


def file(size, name="Film.mp4"):
    return f"new File([bytes({size})], '{name}')"


def test_a_file_is_uploaded_with_a_token_under_its_name(upload, client, clock, token):
    told = upload("uploadFile", file(1000), uploadToken=token)

    assert (told["title"], told["requests"]) == ("Film.mp4", 1)
    assert content(client, clock, told["videoId"]) == written(1000)


def test_a_file_is_uploaded_in_parts_under_another_name(upload, client, clock, token):
    size = 2 * 5 * MEBIBYTE + 100
    told = upload(
        "uploadFile", file(size), uploadToken=token, chunkSize=5 * MEBIBYTE, videoName="My holidays"
    )

    assert (told["title"], told["requests"]) == ("My holidays", 3)
    assert is_same(content(client, clock, told["videoId"]), written(size))
    assert len(client.get("/videos").json["data"]) == 1


def test_a_file_is_uploaded_with_a_token_into_a_video_that_is_there(upload, client, token):
    video = client.create("There before")

    told = upload("uploadFile", file(1000), uploadToken=token, videoId=video["videoId"])

    assert (told["videoId"], told["title"]) == (video["videoId"], "There before")


def test_a_file_is_uploaded_with_an_api_key(upload, client):
    video_id = client.create()["videoId"]

    assert upload("uploadFile", file(1000), apiKey="a key", videoId=video_id)["videoId"] == video_id


def test_an_access_token_that_has_expired_is_renewed(upload, client, clock):
    video_id = client.create()["videoId"]
    tokens = client.post("/auth/api-key", {"apiKey": "a key"}).json
    clock.now += 61
    names = {"accessToken": tokens["access_token"], "refreshToken": tokens["refresh_token"]}

    told = upload("uploadFile", file(1000), **names, videoId=video_id)

    assert (told["videoId"], told["requests"]) == (video_id, 2)


@pytest.mark.parametrize("seconds, outcome", [(1, "refused"), (3, "videoId")])
def test_a_file_that_is_too_long_is_refused_before_it_is_sent(upload, token, seconds, outcome):
    pytest.importorskip("av")
    film = base64.b64encode(films.film(sound=None)).decode()  # of two seconds
    script = f"new File([Uint8Array.from(atob('{film}'), one => one.charCodeAt())], 'a.mp4')"

    told = upload("uploadFile", script, uploadToken=token, maxVideoDuration=seconds)

    assert outcome in told
    assert told["requests"] == (1 if outcome == "videoId" else 0)


@pytest.mark.parametrize("failures, outcome", [(2, "videoId"), (3, "refused")])
def test_a_failure_is_read_and_the_part_is_sent_again(upload, emulator, token, failures, outcome):
    emulator.fail(Fault(path="/upload", status=503, times=failures))

    told = upload("uploadFile", file(1000), uploadToken=token, retries=2)

    assert outcome in told
    assert told["requests"] == 3


def test_parts_come_one_by_one(upload, client, clock, token):
    size = 5 * MEBIBYTE

    told = upload(
        "uploadParts",
        f"[bytes({size}, 1), bytes({size}, 2), bytes(100, 3)]",
        uploadToken=token,
        preventEmptyParts=True,
    )

    assert (told["title"], told["requests"]) == ("recording.mp4", 3)
    parts = [written(size, 1), written(size, 2), written(100, 3)]
    assert is_same(content(client, clock, told["videoId"]), *parts)


def test_a_small_part_is_refused_unless_it_is_the_last(upload, token):
    told = upload(
        "uploadParts", "[bytes(1000), bytes(1000)]", uploadToken=token, preventEmptyParts=True
    )

    assert told["refused"] == "video-content-range-by-part-uploaded-file-too-small"


def test_small_parts_that_are_merged_are_accepted(upload, client, clock, token):
    size = 3 * MEBIBYTE
    parts = f"[1, 2, 3, 4, 5].map(seed => bytes({size}, seed))"

    told = upload("uploadParts", parts, uploadToken=token, mergeSmallPartsBeforeUpload=True)

    assert told["requests"] == 3  # of 6, 6 and 3 MiB
    expected = [written(size, seed) for seed in (1, 2, 3, 4, 5)]
    assert is_same(content(client, clock, told["videoId"]), *expected)


def test_a_last_part_without_bytes_is_refused(upload, token):
    told = upload("uploadParts", f"[bytes({5 * MEBIBYTE})]", uploadToken=token)

    assert (told["refused"], told["requests"]) == ("uploaded-file-empty", 2)
