"""Uploads: any source of bytes, in parts, several at once, each again where that helps.

The protocol is that of service facts, section 8: ``Content-Range: part n/total``, or ``part n/*``
while the total is unknown; every part but the last has at least 5 MiB.
"""

from typing import Any, Callable, Mapping, Optional, Type, TypeVar, cast

from apivideo.api_client import ApiClient
from apivideo.exceptions import ApiValueError
from apivideo.model_base import Model
from apivideo.options import ProgressListener, VideoSource
from apivideo.uploads.cancellation import Cancellation as Cancellation
from apivideo.uploads.errors import UploadCancelled as UploadCancelled
from apivideo.uploads.errors import UploadError as UploadError
from apivideo.uploads.listeners import Listeners
from apivideo.uploads.plan import Part as Part
from apivideo.uploads.plan import part_size as part_size
from apivideo.uploads.plan import plan as plan
from apivideo.uploads.progress import Progress as Progress
from apivideo.uploads.session import ProgressiveSession as ProgressiveSession
from apivideo.uploads.target import Target
from apivideo.uploads.upload import Settings, Upload

V = TypeVar("V", bound=Model)


def upload(
    client: ApiClient,
    path: str,
    *,
    file: VideoSource,
    returns: Type[V],
    path_params: Optional[Mapping[str, str]] = None,
    query: Optional[Mapping[str, Any]] = None,
    form: Optional[Mapping[str, Optional[str]]] = None,
    carry: Optional[str] = None,
    authenticated: bool = True,
    async_req: bool = False,
    resume: bool = False,
    cancel: Optional[Cancellation] = None,
    progress: bool = False,
    on_progress: Optional[Callable[[Progress], Any]] = None,
    _progress_listener: Optional[ProgressListener] = None,
    _preload_content: bool = True,
    _return_http_data_only: bool = True,
    **options: Any,
) -> V:
    """Send *file* in parts, ``client.configuration.upload_concurrency`` of them at once.

    Args:
        file: What to send; what is handed over open is sent from its first byte on and left open.
        carry: A member of the first answer that all later parts repeat as a form field.
        resume: Whether to ask the service first what it has, and to send only the rest.
        cancel: A switch that stops the upload from another thread.
        progress: Whether to draw a bar, with tqdm.
        on_progress: Called with a Progress, ten times a second at most, in this thread.
        _progress_listener: Called with the bytes that have arrived and the size of the file.

    Raises:
        ApiTypeError, ApiValueError: *file* cannot be sent; nothing was.
        UploadError: A part did not arrive; ``error.resume()`` sends what is missing.
    """
    if file is None:
        raise ApiValueError("file must not be None")
    job = Upload(
        Target(client, path, path_params or {}, query, form or {}, carry, authenticated),
        file,
        Settings(
            returns,
            Listeners(_progress_listener, on_progress, progress),
            cancel or Cancellation(),
            options,
            client.configuration.own_chunk_size,
            client.configuration.upload_concurrency,
            is_raw=not _preload_content,
            data_only=_return_http_data_only,
        ),
    )
    result: Any = client.pool.apply_async(job.run, (resume,)) if async_req else job.run(resume)
    return cast(V, result)
