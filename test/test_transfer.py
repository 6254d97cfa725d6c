"""The engine: parts that travel several at once, over a service that fails in every way."""

import gc
import io
import itertools
import sys
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.fake_service import FAULTS, FakeService
from support.waits import Waits

import apivideo
from apivideo.exceptions import (
    ApiConnectionError,
    ApiValueError,
    BadRequestException,
    ServiceException,
    TooManyRequestsException,
    UnexpectedResponseException,
    UploadCancelled,
    UploadError,
)
from apivideo.model.video import Video
from apivideo.uploads import Cancellation
from apivideo.uploads.upload import Target, Upload


def client_of(service, waits=None, **configuration):
    waits = waits or Waits()
    return apivideo.ApiClient(
        apivideo.Configuration(**configuration),
        rest_client=service,
        clock=waits,
        sleep=waits.sleep,
        draw=lambda: 0.5,
    )


def upload_of(
    service,
    file,
    chunk_size=10,
    concurrency=4,
    listener=None,
    published=None,
    cancel=None,
    token=False,
    waits=None,
    client=None,
    **configuration,
):
    """An upload with parts as small as they like, of a video or with an upload token."""
    client = client or client_of(service, waits, **configuration)
    if token:
        arguments = {"query": {"token": "to"}, "carry": "videoId", "authenticated": False}
        target = Target(client, "/upload", **arguments)
    else:
        target = Target(client, "/videos/{video_id}/source", path_params={"video_id": "v"})
    upload = Upload(
        target, file, Video, cancel=cancel, on_progress=listener, _progress_listener=published
    )
    upload._chunk_size, upload._concurrency = chunk_size, concurrency
    return upload


def content_of(size):
    return bytes(index % 251 for index in range(size))


def upload_threads():
    return [one for one in threading.enumerate() if one.name.startswith("apivideo-upload")]


def until_it_is_there(upload):
    """Run *upload*, and resume it as often as it fails; gives the video and how often."""
    failures = 0
    go_on = upload.run
    while True:
        try:
            return go_on(), failures
        except UploadError as error:
            failures += 1
            go_on = error.resume


# ---- the machine -------------------------------------------------------------

SETTINGS = settings(max_examples=150)
SIZES = st.integers(1, 120)
FAULT_LISTS = st.lists(
    st.tuples(st.sampled_from(FAULTS + (None,)), st.sampled_from([1, 1, 2, 12])), max_size=20
).map(lambda runs: [fault for fault, times in runs for _ in range(times)])
"""Twelve in a row are more than a part bears."""


