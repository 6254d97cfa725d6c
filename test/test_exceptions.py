"""What is raised: the tree of classes, and what the exception for a response tells."""

import copy
import json
import pickle

import pytest

from apivideo import exceptions
from apivideo._http.message import Response
from apivideo.exceptions import (
    ApiAttributeError,
    ApiAuthException,
    ApiConnectionError,
    ApiException,
    ApiKeyError,
    ApiTimeoutError,
    ApiTypeError,
    ApiValueError,
    ApiVideoError,
    BadRequestException,
    ConflictException,
    ForbiddenException,
    NotFoundException,
    OpenApiException,
    ServiceException,
    TooManyRequestsException,
    UnauthorizedException,
    UnexpectedResponseException,
    UploadCancelled,
    UploadError,
    exception_for,
)

PROBLEM = {
    "type": "https://docs.api.video/reference/invalid-attribute",
    "title": "An attribute is invalid.",
    "status": 400,
    "name": "page",
    "detail": "It must be 1 or more.",
    "problems": [
        {"title": "An attribute is invalid.", "name": "page", "detail": "It must be 1 or more."},
        {"title": "This parameter is out of range.", "name": "pageSize"},
    ],
}


def refusal(status, document=PROBLEM, headers=None, reason="Reason"):
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return exception_for(Response(status, reason, headers or {}, data))


def public_exceptions():
    return [
        one
        for one in vars(exceptions).values()
        if isinstance(one, type) and issubclass(one, Exception)
    ]


@pytest.mark.parametrize("one", public_exceptions(), ids=lambda one: one.__name__)
def test_everything_raised_has_one_root(one):
    assert issubclass(one, ApiVideoError)
    assert issubclass(one, OpenApiException)


@pytest.mark.parametrize(
    "one, builtin",
    [
        (ApiTypeError, TypeError),
        (ApiValueError, ValueError),
        (ApiAttributeError, AttributeError),
        (ApiKeyError, KeyError),
    ],
)
def test_an_error_of_the_caller_is_also_the_built_in_kind(one, builtin):
    with pytest.raises(builtin, match="^no such thing$"):
        raise one("no such thing")


@pytest.mark.parametrize("one", [ApiTypeError, ApiValueError, ApiAttributeError, ApiKeyError])
def test_an_error_of_the_caller_says_where(one):
    error = one("is wrong", ["data", 0, "title"])

    assert str(error) == "is wrong at ['data'][0]['title']"
    assert error.path_to_item == ["data", 0, "title"]


def test_a_timeout_is_a_connection_error_and_neither_is_an_answer():
    assert issubclass(ApiTimeoutError, ApiConnectionError)
    assert not issubclass(ApiConnectionError, ApiException)


@pytest.mark.parametrize(
    "status, expected",
    [
        (302, ApiException),
        (400, BadRequestException),
        (401, UnauthorizedException),
        (403, ForbiddenException),
        (404, NotFoundException),
        (405, ApiException),
        (409, ConflictException),
        (429, TooManyRequestsException),
        (500, ServiceException),
        (503, ServiceException),
        (599, ServiceException),
        (600, ApiException),
    ],
)
def test_the_status_chooses_the_exception(status, expected):
    assert type(refusal(status)) is expected


def test_an_answer_is_decoded():
    error = refusal(400, headers={"X-RateLimit-Limit": "5"})

    assert (error.status, error.reason) == (400, "Reason")
    assert error.type == "https://docs.api.video/reference/invalid-attribute"
    assert error.problem.slug == "invalid-attribute"
    assert error.title == "An attribute is invalid."
    assert error.name == "page"
    assert error.detail == "It must be 1 or more."
    assert [one.name for one in error.problems] == ["page", "pageSize"]
    assert error.headers["X-RateLimit-Limit"] == "5"
    assert json.loads(error.body) == PROBLEM


def test_a_message_has_the_whole_problem_without_saying_anything_twice():
    assert str(refusal(400)) == (
        "400 Reason: An attribute is invalid. (page): It must be 1 or more"
        ". also: This parameter is out of range. (pageSize)"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Bad Gateway</html>",
        b"[1, 2]",
        b'"text"',
        b"null",
        b"[" * 100000,
        b'{"title": ["odd"], "problems": {"a": 1}, "type": 5, "name": {}}',
        b'{"problems": [1, null, {"problems": [{}]}]}',
        "Caf\u00e9 ferm\u00e9".encode("latin-1"),
    ],
)
def test_an_error_in_any_form_keeps_its_status_and_can_be_shown(data):
    error = refusal(502, data)

    assert error.status == 502
    assert isinstance(error.body, str)
    assert str(error).startswith("502")
    assert repr(error)
    assert isinstance(error.problems, list)
    assert error.problem.slug is None


def test_a_body_that_is_not_utf_8_is_read_as_far_as_it_goes():
    assert "ferm" in refusal(502, "Caf\u00e9 ferm\u00e9".encode("latin-1")).body


