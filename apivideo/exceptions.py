"""Everything this library raises. The guide on errors says what each exception means.

ApiVideoError is the root of all. Below it ApiException, with a class for each status, reports an
error of the service, ApiConnectionError that there was no response, and UploadError that a part
of an upload failed. ApiTypeError, ApiValueError, ApiAttributeError and ApiKeyError are the
built-in kinds as well.
"""

import functools
import json
import re
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Dict,
    Iterable,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
    Type,
    TypeVar,
)

if TYPE_CHECKING:
    from apivideo.model.summary import Summary
    from apivideo.model.video_status import VideoStatus

E = TypeVar("E", bound="_ResumableError")

__all__ = ["ApiVideoError", "OpenApiException", "ApiTypeError", "ApiValueError", "ApiKeyError"]
__all__ += ["ApiAttributeError", "NoSuchMemberError", "UnreadableError", "ApiConnectionError"]
__all__ += ["ApiTimeoutError", "ApiException", "BadRequestException", "UnauthorizedException"]
__all__ += ["ForbiddenException", "NotFoundException", "ConflictException", "ServiceException"]
__all__ += ["TooManyRequestsException", "UnexpectedResponseException", "ApiAuthException"]
__all__ += ["UploadError", "UploadCancelled", "PublishError"]
__all__ += ["EncodingFailedError", "NothingUploadedError"]
__all__ += ["SummaryFailedError", "WebhookError", "Problem", "render_path"]

UNCERTAIN = ". The request may have taken effect nevertheless: check before you repeat it"

CHECK_KEY = "Check the API key and its environment: the sandbox (production=False) and production"
CHECK_KEY += " have different keys"


WAIT_HEADERS = ("X-RateLimit-Retry-After", "Retry-After")  # the first counts


class ApiVideoError(Exception):
    """The root of everything this library raises."""


OpenApiException = ApiVideoError


class _WrongValue(ApiVideoError):
    """A value is wrong; ``path_to_item`` says where it is in a JSON object."""

    def __init__(
        self, msg: str, path_to_item: Any = None, valid_classes: Any = None, key_type: Any = None
    ) -> None:
        super().__init__(f"{msg} at {render_path(path_to_item)}" if path_to_item else msg)
        self.path_to_item = path_to_item
        self.valid_classes = valid_classes
        self.key_type = key_type


class ApiTypeError(_WrongValue, TypeError):
    """An argument has the wrong type. Nothing was sent."""


class ApiValueError(_WrongValue, ValueError):
    """A value is not acceptable: an argument, before anything is sent, or a part of a response."""


class ApiAttributeError(_WrongValue, AttributeError):
    """A model has no such attribute, or cannot read it."""


class ApiKeyError(_WrongValue, KeyError):
    """A model has no such key."""

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would print the repr of its message


class NoSuchMemberError(ApiKeyError, ApiAttributeError):
    """A model has no such key. The published client raises ApiAttributeError here."""


class UnreadableError(ApiValueError, ApiAttributeError):
    """An attribute of a response has not the declared type, so that it cannot be read."""


class _FailedRequest(ApiVideoError):
    """A request failed: without a response, or with a response that reports an error."""

    attempts: int = 1
    """How many attempts were made."""
    is_uncertain = False
    """Whether the request may have taken effect all the same, and must not be repeated."""
    curl: str = ""

    def as_curl(self) -> str:
        """Return a command that sends the same request, with placeholders for secrets."""
        return self.curl

    def tell(self, request: Any, attempts: int) -> None:
        """Note the request and the number of attempts."""
        self.attempts, self.curl = attempts, request.as_curl()

    def _message(self) -> str:
        return super().__str__()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __str__(self) -> str:
        tried = "" if self.attempts == 1 else f" (tried {self.attempts} times)"
        return self._message() + tried + (UNCERTAIN if self.is_uncertain else "")


class ApiConnectionError(_FailedRequest):
    """There was no response: refused, interrupted, or the server is not trusted."""

    reached = True
    """Whether the service may have received the request. False: nothing was sent."""
    passing = True
    """Whether another attempt may succeed. A server that is not trusted stays so."""


class ApiTimeoutError(ApiConnectionError):
    """The service took longer than ``_request_timeout`` allows."""


