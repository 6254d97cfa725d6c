"""ApiClient: a call becomes a Request; its Response becomes a model or an exception."""

import functools
import json
from typing import (
    Any,
    Dict,
    Iterable,
    Mapping,
    Optional,
    Tuple,
    Type,
    TypeVar,
    overload,
)
from urllib.parse import quote, urlencode

from apivideo.configuration import Configuration, timeout_pair
from apivideo.convert import Query, encode_query, to_json_bytes
from apivideo.exceptions import (
    ApiTypeError,
    ApiValueError,
    UnexpectedAnswerException,
    exception_for,
)
from apivideo.lazy import lazy_package
from apivideo.messages import Request, Response
from apivideo.model_base import Model
from apivideo.options import FileSource, Timeout
from apivideo.origin import DefaultHeaders
from apivideo.published import PublishedApiClient

AUTH_SETTINGS = ["bearerAuth", "apiKey"]

M = TypeVar("M", bound=Model)

C = TypeVar("C", bound="ApiClient")


class ApiClient(DefaultHeaders, PublishedApiClient):
    """A connection to the service without an API key, for the calls that need none.

    Threads may share it. Close it after use, or use it in a ``with`` statement.

    Args:
        configuration: Settings; a copy is kept as ``client.configuration``.
        header_name: Name of a header to send with each request.
        header_value: Its value.
        cookie: A ``Cookie`` header to send with each request.
        pool_threads: Threads for calls with ``async_req=True``.
        rest_client: What sends the requests; a RestClient by default.
    """

    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        header_name: Optional[str] = None,
        header_value: Optional[str] = None,
        cookie: Optional[str] = None,
        pool_threads: int = 1,
        *,
        rest_client: Any = None,
    ) -> None:
        import copy

        if configuration is None:
            self.configuration = Configuration.get_default_copy()
        elif isinstance(configuration, Configuration):
            self.configuration = copy.deepcopy(configuration)
        else:
            kind = type(configuration).__name__
            raise ApiTypeError(f"configuration must be a Configuration, not {kind}")
        super().__init__()
        if header_name is not None:
            self.set_default_header(header_name, header_value)
        self.cookie = cookie
        self.pool_threads = pool_threads
        self._pool: Any = None
        self._rest_client = rest_client

    @property
    def rest_client(self) -> Any:
        """What sends the requests. The transport is loaded when it is first needed."""
        if self._rest_client is None:
            from apivideo.rest import RestClient

            self._rest_client = RestClient(self.configuration)
        return self._rest_client

    @property
    def pool(self) -> Any:
        """The threads that run calls with ``async_req=True``."""
        if self._pool is None:
            from multiprocessing.pool import ThreadPool

            self._pool = ThreadPool(self.pool_threads)
        return self._pool

    def close(self) -> None:
        """Close the connections and end the threads of asynchronous calls."""
        if self._pool is not None:
            self._pool.close()
            self._pool.join()
            self._pool = None
        if self._rest_client is not None:
            self._rest_client.close()

    def __enter__(self: C) -> C:
        return self

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.configuration.host})"

    # ---- credentials ----

    def update_params_for_auth(
        self,
        headers: Dict[str, str],
        querys: Query,
        auth_settings: Optional[Iterable[str]],
        resource_path: str,
        method: str,
        body: Any,
    ) -> None:
        """Add credentials to *headers* or *querys*. Replace it to authenticate in another way."""
        configured = self.configuration.auth_settings()
        for name in auth_settings or ():
            if name in configured:
                headers[configured[name]["key"]] = configured[name]["value"]

    def reauthenticate(self, refused: Mapping[str, str]) -> bool:
        """Whether a request with the headers *refused* is worth repeating after a 401."""
        return False

    # ---- one call ----

    @overload
    def call(self, method: str, path: str, *, returns: Type[M], **arguments: Any) -> M: ...

    @overload
    def call(self, method: str, path: str, *, returns: None = None, **arguments: Any) -> None: ...

    def call(self, method: str, path: str, *, async_req: bool = False, **arguments: Any) -> Any:
        """Send one request of the API and read its answer.

        Args:
            method: GET, POST, PATCH, PUT or DELETE.
            path: The path, with ``{name}`` for each of *path_params*.
            path_params: The values of these names.
            query: Query parameters by their wire names; None is not sent.
            headers: Headers of this request alone.
            body: A MultipartBody, or what has a form in JSON, such as a model.
            form: Text fields to send beside *file*; None is not sent.
            file: A path, bytes or a file opened in binary mode.
            returns: The model the answer holds.
            authenticated: Whether the call needs credentials.

        It takes the options of every API method as well, see CallOptions.

        Raises:
            ApiTypeError, ApiValueError: An argument is wrong; nothing was sent.
            ApiConnectionError: No answer came back.
            ApiException: The service refused.
        """
        if async_req:
            return self.pool.apply_async(self._call, (method, path), arguments)
        return self._call(method, path, **arguments)

    def _call(
        self,
        method: str,
        path: str,
        *,
        path_params: Optional[Mapping[str, str]] = None,
        query: Optional[Mapping[str, Any]] = None,
        headers: Optional[Mapping[str, str]] = None,
        body: Any = None,
        form: Optional[Mapping[str, Optional[str]]] = None,
        file: Optional[FileSource] = None,
        returns: Any = None,
        authenticated: bool = True,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
    ) -> Any:
        send = functools.partial(
            self.send,
            method,
            self.path(path, path_params or {}),
            query=encode_query(query or {}),
            headers=headers,
            auth_settings=AUTH_SETTINGS if authenticated else (),
            timeout=_request_timeout,
            stream=not _preload_content,
        )
        if file is None:
            answer = send(body=body)
        else:
            from apivideo.multipart import MultipartBody, Source

            with Source(file) as source:
                answer = send(body=MultipartBody(form or {}, source))
        data = None
        if not _preload_content:
            data = answer
        elif returns is not None:
            data = self._model(answer, returns)
        return data if _return_http_data_only else (data, answer.status, answer.headers)

    def path(self, template: str, values: Mapping[str, Any]) -> str:
        """*template* with *values* in it; no value can make it another path."""
        quoted = {}
        for name, value in values.items():
            text = quote(str(value), safe=self.configuration.safe_chars_for_path_param)
            if text in ("", ".", ".."):
                raise ApiValueError(f"{name} must be an id, not {value!r}")
            quoted[name] = text
        return template.format(**quoted)

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Query,
        headers: Optional[Mapping[str, Any]] = None,
        body: Any = None,
        auth_settings: Optional[Iterable[str]] = AUTH_SETTINGS,
        timeout: Timeout = None,
        stream: bool = False,
        host: Optional[str] = None,
    ) -> Any:
        """The answer to one request, sent again once when its token turns out to be old.

        With *stream* it is urllib3's own, unread.
        """
        carried, content = self._content(headers, body)
        seconds = self.configuration.request_timeout if timeout is None else timeout
        pair = timeout_pair("_request_timeout", seconds)
        for last in (False, True):
            own, pairs = dict(carried), list(query)
            self.update_params_for_auth(own, pairs, auth_settings, path, method, body)
            url = (host or self.configuration.host) + path
            url += "?" + urlencode(pairs) if pairs else ""
            request = Request(method, url, own, content, pair)
            client = self.rest_client
            answer = client.stream(request) if stream else client.send(request)
            if answer.status != 401 or last or not auth_settings or not self.reauthenticate(own):
                break
        if not 200 <= answer.status <= 299:
            raise exception_for(answer)
        return answer

    def _content(self, headers: Optional[Mapping[str, Any]], body: Any) -> Tuple[Any, Any]:
        """The headers of a request, credentials aside, and its body as it is sent."""
        carried = {"Accept": "application/json"}
        if self.cookie:
            carried["Cookie"] = self.cookie
        for name, value in self.default_headers.items():
            carried[name] = str(value)
        if hasattr(body, "content_type"):
            carried["Content-Type"] = body.content_type
            carried["Content-Length"] = str(len(body))
        elif body is not None:
            carried["Content-Type"] = "application/json"
            body = to_json_bytes(body)
        for name, value in (headers or {}).items():
            carried[name] = str(value)
        return carried, body

    @staticmethod
    def _model(answer: Response, returns: Type[M]) -> M:
        try:
            return returns.from_json(json.loads(answer.data.decode()))
        except (ValueError, TypeError, RecursionError) as error:
            reason = f"the answer is not a {returns.__name__}"
            raise UnexpectedAnswerException(reason=reason, http_resp=answer) from error


lazy_package(
    __name__,
    {
        "Endpoint": "apivideo.endpoint",
        "ApiException": "apivideo.exceptions",
        "ModelComposed": "apivideo.model_utils",
        "ModelNormal": "apivideo.model_utils",
        "ModelSimple": "apivideo.model_utils",
        "check_allowed_values": "apivideo.model_utils",
        "check_validations": "apivideo.model_utils",
        "deserialize_file": "apivideo.model_utils",
        "file_type": "apivideo.model_utils",
        "model_to_dict": "apivideo.model_utils",
        "rest": "apivideo",
        "validate_and_convert_types": "apivideo.model_utils",
    },
)
