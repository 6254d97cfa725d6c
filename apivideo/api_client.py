"""ApiClient: a call becomes a Request; its Response becomes a model or an exception."""

import functools
import json
import re
from typing import Any, Callable, Dict, Mapping, Optional, Type, TypeVar, overload
from urllib.parse import quote

from apivideo.convert import encode_query
from apivideo.exceptions import ApiValueError, UnexpectedAnswerException
from apivideo.lazy import lazy_package
from apivideo.messages import Response, secrets_of
from apivideo.model_base import Model
from apivideo.options import FileSource, Timeout
from apivideo.published import PublishedApiClient
from apivideo.retry import Policy
from apivideo.sending import AUTH_SETTINGS, Sender

M = TypeVar("M", bound=Model)

PLAIN_ID = re.compile(r"[\w-]+\Z", re.ASCII)
"""Nothing to quote in it."""


class ApiClient(Sender, PublishedApiClient):
    """A connection to the service without an API key, for the calls that need none.

    Threads may share it. Close it after use, or use it in a ``with`` statement.

    Args:
        configuration: Settings; a copy is kept as ``client.configuration``.
        header_name: Name of a header to send with each request.
        header_value: Its value.
        cookie: A ``Cookie`` header to send with each request.
        pool_threads: Threads for calls with ``async_req=True``.
        rest_client: What sends the requests; a RestClient by default.
        clock: Seconds that only go forward.
        sleep: Waits for some seconds before another attempt.
        draw: A number from 0 to 1, drawn evenly, for the length of a wait.
    """

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
            repeatable: Whether doing it twice does no harm; of a POST that is not assumed.
            pause: What to wait with before another attempt, see ``send``.
            policy: How often and how long to try; as configured where it is not given.

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
        repeatable: Optional[bool] = None,
        pause: Optional[Callable[[float, Exception], Any]] = None,
        policy: Optional[Policy] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
    ) -> Any:
        values = self._quoted(path_params or {})
        send = functools.partial(
            self.send,
            method,
            path.format(**values),
            query=encode_query(query or {}),
            headers=headers,
            auth_settings=AUTH_SETTINGS if authenticated else (),
            timeout=_request_timeout,
            stream=not _preload_content,
            repeatable=repeatable,
            pause=pause,
            policy=policy,
            gone_is_done=method == "DELETE" and returns is None,
            secrets=secrets_of(values),
        )
        if file is None:
            answer = send(body=body)
        else:
            from apivideo.multipart import MultipartBody
            from apivideo.sources import Source

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
        return template.format(**self._quoted(values))

    def _quoted(self, values: Mapping[str, Any]) -> Dict[str, str]:
        quoted = {}
        for name, value in values.items():
            text = str(value)
            if not PLAIN_ID.match(text):
                safe = self.configuration.safe_chars_for_path_param
                text = quote(text, safe=safe, errors="surrogatepass")
            if text in ("", ".", ".."):
                raise ApiValueError(f"{name} must be an id, not {value!r}")
            quoted[name] = text
        return quoted

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
        "ApiTypeError": "apivideo.exceptions",
        "Configuration": "apivideo.configuration",
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
