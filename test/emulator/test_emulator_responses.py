"""Every answer that the description documents is given, and is as the description says."""

import json
import re

import pytest
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from support.pictures import png

from apivideo.emulator import Emulator, RateLimits, Settings
from apivideo.emulator.http import description

from .conftest import BOUNDARY, KEY, form, with_always_sent

DOCUMENT = with_always_sent(description.read())
OPERATIONS = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
ABSENT = {
    (operation, "'assets' is a required property")
    for operation in ("videos.get_discarded", "videos.list_discarded")
}
# No request provokes these: the account has analytics; an unknown id in a filter is a bad filter.
NOT_PROVOKED = {
    (f"analytics.get_{media}_plays", status)
    for media in ("videos", "live_streams")
    for status in ("403", "404")
}
TEXT = b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n"
FILM = ("file", "film.mp4", b"film")
PICTURE = ("file", "picture.png", png(20, 10))
CAPTION = ("file", "text.vtt", TEXT)
# What each operation needs to succeed, besides the objects that its path names.
BODIES = {
    "advanced_authentication.authenticate": {"apiKey": KEY},
    "advanced_authentication.refresh": {"refreshToken": "{refreshToken}"},
    "captions.update": {"default": True},
    "captions.upload": CAPTION,
    "chapters.upload": CAPTION,
    "live_streams.create": {"name": "stream"},
    "live_streams.update": {"restreams": []},
    "live_streams.upload_thumbnail": PICTURE,
    "player_themes.create": {"name": "theme", "text": "rgba(1, 2, 3, .5)"},
    "player_themes.update": {"hideTitle": True},
    "player_themes.upload_logo": PICTURE,
    "summaries.create": {"videoId": "{emptyVideoId}"},
    "summaries.update": {"abstract": "What happens."},
    "upload_tokens.create_token": {"ttl": 60},
    "videos.create": {"title": "film", "metadata": [{"key": "a", "value": "b"}]},
    "videos.pick_thumbnail": {"timecode": "00:00:00.00"},
    "videos.update": {"tags": ["a"], "playerId": None},
    "videos.update_discarded": {"discarded": False},
    "videos.upload": FILM,
    "videos.upload_thumbnail": PICTURE,
    "videos.upload_with_upload_token": FILM,
    "watermarks.upload": PICTURE,
    "webhooks.create": {"events": ["video.source.recorded"], "url": "http://127.0.0.1:9/"},
}
QUERIES = {
    "analytics.get_live_streams_plays": "from=2020-09-10&dimension=country",
    "analytics.get_videos_plays": "from=2020-09-10&dimension=videoId",
    "raw_statistics.list_live_stream_sessions": "period=2020-09",
    "raw_statistics.list_video_sessions": "period=2020-09",
    "videos.upload_with_upload_token": "token={uploadToken}",
}
PATHS = {
    "videos.update_discarded": "/discarded/videos/{discardedId}",
    "videos.get_discarded": "/discarded/videos/{discardedId}",
    "videos.upload": "/videos/{emptyVideoId}/source",
}
# The refusals that need a request of their own; all others are provoked in the same way.
PROVOKED = {
    ("analytics.get_aggregated_metrics", "404"): ("/data/metrics/play/peak", None),
    ("analytics.get_metrics_breakdown", "404"): ("/data/buckets/play-total/country", None),
    ("analytics.get_metrics_over_time", "404"): ("/data/timeseries/watch-time", None),
    ("summaries.create", "404"): ("/summaries", {"videoId": "vi-nothing"}),
    ("summaries.create", "409"): ("/summaries", {"videoId": "{videoId}", "origin": "auto"}),
    ("summaries.update", "409"): ("/summaries/{waitingId}/source", {"abstract": "a"}),
    ("videos.create", "202"): ("/videos", {"title": "copy", "source": "{videoId}"}),
    ("videos.update", "409"): ("/videos/{videoId}", {"transcriptSummary": True}),
    ("videos.upload_with_upload_token", "401"): ("/upload?token=to", FILM),
}


def filled(template, world):
    """A path or a body with the ids of the objects that are there."""
    if isinstance(template, str):
        return re.sub(r"\{(\w+)\}", lambda match: world[match[1]], template)
    if isinstance(template, dict):
        return {key: filled(value, world) for key, value in template.items()}
    return template


def send(client, method, path, body=None):
    if isinstance(body, tuple):
        headers = {"Content-Type": "multipart/form-data; boundary=" + BOUNDARY}
        return client.send(method, path, form(body), headers)
    return client.send(method, path, None if body is None else json.dumps(body))


def made(client):
    """The ids of objects that were made for the operations, by the names that paths use."""
    answers = [send(client, "POST", "/auth/api-key", {"apiKey": KEY}).json]
    film, empty, gone = (client.create(title) for title in ("film", "empty", "gone"))
    client.upload(film["source"]["uri"], b"film")
    client.media(film["assets"]["player"])
    client.send("DELETE", "/videos/" + gone["videoId"])
    path = "/videos/" + film["videoId"]
    send(client, "POST", path + "/captions/en", CAPTION)
    send(client, "POST", path + "/chapters/en", CAPTION)
    summary = send(client, "POST", "/summaries", {"videoId": film["videoId"]}).json
    client.patch(f"/summaries/{summary['summaryId']}/source", {"abstract": "a"})
    waiting = client.create("waiting")["videoId"]
    waits = send(client, "POST", "/summaries", {"videoId": waiting, "origin": "auto"}).json
    sessions = client.get(f"/analytics/videos/{film['videoId']}?period=2020-09").json["data"]
    answers += [
        {"videoId": film["videoId"], "language": "en", "metric": "play", "aggregation": "count"},
        {"breakdown": "country", "sessionId": sessions[0]["session"]["sessionId"]},
        {"emptyVideoId": empty["videoId"], "discardedId": gone["videoId"]},
        {"summaryId": summary["summaryId"], "waitingId": waits["summaryId"]},
        {"refreshToken": answers[0]["refresh_token"]},
        {"uploadToken": send(client, "POST", "/upload-tokens", {}).json["token"]},
    ]
    for path, body in (
        ("/watermarks", PICTURE),
        ("/live-streams", {"name": "stream"}),
        ("/players", {}),
        ("/webhooks", BODIES["webhooks.create"]),
    ):
        answers.append(send(client, "POST", path, body).json)
    return {name: value for answer in answers for name, value in answer.items()}


