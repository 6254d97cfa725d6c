"""Everything this library raises.

ApiVideoError                           also known as OpenApiException
+-- ApiTypeError                        an argument of the wrong type (a TypeError)
+-- ApiValueError                       a value that cannot be (a ValueError)
+-- ApiAttributeError                   a model has no such attribute (an AttributeError)
+-- ApiKeyError                         a model has no such key (a KeyError)
+-- ApiConnectionError                  no answer came back
|   +-- ApiTimeoutError                 ... within the time allowed
+-- ApiException                        an answer came back, and it says no
    +-- BadRequestException             400
    +-- UnauthorizedException           401
    +-- ForbiddenException              403
    +-- NotFoundException               404
    +-- ConflictException               409
    +-- TooManyRequestsException        429, with ``retry_after``
    +-- ServiceException                5xx
    +-- UnexpectedAnswerException       success, but not the document it should be
    +-- ApiAuthException                no token could be had
"""

import json
from typing import Any, Dict, List, Mapping, Optional, Tuple, Type, Union


class ApiVideoError(Exception):
    """The root of everything this library raises."""


OpenApiException = ApiVideoError


def render_path(path_to_item: Any) -> str:
    """Where a value sits in a document: ``['data'][0]['title']``."""
    return "".join(f"[{step!r}]" for step in path_to_item)


def _located(message: str, path_to_item: Any) -> str:
    return f"{message} at {render_path(path_to_item)}" if path_to_item else message


class ApiTypeError(ApiVideoError, TypeError):
    """An argument has the wrong type. Nothing was sent."""

    def __init__(
        self,
        msg: str,
        path_to_item: Any = None,
        valid_classes: Optional[Tuple[type, ...]] = None,
        key_type: Optional[bool] = None,
    ) -> None:
        super().__init__(_located(msg, path_to_item))
        self.path_to_item = path_to_item
        self.valid_classes = valid_classes
        self.key_type = key_type


class ApiValueError(ApiVideoError, ValueError):
    """A value that cannot be: of an argument, before anything is sent, or in an answer."""

    def __init__(self, msg: str, path_to_item: Any = None) -> None:
        super().__init__(_located(msg, path_to_item))
        self.path_to_item = path_to_item


class ApiAttributeError(ApiVideoError, AttributeError):
    """A model has no such attribute, or cannot read it."""

    def __init__(self, msg: str, path_to_item: Any = None) -> None:
        super().__init__(_located(msg, path_to_item))
        self.path_to_item = path_to_item


class ApiKeyError(ApiVideoError, KeyError):
    """A model has no such key."""

    def __init__(self, msg: str, path_to_item: Any = None) -> None:
        super().__init__(_located(msg, path_to_item))
        self.path_to_item = path_to_item

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would print the repr of its message


class ApiConnectionError(ApiVideoError):
    """The request brought no answer: refused, cut off, or not trusted."""


class ApiTimeoutError(ApiConnectionError):
    """The service took longer than ``_request_timeout`` allows."""


