"""The examples that receive webhooks, in real servers, fed by the emulator's deliveries."""

import base64
import contextlib
import http.server
import importlib
import sys
import threading
import time
from pathlib import Path

import pytest
import urllib3

from apivideo.webhooks import sign

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ENCODED = "video.encoding.quality.completed"


@contextlib.contextmanager
def in_thread(server, stop):
    """Serves until the block ends."""
    thread = threading.Thread(target=server)
    thread.start()
    try:
        yield
    finally:
        stop()
        thread.join(20)


@contextlib.contextmanager
def flask(load):
    """Flask's own server."""
    serving = pytest.importorskip("werkzeug.serving")
    pytest.importorskip("flask")
    server = serving.make_server(
        "127.0.0.1", 0, lambda *request: load().app(*request), threaded=True
    )
    with in_thread(server.serve_forever, server.shutdown):
        yield server.port
    server.server_close()


@contextlib.contextmanager
def django(load):
    """What ``runserver`` runs."""
    basehttp = pytest.importorskip("django.core.servers.basehttp")
    server = basehttp.ThreadedWSGIServer(("127.0.0.1", 0), basehttp.WSGIRequestHandler)
    server.set_app(lambda *request: application(load())(*request))
    with in_thread(server.serve_forever, server.shutdown):
        yield server.server_port
    server.server_close()


def application(example):
    from django.core.wsgi import get_wsgi_application

    return example.__dict__.setdefault("application", get_wsgi_application())


@contextlib.contextmanager
def fastapi(load):
    """uvicorn."""
    uvicorn = pytest.importorskip("uvicorn")
    pytest.importorskip("fastapi")

    async def app(scope, receive, send):
        await load().app(scope, receive, send)

    config = uvicorn.Config(app, port=0, lifespan="off", log_config=None)
    socket = config.bind_socket()
    socket.listen()  # who connects before the server has begun waits for it
    server = uvicorn.Server(config)

    def stop():
        server.should_exit = True

    with in_thread(lambda: server.run([socket]), stop):
        yield socket.getsockname()[1]


@contextlib.contextmanager
def aws_lambda(load, is_base64=False):
    """What a function URL does: the request becomes an event, and its result the response."""

    class Request(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            event = {
                "version": "2.0",
                "headers": {name.lower(): value for name, value in self.headers.items()},
                "body": base64.b64encode(body).decode() if is_base64 else body.decode(),
                "isBase64Encoded": is_base64,
            }
            result = load().handler(event, None)
            content = result.get("body", "").encode()
            self.send_response(result["statusCode"])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Request) as server:
        with in_thread(server.serve_forever, server.shutdown):
            yield server.server_port


@contextlib.contextmanager
def aws_lambda_base64(load):
    with aws_lambda(load, is_base64=True) as port:
        yield port


SERVERS = [
    ("webhooks_flask", flask),
    ("webhooks_django", django),
    ("webhooks_fastapi", fastapi),
    ("webhooks_lambda", aws_lambda),
    ("webhooks_lambda", aws_lambda_base64),
]


@pytest.fixture
def clock(clock):
    """The receivers of the examples refuse what was not emitted just now."""
    clock.now = time.time()
    return clock


@pytest.mark.parametrize("name, serve", SERVERS, ids=[one.__name__ for _, one in SERVERS])
def test_an_example_handles_each_event_once_and_refuses_what_is_not_signed(
    name, serve, client, server, clock, film, monkeypatch, capsys
):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    monkeypatch.delitem(sys.modules, name, raising=False)
    with serve(lambda: importlib.import_module(name)) as port:
        url = f"http://127.0.0.1:{port}/webhooks"
        webhook = client.webhooks.create(events=[ENCODED], url=url)
        monkeypatch.setenv("APIVIDEO_WEBHOOK_SECRET", webhook.signature_secret)
        video_id = client.videos.create(title="film").video_id
        client.videos.upload(video_id, film)

        clock.forward(10)
        qualities = client.videos.get_status(video_id).encoding.qualities
        server.settle()
        for number, _ in enumerate(qualities, 1):
            control = f"{server.url}/_emulator/deliveries/{number}/resend"
            assert urllib3.PoolManager().request("POST", control).status < 300
        server.settle()
        refusals = [post(url, b"{}", sign(b"{}", "other")), post(url, b"{}", "")]

    assert server.deliveries == []
    expected = [f"{video_id} can be played in {one.quality} {one.type}" for one in qualities]
    assert sorted(capsys.readouterr().out.splitlines()) == sorted(expected)
    assert [status for status, _ in refusals] == [400, 400]
    assert "does not fit the secret" in refusals[0][1] and "has no header" in refusals[1][1]


def post(url, body, signature):
    headers = {"X-Api-Video-Signature": signature, "Content-Type": "application/json"}
    with urllib3.PoolManager() as pool:
        response = pool.request("POST", url, body=body, headers=headers)
        return response.status, response.data.decode()