def check(operation, answer):
    """Fail unless the answer is as the description says for its status."""
    responses = OPERATIONS[operation][2]["responses"]
    assert str(answer.status) in responses, (operation, answer.data)
    response = responses[str(answer.status)]
    for name, header in response.get("headers", {}).items():
        schema = description.resolve(header, DOCUMENT)["schema"]
        assert_valid(schema, int(answer.headers[name]), operation)
    content = response.get("content", {}).get("application/json")
    if content is not None:
        assert answer.headers["Content-Type"] == "application/json"
        assert_valid(content["schema"], answer.json, operation)
    elif answer.status in (202, 204):
        assert answer.data == b""


def assert_valid(schema, value, operation):
    root = {**schema, "components": DOCUMENT["components"]}
    checker = OAS31Validator(root, format_checker=oas31_format_checker)
    problems = [
        (list(error.absolute_path), error.message)
        for error in checker.iter_errors(value)
        if (operation, error.message) not in ABSENT
    ]
    assert problems == [], operation


@pytest.fixture
def settings(tmp_path, clock):
    return Settings(
        directory=tmp_path / "state",
        api_key=KEY,
        encoding_seconds=0,
        media=False,
        video_restore=True,
        clock=clock,
    )


@pytest.fixture
def world(client):
    return made(client)


def documented(*statuses):
    """The operations and statuses of the description that are among these."""
    return [
        (operation, status)
        for operation, (_, _, node) in OPERATIONS.items()
        for status in node["responses"]
        if status in statuses and (operation, status) not in NOT_PROVOKED
    ]


def common(status):
    return [pair for pair in documented(status) if pair not in PROVOKED]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_success_is_as_described(client, world, operation):
    method, path, node = OPERATIONS[operation]
    query = filled(QUERIES.get(operation, ""), world)
    path = filled(PATHS.get(operation, path), world)
    body = filled(BODIES.get(operation), world)

    answer = send(client, method, path + ("?" + query if query else ""), body)

    assert answer.status == int(min(node["responses"])), answer.data
    check(operation, answer)


def test_lists_have_something_in_them(client, world):
    empty = []
    for operation, (_, path, _) in OPERATIONS.items():
        if operation.endswith(".list") and not client.get(filled(path, world)).json["data"]:
            empty.append(operation)

    assert empty == ["tags.list"]  # none of the videos has one


@pytest.mark.parametrize("operation", [operation for operation, _ in common("404")])
def test_what_is_not_there_is_told_as_described(client, operation):
    method, path, _ = OPERATIONS[operation]
    path = re.sub(r"\{(\w+)\}", lambda match: {"language": "en"}.get(match[1], "nothing"), path)
    query = QUERIES.get(operation)

    answer = send(client, method, path + ("?" + query if query else ""), BODIES.get(operation))

    assert (answer.status, answer.slug) == (404, "resource-not-found")
    check(operation, answer)


@pytest.mark.parametrize("operation", [operation for operation, _ in common("400")])
def test_a_refusal_is_as_described(client, world, operation):
    method, path, _ = OPERATIONS[operation]
    query = QUERIES.get(operation, "currentPage=1")

    answer = send(
        client,
        method,
        filled(f"{path}?nonsense=1&{query}", world),
        filled(BODIES.get(operation), world),
    )

    assert (answer.status, answer.slug) == (400, "request-invalid-query-parameter")
    check(operation, answer)


@pytest.mark.parametrize("operation, status", PROVOKED)
def test_what_only_this_operation_answers_is_as_described(client, world, operation, status):
    path, body = PROVOKED[operation, status]

    answer = send(client, OPERATIONS[operation][0], filled(path, world), filled(body, world))

    assert answer.status == int(status), answer.data
    check(operation, answer)


@pytest.fixture(scope="module")
def limited():
    with Emulator(Settings(rate_limits=RateLimits(1, 1, 1), clock=lambda: 0.0)) as emulator:
        yield emulator


@pytest.mark.parametrize("operation", [operation for operation, _ in documented("429")])
def test_too_many_requests_are_told_as_described(limited, connect, operation):
    method, path, _ = OPERATIONS[operation]
    client = connect(port=limited.port)
    for _ in range(2):
        answer = client.send(method, path)

    assert answer.status == 429
    check(operation, answer)


def test_nothing_else_is_documented():
    tried = {(operation, min(node["responses"])) for operation, (*_, node) in OPERATIONS.items()}
    tried |= {*documented("400", "404", "429"), *PROVOKED, *NOT_PROVOKED}

    assert {*documented(*map(str, range(100, 600)))} | NOT_PROVOKED == tried
