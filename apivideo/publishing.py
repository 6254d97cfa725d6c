"""Publish: create a video, upload its file, and wait until it can be played, as one call."""

import binascii
import os
import re
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any, Callable, Dict, NamedTuple, Optional, Type

from apivideo import idempotency
from apivideo._http.cancellation import Cancellation
from apivideo._http.message import Capture, SendOptions
from apivideo._http.source import Source
from apivideo.exceptions import ApiValueError, ApiVideoError, PublishError, UploadError
from apivideo.model_base import Model
from apivideo.options import VideoSource
from apivideo.uploads import upload
from apivideo.uploads.fingerprint import fingerprint
from apivideo.uploads.inspection import check_content
from apivideo.uploads.plan import LARGEST_FILE
from apivideo.uploads.progress import Progress, bar
from apivideo.uploads.resume import Received
from apivideo.uploads.sources import PartFiles, is_list, is_stream

if TYPE_CHECKING:
    from apivideo.api_client import ApiClient
    from apivideo.model.video import Video
    from apivideo.model.video_status import VideoStatus

FINGERPRINT = "fingerprint"  # the name of the metadata that holds it
WAIT_TIMEOUT = 3600.0
CLEANING = 10.0  # seconds to delete a video after a failure

IS_URL = re.compile(r"https?://", re.IGNORECASE)


class PublishProgress(NamedTuple):
    """The progress of a publication at one moment."""

    phase: str
    """``creating``, ``uploading`` or ``processing``."""
    video_id: Optional[str]
    """The video, once it is created."""
    upload: Optional[Progress]
    """How far the upload is; the latest, once it began."""
    status: "Optional[VideoStatus]"
    """What the service has made of the video; the latest, once the service was asked."""
    cancel: Callable[[], Any]
    """Cancels the publication, which can be resumed."""

    def __repr__(self) -> str:
        return f"PublishProgress(phase={self.phase!r}, video_id={self.video_id!r})"


def publish(
    client: "ApiClient",
    path: str,
    *,
    file: VideoSource,
    body: Any,
    returns: "Type[Video]",
    options: SendOptions = SendOptions(),
    **how: Any,
) -> "Video":
    """Create the video that *body* describes, upload *file* into it, wait, and return it.

    *file* is whatever can be uploaded, or an address that the service fetches it from. For *how*
    see ``Publication`` and PublishOptions.
    """
    if options.is_raw:
        raise ApiValueError("publish reads the responses; leave out _preload_content")
    video: Video = Publication(client, path, file, body, returns, options, **how).run()
    return video


