"""What an upload costs: beside a bare loop and curl, in memory, and on slow connections.

    python benchmarks/upload.py [--size MIB] [--rounds N] [speed] [memory] [capped]

Everything runs on loopback, against a server in a process of its own that throws the bytes away.
"""

import argparse
import os
import resource
import shutil
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any, Callable, List, NamedTuple, Tuple

import sink

import apivideo

MIB = 1024 * 1024
BLOCK = 256 * 1024

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Cost(NamedTuple):
    """What one upload took."""

    seconds: float
    cpu: float


# ---- ways of sending ---------------------------------------------------------


def bare(server: sink.Sink, path: str) -> Callable[[], None]:
    """A loop of readinto and sendall over one warm connection: the least Python can do."""
    host, port = server.host.split("//")[1].split(":")
    connection: Any = socket.create_connection((host, int(port)))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if server.certificates:
        context = ssl.create_default_context(cafile=server.certificates)
        connection = context.wrap_socket(connection, server_hostname=host)
    connection.settimeout(60)
    size = os.path.getsize(path)
    head = f"POST /videos/vi1/source HTTP/1.1\r\nHost: {host}\r\nContent-Length: {size}\r\n\r\n"

    def send() -> None:
        buffer = memoryview(bytearray(BLOCK))
        connection.sendall(head.encode())
        with open(path, "rb", buffering=0) as file:
            count = file.readinto(buffer)
            while count:
                connection.sendall(buffer[:count])
                count = file.readinto(buffer)
        answer = b""
        while sink.ANSWER not in answer:
            answer += connection.recv(65536)

    return send


def curl(server: sink.Sink, path: str) -> Callable[[], None]:
    """``curl -F``: one request, the file in a form."""
    command = ["curl", "--silent", "--output", os.devnull, "-F", "file=@" + path]
    command += ["-H", "Expect:", server.host + "/videos/vi1/source"]
    if server.certificates:
        command += ["--cacert", server.certificates]
    return lambda: subprocess.check_call(command)


def ours(server: sink.Sink, path: str, connections: int) -> Callable[[], None]:
    """This library, its connections warm as well."""
    configuration = apivideo.Configuration(
        host=server.host, ssl_ca_cert=server.certificates, upload_concurrency=connections
    )
    videos = apivideo.apis.VideosApi(apivideo.ApiClient(configuration))

    def send() -> None:
        videos.upload("vi1", path)

    return send


def cost(send: Callable[[], None]) -> Cost:
    """What *send* takes, in seconds and in CPU of this process and of those it starts."""
    begin, before = time.perf_counter(), _cpu()
    send()
    return Cost(time.perf_counter() - begin, _cpu() - before)


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in usages)


def compare(
    ways: List[Tuple[str, Callable[[], None]]], rounds: int, size: int
) -> Callable[[int, int], Cost]:
    """Run all *ways* in turn and print their medians.

    Gives a function of two ways that tells the median of their ratios, round by round: a slow
    moment of the machine hits both.
    """
    costs: List[List[Cost]] = [[] for _ in ways]
    for _, send in ways:
        send()
    for _ in range(rounds):
        for (_, send), own in zip(ways, costs):
            own.append(cost(send))

    def ratio(way: int, other: int) -> Cost:
        pairs = list(zip(costs[way], costs[other]))
        return Cost(
            statistics.median(one.seconds / two.seconds for one, two in pairs),
            statistics.median(one.cpu / two.cpu for one, two in pairs),
        )

    for number, (name, _) in enumerate(ways):
        seconds = statistics.median(one.seconds for one in costs[number])
        cpu = statistics.median(one.cpu for one in costs[number])
        print(
            f"  {name:<24}{size / seconds / 1e6:8.0f} MB/s {cpu / size * 1e9:6.3f} s CPU per GB"
            f"   time x {ratio(number, 0).seconds:.2f}   CPU x {ratio(number, 0).cpu:.2f}"
        )
    return ratio


# ---- the three questions -----------------------------------------------------


