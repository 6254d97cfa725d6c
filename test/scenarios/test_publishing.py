"""Publishing: create, upload and wait as one call, exactly once, whatever goes wrong."""

import io
import os

import pytest

import apivideo
from apivideo.emulator import Fault

MIB = 1024 * 1024


@pytest.fixture
def client(server, clock):
    """A client without retries, which waits in the time of the service."""
    configuration = apivideo.Configuration(server.url, max_attempts=1, chunk_size=5 * MIB)
    waits = {"clock": clock, "sleep": clock.forward}
    with apivideo.AuthenticatedApiClient("key", configuration=configuration, **waits) as client:
        yield client


@pytest.fixture
def large():
    """A file of three parts, no film."""
    return os.urandom(16) * (11 * MIB // 16)


def videos_of(client):
    return list(client.videos.list())


def received(client, video_id):
    return client.videos.get_status(video_id).ingest


def test_a_film_is_published_in_one_call(client, film):
    video = client.videos.publish(film, title="My film", tags=["a"], metadata={"k": "v"})

    assert (video.title, video.tags, video.metadata_dict["k"]) == ("My film", ["a"], "v")
    assert received(client, video.video_id).status == "uploaded"


@pytest.mark.parametrize(
    "given",
    [
        lambda content: content,
        io.BytesIO,
        lambda content: iter([content[:7], content[7:]]),
        lambda content: ("name.mp4", content),
        lambda content: [content],
    ],
)
def test_whatever_can_be_uploaded_can_be_published(client, film, given):
    with open(film, "rb") as file:
        content = file.read()

    video = client.videos.publish(given(content), title="film")

    assert received(client, video.video_id).filesize == len(content)


def test_an_address_is_left_to_the_service(client):
    video = client.videos.publish("https://a.example/film.mp4", title="film")

    assert received(client, video.video_id).status == "ingesting"
    assert [one.video_id for one in videos_of(client)] == [video.video_id]


def test_it_waits_until_the_video_is_as_wanted(client, film):
    playable = client.videos.publish(film, title="film", wait="playable", wait_timeout=60)
    encoded = client.videos.publish(film, title="film", wait="encoded", wait_timeout=60)

    assert client.videos.get_status(playable.video_id).encoding.playable
    qualities = client.videos.get_status(encoded.video_id).encoding.qualities
    assert {one.status for one in qualities} == {"encoded"}


def test_one_object_tells_the_progress_of_all_phases(client, film):
    told = []

    video = client.videos.publish(film, title="film", wait="playable", on_progress=told.append)

    phases = [one.phase for one in told]
    assert phases == sorted(phases, key=["creating", "uploading", "processing"].index)
    assert set(phases) == {"creating", "uploading", "processing"}
    assert (told[0].video_id, told[-1].video_id) == (None, video.video_id)
    assert told[-1].upload.confirmed == os.path.getsize(film)
    assert told[-1].status.encoding.playable
    assert repr(told[-1]) == f"PublishProgress(phase='processing', video_id={video.video_id!r})"


def test_with_a_key_it_is_published_once(client, film):
    first = client.videos.publish(film, title="film", idempotency_key="k")
    second = client.videos.publish(film, title="film", idempotency_key="k", wait="playable")

    assert first.video_id == second.video_id
    assert len(videos_of(client)) == 1


def test_a_stream_that_has_arrived_is_not_sent_again(client, film):
    def stream():
        with open(film, "rb") as file:
            yield from file

    first = client.videos.publish(stream(), title="film", idempotency_key="k")
    second = client.videos.publish(stream(), title="film", idempotency_key="k")

    assert first.video_id == second.video_id


def test_another_file_of_the_same_size_is_refused_under_the_same_key(client, film):
    video = client.videos.publish(film, title="film", idempotency_key="k")
    with open(film, "rb") as file:
        content = bytearray(file.read())
    content[-1] ^= 1

    with pytest.raises(apivideo.ApiValueError, match="another one.*" + video.video_id):
        client.videos.publish(bytes(content), title="film", idempotency_key="k")

    assert client.videos.get(video.video_id)


@pytest.mark.parametrize("effect", [{"status": 503}, {"lose_response": True}])
def test_a_creation_that_got_no_response_is_done_once(server, client, film, effect):
    server.fail(Fault("POST", "/videos", **effect))

    with pytest.raises(apivideo.PublishError, match="^creating: ") as caught:
        client.videos.publish(film, title="film")
    video = caught.value.resume()

    assert [one.video_id for one in videos_of(client)] == [video.video_id]
    assert received(client, video.video_id).status == "uploaded"


def fail_to_upload(server, times=1):
    server.fail(Fault("POST", "/videos/*/source", status=403, times=times))


def test_an_upload_that_failed_goes_on_with_what_is_missing(server, client, large):
    fail_to_upload(server)

    with pytest.raises(apivideo.PublishError, match="^uploading video vi") as caught:
        client.videos.publish(large, title="film")

    error = caught.value
    assert isinstance(error, (apivideo.UploadError, apivideo.ForbiddenException))
    assert error.phase == "uploading"
    assert error.resume().video_id == error.video_id
    assert received(client, error.video_id).filesize == len(large)
    assert len(videos_of(client)) == 1


def test_another_process_goes_on_with_what_is_missing(server, client, large):
    fail_to_upload(server)
    with pytest.raises(apivideo.PublishError) as caught:
        client.videos.publish(large, title="film", idempotency_key="k")

    video = client.videos.publish(large, title="film", idempotency_key="k")

    assert video.video_id == caught.value.video_id
    assert received(client, video.video_id).filesize == len(large)


def test_a_stream_of_which_the_service_has_a_part_cannot_be_sent_again(server, client, large):
    server.fail(Fault("POST", "/videos/*/source", lose_response=True))

    def blocks():
        return iter([large[: 6 * MIB], large[6 * MIB :]])

    with pytest.raises(apivideo.PublishError):
        client.videos.publish(blocks(), title="film", idempotency_key="k")
    with pytest.raises(apivideo.ApiValueError, match="stream.*cannot be sent again"):
        client.videos.publish(blocks(), title="film", idempotency_key="k")


def test_a_stream_goes_on_where_it_was(server, client, large):
    fail_to_upload(server)

    with pytest.raises(apivideo.PublishError) as caught:
        client.videos.publish(iter([large[: 6 * MIB], large[6 * MIB :]]), title="film")

    video = caught.value.resume()
    assert received(client, video.video_id).filesize == len(large)


def test_an_encoding_that_failed_is_told_with_its_phase(server, client, film):
    def fail(progress):
        if progress.phase == "processing":
            server.encode(progress.video_id, failed=True)

    with pytest.raises(apivideo.EncodingFailedError, match="^processing video vi") as caught:
        client.videos.publish(film, title="film", wait="encoded", on_progress=fail)

    assert caught.value.status.encoding.qualities[0].status == "failed"
    assert client.videos.get(caught.value.video_id)


def test_a_wait_that_took_too_long_is_told(client, film):
    with pytest.raises(apivideo.ApiTimeoutError, match="not playable after 1 s") as caught:
        client.videos.publish(film, title="film", wait="playable", wait_timeout=1)

    assert caught.value.phase == "processing"


@pytest.mark.parametrize("key", [None, "k"])
def test_on_failure_it_deletes_the_video_and_resume_begins_anew(server, client, large, key):
    fail_to_upload(server)

    with pytest.raises(apivideo.PublishError, match="^uploading: ") as caught:
        client.videos.publish(large, title="film", on_failure="delete", idempotency_key=key)

    assert caught.value.video_id is None
    assert videos_of(client) == []
    assert received(client, caught.value.resume().video_id).filesize == len(large)


def test_a_video_that_cannot_be_deleted_is_named(server, client, large):
    fail_to_upload(server)
    server.fail(Fault("DELETE", "/videos/*", status=403))

    with pytest.raises(apivideo.PublishError) as caught:
        client.videos.publish(large, title="film", on_failure="delete")

    assert caught.value.video_id == videos_of(client)[0].video_id


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("of a listener")])
def test_what_a_listener_raises_comes_out_as_it_is_and_cleans_up_too(client, film, error):
    def raising(progress):
        if progress.phase == "uploading":
            raise error

    with pytest.raises(type(error)) as caught:
        client.videos.publish(film, title="film", on_progress=raising, on_failure="delete")

    assert caught.value is error
    assert videos_of(client) == []


