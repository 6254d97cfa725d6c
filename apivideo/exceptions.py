"""Everything this library raises.

ApiVideoError                           also known as OpenApiException
+-- ApiTypeError                        an argument of the wrong type (a TypeError)
+-- ApiValueError                       a value that cannot be (a ValueError)
+-- ApiAttributeError                   a model has no such attribute (an AttributeError)
+-- ApiKeyError                         a model has no such key (a KeyError)
+-- UploadError                         a part of an upload did not arrive
|   +-- UploadCancelled                 ... because the upload was cancelled
+-- EncodingFailedError                 a video that will never play
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

from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Tuple, Type, Union

from apivideo.lazy import lazy_package
from apivideo.messages import whole_number
from apivideo.problem import Problem as Problem
from apivideo.problem import document, one_line

if TYPE_CHECKING:
    from apivideo.uploads.errors import UploadCancelled as UploadCancelled
    from apivideo.uploads.errors import UploadError as UploadError
    from apivideo.waiting import EncodingFailedError as EncodingFailedError


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


UNCERTAIN = ". It may have been done nevertheless: look before you ask again"


class _Told(ApiVideoError):
    """What became of a request."""

    attempts = 1
    """How often it was tried."""

    is_uncertain = False
    """Whether it may have been done nevertheless, and must not be done twice."""

    curl = ""

    def as_curl(self) -> str:
        """A command that sends the same request, with names in place of what is secret."""
        return self.curl

    def tell(self, request: Any, attempts: int) -> None:
        """Take note of the request, and of how often it was made."""
        self.attempts, self.curl = attempts, request.as_curl()

    def _circumstances(self) -> str:
        tried = "" if self.attempts == 1 else f" (tried {self.attempts} times)"
        return tried + (UNCERTAIN if self.is_uncertain else "")


class ApiConnectionError(_Told):
    """The request brought no answer: refused, cut off, or not trusted."""

    reached = True
    """Whether the service may have acted on it: False when nothing went out."""

    passing = True
    """Whether another attempt may go better; a server that is not trusted stays so."""

    def __str__(self) -> str:
        return super().__str__() + self._circumstances()


class ApiTimeoutError(ApiConnectionError):
    """The service took longer than ``_request_timeout`` allows."""


class ApiException(_Told):
    """The service answered, and the answer is no."""

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
            if getattr(http_resp, "request", None) is not None:
                self.tell(http_resp.request, http_resp.attempts)
        self.problem = Problem(document(self.body))

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

    def _advice(self) -> str:
        """What to do about it, where that can be told."""
        return ""

    def __str__(self) -> str:
        head = " ".join(str(word) for word in (self.status, self.reason) if word not in (None, ""))
        head = head if self.headers is None else one_line(head)  # what the service says
        said = self.problem.sentence
        further = [one.sentence for one in self.problems if one.sentence not in ("", said)]
        parts = [": ".join(part for part in (head, said) if part)]
        parts += ["also: " + one_line("; ".join(further))] if further else []
        parts.append(self._advice())
        return ". ".join(part.rstrip(".") for part in parts if part) + self._circumstances()


CHECK_KEY = (
    "Check the API key and its environment: the sandbox (production=False) and production"
    " have different keys"
)


class BadRequestException(ApiException):
    """400: the request is not acceptable; ``name`` and ``problems`` say where."""

    def _advice(self) -> str:
        return CHECK_KEY if (self.problem.slug or "").startswith("authentication-") else ""


class UnauthorizedException(ApiException):
    """401: the API key or the token is not known here."""

    def _advice(self) -> str:
        return "" if (self.problem.slug or "").endswith("-upload-token") else CHECK_KEY


class ForbiddenException(ApiException):
    """403: the account may not do this."""

    def _advice(self) -> str:
        return "The account is suspended, or lacks this feature; see its dashboard"


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
            seconds = whole_number((self.headers or {}).get(name))
            if seconds is not None:
                return float(seconds)
        return None

    def _advice(self) -> str:
        return "" if self.retry_after is None else f"Try again in {self.retry_after:g} seconds"


class ServiceException(ApiException):
    """5xx: the service failed; the same request may succeed later."""


class UnexpectedAnswerException(ApiException):
    """The service reports success, but its answer is not the document this call returns."""

    def _advice(self) -> str:
        return "Something between here and the service may have answered in its place"


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


lazy_package(
    __name__,
    {
        "EncodingFailedError": "apivideo.waiting",
        "UploadCancelled": "apivideo.uploads.errors",
        "UploadError": "apivideo.uploads.errors",
    },
)
