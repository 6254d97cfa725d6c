"""Who is told of the progress of an upload."""

import builtins
import sys
import threading

import pytest

from apivideo.exceptions import ApiValueError
from apivideo.uploads.progress import Progress, listening


def moment(confirmed, sent=None, total=100):
    sent = confirmed if sent is None else sent
    return Progress(confirmed, sent, total, 1, 2, 0.0, 1, lambda: None)


def test_where_nobody_listens_there_is_nobody_to_tell():
    with listening() as tell:
        assert tell is None


def test_all_are_told():
    published, progress = [], []

    with listening(lambda *args: published.append(args), progress.append) as tell:
        tell(moment(50))

    assert published == [(50, 100)]
    assert progress[0].confirmed == 50


def test_the_published_listener_is_told_what_has_arrived_and_only_when_more_has():
    seen = []

    with listening(lambda *args: seen.append(args)) as tell:
        for one in (moment(0, 10), moment(0, 50), moment(50), moment(50, 90), moment(100)):
            tell(one)

    assert seen == [(50, 100), (100, 100)]


def test_while_the_size_is_unknown_the_published_listener_is_told_what_is_known():
    seen = []

    with listening(lambda *args: seen.append(args)) as tell:
        tell(moment(50, total=None))

    assert seen == [(50, 50)]


def drawn(capsys, *moments):
    pytest.importorskip("tqdm")
    with listening(progress=True) as tell:
        for one in moments:
            tell(one)
    return capsys.readouterr().err


def test_a_bar_ends_where_the_upload_ends(capsys):
    text = drawn(capsys, moment(0, 10), moment(50, 60), moment(100))

    assert "uploading: 100%" in text
    assert "100/100" in text


def test_a_bar_of_a_stream_counts_on(capsys):
    assert "50.0" in drawn(capsys, moment(0, 10, None), moment(50, 50, None))


def test_a_bar_begins_where_an_earlier_upload_ended(capsys):
    assert "90%" in drawn(capsys, moment(90)).split("\r")[-1]


def test_a_bar_leaves_no_thread(capsys):
    before = threading.active_count()

    drawn(capsys, moment(100))

    assert threading.active_count() == before


def test_a_bar_without_tqdm_says_what_to_install(monkeypatch):
    found = builtins.__import__

    def without_tqdm(name, *arguments, **keywords):
        if name.partition(".")[0] == "tqdm":
            raise ImportError(name)
        return found(name, *arguments, **keywords)

    monkeypatch.setattr(builtins, "__import__", without_tqdm)
    for name in [name for name in sys.modules if name.partition(".")[0] == "tqdm"]:
        monkeypatch.delitem(sys.modules, name)

    with pytest.raises(ApiValueError, match=r'pip install "api.video\[progress\]"'):
        with listening(progress=True):
            pass
