"""The process that reads media, and how it reads."""

import os
import signal
import threading
from fractions import Fraction

import pytest
from emulator import films
from hypothesis import given
from hypothesis import strategies as st

from apivideo.emulator.processing.transcoder.process import Stopped, Transcoder, Unusable
from apivideo.emulator.state.files import Joined

PIECES = (b"abcde", b"", b"f", b"ghijklmnop")
WHOLE = b"".join(PIECES)


@pytest.fixture(scope="module")
def pieces(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pieces")
    files = []
    for number, data in enumerate(PIECES):
        (folder / str(number)).write_bytes(data)
        files.append((str(folder / str(number)), len(data)))
    return files


@pytest.fixture
def transcoder():
    pytest.importorskip("av")
    made = Transcoder()
    yield made
    made.close()


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "film"
    path.write_bytes(films.film(3, sound=None))
    return [(str(path), path.stat().st_size)]


@pytest.fixture
def endless(tmp_path):
    """A file that nobody ever writes to, so that reading it takes for ever."""
    path = tmp_path / "endless"
    os.mkfifo(path)
    return [(str(path), 1)]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), max_size=8))
def test_pieces_read_like_the_file_they_make(pieces, reads):
    with Joined(pieces) as joined:
        for position, count in reads:
            joined.seek(position)
            data = b""
            while len(data) < count:
                more = joined.read(count - len(data))
                if not more:
                    break
                data += more
            assert data == WHOLE[position : position + count]
            assert joined.tell() == max(position, min(position + count, len(WHOLE)))


def test_one_can_seek_from_the_end(pieces):
    with Joined(pieces) as joined:
        assert joined.seek(-2, os.SEEK_END) == len(WHOLE) - 2
        assert joined.read(10) == WHOLE[-2:]
        assert joined.seek(-1, os.SEEK_CUR) == len(WHOLE) - 1
        with pytest.raises(ValueError):
            joined.seek(-1)


def test_a_piece_that_has_shrunk_is_no_end_of_the_file(tmp_path):
    (tmp_path / "a").write_bytes(b"a")

    with Joined([(str(tmp_path / "a"), 2)]) as joined, pytest.raises(OSError):
        joined.readall()


def test_one_process_does_one_task_after_the_other(transcoder, film, tmp_path):
    assert transcoder.probe(film)["metadata"]["width"] == 320
    transcoder.cut(film, Fraction(2, films.RATE), tmp_path / "picture")

    assert films.number_of((tmp_path / "picture").read_bytes()) == 2


def test_a_file_that_is_no_video_does_no_harm_to_the_next(transcoder, film, tmp_path):
    (tmp_path / "text").write_bytes(b"text")

    with pytest.raises(Unusable):
        transcoder.probe([(str(tmp_path / "text"), 4)])
    assert transcoder.probe(film)["metadata"]["width"] == 320


def test_a_file_that_is_gone_is_no_video(transcoder, tmp_path):
    with pytest.raises(Unusable):
        transcoder.probe([(str(tmp_path / "none"), 4)])


def test_a_picture_larger_than_4k_is_refused(transcoder, tmp_path):
    path = tmp_path / "large"
    path.write_bytes(films.film(1, size=(4098, 16), codec="mpeg4", sound=None))

    with pytest.raises(Unusable, match="4098 pixels"):
        transcoder.probe([(str(path), path.stat().st_size)])


def begun(transcoder, files):
    """A task under way in a thread, and the list that will hold how it ended."""
    ended = []

    def run():
        try:
            transcoder.probe(files)
        except (Stopped, Unusable) as error:
            ended.append(repr(error))

    thread = threading.Thread(target=run)
    thread.start()
    for _ in range(2000):
        if transcoder.pid is not None:
            break
        thread.join(0.01)
    return thread, ended


def test_stopping_ends_what_is_under_way(transcoder, endless):
    thread, ended = begun(transcoder, endless)

    transcoder.stop()
    thread.join(20)

    assert ended == [repr(Stopped())]
    with pytest.raises(Stopped):
        transcoder.probe(endless)


def test_what_brings_the_process_down_is_no_video_and_the_next_has_a_new_one(
    transcoder, endless, film
):
    thread, ended = begun(transcoder, endless)

    os.kill(transcoder.pid, signal.SIGKILL)
    thread.join(20)

    assert ended == [repr(Unusable("reading it brought the process down"))]
    assert transcoder.probe(film)["metadata"]["width"] == 320
