"""Wait until a video can be played or is encoded, a live stream broadcasts, a summary is there.

Each function asks again after half a second, then less and less often, up to every 10 seconds.
While the service is away for a while, it waits on. Its arguments *timeout*, *cancel*, *clock* and
*sleep* are the same everywhere.
"""

import time
from collections import abc
from typing import Any, Callable, List, Optional, Sequence, Type, TypeVar

from apivideo._compat.rest import address
from apivideo._http.cancellation import Cancellation
from apivideo._http.message import SendOptions, discreet, mask_url
from apivideo._http.retry import LEAST_TOTAL
from apivideo.api_client import ApiClient
from apivideo.configuration import check_seconds
from apivideo.convert import LENIENT, acceptor
from apivideo.exceptions import (
    ApiConnectionError,
    ApiTimeoutError,
    ServiceException,
    TooManyRequestsException,
)
from apivideo.exceptions import EncodingFailedError as EncodingFailedError
from apivideo.exceptions import NothingUploadedError as NothingUploadedError
from apivideo.exceptions import SummaryFailedError as SummaryFailedError
from apivideo.model.live_stream import LiveStream
from apivideo.model.summaries_list_response import SummariesListResponse
from apivideo.model.summary import Summary
from apivideo.model.video_status import VideoStatus
from apivideo.model_base import Model

T = TypeVar("T")
M = TypeVar("M", bound=Model)

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 10.0
NO_SUMMARY = {
    "missing": "its text is to come from a client, none is being made",
    "failed": "the service could not make it",
    "unprocessable": "the video has no sound, or fewer than 50 words",
}

AWAY = (ApiConnectionError, ServiceException, TooManyRequestsException)


@discreet
def wait_until_playable(
    client: ApiClient,
    video_id: str,
    *,
    timeout: float = 3600.0,
    on_status: Optional[Callable[[VideoStatus], Any]] = None,
    cancel: Optional[Cancellation] = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Any] = time.sleep,
) -> VideoStatus:
    """Return the status of the video once it can be played (docs/service.md, section 7).

    Args:
        timeout: Seconds after which to give up.
        on_status: Called with each status on the way.
        cancel: A switch that ends the waiting early, from another thread.

    Raises:
        EncodingFailedError: Every quality failed.
        NothingUploadedError: The video has no file, and none is on its way.
        ApiTimeoutError: The video is not playable in time; it may be later.
        ApiTypeError, ApiValueError: *video_id* or *timeout* is wrong; nothing was sent.
    """
    acceptor(Optional[abc.Callable])(on_status, "on_status")

    def is_playable(status: VideoStatus) -> bool:
        if on_status is not None:
            on_status(status)
        if status.encoding is not None and status.encoding.playable:
            return True
        words = [one.status for one in _qualities(status, video_id)]
        if words and all(word == "failed" for word in words):
            message = "video {}: the service could not fetch or encode it"
            raise EncodingFailedError(message.format(video_id), status)
        return False

    fetch = _getter(client, "/videos/{video_id}/status", VideoStatus, video_id=video_id)
    what = f"video {video_id} is not playable"
    return _first(fetch, is_playable, what, client, timeout, cancel, clock, sleep)


@discreet
def wait_until_encoded(
    client: ApiClient,
    video_id: str,
    *,
    qualities: Sequence[str] = (),
    timeout: float = 3600.0,
    on_status: Optional[Callable[[VideoStatus], Any]] = None,
    cancel: Optional[Cancellation] = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Any] = time.sleep,
) -> VideoStatus:
    """Return the status of the video once its qualities are encoded (docs/service.md, section 7).

    Args:
        qualities: Those to wait for, by size or by type, such as ``["720p", "mp4"]``; without it,
            all that the service makes.
        timeout: Seconds after which to give up.
        on_status: Called with each status on the way.
        cancel: A switch that ends the waiting early, from another thread.

    Raises:
        EncodingFailedError: One of these qualities failed, or is not made of this video.
        NothingUploadedError: The video has no file, and none is on its way.
        ApiTimeoutError: The video is not encoded in time; it may be later.
        ApiTypeError, ApiValueError: An argument is wrong; nothing was sent.
    """
    acceptor(Optional[abc.Callable])(on_status, "on_status")
    names = acceptor(List[str], LENIENT)(qualities, "qualities")

    def is_encoded(status: VideoStatus) -> bool:
        if on_status is not None:
            on_status(status)
        made = _qualities(status, video_id)
        wanted = [one for one in made if not names or one.quality in names or one.type in names]
        failed = [f"{one.type} {one.quality}" for one in wanted if one.status == "failed"]
        if failed:
            message = f"video {video_id}: the service could not encode {', '.join(failed)}"
            raise EncodingFailedError(message, status)
        known = {word for one in made for word in (one.quality, one.type)}
        missing = [name for name in names if name not in known]
        relevant = made if missing else wanted  # what is made may not be known yet
        is_done = bool(made) and all(one.status in ("encoded", "failed") for one in relevant)
        if is_done and missing:
            message = f"video {video_id}: the service makes no {', '.join(missing)} of it"
            raise EncodingFailedError(message, status)
        return is_done

    fetch = _getter(client, "/videos/{video_id}/status", VideoStatus, video_id=video_id)
    what = f"video {video_id} is not encoded"
    return _first(fetch, is_encoded, what, client, timeout, cancel, clock, sleep)


