"""Uploads whose parts are handed over one by one."""

import concurrent.futures
import io
import os
import threading

import pytest
from support.fake_service import FakeService
from support.waits import Waits

import apivideo
from apivideo.exceptions import (
    ApiConnectionError,
    ApiTypeError,
    ApiValueError,
    BadRequestException,
    ServiceException,
    UploadCancelled,
    UploadError,
)
from apivideo.model.video import Video
from apivideo.model.video_id import VideoId
from apivideo.uploads import Cancellation

FAILURES = 12
"""As often as a part is tried."""


def client_of(service, sleep=None, **configuration):
    waits = Waits()
    return apivideo.ApiClient(
        apivideo.Configuration(**configuration),
        rest_client=service,
        clock=waits,
        sleep=sleep or waits.sleep,
        draw=lambda: 0.5,
    )


def session_of(service, token=False, **settings):
    videos = apivideo.apis.VideosApi(client_of(service, **settings))
    if token:
        return videos.create_upload_with_upload_token_progressive_session("to")
    return videos.create_upload_progressive_session("v")


def test_parts_are_sent_as_they_are_handed_over():
    service = FakeService()
    session = session_of(service)

    first = session.upload_part(b"aaa")
    second = session.upload_part(io.BytesIO(b"bbb"))
    last = session.upload_last_part(b"c")

    assert service.headers == ["part 1/*", "part 2/*", "part 3/3"]
    assert service.videos["v"].content == b"aaabbbc"
    assert (type(first), type(second), type(last)) == (VideoId, VideoId, Video)
    assert last.title == "whole"


def test_a_session_has_the_published_names():
    service = FakeService()
    session = session_of(service)

    session.uploadPart(b"a")
    session.uploadLastPart(b"b")

    assert service.headers == ["part 1/*", "part 2/2"]


def test_a_session_may_consist_of_its_last_part():
    service = FakeService()

    session_of(service).upload_last_part(b"a")

    assert service.headers == ["part 1/1"]


def pipe_of(content):
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as end:
        end.write(content)
    return os.fdopen(reader, "rb")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: str(path),
        lambda path: path,
        lambda path: b"abc",
        lambda path: io.BytesIO(b"abc"),
        lambda path: open(str(path), "rb"),
        lambda path: pipe_of(b"abc"),
        lambda path: iter([b"a", b"bc"]),
    ],
    ids=["text", "path", "bytes", "memory", "file", "pipe", "pieces"],
)
def test_a_part_is_anything_that_can_be_uploaded(tmp_path, make):
    path = tmp_path / "one.mp4"
    path.write_bytes(b"abc")
    service = FakeService()
    file = make(path)

    session_of(service).upload_last_part(file)

    assert service.videos["v"].content == b"abc"
    if hasattr(file, "closed"):
        assert not file.closed
        file.close()


# ---- failing -----------------------------------------------------------------


@pytest.mark.parametrize("fault, error", [("reset", ApiConnectionError), ("500", ServiceException)])
def test_a_part_that_fails_keeps_its_number(fault, error):
    failure = [fault] * FAILURES
    service = FakeService([None] + failure + [None] + failure)
    session = session_of(service)
    session.upload_part(b"a")

    with pytest.raises(error) as caught:
        session.upload_part(b"b")
    session.upload_part(b"b")
    with pytest.raises(error):
        session.upload_last_part(b"c")
    session.upload_last_part(b"c")

    assert isinstance(caught.value, UploadError)
    assert (caught.value.part, caught.value.attempts) == (2, FAILURES)
    assert service.videos["v"].content == b"abc"


def test_a_part_that_failed_unheard_leaves_its_number_to_nobody_else():
    service = FakeService([None] + ["403"])
    session = session_of(service)

    jobs = []
    for content in (b"a", b"b", b"c"):
        jobs.append(session.upload_part(content, async_req=True))
        jobs[-1].wait(20)
    with pytest.raises(ApiValueError, match="part 2 has not arrived"):
        session.upload_last_part(b"d")
    with pytest.raises(UploadError) as caught:
        jobs[1].get(20)
    caught.value.resume()
    session.upload_last_part(b"d")
    session.api_client.close()

    assert service.videos["v"].content == b"abcd"