@SETTINGS
@given(SIZES, st.integers(1, 40), st.integers(1, 5), FAULT_LISTS, st.sampled_from(["", "token"]))
def test_whatever_goes_wrong_the_file_arrives_and_each_part_once(
    size, chunk_size, concurrency, faults, token
):
    content = content_of(size)
    service = FakeService(faults)
    seen = []

    upload = upload_of(
        service, content, chunk_size, concurrency, listener=seen.append, token=bool(token)
    )
    try:
        video, _ = until_it_is_there(upload)
    except ApiValueError as error:  # a second request would make a second video
        assert token and chunk_size >= size
        assert "the video may exist" in str(error)
        assert len(service.videos) <= 1
        return

    arrived = service.videos[video.video_id]
    assert arrived.content == content
    assert token or list(service.videos) == ["v"]  # without an id, a lost answer leaves a twin
    assert len(arrived.parts) == -(-size // chunk_size)
    assert upload_threads() == []
    assert seen[-1].confirmed == seen[-1].sent == size
    assert seen[-1].parts == len(arrived.parts)


@SETTINGS
@given(SIZES, st.integers(1, 40), FAULT_LISTS, st.lists(st.integers(1, 30), min_size=1))
def test_whatever_goes_wrong_a_stream_arrives(size, chunk_size, faults, lengths):
    content = content_of(size)
    service = FakeService(faults)
    starts = [0] + list(itertools.accumulate(itertools.islice(itertools.cycle(lengths), size)))
    pieces = (content[start:end] for start, end in zip(starts, starts[1:]) if start < size)

    until_it_is_there(upload_of(service, pieces, chunk_size))

    assert service.videos["v"].content == content
    assert service.videos["v"].is_whole
    assert service.most_under_way == 1


@SETTINGS
@given(SIZES, st.integers(1, 40), st.integers(1, 5), FAULT_LISTS)
def test_progress_only_grows_within_a_run(size, chunk_size, concurrency, faults):
    service = FakeService(faults)
    runs = []
    upload = upload_of(
        service,
        content_of(size),
        chunk_size,
        concurrency,
        listener=lambda one: runs[-1].append(one),
    )
    go_on = upload.run
    while go_on:
        runs.append([])
        try:
            go_on()
            go_on = None
        except UploadError as error:
            go_on = error.resume

    for run in runs:
        assert [one.confirmed for one in run] == sorted(one.confirmed for one in run)
        assert [one.sent for one in run] == sorted(one.sent for one in run)
        assert all(one.confirmed <= one.sent <= one.total == size for one in run)


@settings(max_examples=60)
@given(st.permutations(range(1, 6)), st.booleans())
def test_the_order_of_the_answers_does_not_matter(order, token):
    service = FakeService()
    if token:
        order = [1] + [number for number in order if number != 1]  # that one goes alone
    turns = {number: threading.Event() for number in order}
    turns[order[0]].set()

    def wait_for_turn(number):
        assert turns[number].wait(20)
        place = order.index(number) + 1
        if place < len(order):
            turns[order[place]].set()

    service.before_answer = wait_for_turn

    video = upload_of(service, content_of(47), concurrency=5, token=token).run()

    (arrived,) = service.videos.values()
    assert arrived.content == content_of(47)
    assert video.title == "whole"


@settings(max_examples=60)
@given(st.integers(1, 60), st.integers(1, 20), st.sets(st.integers(1, 60)), st.integers(1, 4))
def test_another_machine_goes_on_from_what_the_service_has(size, chunk_size, there, concurrency):
    service = FakeService()
    content = content_of(size)
    total = -(-size // chunk_size)
    service._tell("videos/v")
    video = service.videos["v"]
    for number in there:
        if number <= total:
            video.parts[number] = content[(number - 1) * chunk_size : number * chunk_size]
            video.total = total
    missing = total - len(video.parts)

    upload_of(service, content, chunk_size, concurrency).run(resume=True)

    assert video.content == content
    assert len(service.headers) == missing


# ---- several at once ---------------------------------------------------------


@pytest.mark.parametrize(
    "concurrency, size, expected", [(1, 60, 1), (3, 60, 3), (8, 60, 6), (4, 10, 1)]
)
def test_as_many_parts_travel_at_once_as_are_allowed_and_there_are(concurrency, size, expected):
    service = FakeService()
    together = threading.Barrier(expected)
    service.before_answer = lambda number: number <= expected and together.wait(20)

    upload_of(service, content_of(size), concurrency=concurrency).run()

    assert service.most_under_way == expected


def test_one_part_needs_no_thread():
    service = FakeService()
    names = []
    service.before_answer = lambda number: names.append(threading.current_thread().name)

    upload_of(service, b"abc").run()

    assert names == [threading.current_thread().name]


def test_the_first_part_of_a_token_upload_goes_alone():
    service = FakeService()
    alone = []
    service.before_answer = lambda number: alone.append((number, service.under_way))

    upload_of(service, content_of(50), token=True).run()

    assert alone[0] == (1, 1)
    assert list(service.videos) == ["new-1"]


def test_two_parts_of_a_token_upload_need_no_thread():
    service = FakeService()
    names = []
    service.before_answer = lambda number: names.append(threading.current_thread().name)

    upload_of(service, content_of(20), token=True).run()

    assert names == [threading.current_thread().name] * 2


def test_a_first_answer_that_names_no_video_ends_a_token_upload():
    class Silent(FakeService):
        def _answer(self, status, document):
            return super()._answer(status, {})

    service = Silent()

    with pytest.raises(UnexpectedResponseException, match="no videoId") as caught:
        upload_of(service, content_of(50), token=True).run()

    assert isinstance(caught.value, UploadError)
    assert service.headers == ["part 1/5"]


# ---- failing -----------------------------------------------------------------


def test_a_part_that_fails_for_good_says_which_how_often_and_what_is_there():
    service = FakeService([None, None] + ["500"] * 12)

    with pytest.raises(ServiceException) as caught:
        upload_of(service, content_of(45), concurrency=1).run()

    error = caught.value
    assert isinstance(error, UploadError)
    assert (error.part, error.attempts) == (3, 12)
    assert (error.confirmed, error.total, error.video_id) == (20, 45, "v")
    assert str(error).startswith("part 3: 500")
    assert "(tried 12 times)" in str(error)
    assert str(error).endswith("the service has 20 of 45 bytes")
    assert isinstance(error.__cause__, ServiceException)


def test_a_part_that_fails_for_good_stops_the_others():
    service = FakeService()
    refused = threading.Event()
    started = threading.Barrier(4)

    def answer(number):
        started.wait(20)
        if number == 2:
            raise ValueError("what no part survives")
        refused.wait(20)

    service.before_answer = answer
    send = service.send

    def send_until_cancelled(request):
        request.cancellation.watch(refused.set)
        return send(request)

    service.send = send_until_cancelled

    with pytest.raises(ValueError, match="no part survives"):
        upload_of(service, content_of(400)).run()

    assert len(service.headers) == 4
    assert upload_threads() == []


@pytest.mark.parametrize("attempts, expected", [(1, 1), (2, 6), (4, 12)])
def test_max_attempts_holds_for_parts_with_more_patience(attempts, expected):
    service = FakeService(["reset"] * 50)

    with pytest.raises(ApiConnectionError) as caught:
        upload_of(service, b"abc", max_attempts=attempts).run()

    assert caught.value.attempts == expected
    assert len(service.headers) == expected


def test_only_waits_count_towards_the_deadline():
    waits = Waits()
    service = FakeService(["lost", "reset", None])
    service.before_answer = lambda number: setattr(waits, "now", waits.now + 3600)

    upload_of(service, b"abc", waits=waits, deadline=10).run()

    assert service.videos["v"].content == b"abc"


def test_a_wait_that_is_too_long_is_an_error_at_once():
    waits = Waits()
    service = FakeService(["429"])

    with pytest.raises(TooManyRequestsException):
        upload_of(service, b"abc", waits=waits, deadline=5).run()

    assert waits.waits == []


def test_an_error_can_be_pickled():
    import pickle

    service = FakeService(["500"] * 12)
    with pytest.raises(UploadError) as caught:
        upload_of(service, b"abc").run()

    again = pickle.loads(pickle.dumps(caught.value))

    assert isinstance(again, ServiceException)
    assert (again.part, again.confirmed, str(again)) == (1, 0, str(caught.value))
    with pytest.raises(ApiValueError, match="resume=True"):
        again.resume()


# ---- answers that were lost --------------------------------------------------


def test_a_lost_answer_is_no_failure():
    service = FakeService([None, "lost"])

    upload_of(service, content_of(45), concurrency=1).run()

    assert service.headers.count("part 2/5") == 2
    assert service.videos["v"].content == content_of(45)


def test_a_lost_answer_to_the_last_missing_part_is_settled_by_asking():
    service = FakeService([None, "lost"])

    video = upload_of(service, content_of(15), concurrency=1).run()

    assert video.title == "asked"
    assert service.asked == ["videos/v/status", "videos/v"]


def test_a_lost_answer_of_a_token_upload_leaves_the_id_of_the_video():
    service = FakeService([None, "lost"])

    video = upload_of(service, content_of(15), token=True).run()

    assert video.video_id == "new-1"


def test_a_video_that_has_another_file_is_not_taken_for_ours():
    service = FakeService(["reset"])
    service._tell("videos/v")
    service.videos["v"].parts = {1: b"another file"}
    service.videos["v"].total = 1

    with pytest.raises(BadRequestException, match="already-uploaded"):
        upload_of(service, b"abc").run()


@pytest.mark.parametrize("part", [b"another file", b"a"])
def test_a_part_that_is_there_before_its_first_attempt_is_an_error(part):
    service = FakeService()
    service._tell("videos/v")
    service.videos["v"].parts = {1: part}

    with pytest.raises(BadRequestException, match="already-sent"):
        upload_of(service, content_of(30), concurrency=1).run()


# ---- videos that must not be made twice ----------------------------------------


@pytest.mark.parametrize("fault", ["lost", "reset", "500", "502", "503", "504", "garbled"])
def test_what_may_have_made_a_video_is_not_sent_again(fault):
    class Garbling(FakeService):
        def _take(self, path, request, fault):
            response = super()._take(path, request, None if fault == "garbled" else fault)
            return response._replace(data=b"<html>") if fault == "garbled" else response

    service = Garbling([fault])

    with pytest.raises(UploadError) as caught:
        upload_of(service, ("film.mp4", b"abc"), token=True).run()

    assert service.headers == ["part 1/1"]
    assert "the video may exist, with the title 'film.mp4'" in str(caught.value)
    assert "videos.list(title='film.mp4')" in str(caught.value)
    with pytest.raises(ApiValueError, match="the video may exist"):
        caught.value.resume()
    assert service.headers == ["part 1/1"]


@pytest.mark.parametrize("fault", ["refused", "429"])
def test_what_certainly_made_no_video_is_sent_again(fault):
    service = FakeService([fault])

    upload_of(service, b"abc", token=True).run()

    assert service.headers == ["part 1/1"] * 2
    assert list(service.videos) == ["new-1"]


def test_a_refusal_of_a_token_upload_leaves_nothing_to_look_for():
    service = FakeService(["403"])
    with pytest.raises(UploadError) as caught:
        upload_of(service, b"abc", token=True).run()

    assert "may exist" not in str(caught.value)
    assert caught.value.resume().video_id == "new-1"


def test_a_stream_that_turns_out_to_be_one_part_is_not_sent_again_either():
    service = FakeService(["lost"])

    with pytest.raises(UploadError, match="may exist"):
        upload_of(service, iter([b"abc"]), token=True).run()

    assert service.headers == ["part 1/1"]


def test_the_first_of_several_parts_is_sent_again_and_leaves_an_unfinished_video():
    service = FakeService(["lost"])

    video = upload_of(service, content_of(25), token=True).run()

    assert service.videos[video.video_id].content == content_of(25)
    assert [one.is_whole for one in service.videos.values()] == [False, True]


def test_a_cancelled_upload_that_may_have_made_a_video_does_not_go_on():
    service, switch = FakeService(["lost"]), Cancellation()
    service.before_answer = lambda number: switch.cancel()

    with pytest.raises(UploadCancelled, match="may exist") as caught:
        upload_of(service, b"abc", token=True, cancel=switch).run()

    with pytest.raises(ApiValueError, match="may exist"):
        caught.value.resume()


# ---- threads -------------------------------------------------------------------


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_an_upload_goes_on_with_the_threads_there_are(monkeypatch, limit):
    start, started, seen = threading.Thread.start, [], set()

    def start_some(thread):
        if len(started) == limit:
            raise RuntimeError("can't start new thread")
        started.append(thread)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", start_some)
    service = FakeService()

    upload_of(service, content_of(100), listener=lambda one: seen.add(threading.get_ident())).run()

    assert service.videos["v"].content == content_of(100)
    assert service.most_under_way <= max(1, limit)
    assert seen == {threading.get_ident()}


@pytest.mark.parametrize("begins", [True, False])
def test_an_interrupt_while_threads_start_leaves_none(monkeypatch, begins):
    start = threading.Thread.start

    def interrupted(thread):
        if begins:
            start(thread)
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", interrupted)

    with pytest.raises(KeyboardInterrupt):
        upload_of(FakeService(), content_of(100)).run()

    assert upload_threads() == []


def interrupted_in_line(number, run):
    """Run with Ctrl-C in a line where threads are started or joined; return whether it came."""
    left, places = [number], ("_send_together", "begun", "start")

    def enter(frame, event, argument):
        return step if frame.f_code.co_name in places else None

    def step(frame, event, argument):
        if event == "line":
            left[0] -= 1
            if not left[0]:
                raise KeyboardInterrupt
        return step

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        run()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


def test_wherever_an_interrupt_comes_no_thread_is_left():
    come = set()
    for number in range(1, 40):
        upload = upload_of(FakeService(), content_of(60), concurrency=3)
        come.add(interrupted_in_line(number, upload.run))

        assert upload_threads() == []

    assert True in come


# ---- resuming ----------------------------------------------------------------


def test_an_error_resumes_with_what_is_missing():
    service = FakeService([None, None] + ["500"] * 12)
    with pytest.raises(UploadError) as caught:
        upload_of(service, content_of(45), concurrency=1).run()

    video = caught.value.resume()

    assert video.title == "whole"
    assert service.headers[-3:] == ["part 3/5", "part 4/5", "part 5/5"]
    assert service.videos["v"].content == content_of(45)


def test_resuming_what_is_whole_sends_nothing():
    service = FakeService()
    upload_of(service, content_of(45)).run()
    del service.headers[:]

    video = upload_of(service, content_of(45)).run(resume=True)

    assert video.title == "asked"
    assert service.headers == []


@pytest.mark.parametrize("size, chunk_size", [(45, 20), (65, 10)])
def test_another_file_or_another_cut_is_refused_before_anything_is_sent(size, chunk_size):
    service = FakeService([None, None] + ["500"] * 12)
    with pytest.raises(UploadError):
        upload_of(service, content_of(45), concurrency=1).run()
    sent = len(service.headers)

    with pytest.raises(ApiValueError, match="cannot be resumed with this file"):
        upload_of(service, content_of(size), chunk_size).run(resume=True)

    assert len(service.headers) == sent


def test_parts_that_were_cut_in_another_way_are_noticed_in_the_end():
    service = FakeService()
    service._tell("videos/v")
    service.videos["v"].parts = {1: content_of(9)}
    service.videos["v"].total = 2

    with pytest.raises(ApiValueError, match="together they made one of 14 bytes"):
        upload_of(service, content_of(15), 10).run(resume=True)


def test_a_file_that_has_changed_is_not_resumed(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(content_of(45))
    with pytest.raises(UploadError) as caught:
        upload_of(FakeService(["500"] * 12), path, concurrency=1).run()
    path.write_bytes(content_of(44))

    with pytest.raises(ApiValueError, match="file has 44 bytes now; it had 45"):
        caught.value.resume()


def test_a_stream_cannot_be_resumed_from_what_the_service_has():
    with pytest.raises(ApiValueError, match="no stream"):
        upload_of(FakeService(), iter([b"abc"])).run(resume=True)


def test_a_token_upload_cannot_ask_what_the_service_has():
    with pytest.raises(ApiValueError, match="resume=True needs an API key, and video_id"):
        upload_of(FakeService(), b"abc", token=True).run(resume=True)


def test_a_stream_that_breaks_is_no_short_video():
    service = FakeService()

    def pieces():
        yield content_of(10)
        yield content_of(10)
        raise EOFError("the camera is off")

    with pytest.raises(UploadError, match="file: cannot read 'file': the camera is off") as caught:
        upload_of(service, pieces()).run()

    assert isinstance(caught.value.__cause__.__cause__, EOFError)
    assert not service.videos["v"].is_whole


def test_a_stream_resumes_with_the_part_that_failed():
    service = FakeService([None] + ["500"] * 12)
    pieces = iter([content_of(10), content_of(9), content_of(8)])
    with pytest.raises(UploadError) as caught:
        upload_of(service, pieces).run()

    caught.value.resume()

    assert service.videos["v"].content == content_of(10) + content_of(9) + content_of(8)
    assert service.headers[-1] == "part 3/3"


def test_a_stream_that_broke_is_not_taken_for_its_beginning():
    def pieces():
        yield content_of(20)
        raise UploadError("an upload of its own")

    with pytest.raises(UploadError, match="of its own") as caught:
        upload_of(FakeService(), pieces()).run()

    with pytest.raises(ApiValueError, match="file ended early"):
        caught.value.resume()


def test_a_stream_that_cannot_be_read_for_a_moment_resumes():
    class Shaky:
        def __init__(self):
            self.blocks = [content_of(10), content_of(5), OSError("a moment"), content_of(4), b""]

        def read(self, count):
            block = self.blocks.pop(0)
            if isinstance(block, OSError):
                raise block
            return block

    service = FakeService()
    with pytest.raises(UploadError, match="file: cannot read 'file': a moment") as caught:
        upload_of(service, Shaky()).run()

    caught.value.resume()

    assert (caught.value.confirmed, caught.value.total) == (10, None)
    assert service.videos["v"].content == content_of(10) + content_of(5) + content_of(4)


def test_a_resumed_upload_can_be_cancelled_too():
    service, switch = FakeService(["500"] * 24), Cancellation()
    with pytest.raises(ServiceException) as caught:
        upload_of(service, b"abc").run()
    switch.cancel()

    with pytest.raises(UploadCancelled) as cancelled:
        caught.value._resume(switch)
    with pytest.raises(ServiceException):
        cancelled.value.resume()


@pytest.mark.parametrize(
    "data, expected", [(b"bcdefg", "6 bytes now; it had 5"), (b"b", "1 bytes")]
)
def test_a_part_file_that_changes_before_its_turn_ends_the_upload(tmp_path, data, expected):
    last = tmp_path / "2.mp4"
    last.write_bytes(b"bcdef")
    service = FakeService()
    service.before_answer = lambda number: last.write_bytes(data)

    with pytest.raises(UploadError, match="part 2: .*" + expected):
        upload_of(service, [b"a" * 5 * 1024 * 1024, last], concurrency=1).run()

    assert not service.videos["v"].is_whole


# ---- the rate limit ---------------------------------------------------------------


def quota(remaining, reset=30):
    return {
        "X-RateLimit-Limit": "40",
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Retry-After": str(reset),
    }


def test_parts_are_paced_before_the_wall():
    waits, service = Waits(), FakeService()
    left = itertools.chain([2, 1, 0], itertools.repeat(40))
    service.before_answer = lambda number: service.answer_headers.update(quota(next(left)))

    upload_of(service, content_of(60), concurrency=1, waits=waits).run()

    assert waits.waits == [30]
    assert len(service.headers) == 6


def test_the_last_part_waits_for_no_quota():
    waits, service = Waits(), FakeService()
    service.answer_headers = quota(0)

    upload_of(service, b"abc", waits=waits).run()

    assert waits.waits == []


def test_what_one_part_is_told_of_the_quota_holds_for_all():
    service = FakeService(["429"])
    is_waiting, both_wait = threading.Event(), threading.Barrier(2)
    service.before_answer = lambda number: is_waiting.wait(20)

    now = [0.0]

    def sleep(seconds):
        is_waiting.set()
        both_wait.wait(20)  # the refused part, and one that has not begun
        now[0] += 100.0

    client = client_of(service)
    client._session.sleep = sleep
    client._session.clock = lambda: now[0]

    upload_of(service, content_of(30), concurrency=2, client=client).run()

    assert service.videos["v"].content == content_of(30)


def test_a_listener_may_call_the_client(recording_server):
    recording_server.respond = lambda request: (200, {}, b'{"videoId": "v"}')
    asked = []
    with apivideo.ApiClient(apivideo.Configuration(recording_server.host)) as client:

        def listener(progress):
            asked.append(client.call("GET", "/videos/v", returns=Video).video_id)

        video = upload_of(None, content_of(30), concurrency=1, client=client, listener=listener)
        assert video.run().video_id == "v"

    assert set(asked) == {"v"}


# ---- cancelling --------------------------------------------------------------


@pytest.mark.parametrize("concurrency", [1, 3])
def test_a_listener_can_cancel(concurrency):
    service, cancelled = FakeService(), threading.Event()
    service.before_answer = lambda number: number > 5 and cancelled.wait(20)

    def listener(progress):
        if progress.parts:
            progress.cancel()
            cancelled.set()

    with pytest.raises(UploadCancelled, match="cancelled") as caught:
        upload_of(service, content_of(1000), concurrency=concurrency, listener=listener).run()

    error = caught.value
    assert 10 <= error.confirmed < 1000
    assert (error.total, error.video_id) == (1000, "v")
    assert upload_threads() == []


def test_a_cancelled_upload_tells_which_part_it_left():
    service, switch = FakeService(["500"] * 12), Cancellation()
    waits = Waits()
    waits.sleep = lambda seconds: switch.cancel()

    with pytest.raises(UploadCancelled) as caught:
        upload_of(service, content_of(30), concurrency=1, cancel=switch, waits=waits).run()

    assert (caught.value.part, caught.value.confirmed) == (1, 0)
    assert str(caught.value) == "part 1: the upload was cancelled"


def test_a_cancelled_upload_resumes():
    service = FakeService()
    switch = Cancellation()
    service.before_answer = lambda number: number == 3 and switch.cancel()
    with pytest.raises(UploadCancelled) as caught:
        upload_of(service, content_of(100), cancel=switch, concurrency=1).run()
    service.before_answer = lambda number: None

    caught.value.resume()

    assert service.videos["v"].content == content_of(100)
    assert switch.is_cancelled  # other uploads may share it


def test_an_upload_that_is_cancelled_before_it_begins_sends_nothing():
    service, switch = FakeService(), Cancellation()
    switch.cancel()

    with pytest.raises(UploadCancelled):
        upload_of(service, content_of(100), cancel=switch).run()

    assert service.headers == []


def test_cancelling_when_everything_is_there_changes_nothing():
    service = FakeService()

    video = upload_of(
        service,
        content_of(30),
        listener=lambda progress: progress.confirmed == 30 and progress.cancel(),
    ).run()

    assert video.title == "whole"


def test_a_wait_between_attempts_ends_when_the_upload_is_cancelled():
    service, switch = FakeService(["429"]), Cancellation()
    timer = threading.Timer(0.05, switch.cancel)
    client = apivideo.ApiClient(rest_client=service)  # which really sleeps

    timer.start()
    with pytest.raises(UploadCancelled):
        upload_of(service, b"abc", cancel=switch, client=client).run()
    timer.join()

    assert len(service.headers) <= 1


# ---- listeners ---------------------------------------------------------------


@pytest.mark.parametrize("error", [ValueError, BrokenPipeError, ApiValueError, KeyboardInterrupt])
@pytest.mark.parametrize("concurrency", [1, 3])
def test_what_a_listener_raises_ends_the_upload_as_it_is(error, concurrency):
    service, called = FakeService(), threading.Event()
    service.before_answer = lambda number: number > 3 and called.wait(20)

    def listener(progress):
        called.set()
        raise error("mine")

    with pytest.raises(error, match="mine") as caught:
        upload_of(service, content_of(200), concurrency=concurrency, listener=listener).run()

    assert not isinstance(caught.value, UploadError)
    assert len(service.headers) <= 2 * concurrency + 3
    assert upload_threads() == []


def test_a_listener_is_called_in_the_thread_that_uploads():
    threads = set()

    upload_of(
        FakeService(), content_of(200), listener=lambda _: threads.add(threading.get_ident())
    ).run()

    assert threads == {threading.get_ident()}


def test_the_listener_of_the_published_client_is_told_what_has_arrived():
    seen = []

    upload_of(
        FakeService(), content_of(25), concurrency=1, published=lambda *args: seen.append(args)
    ).run()

    assert seen == [(10, 25), (20, 25), (25, 25)]


def test_the_end_of_a_stream_is_told_once_it_is_known():
    seen = []

    upload_of(
        FakeService(),
        iter([content_of(25)]),
        listener=lambda one: seen.append((one.confirmed, one.total)),
        published=lambda *args: seen.append(args),
    ).run()

    assert seen[0] == (0, None) or seen[0][1] is None
    assert seen[-2:] == [(25, 25), (25, 25)]


# ---- sources -----------------------------------------------------------------


def test_a_list_of_files_is_sent_as_it_was_cut(tmp_path):
    paths = []
    for number in range(3):
        path = tmp_path / f"{number}.part"
        path.write_bytes(bytes([number]) * 5 * 1024 * 1024 if number < 2 else b"end")
        paths.append(path)
    service = FakeService()

    upload_of(service, [str(paths[0]), paths[1], io.BytesIO(b"end")]).run()

    assert sorted(service.headers) == ["part 1/3", "part 2/3", "part 3/3"]
    assert service.videos["v"].content == b"".join(path.read_bytes() for path in paths)


def test_a_long_list_of_paths_keeps_few_files_open(tmp_path):
    import resource

    path = tmp_path / "one.part"
    with open(str(path), "wb") as file:
        file.truncate(5 * 1024 * 1024)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    gc.collect()

    class Sink(FakeService):
        def _take(self, path, request, fault):
            for _ in request.body:
                break
            return self._answer(201, {"videoId": "v"})

    resource.setrlimit(resource.RLIMIT_NOFILE, (150, limits[1]))
    try:
        upload_of(Sink(), [path] * 300).run()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


@pytest.mark.parametrize(
    "file, message",
    [
        ([], "a list of 1 to 10000 parts, not 0"),
        ([b"abc", b"def"], r"file\[0\] must have 5242880 to 209715200 bytes, not 3"),
        ([b"abc", b""], r"file\[1\] is empty"),
        ((5,), r"file\[0\] must be"),
    ],
)
def test_a_list_that_cannot_be_sent_is_refused_before_anything_is(file, message):
    service = FakeService()

    with pytest.raises((apivideo.ApiTypeError, ApiValueError), match=message):
        upload_of(service, file).run()

    assert service.headers == []


def test_too_many_parts_are_refused_before_anything_is_sent(tmp_path):
    path = tmp_path / "long.mp4"
    with open(str(path), "wb") as file:
        file.truncate(100001)
    service = FakeService()

    with pytest.raises(
        ApiValueError, match="chunk_size 10 divides a file of 100001 bytes into too many"
    ):
        upload_of(service, path, 10).run()

    assert service.headers == []


def test_a_file_that_the_service_does_not_take_is_refused_before_anything_is_sent():
    class Huge:
        def read(self, count=-1):
            return b"a"

        def seek(self, offset, whence=0):
            return 52428800001

    service = FakeService()

    with pytest.raises(ApiValueError, match="52428800001 bytes; the service takes 52428800000"):
        upload_of(service, Huge(), None).run()

    assert service.headers == []
