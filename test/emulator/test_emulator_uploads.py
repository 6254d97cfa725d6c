"""Uploads over real connections: whole, in parts, by bytes, with tokens, at the same time."""

import threading

import pytest

FIVE_MIB = 5 * 1024 * 1024


def block(letter, size=FIVE_MIB):
    return letter.encode() * size


@pytest.fixture
def video(client):
    return client.create()


@pytest.fixture
def path(video):
    return video["source"]["uri"]


def status(client, video):
    return client.get(f"/videos/{video['videoId']}/status").json


def stored(client, video, clock):
    clock.now += 10
    return client.media(video["assets"]["mp4"]).data


def test_a_file_in_one_request_is_the_source(client, video, path, clock):
    answer = client.upload(path, b"a film")

    assert answer.status == 201
    assert answer.json == video
    assert status(client, video)["ingest"]["filesize"] == 6
    assert stored(client, video, clock) == b"a film"


def test_parts_in_any_order_make_the_file(client, video, path, clock):
    assert client.upload(path, b"end", "part 3/3").json == {"videoId": video["videoId"]}
    assert client.upload(path, block("a"), "part 1/3").json == {"videoId": video["videoId"]}
    ingest = status(client, video)["ingest"]
    answer = client.upload(path, block("b"), "part 2/3")

    assert ingest["status"] == "uploading"
    assert ingest["receivedParts"] == {"parts": [1, 3], "total": 3}
    assert answer.json["title"] == "film"
    assert status(client, video)["ingest"]["status"] == "uploaded"
    assert stored(client, video, clock) == block("a") + block("b") + b"end"


def test_the_last_part_may_tell_how_many_there_are(client, video, path, clock):
    client.upload(path, block("a"), "part 1/*")
    client.upload(path, block("b"), "part 2/*")
    assert status(client, video)["ingest"]["receivedParts"] == {"parts": [1, 2], "total": None}

    answer = client.upload(path, b"end", "part 3/3")

    assert "assets" in answer.json
    assert stored(client, video, clock) == block("a") + block("b") + b"end"


def test_byte_ranges_make_the_file(client, video, path, clock):
    total = FIVE_MIB + 3
    client.upload(path, b"end", f"bytes {FIVE_MIB}-{total - 1}/{total}")
    ingest = status(client, video)["ingest"]
    answer = client.upload(path, block("a"), f"bytes 0-{FIVE_MIB - 1}/{total}")

    assert ingest["receivedBytes"] == [{"from": FIVE_MIB, "to": total - 1, "total": total}]
    assert "assets" in answer.json
    assert stored(client, video, clock) == block("a") + b"end"


def test_parts_may_arrive_at_the_same_time(client, connect, video, path, clock):
    letters = "abcdefgh"
    answers = []

    def send(number, letter):
        answers.append(connect().upload(path, block(letter), f"part {number}/{len(letters)}"))

    threads = [
        threading.Thread(target=send, args=pair) for pair in reversed(list(enumerate(letters, 1)))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status for answer in answers] == [201] * 8
    assert sum("assets" in answer.json for answer in answers) == 1
    assert stored(client, video, clock) == b"".join(map(block, letters))


