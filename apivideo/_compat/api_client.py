"""Methods of the published ApiClient; ours has them as its own, so every client imports this."""

import json
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Mapping, Optional, Tuple
from urllib.parse import urlencode

from apivideo import convert
from apivideo._compat.model_utils import ChunkIO, deserialize_file
from apivideo._compat.rest import Form, RESTClientObject, address
from apivideo._http import message
from apivideo._http.message import AUTH_SETTINGS, Call, Capture, Response, SendOptions, discreet
from apivideo._http.multipart import MultipartBody, media_type
from apivideo._http.source import Source
from apivideo.exceptions import ApiTypeError, ApiValueError

if TYPE_CHECKING:
    from apivideo.api_client import ApiClient

JSON = "application/json"

HELPERS = frozenset(
    "deserialize files_parameters get_file_data_and_close_file parameters_to_multipart pool"
    " parameters_to_tuples sanitize_for_serialization select_header_accept"
    " select_header_content_type set_origin_header".split()
)
"""Names of the published client that are still there, and that no prompt needs to offer."""

Pairs = List[Tuple[str, Any]]


@discreet
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
    query = convert.dump_pairs(query_params, "query_params")
    pairs = self.parameters_to_tuples(query, collection_formats)
    fields = convert.dump_pairs(post_params, "post_params")
    if auth_settings is None:
        auth_settings = () if _host else AUTH_SETTINGS
    authorized_by: List[str] = convert.acceptor(List[str])(auth_settings, "auth_settings")
    path = self._path(resource_path, path_params or {})
    method = convert.acceptor(str)(method, "method").upper()
    if response_type and not isinstance(response_type, tuple):
        raise ApiTypeError("response_type must be a tuple with a type in it, such as (Video,)")
    if response_type:
        convert.annotation_of(response_type, "response_type")
    if _host is not None:
        address(_host, "_host")
    options = getattr(header_params, "options", SendOptions())
    if async_req:
        options = options._replace(cancellation=self._async_calls)
    call = Call(
        method,
        path,
        query=[(name, convert.query_text(value)) for name, value in pairs if value is not None],
        headers=convert.acceptor(Dict[str, Any])(header_params or {}, "header_params"),
        auth_settings=authorized_by,
        host=_host,
        gone_is_done=method == "DELETE" and not response_type,
        options=options._replace(
            timeout=_request_timeout, capture=Capture(raw=not _preload_content)
        ),
    )

    @discreet
    def send() -> Any:
        with ExitStack() as opened:
            content, content_type = convert.encoded(_body(body, fields, files, opened))
            response = self._session.send(call._replace(body=content, content_type=content_type))
        data = self.deserialize(response, response_type) if _preload_content else response
        return data if _return_http_data_only else (data, response.status, response.headers)

    return self.pool.apply_async(send) if async_req else send()


@discreet
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
    self._session.check_open()
    client = self.rest_client
    if not hasattr(client, "request"):
        client = RESTClientObject(self.configuration, transport=client)
    arguments = (query_params, headers, body, post_params, _preload_content, _request_timeout)
    return client.request(method, url, *arguments)


@discreet
def deserialize(self: "ApiClient", response: Any, response_type: Any) -> Any:
    """Return the content of *response* as *response_type*, a tuple with a type in it."""
    if not response_type:
        return None
    if not hasattr(response, "data"):
        raise ApiTypeError(f"response must be a response, not {type(response).__name__}")
    wanted, data = response_type[0], response.data
    if getattr(wanted, "__name__", "") == "file_type":
        disposition = response.headers.get("Content-Disposition")
        return deserialize_file(data, self.configuration, disposition)
    if wanted is bytes:
        return data
    if wanted is str:
        return data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    if not data:
        return None
    return parsed(response, convert.reader(convert.annotation_of(wanted, "response_type")), wanted)


def parsed(response: Any, read: Any, wanted: Any) -> Any:
    """Return the JSON value in a response, as *read* has it. A login page has none."""
    try:
        data = response.data
        document = json.loads(data.decode() if isinstance(data, bytes) else data)
        return document if read is None else read(document)
    except (ValueError, TypeError, RecursionError):
        name = f"a {wanted.__name__}" if convert.is_model(wanted) else "JSON"
        error = message.unreadable(response, f"the response is not {name}")
    raise error  # not from the exception of json, which has the whole text


def sanitize_for_serialization(cls: Any, obj: Any) -> Any:
    """Return *obj* as JSON has it: models as dicts with JSON names, dates as text."""
    with convert.naming("obj"):
        return convert.dump(obj)


