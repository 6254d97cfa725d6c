"""WebhooksApi: webhooks, walked from the first to the last call; and what they are told."""

import hashlib
import hmac
import http.server
import json
import queue
import threading

import pytest

from apivideo.emulator import Emulator, Settings
from apivideo.emulator.http import description, schemas
from apivideo.exceptions import BadRequestException, NotFoundException
from apivideo.webhooks import Receiver

WAIT = 20  # seconds for what a thread does at once


class Subscriber(http.server.ThreadingHTTPServer):
    """Answers with what it was given, in order, then with 204; remembers what it was told."""

    daemon_threads = True

    def __init__(self, *answers):
        super().__init__(("127.0.0.1", 0), Notification)
        self.answers = list(answers)
        self.told = queue.Queue()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/told?by=video"
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def next(self):
        return self.told.get(timeout=WAIT)


class Notification(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answers = self.server.answers
        status = answers.pop(0) if answers else 204
        self.server.told.put(
            (self.path, dict(self.headers), body)
        )  # the next comes with the answer
        self.send_response(status)
        self.send_header("Location", self.server.url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def subscribe(client):
    """Subscribes a new subscriber to events."""
    subscribers = []

    def start(*events, answers=()):
        subscribers.append(Subscriber(*answers))
        payload = {"url": subscribers[-1].url, "events": list(events)}
        return subscribers[-1], client.webhooks.create(payload)

    yield start
    for subscriber in subscribers:
        subscriber.shutdown()
        subscriber.server_close()


ENCODED = "video.encoding.quality.completed"


def test_webhooks_from_creation_to_deletion(client):
    payload = {"events": [ENCODED], "url": "https://there.example/told?by=video"}
    webhook = client.webhooks.create(payload)
    other = client.webhooks.create(dict(payload, events=["video.source.recorded"]))

    assert webhook.webhook_id.startswith("webhook_")
    assert webhook.signature_secret.startswith("sig_sec_")
    assert client.webhooks.get(webhook.webhook_id) == webhook
    assert client.webhooks.list().data == [other, webhook]
    assert client.webhooks.list(events=ENCODED).data == [webhook]
    client.webhooks.delete(webhook.webhook_id)
    assert client.webhooks.list().data == [other]
    with pytest.raises(NotFoundException):
        client.webhooks.get(webhook.webhook_id)


def test_there_is_a_most_of_webhooks(client):
    payload = {"events": [ENCODED], "url": "https://there.example"}
    for _ in range(50):
        client.webhooks.create(payload)

    with pytest.raises(BadRequestException) as refusal:
        client.webhooks.create(payload)

    assert "webhook-limit-reached" in refusal.value.body


@pytest.mark.parametrize("url", ["ftp://there.example", "there", "http://", "http://a:b", ""])
def test_only_addresses_of_the_web_are_taken(client, url):
    with pytest.raises(BadRequestException) as refusal:
        client.webhooks.create({"events": [ENCODED], "url": url})

    assert '"name":"url"' in refusal.value.body


def test_each_quality_is_told_once_and_signed(client, server, clock, film, subscribe):
    subscriber, webhook = subscribe(ENCODED)
    video_id = client.videos.create({"title": "film"}).video_id
    client.videos.upload(video_id, film)

    clock.forward(10)
    qualities = client.videos.get_status(video_id).encoding.qualities
    notes = [subscriber.next() for _ in qualities]
    client.videos.update(video_id, {"title": "Film"})
    server.settle()
    assert server.deliveries == []

    told = set()
    for path, headers, body in notes:
        event = json.loads(body)
        told.add((event["encoding"], event["quality"]))
        key = webhook.signature_secret.encode()
        assert headers["X-Api-Video-Signature"] == hmac.new(key, body, hashlib.sha256).hexdigest()
        assert headers["X-Api-Video-WebhookID"] == webhook.webhook_id
        assert (path, event["type"], event["videoId"]) == ("/told?by=video", ENCODED, video_id)
        assert event["emittedAt"] == "2020-09-13T12:26:50+00:00"
    assert told == {(quality.type, quality.quality) for quality in qualities}
    assert subscriber.told.empty()


def test_an_event_is_told_four_times_at_most(client, server, clock, subscribe):
    subscriber, _ = subscribe("live-stream.broadcast.started", answers=[500, 404, 302, 300])
    stream_id = client.live_streams.create({"name": "concert"}).live_stream_id

    server.start_broadcast(stream_id)
    bodies = [subscriber.next()[2]]
    for attempts in (1, 2, 3):
        server.settle()
        assert [each.attempts for each in server.deliveries] == [attempts]
        clock.forward(3)
        bodies.append(subscriber.next()[2])

    assert len(set(bodies)) == 1
    server.settle()
    assert server.deliveries == []


def test_what_was_taken_the_second_time_is_not_told_again(client, server, clock, subscribe):
    subscriber, _ = subscribe("live-stream.broadcast.started", answers=[503])
    stream_id = client.live_streams.create({"name": "concert"}).live_stream_id

    server.start_broadcast(stream_id)
    first = subscriber.next()
    server.settle()
    clock.forward(2)
    assert server.deliveries[0].due_at == clock.now + 1
    clock.forward(1)

    assert subscriber.next()[2] == first[2]
    server.settle()
    assert server.deliveries == []


def test_a_receiver_handles_an_event_once_however_often_it_is_sent(
    client, server, clock, subscribe
):
    subscriber, webhook = subscribe("live-stream.broadcast.started", answers=[500, 500])
    stream_id = client.live_streams.create({"name": "concert"}).live_stream_id
    receiver = Receiver(webhook.signature_secret, clock=clock)
    handled = []

    @receiver.on("live-stream.broadcast.started")
    def started(event):
        handled.append(event.live_stream_id)
        if len(handled) == 1:
            raise RuntimeError("the database is away")

    server.start_broadcast(stream_id)
    _, headers, body = subscriber.next()
    with pytest.raises(RuntimeError):
        receiver.handle(body, headers)
    for _ in range(2):
        server.settle()
        clock.forward(3)
        _, headers, body = subscriber.next()
        receiver.handle(body, headers)

    assert handled == [stream_id] * 2


def test_a_broadcast_and_its_recording_are_told(client, server, subscribe):
    broadcast = "live-stream.broadcast."
    events = [broadcast + "started", broadcast + "ended", "video.source.recorded"]
    subscriber, _ = subscribe(*events)
    stream_id = client.live_streams.create({"name": "concert"}).live_stream_id

    server.start_broadcast(stream_id)
    video_id = server.end_broadcast(stream_id)

    told = [json.loads(subscriber.next()[2]) for _ in events]
    assert [event["type"] for event in told] == events
    assert {event["liveStreamId"] for event in told} == {stream_id}
    assert told[2]["videoId"] == video_id


def test_captions_and_summaries_are_told(client, clock, film, subscribe):
    subscriber, _ = subscribe("video.caption.generated", "video.summary.generated")
    payload = {"title": "film", "transcriptSummary": True, "language": "fr"}
    video_id = client.videos.create(payload).video_id
    client.videos.upload(video_id, film)

    clock.forward(10)
    told = {event["type"]: event for event in (json.loads(subscriber.next()[2]) for _ in range(2))}

    caption = told["video.caption.generated"]
    assert (caption["videoId"], caption["language"]) == (video_id, "fr")
    assert caption["captionId"].startswith("caption_")
    assert caption["generationMode"] == "transcript"
    (summary,) = client.summaries.list(video_id=video_id).data
    assert told["video.summary.generated"]["summaryId"] == summary.summary_id


def test_events_that_wait_are_told_by_the_next_server(tmp_path, clock):
    settings = Settings(directory=tmp_path / "state", clock=clock)
    subscriber = Subscriber(500)
    with Emulator(settings) as server:
        client = server.client()
        payload = {"url": subscriber.url, "events": ["live-stream.broadcast.started"]}
        client.webhooks.create(payload)
        stream_id = client.live_streams.create({"name": "concert"}).live_stream_id
        server.start_broadcast(stream_id)
        subscriber.next()
        server.settle()
    clock.forward(3)

    with Emulator(settings):
        told = json.loads(subscriber.next()[2])

    subscriber.shutdown()
    subscriber.server_close()
    assert told["liveStreamId"] == stream_id


def test_every_event_of_the_description_is_sent_and_is_as_described(
    client, server, clock, film, subscribe
):
    document = description.read()
    subscriber, _ = subscribe(*document["webhooks"])
    stream_id = client.live_streams.create({"name": "concert"}).live_stream_id
    payload = {"title": "film", "transcriptSummary": True, "language": "fr"}
    video_id = client.videos.create(payload).video_id

    client.videos.upload(video_id, film)
    server.start_broadcast(stream_id)
    recording_id = server.end_broadcast(stream_id)
    server.settle()
    clock.forward(10)
    qualities = [len(status_of(client, one).qualities) for one in (video_id, recording_id)]
    server.settle()

    told = [subscriber.told.get_nowait() for _ in range(subscriber.told.qsize())]
    for _, headers, body in told:
        assert flaws_of(document, headers, json.loads(body)) == []
    names = [json.loads(body)["type"] for _, _, body in told]
    assert set(names) == set(document["webhooks"])
    assert len(names) == 5 + sum(qualities)


def status_of(client, video_id):
    return client.videos.get_status(video_id).encoding


def flaws_of(document, headers, event):
    """What is wrong with a request to a webhook, unknown fields included."""
    post = document["webhooks"][event["type"]]["post"]
    schema = post["requestBody"]["content"]["application/json"]["schema"]
    strict = {**description.resolve(schema, document), "additionalProperties": False}
    found = list(schemas.flaws(schemas.validator(strict, document["components"]), event))
    for parameter in (description.resolve(one, document) for one in post["parameters"]):
        value = headers.get(parameter["name"])
        checker = schemas.validator(parameter["schema"], document["components"])
        found += schemas.flaws(checker, value)
    return found
