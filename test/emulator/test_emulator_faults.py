"""Faults on demand: what goes wrong when it is asked for."""

import http.client
import threading

import pytest

from apivideo import ApiException
from apivideo.emulator import Fault

MEBIBYTE = 1024 * 1024
LOST = (ConnectionError, http.client.HTTPException)


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"status": 200},
        {"status": 600},
        {"status": "503"},
        {"status": 503, "lose_response": True},
        {"cut_response": 1, "garbage": True},
        {"retry_after": 1},
        {"stall": -1},
        {"stall": 1e9},
        {"garbage": True, "times": 0},
        {"garbage": True, "path": ""},
        {"status": 503, "headers": {"X": "a\r\nb"}},
        {"cut_request": -1},
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(members):
    with pytest.raises(ValueError):
        Fault(**members)


@pytest.mark.parametrize(
    "method, path, meets",
    [
        ("POST", "/videos/vi1/source", True),
        ("GET", "/videos/vi1/source", False),
        ("POST", "/videos", False),
        ("POST", "/videos/vi1/source/x", False),
    ],
)
def test_a_fault_is_for_the_requests_that_match(method, path, meets):
    fault = Fault("post", "/videos/*/source", status=500)

    assert fault.matches(method, path) is meets


def test_a_status_comes_as_often_as_told(emulator, client):
    emulator.fail(Fault("GET", "/videos", times=2, status=503))

    statuses = [client.get("/videos").status for _ in range(3)]

    assert statuses == [503, 503, 200]
    assert client.get("/upload-tokens").status == 200


def test_the_operation_does_not_take_place(emulator, client):
    emulator.fail(Fault("POST", status=500))

    assert client.post("/videos", {"title": "film"}).slug == "general-errors"
    assert client.get("/videos").json["data"] == []


def test_a_wait_is_told_or_left_out(emulator, client):
    emulator.fail(Fault(status=429))
    emulator.fail(Fault(status=429, retry_after=7, headers={"Retry-After": "8"}))

    without, told = client.get("/videos"), client.get("/videos")

    assert without.headers["X-RateLimit-Retry-After"] is None
    assert without.slug == told.slug == "too-many-requests"
    assert told.headers["X-RateLimit-Retry-After"] == "7"
    assert told.headers["Retry-After"] == "8"


def test_a_lost_answer_is_lost_after_the_part_was_stored(emulator, client, connect):
    video = client.create()
    emulator.fail(Fault(path="/videos/*/source", lose_response=True))

    with pytest.raises(LOST):
        connect().upload(video["source"]["uri"], b"a" * 5 * MEBIBYTE, "part 1/2")

    again = client.upload(video["source"]["uri"], b"a" * 5 * MEBIBYTE, "part 1/2")
    assert again.slug == "video-content-range-by-part-part-already-sent"


def test_a_cut_request_stores_nothing(emulator, client, connect, settings):
    video = client.create()
    emulator.fail(Fault("POST", cut_request=MEBIBYTE))

    with pytest.raises(LOST):
        connect().upload(video["source"]["uri"], b"a" * 5 * MEBIBYTE, "part 1/2")

    status = client.get(f"/videos/{video['videoId']}/status").json["ingest"]
    assert status["receivedParts"]["parts"] == []
    assert list((settings.directory / "files").iterdir()) == []


@pytest.mark.parametrize("most", [0, 10])
def test_a_cut_answer_ends_after_so_many_bytes(emulator, client, most):
    emulator.fail(Fault("GET", cut_response=most))

    with pytest.raises(http.client.IncompleteRead) as caught:
        client.get("/videos")

    assert len(caught.value.partial) == most


def test_garbage_is_no_json(emulator, client):
    emulator.fail(Fault(garbage=True))
    answer = client.get("/videos")

    assert answer.status == 200
    with pytest.raises(ValueError):
        answer.json


def test_a_request_is_held_until_it_is_released(emulator, client):
    placed = emulator.fail(Fault("GET", hold=True))
    answers = []
    thread = threading.Thread(target=lambda: answers.append(client.get("/videos").status))
    thread.start()
    assert placed.happened()
    assert not answers

    placed.release()
    thread.join(20)

    assert answers == [200]


def test_what_is_held_does_not_keep_the_server_from_stopping(emulator, connect):
    placed = emulator.fail(Fault(hold=True))
    answers = []
    thread = threading.Thread(target=lambda: answers.append(connect().get("/videos").status))
    thread.start()
    assert placed.happened()

    emulator.stop()
    thread.join(20)

    assert answers == [200]


def test_a_stall_takes_its_time(emulator, client):
    emulator.fail(Fault(stall=0.05))

    assert client.get("/videos").status == 200
    assert emulator.requests[0].milliseconds >= 50


def test_a_stall_may_come_before_another_fault(emulator, client):
    emulator.fail(Fault(stall=0.01, status=502))

    assert client.get("/videos").status == 502


def test_a_fault_can_be_cancelled(emulator, client):
    emulator.fail(Fault(status=503, times=5)).cancel()

    assert client.get("/videos").status == 200


def test_faults_are_placed_over_http(client, connect):
    control = connect(authorization=None)
    placed = control.post("/_emulator/faults", {"method": "GET", "status": 503, "retryAfter": 3})

    answer = client.get("/videos")

    assert placed.status == 201
    assert (answer.status, answer.headers["X-RateLimit-Retry-After"]) == (503, "3")
    assert [one["left"] for one in control.get("/_emulator/faults").json["data"]] == [0]


def test_faults_are_removed_over_http(client):
    first = client.post("/_emulator/faults", {"status": 503}).json
    client.post("/_emulator/faults", {"status": 502, "times": 9})

    assert client.send("DELETE", "/_emulator/faults/" + first["id"]).status == 204
    assert client.get("/videos").status == 502
    assert client.send("DELETE", "/_emulator/faults").status == 204
    assert client.get("/videos").status == 200
    assert client.send("DELETE", "/_emulator/faults/" + first["id"]).status == 404


def test_a_held_request_is_released_over_http(client, connect):
    held = connect()
    id = client.post("/_emulator/faults", {"path": "/videos", "hold": True}).json["id"]
    answers = []
    thread = threading.Thread(target=lambda: answers.append(held.get("/videos").status))
    thread.start()

    assert client.post(f"/_emulator/faults/{id}/release", {}).status == 204
    thread.join(20)

    assert answers == [200]


@pytest.mark.parametrize("document", [{}, {"colour": 1}, {"status": "503"}, {"times": 1}])
def test_a_fault_that_makes_no_sense_is_refused_over_http(client, document):
    answer = client.post("/_emulator/faults", document)

    assert (answer.status, answer.slug) == (400, "invalid-attribute")


def test_a_client_meets_a_fault_as_an_exception(emulator):
    video = emulator.client().videos.create({"title": "film"})
    emulator.fail(Fault("POST", "/videos/*/source", times=9, status=501))

    with pytest.raises(ApiException) as caught:
        emulator.client().videos.upload(video.video_id, b"a" * MEBIBYTE)

    assert caught.value.status == 501
