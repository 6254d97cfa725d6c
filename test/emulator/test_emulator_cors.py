"""Pages of other origins: what a browser asks first, and what it is allowed to read."""

import http.server
import threading

import pytest

from apivideo.emulator import Fault

from .conftest import BOUNDARY, form

ORIGIN = {"Origin": "https://shop.example"}


@pytest.mark.parametrize(
    "path, method, headers",
    [
        ("/upload?token=x", "POST", "content-range"),
        ("/videos/vi1/source", "POST", "authorization,content-range"),
        ("/videos", "GET", "authorization"),
        ("/videos/vi1", "PATCH", "authorization,content-type"),
    ],
)
def test_a_browser_may_send_what_it_asks_for(connect, path, method, headers):
    asked = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}

    response = connect(authorization=None).send("OPTIONS", path, headers={**ORIGIN, **asked})

    assert (response.status, response.data) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert method in response.headers["Access-Control-Allow-Methods"].split(", ")
    assert response.headers["Access-Control-Allow-Headers"] == headers


def test_a_question_about_another_origin_uses_up_no_request(connect, client):
    before = int(client.get("/videos").headers["X-RateLimit-Remaining"])
    asked = {**ORIGIN, "Access-Control-Request-Method": "GET"}

    connect(authorization=None).send("OPTIONS", "/videos", headers=asked)

    assert int(client.get("/videos").headers["X-RateLimit-Remaining"]) == before - 1


@pytest.mark.parametrize("path, status", [("/videos", 200), ("/videos/vi1", 404)])
def test_a_page_may_read_responses_and_refusals(client, path, status):
    response = client.get(path, **ORIGIN)

    assert response.status == status
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "X-RateLimit-Retry-After" in response.headers["Access-Control-Expose-Headers"]


def test_a_page_may_read_a_refusal_on_demand(emulator, client):
    emulator.fail(Fault(path="/videos", status=503))

    response = client.get("/videos", **ORIGIN)

    assert response.status == 503
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_question_about_another_origin_meets_no_fault(emulator, connect):
    placed = emulator.fail(Fault(path="/videos", status=503))
    asked = {**ORIGIN, "Access-Control-Request-Method": "GET"}

    response = connect(authorization=None).send("OPTIONS", "/videos", headers=asked)

    assert (response.status, placed.left) == (204, 1)


def test_what_controls_the_emulator_is_for_its_own_page(client):
    response = client.get("/_emulator/faults", **ORIGIN)

    assert "Access-Control-Allow-Origin" not in response.headers


UPLOAD = """
(async () => {
  const form = new FormData();
  form.append("file", new Blob(["a film"]), "film.mp4");
  const response = await fetch("%s/upload?token=%s", {
    method: "POST", body: form, headers: {"Content-Range": "part 1/1"},
  });
  return [response.status, (await response.json()).title, location.origin];
})()
"""


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<title>shop</title>")

    def log_message(self, *arguments):
        pass


def test_a_page_of_another_origin_uploads_with_a_token(emulator, client, browser):
    token = client.post("/upload-tokens", {}).json["token"]
    with http.server.HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            page = browser.open(f"http://127.0.0.1:{server.server_port}/")
            found = page(UPLOAD % (emulator.url, token))
        finally:
            server.shutdown()
            thread.join()

    assert found[:2] == [201, "film.mp4"]
    assert found[2] != emulator.url


def test_an_upload_with_an_origin_is_as_any_other(client):
    token = client.post("/upload-tokens", {}).json["token"]
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", **ORIGIN}

    response = client.send("POST", f"/upload?token={token}", form(("file", "a.mp4", b"x")), headers)

    assert response.status == 201
    assert response.headers["Access-Control-Allow-Origin"] == "*"
