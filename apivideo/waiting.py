"""Wait until a video can be played."""

import time
from typing import Any, Callable, Optional

from apivideo.api_client import ApiClient
from apivideo.checks import check_seconds
from apivideo.convert import acceptor
from apivideo.exceptions import ApiTimeoutError, ApiVideoError
from apivideo.model.video_status import VideoStatus
from apivideo.sending import LEAST_TOTAL

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 10.0


class EncodingFailedError(ApiVideoError):
    """The service could not encode the video; ``status`` tells what it knows of it."""

    def __init__(self, message: str, status: Optional[VideoStatus] = None) -> None:
        super().__init__(message)
        self.status = status


def wait_until_playable(
    client: ApiClient,
    video_id: str,
    *,
    timeout: float = 3600.0,
    on_status: Optional[Callable[[VideoStatus], Any]] = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Any] = time.sleep,
) -> VideoStatus:
    """The status of the video once it has something to play (service facts, section 7).

    Asks again after half a second first, then ever less often, up to every 10 seconds.

    Args:
        timeout: Seconds after which to give up.
        on_status: Called with each status on the way.

    Raises:
        EncodingFailedError: Every rendition failed.
        ApiTimeoutError: It is not playable in time; it may be later.
        ApiTypeError, ApiValueError: *video_id* or *timeout* cannot be; nothing was sent.
    """
    video_id = acceptor(str)(video_id, "video_id")
    policy = client.policy()
    end = clock() + check_seconds("timeout", timeout)
    pause = FIRST_PAUSE
    while True:
        status = client.call(
            "GET",
            "/videos/{video_id}/status",
            path_params={"video_id": video_id},
            returns=VideoStatus,
            policy=policy._replace(deadline=max(min(policy.deadline, end - clock()), LEAST_TOTAL)),
        )
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
