"""Every operation of the description, called over a socket: one table, one row for each."""

import copy
import inspect
import json
import pickle
import re
import warnings
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Tuple
from urllib.parse import parse_qsl

import pytest
from dateutil.parser import isoparse
from dateutil.tz import UTC
from support import description
from support.description import EVERY, FILE, OPERATIONS, Answer, Operation, Parameter
from support.recording_server import TOKENS, Recorded, RecordingServer

import apivideo
from apivideo import apis
from apivideo.exceptions import (
    ApiException,
    ApiTypeError,
    ApiValueError,
    BadRequestException,
    ConflictException,
    ForbiddenException,
    NotFoundException,
    TooManyRequestsException,
    UnauthorizedException,
    UnexpectedResponseException,
)
from apivideo.options import NOT_GIVEN

ANSWERS = description.answers()
SUCCESSES = [one for one in ANSWERS if one.status < 300 and not one.operation.hidden]
REFUSALS = [one for one in ANSWERS if one.status >= 400 and not one.operation.hidden]
HIDDEN = [one for one in ANSWERS if one.operation.hidden]
REQUESTS = [one for one in description.requests() if not one.operation.hidden]
UPLOADS = [one for one in OPERATIONS if one.upload]

EXCEPTIONS = {
    400: BadRequestException,
    401: UnauthorizedException,
    403: ForbiddenException,
    404: NotFoundException,
    409: ConflictException,
    429: TooManyRequestsException,
}

by_id = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.id)


class Sent(NamedTuple):
    """What a request says, in a form that can be compared."""

    method: str
    path: str
    query: List[Tuple[str, str]]
    authorization: Optional[str]
    content_range: Optional[str]
    document: Any = None
    form: Optional[Dict[str, bytes]] = None


def sent(request: Recorded) -> Sent:
    """The request that arrived."""
    media_type = request.headers.get("Content-Type", "")
    document, form = None, None
    if media_type == "application/json":
        document = request.document
    elif request.body:
        form = multipart(media_type, request.body)
    return Sent(
        request.method,
        request.path,
        sorted(
            parse_qsl(request.query, keep_blank_values=True, strict_parsing=bool(request.query))
        ),
        request.headers.get("Authorization"),
        request.headers.get("Content-Range"),
        document,
        form,
    )


def multipart(media_type: str, body: bytes) -> Dict[str, bytes]:
    """The fields of a multipart body; the content of its file under its field name."""
    boundary = re.match("multipart/form-data; boundary=(.+)", media_type).group(1)  # type: ignore
    start, *parts, end = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    assert (start, end) == (b"", b"--\r\n")
    fields = {}
    for part in parts:
        head, _, content = part.partition(b"\r\n\r\n")
        fields[re.search(b'; name="([^"]+)"', head).group(1).decode()] = content  # type: ignore
    return fields


def to_be_sent(operation: Operation, only_required: bool = False) -> Sent:
    """The request that the description asks for."""
    given = [one for one in operation.parameters if one.required or not only_required]
    bodies = [one.value for one in given if one.place == "body"]
    form = {one.json_name: one.value.encode() for one in given if one.place == "form"}
    form.update((one.json_name, FILE) for one in given if one.place == "file")
    return Sent(
        operation.http_method,
        operation.sent_path(),
        operation.sent_query(only_required),
        "Bearer access" if operation.authenticated else None,
        "part 1/1" if operation.content_range else None,
        bodies[0] if bodies else None,
        form or None,
    )


