"""What an upload raises that did not arrive as a whole."""

from typing import Any, Callable, Dict, Optional, Type

from apivideo.exceptions import ApiValueError, ApiVideoError


class UploadError(ApiVideoError):
    """A part of an upload did not arrive, although it was sent again where that might help.

    It is also of the class of what went wrong, such as NotFoundException or ApiConnectionError,
    which is its ``__cause__``.
    """

    part: Optional[int] = None
    """The number of the part."""

    confirmed = 0
    """Bytes that the service has acknowledged."""

    total: Optional[int] = None
    """The size of the file; None for a stream."""

    attempts = 1
    """How often the part was tried."""

    video_id: Optional[str] = None
    """The video; None where it was not created yet."""

    _resume: Optional[Callable[[], Any]] = None

    def resume(self) -> Any:
        """Send what is missing, and give what the upload would have given.

        A file that was handed over open must still be open.
        """
        if self._resume is None:
            message = "this upload cannot be resumed from here: call upload with resume=True"
            raise ApiValueError(message)
        return self._resume()

    def __str__(self) -> str:
        where = f"part {self.part}: " if self.part is not None else ""
        size = "" if self.total is None else f" of {self.total}"
        known = f"; the service has {self.confirmed}{size} bytes" if self.confirmed else ""
        return f"{where}{super().__str__()}{known}"

    def __reduce__(self) -> Any:
        state = {key: one for key, one in self.__dict__.items() if key != "_resume"}
        return _unpickled_upload_error, (self._cause_class(), self.args, state)

    @classmethod
    def _cause_class(cls) -> Any:
        return cls.__bases__[-1]


class UploadCancelled(UploadError):
    """The upload was cancelled; ``resume()`` goes on."""

    @classmethod
    def _cause_class(cls) -> Any:
        return cls


_upload_errors: Dict[Type[ApiVideoError], Type[UploadError]] = {}


def upload_error(cause: ApiVideoError) -> UploadError:
    """An UploadError that is also of the class of its *cause*, with all that it tells."""
    kind = _upload_error_class(type(cause))
    error = kind.__new__(kind, *cause.args)
    error.args = cause.args
    error.__dict__.update(cause.__dict__)
    return error


def _upload_error_class(kind: Type[ApiVideoError]) -> Type[UploadError]:
    if issubclass(kind, UploadError):
        return kind
    if kind not in _upload_errors:
        _upload_errors[kind] = type("UploadError", (UploadError, kind), {"__module__": __name__})
    return _upload_errors[kind]


def _unpickled_upload_error(cause: Any, arguments: Any, state: Dict[str, Any]) -> UploadError:
    kind = _upload_error_class(cause)
    error = kind.__new__(kind, *arguments)
    error.args = arguments
    error.__dict__.update(state)
    return error