class Publication:
    """One publication. It can be run again after an error, and goes on where it ended."""

    def __init__(
        self,
        client: "ApiClient",
        path: str,
        file: Any,
        body: Any,
        returns: Any,
        options: SendOptions,
        *,
        wait: Optional[str] = None,
        wait_timeout: Optional[float] = None,
        on_failure: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        on_progress: Optional[Callable[[PublishProgress], Any]] = None,
        progress: bool = False,
        cancel: Optional[Cancellation] = None,
        check: bool = True,
    ) -> None:
        for name, word, words in (
            ("wait", wait, ("playable", "encoded")),
            ("on_failure", on_failure, ("delete",)),
        ):
            if word is not None and word not in words:
                raise ApiValueError(f"{name} must be one of {', '.join(words)}, not {word!r}")
        self._client, self._path, self._file, self._returns = client, path, file, returns
        self._wait, self._on_failure, self._options = wait, on_failure, options
        self._timeout = WAIT_TIMEOUT if wait_timeout is None else wait_timeout
        self._on_progress, self._shows_bar = on_progress, progress
        self._cancel, self._check = cancel, check
        self._may_exist = False  # whether the service may have something of the file
        # A key in any case: a creation whose response was lost is found again.
        self._key = idempotency_key or binascii.hexlify(os.urandom(16)).decode()
        self._is_url = isinstance(file, str) and bool(IS_URL.match(file))
        self._is_stream = not self._is_url and is_stream(file)
        self._fingerprint = None if self._is_url or self._is_stream else self._look_at_file()
        self._document: Dict[str, Any] = body.to_json()
        if "source" in self._document:
            raise ApiValueError("the payload must have no source: the file takes its place")
        if self._is_url:
            self._document["source"] = file
        if self._fingerprint is not None:
            pairs = self._document.get("metadata") or []
            pair = {"key": FINGERPRINT, "value": self._fingerprint}
            self._document["metadata"] = [*pairs, pair]
        self._progress = PublishProgress("creating", None, None, None, lambda: None)
        self._video: Any = None
        self._is_uploaded = self._is_url
        self._failure: Optional[UploadError] = None  # of the upload, in the run before

    def run(self, cancel: Optional[Cancellation] = None) -> Any:
        """Do what is missing, and return the video; *cancel* ends it early."""
        self._ended = Cancellation()
        switches = [one for one in (cancel or self._cancel, self._options.cancellation) if one]
        for one in switches:
            one.watch(self._ended.cancel)
        try:
            self._create()
            self._upload()
            return self._wait_for_it()
        except BaseException as error:
            if self._on_failure == "delete" and self._video is not None:
                self._delete()
            if isinstance(error, ApiVideoError):
                raise self._described(error) from error
            raise
        finally:
            for one in switches:
                one.forget(self._ended.cancel)

    def _look_at_file(self) -> str:
        """Return the fingerprint of the file; raise if it cannot be read, or is no video."""
        with ExitStack() as opened:
            if is_list(self._file):
                source: Any = PartFiles(self._file)
            else:
                source = opened.enter_context(Source(self._file, largest=LARGEST_FILE))
            if self._check:
                check_content(source)
            return fingerprint(source)

    def _tell(self, phase: str, **news: Any) -> None:
        video_id = self._video and self._video.video_id
        news.update(phase=phase, video_id=video_id, cancel=self._ended.cancel)
        self._progress = self._progress._replace(**news)
        if self._on_progress is not None:
            self._on_progress(self._progress)

    def _tell_upload(self, progress: Progress) -> None:
        self._tell("uploading", upload=progress)

    def _create(self) -> None:
        """Create the video, unless an earlier run, or one with the same key, has created it."""
        if self._video is not None:
            return
        self._tell("creating")
        capture = self._options.capture or Capture()
        video = idempotency.create(
            self._client,
            self._path,
            body=Model.from_json(self._document),
            returns=self._returns,
            idempotency_key=self._key,
            options=self._options._replace(cancellation=self._ended, capture=capture),
        )
        self._may_exist = capture.response.status == 200  # found in a list, not created just now
        known = [one.value for one in video.metadata or () if one.key == FINGERPRINT]
        if known and known[0] != self._fingerprint:
            message = "file is another one than was published with this key before"
            raise ApiValueError(f"{message}: video {video.video_id}")
        self._video = video

    def _upload(self) -> None:
        """Upload the file, or what is missing of it."""
        if self._is_uploaded:
            return
        self._tell("uploading")
        may_exist, self._may_exist = self._may_exist, True
        try:
            if self._failure is not None:
                video = self._failure.resume(self._ended)
            elif may_exist and self._is_stream and self._has_file():
                video = self._get("", self._returns)
            else:
                video = upload(
                    self._client,
                    self._path + "/{video_id}/source",
                    path_params={"video_id": self._video.video_id},
                    file=self._file,
                    returns=self._returns,
                    options=self._options,
                    resume=may_exist and not self._is_stream,
                    cancel=self._ended,
                    progress=self._shows_bar,
                    on_progress=self._on_progress and self._tell_upload,
                    check=self._check and self._is_stream,  # a file was looked at already
                )
        except UploadError as error:
            self._failure = error
            raise
        self._video, self._is_uploaded, self._failure = video, True, None

    def _has_file(self) -> bool:
        """Return whether the service has the whole stream; raise if it has a part of it."""
        received = Received.from_status(self._get("/status", Model).to_json())
        if received.is_complete:
            return True
        if received.parts or received.ranges:
            video_id = self._video.video_id
            message = "file is a stream, of which the service has a part: a stream cannot be sent"
            raise ApiValueError(f"{message} again. Delete video {video_id}, or use another key")
        return False

    def _wait_for_it(self) -> Any:
        """Return the video, once it is as the user wants it."""
        if self._wait is None:
            return self._video
        from apivideo import waiting  # which imports more than a call needs

        wait = getattr(waiting, f"wait_until_{self._wait}")
        with ExitStack() as opened:
            shown = opened.enter_context(bar("processing")) if self._shows_bar else None

            def on_status(status: "VideoStatus") -> None:
                self._tell("processing", status=status)
                if shown is not None:
                    words = [one.status for one in status.encoding.qualities]
                    shown.total = len(words) or None
                    shown.update(words.count("encoded") - shown.n)

            wait(
                self._client,
                self._video.video_id,
                timeout=self._timeout,
                on_status=on_status,
                cancel=self._ended,
                clock=self._client._session.clock,
                sleep=self._client._session.sleep,
            )
        self._video = self._get("", self._returns)
        return self._video

    def _get(self, path: str, returns: Any) -> Any:
        ids = {"video_id": self._video.video_id}
        options = self._options._replace(cancellation=self._ended)
        path = self._path + "/{video_id}" + path
        return self._client.call("GET", path, path_params=ids, returns=returns, options=options)

    def _delete(self) -> None:
        """Delete the video. If that fails too, the error still has its id."""
        policy = self._client._session.policy()._replace(deadline=CLEANING)
        with suppress(ApiVideoError):
            self._client.call(
                "DELETE",
                self._path + "/{video_id}",
                path_params={"video_id": self._video.video_id},
                options=SendOptions(policy=policy),
            )
            self._video, self._failure, self._is_uploaded = None, None, self._is_url

    def _described(self, cause: ApiVideoError) -> PublishError:
        error = PublishError.of(cause)
        error.phase = self._progress.phase
        error.video_id = self._video and self._video.video_id
        error._resume = lambda cancel: self.run(cancel or Cancellation())
        return error
