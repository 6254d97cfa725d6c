"""Names of the published client (1.3.0 to 1.4.7) that nothing else here uses.

Code written for that client goes on working; new code has ``ApiClient.call``, ``Model.to_json``
and ``RestClient.send`` for the same ends.
"""

import io
from contextlib import ExitStack
from typing import Any, Iterable, List, Mapping, Optional, Tuple

from apivideo.convert import dump, dump_pairs, parse_date, parse_datetime, query_text
from apivideo.exceptions import ApiValueError, UnexpectedAnswerException
from apivideo.messages import secrets_of
from apivideo.sending import AUTH_SETTINGS


class PublishedApiClient:
    """Methods of the published ApiClient beside those of the one here."""

    configuration: Any
    pool: Any
    send: Any
    _check_usable: Any
    _quoted: Any
    rest_client: Any

    def call_api(
        self,
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
        """Send any request, also one that has no method of its own.

        Args:
            resource_path: The path, with ``{name}`` for each of *path_params*.
            query_params: Names and values, as a dict or a list of pairs.
            post_params: Text fields, sent as multipart beside *files*, or as a form without.
            files: The file to send: ``{"file": [opened]}``.
            response_type: What the answer holds, in a tuple: a model, ``str``, ``dict`` or
                ``[Model]``. Without it the result is None.
            auth_settings: Any name in it: the call needs credentials. None: it has them, unless
                *_host* is another one.
            collection_formats: ``multi`` repeats a parameter for each item of its list.

        Returns the data, the status and the headers, or the data alone where
        *_return_http_data_only* is True.
        """
        if auth_settings is None and not _host:
            auth_settings = AUTH_SETTINGS
        if async_req:
            return self.pool.apply_async(
                self.call_api,
                (resource_path, method, path_params, query_params, header_params, body),
                dict(
                    post_params=post_params,
                    files=files,
                    response_type=response_type,
                    auth_settings=auth_settings,
                    _return_http_data_only=_return_http_data_only,
                    collection_formats=collection_formats,
                    _preload_content=_preload_content,
                    _request_timeout=_request_timeout,
                    _host=_host,
                ),
            )
        pairs = self.parameters_to_tuples(dump_pairs(query_params), collection_formats)
        values = self._quoted(path_params or {})
        with ExitStack() as opened:
            answer = self.send(
                method,
                resource_path.format(**values),
                query=[(name, query_text(value)) for name, value in pairs if value is not None],
                headers=header_params,
                body=_body(body, dump_pairs(post_params), files, opened),
                auth_settings=auth_settings,
                timeout=_request_timeout,
                stream=not _preload_content,
                host=_host,
                secrets=secrets_of(values),
                gone_is_done=method.upper() == "DELETE" and not response_type,
            )
        data = answer if not _preload_content else self.deserialize(answer, response_type)
        return data if _return_http_data_only else (data, answer.status, answer.headers)

    def request(
        self,
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
        from apivideo.published_rest import RESTClientObject

        self._check_usable()
        client = RESTClientObject(self.configuration, client=self.rest_client)
        arguments = (query_params, headers, body, post_params)
        return client.request(method, url, *arguments, _preload_content, _request_timeout)

    def deserialize(self, response: Any, response_type: Any) -> Any:
        """The content of *response* as *response_type*, which is a tuple with a type in it."""
        if not response_type:
            return None
        import json

        wanted = response_type[0]
        if getattr(wanted, "__name__", "") == "file_type":
            from apivideo.model_utils import deserialize_file

            disposition = response.headers.get("Content-Disposition")
            return deserialize_file(response.data, self.configuration, disposition)
        if wanted is str:
            return response.data.decode("utf-8", "replace")
        if wanted is bytes:
            return response.data
        try:
            text = response.data.decode()
            return _converted(json.loads(text), wanted) if text else None
        except (ValueError, TypeError, RecursionError) as error:
            raise UnexpectedAnswerException(http_resp=response) from error

    @classmethod
    def sanitize_for_serialization(cls, obj: Any) -> Any:
        """*obj* as JSON has it: models as dicts with JSON names, dates as text."""
        return dump(obj)

    def parameters_to_tuples(
        self, params: Any, collection_formats: Optional[Mapping[str, str]]
    ) -> List[Tuple[str, Any]]:
        """Names and values, a list joined or repeated as *collection_formats* says."""
        separators = {"ssv": " ", "tsv": "\t", "pipes": "|"}
        pairs: List[Tuple[str, Any]] = []
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

    def parameters_to_multipart(self, params: Any, collection_types: Any) -> List[Tuple[str, Any]]:
        """Names and values, a collection as its JSON text."""
        import json

        return [
            (name, json.dumps(dump(value)) if isinstance(value, collection_types) else value)
            for name, value in dump_pairs(params)
        ]

    def files_parameters(
        self, files: Optional[Mapping[str, Optional[List[Any]]]] = None
    ) -> List[Tuple[str, Tuple[str, bytes, str]]]:
        """Field names with file name, content and media type. The files stay open."""
        from apivideo.multipart import media_type
        from apivideo.sources import Source

        fields = []
        for name, opened in (files or {}).items():
            for source in map(Source, opened or []):
                content = source.read(0, source.size)
                fields.append((name, (source.name, content, media_type(source.name))))
        return fields

    @staticmethod
    def get_file_data_and_close_file(file_instance: Any) -> bytes:
        """The content of a file, which is closed."""
        with file_instance:
            content: bytes = file_instance.read()
        return content

    def select_header_accept(self, accepts: Optional[List[str]]) -> Optional[str]:
        """The ``Accept`` header: JSON where it is offered."""
        lowered = [one.lower() for one in accepts or []]
        if not lowered:
            return None
        return "application/json" if "application/json" in lowered else ", ".join(lowered)

    def select_header_content_type(self, content_types: Optional[List[str]]) -> str:
        """The ``Content-Type`` header: JSON where it is offered."""
        lowered = [one.lower() for one in content_types or []]
        if not lowered or "application/json" in lowered or "*/*" in lowered:
            return "application/json"
        return lowered[0]


def _converted(value: Any, wanted: Any) -> Any:
    if isinstance(wanted, tuple):
        return _converted(value, wanted[0])
    if isinstance(wanted, list):
        if not isinstance(value, list):
            raise TypeError
        return [_converted(one, wanted[0]) for one in value]
    if isinstance(wanted, dict):
        return {key: _converted(one, wanted[str]) for key, one in dict(value).items()}
    if hasattr(wanted, "from_json"):
        return wanted.from_json(value)
    parse = {"datetime": parse_datetime, "date": parse_date}.get(getattr(wanted, "__name__", ""))
    return parse(value) if parse and isinstance(value, str) else value


class Form(bytes):
    """Fields as a form has them."""

    content_type = "application/x-www-form-urlencoded"


def _body(body: Any, fields: List[Tuple[str, Any]], files: Any, opened: ExitStack) -> Any:
    """What to send of what ``call_api`` takes; *opened* closes what is opened for it."""
    several = [(name, one) for name, many in (files or {}).items() for one in many or ()]
    if len(several) > 1 or any(name != "file" for name, _ in several):
        raise ApiValueError('files: one file can be sent, as {"file": [opened]}')
    source = several[0][1] if several else None
    if source is not None:
        from apivideo.multipart import MultipartBody
        from apivideo.sources import Source

        return MultipartBody(dict(fields), opened.enter_context(Source(source)))
    if body is None and fields:
        from urllib.parse import urlencode

        pairs = [(name, query_text(value)) for name, value in fields if value is not None]
        return Form(urlencode(pairs).encode())
    return body


class ChunkIO(io.BytesIO):
    """Bytes with a file name."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name
