"""Lists that the database narrows and sorts."""

import contextlib
import sqlite3

import pytest

from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.store import VERSION, DirectoryInUse, Store


@pytest.fixture
def store(tmp_path):
    found = Store(tmp_path / "state.sqlite")
    for name, size in (("été", 2), ("Apple", 10), ("zebra", None), ("apple", 1)):
        found.put("thing", name, {"name": name, "size": size})
    found.put("other", "x", {"name": "other"})
    yield found
    found.close()


def names(documents):
    return [document["name"] for document in documents.all()]


def test_the_newest_come_first(store):
    assert names(Documents(store, "thing")) == ["apple", "zebra", "Apple", "été"]
    assert len(Documents(store, "thing")) == 4


@pytest.mark.parametrize(
    "path, descending, expected",
    [
        ("$.name", False, ["Apple", "apple", "été", "zebra"]),
        ("$.name", True, ["zebra", "été", "apple", "Apple"]),
        ("$.size", False, ["zebra", "apple", "été", "Apple"]),
        (None, False, ["été", "Apple", "zebra", "apple"]),
    ],
)
def test_order_knows_neither_case_nor_accents(store, path, descending, expected):
    assert names(Documents(store, "thing").ordered(path, descending)) == expected


def test_conditions_all_hold(store):
    found = Documents(store, "thing").containing("$.name", "pp").equal("$.size", 10)

    assert (names(found), len(found)) == (["Apple"], 1)


def test_no_condition_narrows_nothing(store):
    found = Documents(store, "thing").containing("$.name", None).equal("$.size", None)

    assert len(found) == 4


@pytest.mark.parametrize("text", ["%", "_", "'", '"; DROP TABLE documents; --'])
def test_text_is_taken_as_it_is(store, text):
    assert len(Documents(store, "thing").containing("$.name", text)) == 0


def test_a_page_is_read_alone(store):
    found = Documents(store, "thing").ordered("$.name", False)

    assert [document["name"] for document in found[1:3]] == ["apple", "été"]
    assert found[4:8] == []


def test_a_document_that_changes_its_kind_keeps_its_place(store):
    store.move("thing", "Apple", "other")
    assert names(Documents(store, "other")) == ["other", "Apple"]

    store.move("other", "Apple", "thing")
    assert names(Documents(store, "thing")) == ["apple", "zebra", "Apple", "été"]


def test_a_database_of_the_version_before_is_brought_up_to_date(tmp_path):
    path = tmp_path / "state.sqlite"
    Store(path).close()
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("ALTER TABLE parts RENAME TO pieces")
        for column in ("done", "status", "reason", "response"):
            database.execute(f"ALTER TABLE deliveries DROP COLUMN {column}")
        database.execute("INSERT INTO deliveries (webhook_id, body, due_at) VALUES ('w', '', 0)")
        database.commit()
        database.execute("PRAGMA user_version = 2")

    store = Store(path)

    assert store.read("SELECT * FROM parts") == []
    assert tuple(store.read("SELECT done, reason FROM deliveries")[0]) == (0, None)
    assert store.read("PRAGMA user_version")[0][0] == VERSION
    store.close()


def test_a_database_of_an_unknown_version_is_refused(tmp_path):
    path = tmp_path / "state.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")

    with pytest.raises(DirectoryInUse, match="version 99"):
        Store(path)