@pytest.mark.parametrize("phase", ["uploading", "processing"])
def test_it_can_be_cancelled_and_resumed(client, film, phase):
    cancellation = apivideo.Cancellation()

    def cancel(progress):
        if progress.phase == phase:
            cancellation.cancel()

    with pytest.raises(apivideo.PublishError, match="cancelled") as caught:
        client.videos.publish(
            film, title="film", wait="playable", on_progress=cancel, cancel=cancellation
        )

    assert caught.value.phase == phase
    assert caught.value.resume().video_id == caught.value.video_id
    assert len(videos_of(client)) == 1


WRONG = [
    ({"wait": "ready"}, "wait must be one of playable, encoded"),
    ({"wait": 5}, "wait"),
    ({"on_failure": "remove"}, "on_failure must be one of delete"),
    ({"wait_timeout": -1}, "wait_timeout"),
    ({"idempotency_key": " "}, "idempotency_key"),
    ({"titel": "film"}, "did you mean title"),
    ({"source": "https://a.example"}, "no argument 'source'"),
    ({"_preload_content": False}, "_preload_content"),
]


@pytest.mark.parametrize("arguments, words", WRONG)
def test_a_wrong_argument_is_refused_before_anything_is_sent(client, film, arguments, words):
    with pytest.raises((apivideo.ApiTypeError, apivideo.ApiValueError), match=words) as caught:
        client.videos.publish(film, title="film", **arguments)

    assert not isinstance(caught.value, apivideo.PublishError)
    assert videos_of(client) == []


@pytest.mark.parametrize("file", [b"", b"<!doctype html>", "no-such-file.mp4", None, 5])
def test_a_file_that_is_none_is_refused_before_anything_is_created(client, file):
    with pytest.raises((apivideo.ApiTypeError, apivideo.ApiValueError), match="file"):
        client.videos.publish(file, title="film")

    assert videos_of(client) == []


def test_a_payload_with_a_source_of_its_own_is_refused(client, film):
    payload = {"title": "film", "source": "https://a.example/film.mp4"}

    with pytest.raises(apivideo.ApiValueError, match="source"):
        client.videos.publish(film, payload)