@discreet
def wait_until_available(
    client: ApiClient,
    url: str,
    *,
    timeout: float = 3600.0,
    cancel: Optional[Cancellation] = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Any] = time.sleep,
) -> None:
    """Return once there is content at an address, such as ``assets.hls`` of a public video.

    It needs no key: a page or an app that has uploaded with an upload token can wait in this way
    (docs/service.md, section 25).

    Args:
        url: An address that responds with 202 until there is content.
        timeout: Seconds after which to give up.
        cancel: A switch that ends the waiting early, from another thread.

    Raises:
        ApiTimeoutError: There is no content in time; there may be later.
        ApiException: The address responds with an error, such as NotFoundException.
        ApiTypeError, ApiValueError: *url* or *timeout* is wrong; nothing was sent.
    """
    url = address(url, "url")

    def fetch(options: SendOptions) -> Any:
        seconds = options.policy.deadline if options.policy else None
        return client.request("GET", url, _request_timeout=seconds)

    def is_there(response: Any) -> bool:
        return bool(response.status == 200)

    what = f"there is nothing at {mask_url(url.partition('?')[0])}"
    _first(fetch, is_there, what, client, timeout, cancel, clock, sleep)


@discreet
def wait_until_broadcasting(
    client: ApiClient,
    live_stream_id: str,
    *,
    timeout: float = 3600.0,
    cancel: Optional[Cancellation] = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Any] = time.sleep,
) -> LiveStream:
    """Return the live stream once it receives a broadcast (docs/service.md, section 12).

    Args:
        timeout: Seconds after which to give up.
        cancel: A switch that ends the waiting early, from another thread.

    Raises:
        ApiTimeoutError: No broadcast came in time; one may come later.
        ApiTypeError, ApiValueError: *live_stream_id* or *timeout* is wrong; nothing was sent.
    """
    path = "/live-streams/{live_stream_id}"
    fetch = _getter(client, path, LiveStream, live_stream_id=live_stream_id)

    def is_broadcasting(live_stream: LiveStream) -> bool:
        return bool(live_stream.broadcasting)

    what = f"live stream {live_stream_id} does not broadcast"
    return _first(fetch, is_broadcasting, what, client, timeout, cancel, clock, sleep)


@discreet
def wait_until_summary(
    client: ApiClient,
    video_id: str,
    *,
    timeout: float = 3600.0,
    cancel: Optional[Cancellation] = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Any] = time.sleep,
) -> Summary:
    """Return the summary of the video once it has a text (docs/service.md, section 14).

    ``client.summaries.get_summary_source(summary.summary_id)`` reads the text.

    Args:
        timeout: Seconds after which to give up.
        cancel: A switch that ends the waiting early, from another thread.

    Raises:
        SummaryFailedError: No text can be made, such as of a video without speech, or none is
            being made.
        ApiTimeoutError: There is no summary in time; there may be later.
        ApiTypeError, ApiValueError: *video_id* or *timeout* is wrong; nothing was sent.
    """
    fetch = _getter(
        client, "/summaries", SummariesListResponse, {"videoId": video_id}, video_id=video_id
    )

    def has_text(page: SummariesListResponse) -> bool:
        for summary in page.data:
            reason = NO_SUMMARY.get(summary.source_status or "")
            if reason is not None:
                raise SummaryFailedError(f"the summary of video {video_id}: {reason}", summary)
        return any(summary.source_status == "completed" for summary in page.data)

    what = f"video {video_id} has no summary"
    return _first(fetch, has_text, what, client, timeout, cancel, clock, sleep).data[0]


def _getter(
    client: ApiClient, path: str, returns: Type[M], query: Any = None, **ids: str
) -> Callable[[SendOptions], M]:
    """Return a function that reads an object, whose ids are checked first."""
    acceptor(ApiClient)(client, "client")
    for name, value in ids.items():
        acceptor(str)(value, name)

    def get(options: SendOptions) -> M:
        return client.call(
            "GET", path, path_params=ids, query=query, returns=returns, options=options
        )

    return get


def _first(
    fetch: Callable[[SendOptions], T],
    is_right: Callable[[T], Any],
    what: str,
    client: ApiClient,
    timeout: float,
    cancel: Optional[Cancellation],
    clock: Callable[[], float],
    sleep: Callable[[float], Any],
) -> T:
    """Return the first result of *fetch* that *is_right*; *what* tells that there is none yet."""
    acceptor(ApiClient)(client, "client")
    acceptor(abc.Callable)(clock, "clock")
    acceptor(abc.Callable)(sleep, "sleep")
    acceptor(Optional[Cancellation])(cancel, "cancel")
    policy = client._session.policy()
    end = clock() + check_seconds("timeout", timeout)
    pause = FIRST_PAUSE
    while cancel is None or not cancel.is_cancelled:
        left = max(min(policy.deadline, end - clock()), LEAST_TOTAL)
        try:
            result = fetch(SendOptions(policy=policy._replace(deadline=left), cancellation=cancel))
        except AWAY as error:
            if clock() + pause > end or not getattr(error, "passing", True):
                raise  # else the service is away for a while
        else:
            if is_right(result):
                return result
        if clock() + pause > end:
            raise ApiTimeoutError(f"{what} after {timeout:g} seconds; it may be later")
        if cancel is not None and sleep is time.sleep:
            cancel.wait(pause)
        else:
            sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)
    raise ApiConnectionError(f"{what}; cancelled")


def _qualities(status: VideoStatus, video_id: str) -> Any:
    """Return what the service makes of a video; raise NothingUploadedError if it has no file."""
    ingest = status.ingest
    if ingest is not None and ingest.status == "missing":
        parts = ingest.received_parts
        if not ingest.received_bytes and not (parts is not None and parts.parts):
            raise NothingUploadedError(f"nothing was uploaded to video {video_id}", status)
    encoding = status.encoding
    return [one for one in (encoding and encoding.qualities) or () if one is not None]