def call(client: Any, operation: Operation, changes: Any = (), **options: Any) -> Any:
    """Call the method of *operation*, of a client or of its API, with the example arguments.

    *changes* replaces some of them by name, or leaves them out where the value is Ellipsis.
    """
    changes = dict(changes)
    is_client = isinstance(client, apivideo.ApiClient)
    api = getattr(apis, operation.class_name)(client) if is_client else client
    method = getattr(api, operation.method_name)
    names = [one.name for one in operation.positional]
    values = {one.name: one.python_value for one in operation.positional}
    keywords = {one.name: one.python_value for one in operation.keywords}
    values.update((name, value) for name, value in changes.items() if name in names)
    keywords.update((name, value) for name, value in changes.items() if name not in names)
    keywords = {name: value for name, value in keywords.items() if value is not ...}
    if ... in values.values():  # what comes after it cannot be positional
        keywords.update((name, value) for name, value in values.items() if value is not ...)
        names = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return method(*[values[name] for name in names], **dict(keywords, **options))


@pytest.fixture(scope="module")
def server() -> Iterator[RecordingServer]:
    one = RecordingServer()
    yield one
    one.close()


@pytest.fixture
def service(server: RecordingServer) -> RecordingServer:
    """The server, with nothing remembered and any answer readable."""
    server.requests.clear()
    server.exchanges.clear()
    server.tokens = (200, TOKENS)
    server.respond = lambda request: (200, {}, {})
    return server


@pytest.fixture
def client(service: RecordingServer) -> Iterator[apivideo.AuthenticatedApiClient]:
    configuration = apivideo.Configuration(host=service.host, max_attempts=1)
    one = apivideo.AuthenticatedApiClient("the-key", configuration=configuration)
    yield one
    one.close()


def will_answer(service: RecordingServer, answer: Answer, **headers: str) -> None:
    content = b"" if answer.document is None else answer.document
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    service.respond = lambda request: (answer.status, given, content)


def assert_reads(model: Any, schema: Dict[str, Any], document: Dict[str, Any]) -> None:
    """Each declared attribute of *model* reads as *document* says, in Python's types."""
    for json_name, inner in description.resolved(schema)["properties"].items():
        name = description.python_name(json_name)
        value = getattr(model, name)
        assert (name in model) == (json_name in document)
        assert_value(value, inner, document.get(json_name), f"{type(model)}.{name}")


def assert_value(value: Any, schema: Dict[str, Any], expected: Any, where: str) -> None:
    schema = description.resolved(schema)
    kind = description.kind(schema)
    if expected is None:
        assert value is None, where
    elif kind == "date-time":
        moment = isoparse(expected)
        assert value == (moment if moment.tzinfo else moment.replace(tzinfo=UTC)), where
    elif kind == "date":
        assert value == isoparse(expected).date(), where
    elif kind == "array":
        assert len(value) == len(expected), where
        for one, item in zip(value, expected):
            assert_value(one, schema["items"], item, where)
    elif kind == "object" and "properties" in schema:
        assert_reads(value, schema, expected)
    else:
        assert value == expected, where


# ---- the table -------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", SUCCESSES, ids=lambda one: one.id)
def test_an_operation_sends_what_is_described_and_reads_the_answer_without_loss(
    client: Any, service: RecordingServer, answer: Answer
) -> None:
    will_answer(service, answer)

    result = call(client, answer.operation)

    assert [sent(one) for one in service.requests] == [to_be_sent(answer.operation)]
    if answer.document is None:
        assert result is None
    else:
        assert type(result).__name__ == answer.schema
        assert result.to_json() == answer.document
        assert_reads(
            result, description.ROOT["components"]["schemas"][answer.schema], answer.document
        )
        assert result.to_json() == answer.document


def absent(schema: Dict[str, Any], document: Any) -> Iterator[str]:
    """The properties that the service always sends, but not in *document*."""
    schema = description.resolved(schema)
    if isinstance(document, list):
        for one in document:
            yield from absent(schema["items"], one)
    elif isinstance(document, dict):
        for name in schema.get("x-always-sent", ()):
            if document.get(name) is None:
                yield name
        for name, inner in schema.get("properties", {}).items():
            yield from absent(inner, document.get(name))


