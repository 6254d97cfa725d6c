"""No traceback shows a secret, not even to tools that print the local variables of each frame."""

import base64
import copy
import pickle
from typing import Any, Callable, Dict, NamedTuple, Sequence

import pytest
from support.raw_server import http
from support.scripted_server import ScriptedServer, Step, hang_up, reset, then_hang_up, tokens
from support.socks_server import SocksServer
from support.tracebacks import leaks, shown, values
from support.waits import Waits

import apivideo
from apivideo._http.message import Response
from apivideo.apis import VideosApi
from apivideo.exceptions import ApiVideoError
from apivideo.model.authenticate_payload import AuthenticatePayload
from apivideo.model.live_stream import LiveStream
from apivideo.model.restreams_request_object import RestreamsRequestObject
from apivideo.uploads import Cancellation

API_KEY = "k3y-of-a-project"
UPLOAD_TOKEN = "t0ken-of-an-upload"
STREAM_KEY = "str3am-k3y"
MINE = "h34der-of-mine"
SECRETS = [API_KEY, "access-", "refresh-", UPLOAD_TOKEN, STREAM_KEY, MINE, "us3r", "pa55"]
SECRETS += [base64.b64encode(pair.encode()).decode() for pair in ("us3r:pa55", API_KEY + ":")]

GARBLED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
TOKENS = tokens(1).partition(b"\r\n\r\n")[2]
STREAM = b'{"liveStreamId": "li1", "streamKey": "str3am-k3y", "name": '


class Row(NamedTuple):
    """What is asked of a client, and what the service does; each ends with an exception."""

    name: str
    ask: Callable[[Any], Any]
    steps: Sequence[Step] = ()
    exchange_steps: Sequence[Step] = ()
    settings: Dict[str, Any] = {}


def refusal(status: int) -> bytes:
    return http(status, b'{"title": "no"}')


def get(client: Any) -> Any:
    return client.videos.get("vi1", _request_timeout=(5, 5))


def get_token(client: Any) -> Any:
    return client.upload_tokens.get_token(UPLOAD_TOKEN)


def upload(client: Any) -> Any:
    return client.videos.upload_with_upload_token(UPLOAD_TOKEN, b"film")


def upload_in_parts(client: Any) -> Any:
    session = client.videos.create_upload_with_upload_token_progressive_session(UPLOAD_TOKEN)
    session.upload_part(b"film")


def upload_and_resume(client: Any) -> Any:
    try:
        upload(client)
    except apivideo.exceptions.UploadError as error:
        error.resume()


def upload_and_cancel(client: Any) -> Any:
    switch = Cancellation()
    switch.cancel()
    client.videos.upload_with_upload_token(UPLOAD_TOKEN, b"film", cancel=switch)


def upload_and_fail_to_listen(client: Any) -> Any:
    def listen(progress: Any) -> None:
        raise ValueError("of the listener")

    client.videos.upload_with_upload_token(UPLOAD_TOKEN, b"film", on_progress=listen)


def stream(client: Any) -> Any:
    return client.live_streams.get("li1")


def restream(client: Any) -> Any:
    restreams = [{"name": "a", "serverUrl": "rtmp://a", "streamKey": STREAM_KEY}]
    return client.live_streams.update("li1", {"restreams": restreams})


def authenticate(client: Any) -> Any:
    payload = AuthenticatePayload(api_key=API_KEY)
    return client.call("POST", "/x", body=payload, authenticated=False)


def call(**arguments: Any) -> Callable[[Any], Any]:
    return lambda client: client.call("GET", arguments.pop("path", "/videos"), **arguments)


def call_api(**arguments: Any) -> Callable[[Any], Any]:
    return lambda client: client.call_api("/videos", "POST", **arguments)


def call_api_later(**arguments: Any) -> Callable[[Any], Any]:
    return lambda client: call_api(async_req=True, **arguments)(client).get(20)