def speed(path: str, rounds: int) -> None:
    """Throughput and CPU, without any limit."""
    size = os.path.getsize(path)
    for tls in (False, True):
        server = sink.start(tls=tls)
        print(f"{'https' if tls else 'http'}, {size // MIB} MiB; medians of {rounds}, in turn")
        ways = [("bare loop, 1 connection", bare(server, path))]
        if shutil.which("curl"):
            ways.append(("curl -F", curl(server, path)))
        for count in (1, 2, 4, 8):
            ways.append((f"this library on {count}", ours(server, path, count)))
        ratio = compare(ways, rounds, size)
        one = len(ways) - 4
        _judge("one connection, time, beside the bare loop", ratio(one, 0).seconds, 1.0)
        _judge("one connection, CPU, beside the bare loop", ratio(one, 0).cpu, 1.1)
        slowest = max(ratio(one + more, one).seconds for more in (1, 2, 3))
        _judge("the slowest of 2, 4 and 8 beside one", slowest, 1.1)
        server.stop()


def capped(path: str) -> None:
    """Time where each connection is held to 50 MB/s and each request takes 50 ms more."""
    size = os.path.getsize(path)
    server = sink.start(rate=50e6, latency=0.05)
    print(f"http, {size // MIB} MiB, each connection held to 50 MB/s, each request 50 ms more")
    seconds = {}
    for count in (1, 2, 4, 8):
        seconds[count] = cost(ours(server, path, count)).seconds
        share = seconds[1] / seconds[count]
        print(f"  {count} at once {seconds[count]:8.2f} s   1/{share:.2f} of the time of one")
    _judge("4 at once", seconds[4] / seconds[1], 1 / 3.4)
    _judge("8 at once", seconds[8] / seconds[1], 1 / 6.2)
    server.stop()


MEASURE = """
import resource, sys
import apivideo

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

host, path, chunk_size = sys.argv[1:]
configuration = apivideo.Configuration(host=host, chunk_size=int(chunk_size) or None)
with apivideo.ApiClient(configuration) as client:
    videos = apivideo.apis.VideosApi(client)
    videos.upload("vi1", b"a small one, so that all is loaded")
    before = peak()
    videos.upload("vi1", path)
    print(before, peak())
"""


def memory(folder: str) -> None:
    """Peak resident memory over what the client has after a small upload."""
    server = sink.start()
    print("peak of resident memory over the client's own, 4 parts at once, sparse files")
    for size, name in ((100e6, "100 MB"), (1e9, "1 GB"), (10e9, "10 GB")):
        path = os.path.join(folder, "sparse.mp4")
        with open(path, "wb") as file:
            file.truncate(int(size))
        for chunk_size, parts in ((0, "parts by size"), (128 * MIB, "128 MiB parts")):
            command = [sys.executable, "-c", MEASURE, server.host, path, str(chunk_size)]
            before, after = map(int, subprocess.check_output(command, cwd=ROOT).split())
            grown = (after - before) / MIB
            print(f"  {name:<8} {parts:<16} {grown:6.2f} MiB over {before / MIB:.1f}")
            _judge(f"MiB for {name}, {parts}", grown, 8)
    server.stop()


def _judge(what: str, value: float, budget: float) -> None:
    word = "ok" if value <= budget else "OVER"
    print(f"    {what}: {value:.2f} of {budget:.2f} {word}")


def main() -> None:
    parser = argparse.ArgumentParser(description="What an upload costs.")
    parser.add_argument("questions", nargs="*", help="speed, memory, capped; all by default")
    parser.add_argument("--size", type=int, default=1024, help="MiB of the file, 1024 by default")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    questions = arguments.questions or ["speed", "memory", "capped"]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "film.mp4")
        with open(path, "wb") as file:
            block = os.urandom(MIB)
            for _ in range(arguments.size):
                file.write(block)
        if "speed" in questions:
            speed(path, arguments.rounds)
        if "memory" in questions:
            memory(folder)
        if "capped" in questions:
            capped(path)


if __name__ == "__main__":
    main()
