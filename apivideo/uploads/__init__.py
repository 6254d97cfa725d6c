"""Uploads: a file is sent in parts, several at once, with retries, and can be resumed.

The protocol is that of service facts, section 8: ``Content-Range: part n/total``, or ``part n/*``
while the total is unknown; every part but the last has at least 5 MiB.
"""

from typing import TYPE_CHECKING, Any, Callable, Optional, Type, TypeVar

from apivideo._http.cancellation import Cancellation
from apivideo._http.message import SendOptions
from apivideo.exceptions import ApiValueError, UploadCancelled, UploadError
from apivideo.model_base import Model
from apivideo.options import ProgressListener, VideoSource
from apivideo.uploads.plan import Part, part_size, plan
from apivideo.uploads.progress import Progress
from apivideo.uploads.session import ProgressiveSession
from apivideo.uploads.upload import Target, Upload

if TYPE_CHECKING:
    from apivideo.api_client import ApiClient

__all__ = ["Cancellation", "Part", "Progress", "ProgressiveSession", "UploadCancelled"]
__all__ += ["UploadError", "part_size", "plan", "upload"]

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
    **target: Any,
) -> V:
    """Send *file* in parts, ``client.configuration.upload_concurrency`` of them at once.

    Args:
        file: A path, bytes, an open file, a stream, a tuple of a name and one of these, or a list
            of part files. An open file is sent from its first byte and left open.
        options: How to send each request; its capture receives the response.
        resume: Whether to ask the service first what it has, and to send only the rest.
        cancel: A switch that ends the upload early, from another thread.
        progress: Whether to draw a bar, with tqdm.
        on_progress: Called with a Progress, at most ten times a second, in this thread.
        _progress_listener: Called with the bytes that have arrived and the size of the file.
        target: Where to send it; see ``apivideo.uploads.upload.Target``.

    Raises:
        ApiTypeError, ApiValueError: *file* cannot be sent; nothing was.
        UploadError: A part failed; ``error.resume()`` sends what is missing.
    """
    if file is None:
        raise ApiValueError("file must not be None")
    result: V = Upload(
        Target(client, path, **target),
        file,
        returns,
        options=options,
        cancel=cancel,
        progress=progress,
        on_progress=on_progress,
        _progress_listener=_progress_listener,
    ).run(resume)
    return result