def later(ask: Callable[..., Any], *arguments: Any) -> Callable[[Any], Any]:
    return lambda client: ask(client)(*arguments, async_req=True).get(20)


def raising(*arguments: Any, **keywords: Any) -> Any:
    raise RuntimeError("of a hook")


def with_hook(name: str) -> Callable[[Any], Any]:
    def ask(client: Any) -> Any:
        client.connect()
        getattr(client, name).append(raising)
        client.upload_tokens.get_token(UPLOAD_TOKEN)

    return ask


def with_another_authentication(client: Any) -> Any:
    def authorize(headers: Any, *arguments: Any) -> None:
        headers["Authorization"] = MINE

    client.update_params_for_auth = authorize
    return get_token(client)


def with_a_header_of_mine(client: Any) -> Any:
    client.set_default_header("Authorization", MINE)
    client.cookie = MINE
    return get_token(client)


def with_another_key(client: Any) -> Any:
    client.api_key = MINE
    return get_token(client)


def with_a_call_api_of_mine(
    ask: Callable[[Any], Any], call_api: Any = None
) -> Callable[[Any], Any]:
    def ask_it(client: Any) -> Any:
        theirs = client.call_api
        client.call_api = call_api or (lambda *args, **kwargs: theirs(*args, **kwargs))
        return ask(client)

    return ask_it


def refresh(client: Any) -> Any:
    client.connect()
    client.refresh_token()


def waits_of(client: Any) -> Any:
    return {"clock": client._session.clock, "sleep": client._session.sleep}


def with_basic(client: Any) -> Any:
    with apivideo.ApiClient(client.configuration, **waits_of(client)) as other:
        other.configuration.username, other.configuration.password = "us3r", "pa55"
        other.videos.get("vi1")


def with_access_token(client: Any) -> Any:
    with apivideo.ApiClient(client.configuration, **waits_of(client)) as other:
        other.configuration.access_token = "access-of-mine"
        other.videos.get("vi1")


def rest(client: Any) -> Any:
    headers = {"Authorization": MINE}
    return client.request("POST", client.configuration.host + "/x", headers=headers, body=MINE)


UNUSED = {"host": "http://127.0.0.1:{unused}", "max_attempts": 1}
PROXY = {"proxy": "http://us3r:pa55@127.0.0.1:{port}"}
NO_PROXY = {"proxy": "http://us3r:pa55@127.0.0.1:{unused}"}
SOCKS = {"proxy": "socks5h://us3r:pa55@127.0.0.1:{socks}", "host": "http://api.invalid"}
KEY = {"host": "https://127.0.0.1:{unused}", "cert_file": __file__, "key_password": "pa55"}

