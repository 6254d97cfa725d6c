"""Uploads: a file is sent in parts, several at once, with retries, and can be resumed.

The protocol is that of docs/service.md, section 8: ``Content-Range: part n/total``, or ``part n/*``
while the total is unknown; every part but the last has at least 5 MiB.
"""

from typing import TYPE_CHECKING, Any, Callable, Optional, Type, TypeVar

from apivideo._http.cancellation import Cancellation
from apivideo._http.message import SendOptions
from apivideo.exceptions import ApiValueError, UploadCancelled, UploadError
from apivideo.model_base import Model
from apivideo.options import ProgressListener, VideoSource
from apivideo.uploads.plan import Part, part_size, plan
from apivideo.uploads.progress import PartProgress, Progress
from apivideo.uploads.session import ProgressiveSession
from apivideo.uploads.upload import Target, Upload

if TYPE_CHECKING:
    from apivideo.api_client import ApiClient

__all__ = ["Cancellation", "Part", "PartProgress", "Progress", "ProgressiveSession"]
__all__ += ["UploadCancelled", "UploadError", "part_size", "plan", "upload"]

V = TypeVar("V", bound=Model)


def upload(
    client: "ApiClient",
    path: str,
    *,
    file: VideoSource,
    returns: Type[V],
    options: SendOptions = SendOptions(),
    resume: bool = False,
    cancel: Optional[Cancellation] = None,
    progress: bool = False,
    on_progress: Optional[Callable[[Progress], Any]] = None,
    _progress_listener: Optional[ProgressListener] = None,
    check: bool = True,
    **target: Any,
) -> V:
    """Send *file* in parts, ``client.configuration.upload_concurrency`` of them at once.

    *file* is a path, bytes, an open file, a stream, a tuple of a name and one of these, or a list
    of part files. For *options* see SendOptions, for *target* ``apivideo.uploads.upload.Target``,
    for the others UploadOptions.

    Raises ApiTypeError and ApiValueError if *file* cannot be sent, before anything is; UploadError
    if a part failed, whose ``resume()`` sends what is missing.
    """
    if file is None:
        raise ApiValueError("file must not be None")
    how: Any = {"options": options, "cancel": cancel, "_progress_listener": _progress_listener}
    how.update(progress=progress, on_progress=on_progress, check=check)
    result: V = Upload(Target(client, path, **target), file, returns, **how).run(resume)
    return result
