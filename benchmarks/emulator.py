"""What the emulator bears: a large upload, many connections at once, and how soon it answers.

    python benchmarks/emulator.py [--mebibytes 1024] [--seconds 60]

The server is a process of its own that does not read what is uploaded (``--no-media``); all goes
over loopback. Memory and CPU time of that process are read from /proc, so this wants Linux.
"""

import argparse
import contextlib
import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

MEBIBYTE = 1024 * 1024
PART = 128 * MEBIBYTE
BLOCK = memoryview(bytes(256 * 1024))
HEADERS = {"Authorization": "Basic YSBrZXk6"}  # "a key:"
BOUNDARY = "boundary"
HEAD = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n'
    "Content-Type: video/mp4\r\n\r\n"
).encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()
CONNECTIONS = 64
SMALL_CALLS = 3000
WANTED_SPEED = 200 * 1e6  # bytes a second
MOST_MEMORY = 64 * MEBIBYTE
PROCESSES = 9
LONGEST_FIRST = 20.0  # milliseconds
TICK = os.sysconf("SC_CLK_TCK")


class Server(NamedTuple):
    """A running emulator."""

    pid: int
    port: int

    @property
    def peak_memory(self) -> int:
        """Bytes at most in memory so far."""
        with open(f"/proc/{self.pid}/status") as file:
            lines = dict(line.split(":", 1) for line in file)
        return int(lines["VmHWM"].split()[0]) * 1024

    @property
    def cpu_seconds(self) -> float:
        """CPU time spent so far, the system's share included."""
        with open(f"/proc/{self.pid}/stat") as file:
            user, system = file.read().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICK

    def connect(self) -> http.client.HTTPConnection:
        """A connection that stays open."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)


class Speed(NamedTuple):
    """How an upload went."""

    size: int
    seconds: float
    server_cpu: float
    client_cpu: float

    @property
    def bytes_a_second(self) -> float:
        return self.size / self.seconds


class Load(NamedTuple):
    """How it went with many connections."""

    milliseconds: "list[float]"  # of each answer
    errors: "list[str]"


@contextlib.contextmanager
def server(folder: str) -> Iterator[Server]:
    """An emulator that keeps its files in *folder*."""
    command = [sys.executable, "-m", "apivideo.emulator", "--no-media", "--port", "0"]
    command += ["--directory", folder, "--encoding-seconds", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Server(process.pid, int(process.stdout.readline().rpartition(":")[2]))
        finally:
            process.terminate()


def call(
    connection: http.client.HTTPConnection, method: str, path: str, document: Any = None
) -> Any:
    """The JSON of an answer. Raises RuntimeError when it is a refusal."""
    body = None if document is None else json.dumps(document)
    connection.request(method, path, body, HEADERS)
    return answer(connection)


def answer(connection: http.client.HTTPConnection) -> Any:
    got = connection.getresponse()
    data = got.read()
    if got.status >= 300:
        raise RuntimeError(f"{got.status} {data.decode(errors='replace')}")
    return json.loads(data)


def send_part(
    connection: http.client.HTTPConnection, path: str, size: int, content_range: str
) -> None:
    """A part of zeros, as fast as the connection takes them."""
    connection.putrequest("POST", path)
    headers = {
        **HEADERS,
        "Content-Type": "multipart/form-data; boundary=" + BOUNDARY,
        "Content-Length": str(len(HEAD) + size + len(TAIL)),
        "Content-Range": content_range,
    }
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders(HEAD)
    for start in range(0, size, len(BLOCK)):
        connection.send(BLOCK[: size - start])
    connection.send(TAIL)
    answer(connection)


def upload(of: Server, size: int) -> Speed:
    """Upload *size* bytes over one connection, in parts."""
    connection = of.connect()
    path = call(connection, "POST", "/videos", {"title": "large"})["source"]["uri"]
    parts = -(-size // PART)
    server_cpu, client_cpu, start = of.cpu_seconds, time.process_time(), time.perf_counter()
    for number in range(parts):
        length = min(PART, size - number * PART)
        send_part(connection, path, length, f"part {number + 1}/{parts}")
    seconds = time.perf_counter() - start
    connection.close()
    return Speed(size, seconds, of.cpu_seconds - server_cpu, time.process_time() - client_cpu)


def write_speed(folder: str, size: int) -> float:
    """Bytes a second that a plain loop writes to a file there: more than that no server can."""
    path = os.path.join(folder, "plain")
    start = time.perf_counter()
    with open(path, "wb", buffering=0) as file:
        for _ in range(0, size, len(BLOCK)):
            file.write(BLOCK)
    speed = size / (time.perf_counter() - start)
    os.unlink(path)
    return speed


def hold(of: Server, seconds: float) -> Load:
    """64 connections that call without a pause, for so many seconds."""
    deadline = time.monotonic() + seconds
    durations: list[float] = []
    errors: list[str] = []

    def run() -> None:
        own = []
        try:
            connection = of.connect()
            video = call(connection, "POST", "/videos", {"title": "one of many"})["videoId"]
            while time.monotonic() < deadline:
                for method, path, document in (
                    ("GET", f"/videos/{video}", None),
                    ("GET", f"/videos/{video}/status", None),
                    ("PATCH", f"/videos/{video}", {"tags": ["many"]}),
                ):
                    start = time.perf_counter()
                    call(connection, method, path, document)
                    own.append((time.perf_counter() - start) * 1000)
            connection.close()
        except (OSError, http.client.HTTPException, RuntimeError, ValueError) as error:
            errors.append(f"{type(error).__name__}: {error}")
        durations.extend(own)

    threads = [threading.Thread(target=run) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(durations, errors)


class Beginning(NamedTuple):
    """How a new process began, in milliseconds."""

    until_first: float  # response, from the start of the process
    first: float  # request
    tenth: float


def begin() -> Beginning:
    """Start an emulator and create ten videos."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, server(folder) as running:
        connection = running.connect()
        times = [time.perf_counter()]
        for _ in range(10):
            call(connection, "POST", "/videos", {"title": "one of ten"})
            times.append(time.perf_counter())
        connection.close()
    spans = (times[1] - start, times[1] - times[0], times[10] - times[9])
    return Beginning(*(seconds * 1000 for seconds in spans))