def test_another_thread_does_not_take_the_number_of_a_part_that_failed():
    service = FakeService([None, "403"])
    session = session_of(service)
    session.upload_part(b"a")
    with pytest.raises(UploadError):
        session.upload_part(b"b")

    run_together(lambda: session.upload_part(b"c"))
    session.upload_part(b"b")
    session.upload_last_part(b"d")

    assert service.videos["v"].content == b"abcd"


def test_what_runs_in_a_pool_of_threads_keeps_its_order():
    service = FakeService([None, "403"])
    session = session_of(service)

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        jobs = [pool.submit(session.upload_part, one) for one in (b"a", b"b", b"c")]
    with pytest.raises(ApiValueError, match="part 2 has not arrived"):
        session.upload_last_part(b"d")
    jobs[1].exception().resume()
    session.upload_last_part(b"d")

    assert service.videos["v"].content == b"abcd"


def test_a_path_that_is_handed_over_again_is_the_same_part(tmp_path):
    service = FakeService([None, "403", None, "403"])
    session = session_of(service)
    for name in "abc":
        (tmp_path / name).write_bytes(name.encode())

    session.upload_part(str(tmp_path / "a"))
    with pytest.raises(UploadError):
        session.upload_part(tmp_path / "b")
    session.upload_part(tmp_path / "b")
    with pytest.raises(UploadError):
        session.upload_last_part(b"cut off")
    session.upload_last_part(str(tmp_path / "c"))

    assert service.videos["v"].content == b"abc"


@pytest.mark.parametrize("make", [bytes, bytearray, io.BytesIO, lambda data: iter([data])])
def test_the_same_bytes_handed_over_again_are_the_same_part(make):
    service = FakeService([None, "403"])
    session = session_of(service)
    session.upload_part(b"a")

    with pytest.raises(UploadError):
        session.upload_part(make(b"bytes"))
    session.upload_part(make(b"bytes"))
    session.upload_last_part(b"c")

    assert service.headers == ["part 1/*", "part 2/*", "part 2/*", "part 3/3"]


def test_a_file_that_was_closed_and_opened_again_is_the_same_part(tmp_path):
    (tmp_path / "one.part").write_bytes(b"abc")
    service = FakeService(["403"])
    session = session_of(service)

    for _ in range(2):
        with open(str(tmp_path / "one.part"), "rb") as file:
            try:
                session.upload_part(file)
            except UploadError:
                pass

    assert service.headers == ["part 1/*"] * 2


@pytest.mark.parametrize("last", [True, False])
def test_a_part_whose_bytes_were_refused_gives_its_number_back(last):
    service = FakeService(smallest=5)
    session = session_of(service)
    session.upload_part(b"enough")
    with pytest.raises(BadRequestException, match="too-small"):
        session.upload_part(b"few")

    session.upload_last_part(b"end") if last else session.upload_part(b"enough again")

    assert service.headers[-2:] == ["part 2/*", "part 2/2" if last else "part 2/*"]


def test_a_part_that_was_refused_keeps_its_number_once_another_was_taken():
    service = FakeService(smallest=5)
    session = session_of(service)
    waiting, go_on = threading.Event(), threading.Event()

    def wait(number):
        if number == 2:
            waiting.set()
            go_on.wait(20)

    service.before_answer = wait
    session.upload_part(b"enough")
    thread = threading.Thread(
        target=lambda: pytest.raises(UploadError, session.upload_part, b"few")
    )
    thread.start()
    assert waiting.wait(20)
    session.upload_part(b"the third")
    go_on.set()
    thread.join(20)
    session.upload_part(b"the fourth")

    with pytest.raises(ApiValueError, match="part 2 has not arrived"):
        session.upload_last_part(b"end")


def test_the_only_part_of_a_token_session_is_not_sent_again():
    service = FakeService(["lost"])

    with pytest.raises(UploadError, match="may exist") as caught:
        session_of(service, token=True).upload_last_part(b"a")
    with pytest.raises(ApiValueError, match="may exist"):
        caught.value.resume()

    assert service.headers == ["part 1/1"]


def test_asynchronous_parts_are_numbered_when_they_are_handed_over():
    service = FakeService()
    client = client_of(service)
    client.pool_threads = 1
    session = apivideo.apis.VideosApi(client).create_upload_progressive_session("v")
    begun, go_on = threading.Event(), threading.Event()
    client.pool.apply_async(lambda: begun.set() or go_on.wait(20))
    assert begun.wait(20)

    job = session.upload_part(b"first", async_req=True)  # which no thread has time for yet
    session.upload_part(b"second")
    go_on.set()
    job.get(20)
    session.upload_last_part(b"end")
    client.close()

    assert service.videos["v"].content == b"firstsecondend"


