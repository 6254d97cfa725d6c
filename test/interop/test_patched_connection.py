"""Whoever replaces the connection class of urllib3's pools gets the connections of the client."""

from unittest import mock

import pytest
import urllib3
from urllib3.connection import HTTPConnection

import apivideo


class Counting(HTTPConnection):
    """A connection that remembers its requests."""

    requests = []

    def request(self, method, url, *arguments, **keywords):
        self.requests.append((method, url))
        return super().request(method, url, *arguments, **keywords)


@pytest.fixture
def counting():
    """A replacement of the connection class, not yet in place."""
    del Counting.requests[:]
    return mock.patch.object(urllib3.HTTPConnectionPool, "ConnectionCls", Counting)


@pytest.fixture
def classes():
    """The class of the connection of each request, in order."""
    used = []
    real = HTTPConnection.request

    def spy(connection, *arguments, **keywords):
        used.append(type(connection))
        return real(connection, *arguments, **keywords)

    with mock.patch.object(HTTPConnection, "request", spy):
        yield used


def test_the_connection_class_of_the_pools_is_used(counting, token_client):
    with counting:
        token_client.videos.get("vi1")

    assert Counting.requests == [("GET", "/videos/vi1")]


def test_a_client_that_has_an_open_connection_uses_the_class(counting, server, token_client):
    token_client.videos.get("before")

    with counting:
        token_client.videos.get("vi1")
        token_client.videos.upload("vi2", b"content")

    assert Counting.requests == [("GET", "/videos/vi1"), ("POST", "/videos/vi2/source")]
    assert len(server.requests) == 3


def test_without_the_replacement_connections_are_those_of_the_client_again(
    counting, classes, token_client
):
    token_client.videos.get("before")
    with counting:
        token_client.videos.get("vi1")

    token_client.videos.get("after")

    own, replaced, own_again = classes
    assert replaced is Counting
    assert own is own_again
    assert own.__module__.startswith("apivideo.")
    assert len(Counting.requests) == 1


def test_errors_of_a_replaced_class_are_those_of_the_client(counting, server, token_client):
    server.respond = lambda request: (404, {}, {"title": "Not here.", "status": 404})

    with counting, pytest.raises(apivideo.NotFoundException):
        token_client.videos.get("vi1")
