"""Requests to webhooks are verified, read, and handled once."""

import ast
import hashlib
import http.client
import io
import json
import subprocess
import sys
import threading
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as some
from support.samples import BLOCKS

import apivideo
from apivideo import model, webhooks
from apivideo.exceptions import ApiTypeError, ApiValueError, WebhookError
from apivideo.model.webhook_events import EVENTS
from apivideo.webhooks import Receiver, UnknownEvent, parse, sign, verify

ENCODED = "video.encoding.quality.completed"
SECRET = "sig_sec_0000000000000000000000"
BODY = (
    b'{"type":"video.encoding.quality.completed","emittedAt":"2021-01-29T15:46:25.217Z",'
    b'"videoId":"vi0000000000000000000000","liveStreamId":"li0000000000000000000000",'
    b'"encoding":"hls","quality":"720p"}'
)
SIGNATURE = "27a77d3a7fc626854886b5dbfae4e32c8b0170c1ea1b714c91ba77f1e7774e8c"
HEADERS = {"X-Api-Video-WebhookID": "webhook_1", "X-Api-Video-Signature": SIGNATURE}
EMITTED = 1611935185.217


def signed(body, secret=SECRET):
    return {"X-Api-Video-Signature": sign(body, secret)}


def refusal(*arguments, **options):
    with pytest.raises(WebhookError) as refused:
        verify(*arguments, **options)
    return str(refused.value)


# ---- sign and verify -------------------------------------------------------------------------


def test_the_example_of_the_service_is_signed_and_verified():
    assert sign(BODY, SECRET) == SIGNATURE
    assert verify(BODY, HEADERS, SECRET).quality == "720p"


@given(some.dictionaries(some.text(), some.text()), some.text(min_size=1, alphabet="aZ_é 0"))
def test_what_is_signed_is_verified(document, secret):
    body = json.dumps(document).encode()

    assert verify(body, signed(body, secret), secret).to_json() == document


@given(some.integers(0, len(BODY) - 1), some.integers(1, 255))
def test_a_body_with_another_byte_is_refused(place, change):
    body = bytearray(BODY)
    body[place] ^= change

    assert "or the body was changed" in refusal(bytes(body), HEADERS, SECRET)


@given(some.binary(min_size=1), some.binary(min_size=1))
def test_a_signature_of_another_secret_is_refused(one, other):
    if one != other:
        assert "does not fit the secret" in refusal(BODY, signed(BODY, one), other)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_a_body_may_be_any_kind_of_bytes(kind):
    assert verify(kind(BODY), HEADERS, SECRET).type == ENCODED


@pytest.mark.parametrize("secret", [SECRET, SECRET.encode(), [SECRET], ("old", SECRET)])
def test_a_secret_may_be_a_text_bytes_or_one_of_several(secret):
    assert verify(BODY, HEADERS, secret).type == ENCODED