def test_a_part_of_somebody_else_is_never_taken_for_our_own():
    service = FakeService()
    session_of(service).upload_part(b"theirs")
    session = session_of(service)

    for _ in range(3):
        with pytest.raises(BadRequestException, match="already-sent"):
            session.upload_part(b"ours")

    assert service.videos["v"].content == b"theirs"


@pytest.mark.parametrize("token", [True, False])
def test_a_listener_that_fails_makes_no_second_video(token):
    service = FakeService()
    session = session_of(service, token=token)

    def fail(progress):
        if progress.confirmed:
            raise LookupError("a listener of its own")

    with pytest.raises(LookupError):
        session.upload_part(b"a", on_progress=fail)
    session.upload_part(b"a")
    session.upload_last_part(b"b")

    assert [one.content for one in service.videos.values()] == [b"ab"]


def test_those_who_waited_for_the_first_part_of_a_token_session_go_together():
    service, together = FakeService(), threading.Barrier(3)
    session = session_of(service, token=True)
    first = []

    def wait(number):
        if not first:
            first.append(number)
            while session._count < 4:  # until all have been handed over
                pass
            threading.Event().wait(0.05)  # time enough to come to the lock
        else:
            together.wait(20)

    service.before_answer = wait
    run_together(*[lambda: session.upload_part(b"a")] * 4)

    assert service.most_under_way == 3


def test_a_part_is_tried_again():
    service = FakeService(["refused", "503", "429", "reset", None, "lost", "lost"])
    session = session_of(service)

    parts = [session.upload_part(b"a"), session.upload_part(b"b")]
    video = session.upload_last_part(b"c")

    assert [part.video_id for part in parts] == ["v", "v"]
    assert video.video_id == "v"
    assert service.videos["v"].content == b"abc"


def test_a_lost_answer_to_the_last_part_is_settled_by_asking():
    service = FakeService([None, "lost"])
    session = session_of(service)
    session.upload_part(b"a")

    video = session.upload_last_part(b"c")

    assert isinstance(video, Video) and video.title == "asked"


def test_the_error_of_a_part_sends_it_again():
    service = FakeService(["500"] * FAILURES)
    session = session_of(service)
    with pytest.raises(UploadError) as caught:
        session.upload_part(b"a")

    part = caught.value.resume()
    session.upload_last_part(b"b")

    assert isinstance(part, VideoId)
    assert service.videos["v"].content == b"ab"


def test_the_error_of_a_part_that_was_handed_over_again_does_not_send_it_twice():
    session = session_of(FakeService(["500"] * FAILURES))
    with pytest.raises(UploadError) as caught:
        session.upload_part(b"a")
    session.upload_part(b"a")

    with pytest.raises(ApiValueError, match="part 1 has been handed over again"):
        caught.value.resume()


def test_a_part_whose_answers_were_all_lost_is_there_when_it_is_sent_again():
    service = FakeService(["lost"] + ["reset"] * (FAILURES - 1))
    session = session_of(service)
    with pytest.raises(ApiConnectionError):
        session.upload_part(b"a")

    session.upload_part(b"a")
    session.upload_last_part(b"b")

    assert service.videos["v"].content == b"ab"


def test_the_last_part_waits_for_those_that_failed():
    service = FakeService(["500"] * FAILURES)
    session = session_of(service)
    with pytest.raises(ServiceException):
        session.upload_part(b"a")

    with pytest.raises(ApiValueError, match="the last part must wait: part 1 has not arrived"):
        session.upload_last_part(b"b")

    session.upload_part(b"a")
    session.upload_last_part(b"b")
    assert service.videos["v"].content == b"ab"


def test_a_part_that_the_service_refuses_says_so():
    session = session_of(FakeService(smallest=5))

    with pytest.raises(BadRequestException, match="part 1: 400.*too-small"):
        session.upload_part(b"a")


@pytest.mark.parametrize("file", [b"", None, "nowhere.mp4", io.StringIO("a"), iter([]), [b"a"]])
def test_a_part_that_cannot_be_sent_has_no_number(file):
    service = FakeService()
    session = session_of(service)

    with pytest.raises((ApiTypeError, ApiValueError), match="file"):
        session.upload_part(file)
    session.upload_part(b"a")

    assert service.headers == ["part 1/*"]