def parameters_to_tuples(self: "ApiClient", params: Any, collection_formats: Any) -> Pairs:
    """Return names and values, lists joined or repeated as *collection_formats* says."""
    separators = {"ssv": " ", "tsv": "\t", "pipes": "|"}
    pairs: Pairs = []
    formats = convert.acceptor(Dict[str, str])(collection_formats or {}, "collection_formats")
    for name, value in convert.dump_pairs(params):
        style = formats.get(name)
        if style in ("multi", "deepObject"):
            pairs += convert.encode_query({name: value})
        elif style and isinstance(value, list):
            pairs.append((name, separators.get(style, ",").join(map(str, value))))
        else:
            pairs.append((name, value))
    return pairs


def parameters_to_multipart(self: "ApiClient", params: Any, collection_types: Any) -> Pairs:
    """Return names and values, a collection as its JSON text."""
    return [
        (name, json.dumps(convert.dump(value)) if isinstance(value, collection_types) else value)
        for name, value in convert.dump_pairs(params)
    ]


def files_parameters(self: "ApiClient", files: Any = None) -> Pairs:
    """Return field names with file name, content and media type. The files stay open."""
    parts: Pairs = []
    for name, one in _opened(files):
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
    lowered = [one.lower() for one in convert.acceptor(List[str])(accepts or [], "accepts")]
    return JSON if JSON in lowered else ", ".join(lowered) or None


def select_header_content_type(self: "ApiClient", content_types: Optional[List[str]]) -> str:
    """Return the ``Content-Type`` header: JSON if it is offered."""
    types: List[str] = convert.acceptor(List[str])(content_types or ["*/*"], "content_types")
    lowered = [one.lower() for one in types]
    return JSON if JSON in lowered or "*/*" in lowered else lowered[0]


def _body(body: Any, fields: List[Tuple[str, Any]], files: Any, opened: ExitStack) -> Any:
    """Return the body of a call from the arguments of ``call_api``; *opened* closes its file."""
    several = _opened(files)
    if several and [name for name, _ in several] != ["file"]:
        raise ApiValueError('files: one file can be sent, as {"file": [opened]}')
    if several:
        return MultipartBody(dict(fields), opened.enter_context(Source(several[0][1])))
    if body is None and fields:
        pairs = [(name, convert.query_text(value)) for name, value in fields if value is not None]
        return Form(urlencode(pairs).encode())
    return body


def _opened(files: Any) -> Pairs:
    """Return the files in an argument of the published client with the names of their fields."""
    accepted = convert.acceptor(Dict[str, Optional[List[Any]]])(files or {}, "files")
    return [(name, one) for name, many in accepted.items() for one in many or ()]


class _Headers(Dict[str, Any]):
    """The headers of a call, which carry its options through a ``call_api`` of the user."""

    options = SendOptions()


def call_replaced(call_api: Any, call: Tuple[Any, ...], options: SendOptions) -> Any:
    """Make a call by a *call_api* of the user, with the arguments that the published client has."""
    path, method, path_params, query, headers, body, form, file, returns, authenticated = call
    values = [
        (name, convert.dump(value)) for name, value in (query or {}).items() if value is not None
    ]
    styles: Dict[Any, str] = {list: "multi", dict: "deepObject"}
    if isinstance(body, MultipartBody):  # a part of an upload
        form, source, body = body.fields, body.source, None
        file = ChunkIO(b"".join(map(bytes, source.blocks(0, source.size))), source.name)
    sent = _Headers(headers or {}, Accept=JSON)
    sent.options = options
    capture = options.capture or Capture(data_only=True)
    result = call_api(
        re.sub(r"\{\w+\}", lambda name: _published_name(name.group()), path),
        method,
        {_published_name(name): value for name, value in (path_params or {}).items()},
        values,
        sent,
        body=body,
        post_params=[(name, value) for name, value in (form or {}).items() if value is not None],
        files={} if file is None else {"file": [file]},
        response_type=(returns,) if returns else None,
        auth_settings=list(AUTH_SETTINGS) if authenticated else [],
        async_req=False,
        _return_http_data_only=capture.data_only,
        _preload_content=not options.is_raw,
        _request_timeout=options.timeout,
        collection_formats={k: styles[type(v)] for k, v in values if type(v) in styles},
    )
    is_whole = not capture.data_only and isinstance(result, tuple) and len(result) == 3
    result, status, received = result if is_whole else (result, 200, {})
    capture.response = Response(status, None, received, b"")
    return result


def _published_name(name: str) -> str:
    return re.sub("_(.)", lambda letter: letter.group(1).upper(), name)