def message_of(headers):
    """The headers as ``http.server`` has them."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return http.client.parse_headers(io.BytesIO(lines.encode() + b"\r\n"))


@pytest.mark.parametrize(
    "headers",
    [
        HEADERS,
        {name.lower(): value for name, value in HEADERS.items()},
        {name.upper().encode(): value.encode() for name, value in HEADERS.items()},
        {"HTTP_X_API_VIDEO_SIGNATURE": SIGNATURE, "wsgi.input": io.BytesIO(), "SERVER_PORT": 80},
        [("Host", "there.example"), ("X-Api-Video-Signature", f" {SIGNATURE} ")],
        [(b"x-api-video-signature", SIGNATURE.encode())],
        message_of(HEADERS),
    ],
    ids=["dict", "lower", "bytes", "wsgi", "pairs", "asgi", "http.server"],
)
def test_headers_are_taken_as_every_framework_has_them(headers):
    assert verify(BODY, headers, SECRET).type == ENCODED


# ---- what is wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, [], {"Host": "there"}, {"X-Api-Video-Signature": ""}])
def test_a_request_without_a_signature_is_refused(headers):
    assert "has no header X-Api-Video-Signature" in refusal(BODY, headers, SECRET)


def test_the_refusal_of_a_signature_names_the_webhook_whose_secret_is_needed():
    told = refusal(BODY, HEADERS, "sig_sec_other")
    several = refusal(BODY, HEADERS, ["sig_sec_other", "sig_sec_old"])

    assert "does not fit the secret: use signature_secret of webhook webhook_1" in told
    assert "fits none of the secrets" in several


def test_a_refusal_is_one_line_whatever_the_request_says():
    headers = dict(HEADERS, **{"X-Api-Video-WebhookID": "a\nERROR b" + "c" * 10000})

    told = refusal(BODY, headers, "other")

    assert "\n" not in told and len(told) < 400


def rewritten(**options):
    return json.dumps(json.loads(BODY.decode()), **options).encode()


@pytest.mark.parametrize(
    "body", [rewritten(), rewritten(indent=1), BODY + b"\n"], ids=["spaces", "indented", "end"]
)
def test_a_body_that_a_framework_wrote_anew_is_told(body):
    assert "a framework read its JSON and wrote it anew" in refusal(body, HEADERS, SECRET)


@pytest.mark.parametrize("text", [r'{"name":"\u00e9"}', '{"name":"é"}', '{"a": 1, "b": 2}'])
def test_a_body_that_was_written_anew_with_other_escapes_or_order_is_told(text):
    changed = b'{ "name" : "\\u00E9" }' if "name" in text else b'{"b":2,"a":1}'

    assert "wrote it anew" in refusal(changed, signed(text.encode()), SECRET)


def test_a_body_that_was_read_before_is_told():
    assert "The body is empty: something read it before" in refusal(b"", HEADERS, SECRET)


@pytest.mark.parametrize("body", [b"[" * 100000, b"\xff", b"null", b'"\\ud800"', b"1" * 70000])
def test_a_body_that_is_no_object_is_refused_signed_or_not(body):
    assert "does not fit the secret" in refusal(body, HEADERS, SECRET)
    assert refusal(body, signed(body), SECRET) == "The body is no JSON object"


@pytest.mark.parametrize("signature", ["é", "\udcff", "\ud800", b"\xff", SIGNATURE[:-1]])
def test_a_signature_that_is_none_is_refused(signature):
    assert "does not fit the secret" in refusal(BODY, {"X-Api-Video-Signature": signature}, SECRET)


@pytest.mark.parametrize("body", [BODY.decode(), json.loads(BODY.decode()), None, io.BytesIO(BODY)])
def test_a_body_that_is_no_bytes_is_refused_with_advice(body):
    for function in (lambda: verify(body, HEADERS, SECRET), lambda: parse(body)):
        with pytest.raises(ApiTypeError, match=r"as they arrived, not \w+: request.get_data\(\) "):
            function()


@pytest.mark.parametrize("headers", [None, 5, "X-Api-Video-Signature", [1], [("a",)], {1: "a"}])
def test_headers_that_are_none_are_refused(headers):
    with pytest.raises(ApiTypeError, match="headers must be a mapping or pairs of texts"):
        verify(BODY, headers, SECRET)


@pytest.mark.parametrize(
    "secret, error",
    [(None, ApiTypeError), (5, ApiTypeError), ([None], ApiTypeError)]
    + [
        ("", ApiValueError),
        (b"", ApiValueError),
        ([], ApiValueError),
        ([SECRET, ""], ApiValueError),
    ],
)
def test_a_secret_that_is_none_is_refused(secret, error):
    for function in (lambda: verify(BODY, HEADERS, secret), lambda: Receiver(secret)):
        with pytest.raises(error, match="^secret must"):
            function()


# ---- age -------------------------------------------------------------------------------------


@pytest.mark.parametrize("late", [0, 299, -299, 300])
def test_an_event_within_the_tolerance_is_verified(late):
    assert verify(BODY, HEADERS, SECRET, tolerance=300, clock=lambda: EMITTED + late)


@pytest.mark.parametrize("late, words", [(301, "301 seconds ago"), (-400, "400 seconds from now")])
def test_an_event_that_is_too_old_or_too_young_is_refused(late, words):
    told = refusal(BODY, HEADERS, SECRET, tolerance=300, clock=lambda: EMITTED + late)

    assert f"The event was emitted {words}, 300 are allowed" in told


@pytest.mark.parametrize("body", [b'{"type":"a"}', b'{"emittedAt":"soon"}', b'{"emittedAt":[]}'])
def test_an_event_without_a_time_is_refused_where_it_matters(body):
    assert "does not say when it was emitted" in refusal(body, signed(body), SECRET, tolerance=1)
    assert verify(body, signed(body), SECRET).to_json() == json.loads(body.decode())


def test_a_tolerance_that_is_none_is_refused():
    for tolerance in ("5 minutes", -1):
        for function in (
            lambda one: verify(BODY, HEADERS, SECRET, tolerance=one),
            lambda one: Receiver(SECRET, tolerance=one),
        ):
            with pytest.raises((ApiTypeError, ApiValueError), match="tolerance must be"):
                function(tolerance)


# ---- events ----------------------------------------------------------------------------------


def test_every_event_has_a_model_of_its_own():
    for name, kind in EVENTS.items():
        event = parse(json.dumps({"type": name, "emittedAt": "2021-01-29T15:46:25Z"}).encode())

        assert type(event) is kind is getattr(model, kind.__name__)
        assert event.emitted_at.year == 2021


def test_an_event_that_is_not_known_is_kept_whole():
    document = {
        "type": "video.liked",
        "emittedAt": "2021-01-29T15:46:25Z",
        "by": {"all": [1, None]},
    }

    event = parse(json.dumps(document).encode())

    assert isinstance(event, UnknownEvent)
    assert (event.type, event.emitted_at.year, event["by"]) == (
        "video.liked",
        2021,
        {"all": [1, None]},
    )
    assert event.to_json() == document


@pytest.mark.parametrize("kind", [None, 5, [], {}])
def test_an_event_without_a_name_is_kept_whole(kind):
    body = json.dumps({"type": kind, "a": 1}).encode()

    assert Receiver(SECRET, tolerance=None).handle(body, signed(body)).to_json() == {
        "type": kind,
        "a": 1,
    }


# ---- receivers -------------------------------------------------------------------------------


@pytest.fixture
def receiver():
    return Receiver(SECRET, clock=lambda: EMITTED)


def test_an_event_is_handled_by_the_function_for_its_name(receiver):
    got = []

    @receiver.on("live-stream.broadcast.started")
    def other(event):
        got.append("other")

    receiver.on(ENCODED)(got.append)

    event = receiver.handle(BODY, HEADERS)

    assert got == [event] and event.video_id == "vi0000000000000000000000"


def test_an_event_that_is_sent_again_is_handled_once(receiver):
    got = []
    receiver.on(ENCODED)(got.append)

    events = [receiver.handle(BODY, HEADERS) for _ in range(3)]

    assert got == events[:1] and events[1:] == got * 2


def test_the_event_of_two_webhooks_is_handled_once():
    got = []
    receiver = Receiver([SECRET, "other"], tolerance=None)
    receiver.on(ENCODED)(got.append)

    receiver.handle(BODY, HEADERS)
    receiver.handle(BODY, signed(BODY, "other"))

    assert len(got) == 1


def test_an_event_whose_handler_raises_is_handled_when_it_is_sent_again(receiver):
    got = []

    @receiver.on(ENCODED)
    def handler(event):
        got.append(event)
        if len(got) == 1:
            raise RuntimeError("the database is away")

    with pytest.raises(RuntimeError, match="the database is away"):
        receiver.handle(BODY, HEADERS)
    receiver.handle(BODY, HEADERS)
    receiver.handle(BODY, HEADERS)

    assert len(got) == 2


def test_an_event_without_a_handler_is_returned(receiver):
    assert receiver.handle(BODY, HEADERS).type == ENCODED


def test_a_receiver_refuses_what_verify_refuses(receiver):
    receiver.on(ENCODED)(pytest.fail)

    with pytest.raises(WebhookError, match="no header"):
        receiver.handle(BODY, {})


def test_a_receiver_refuses_events_of_more_than_an_hour_ago_unless_told_otherwise():
    with pytest.raises(WebhookError, match="3601 seconds ago, 3600 are allowed"):
        Receiver(SECRET, clock=lambda: EMITTED + 3601).handle(BODY, HEADERS)
    assert Receiver(SECRET, tolerance=None).handle(BODY, HEADERS)


@pytest.mark.parametrize("fails", [False, True])
def test_an_event_that_comes_again_while_it_is_handled_waits_for_the_end(receiver, fails):
    began, may_end = threading.Event(), threading.Event()
    got, failures = [], []

    @receiver.on(ENCODED)
    def handler(event):
        got.append(event)
        began.set()
        assert may_end.wait(20)
        if fails and len(got) == 1:
            raise RuntimeError

    def handle():
        try:
            receiver.handle(BODY, HEADERS)
        except RuntimeError as error:
            failures.append(error)

    threads = [threading.Thread(target=handle) for _ in range(8)]
    threads[0].start()
    assert began.wait(20)
    for thread in threads[1:]:
        thread.start()
    may_end.set()
    for thread in threads:
        thread.join(20)

    assert (len(got), len(failures)) == ((2, 1) if fails else (1, 0))


def test_events_that_differ_are_handled_at_once(receiver):
    together = threading.Barrier(2)
    other = BODY.replace(b"720p", b"360p")
    receiver.on(ENCODED)(lambda event: together.wait(20))

    thread = threading.Thread(target=receiver.handle, args=(other, signed(other)))
    thread.start()
    receiver.handle(BODY, HEADERS)
    thread.join(20)

    assert not together.broken


def test_the_memory_of_a_receiver_is_bounded(receiver, monkeypatch):
    got = []
    receiver.on(ENCODED)(got.append)
    bodies = [BODY[:-1] + b',"number":%d}' % one for one in range(webhooks.MOST_SEEN + 1)]

    for body in bodies + [bodies[1], bodies[0]]:
        receiver.handle(body, signed(body))

    assert len(got) == len(bodies) + 1 and got[-1]["number"] == 0


def test_the_memory_may_be_a_set_that_receivers_share():
    seen, got = set(), []
    for _ in range(2):
        receiver = Receiver(SECRET, tolerance=None, seen=seen)
        receiver.on(ENCODED)(got.append)
        receiver.handle(BODY, HEADERS)

    assert len(got) == 1
    assert seen == {hashlib.sha256(BODY).hexdigest()}


def test_a_function_may_handle_several_events_but_an_event_has_one(receiver):
    @receiver.on("live-stream.broadcast.started")
    @receiver.on("live-stream.broadcast.ended")
    def handler(event):
        pass

    receiver.on("live-stream.broadcast.ended")(handler)
    with pytest.raises(ApiValueError, match="live-stream.broadcast.ended has a handler already"):
        receiver.on("live-stream.broadcast.ended")(print)


def test_a_handler_that_would_never_run_is_refused(receiver):
    space = {}
    exec("async def handler(event): pass", space)

    for handler in (space["handler"], None):
        with pytest.raises(ApiTypeError, match="a handler must be a plain function, not "):
            receiver.on(ENCODED)(handler)
    with pytest.raises(ApiTypeError, match="the name of an event"):
        receiver.on(print)


def test_a_name_that_is_not_known_is_told_and_taken(receiver):
    body, got = b'{"type":"video.liked","emittedAt":"2021-01-29T15:46:25.217Z"}', []

    with pytest.warns(UserWarning, match="no event 'video.caption.generate'; did you mean") as told:
        receiver.on("video.caption.generate")
    with pytest.warns(UserWarning, match="no event 'video.liked'"):
        receiver.on("video.liked")(got.append)
    receiver.handle(body, signed(body))

    assert [one.filename for one in told] == [__file__]
    assert got[0].type == "video.liked"


def block_of_the_guide(text):
    """What a block of the guide on webhooks defines, the one with *text* in it."""
    (found,) = [one for one in BLOCKS if one.path.name == "webhooks.md" and text in one.code]
    space = {}
    exec(found.code, space)
    return space


def test_the_table_of_the_guide_is_a_memory_that_receivers_share(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    memory, got = block_of_the_guide("class Seen:")["Seen"], []
    for _ in range(2):
        receiver = Receiver(SECRET, tolerance=None, seen=memory("seen.db"))
        receiver.on(ENCODED)(got.append)
        receiver.handle(BODY, HEADERS)

    assert len(got) == 1


def test_the_test_in_the_guide_passes():
    block_of_the_guide("import Receiver, sign")["test_an_event_is_handled"]()


# ---- the rest --------------------------------------------------------------------------------


def test_no_secret_shows_in_a_receiver_an_error_or_its_traceback():
    receiver = Receiver([SECRET, SECRET.encode()])
    with pytest.raises(WebhookError) as refused:
        receiver.handle(BODY, {"X-Api-Video-Signature": "wrong"})

    shown = [repr(receiver), repr(vars(receiver)), repr(refused.value), str(refused.value)]
    for error in (refused.value, failure(verify, BODY, {}, SECRET), failure(sign, "", SECRET)):
        frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)][2:]
        shown += [repr(frame.f_locals) for frame in frames]

    assert [one for one in shown if SECRET in one] == []


def failure(function, *arguments):
    with pytest.raises(apivideo.ApiVideoError) as raised:
        function(*arguments)
    return raised.value


def test_webhooks_are_loaded_when_they_are_used():
    code = (
        "import sys, apivideo\n"
        "loaded = 'apivideo.webhooks' in sys.modules\n"
        "print([loaded, apivideo.webhooks.WebhookError is apivideo.WebhookError])"
    )

    assert ast.literal_eval(subprocess.check_output([sys.executable, "-c", code]).decode()) == [
        False,
        True,
    ]