ROWS = [
    Row("refuses the key", get, exchange_steps=[refusal(400)]),
    Row("hangs up on the key", get, exchange_steps=[hang_up] * 9),
    Row("resets for the key", get, exchange_steps=[reset] * 9),
    Row("gives half of a token", get, exchange_steps=[http(200, TOKENS[:-9])]),
    Row("ends within a token", get, exchange_steps=[then_hang_up(tokens(1)[:-9])] * 9),
    Row("gives a token that is no text", get, exchange_steps=[http(200, TOKENS[:-9] + b"\xff")]),
    Row(
        "gives a token in chunks without size", get, exchange_steps=[GARBLED + TOKENS + b"\r\n"] * 9
    ),
    Row("begins with a token", get, exchange_steps=[then_hang_up(TOKENS + b"\r\n\r\n")] * 9),
    Row(
        "gives a token for a length",
        get,
        exchange_steps=[http(200, b"", "X: y", "Content-Length: access-1, 7")] * 9,
    ),
    Row("fails to renew", refresh, exchange_steps=[tokens(1), refusal(400), refusal(400)]),
    Row("hangs up on a renewal", refresh, exchange_steps=[tokens(1)] + [hang_up] * 9),
    Row("refuses a token, and the next", get, [refusal(401)] * 9),
    Row(
        "refuses a token and hangs up on a renewal",
        get,
        [refusal(401)],
        [tokens(1)] + [hang_up] * 9,
    ),
    Row("hangs up", get_token, [hang_up] * 9),
    Row("resets", get_token, [reset] * 9),
    Row("refuses", get_token, [refusal(404)]),
    Row("sends half of a stream", stream, [http(200, STREAM)]),
    Row("sends a stream that is no text", stream, [http(200, STREAM + b'"\xff"}')]),
    Row("ends within a stream", stream, [then_hang_up(http(200, STREAM * 9)[:-9])] * 9),
    Row("sends a stream in chunks without size", stream, [GARBLED + STREAM + b"\r\n"] * 9),
    Row("sends a list of streams for one", stream, [http(200, b"[" + STREAM + b"1}]")]),
    Row(
        "sends a stream with another type",
        lambda client: stream(client).created_at,
        [http(200, STREAM + b'"a", "createdAt": 5}')],
    ),
    Row("refuses a restream", restream, [refusal(400)]),
    Row("hangs up on a restream", restream, [hang_up] * 9),
    Row("refuses a key that is exchanged by hand", authenticate, [refusal(400)], [refusal(400)]),
    Row("hangs up on an upload", upload, [hang_up] * 99),
    Row("refuses an upload", upload, [refusal(401)]),
    Row("refuses an upload that is resumed", upload_and_resume, [refusal(401)] * 2),
    Row("refuses a part", upload_in_parts, [refusal(401)] * 2),
    Row("sees an upload that is cancelled", upload_and_cancel),
    Row("sees a listener that fails", upload_and_fail_to_listen),
    Row("is not there", get_token, settings=UNUSED),
    Row("is not there for an upload", upload, settings=UNUSED),
    Row(
        "is behind a proxy that refuses",
        get_token,
        [refusal(407)] * 9,
        [refusal(407)] * 9,
        dict(PROXY, host="http://api.invalid"),
    ),
    Row(
        "is behind a proxy without a tunnel",
        get_token,
        [refusal(407)] * 9,
        settings=dict(PROXY, host="https://api.invalid"),
    ),
    Row(
        "is behind a proxy that hangs up",
        get_token,
        [hang_up] * 9,
        settings=dict(PROXY, host="https://api.invalid"),
    ),
    Row(
        "is behind a proxy that is not there",
        get_token,
        settings=dict(NO_PROXY, host="https://api.invalid"),
    ),
    Row("is behind no proxy", get_token, settings={"proxy": "ftp://us3r:pa55@127.0.0.1:1"}),
    Row(
        "is behind a proxy with a password that has a slash",
        get_token,
        settings={"proxy": "http://us3r:pa55/pa55@127.0.0.1:1"},
    ),
    Row(
        "is behind a proxy with an at sign in its password",
        get_token,
        settings={"proxy": "http://us3r:pa55@pa55@127.0.0.1:1"},
    ),
    Row(
        "is behind a proxy with a port of words",
        get_token,
        settings={"proxy": "http://us3r:pa55@127.0.0.1:port"},
    ),
    Row(
        "is behind a proxy with headers",
        get_token,
        settings=dict(
            UNUSED, proxy="http://127.0.0.1:{unused}", proxy_headers={"Proxy-Authorization": MINE}
        ),
    ),
    Row("is behind a SOCKS proxy, and hangs up", get_token, [hang_up] * 9, settings=SOCKS),
    Row("is behind a SOCKS proxy, and refuses", upload, [refusal(401)] * 9, settings=SOCKS),
    Row(
        "is behind a SOCKS proxy that refuses",
        get_token,
        settings=dict(SOCKS, proxy="socks5h://us3r:pa55-pa55@127.0.0.1:{socks}"),
    ),
    Row(
        "is behind a SOCKS proxy that is not there",
        get_token,
        settings=dict(SOCKS, proxy="socks4a://us3r:pa55@127.0.0.1:{unused}"),
    ),
    Row("is called with a key that cannot be read", get_token, settings=KEY),
    Row("refuses another key", with_another_key, exchange_steps=[refusal(400)]),
    Row("sees a call_api of mine fail", with_a_call_api_of_mine(get_token, raising)),
    Row("sees a call_api of mine fail with an upload", with_a_call_api_of_mine(upload, raising)),
    Row("refuses a call_api of mine", with_a_call_api_of_mine(get_token), [refusal(404)]),
    Row("hangs up on a call_api of mine", with_a_call_api_of_mine(restream), [hang_up] * 9),
    Row("refuses an upload by a call_api of mine", with_a_call_api_of_mine(upload), [refusal(401)]),
    Row(
        "sends half of a stream to a call_api of mine",
        with_a_call_api_of_mine(stream),
        [http(200, STREAM)],
    ),
    Row("sees a hook before requests fail", with_hook("before_request")),
    Row("sees a hook after responses fail", with_hook("after_response")),
    Row("refuses another authentication", with_another_authentication, [refusal(403)]),
    Row("refuses a header of mine", with_a_header_of_mine, [refusal(403)]),
    Row("refuses a user", with_basic, [refusal(403)]),
    Row("hangs up on a user", with_basic, [hang_up] * 9),
    Row("refuses an access token", with_access_token, [refusal(403)]),
    Row("refuses a request to an address", rest, [refusal(403)]),
    Row("hangs up on a request to an address", rest, [hang_up] * 9),
    Row(
        "refuses a call",
        call(query={"token": UPLOAD_TOKEN}, headers={"X-Key": MINE}),
        [refusal(403)],
    ),
    Row(
        "refuses a call of the published client",
        call_api(body={"apiKey": API_KEY}, header_params={"X-Key": MINE}),
        [refusal(403)],
    ),
    Row(
        "refuses one in another thread",
        call_api_later(body={"apiKey": API_KEY}, header_params={"X-Key": MINE}),
        [refusal(403)],
    ),
    Row(
        "refuses an upload in another thread",
        later(lambda client: client.videos.upload_with_upload_token, UPLOAD_TOKEN, b"film"),
        [refusal(401)],
    ),
    Row(
        "is called with a wrong file",
        lambda client: client.videos.upload_with_upload_token(UPLOAD_TOKEN, 5),
    ),
    Row(
        "is called with a wrong option",
        lambda client: client.videos.upload_with_upload_token(UPLOAD_TOKEN, b"film", resume=5),
    ),
    Row(
        "is called with an unknown argument",
        lambda client: client.upload_tokens.get_token(UPLOAD_TOKEN, b=UPLOAD_TOKEN),
    ),
    Row(
        "is called with a token twice",
        lambda client: client.upload_tokens.get_token(UPLOAD_TOKEN, upload_token=UPLOAD_TOKEN),
    ),
    Row(
        "is called with bytes for a token",
        lambda client: client.upload_tokens.get_token(UPLOAD_TOKEN.encode()),
    ),
    Row(
        "is called with half of a payload",
        lambda client: client.live_streams.update(
            "li1", {"restreams": [{"name": "a", "streamKey": STREAM_KEY}]}
        ),
    ),
    Row(
        "is called with a wrong payload",
        lambda client: client.live_streams.update(
            "li1", {"restreams": [{"name": 5, "serverUrl": "a", "streamKey": STREAM_KEY}]}
        ),
    ),
    Row(
        "is called with a payload that has no JSON",
        call(path="/x", body={"apiKey": API_KEY, "a": float("nan")}),
    ),
    Row(
        "is called with a payload of other types",
        call(path="/x", body={"apiKey": API_KEY, "a": object()}),
    ),
    Row("is called with a wrong header", call(path="/x", headers={"X-Key": MINE + "\n"})),
    Row(
        "is called with a wrong query",
        call(path="/x", query={"token": UPLOAD_TOKEN, "a": len}),
    ),
    Row("is called with an argument that no call has", call(path="/x", token=UPLOAD_TOKEN)),
    Row(
        "is called without a value of the path",
        call(path="/x/{b}", path_params={"token": UPLOAD_TOKEN}),
    ),
    Row(
        "is called with a wrong payload of the published client",
        call_api(body={"apiKey": API_KEY, "a": object()}),
    ),
    Row(
        "is called with a file of the published client",
        call_api(files={"file": [5]}, post_params={"token": UPLOAD_TOKEN}),
    ),
    Row("is called with a user in an address", call_api(_host="http://us3r:pa55@127.0.0.1:port")),
    Row(
        "is asked by an address with a user",
        lambda client: client.request("GET", "http://us3r:pa55@127.0.0.1:port/x"),
    ),
    Row(
        "is called with a response that has no JSON",
        lambda client: client.deserialize(Response(200, "OK", {}, STREAM), (LiveStream,)),
    ),
    Row("is closed", lambda client: (client.close(), get_token(client))),
]