@pytest.mark.parametrize(
    "answer", [one for one in ANSWERS if one.status < 300 and one.schema], ids=lambda one: one.id
)
def test_an_example_has_what_the_description_says_is_always_sent(answer: Answer) -> None:
    schema = {"$ref": f"#/components/schemas/{answer.schema}"}

    found = set(absent(schema, answer.document))

    assert found <= ({"assets"} if "discarded" in answer.operation.id else set())


@pytest.mark.parametrize("answer", REFUSALS, ids=lambda one: one.id)
def test_a_refusal_becomes_its_exception_with_the_decoded_problem(
    client: Any, service: RecordingServer, answer: Answer
) -> None:
    will_answer(service, answer, X_RateLimit_Retry_After="30")

    with pytest.raises(ApiException) as caught:
        call(client, answer.operation)

    error = caught.value
    document = answer.document
    assert isinstance(error, EXCEPTIONS[answer.status])
    assert (error.status, error.attempts) == (answer.status, 1)
    assert json.loads(error.body or "") == document
    assert error.headers is not None and error.headers["X-RateLimit-Retry-After"] == "30"
    assert problem(error) == told(document)
    assert [problem(one) for one in error.problems] == [
        told(one) for one in document.get("problems", [])
    ]
    assert document.get("title", "").rstrip(".") in str(error)


def problem(error: Any) -> Tuple[Any, ...]:
    return (error.type, error.title, error.name, error.detail)


def told(document: Dict[str, Any]) -> Tuple[Any, ...]:
    return tuple(document.get(name) for name in ("type", "title", "name", "detail"))