class ApiException(_FailedRequest):
    """The service responded with an error.

    ``type``, ``title``, ``name`` and ``detail`` are those of ``problem``; None in other responses.
    """

    def __init__(
        self, status: Optional[int] = None, reason: Optional[str] = None, http_resp: Any = None
    ) -> None:
        super().__init__()
        self.status: Optional[int] = status
        self.reason: Optional[str] = reason
        self.body: Optional[str] = None
        self.headers: Optional[Mapping[str, str]] = None
        self._proxy: Optional[str] = getattr(http_resp, "proxy", None)
        if http_resp is not None:
            self.status, self.headers, body = http_resp.status, http_resp.headers, http_resp.data
            self.reason = reason or http_resp.reason
            self.body = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
            if getattr(http_resp, "request", None) is not None:
                self.tell(http_resp.request, http_resp.attempts)
        try:
            document = json.loads(self.body or "")
        except (ValueError, RecursionError):
            document = None
        self.problem: Problem = Problem(document)
        problem = self.problem
        self.type: Optional[str] = problem.type
        self.title: Optional[str] = problem.title
        self.name: Optional[str] = problem.name
        self.detail: Optional[str] = problem.detail

    @property
    def problems(self) -> "List[Problem]":
        """Everything else that is wrong with the request."""
        return self.problem.problems

    def _advice(self) -> str:
        """Return what the caller can do about it, or an empty text."""
        return ""

    def _message(self) -> str:
        head = " ".join(str(word) for word in (self.status, self.reason) if word not in (None, ""))
        head = head if self.headers is None else one_line(head)  # the reason comes from a server
        said = self.problem.sentence
        further = [one.sentence for one in self.problems if one.sentence not in ("", said)]
        sentences = [": ".join(words for words in (head, said) if words)]
        sentences += ["also: " + one_line("; ".join(further))] if further else []
        if self._proxy and (self.problem.title is None or self.status == 407):
            refuses = ": user name and password are missing or refused" * (self.status == 407)
            sentences.append(f"The response came through the proxy {self._proxy}{refuses}")
        sentences.append(self._advice())
        return ". ".join(words.rstrip(".") for words in sentences if words)


class BadRequestException(ApiException):
    """400: the request is not acceptable; ``name`` and ``problems`` say where."""

    def _advice(self) -> str:
        return CHECK_KEY if (self.problem.slug or "").startswith("authentication-") else ""


class UnauthorizedException(ApiException):
    """401: the service does not know the API key or the token."""

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
    """429: the rate limit is reached."""

    @property
    def retry_after(self) -> Optional[float]:
        """Seconds until the rate limit is reset, or None if the response does not say."""
        return seconds_in(self.headers or {}, WAIT_HEADERS)

    def _advice(self) -> str:
        return "" if self.retry_after is None else f"Try again in {self.retry_after:g} seconds"


class ServiceException(ApiException):
    """5xx: the service failed; the same request may succeed later."""


class UnexpectedResponseException(ApiException):
    """The response reports success, but its body is not what this call returns."""

    def _advice(self) -> str:
        return "Something between here and the service may have responded in its place"


class ApiAuthException(ApiException):
    """No access token could be obtained."""


BY_STATUS: Dict[int, Type[ApiException]] = {400: BadRequestException, 401: UnauthorizedException}
BY_STATUS.update({403: ForbiddenException, 404: NotFoundException, 409: ConflictException})
BY_STATUS[429] = TooManyRequestsException


def exception_for(response: Any) -> ApiException:
    """Return the exception for a response that reports an error."""
    default = ServiceException if 500 <= response.status <= 599 else ApiException
    return BY_STATUS.get(response.status, default)(http_resp=response)


class Problem:
    """What the service says is wrong (docs/service.md, section 4).

    Every attribute is None if the response, which may be no JSON object, does not have it.
    """

    def __init__(self, document: Any) -> None:
        document = document if isinstance(document, dict) else {}
        self.type: Optional[str] = document.get("type")
        """The address that identifies the kind of error."""
        self.title: Optional[str] = document.get("title")
        """What is wrong, in a sentence of the service."""
        self.status: Optional[int] = document.get("status")
        self.name: Optional[str] = document.get("name")
        """The wrong parameter, such as ``restreams[0][serverUrl]``."""
        self.detail: Optional[str] = document.get("detail")
        """A hint, often with the limit that was exceeded."""
        self._further: Any = document.get("problems")

    @property
    def problems(self) -> "List[Problem]":
        """What else is wrong; each problem is read when it is asked for, however deep they nest."""
        further = self._further if isinstance(self._further, list) else []
        return [Problem(one) for one in further if isinstance(one, dict)]

    @property
    def slug(self) -> Optional[str]:
        """The last segment of ``type``, such as ``resource-not-found``: the error's stable name."""
        return self.type.rstrip("/").rpartition("/")[2] if isinstance(self.type, str) else None

    @property
    def sentence(self) -> str:
        """Title, wrong parameter and detail in one line."""
        name = f" ({self.name})" if self.name else ""
        detail = f": {self.detail}" if self.detail else ""
        return one_line(f"{self.title or ''}{name}{detail}")

    def __repr__(self) -> str:
        return f"Problem({self.sentence})"


