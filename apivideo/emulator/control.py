"""What steers the emulator over HTTP: all under ``/_emulator/``, which the service does not have.

Neither counted against the rate limits nor told in the request log, and never met by a fault.
"""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from apivideo.emulator.analytics import plays
from apivideo.emulator.http import fault_injection, json_body
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import CONTROL, Route, Service, json_response
from apivideo.emulator.processing import deliveries, media_processor
from apivideo.emulator.resources import live_streams, upload_tokens
from apivideo.emulator.state import faults, sources
from apivideo.emulator.state.faults import PlacedFault

MOST_TOLD = 1000
TOKEN_SECONDS = 3600
MOST_SECONDS = 60.0  # to wait until a video is examined


def place_fault(service: Service, request: Request) -> Response:
    try:
        fault = faults.from_json(json_body.read(request))
        fault_injection.check(fault, service.routes)
    except ValueError as error:
        raise Problem("invalid-attribute", detail=str(error)) from error
    return json_response(service.faults.place(fault).to_json(), 201)


def list_faults(service: Service, request: Request) -> Response:
    return json_response({"data": [placed.to_json() for placed in service.faults.all()]})


def remove_faults(service: Service, request: Request) -> None:
    """Remove all faults; what they hold goes on."""
    for placed in service.faults.all():
        service.faults.remove(placed)


def remove_fault(service: Service, request: Request, fault_id: str) -> None:
    service.faults.remove(_placed(service, fault_id))


def release_fault(service: Service, request: Request, fault_id: str) -> None:
    _placed(service, fault_id).release()


def encode_video(service: Service, request: Request, video_id: str) -> None:
    """End the encoding of a video; with ``?failed=true``, as a failure."""
    encode(service, video_id, request.args.get("failed") == "true")


def encode(service: Service, video_id: str, failed: bool = False) -> None:
    """End the encoding of a video whose bytes are all there. Raises Problem."""
    service.existing("video", video_id, "videoId")
    with service.store.transaction():
        source = sources.load(service.store, video_id)
        if source is None or source.completed_at is None:
            raise Problem("invalid-attribute", "videoId", "The source of the video is not whole.")
        if failed:
            sources.fail(service.store, video_id, source.completed_at)
        else:
            service.store.write("UPDATE sources SET encoded = 1 WHERE video_id = ?", (video_id,))
    if not failed:
        media_processor.wait_until_idle(service, MOST_SECONDS)  # else there is nothing to play


def start_broadcast(service: Service, request: Request, live_stream_id: str) -> None:
    """Begin the broadcast of a live stream, as if its encoder had connected."""
    live_streams.start_broadcast(service, live_stream_id)


def end_broadcast(service: Service, request: Request, live_stream_id: str) -> None:
    live_streams.end_broadcast(service, live_stream_id)


def add_plays(service: Service, request: Request) -> Response:
    """Have analytics count plays; tells the ids of their sessions."""
    given = json_body.read(request).get("plays")
    if not isinstance(given, list):
        raise Problem("invalid-attribute", "plays", "A list is expected.")
    try:
        added = plays.add(service, [plays.from_json(one) for one in given])
    except ValueError as error:
        raise Problem("invalid-attribute", "plays", str(error)) from error
    return json_response({"data": added}, 201)


def resend_delivery(service: Service, request: Request, number: str) -> None:
    """Send the body of a delivery to its webhook once more."""
    if not (number.isascii() and number.isdigit() and deliveries.resend(service, int(number))):
        raise Problem("resource-not-found", "number")


def make_upload_token(service: Service, request: Request) -> Response:
    """Make an upload token that is good for an hour."""
    return json_response({"token": upload_tokens.make(service, TOKEN_SECONDS)["token"]}, 201)


def list_requests(service: Service, request: Request) -> Response:
    return json_response(
        {"data": [entry.to_json() for entry in service.requests.newest(MOST_TOLD)]}
    )


def _placed(service: Service, fault_id: str) -> PlacedFault:
    found = service.faults.find(fault_id)
    if found is None:
        raise Problem("resource-not-found", "faultId")
    return found


ROUTES = [
    Route(method, CONTROL + path, handler)
    for method, path, handler in (
        ("POST", "faults", place_fault),
        ("GET", "faults", list_faults),
        ("DELETE", "faults", remove_faults),
        ("DELETE", "faults/<fault_id>", remove_fault),
        ("POST", "faults/<fault_id>/release", release_fault),
        ("POST", "videos/<video_id>/encode", encode_video),
        ("POST", "live-streams/<live_stream_id>/broadcast", start_broadcast),
        ("DELETE", "live-streams/<live_stream_id>/broadcast", end_broadcast),
        ("POST", "plays", add_plays),
        ("POST", "deliveries/<number>/resend", resend_delivery),
        ("POST", "upload-tokens", make_upload_token),
        ("GET", "requests", list_requests),
    )
]
