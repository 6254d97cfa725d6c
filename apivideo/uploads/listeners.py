"""Who is told of the progress of an upload."""

from contextlib import contextmanager
from typing import Any, Callable, Iterator, NamedTuple, Optional

from apivideo.exceptions import ApiValueError
from apivideo.options import ProgressListener
from apivideo.uploads.progress import Progress

Listener = Callable[[Progress], Any]


class Listeners(NamedTuple):
    """Everybody who wants to be told."""

    published: Optional[ProgressListener] = None
    """The listener of the published client: told the bytes that have arrived, and the size."""
    on_progress: Optional[Listener] = None
    bar: bool = False

    @contextmanager
    def told(self) -> Iterator[Optional[Listener]]:
        """One listener that tells all of them; None where there is none."""
        present = [_published(self.published)] if self.published else []
        present += [self.on_progress] if self.on_progress else []

        def tell(progress: Progress) -> None:
            for listener in present:
                listener(progress)

        if self.bar:
            with _bar() as draw:
                present.append(draw)
                yield tell
        else:
            yield tell if present else None


def _published(listener: ProgressListener) -> Listener:
    told = 0

    def tell(progress: Progress) -> None:
        nonlocal told
        if progress.confirmed > told:
            told = progress.confirmed
            total = progress.total if progress.total is not None else progress.confirmed
            listener(progress.confirmed, total)

    return tell


@contextmanager
def _bar() -> Iterator[Listener]:
    """A listener that draws a bar, in a terminal or a notebook."""
    try:
        from tqdm.auto import tqdm  # type: ignore[import-untyped]
    except ImportError as error:
        message = 'progress=True needs tqdm: pip install "api.video[progress]"'
        raise ApiValueError(message) from error

    class Bar(tqdm):  # type: ignore[misc]
        monitor_interval = 0  # no thread that outlives the upload

    with Bar(unit="B", unit_scale=True, unit_divisor=1024, desc="uploading") as drawn:

        def tell(progress: Progress) -> None:
            if drawn.total is None and drawn.n == 0:
                drawn.initial = drawn.n = progress.confirmed  # resumed: not sent by this upload
            drawn.total = progress.total
            drawn.update(progress.sent - drawn.n)

        yield tell