def small_calls(of: Server) -> "list[float]":
    """Milliseconds of each GET of one video over a warm connection."""
    connection = of.connect()
    video = call(connection, "POST", "/videos", {"title": "small"})["videoId"]
    durations = []
    for _ in range(SMALL_CALLS):
        start = time.perf_counter()
        call(connection, "GET", f"/videos/{video}")
        durations.append((time.perf_counter() - start) * 1000)
    connection.close()
    return durations


def limit(speed: Speed, plain: float) -> str:
    """What kept an upload from being faster."""
    if speed.bytes_a_second > plain * 0.7:
        return f"the disk: a plain loop writes {plain / 1e6:.0f} MB/s there"
    if speed.server_cpu > speed.seconds * 0.8:
        return "the CPU of the server"
    if speed.client_cpu > speed.seconds * 0.8:
        return "the CPU of the client"
    return "the two taking turns on the CPUs, or the disk"


def percentile(values: "list[float]", percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def line(what: str, found: str, good: bool, budget: str) -> bool:
    print(f"{what:<40} {found:<34} {budget:<18} {'ok' if good else 'MISSED'}", flush=True)
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mebibytes", type=int, default=1024, help="size of the upload")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to hold connections")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="emulator-benchmark-")
    try:
        with server(folder) as running:
            size = options.mebibytes * MEBIBYTE
            plain = write_speed(folder, size)
            speed = upload(running, size)
            memory = running.peak_memory
            calls = small_calls(running)
            load = hold(running, options.seconds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    rate = f"{speed.bytes_a_second / 1e6:.0f} MB/s"
    until_first, first, tenth = map(statistics.median, zip(*(begin() for _ in range(PROCESSES))))
    good = line(
        "the first request",
        f"{first:.1f} ms, the tenth {tenth:.1f} ms",
        first <= LONGEST_FIRST,
        f"{LONGEST_FIRST:.0f} ms",
    )
    line("  from the start of the process", f"{until_first:.0f} ms", True, "")
    good &= line(
        f"an upload of {options.mebibytes} MiB",
        rate,
        speed.bytes_a_second > WANTED_SPEED,
        "200 MB/s",
    )
    cpu = f"{speed.server_cpu:.2f} s of {speed.seconds:.2f} s"
    line("  CPU time of the server", cpu, True, "")
    line("  limited by", limit(speed, plain), True, "")
    peak = f"{memory / MEBIBYTE:.1f} MiB"
    good &= line("  memory of the server at most", peak, memory <= MOST_MEMORY, "64 MiB")
    latency = f"{statistics.median(calls):.2f} ms, 99 % {percentile(calls, 99):.2f} ms"
    line("a small GET", latency, True, "")
    answers = f"{len(load.milliseconds)} answers, {len(load.errors)} errors"
    what = f"{CONNECTIONS} connections for {options.seconds:.0f} s"
    good &= line(what, answers, not load.errors, "no error")
    middle, slow = statistics.median(load.milliseconds), percentile(load.milliseconds, 99)
    spread = f"{middle:.0f} ms, 99 % {slow:.0f} ms"
    line("  an answer then", spread, True, "")
    for error in sorted(set(load.errors))[:5]:
        print("   ", error)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
