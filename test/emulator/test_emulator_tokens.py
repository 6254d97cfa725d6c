"""Upload tokens."""

import pytest


def test_a_token_lasts_as_long_as_told(client, clock):
    token = client.post("/upload-tokens", {"ttl": 5}).json

    assert token["expiresAt"] == "2020-09-13T12:26:45+00:00"
    assert client.get("/upload-tokens/" + token["token"]).json == token
    clock.now += 5
    assert client.get("/upload-tokens/" + token["token"]).status == 404
    assert client.get("/upload-tokens").json["data"] == []
    answer = client.upload("/upload?token=" + token["token"], b"x")
    assert (answer.status, answer.slug) == (401, "authentication-invalid-upload-token")


@pytest.mark.parametrize("payload", [{}, {"ttl": 0}])
def test_a_token_without_ttl_lasts_for_ever(client, clock, payload):
    answer = client.post("/upload-tokens", payload)
    clock.now += 10**9

    assert (answer.status, answer.json["ttl"], answer.json["expiresAt"]) == (200, 0, None)
    assert client.get("/upload-tokens").json["data"] == [answer.json]


@pytest.mark.parametrize("ttl", [-1, 2147483648, "5", 1.5, True, None])
def test_a_bad_ttl_is_refused(client, ttl):
    answer = client.post("/upload-tokens", {"ttl": ttl})

    assert (answer.status, answer.slug, answer.json["name"]) == (400, "invalid-attribute", "ttl")


def test_tokens_sort_by_ttl(client):
    for ttl in (30, 10, 20):
        client.post("/upload-tokens", {"ttl": ttl})

    found = client.get("/upload-tokens?sortBy=ttl&sortOrder=desc").json["data"]

    assert [token["ttl"] for token in found] == [30, 20, 10]


def test_a_deleted_token_is_no_good(client):
    token = client.post("/upload-tokens", {}).json["token"]

    assert client.send("DELETE", "/upload-tokens/" + token).status == 204
    answer = client.send("DELETE", "/upload-tokens/" + token)

    assert (answer.status, answer.json["name"]) == (404, "uploadToken")
    assert client.upload("/upload?token=" + token, b"x").status == 401