def test_the_same_part_at_the_same_time_is_taken_once(client, connect, video, path):
    answers = []
    threads = [
        threading.Thread(
            target=lambda: answers.append(connect().upload(path, block("a"), "part 1/2"))
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    refused = [answer.slug for answer in answers if answer.status == 400]
    assert sorted(answer.status for answer in answers) == [201, 400, 400, 400]
    assert set(refused) == {"video-content-range-by-part-part-already-sent"}


def test_a_video_has_one_source(client, path):
    client.upload(path, b"a film")

    for content_range in (None, "part 1/1", "bytes 0-0/1"):
        answer = client.upload(path, b"x", content_range)
        assert (answer.status, answer.slug) == (400, "video-source-already-uploaded")


def test_a_second_file_is_refused_while_the_first_is_on_its_way(client, connect, path):
    body_begins = threading.Event()
    may_end = threading.Event()

    def slowly():
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        yield b"x"
        body_begins.set()
        may_end.wait(10)
        yield b"\r\n--b--\r\n"

    answers = []
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    first = connect()
    thread = threading.Thread(
        target=lambda: answers.append(first.send("POST", path, slowly(), headers))
    )
    thread.start()
    body_begins.wait(10)
    # The server may not have seen the first yet: both orders end with one source.
    second = client.upload(path, b"y")
    may_end.set()
    thread.join()

    assert sorted([answers[0].status, second.status]) == [201, 400]
    loser = second if second.status == 400 else answers[0]
    assert loser.slug == "video-source-already-uploaded"


@pytest.mark.parametrize(
    "begin, then, slug",
    [
        ("part 1/3", None, "video-content-range-already-initiated"),
        ("part 1/3", f"bytes 0-{FIVE_MIB - 1}/*", "video-content-range-started-with-part"),
        (f"bytes 0-{FIVE_MIB - 1}/*", "part 1/3", "video-content-range-started-with-bytes"),
        ("part 1/3", "part 1/3", "video-content-range-by-part-part-already-sent"),
        ("part 1/3", "part 2/4", "video-content-range-by-part-different-total-parts"),
    ],
)
def test_pieces_must_fit_each_other(client, path, begin, then, slug):
    client.upload(path, block("a"), begin)

    answer = client.upload(path, block("b"), then)

    assert (answer.status, answer.slug) == (400, slug)


def test_a_refused_part_can_be_sent_again(client, video, path, clock):
    refused = client.upload(path, b"too small", "part 1/2")
    client.upload(path, block("a"), "part 1/2")
    answer = client.upload(path, b"end", "part 2/2")

    assert refused.slug == "video-content-range-by-part-uploaded-file-too-small"
    assert answer.status == 201
    assert stored(client, video, clock) == block("a") + b"end"


@pytest.mark.parametrize(
    "data, name, slug",
    [(b"", "a.mp4", "uploaded-file-empty"), (b"", "", "uploaded-file-no-file")],
)
def test_nothing_is_not_a_file(client, path, data, name, slug):
    answer = client.upload(path, data, name=name)

    assert (answer.status, answer.slug) == (400, slug)


def test_a_file_beyond_the_limit_is_refused(client, path, settings, monkeypatch):
    monkeypatch.setattr("apivideo.emulator.resources.video_uploads.LARGEST_REQUEST", 1000)

    answer = client.upload(path, b"x" * 1001)

    assert (answer.status, answer.slug) == (400, "uploaded-file-too-large")
    assert client.upload(path, b"x" * 1000).status == 201  # on the same connection
    assert len(list((settings.directory / "files").iterdir())) == 1


def test_an_undeclared_field_is_refused(client, path):
    answer = client.upload(path, b"x", colour="red")

    assert (answer.status, answer.slug, answer.json["name"]) == (400, "invalid-attribute", "colour")


def test_an_unknown_video_is_not_found(client):
    answer = client.upload("/videos/vi-unknown/source", b"x")

    assert (answer.status, answer.slug, answer.json["name"]) == (
        404,
        "resource-not-found",
        "videoId",
    )


class TestWithAToken:
    @pytest.fixture
    def address(self, client):
        return "/upload?token=" + client.post("/upload-tokens", {}).json["token"]

    @pytest.fixture
    def visitor(self, connect):
        return connect(authorization=None)

    def test_the_first_request_makes_a_video_titled_like_the_file(self, visitor, client, address):
        answer = visitor.upload(address, b"x", name="my holiday.mp4")

        assert answer.status == 201
        assert answer.json["title"] == "my holiday.mp4"
        assert client.get("/videos/" + answer.json["videoId"]).json == answer.json

    def test_later_parts_carry_the_video_id(self, visitor, client, address, clock):
        video_id = visitor.upload(address, block("a"), "part 1/2").json["videoId"]
        answer = visitor.upload(address, b"end", "part 2/2", videoId=video_id)

        assert answer.json["videoId"] == video_id
        assert stored(client, answer.json, clock) == block("a") + b"end"

    def test_a_part_without_it_makes_another_video(self, visitor, address):
        first = visitor.upload(address, block("a"), "part 1/2").json["videoId"]

        assert visitor.upload(address, b"end", "part 2/2").json != {"videoId": first}

    def test_an_existing_video_can_be_filled(self, visitor, video, address):
        answer = visitor.upload(address, b"x", videoId=video["videoId"])

        assert answer.json == video

    def test_an_unknown_video_is_named(self, visitor, address):
        answer = visitor.upload(address, b"x", videoId="vi-unknown")

        assert (answer.status, answer.json["name"]) == (400, "videoId")

    def test_a_name_is_never_a_path(self, visitor, address, settings):
        answer = visitor.upload(address, b"x", name="../../../x.mp4")

        assert answer.json["title"] == "x.mp4"
        assert len(list((settings.directory / "files").iterdir())) == 1

    @pytest.mark.parametrize(
        "query, slug",
        [
            ("", "authentication-missing-upload-token"),
            ("?token=", "authentication-missing-upload-token"),
            ("?token=to-unknown", "authentication-invalid-upload-token"),
        ],
    )
    def test_without_a_good_token_nothing_is_taken(self, visitor, query, slug):
        answer = visitor.upload("/upload" + query, b"x")

        assert (answer.status, answer.slug) == (401, slug)
