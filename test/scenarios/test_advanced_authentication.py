"""Tokens: an API key becomes tokens, refresh tokens rotate, and tokens end."""

import pathlib
import re

import pytest

import apivideo
from apivideo.emulator import Emulator, Settings
from apivideo.exceptions import ApiException, BadRequestException
from apivideo.model.access_token import AccessToken

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def server(clock):
    with Emulator(Settings(api_key="the key", token_ttl=60, clock=clock)) as running:
        yield running


def test_tokens_end_and_the_client_renews_them(server, clock):
    client = server.client()
    first = client.get_access_token()
    assert client.videos.list().data == []

    clock.forward(60)

    assert client.videos.list().data == []
    assert client.get_access_token() != first


def test_a_refresh_token_works_once(server):
    with apivideo.ApiClient(apivideo.Configuration(host=server.url)) as stranger:

        def trade(path, **payload):
            options = {"body": payload, "returns": AccessToken, "authenticated": False}
            return stranger.call("POST", path, **options)

        pair = trade("/auth/api-key", apiKey="the key")
        renewed = trade("/auth/refresh", refreshToken=pair.refresh_token)
        with pytest.raises(ApiException) as refusal:
            trade("/auth/refresh", refreshToken=pair.refresh_token)

    assert renewed.refresh_token != pair.refresh_token
    assert "authentication-invalid-user-credentials" in refusal.value.body


def test_another_key_is_refused_as_the_guide_and_the_facts_say(server):
    configuration = apivideo.Configuration(host=server.url)
    client = apivideo.AuthenticatedApiClient("another", configuration=configuration)

    with pytest.raises(BadRequestException) as refusal:
        client.videos.list()

    assert refusal.value.problem.slug == "authentication-invalid-user-credentials"
    guide = (DOCS / "guides" / "errors.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\d+) \| `(\w+)` .*the API key is wrong", guide, re.MULTILINE)
    assert told == [(str(refusal.value.status), type(refusal.value).__name__)]
    facts = (DOCS / "service.md").read_text(encoding="utf-8")
    sent = re.findall(r"status for a wrong key at .* the emulator sends (\d+)\.", facts)
    assert sent == [str(refusal.value.status)]
