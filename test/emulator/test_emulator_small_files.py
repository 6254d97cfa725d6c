"""Captions, chapters, logos and pictures as files: what is refused, what is left behind."""

import json

import pytest
from support.pictures import png

HEADERS = {"Content-Type": "multipart/form-data; boundary=line"}


def small_form(name, data, **fields):
    start = b"--line\r\nContent-Disposition: form-data; "
    body = b"".join(
        start + f'name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()
    )
    head = f'name="file"; filename="{name}"\r\n\r\n'.encode()
    return body + start + head + data + b"\r\n--line--\r\n"


@pytest.fixture
def send(client):
    def post(path, name, data, **fields):
        return client.send("POST", path, small_form(name, data, **fields), HEADERS)

    return post


def stored(settings):
    return len(list((settings.directory / "files").iterdir()))


@pytest.mark.parametrize(
    "name, data, slug",
    [
        ("en.vtt", b"", "uploaded-file-empty"),
        ("en.srt", b"1", "uploaded-file-extension-invalid"),
        ("", b"", "uploaded-file-no-file"),
        ("en.vtt", b"x" * (8 * 1024 * 1024 + 1), "uploaded-file-too-large"),
    ],
)
@pytest.mark.parametrize("sort", ["captions", "chapters"])
def test_a_text_that_is_refused_leaves_nothing(client, send, settings, sort, name, data, slug):
    video = client.create()

    answer = send(f"/videos/{video['videoId']}/{sort}/en", name, data)

    assert (answer.status, answer.slug, answer.json["name"]) == (400, slug, "file")
    assert stored(settings) == 0
    assert client.get(f"/videos/{video['videoId']}/{sort}").json["data"] == []


@pytest.mark.parametrize("sort", ["captions", "chapters"])
def test_a_field_beside_the_file_is_refused(client, send, sort):
    video = client.create()

    answer = send(f"/videos/{video['videoId']}/{sort}/en", "en.vtt", b"WEBVTT", kind="x")

    assert (answer.status, answer.slug, answer.json["name"]) == (400, "invalid-attribute", "kind")


def test_a_file_that_is_replaced_or_deleted_is_gone_from_the_disk(client, send, settings):
    path = "/videos/" + client.create()["videoId"]
    for _ in range(2):
        send(path + "/captions/en", "en.vtt", b"WEBVTT")
    send(path + "/chapters/en", "en.vtt", b"WEBVTT")
    send(path + "/thumbnail", "picture.png", png(20, 10))
    assert stored(settings) == 3

    client.send("DELETE", path + "/captions/en")
    assert stored(settings) == 2
    client.send("DELETE", path)

    assert stored(settings) == 0


@pytest.mark.parametrize(
    "path, answered",
    [
        ("/videos/vi1/captions/en", "videoId"),
        ("/videos/vi1/chapters/en", "videoId"),
        ("/players/pl1/logo", "playerId"),
        ("/live-streams/li1/thumbnail", "liveStreamId"),
    ],
)
def test_a_file_for_nobody_is_not_found(send, path, answered):
    answer = send(path, "en.vtt", b"WEBVTT")

    assert (answer.status, answer.json["name"]) == (404, answered)


@pytest.mark.parametrize("language", ["..", "%2e%2e", "en%00", "..%2f..%2fstate", "e" * 300])
def test_a_language_never_leads_anywhere(client, send, settings, language):
    video_id = client.create()["videoId"]

    for sort in ("captions", "chapters"):
        answer = send(f"/videos/{video_id}/{sort}/{language}", "en.vtt", b"WEBVTT")
        assert answer.status in (400, 404)
        assert client.get(f"/vod/{video_id}/{sort}/{language}.vtt").status == 404
    assert stored(settings) == 0


def test_a_logo_is_one_of_the_files_that_are_served(client, send):
    theme = client.post("/players", {}).json

    answer = send(f"/players/{theme['playerId']}/logo", "logo.png", png(200, 100), link="there")

    assert (answer.status, answer.json["assets"]["link"]) == (201, "there")
    served = client.media(answer.json["assets"]["logo"])
    assert (served.status, served.headers["Content-Type"]) == (200, "image/png")
    again = client.media(answer.json["assets"]["logo"], **{"If-None-Match": served.headers["ETag"]})
    assert again.status == 304
    client.send("DELETE", f"/players/{theme['playerId']}")
    assert client.media(answer.json["assets"]["logo"]).status == 404


def test_broadcasts_begin_and_end_over_http(client):
    stream = client.post("/live-streams", {"name": "concert"}).json
    path = f"/_emulator/live-streams/{stream['liveStreamId']}/broadcast"

    assert client.send("POST", path).status == 204
    assert client.get("/live-streams/" + stream["liveStreamId"]).json["broadcasting"]
    assert client.send("DELETE", path).status == 204
    assert client.get(f"/videos?liveStreamId={stream['liveStreamId']}").json["data"]
    assert client.send("POST", path.replace(stream["liveStreamId"], "li1")).status == 404


def test_what_a_patch_does_not_name_stays(client):
    theme = client.post("/players", {"name": "night", "text": "red"}).json
    stream = client.post("/live-streams", {"name": "concert", "playerId": "pl1"}).json

    for path, members in (
        ("/players/" + theme["playerId"], {"forceLoop": True}),
        ("/live-streams/" + stream["liveStreamId"], {"public": False}),
    ):
        before = client.get(path).json
        after = client.send("PATCH", path, json.dumps(members)).json
        for document in (before, after):
            document.pop("assets", None)
        assert after == {**before, **members}