@by_id
def test_only_what_is_given_is_sent(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    optional = {one.name: ... for one in operation.keywords}

    call(client, operation, optional)

    assert [sent(one) for one in service.requests] == [to_be_sent(operation, only_required=True)]


@by_id
def test_an_optional_argument_or_option_that_is_none_is_as_good_as_not_given(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    optional = {one.name: None for one in operation.keywords}
    options = ["_request_timeout", "_preload_content", "_return_http_data_only", "async_req"]
    options += ["_progress_listener"] if operation.upload else []

    call(client, operation, optional, **{name: None for name in options})

    assert [sent(one) for one in service.requests] == [to_be_sent(operation, only_required=True)]


@by_id
def test_all_arguments_may_be_given_by_name(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    method = getattr(getattr(apis, operation.class_name)(client), operation.method_name)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        method(**{one.name: one.python_value for one in operation.parameters})

    assert [sent(one) for one in service.requests] == [to_be_sent(operation)]


@by_id
def test_the_options_of_the_published_client_work(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    service.respond = lambda request: (200, {"X-Answer": "yes"}, {})
    options = {"_request_timeout": 5} if operation.upload is None else {"_request_timeout": (5, 5)}

    at_once = call(client, operation, **options)
    later = call(client, operation, async_req=True).get(10)
    whole, status, headers = call(client, operation, _return_http_data_only=False)
    raw = call(client, operation, _preload_content=False)

    assert at_once == later == whole
    assert (status, headers["X-Answer"]) == (200, "yes")
    assert (raw.status, raw.read()) == (200, b"{}")
    raw.release_conn()


@by_id
def test_a_client_attribute_has_the_method(client: Any, operation: Operation) -> None:
    resource = operation.id.partition(".")[0]

    assert callable(getattr(getattr(client, resource), operation.method_name))
    assert type(getattr(client, resource)) is getattr(apis, operation.class_name)


def test_every_method_has_its_row() -> None:
    described = {(one.class_name, one.method_name) for one in OPERATIONS}
    described |= {(one.class_name, name) for one in OPERATIONS for name in one.others}

    there = {
        (class_name, name)
        for class_name in apis.__all__
        for name in vars(getattr(apis, class_name))
        if not name.startswith("_")
    }

    assert there == described | {(name, "with_raw_response") for name in apis.__all__}


# ---- signatures and help -----------------------------------------------------------------------

OPTIONS = {
    "_request_timeout": None,
    "_preload_content": True,
    "_return_http_data_only": True,
    "async_req": False,
}
UPLOAD_OPTIONS = {
    "on_progress": None,
    "progress": False,
    "resume": False,
    "cancel": None,
    "_progress_listener": None,
}


@by_id
def test_the_signature_and_the_help_show_each_argument_with_its_type(
    client: Any, operation: Operation
) -> None:
    method = getattr(getattr(apis, operation.class_name)(client), operation.method_name)
    shown = inspect.signature(method).parameters
    expected = {one.name for one in operation.parameters}.union(OPTIONS)

    assert expected <= set(shown)
    for one in shown.values():
        assert one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)
        assert one.annotation is not one.empty
        assert f"\n    {one.name}: " in inspect.getdoc(method)


@by_id
def test_the_signature_shows_the_options_of_the_call_and_their_defaults(
    client: Any, operation: Operation
) -> None:
    method = getattr(getattr(apis, operation.class_name)(client), operation.method_name)
    defaults = {one.name: one.default for one in inspect.signature(method).parameters.values()}
    expected = dict(OPTIONS, **UPLOAD_OPTIONS) if operation.upload else dict(OPTIONS)
    if operation.id == "videos.create":
        expected["idempotency_key"] = None

    known = {*OPTIONS, *UPLOAD_OPTIONS, "idempotency_key"}
    assert {name: one for name, one in defaults.items() if name in known} == expected


@by_id
def test_the_help_names_the_exception_of_each_documented_refusal(operation: Operation) -> None:
    method = getattr(getattr(apis, operation.class_name), operation.method_name)
    raises = (inspect.getdoc(method) or "").partition("\nRaises:\n")[2]

    for status in operation.responses:
        if status >= "400":
            assert f"    {EXCEPTIONS[int(status)].__name__}: " in raises
    assert ("UploadError: " in raises) is bool(operation.upload)


# ---- raw responses ---------------------------------------------------------------------------


@by_id
def test_a_method_has_a_raw_form_with_the_same_signature(client: Any, operation: Operation) -> None:
    api = getattr(apis, operation.class_name)(client)

    method = getattr(api, operation.method_name)
    raw = getattr(api.with_raw_response, operation.method_name)

    assert inspect.signature(raw) == inspect.signature(method)
    assert raw.__doc__ == method.__doc__


@pytest.mark.parametrize("answer", SUCCESSES, ids=lambda one: one.id)
def test_a_raw_response_has_what_the_answer_says_and_the_result_of_the_call(
    client: Any, service: RecordingServer, answer: Answer
) -> None:
    told = {"X_RateLimit_Limit": "60", "X_RateLimit_Remaining": "59", "X_Request_Id": "r-1"}
    will_answer(service, answer, **told)
    resource = answer.operation.id.partition(".")[0]

    raw = call(getattr(client, resource).with_raw_response, answer.operation)

    assert type(raw) is apivideo.RawResponse
    assert (raw.status, raw.attempts, raw.request_id) == (answer.status, 1, "r-1")
    assert raw.headers["x-ratelimit-limit"] == "60"
    assert raw.rate_limit == (60, 59, None)
    assert [sent(one) for one in service.requests] == [to_be_sent(answer.operation)]
    assert raw.parse() == call(client, answer.operation)


# ---- payloads --------------------------------------------------------------------------------

PAYLOADS = [(one, body) for one in OPERATIONS for body in one.parameters if body.place == "body"]
payloads = pytest.mark.parametrize("operation, body", PAYLOADS, ids=lambda one: one[0])


def model_of(body: Parameter) -> Any:
    from apivideo import model

    return getattr(model, body.schema["$ref"].rpartition("/")[2])


@payloads
def test_a_payload_may_be_a_dict_with_json_or_python_names_or_a_model(
    client: Any, service: RecordingServer, operation: Operation, body: Parameter
) -> None:
    call(client, operation, {body.name: body.value})
    call(client, operation, {body.name: body.python_value})
    call(client, operation, {body.name: model_of(body)(**body.python_value)})

    assert [one.document for one in service.requests] == [body.value] * 3


@pytest.mark.parametrize("request_example", REQUESTS, ids=lambda one: one.id)
def test_an_example_payload_arrives_as_it_is(
    client: Any, service: RecordingServer, request_example: Answer
) -> None:
    operation, document = request_example.operation, request_example.document
    body = [one for one in operation.parameters if one.place == "body"][0]

    call(client, operation, {body.name: document})
    call(client, operation, {body.name: model_of(body).from_json(document)})

    assert [one.document for one in service.requests] == [document] * 2


@payloads
def test_a_payload_without_a_required_attribute_is_refused(
    client: Any, service: RecordingServer, operation: Operation, body: Parameter
) -> None:
    for name in description.resolved(body.schema).get("required", ()):
        short = {key: value for key, value in body.value.items() if key != name}

        with pytest.raises(ApiTypeError, match=rf"\b{description.python_name(name)}\b"):
            call(client, operation, {body.name: short})

    assert_nothing_was_sent(service)


@payloads
def test_a_payload_may_hold_what_is_not_declared_yet(
    client: Any, service: RecordingServer, operation: Operation, body: Parameter
) -> None:
    payload = dict(body.value, brandNew=[1, {"two": None}])

    call(client, operation, {body.name: payload})

    assert service.requests[0].document == payload


# ---- the fields of payloads as keywords ------------------------------------------------------


def method_of(client: Any, operation: Operation) -> Any:
    return getattr(getattr(apis, operation.class_name)(client), operation.method_name)


def before_the_payload(operation: Operation) -> List[Any]:
    return [one.python_value for one in operation.positional if one.place != "body"]


def properties_of(body: Parameter) -> Dict[str, Any]:
    found: Dict[str, Any] = description.resolved(body.schema)["properties"]
    return found


def nullable_of(body: Parameter) -> List[str]:
    return [name for name, one in properties_of(body).items() if "null" in one.get("type", ())]


def required_of(body: Parameter) -> List[str]:
    return list(description.resolved(body.schema).get("required", ()))


@payloads
def test_the_signature_shows_each_field_of_the_payload_as_a_keyword(
    client: Any, operation: Operation, body: Parameter
) -> None:
    method = method_of(client, operation)
    shown = dict(inspect.signature(method).parameters)

    assert shown[body.name].default is None
    for name in properties_of(body):
        one = shown[description.python_name(name)]
        is_special = name in required_of(body) + nullable_of(body)
        assert one.kind is one.KEYWORD_ONLY
        assert one.default is (NOT_GIVEN if is_special else None)
        assert one.annotation is not one.empty
        assert f"    {one.name}: " in method.__doc__


@payloads
def test_the_fields_of_a_payload_may_be_given_by_name(
    client: Any, service: RecordingServer, operation: Operation, body: Parameter
) -> None:
    method = method_of(client, operation)

    method(*before_the_payload(operation), **body.python_value)

    assert [one.document for one in service.requests] == [body.value]


@payloads
def test_a_field_that_is_none_is_sent_as_null_only_where_the_description_says_so(
    client: Any, service: RecordingServer, operation: Operation, body: Parameter
) -> None:
    method, first = method_of(client, operation), before_the_payload(operation)
    needed = required_of(body) or list(body.value)[:1]
    given = {
        description.python_name(name): body.python_value[description.python_name(name)]
        for name in needed
    }
    others = [description.python_name(name) for name in properties_of(body) if name not in needed]

    method(*first, **given, **dict.fromkeys(others))
    method(*first, **given, **dict.fromkeys(others, NOT_GIVEN))

    nulls = dict.fromkeys(name for name in nullable_of(body) if name not in needed)
    expected = {name: body.value[name] for name in needed}
    assert service.requests[0].document == dict(expected, **nulls)
    assert service.requests[1].document == expected


@payloads
def test_a_payload_and_its_fields_are_not_given_together(
    client: Any, service: RecordingServer, operation: Operation, body: Parameter
) -> None:
    method, first = method_of(client, operation), before_the_payload(operation)

    with pytest.raises(ApiTypeError, match=f"{body.name} or {next(iter(body.python_value))}.*both"):
        method(*first, body.python_value, **body.python_value)

    assert_nothing_was_sent(service)


@payloads
def test_a_field_that_is_misspelt_is_told_with_the_near_one(
    client: Any, service: RecordingServer, operation: Operation, body: Parameter
) -> None:
    for name in body.python_value:
        with pytest.raises(ApiTypeError, match=f"no argument '{name}x'; did you mean {name}"):
            method_of(client, operation)(*before_the_payload(operation), **{name + "x": "a"})

    assert_nothing_was_sent(service)


@payloads
def test_a_field_that_is_required_or_of_the_wrong_type_is_told_by_name(
    client: Any, service: RecordingServer, operation: Operation, body: Parameter
) -> None:
    method, first = method_of(client, operation), before_the_payload(operation)
    for name in body.python_value:
        with pytest.raises(ApiTypeError, match=rf"^{name}\b"):
            method(*first, **dict(body.python_value, **{name: object()}))
    for json_name in required_of(body):
        name = description.python_name(json_name)
        others = {one: value for one, value in body.python_value.items() if one != name}
        with pytest.raises(ApiTypeError, match=rf"needs {name}\b"):
            method(*first, **others)
        with pytest.raises(ApiValueError, match=f"{name} must not be None"):
            method(*first, **others, **{name: None})

    assert_nothing_was_sent(service)


def test_metadata_and_what_is_nested_may_be_plain_dicts(
    client: Any, service: RecordingServer
) -> None:
    client.videos.create(title="a", metadata={"k": "v"}, clip={"start_timecode": "1"})
    client.videos.list(metadata={"k": "v"})

    assert service.requests[0].document == {
        "title": "a",
        "metadata": [{"key": "k", "value": "v"}],
        "clip": {"startTimecode": "1"},
    }
    assert service.requests[1].query == "metadata%5Bk%5D=v"


def test_not_given_shows_its_name_and_is_one_object() -> None:
    assert repr(NOT_GIVEN) == "NOT_GIVEN"
    assert pickle.loads(pickle.dumps(NOT_GIVEN)) is copy.deepcopy(NOT_GIVEN) is NOT_GIVEN


# ---- wrong arguments -------------------------------------------------------------------------

WRONG = {
    "string": [5, b"text", ["text"], True],
    "integer": ["many", 1.5, True],
    "number": ["much", True],
    "boolean": ["yes", 1],
    "array": ["text", {"a": 1}, 5, [5]],
    "object": ["text", ["text"], 5],
    "date-time": [5, ["2024-05-28"]],
    "date": [5, ["2024-05-28"]],
    "file": [5, ["film.mp4"], object()],
}  # type: Dict[str, List[Any]]


def assert_nothing_was_sent(service: RecordingServer) -> None:
    assert (service.requests, service.exchanges) == ([], [])


def refused(client: Any, operation: Operation, parameter: Parameter, value: Any) -> Exception:
    """The exception that a value makes; it names the argument."""
    with pytest.raises((ApiTypeError, ApiValueError)) as caught:
        call(client, operation, {parameter.name: value})

    assert re.search(rf"\b{parameter.name}\b", str(caught.value)), str(caught.value)
    return caught.value


@by_id
def test_an_unknown_keyword_is_refused_by_name(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    for name in ("titel", "_request_timeot"):
        with pytest.raises(ApiTypeError, match=rf"\b{name}\b"):
            call(client, operation, **{name: "holiday"})

    assert_nothing_was_sent(service)


@by_id
def test_a_required_argument_that_is_missing_or_none_is_refused_by_name(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    for one in operation.positional:
        assert isinstance(refused(client, operation, one, ...), ApiTypeError)
        refused(client, operation, one, None)

    assert_nothing_was_sent(service)


@by_id
def test_an_argument_of_the_wrong_type_is_refused_by_name(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    for one in operation.parameters:
        for value in WRONG[one.kind]:
            if operation.upload and one.place == "file" and isinstance(value, list):
                continue  # a video may be in pieces
            assert isinstance(refused(client, operation, one, value), ApiTypeError)

    assert_nothing_was_sent(service)


@by_id
def test_an_empty_or_walking_id_is_refused_by_name(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    for one in operation.positional:
        if one.kind == "string":
            for value in ["", " ", *([".", ".."] if one.place == "path" else [])]:
                assert isinstance(refused(client, operation, one, value), ApiValueError)

    assert_nothing_was_sent(service)


@by_id
def test_a_number_out_of_bounds_is_refused_by_name(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    for one in operation.parameters:
        for bound, step in (("minimum", -1), ("maximum", 1)):
            if bound in one.schema:
                value = one.schema[bound] + step
                assert isinstance(refused(client, operation, one, value), ApiValueError)

    assert_nothing_was_sent(service)


@by_id
def test_a_moment_that_is_none_is_refused_by_name(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    for one in operation.parameters:
        if one.kind in ("date", "date-time"):
            assert isinstance(refused(client, operation, one, "yesterday"), ApiValueError)

    assert_nothing_was_sent(service)


@by_id
def test_one_positional_argument_too_many_is_refused(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    method = getattr(getattr(apis, operation.class_name)(client), operation.method_name)
    values = [one.python_value for one in operation.positional]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        with pytest.raises(ApiTypeError, match=operation.method_name):
            method(*values, *["one more"] * 2)

    assert_nothing_was_sent(service)


FILES = [(one, file) for one in OPERATIONS for file in one.parameters if file.place == "file"]


@pytest.mark.parametrize("operation, file", FILES, ids=lambda one: one[0])
def test_a_file_that_cannot_be_sent_is_refused_by_name(
    client: Any, service: RecordingServer, tmp_path: Any, operation: Operation, file: Parameter
) -> None:
    empty = tmp_path / "empty.mp4"
    empty.write_bytes(b"")
    full = tmp_path / "film.mp4"
    full.write_bytes(FILE)
    closed = full.open("rb")
    closed.close()

    with full.open("r") as in_text_mode, empty.open("rb") as opened_empty:
        for wrong in (in_text_mode, closed, opened_empty):
            refused(client, operation, file, wrong)
        for wrong in (b"", str(empty), empty, str(tmp_path / "missing.mp4"), str(tmp_path), ""):
            refused(client, operation, file, wrong)

    assert_nothing_was_sent(service)


@pytest.mark.parametrize("operation, file", FILES, ids=lambda one: one[0])
def test_a_file_may_be_a_path_or_open_and_is_left_open(
    client: Any, service: RecordingServer, tmp_path: Any, operation: Operation, file: Parameter
) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(FILE)

    with path.open("rb") as opened:
        for given in (path, str(path), opened):
            call(client, operation, {file.name: given})

        assert not opened.closed
    assert [sent(one) for one in service.requests] == [to_be_sent(operation)] * 3


# ---- deprecated, sessions, hidden ------------------------------------------------------------


@by_id
def test_what_the_service_dropped_warns_and_nothing_else_does(
    client: Any, operation: Operation
) -> None:
    method = getattr(getattr(apis, operation.class_name)(client), operation.method_name)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        method(*[one.python_value for one in operation.positional])

    assert [one.category for one in caught] == [DeprecationWarning] * operation.deprecated
    assert all(one.filename == __file__ for one in caught)  # it points at the caller


@pytest.mark.parametrize("operation", UPLOADS, ids=lambda one: one.id)
def test_a_session_sends_parts_with_open_total_and_closes_with_the_last(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    assert operation.upload is not None
    api = getattr(apis, operation.class_name)(client)
    answer = {"videoId": "vi-of-the-answer"}
    service.respond = lambda request: (201, {}, answer)
    arguments = [one.python_value for one in operation.positional if one.place != "file"]

    session = getattr(api, operation.upload["session"])(*arguments)
    part = session.upload_part(FILE)
    last = session.upload_last_part(FILE)

    first = to_be_sent(operation, only_required=True)
    carried = {
        one.json_name: answer[one.json_name].encode() for one in operation.parameters if one.copied
    }
    assert [sent(one) for one in service.requests] == [
        first._replace(content_range="part 1/*"),
        first._replace(content_range="part 2/2", form=dict(carried, file=FILE)),
    ]
    assert type(part).__name__ == operation.upload["part-response"]
    assert type(last).__name__ == operation.success()[1]


@pytest.mark.parametrize("operation", UPLOADS, ids=lambda one: one.id)
def test_a_session_is_not_made_for_a_wrong_argument(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    assert operation.upload is not None
    factory = getattr(getattr(apis, operation.class_name)(client), operation.upload["session"])
    arguments = {one.name: one.python_value for one in operation.positional if one.place != "file"}

    for name in arguments:
        for wrong in (None, "", 5):
            with pytest.raises((ApiTypeError, ApiValueError), match=name):
                factory(**dict(arguments, **{name: wrong}))
    with pytest.raises(ApiTypeError, match="titel"):
        factory(**dict(arguments, titel="holiday"))

    assert_nothing_was_sent(service)


SIGNING_IN = {
    "advanced_authentication.authenticate": ("connect", {"apiKey": "the-key"}),
    "advanced_authentication.refresh": ("refresh_token", {"refreshToken": "refresh"}),
}
"""The hidden operations: the method of the client that makes the call, and what it sends."""


def test_every_hidden_operation_is_reached_through_the_client() -> None:
    assert {one.id for one in EVERY if one.hidden} == set(SIGNING_IN)


@pytest.mark.parametrize("answer", HIDDEN, ids=lambda one: one.id)
def test_a_hidden_operation_sends_what_is_described_without_credentials(
    client: Any, service: RecordingServer, answer: Answer
) -> None:
    operation = answer.operation
    method, payload = SIGNING_IN[operation.id]
    if method == "refresh_token":
        client.connect()
        service.exchanges.clear()
    service.tokens = (answer.status, answer.document)

    if answer.status < 300:
        getattr(client, method)()
        token = client.get_access_token()

        assert token == answer.document["access_token"]
    else:
        with pytest.raises(ApiException) as caught:
            getattr(client, method)()

        assert caught.value.status == answer.status
        assert answer.document["title"].rstrip(".") in str(caught.value)
    assert [sent(one) for one in service.exchanges] == [
        Sent(operation.http_method, operation.path, [], None, None, payload)
    ]


@pytest.mark.parametrize("answer", HIDDEN, ids=lambda one: one.id)
def test_the_models_of_hidden_operations_read_their_answers(answer: Answer) -> None:
    from apivideo import model

    read = getattr(model, answer.schema or "").from_json(answer.document)

    assert_reads(read, description.ROOT["components"]["schemas"][answer.schema], answer.document)
    assert read.to_json() == answer.document


@by_id
def test_a_success_that_is_not_json_is_an_exception(
    client: Any, service: RecordingServer, operation: Operation
) -> None:
    for content in (b"", b"<html>", b"[1]", b"\xff"):
        service.respond = lambda request, content=content: (200, {}, content)
        if operation.success()[1] is None and content in (b"", b"[1]"):
            assert call(client, operation) is None
        else:
            with pytest.raises(UnexpectedResponseException):
                call(client, operation)
