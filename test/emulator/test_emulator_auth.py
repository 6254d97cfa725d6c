"""Keys, tokens, and what is refused."""

import base64

import pytest


def encoded(text):
    return "Basic " + base64.b64encode(text.encode()).decode()


@pytest.fixture
def anonymous(connect):
    return connect(authorization=None)


@pytest.fixture
def tokens(anonymous):
    return anonymous.post("/auth/api-key", {"apiKey": "a key"}).json


def refresh(client, token):
    return client.post("/auth/refresh", {"refreshToken": token})


def test_a_key_is_traded_for_tokens(anonymous, tokens):
    answer = anonymous.get("/videos", Authorization="Bearer " + tokens["access_token"])

    assert answer.status == 200
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 60


@pytest.mark.parametrize("key", ["another", "", "ключ"])
def test_a_wrong_key_is_refused(anonymous, key):
    answer = anonymous.post("/auth/api-key", {"apiKey": key})

    assert (answer.status, answer.slug) == (400, "authentication-invalid-user-credentials")
    assert answer.json["name"] == ""


def test_a_missing_key_is_named(anonymous):
    answer = anonymous.post("/auth/api-key", {})

    assert (answer.status, answer.slug) == (400, "attribute-required")
    assert answer.json["name"] == "apiKey"


def test_an_access_token_expires(anonymous, tokens, clock):
    bearer = "Bearer " + tokens["access_token"]

    clock.now += 59
    assert anonymous.get("/videos", Authorization=bearer).status == 200
    clock.now += 1
    answer = anonymous.get("/videos", Authorization=bearer)

    assert (answer.status, answer.slug) == (401, "authentication-invalid-access-token")


def test_a_refresh_token_is_good_once(anonymous, tokens):
    renewed = refresh(anonymous, tokens["refresh_token"])

    assert renewed.status == 200
    assert renewed.json["access_token"] != tokens["access_token"]
    assert refresh(anonymous, tokens["refresh_token"]).status == 400
    assert refresh(anonymous, renewed.json["refresh_token"]).status == 200


def test_an_access_token_does_not_refresh(anonymous, tokens):
    assert refresh(anonymous, tokens["access_token"]).status == 400


@pytest.mark.parametrize(
    "header, slug",
    [
        (None, "authentication-missing-authorization-header"),
        ("", "authentication-missing-authorization-header"),
        ("Bearer nonsense", "authentication-invalid-access-token"),
        ("Bearer", "authentication-invalid-authorization-header-value"),
        ("Digest a", "authentication-invalid-authorization-header-value"),
        ("Basic ???", "authentication-invalid-authorization-header-value"),
        (encoded("a key"), "authentication-invalid-authorization-header-value"),
        (encoded("another:"), "authentication-invalid-api-key"),
        (encoded(":"), "authentication-invalid-api-key"),
    ],
)
def test_unusable_credentials_are_refused(anonymous, header, slug):
    answer = anonymous.send(
        "GET", "/videos", headers={} if header is None else {"Authorization": header}
    )

    assert (answer.status, answer.slug) == (401, slug)
    assert "X-RateLimit-Limit" in answer.headers


def test_basic_needs_no_exchange(connect):
    assert connect(encoded("a key:")).get("/videos").status == 200


def test_the_token_calls_are_not_counted(anonymous):
    answer = anonymous.post("/auth/api-key", {"apiKey": "a key"})

    assert not [name for name in answer.headers if name.lower().startswith("x-ratelimit")]


def test_tokens_are_not_stored_as_they_are(anonymous, tokens, settings):
    stored = b"".join(path.read_bytes() for path in settings.directory.glob("state*"))

    assert tokens["refresh_token"].encode() not in stored
    assert tokens["access_token"].encode() not in stored
