"""Uploads send no more bytes a second than the configuration allows, and lose none of them."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fake_rest import FakeRest, answer

import apivideo
from apivideo._http.pace import Pace

MIB = 1024 * 1024


class Time:
    """A clock that only waiting moves, by the longest of the waits of all threads."""

    def __init__(self):
        self.now = 0.0
        self._lock = threading.Lock()

    def clock(self):
        return self.now

    def sleep(self, seconds):
        with self._lock:
            self.now += seconds


def upload(content, time, **settings):
    rest = FakeRest(*[answer(201, {"videoId": "v"})] * 20)
    configuration = apivideo.Configuration(access_token="a", chunk_size=5 * MIB, **settings)
    with apivideo.ApiClient(
        configuration, rest_client=rest, clock=time.clock, sleep=time.sleep
    ) as client:
        client.videos.upload("v", content)
    return rest.bodies


@pytest.mark.parametrize("most", [MIB, 100 * 1024, 1000.5])
def test_an_upload_takes_as_long_as_its_bytes_need(most):
    time, content = Time(), bytes(range(256)) * 1024

    (body,) = upload(content, time, max_bandwidth=most)

    assert content in body
    assert time.now == pytest.approx(len(content) / most, rel=0.05, abs=0.1)


def test_several_parts_at_once_share_the_bandwidth():
    time = Time()

    upload(bytes(20 * MIB), time, max_bandwidth=2 * MIB, upload_concurrency=4)

    assert time.now >= 20 / 2 - 1


def test_without_a_limit_nothing_waits():
    time = Time()

    upload(bytes(6 * MIB), time)

    assert time.now == 0


@given(st.lists(st.integers(1, 10**6), min_size=1), st.floats(1, 10**9), st.floats(0, 10**6))
def test_bytes_that_are_held_leave_in_their_order_and_in_time(counts, most, now):
    pace = Pace()

    waits = [pace.hold(count, most, now) for count in counts]

    assert waits[0] == 0
    assert waits == sorted(waits)
    assert waits[-1] == pytest.approx(sum(counts[:-1]) / most, abs=1e-3)


def test_time_that_passes_makes_room():
    pace = Pace()
    pace.hold(100, 10, 0)

    assert pace.hold(100, 10, 4) == 6
    assert pace.hold(100, 10, 1000) == 0