@pytest.fixture
def told():
    """What a hook is shown of each error, while the call still runs."""
    return []


@pytest.fixture
def client(row, unused_port, told):
    clock = Waits()
    with ScriptedServer(row.steps, row.exchange_steps) as server, SocksServer(
        server.port, (b"us3r", b"pa55")
    ) as socks:
        configuration = apivideo.Configuration(server.host)
        for name, value in row.settings.items():
            if isinstance(value, str):
                value = value.format(port=server.port, socks=socks.port, unused=unused_port)
            setattr(configuration, name, value)
        client = apivideo.AuthenticatedApiClient(
            API_KEY, configuration=configuration, clock=clock, sleep=clock.sleep, draw=lambda: 0.5
        )

        def tell(request: Any, outcome: Any, seconds: float) -> None:
            if isinstance(outcome, apivideo.ApiConnectionError):
                told.extend(leaks(outcome, SECRETS))

        client.after_response.append(tell)
        yield client
        client.close()


@pytest.fixture
def unused_port():
    import socket

    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield unused.getsockname()[1]


def caught(ask: Callable[..., Any], *arguments: Any) -> BaseException:
    """The exception that *ask* raises."""
    try:
        ask(*arguments)
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def test_every_row_has_its_own_name():
    assert len({row.name for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_no_frame_and_no_attribute_shows_a_secret(row, client, told):
    error = caught(row.ask, client)

    assert isinstance(error, (ApiVideoError, ValueError, RuntimeError, KeyError)), repr(error)
    assert leaks(error, SECRETS) == []
    assert told == []
    parts = (client, client._session, client._auth, client.rest_client, client.configuration)
    assert shown_in(*parts) == []


def shown_in(*objects: Any) -> Any:
    texts = [text for one in objects for _, text in values("", one)]
    return [text for text in texts if any(secret in text for secret in SECRETS)]


CONSTRUCTIONS = {
    "a key in bytes": lambda: apivideo.AuthenticatedApiClient(API_KEY.encode()),
    "a key of two lines": lambda: apivideo.AuthenticatedApiClient(API_KEY + "\n"),
    "a host as the environment": lambda: apivideo.AuthenticatedApiClient(API_KEY, "https://a"),
    "a host as the configuration": lambda: apivideo.ApiClient(
        "https://a", "Authorization", MINE, cookie=MINE
    ),
    "a wrong host": lambda: apivideo.Configuration("a", access_token=API_KEY, password="pa55"),
    "a password of a key in bytes": lambda: setattr(
        apivideo.Configuration(), "key_password", b"pa55"
    ),
    "headers for a proxy in a list": lambda: setattr(
        apivideo.Configuration(), "proxy_headers", [MINE]
    ),
    "a misspelt setting": lambda: setattr(apivideo.Configuration(), "pasword", "pa55"),
    "an unknown host that has a user": lambda: setattr(
        apivideo.Configuration(), "host", "us3r:pa55@a"
    ),
    "a cookie in bytes": lambda: apivideo.ApiClient(cookie=MINE.encode()),
    "a user in the host": lambda: apivideo.Configuration("https://us3r:pa55@a"),
    "a user in the host, later": lambda: setattr(
        apivideo.Configuration(), "host", "https://us3r:pa55@a"
    ),
    "a key in a list": lambda: AuthenticatePayload(api_key=[API_KEY]),
    "a key that is assigned in a list": lambda: setattr(
        AuthenticatePayload(api_key="a"), "api_key", [API_KEY]
    ),
    "a model without an attribute": lambda: RestreamsRequestObject(stream_key=STREAM_KEY),
    "a model with a wrong attribute": lambda: RestreamsRequestObject(
        stream_key=STREAM_KEY, name=5, server_url="a"
    ),
    "an unknown attribute": lambda: RestreamsRequestObject(streamkey=STREAM_KEY),
    "no client": lambda: VideosApi(API_KEY),
}


@pytest.mark.parametrize("name", sorted(CONSTRUCTIONS))
def test_what_is_made_with_wrong_arguments_shows_no_secret(name):
    error = caught(CONSTRUCTIONS[name])

    assert isinstance(error, ApiVideoError), repr(error)
    assert leaks(error, SECRETS) == []


# ---- what keeps secrets ------------------------------------------------------------------------


@pytest.fixture
def configuration():
    one = apivideo.Configuration(username="us3r", password="pa55", access_token=API_KEY)
    one.api_key["apiKey"] = API_KEY
    one.key_password = "pa55"
    one.proxy = "http://us3r:pa55@proxy.example"
    one.proxy_headers = {"Proxy-Authorization": MINE}
    return one


def test_a_configuration_shows_no_secret_of_its_own(configuration):
    for one in (configuration, copy.copy(configuration), copy.deepcopy(configuration)):
        assert shown_in(one) == []


def test_the_secrets_of_a_configuration_are_what_was_given(configuration):
    assert (configuration.username, configuration.password) == ("us3r", "pa55")
    assert configuration.key_password == "pa55"
    assert str(configuration.proxy) == "http://us3r:pa55@proxy.example"
    assert configuration.proxy_headers["Proxy-Authorization"] == MINE
    assert (
        f"{configuration.access_token}"
        == API_KEY
        == configuration.get_api_key_with_prefix("apiKey")
    )


def test_a_client_and_its_copies_show_no_secret(configuration):
    client = apivideo.AuthenticatedApiClient(API_KEY, configuration=configuration)
    client.cookie = MINE
    read = pickle.loads(pickle.dumps(client))
    for one in (client, copy.copy(client), read):
        one.set_default_header("Authorization", MINE)
        one.api_key = API_KEY
        assert (one.api_key, one.default_headers["Authorization"]) == (API_KEY, MINE)
        assert shown_in(one, one._session, one._auth, one.api_key) == []


def test_a_pickle_has_no_secret(configuration):
    client = apivideo.AuthenticatedApiClient(API_KEY, configuration=configuration)
    client.set_default_header("Authorization", MINE)
    client.cookie = MINE

    pickled = pickle.dumps(client) + pickle.dumps(configuration)

    assert [secret for secret in SECRETS if secret.encode() in pickled] == []


def test_a_pickle_that_has_the_key_has_it_as_plain_text():
    pickled = pickle.dumps(apivideo.AuthenticatedApiClient(API_KEY, pickle_api_key=True))

    assert API_KEY.encode() in pickled
    assert b"Secret" not in pickled


def test_the_functions_of_the_caller_keep_their_local_variables():
    def hook(request: Any) -> None:
        mine = "a note"
        raise RuntimeError(mine)

    with apivideo.ApiClient(apivideo.Configuration("http://127.0.0.1:1")) as client:
        client.before_request.append(hook)
        error = caught(client.call, "GET", "/videos")

    assert [place for place, text in shown(error) if text == "'a note'"]
