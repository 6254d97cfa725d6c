"""vcrpy records what the client sends, and replays it without the service."""

import re

import pytest

import apivideo

vcr = pytest.importorskip("vcr")
CannotOverwriteExistingCassetteException = vcr.errors.CannotOverwriteExistingCassetteException


@pytest.fixture
def cassette(tmp_path):
    """A function that opens the one cassette of the test, and the path of its file."""
    path = tmp_path / "cassette.yaml"

    def use(record_mode):
        return vcr.VCR().use_cassette(str(path), record_mode=record_mode)

    use.path = path
    return use


def key_client(server):
    configuration = apivideo.Configuration(host=server.host, max_attempts=1)
    return apivideo.AuthenticatedApiClient("key", configuration=configuration)


def test_a_cassette_contains_the_method_the_query_and_the_response(cassette, server):
    with cassette("once"), key_client(server) as client:
        client.videos.list(title="no such title")

    recorded = cassette.path.read_text(encoding="utf-8")
    assert re.search(r"method: GET\s+uri: http://127.0.0.1:\d+/videos\?title=no", recorded)
    assert "/auth/api-key" in recorded
    assert "itemsTotal" in recorded


def test_a_cassette_replays_after_the_server_is_gone(cassette, server):
    with cassette("once"), key_client(server) as client:
        client.videos.list(title="no such title")
    server.close()

    with cassette("none") as tape, key_client(server) as client:
        page = client.videos.list(title="no such title")

    assert page.data == []
    assert tape.play_count == 2  # the tokens and the page


def test_a_cassette_records_a_client_that_has_an_open_connection(cassette, token_client):
    token_client.videos.get("before")

    with cassette("once") as tape:
        token_client.videos.list(title="no such title")

    assert [request.path for request in tape.requests] == ["/videos"]


def test_a_client_with_an_open_connection_replays_and_sends_nothing(cassette, server, token_client):
    with cassette("once"), key_client(server) as client:
        client.videos.list(title="no such title")
    token_client.videos.get("before")
    del server.requests[:]

    with cassette("none") as tape:
        token_client.videos.list(title="no such title")

    assert tape.play_count == 1
    assert server.requests == []


def test_several_calls_replay_one_after_the_other(cassette, server, token_client):
    with cassette("once"):
        for video_id in ("vi1", "vi2", "vi3"):
            token_client.videos.get(video_id)
    server.close()

    with cassette("none"):
        replayed = [token_client.videos.get(one).video_id for one in ("vi3", "vi1", "vi2")]

    assert replayed == ["vi3", "vi1", "vi2"]


def test_a_call_that_is_not_in_the_cassette_is_not_sent(cassette, server, token_client):
    with cassette("once"):
        token_client.videos.get("vi1")
    del server.requests[:]

    with cassette("none"), pytest.raises(CannotOverwriteExistingCassetteException):
        token_client.videos.get("vi2")

    assert server.requests == []


@pytest.mark.parametrize("record_mode", ["once", "none"])
def test_after_the_cassette_the_client_sends_again(cassette, server, token_client, record_mode):
    with cassette("once"):
        token_client.videos.get("vi1")
    with cassette(record_mode):
        token_client.videos.get("vi1")
    del server.requests[:]

    assert token_client.videos.get("vi2").video_id == "vi2"
    assert [request.target for request in server.requests] == ["/videos/vi2"]


def test_an_error_response_replays_as_the_same_exception(cassette, server, token_client):
    problem = {"type": "https://docs.api.video/", "title": "Not here.", "status": 404}
    server.respond = lambda request: (404, {}, problem)
    with cassette("once"), pytest.raises(apivideo.NotFoundException):
        token_client.videos.get("vi1")
    server.close()

    with cassette("none"), pytest.raises(apivideo.NotFoundException) as replayed:
        token_client.videos.get("vi1")

    assert "Not here" in str(replayed.value)


def test_an_upload_is_recorded_whole_and_replayed(cassette, server, token_client, tmp_path):
    content = bytes(range(256)) * 1500  # more than one block
    path = tmp_path / "video.mp4"
    path.write_bytes(content)
    with cassette("once"):
        token_client.videos.upload("vi1", str(path))
    sent = server.requests[-1].body
    server.close()

    with cassette("none") as tape:
        video = token_client.videos.upload("vi1", str(path))

    assert content in sent
    assert video.video_id == "vi1"
    assert tape.play_count == 1
