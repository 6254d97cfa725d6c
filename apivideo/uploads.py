"""Uploads: which parts a file is sent in, and sending them.

The protocol is that of service facts, section 8: ``Content-Range: part n/total``, or ``part n/*``
while the total is unknown; every part but the last has at least 5 MiB.
"""

import threading
from typing import Any, Dict, Generic, Iterator, Mapping, NamedTuple, Optional, Type, TypeVar, cast

from apivideo.api_client import ApiClient
from apivideo.endpoint import operation
from apivideo.exceptions import ApiValueError
from apivideo.model_base import Model
from apivideo.multipart import MultipartBody, Source
from apivideo.options import FileSource, ProgressListener, Unpack, UploadOptions

V = TypeVar("V", bound=Model)
P = TypeVar("P", bound=Model)


class Part(NamedTuple):
    """One request of an upload."""

    number: int
    total: Optional[int]  # None while nobody knows how many there will be
    start: int
    length: int

    @property
    def content_range(self) -> str:
        """The header that tells the service which part this is."""
        return "part {}/{}".format(self.number, self.total or "*")


def plan(size: int, chunk_size: int) -> Iterator[Part]:
    """The parts of a file of *size* bytes: each of *chunk_size*, the last of what is left."""
    total = -(-size // chunk_size)
    for index in range(total):
        start = index * chunk_size
        yield Part(index + 1, total, start, min(chunk_size, size - start))


class Target(NamedTuple):
    """Where the parts of one upload go."""

    client: ApiClient
    path: str
    path_params: Optional[Mapping[str, str]]
    query: Optional[Mapping[str, Any]]
    form: Mapping[str, Optional[str]]
    carry: Optional[str]
    authenticated: bool

    def send(self, source: Source, part: Part, returns: Any, **options: Any) -> Any:
        """Send one part of *source*."""
        return self.client.call(
            "POST",
            self.path,
            path_params=self.path_params,
            query=self.query,
            headers={"Content-Range": part.content_range},
            body=MultipartBody(self.form, source, part.start, part.length),
            returns=returns,
            authenticated=self.authenticated,
            **options,
        )

    def after(self, answer: Model) -> "Target":
        """The target of the parts after the one with this *answer*, which names the video."""
        if self.carry is None or self.form.get(self.carry):
            return self
        return self._replace(form=dict(self.form, **{self.carry: answer.get(self.carry)}))


def upload(
    client: ApiClient,
    path: str,
    *,
    file: FileSource,
    returns: Type[V],
    path_params: Optional[Mapping[str, str]] = None,
    query: Optional[Mapping[str, Any]] = None,
    form: Optional[Mapping[str, Optional[str]]] = None,
    carry: Optional[str] = None,
    authenticated: bool = True,
    async_req: bool = False,
    _progress_listener: Optional[ProgressListener] = None,
    **options: Any,
) -> V:
    """Send *file* in parts of ``client.configuration.chunk_size`` bytes.

    Args:
        file: A path, bytes, or a file opened in binary mode, which is sent from its first byte on
            and left open.
        carry: A member of the first answer that all later parts repeat as a form field.
        _progress_listener: Called with the bytes that have arrived and the size of the file.

    Raises:
        ApiTypeError, ApiValueError: *file* cannot be sent; nothing was.
        ApiConnectionError, ApiException: A part did not arrive.
    """
    if async_req:
        arguments = dict(
            options,
            file=file,
            returns=returns,
            path_params=path_params,
            query=query,
            form=form,
            carry=carry,
            authenticated=authenticated,
            _progress_listener=_progress_listener,
        )
        return cast(V, client.pool.apply_async(upload, (client, path), arguments))
    target = Target(client, path, path_params, query, form or {}, carry, authenticated)
    timeout = {"_request_timeout": options.get("_request_timeout")}
    answer: Any = None
    with Source(file) as source:
        for part in plan(source.size, client.configuration.chunk_size):
            is_last = part.number == part.total
            answer = target.send(source, part, returns, **(options if is_last else timeout))
            if not is_last:
                target = target.after(answer)
            if _progress_listener is not None:
                _progress_listener(part.start + part.length, source.size)
    return cast(V, answer)


class ProgressiveSession(Generic[V, P]):
    """An upload whose parts are handed over one by one, as they become available.

    Parts are numbered in the order they are handed over; one that fails may be sent again and
    keeps its number. Every part but the last has at least 5 MiB.
    """

    def __init__(
        self,
        client: ApiClient,
        path: str,
        *,
        returns: Type[V],
        part_returns: Type[P],
        path_params: Optional[Mapping[str, str]] = None,
        query: Optional[Mapping[str, Any]] = None,
        form: Optional[Mapping[str, Optional[str]]] = None,
        carry: Optional[str] = None,
        authenticated: bool = True,
    ) -> None:
        self._target = Target(client, path, path_params, query, form or {}, carry, authenticated)
        self._returns = returns
        self._part_returns = part_returns
        self._sent = 0
        self._lock = threading.Lock()

    @operation()
    def upload_part(self, file: FileSource, **options: "Unpack[UploadOptions]") -> P:
        """Send a part that is not the last; a path, bytes or a file opened in binary mode."""
        return cast(P, self._send(file, False, self._part_returns, options))

    @operation()
    def upload_last_part(self, file: FileSource, **options: "Unpack[UploadOptions]") -> V:
        """Send the last part; the service now has the whole video."""
        return cast(V, self._send(file, True, self._returns, options))

    uploadPart = upload_part
    uploadLastPart = upload_last_part

    def _send(self, file: FileSource, is_last: bool, returns: Any, given: Mapping[str, Any]) -> Any:
        options: Dict[str, Any] = dict(given)
        if options.pop("async_req", False):
            raise ApiValueError("async_req must not be True: a session sends one part at a time")
        listener = options.pop("_progress_listener", None)
        is_plain = options.pop("_return_http_data_only", True)
        with self._lock, Source(file) as source:
            number = self._sent + 1
            part = Part(number, number if is_last else None, 0, source.size)
            options["_return_http_data_only"] = False
            answer, status, headers = self._target.send(source, part, returns, **options)
            self._sent = number
            if isinstance(answer, Model):
                self._target = self._target.after(answer)
        if listener is not None:
            listener(source.size, source.size)
        return answer if is_plain else (answer, status, headers)
