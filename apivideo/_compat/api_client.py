"""Methods of the published ApiClient; ours has them as its own, so every client imports this."""

import io
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Iterable, List, Mapping, Optional, Tuple
from urllib.parse import urlencode

from apivideo._http.message import AUTH_SETTINGS, Call, Capture, SendOptions, secrets_of
from apivideo._http.multipart import MultipartBody, media_type
from apivideo._http.source import Source
from apivideo.convert import annotation_of, dump, dump_pairs, encoded, query_text, reader
from apivideo.exceptions import ApiValueError, UnexpectedResponseException

if TYPE_CHECKING:
    from apivideo.api_client import ApiClient

JSON = "application/json"

Pairs = List[Tuple[str, Any]]


def call_api(
    self: "ApiClient",
    resource_path: str,
    method: str,
    path_params: Optional[Mapping[str, Any]] = None,
    query_params: Any = None,
    header_params: Optional[Mapping[str, Any]] = None,
    body: Any = None,
    post_params: Any = None,
    files: Optional[Mapping[str, List[Any]]] = None,
    response_type: Any = None,
    auth_settings: Optional[Iterable[str]] = None,
    async_req: Optional[bool] = None,
    _return_http_data_only: Optional[bool] = None,
    collection_formats: Optional[Mapping[str, str]] = None,
    _preload_content: bool = True,
    _request_timeout: Any = None,
    _host: Optional[str] = None,
) -> Any:
    """Send any call. Returns the data, the status and the headers, or only the data.

    *response_type* is in a tuple: a model, ``str``, ``dict`` or ``[Model]``; without it the data is
    None. *auth_settings*: not empty, the call sends credentials; None, it does unless *_host* is
    given. *files* is ``{"file": [opened]}``.
    """
    pairs = self.parameters_to_tuples(dump_pairs(query_params), collection_formats)
    if auth_settings is None:
        auth_settings = () if _host else AUTH_SETTINGS
    path = self.path(resource_path, path_params or {})
    values = {name: self.path("{it}", {"it": one}) for name, one in (path_params or {}).items()}
    call = Call(
        method.upper(),
        path,
        query=[(name, query_text(value)) for name, value in pairs if value is not None],
        headers=header_params or {},
        auth_settings=auth_settings,
        host=_host,
        secrets=secrets_of(values),
        gone_is_done=method.upper() == "DELETE" and not response_type,
        options=SendOptions(_request_timeout, capture=Capture(raw=not _preload_content)),
    )

    def send() -> Any:
        with ExitStack() as opened:
            content, content_type = encoded(_body(body, dump_pairs(post_params), files, opened))
            response = self.session.send(call._replace(body=content, content_type=content_type))
        data = self.deserialize(response, response_type) if _preload_content else response
        return data if _return_http_data_only else (data, response.status, response.headers)

    return self.pool.apply_async(send) if async_req else send()


def request(
    self: "ApiClient",
    method: str,
    url: str,
    query_params: Any = None,
    headers: Optional[Mapping[str, str]] = None,
    post_params: Any = None,
    body: Any = None,
    _preload_content: bool = True,
    _request_timeout: Any = None,
) -> Any:
    """Send a request to a whole *url*, without credentials."""
    from apivideo._compat.rest import RESTClientObject

    self.session.check_open()
    client = RESTClientObject(self.configuration, transport=self.rest_client)
    arguments = (query_params, headers, body, post_params, _preload_content, _request_timeout)
    return client.request(method, url, *arguments)


def deserialize(self: "ApiClient", response: Any, response_type: Any) -> Any:
    """Return the content of *response* as *response_type*, a tuple with a type in it."""
    if not response_type:
        return None
    wanted, data = response_type[0], response.data
    if getattr(wanted, "__name__", "") == "file_type":
        from apivideo._compat.model_utils import deserialize_file

        disposition = response.headers.get("Content-Disposition")
        return deserialize_file(data, self.configuration, disposition)
    if wanted is bytes:
        return data
    if wanted is str:
        return data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    if not data:
        return None
    read = reader(annotation_of(wanted))
    try:
        document = json.loads(data if isinstance(data, str) else data.decode())
        return document if read is None else read(document)
    except (ValueError, TypeError, RecursionError) as error:
        raise UnexpectedResponseException(http_resp=response) from error


def sanitize_for_serialization(cls: Any, obj: Any) -> Any:
    """Return *obj* as JSON has it: models as dicts with JSON names, dates as text."""
    return dump(obj)


def parameters_to_tuples(self: "ApiClient", params: Any, collection_formats: Any) -> Pairs:
    """Return names and values, lists joined or repeated as *collection_formats* says."""
    separators = {"ssv": " ", "tsv": "\t", "pipes": "|"}
    pairs: Pairs = []
    for name, value in dump_pairs(params):
        style = (collection_formats or {}).get(name)
        if style == "multi":
            pairs += [(name, one) for one in value]
        elif style == "deepObject":
            pairs += [(f"{name}[{key}]", one) for key, one in value.items()]
        elif style:
            pairs.append((name, separators.get(style, ",").join(map(str, value))))
        else:
            pairs.append((name, value))
    return pairs


def parameters_to_multipart(self: "ApiClient", params: Any, collection_types: Any) -> Pairs:
    """Return names and values, a collection as its JSON text."""
    return [
        (name, json.dumps(dump(value)) if isinstance(value, collection_types) else value)
        for name, value in dump_pairs(params)
    ]


def files_parameters(self: "ApiClient", files: Any = None) -> Pairs:
    """Return field names with file name, content and media type. The files stay open."""
    parts: Pairs = []
    for name, one in [(name, one) for name, many in (files or {}).items() for one in many or ()]:
        with Source(one) as source:
            content = b"".join(map(bytes, source.blocks(0, source.size)))
            parts.append((name, (source.name, content, media_type(source.name))))
    return parts


def get_file_data_and_close_file(file_instance: Any) -> Any:
    """Return the content of a file, and close the file."""
    with file_instance:
        return file_instance.read()


def select_header_accept(self: "ApiClient", accepts: Optional[List[str]]) -> Optional[str]:
    """Return the ``Accept`` header: JSON if it is offered."""
    lowered = [one.lower() for one in accepts or ()]
    return JSON if JSON in lowered else ", ".join(lowered) or None


def select_header_content_type(self: "ApiClient", content_types: Optional[List[str]]) -> str:
    """Return the ``Content-Type`` header: JSON if it is offered."""
    lowered = [one.lower() for one in content_types or ("*/*",)]
    return JSON if JSON in lowered or "*/*" in lowered else lowered[0]


class Form(bytes):
    """Encoded form fields."""

    content_type = "application/x-www-form-urlencoded"


def _body(body: Any, fields: List[Tuple[str, Any]], files: Any, opened: ExitStack) -> Any:
    """Return the body of a call from the arguments of ``call_api``; *opened* closes its file."""
    several = [(name, one) for name, many in (files or {}).items() for one in many or ()]
    if several and [name for name, _ in several] != ["file"]:
        raise ApiValueError('files: one file can be sent, as {"file": [opened]}')
    if several:
        return MultipartBody(dict(fields), opened.enter_context(Source(several[0][1])))
    if body is None and fields:
        pairs = [(name, query_text(value)) for name, value in fields if value is not None]
        return Form(urlencode(pairs).encode())
    return body


class ChunkIO(io.BytesIO):
    """Bytes with a file name."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name
