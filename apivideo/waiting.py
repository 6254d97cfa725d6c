"""Wait until a video can be played."""

import time
from collections import abc
from typing import Any, Callable, Optional

from apivideo._http.message import SendOptions, discreet
from apivideo._http.retry import LEAST_TOTAL
from apivideo.api_client import ApiClient
from apivideo.configuration import check_seconds
from apivideo.convert import acceptor
from apivideo.exceptions import (
    ApiConnectionError,
    ApiTimeoutError,
    ServiceException,
    TooManyRequestsException,
)
from apivideo.exceptions import EncodingFailedError as EncodingFailedError
from apivideo.model.video_status import VideoStatus

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 10.0


@discreet
def wait_until_playable(
    client: ApiClient,
    video_id: str,
    *,
    timeout: float = 3600.0,
    on_status: Optional[Callable[[VideoStatus], Any]] = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Any] = time.sleep,
) -> VideoStatus:
    """Return the status of the video once it can be played (docs/service.md, section 7).

    Asks again after half a second, then less and less often, up to every 10 seconds.

    Args:
        timeout: Seconds after which to give up.
        on_status: Called with each status on the way.

    Raises:
        EncodingFailedError: Every quality failed.
        ApiTimeoutError: The video is not playable in time; it may be later.
        ApiTypeError, ApiValueError: *video_id* or *timeout* is wrong; nothing was sent.
    """
    acceptor(ApiClient)(client, "client")
    acceptor(Optional[abc.Callable])(on_status, "on_status")
    acceptor(abc.Callable)(clock, "clock")
    acceptor(abc.Callable)(sleep, "sleep")
    video_id = acceptor(str)(video_id, "video_id")
    policy = client.session.policy()
    end = clock() + check_seconds("timeout", timeout)
    pause = FIRST_PAUSE
    while True:
        left = max(min(policy.deadline, end - clock()), LEAST_TOTAL)
        options = SendOptions(policy=policy._replace(deadline=left))
        path, ids = "/videos/{video_id}/status", {"video_id": video_id}
        try:
            status = client.call("GET", path, path_params=ids, returns=VideoStatus, options=options)
        except (ApiConnectionError, ServiceException, TooManyRequestsException) as error:
            if clock() + pause > end or not getattr(error, "passing", True):
                raise  # else the service is away for a while
        else:
            if on_status is not None:
                on_status(status)
            encoding = status.encoding
            if encoding is not None and encoding.playable:
                return status
            qualities = (encoding and encoding.qualities) or ()
            words = [one.status for one in qualities if one is not None]
            if words and all(word == "failed" for word in words):
                message = "video {}: the service could not fetch or encode it"
                raise EncodingFailedError(message.format(video_id), status)
        if clock() + pause > end:
            message = "video {} is not playable after {:g} seconds; it may be later"
            raise ApiTimeoutError(message.format(video_id, timeout))
        sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)
