"""What becomes of an event when its receiver does not simply take it."""

import collections
import json
import socket
import ssl
import threading

import pytest
from support.raw_server import RawServer, answering, http, read_request

from apivideo.emulator.processing import deliveries, webhook_requests

STARTED = "live-stream.broadcast.started"
PATIENCE = 0.2  # seconds for a receiver that is slow on purpose


def send(url):
    """Send an event to an address, once."""
    webhook = {"webhookId": "webhook_1", "signatureSecret": "s", "url": url}
    return webhook_requests.send(webhook, b"{}", PATIENCE)


@pytest.mark.parametrize("status", [200, 204, 299])
def test_a_status_below_300_is_success(status):
    with RawServer(answering(http(status, b"thanks"))) as receiver:
        outcome = send(receiver.host)

    assert (outcome.status, outcome.reason) == (status, None)
    assert outcome.response == ("" if status == 204 else "thanks")


@pytest.mark.parametrize("status", [300, 404, 500])
def test_any_other_status_is_recorded_with_its_body(status):
    with RawServer(answering(http(status, b"no"))) as receiver:
        outcome = send(receiver.host)

    assert outcome == (status, f"The response was {status}.", "no")


def test_a_redirection_is_not_followed():
    with RawServer(answering(http(204))) as elsewhere:
        redirection = http(302, b"", "Location: " + elsewhere.host)
        with RawServer(answering(redirection)) as receiver:
            outcome = send(receiver.host)

    assert (outcome.status, outcome.reason) == (302, "The response was 302.")
    assert elsewhere.connections == 0


def test_a_receiver_that_does_not_respond_in_time_is_told():
    with RawServer(lambda one: read_request(one) and one.recv(1)) as receiver:
        outcome = send(receiver.host)

    assert outcome == (None, "There was no response within 0.2 seconds.", None)


def test_a_body_that_does_not_end_costs_no_more_than_an_attempt_may():
    def handle(connection):
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome")
        connection.recv(1)

    with RawServer(handle) as receiver:
        outcome = send(receiver.host)

    assert (outcome.status, outcome.reason, outcome.response) == (200, None, "some")


def test_only_the_beginning_of_a_long_body_is_kept():
    with RawServer(answering(http(200, b"x" * 100_000))) as receiver:
        outcome = send(receiver.host)

    assert outcome.response == "x" * webhook_requests.MOST_RESPONSE_BYTES


def test_a_receiver_that_is_not_there_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        outcome = send(f"http://127.0.0.1:{taken.getsockname()[1]}")

    assert outcome.reason.startswith("There was no connection: ")
    assert "refused" in outcome.reason


def test_a_host_that_does_not_exist_is_told():
    assert send("http://receiver.invalid/").reason.startswith("There was no connection: ")


def test_a_connection_that_ends_without_a_response_is_told():
    with RawServer(read_request) as receiver:
        outcome = send(receiver.host)

    assert outcome.reason.startswith("The connection ended without a response: ")


def test_an_address_that_cannot_be_used_is_told():
    assert send("http://[::1/").reason.startswith("The address cannot be used: ")


def test_a_certificate_that_is_not_trusted_is_told():
    trustme = pytest.importorskip("trustme")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)

    def handle(connection):
        context.wrap_socket(connection, server_side=True)

    with RawServer(handle) as receiver:
        outcome = send(receiver.host.replace("http:", "https:"))

    assert outcome.reason.startswith("TLS failed: ")
    assert "certificate verify failed" in outcome.reason


@pytest.fixture
def subscribe(client):
    """Makes a webhook that listens to broadcasts."""

    def subscribe(url):
        return client.post("/webhooks", {"url": url, "events": [STARTED]}).json["webhookId"]

    return subscribe


@pytest.fixture
def broadcast(emulator, client):
    """Starts a broadcast, which is an event."""

    def broadcast():
        stream = client.post("/live-streams", {"name": "concert"}).json
        emulator.start_broadcast(stream["liveStreamId"])

    return broadcast


def test_a_receiver_that_hangs_delays_neither_requests_nor_other_receivers(
    client, subscribe, broadcast
):
    arrived, told, released = threading.Event(), threading.Event(), threading.Event()

    def hang(connection):
        read_request(connection)
        arrived.set()
        released.wait(20)
        connection.sendall(http(204, b""))

    def take(connection):
        read_request(connection)
        told.set()
        connection.sendall(http(204, b""))

    with RawServer(hang) as slow, RawServer(take) as quick:
        subscribe(slow.host)
        broadcast()
        assert arrived.wait(20)
        subscribe(quick.host)
        broadcast()

        assert told.wait(20)
        assert client.get("/videos").status == 200
        assert not released.is_set()
        released.set()


def test_each_event_arrives_once_and_in_order_at_every_webhook(emulator, client, subscribe):
    arrived = collections.defaultdict(list)

    def take(connection):  # and end it, unannounced
        head, _, body = read_request(connection).partition(b"\r\n\r\n")
        arrived[head.split()[1]].append(json.loads(body)["liveStreamId"])
        connection.sendall(http(204, b""))

    with RawServer(take) as receiver:
        for number in range(8):
            subscribe(f"{receiver.host}/{number}")
        streams = [client.post("/live-streams", {"name": "concert"}).json for _ in range(12)]
        for stream in streams:
            emulator.start_broadcast(stream["liveStreamId"])
        emulator.settle()

    assert emulator.deliveries == []
    assert len(arrived) == 8
    for found in arrived.values():
        assert found == [stream["liveStreamId"] for stream in streams]


def test_a_delivery_that_failed_says_why_and_when_the_next_attempt_is(
    emulator, clock, subscribe, broadcast
):
    with RawServer(answering(http(500, b"busy"))) as receiver:
        subscribe(receiver.host)
        broadcast()
        emulator.settle()

    (delivery,) = emulator.deliveries
    assert (delivery.status, delivery.reason) == (500, "The response was 500.")
    assert (delivery.response, delivery.state) == ("busy", "waiting")
    assert delivery.due_at == clock.now + deliveries.PAUSE
    assert delivery.event["type"] == STARTED


def test_what_waits_for_a_webhook_goes_with_it(emulator, client, subscribe, broadcast):
    with RawServer(answering(http(500))) as receiver:
        webhook_id = subscribe(receiver.host)
        broadcast()
        emulator.settle()

    client.send("DELETE", "/webhooks/" + webhook_id)

    assert emulator.deliveries == []