@pytest.mark.parametrize(
    "headers, seconds",
    [
        ({"X-RateLimit-Retry-After": "7"}, 7),
        ({"Retry-After": "3"}, 3),
        ({"X-RateLimit-Retry-After": "7", "Retry-After": "3"}, 7),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, None),
        ({}, None),
    ],
)
def test_too_many_requests_tells_when_to_come_back(headers, seconds):
    error = refusal(429, {"title": "Too many requests."}, headers)

    assert error.retry_after == seconds
    assert ("Try again in" in str(error)) == (seconds is not None)


@pytest.mark.parametrize(
    "status, slug, words",
    [
        (401, "authentication-invalid-access-token", "production=False"),
        (401, "", "production=False"),
        (400, "authentication-invalid-user-credentials", "production=False"),
        (403, "", "dashboard"),
    ],
)
def test_a_refusal_says_what_to_do(status, slug, words):
    assert words in str(refusal(status, {"type": "https://docs.example/reference/" + slug}))


@pytest.mark.parametrize(
    "status, slug",
    [(400, "invalid-attribute"), (400, ""), (401, "authentication-invalid-upload-token")],
)
def test_who_has_the_right_key_is_not_sent_to_check_it(status, slug):
    error = refusal(status, {"type": "https://docs.example/reference/" + slug})

    assert "API key" not in str(error)


def test_an_exception_may_be_made_by_hand_as_in_the_published_client():
    error = ApiException(status=0, reason="SSLError\nno")

    assert (error.status, error.reason, error.body, error.headers) == (
        0,
        "SSLError\nno",
        None,
        None,
    )
    assert str(error) == "0 SSLError\nno"
    assert error.title is None


@pytest.mark.parametrize("one", [ApiAuthException, UnexpectedResponseException])
def test_what_comes_with_a_success_is_an_api_exception_too(one):
    assert issubclass(one, ApiException)


@pytest.mark.parametrize(
    "error",
    [
        refusal(400),
        refusal(429, headers={"Retry-After": "3"}),
        ApiTypeError("wrong", ["a"]),
        ApiKeyError("wrong"),
        ApiTimeoutError("late"),
    ],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize(
    "duplicate",
    [copy.copy, lambda error: pickle.loads(pickle.dumps(error))],
    ids=["copy", "pickle"],
)
def test_an_exception_can_be_copied_and_pickled(error, duplicate):
    twin = duplicate(error)

    assert type(twin) is type(error)
    assert str(twin) == str(error)
    assert getattr(twin, "body", None) == getattr(error, "body", None)


def test_a_star_brings_everything_that_is_raised_and_nothing_else():
    names = {}
    exec("from apivideo.exceptions import *", names)
    names.pop("__builtins__")

    public = {one.__name__ for one in public_exceptions() if not one.__name__.startswith("_")}
    assert set(names) == public | {"OpenApiException", "Problem", "render_path"}


def test_every_exception_is_defined_in_one_module():
    assert {one.__module__ for one in public_exceptions()} == {"apivideo.exceptions"}


def failed_upload(cause):
    error = UploadError.of(cause)
    error.part, error.confirmed, error.total, error._resume = 3, 10, 30, lambda cancel: "a video"
    return error


@pytest.mark.parametrize("cause", [refusal(404), ApiTimeoutError("late"), ApiValueError("wrong")])
def test_a_failed_upload_is_also_of_the_class_of_its_cause_and_tells_the_same(cause):
    error = failed_upload(cause)

    assert isinstance(error, UploadError) and isinstance(error, type(cause))
    assert str(error) == f"part 3: {cause}; the service has 10 of 30 bytes"
    assert getattr(error, "status", None) == getattr(cause, "status", None)
    assert error.resume() == "a video"
    assert type(UploadError.of(cause)) is type(error)


@pytest.mark.parametrize(
    "error",
    [failed_upload(refusal(404)), failed_upload(ApiTimeoutError("late")), UploadCancelled("over")],
    ids=["refusal", "timeout", "cancelled"],
)
@pytest.mark.parametrize(
    "duplicate",
    [copy.copy, lambda error: pickle.loads(pickle.dumps(error))],
    ids=["copy", "pickle"],
)
def test_a_failed_upload_can_be_copied_and_pickled_but_then_not_resumed(error, duplicate):
    twin = duplicate(error)

    assert type(twin) is type(error)
    assert (str(twin), twin.part, twin.confirmed) == (str(error), error.part, error.confirmed)
    with pytest.raises(ApiValueError, match="resume=True"):
        twin.resume()


def test_a_failed_upload_of_a_failed_upload_is_one():
    error = failed_upload(refusal(404))

    assert type(UploadError.of(error)) is type(error)
    assert type(UploadError.of(UploadCancelled("over"))) is UploadCancelled
