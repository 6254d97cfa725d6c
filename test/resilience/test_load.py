"""Many threads, tokens that hardly live, and a service that fails now and then."""

import json
import threading
from typing import Any, List, Set

import pytest
from support.raw_server import RawServer, http, read_request
from support.scripted_server import hang_up, reset, then_hang_up

import apivideo

THREADS = 64
CALLS = 10000
FAULT_EVERY = 20
LIFETIME = 1
PACE = 0.002
"""Seconds that pass with each request."""

PATIENCE = 120.0
"""Seconds after which the test hangs."""

BUSY = http(429, b"{}", "X-RateLimit-Retry-After: 1")
DOWN = http(503, b"{}", "Retry-After: 1")
FAULTS_OF_GET = [hang_up, BUSY, http(500), then_hang_up(http(200, b'{"a": 1}')[:-3]), DOWN, reset]
FAULTS_OF_POST = [BUSY, DOWN]


class Service:
    """Gives and creates videos whose number is in their title; every twentieth at second asking.

    Its clock goes forward with each request. A token is good for a second of that clock.
    """

    def __init__(self) -> None:
        self.now = 1000.0
        self.issued: List[float] = []
        self.exchanges: List[Any] = []
        self.created: List[int] = []
        self.faults = 0
        self.open = 0
        self.refusals = 0
        self._failed: Set[int] = set()
        self._change = threading.Condition()

    def clock(self) -> float:
        return self.now

    def handle(self, connection: Any) -> None:
        with self._change:
            self.open += 1
        try:
            while True:
                request = read_request(connection)
                if not request:
                    return
                step = self._step(request)
                if not isinstance(step, bytes):
                    return step(connection)
                connection.sendall(step)
        finally:
            with self._change:
                self.open -= 1
                self._change.notify_all()

    def _step(self, request: bytes) -> Any:
        head, _, body = request.partition(b"\r\n\r\n")
        with self._change:
            if b"/auth/" in head.partition(b"\r\n")[0]:
                return self._tokens(json.loads(body.decode()))
            self.now += PACE
            number = int(head.rpartition(b"Bearer access-")[2].partition(b"\r\n")[0])
            if self.now >= self.issued[number] + LIFETIME:
                self.refusals += 1
                return http(401)
            if head.startswith(b"POST"):
                return self._create(int(json.loads(body.decode())["title"]))
            return self._get(int(head.partition(b" HTTP")[0].rpartition(b"/")[2]))

    def _tokens(self, payload: Any) -> bytes:
        number = len(self.issued)
        self.exchanges.append(payload)
        self.issued.append(self.now)
        document = {
            "access_token": f"access-{number}",
            "refresh_token": f"refresh-{number}",
            "expires_in": LIFETIME,
        }
        return http(200, json.dumps(document).encode())

    def _get(self, number: int) -> Any:
        return self._fault(number, FAULTS_OF_GET) or self._video(number)

    def _create(self, number: int) -> Any:
        fault = self._fault(number, FAULTS_OF_POST)
        if fault is None:
            self.created.append(number)
        return fault or self._video(number)

    def _fault(self, number: int, faults: List[Any]) -> Any:
        if number % FAULT_EVERY or number in self._failed:
            return None
        self._failed.add(number)
        self.faults += 1
        return faults[number // FAULT_EVERY % len(faults)]

    @staticmethod
    def _video(number: int) -> bytes:
        return http(200, json.dumps({"videoId": "vi", "title": str(number)}).encode())

    def is_left(self, seconds: float) -> bool:
        """Whether all connections have ended, or do so in time."""
        with self._change:
            return self._change.wait_for(lambda: self.open == 0, seconds)


def creates(number: int) -> bool:
    return number // FAULT_EVERY % 4 == 0


def test_64_threads_make_10000_calls_with_tokens_of_a_second_and_a_fault_in_twenty():
    threads_before = set(threading.enumerate())
    service = Service()
    wrong: List[Any] = []

    with RawServer(service.handle) as server:
        client = apivideo.AuthenticatedApiClient(
            "a-key",
            configuration=apivideo.Configuration(server.host),
            clock=service.clock,
            sleep=lambda seconds: None,
        )
        # In rounds: whoever falls behind would have tokens end on the way again and again.
        everybody = threading.Barrier(THREADS, timeout=PATIENCE)

        def work(worker: int) -> None:
            for first in range(0, CALLS, THREADS):
                everybody.wait()
                number = first + worker
                if number < CALLS:
                    title = title_of(number)
                    if title != str(number):
                        wrong.append((number, title))

        def title_of(number: int) -> Any:
            try:
                if creates(number):
                    return client.videos.create({"title": str(number)}).title
                return client.videos.get(str(number)).title
            except Exception as error:
                return f"{error!r} from {error.__cause__!r}"

        workers = [
            threading.Thread(target=work, args=(one,), daemon=True) for one in range(THREADS)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(PATIENCE)
            if worker.is_alive():
                pytest.fail(f"a thread was not done within {PATIENCE} s")
        client.close()
        everybody_left = service.is_left(10)

    assert wrong == []
    assert service.faults == CALLS // FAULT_EVERY
    assert sorted(service.created) == [one for one in range(CALLS) if creates(one)]
    # One exchange for each token that ended: the first by the key, the others each by the refresh
    # token before it; nobody traded a token that was still good.
    refreshes = [{"refreshToken": f"refresh-{one}"} for one in range(len(service.issued) - 1)]
    assert service.exchanges == [{"apiKey": "a-key"}] + refreshes
    lives = [later - issued for issued, later in zip(service.issued, service.issued[1:])]
    assert min(lives) > LIFETIME / 2
    assert len(lives) >= CALLS * PACE / (LIFETIME * 1.5)
    assert everybody_left
    assert server.connections <= THREADS + service.faults
    assert set(threading.enumerate()) <= threads_before
