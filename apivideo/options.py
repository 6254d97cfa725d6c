"""The options of the API methods, for type checkers and editors.

At run time the names here are placeholders: nothing is imported for them.
"""

import os
from typing import IO, TYPE_CHECKING, Any, Callable, Iterable, Optional, Sequence, Tuple, Union

Timeout = Union[None, float, Tuple[Optional[float], Optional[float]]]
"""Seconds to wait: one number for a whole attempt, or a pair, to connect and for each read."""

ProgressListener = Callable[[int, int], Any]
"""Called with the bytes that the service has confirmed and the size of the file."""


class NotGiven:
    """The type of ``NOT_GIVEN``."""

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __reduce__(self) -> str:
        return "NOT_GIVEN"  # a copy is the object itself


NOT_GIVEN: NotGiven = NotGiven()
"""The default of an argument that is required, or for which None means null."""

if TYPE_CHECKING:
    from typing_extensions import Literal as Literal
    from typing_extensions import Protocol as Protocol
    from typing_extensions import Required as Required
    from typing_extensions import TypedDict as TypedDict
    from typing_extensions import Unpack as Unpack
    from typing_extensions import dataclass_transform as dataclass_transform
    from typing_extensions import deprecated as deprecated

    from apivideo._http.cancellation import Cancellation
    from apivideo.downloads import DownloadProgress
    from apivideo.publishing import PublishProgress
    from apivideo.uploads.progress import Progress

    Content = Union[str, os.PathLike[str], bytes, bytearray, memoryview, IO[bytes]]

    FilePath = Union[str, os.PathLike[str]]
    """A file or folder to write to."""

    FileSource = Union[Content, Tuple[str, Content]]
    """A file to send: its path, its bytes, or a file opened in binary mode; or a tuple of the name
    to send and one of these.
    """

    VideoSource = Union[FileSource, Iterable[bytes], Sequence[FileSource]]
    """A video to send: a file; a pipe or an iterable of bytes, whose length is not known yet; or
    a list of files, which are the parts of a video.
    """

    class CallOptions(TypedDict, total=False):
        """Options of every API method."""

        _request_timeout: Timeout
        """Seconds for an attempt, or a pair, to connect and between two reads."""

        _preload_content: bool
        """False returns the unread response, to stream it or read it as it is."""

        _return_http_data_only: bool
        """False returns a tuple of the result, the status and the headers."""

        async_req: bool
        """True returns an ``AsyncResult`` at once; its ``get()`` waits for the result."""

    class CreateOptions(CallOptions, total=False):
        """Options of the methods that can find what was created before."""

        idempotency_key: Optional[str]
        """A name of your own for what is created, which is looked up first: even if a response is
        lost, one object is created. It is kept in the metadata."""

    class PublishOptions(CreateOptions, total=False):
        """Options of the methods that create a video and upload its file."""

        wait: Optional[Literal["playable", "encoded"]]
        """What to wait for after the upload; without it, the video is returned at once."""

        wait_timeout: Optional[float]
        """Seconds to wait for that, an hour if it is not given."""

        on_failure: Optional[Literal["delete"]]
        """``"delete"`` deletes the video if anything fails after it was created."""

        on_progress: Optional[Callable[[PublishProgress], Any]]
        """Called with a ``PublishProgress`` in each phase, by the thread that publishes."""

        progress: bool
        """True shows a progress bar with tqdm, in a terminal or a notebook."""

        cancel: Optional[Cancellation]
        """A switch that ends it early, from another thread."""

        check: bool
        """False sends the file even if its first bytes are those of a web page, or its end is
        missing."""

    class DownloadOptions(CallOptions, total=False):
        """Options of the methods that write a file."""

        overwrite: bool
        """True replaces a file that exists."""

        on_progress: Optional[Callable[[DownloadProgress], Any]]
        """Called with a ``DownloadProgress`` after each part, by the thread that downloads."""

        progress: bool
        """True shows a progress bar with tqdm, in a terminal or a notebook."""

        cancel: Optional[Cancellation]
        """A switch that ends it early, from another thread."""

    class AssetOptions(DownloadOptions, total=False):
        """Options of the method that downloads a video."""

        asset: Optional[Literal["mp4", "source", "thumbnail"]]
        """What to download of the video; without it, the MP4."""

    class UploadOptions(CallOptions, total=False):
        """Options of the methods that send a video."""

        on_progress: Optional[Callable[[Progress], Any]]
        """Called with a ``Progress``, ten times a second at most, by the thread that uploads."""

        progress: bool
        """True shows a progress bar with tqdm, in a terminal or a notebook."""

        resume: bool
        """True asks the service first what it has received, and sends only the rest."""

        cancel: Optional[Cancellation]
        """A switch that ends the upload early, from another thread."""

        check: bool
        """False sends the file even if its first bytes are those of a web page, or its end is
        missing."""

        _progress_listener: Optional[ProgressListener]
        """Called as ``listener(confirmed, total)``, in bytes, after each part."""

    class PlayerParameters(TypedDict, total=False):
        """The arguments of ``player_url``."""

        autoplay: bool
        muted: bool
        loop: bool
        start: Optional[float]
        hide_title: bool
        hide_controls: bool
        hide_poster: bool
        show_subtitles: bool
        api: bool
        ad_tag_url: Optional[str]

else:

    class _Words:
        """``Literal["a", "b"]`` is a ``str`` that tells its words; tomorrow's pass through too."""

        def __getitem__(self, words: Any) -> type:
            listed = words if isinstance(words, tuple) else (words,)
            shown = f"Literal[{', '.join(map(repr, listed))}]"
            own = {"words": listed, "__module__": "builtins", "__qualname__": shown}
            return type("str", (str,), own)

    class TypedDict(dict):
        def __init_subclass__(cls, **arguments: Any) -> None: ...

    def dataclass_transform(**arguments: Any) -> Any:
        return lambda cls: cls

    Literal = _Words()
    Required = Union  # Union[X] is X
    Unpack = {Any: Any}  # so that "Unpack[CallOptions]" can be resolved
    CallOptions = CreateOptions = PublishOptions = UploadOptions = PlayerParameters = Any
    DownloadOptions = AssetOptions = FilePath = FileSource = VideoSource = Any