# ---- several at once ---------------------------------------------------------


def run_together(*calls):
    threads = [threading.Thread(target=call) for call in calls]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)


def test_parts_may_travel_at_once():
    service = FakeService()
    together = threading.Barrier(3)
    service.before_answer = lambda number: number <= 3 and together.wait(20)
    session = session_of(service)

    run_together(*[lambda one=one: session.upload_part(one) for one in (b"a", b"b", b"c")])
    session.upload_last_part(b"d")

    assert sorted(service.videos["v"].content[:3]) == list(b"abc")
    assert service.videos["v"].content.endswith(b"d")
    assert service.most_under_way == 3


def test_asynchronous_parts_keep_the_order_in_which_they_were_handed_over():
    service = FakeService()
    client = client_of(service)
    client.pool_threads = 3
    session = apivideo.apis.VideosApi(client).create_upload_progressive_session("v")

    jobs = [session.upload_part(bytes([number]), async_req=True) for number in range(20)]
    parts = [job.get(20) for job in jobs]
    session.upload_last_part(b"end", async_req=True).get(20)
    client.close()

    assert {type(part) for part in parts} == {VideoId}
    assert service.videos["v"].content == bytes(range(20)) + b"end"


def test_the_first_part_of_a_token_session_goes_alone():
    service = FakeService()
    alone = []
    nobody_else = threading.Event()

    def note(number):
        if not alone:
            nobody_else.wait(0.1)  # time enough for others to come
        alone.append(service.most_under_way)

    service.before_answer = note
    session = session_of(service, token=True)

    run_together(*[lambda one=one: session.upload_part(one) for one in (b"a", b"b", b"c")])
    session.upload_last_part(b"d")

    assert alone[0] == 1
    assert list(service.videos) == ["new-1"]
    assert len(service.videos["new-1"].parts) == 4


@pytest.mark.parametrize("options", [{}, {"_return_http_data_only": False}])
def test_later_parts_of_a_token_session_name_the_video(options):
    service = FakeService()
    session = session_of(service, token=True)

    session.upload_part(b"a", **options)
    session.upload_part(b"b", **options)
    session.upload_last_part(b"c", **options)

    assert {name: one.content for name, one in service.videos.items()} == {"new-1": b"abc"}


def test_a_token_session_may_fill_a_video_that_is_there():
    service = FakeService()
    videos = apivideo.apis.VideosApi(client_of(service))

    videos.create_upload_with_upload_token_progressive_session("to", "vi9").upload_last_part(b"a")

    assert list(service.videos) == ["vi9"]


# ---- options -----------------------------------------------------------------


def test_a_part_takes_the_options_of_an_upload():
    service = FakeService()
    published, progress = [], []

    part, status, headers = session_of(service).upload_part(
        b"abc",
        _request_timeout=3,
        _return_http_data_only=False,
        _progress_listener=lambda *args: published.append(args),
        on_progress=progress.append,
    )

    assert (part.video_id, status, headers) == ("v", 201, {})
    assert published == [(3, 3)]
    assert (progress[-1].confirmed, progress[-1].total) == (3, 3)


def test_a_part_may_be_cancelled():
    service, switch = FakeService(["500"]), Cancellation()
    session = session_of(service, sleep=lambda seconds: switch.cancel())

    with pytest.raises(UploadCancelled) as caught:
        session.upload_part(b"a", cancel=switch)
    part = caught.value.resume()

    assert caught.value.part == 1
    assert part.video_id == "v"
    assert service.headers == ["part 1/*"] * 2


def test_an_answer_may_be_had_unread():
    service = FakeService()
    session = session_of(service)

    assert session.upload_part(b"a", _preload_content=False).status == 201
    assert session.upload_last_part(b"b", _preload_content=False).status == 201


@pytest.mark.parametrize(
    "options, error",
    [
        ({"nonsense": 1}, ApiTypeError),
        ({"_request_timeout": "3"}, ApiTypeError),
        ({"_progress_listener": 5}, ApiTypeError),
        ({"on_progress": 5}, ApiTypeError),
        ({"resume": True}, ApiValueError),
    ],
)
def test_an_option_that_a_session_does_not_have_is_refused(options, error):
    service = FakeService()

    session = session_of(service)

    with pytest.raises(error, match=next(iter(options))):
        session.upload_part(b"abc", **options)
    session.upload_part(b"abc")

    assert service.headers == ["part 1/*"]
