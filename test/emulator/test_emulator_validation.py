"""Requests that are not as the description declares them."""

import json

import pytest

from apivideo.emulator.http import description, schemas


def problems(answer):
    """Slug by the name of the parameter, of each problem that an answer tells."""
    told = answer.json.get("problems") or [answer.json]
    return {one["name"]: one.get("type", "").rpartition("/")[2] for one in told}


@pytest.mark.parametrize(
    "path, name",
    [
        ("/videos?colour=red", "colour"),
        ("/videos?currentPage=x", "currentPage"),
        ("/videos?currentPage=1.5", "currentPage"),
        ("/videos?sortBy=colour", "sortBy"),
        ("/videos?tags=a", "tags"),
        ("/videos?tags[0]=a", "tags[0]"),
        ("/videos?metadata=a", "metadata"),
        ("/videos?metadata[a][b]=c", "metadata[a][b]"),
        ("/videos/vi-unknown?x=1", "x"),
        ("/upload-tokens?sortOrder=up", "sortOrder"),
        ("/upload-tokens?title=a", "title"),
    ],
)
def test_a_query_that_is_not_declared_is_refused(client, path, name):
    answer = client.get(path)

    assert answer.status == 400
    assert problems(answer) == {name: "request-invalid-query-parameter"}


@pytest.mark.parametrize(
    "query", ["metadata[a]=b", "metadata[]=b", "metadata[a%20b]=", "tags[]=a&tags[]=b", "title="]
)
def test_a_query_that_is_declared_is_taken(client, query):
    assert client.get("/videos?" + query).status == 200


def test_a_number_out_of_bounds_is_told_with_the_bounds(client):
    answer = client.get("/videos?pageSize=101&currentPage=0")

    ranges = {problem["name"]: problem["range"] for problem in answer.json["problems"]}
    assert answer.status == 400
    assert ranges == {"pageSize": {"min": 1, "max": 100}, "currentPage": {"min": 1}}
    assert "type" not in answer.json


def test_a_page_beyond_all_pages_is_empty(client):
    client.create()

    assert client.get("/videos?currentPage=" + "9" * 30).json["data"] == []


@pytest.mark.parametrize(
    "body, expected",
    [
        ({}, {"title": "attribute-required"}),
        ({"title": None}, {"title": "attribute-required"}),
        ({"title": 1}, {"title": "invalid-attribute"}),
        ({"title": "a", "colour": "red"}, {"colour": "invalid-attribute"}),
        ({"title": "a", "clip": {"begin": "1"}}, {"clip[begin]": "invalid-attribute"}),
        ({"title": "a", "tags": ["b", 1]}, {"tags[1]": "invalid-attribute"}),
        (
            {"colour": 1, "tags": 1},
            {
                "title": "attribute-required",
                "colour": "invalid-attribute",
                "tags": "invalid-attribute",
            },
        ),
    ],
)
def test_a_body_that_is_not_declared_is_refused(client, body, expected):
    answer = client.post("/videos", body)

    assert answer.status == 400
    assert problems(answer) == expected


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"title": NaN}', b"\xff", b"[" * 9999]
)
def test_a_body_that_is_no_object_of_json_is_refused(client, body):
    answer = client.send("POST", "/videos", body)

    assert (answer.status, answer.slug) == (400, "invalid-payload")


def test_a_whole_number_may_be_written_with_a_point(client):
    answer = client.send("POST", "/upload-tokens", b'{"ttl": 60.0}')

    assert (answer.status, json.dumps(answer.json["ttl"])) == (200, "60")


def test_credentials_are_looked_at_before_the_request_is(connect):
    assert connect(None).post("/videos", {"colour": 1}).status == 401
    assert connect(None).send("POST", "/upload?colour=1").slug == (
        "authentication-missing-upload-token"
    )


def test_the_bytes_of_an_upload_are_not_looked_at(client):
    video = client.create()

    assert client.upload(video["source"]["uri"], b'{"title": 1}').status == 201


def test_every_operation_of_the_description_can_be_checked():
    found = description.load()

    for operation in found.operations.values():
        for schema in (operation.body, *(one.schema for one in operation.query.values())):
            if schema is not None:
                list(schemas.flaws(schemas.validator(schema, found.components), {}))
    assert len(found.operations) == 64


def test_what_is_expected_is_told_in_words():
    schema = {
        "type": "object",
        "properties": {
            "language": {"type": ["string", "null"], "enum": ["en", None]},
            "name": {"type": "string", "maxLength": 2},
            "on": {"type": "string", "format": "date"},
            "ttl": {"type": "integer", "maximum": 9},
            "words": {"type": "array", "maxItems": 1},
        },
    }
    value = {"language": "xx", "name": "abc", "on": "today", "ttl": 10, "words": ["a", "b"]}

    found = schemas.flaws(schemas.validator(schema, {}), value)

    assert {flaw.path[0]: flaw.hint for flaw in found} == {
        "language": "be one of: en",
        "name": "have at most 2 characters",
        "on": "be a day such as 2024-01-31",
        "ttl": "be at most 9",
        "words": "have at most 1 items",
    }


@pytest.mark.parametrize(
    "format, text, expected",
    [
        ("date", "2024-02-29", True),
        ("date", "2023-02-29", False),
        ("date", "20240229", False),
        ("date", "2024-W09-4", False),
        ("date", "٢٠٢٤-02-29", False),
        ("date", "2024-02-29T00:00:00Z", False),
        ("date-time", "2024-02-29T23:59:59Z", True),
        ("date-time", "2024-02-29t23:59:59.123456789z", True),
        ("date-time", "2024-02-29T23:59:59-23:59", True),
        ("date-time", "2023-02-29T23:59:59Z", False),
        ("date-time", "0000-02-29T23:59:59Z", False),
        ("date-time", "2024-02-29T23:59:60Z", False),
        ("date-time", "2024-02-29T24:00:00Z", False),
        ("date-time", "2024-02-29T23:59:59+24:00", False),
        ("date-time", "2024-02-29T23:59Z", False),
        ("date-time", "2024-02-29 23:59:59Z", False),
        ("date-time", "2024-02-29T23:59:59", False),
        ("date-time", "2024-02-29T23:59:59Z\n", False),
        ("uri", "no address", True),
    ],
)
def test_days_and_times_are_those_of_rfc_3339_and_exist(format, text, expected):
    checker = schemas.validator({"type": ["string", "null"], "format": format}, {})

    assert checker.is_valid(text) == expected
    assert checker.is_valid(None)