class Problem:
    """What the service says is wrong (service facts, section 4).

    Every attribute is None where the answer does not have it. ``problems`` lists further
    problems found in the same request.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.type: Optional[str] = document.get("type")
        self.title: Optional[str] = document.get("title")
        self.status: Optional[int] = document.get("status")
        self.name: Optional[str] = document.get("name")
        self.detail: Optional[str] = document.get("detail")
        further = document.get("problems")
        self.problems: List[Problem] = [
            Problem(one)
            for one in (further if isinstance(further, list) else [])
            if isinstance(one, dict)
        ]

    @property
    def slug(self) -> Optional[str]:
        """The last part of ``type``, the stable name of the error: ``resource-not-found``."""
        return self.type.rstrip("/").rpartition("/")[2] if isinstance(self.type, str) else None

    def __repr__(self) -> str:
        return f"Problem({self.sentence})"

    @property
    def sentence(self) -> str:
        """Title, faulty parameter and detail in one line."""
        words = str(self.title or "")
        if self.name:
            words += f" ({self.name})"
        if self.detail:
            words += f": {self.detail}"
        return words


class ApiException(ApiVideoError):
    """The service answered, and the answer is no."""

    advice = ""

    def __init__(
        self, status: Optional[int] = None, reason: Optional[str] = None, http_resp: Any = None
    ) -> None:
        super().__init__()
        self.status: Optional[int] = status
        self.reason: Optional[str] = reason
        self.body: Optional[str] = None
        self.headers: Optional[Mapping[str, str]] = None
        if http_resp is not None:
            self.status = http_resp.status
            self.reason = reason or http_resp.reason
            self.body = _text(http_resp.data)
            self.headers = http_resp.headers
        self.problem = Problem(_document(self.body))

    @property
    def type(self) -> Optional[str]:
        """The address that identifies the kind of error."""
        return self.problem.type

    @property
    def title(self) -> Optional[str]:
        """What is wrong, in a sentence of the service."""
        return self.problem.title

    @property
    def name(self) -> Optional[str]:
        """The parameter at fault, such as ``restreams[0][serverUrl]``."""
        return self.problem.name

    @property
    def detail(self) -> Optional[str]:
        """A hint, often with the limit that was passed."""
        return self.problem.detail

    @property
    def problems(self) -> List[Problem]:
        """Everything else that is wrong with the request."""
        return self.problem.problems

    def __str__(self) -> str:
        head = " ".join(str(word) for word in (self.status, self.reason) if word not in (None, ""))
        said = self.problem.sentence
        further = [one.sentence for one in self.problems if one.sentence not in ("", said)]
        parts = [": ".join(part for part in (head, said) if part)]
        parts += ["also: {}".format("; ".join(further))] if further else []
        parts += [self.advice] if self.advice else []
        return ". ".join(part.rstrip(".") for part in parts if part)


class BadRequestException(ApiException):
    """400: the request is not acceptable; ``name`` and ``problems`` say where."""


class UnauthorizedException(ApiException):
    """401: the API key or the token is not known here."""

    advice = (
        "Check the API key and its environment: the sandbox (production=False) and production"
        " have different keys"
    )


class ForbiddenException(ApiException):
    """403: the account may not do this."""

    advice = "The account is suspended, or lacks this feature; see its dashboard"


class NotFoundException(ApiException):
    """404: no such object in this project, or no such route."""


class ConflictException(ApiException):
    """409: the object exists already or is being made."""


class TooManyRequestsException(ApiException):
    """429: the quota of this minute is used up."""

    @property
    def retry_after(self) -> Optional[float]:
        """Seconds until the quota is renewed, None where the answer does not say."""
        for name in ("X-RateLimit-Retry-After", "Retry-After"):
            try:
                return float((self.headers or {})[name])
            except (KeyError, ValueError):
                pass
        return None

    def __str__(self) -> str:
        wait = self.retry_after
        advice = "" if wait is None else f". Try again in {wait:g} seconds"
        return super().__str__() + advice


class ServiceException(ApiException):
    """5xx: the service failed; the same request may succeed later."""


class UnexpectedAnswerException(ApiException):
    """The service reports success, but its answer is not the document this call returns."""

    advice = "Something between here and the service may have answered in its place"


class ApiAuthException(ApiException):
    """No access token could be had."""


BY_STATUS: Dict[int, Type[ApiException]] = {
    400: BadRequestException,
    401: UnauthorizedException,
    403: ForbiddenException,
    404: NotFoundException,
    409: ConflictException,
    429: TooManyRequestsException,
}


def exception_for(response: Any) -> ApiException:
    """The exception that tells what *response*, an answer that is no success, says."""
    default = ServiceException if 500 <= response.status <= 599 else ApiException
    return BY_STATUS.get(response.status, default)(http_resp=response)


def _text(body: Union[None, str, bytes]) -> Optional[str]:
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else body


def _document(body: Optional[str]) -> Dict[str, Any]:
    """The JSON object in *body*; an empty one where there is none: errors come in any form."""
    try:
        document = json.loads(body or "")
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