class _ResumableError(ApiVideoError):
    """What failed can be resumed. It is also of the class of its cause, its ``__cause__``."""

    video_id: Optional[str] = None
    """The video; None if it was not created yet."""
    _resume: Optional[Callable[[Any], Any]] = None
    _kinds: Tuple[Any, ...] = ()  # the class of the first cause, and those that it became

    @classmethod
    def of(cls: Type[E], cause: ApiVideoError) -> E:
        """Return an error of this class, and of the class of its cause, with its attributes."""
        kinds = getattr(cause, "_kinds", ()) or (type(cause),)
        kinds = kinds if isinstance(cause, cls) else (*kinds, cls)
        error: E = _rebuilt(kinds, cause.args, cause.__dict__)
        return error

    def resume(self, cancel: Any = None) -> Any:
        """Do what is missing, and return what the call would have returned.

        An open file must still be open. *cancel*: a fresh ``apivideo.uploads.Cancellation``.
        """
        if self._resume is None:
            raise ApiValueError("this upload cannot be resumed here: upload with resume=True")
        return self._resume(cancel)

    def __reduce__(self) -> Any:
        state = {name: value for name, value in self.__dict__.items() if name != "_resume"}
        return _rebuilt, (self._kinds or (type(self),), self.args, state)


class UploadError(_ResumableError):
    """A part of an upload failed, after the retries that made sense.

    It is also of the class of its cause, such as NotFoundException or ApiConnectionError, which
    is its ``__cause__``.
    """

    part: Optional[int] = None
    """The number of the part."""
    confirmed = 0
    """Bytes that the service has acknowledged."""
    total: Optional[int] = None
    """The size of the file; None for a stream."""
    attempts = 1
    """How many attempts were made to send the part."""
    hint: Optional[str] = None
    """What to check before uploading the file again, if a video may have been created."""

    def __str__(self) -> str:
        where = f"part {self.part}: " if self.part is not None else ""
        size = "" if self.total is None else f" of {self.total}"
        known = f"; the service has {self.confirmed}{size} bytes" if self.confirmed else ""
        hint = "" if self.hint is None else f"; {self.hint}"
        return f"{where}{super().__str__()}{known}{hint}"


class UploadCancelled(UploadError):
    """The upload was cancelled; ``resume()`` continues it."""


class PublishError(_ResumableError):
    """Publishing a video failed; ``resume()`` goes on where it ended.

    It is also of the class of its cause, such as UploadError or EncodingFailedError, which is its
    ``__cause__``. ``video_id`` is None if there is no video, or no longer.
    """

    phase: str = ""
    """What failed: ``creating``, ``uploading`` or ``processing``."""

    def __str__(self) -> str:
        video = "" if self.video_id is None else f" video {self.video_id}"
        return f"{self.phase}{video}: {super().__str__()}"


@functools.lru_cache(maxsize=None)
def _combined(kinds: Tuple[Any, ...]) -> Any:
    """Return the class of errors that are of all *kinds*, of which the last ones are resumable."""
    cause, kind = (_combined(kinds[:-1]) if kinds[1:] else kinds[0]), kinds[-1]
    if kind is cause:
        return kind
    members = {"__module__": __name__, "__doc__": kind.__doc__, "_kinds": kinds}
    return type(kind.__name__, (kind, cause), members)


def _rebuilt(kinds: Tuple[Any, ...], arguments: Any, state: Dict[str, Any]) -> Any:
    kind = _combined(kinds)
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error


class EncodingFailedError(ApiVideoError):
    """The service could not encode the video; ``status`` has the details."""

    def __init__(self, message: str, status: "Optional[VideoStatus]" = None) -> None:
        super().__init__(message)
        self.status = status


class NothingUploadedError(EncodingFailedError):
    """The video has no file, and none is on its way; ``status`` has the details."""


class SummaryFailedError(ApiVideoError):
    """There is no summary, and none is being made; ``summary`` has the details."""

    def __init__(self, message: str, summary: "Optional[Summary]" = None) -> None:
        super().__init__(message)
        self.summary = summary


class WebhookError(ApiVideoError):
    """It is not certain that the service sent this request to a webhook, as it is and just now."""


def render_path(path_to_item: Any) -> str:
    """Return the place of a value in a JSON object: ``['data'][0]['title']``."""
    return "".join(f"[{step!r}]" for step in path_to_item)


def one_line(text: str) -> str:
    """Return a text in a form that can be logged: one line, control characters removed, cut."""
    text = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return text if len(text) <= 1000 else text[:1000] + "..."


IS_NUMBER = re.compile(r"[0-9]{1,9}\Z").match


def whole_number(text: Optional[str]) -> Optional[int]:
    """Return the number in a header, or None if it has none of at most nine digits."""
    digits = (text or "").strip()
    return int(digits) if IS_NUMBER(digits) else None


def seconds_in(headers: Mapping[str, str], names: Sequence[str]) -> Optional[float]:
    """Return the first number of seconds in the headers with these names, or None."""
    found = (whole_number(headers.get(name)) for name in names)
    return next((float(seconds) for seconds in found if seconds is not None), None)


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return a hint at the one of *names* that is nearly *name*, or nothing."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(names), 1)
    return f"; did you mean {close[0]}?" if close else ""
