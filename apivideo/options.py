"""What every API method takes besides its own parameters, for type checkers and editors.

At run time the names here are plain placeholders: nothing is imported for them.
"""

import os
from typing import IO, TYPE_CHECKING, Any, Callable, Iterable, Optional, Sequence, Tuple, Union

Timeout = Union[None, float, Tuple[Optional[float], Optional[float]]]
"""Seconds to wait for the connection and for each read: one number for both, or a pair."""

ProgressListener = Callable[[int, int], Any]
"""Called with the bytes that have arrived and the size of the file, after each part."""

if TYPE_CHECKING:
    from typing_extensions import Literal as Literal
    from typing_extensions import TypedDict
    from typing_extensions import Unpack as Unpack
    from typing_extensions import dataclass_transform as dataclass_transform
    from typing_extensions import deprecated as deprecated

    from apivideo.uploads.cancellation import Cancellation
    from apivideo.uploads.progress import Progress

    FileSource = Union[str, os.PathLike[str], bytes, bytearray, memoryview, IO[bytes]]
    """A file to send: its path, its bytes, or a file opened in binary mode."""

    VideoSource = Union[FileSource, Iterable[bytes], Sequence[FileSource]]
    """A video to send: a file; a pipe or an iterable of bytes, whose length nobody knows yet; or
    a list of files, the parts of a video that was cut before.
    """

    class CallOptions(TypedDict, total=False):
        """Options of every API method."""

        _request_timeout: Timeout
        """Seconds to wait, or a pair: to connect, to read. None: as configured."""

        _preload_content: bool
        """False: the unread answer itself, to stream or to read as it is."""

        _return_http_data_only: bool
        """False: a tuple of the result, the HTTP status and the headers of the answer."""

        async_req: bool
        """True: at once a ``multiprocessing.pool.AsyncResult``; its ``get()`` gives the result."""

    class CreateOptions(CallOptions, total=False):
        """Options of the methods that can tell what was created already."""

        idempotency_key: Optional[str]
        """A name of your own for what is created, looked up before it is created (again): whatever
        happens to an answer, there will be one. It is kept in the metadata."""

    class UploadOptions(CallOptions, total=False):
        """Options of the methods that send a video."""

        on_progress: Optional[Callable[[Progress], Any]]
        """Called with a Progress, ten times a second at most, in the thread that uploads."""

        progress: bool
        """True: draw a bar with tqdm, in a terminal or a notebook."""

        resume: bool
        """True: ask the service first what it has, and send only the rest."""

        cancel: Optional[Cancellation]
        """A switch that stops the upload from another thread."""

        _progress_listener: Optional[ProgressListener]
        """Called as ``listener(arrived, total)``, in bytes, when a part has arrived."""

else:

    class _Words:
        """``Literal["a", "b"]`` is ``str``: tomorrow's words must pass through."""

        def __getitem__(self, words: Any) -> type:
            return str

    def dataclass_transform(**arguments: Any) -> Any:
        return lambda cls: cls

    class _Options:
        """``Unpack[CallOptions]`` is ``Any``, for who resolves annotations."""

        def __getitem__(self, options: Any) -> Any:
            return Any

    Literal = _Words()
    Unpack = _Options()
    CallOptions = CreateOptions = UploadOptions = FileSource = VideoSource = Any
