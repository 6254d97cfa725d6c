"""Model, a typed view on a JSON object."""

import copy
import datetime
import inspect
import json
import pickle
import pprint
import re
import sys
import threading
from typing import Dict, List, Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apivideo import model
from apivideo.configuration import Configuration
from apivideo.exceptions import ApiAttributeError, ApiKeyError, ApiTypeError, ApiValueError
from apivideo.model import LiveStreamCreationPayload, TokenListResponse, VideosListResponse
from apivideo.model.filter_by import FilterBy
from apivideo.model.filter_by1 import FilterBy1
from apivideo.model.live_stream import LiveStream
from apivideo.model.metadata import Metadata
from apivideo.model.upload_token import UploadToken
from apivideo.model.video import Video
from apivideo.model.video_update_payload import VideoUpdatePayload
from apivideo.model_base import Literal, Model, field

UTC = datetime.timezone.utc


class Page(Model):
    """A page of a book, for these tests."""

    number: int = field("number", minimum=1, maximum=9999)
    text: Optional[str] = field("theText", default=None, max_length=200)


class Book(Model):
    """A book, for these tests: one field of each kind."""

    book_id: str = field("bookId")
    title: Optional[str] = field("title", default=None)
    kind: Optional[Literal["novel", "poems"]] = field("kind", default=None)
    from_: Optional[datetime.datetime] = field("from", default=None)
    printed_on: Optional[datetime.date] = field("printedOn", default=None)
    rating: Optional[float] = field("rating", default=None)
    tags: Optional[List[str]] = field("tags", default=None, max_items=3)
    notes: Optional[Dict[str, str]] = field("notes", default=None)
    cover: Optional[Page] = field("cover", default=None)
    pages: Optional[List[Page]] = field("pages", default=None)
    index: Optional[Dict[str, Page]] = field("index", default=None)
    key: Optional[str] = field("key", default=None, secret=True)


EVERYTHING = {
    "bookId": "b1",
    "title": "Winter",
    "kind": "novel",
    "from": "2021-01-29T15:46:25.217Z",
    "printedOn": "2021-02-01",
    "rating": 4,
    "tags": ["snow", "ice"],
    "notes": {"lang": "fr"},
    "cover": {"number": 1, "theText": "WINTER"},
    "pages": [{"number": 1}, None, {"number": 2, "brandNew": True}],
    "index": {"snow": {"number": 2}},
    "key": "s3cret",
    "brandNew": {"deep": [1, None]},
}


def everything() -> Book:
    return Book.from_json(copy.deepcopy(EVERYTHING))


def read_all(model: Model) -> None:
    for name in model._fields:
        getattr(model, name)


# ---- reading -----------------------------------------------------------------


def test_each_attribute_reads_as_it_is_declared():
    book = everything()

    assert book.book_id == "b1"
    assert book.from_ == datetime.datetime(2021, 1, 29, 15, 46, 25, 217000, tzinfo=UTC)
    assert book.printed_on == datetime.date(2021, 2, 1)
    assert book.tags == ["snow", "ice"]
    assert book.notes == {"lang": "fr"}
    assert book.cover == Page(number=1, text="WINTER")
    assert book.pages[2].number == 2
    assert book.pages[1] is None
    assert book.index["snow"] == Page(2)


def test_a_model_in_a_model_shows_the_same_object_at_each_reading():
    book = everything()

    book.cover.text = "Cold"

    assert book.cover.text == "Cold"
    assert book.to_json()["cover"]["theText"] == "Cold"


def test_a_list_of_models_is_the_same_list_at_each_reading():
    book = everything()

    assert book.pages is book.pages
    assert book.pages[0] is book.pages[0]


def test_an_absent_attribute_reads_as_none_and_stays_absent():
    book = Book.from_json({})

    assert book.title is None
    assert book.book_id is None
    assert "title" not in book
    assert book.to_json() == {}


@pytest.mark.parametrize("name", sorted(Book._fields))
def test_null_reads_as_none_whatever_is_declared_and_is_there(name):
    json_name = Book._fields[name].json_name
    book = Book.from_json({json_name: None})

    assert getattr(book, name) is None
    assert name in book
    assert book.to_json() == {json_name: None}


@pytest.mark.parametrize(
    "json_name, name, value",
    [
        ("from", "from_", 5),
        ("from", "from_", "soon"),
        ("from", "from_", True),
        ("printedOn", "printed_on", {}),
        ("printedOn", "printed_on", "soon"),
        ("tags", "tags", "snow"),
        ("notes", "notes", ["fr"]),
        ("cover", "cover", "WINTER"),
        ("pages", "pages", {"number": 1}),
        ("pages", "pages", [1]),
    ],
)
def test_a_value_of_another_type_fails_only_when_it_is_read_and_is_named(json_name, name, value):
    book = Book.from_json({"bookId": "b1", json_name: value})

    with pytest.raises(ApiValueError, match="Book." + name):
        getattr(book, name)

    assert book.book_id == "b1"
    assert book.to_json() == {"bookId": "b1", json_name: value}
    assert name in repr(book)
    assert book.to_dict()["_from" if name == "from_" else name] == value


def test_a_number_in_place_of_a_text_is_handed_over_as_it_came():
    book = Book.from_json({"title": 33, "rating": "4.5"})

    assert book.title == 33
    assert book.rating == "4.5"


def test_a_word_that_is_not_listed_is_accepted():
    assert Book.from_json({"kind": "play"}).kind == "play"


def test_an_unknown_member_is_kept_and_readable():
    book = everything()

    assert book["brandNew"] == {"deep": [1, None]}
    assert "brandNew" in book
    assert book.get("brandNew") == {"deep": [1, None]}
    assert book.pages[2]["brandNew"] is True


@pytest.mark.parametrize("name", ["book_id", "bookId"])
def test_an_item_is_found_by_its_python_and_its_json_name(name):
    book = everything()

    assert book[name] == "b1"
    assert name in book
    assert book.get(name) == "b1"


@pytest.mark.parametrize("name", ["from_", "_from"])
def test_a_name_that_is_a_keyword_has_an_underscore_on_either_side(name):
    book = Book(book_id="b", **{name: datetime.datetime(2021, 1, 1, tzinfo=UTC)})

    assert getattr(book, name).year == 2021
    assert book[name].year == 2021
    assert book.to_json()["from"] == "2021-01-01T00:00:00+00:00"


def test_get_gives_its_default_only_for_what_is_absent():
    book = Book.from_json({"title": None})

    assert book.get("title", "no title") is None
    assert book.get("tags", []) == []
    assert book.get("nowhere", 7) == 7
    assert book.get("nowhere") is None


@pytest.mark.parametrize("error", [ApiAttributeError, ApiKeyError, AttributeError, KeyError])
def test_an_unknown_item_is_an_error_of_every_fitting_kind(error):
    with pytest.raises(error, match="Book has no attribute 'titel'; did you mean title?"):
        everything()["titel"]


def test_a_model_becomes_a_dict_as_a_mapping_does():
    book = everything()

    assert dict(book) == {name: book[name] for name in book.keys()}
    assert dict(**Page(1, text="a")) == {"number": 1, "text": "a"}
    assert book.keys()[:4] == ["book_id", "title", "kind", "from_"]
    assert dict(Book.from_json({})) == {}


def test_a_model_has_no_length_and_is_true():
    with pytest.raises(TypeError, match="len"):
        len(Book.from_json({}))
    assert Book.from_json({})


def test_a_model_is_no_list():
    for look in (lambda: everything()[0], lambda: list(everything())):
        with pytest.raises(ApiTypeError, match="Book is no list$"):
            look()


def test_an_unknown_attribute_is_an_attribute_error():
    with pytest.raises(AttributeError, match="titel"):
        _ = everything().titel

    assert not hasattr(everything(), "nowhere")


@pytest.mark.parametrize("document", [None, [], "text", 5])
def test_only_an_object_can_be_viewed(document):
    with pytest.raises(ApiTypeError, match="Book"):
        Book.from_json(document)


def test_threads_that_read_first_at_once_share_what_may_be_changed():
    together = threading.Barrier(4)
    page = VideosListResponse.from_json({"data": [{"videoId": "v"}] * 20000})
    interval = sys.getswitchinterval()

    def add():
        together.wait(20)
        page.data.append(None)

    threads = [threading.Thread(target=add) for _ in range(4)]
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)

    assert len(page.data) == 20004


def test_a_moment_beyond_all_calendars_cannot_be_read_but_can_be_shown():
    video = Video.from_json({"createdAt": "9999-12-31T24:00:00Z"})

    with pytest.raises(ApiValueError, match="created_at"):
        _ = video.created_at
    assert "9999" in repr(video)
    assert "9999" in str(video)


def test_an_attribute_that_cannot_be_read_is_an_attribute_error_too():
    video = Video.from_json({"publishedAt": "soon", "tags": 5})

    assert not hasattr(video, "published_at")
    assert getattr(video, "tags", ["none"]) == ["none"]
    for error in (ApiValueError, ValueError, ApiAttributeError, AttributeError):
        with pytest.raises(error, match="Video.published_at cannot hold 'soon'"):
            _ = video.published_at
        with pytest.raises(error, match="Video.tags cannot hold 5"):
            _ = video["tags"]


def test_a_collection_that_is_assigned_is_in_the_document():
    document = {"title": "x", "metadata": [{"key": "a", "value": "b"}]}
    video = Video.from_json(document)

    video.metadata = [Metadata(key="k", value="v")]

    assert document["metadata"] == [{"key": "k", "value": "v"}]
    assert Video.from_json(document).metadata == video.metadata
    video.metadata.append(Metadata(key="l", value="w"))
    assert [one["key"] for one in video.to_json()["metadata"]] == ["k", "l"]


def test_pairs_of_key_and_value_may_be_given_as_a_dict():
    pairs = [{"key": "k", "value": "v"}, {"key": "l", "value": "w"}]
    given = {"k": "v", "l": "w"}
    assigned = VideoUpdatePayload()
    assigned.metadata = given

    for payload in (
        VideoUpdatePayload(metadata=given),
        VideoUpdatePayload.from_payload({"metadata": given}, "payload"),
        VideoUpdatePayload(metadata=pairs),
        assigned,
    ):
        assert payload.to_json() == {"metadata": pairs}
        assert payload.metadata == [Metadata(key="k", value="v"), Metadata(key="l", value="w")]
    assert VideoUpdatePayload(metadata={}).to_json() == {"metadata": []}


@pytest.mark.parametrize("wrong", [5, None, ["v"]])
def test_the_value_of_a_pair_is_text(wrong):
    with pytest.raises(ApiTypeError, match=r"VideoUpdatePayload.metadata\['k'\] must be a str"):
        VideoUpdatePayload(metadata={"k": wrong})


@pytest.mark.parametrize(
    "document", [{"data": [{"token": "s3cret"}, 5]}, {"data": {"token": "s3cret"}}]
)
def test_no_secret_is_shown_of_what_cannot_be_read(document):
    odd = TokenListResponse.from_json(document)

    with pytest.raises(ApiValueError, match="TokenListResponse.data") as caught:
        _ = odd.data

    assert "s3cret" not in repr(odd) + str(caught.value)
    with pytest.raises(ApiTypeError) as refused:
        Video.from_json([{"token": "s3cret"}])
    assert "s3cret" not in str(refused.value)


def test_no_secret_is_shown_of_a_dict_among_models():
    payload = LiveStreamCreationPayload(name="x", restreams=[])
    payload.restreams.append({"server_url": "a", "stream_key": "s3cret"})

    assert "s3cret" not in repr(payload)


def test_an_attribute_has_one_name_in_a_payload():
    with pytest.raises(ApiTypeError, match="payload has mp4_support twice"):
        Video.from_payload({"videoId": "v", "mp4_support": True, "mp4Support": False}, "payload")


# ---- lossless ----------------------------------------------------------------


@pytest.mark.parametrize("look", [lambda book: None, read_all, repr, str, Book.to_dict])
def test_json_comes_out_as_it_came_in_whatever_was_looked_at(look):
    book = everything()

    look(book)

    assert book.to_json() == EVERYTHING
    assert list(book.to_json()) == list(EVERYTHING)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(sorted(EVERYTHING)) | st.text()


@settings(max_examples=40)
@given(st.dictionaries(NAMES, VALUES))
def test_any_json_object_comes_out_as_it_came_in(document):
    before = copy.deepcopy(document)
    book = Book.from_json(document)

    repr(book), str(book), book.to_dict()

    assert book.to_json() == before
    assert document == before


def test_looking_at_a_model_does_not_change_the_document():
    document = copy.deepcopy(EVERYTHING)
    book = Book.from_json(document)

    read_all(book)

    assert document == EVERYTHING


def test_what_is_assigned_is_written_to_the_document():
    document = copy.deepcopy(EVERYTHING)
    book = Book.from_json(document)

    book.title = "Summer"
    del book.tags

    assert document["title"] == "Summer"
    assert "tags" not in document


def test_changing_a_copy_leaves_the_original_alone():
    book = everything()

    copy.copy(book).title = "Summer"
    copy.deepcopy(book).cover.text = "Cold"

    assert book == everything()


def test_what_was_changed_inside_is_written():
    book = everything()

    book.pages[0].text = "It was cold."
    book.tags.append("frost")
    book.notes["lang"] = "en"

    assert book.to_json()["pages"][0] == {"number": 1, "theText": "It was cold."}
    assert book.to_json()["tags"] == ["snow", "ice", "frost"]
    assert book.to_json()["notes"] == {"lang": "en"}


# ---- writing -----------------------------------------------------------------


def test_a_model_is_made_from_python_names():
    book = Book(book_id="b1", title="Winter", cover=Page(1), printed_on=datetime.date(2021, 2, 1))

    assert book.to_json() == {
        "bookId": "b1",
        "title": "Winter",
        "printedOn": "2021-02-01",
        "cover": {"number": 1},
    }


def test_required_attributes_may_be_given_by_position():
    assert Page(3) == Page(number=3)


def test_what_is_given_as_none_is_sent_as_null_and_what_is_not_given_is_not_sent():
    assert Book("b", title=None).to_json() == {"bookId": "b", "title": None}


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: Page(), "Page needs number"),
        (lambda: Page(1, 2), "Page takes 1 positional arguments, not 2"),
        (lambda: Page(1, number=2), "Page got number twice"),
        (lambda: Page(1, nubmer=2), "'nubmer'; did you mean number?"),
        (lambda: Page("1"), "Page.number must be an int, not str"),
        (lambda: Page(None), "Page.number must be an int, not NoneType"),
        (lambda: Book("b", cover={"text": "x"}), "Book.cover needs number"),
        (lambda: Book("b", pages=[{"number": "1"}]), "Book.pages[0]['number'] must be an int"),
        (lambda: Book("b", tags="snow"), "Book.tags must be a list, not str"),
        (lambda: Book("b", printed_on=5), "Book.printed_on must be a datetime.date, not int"),
    ],
)
def test_what_cannot_be_made_is_refused_by_name(make, message):
    with pytest.raises(ApiTypeError) as caught:
        make()

    assert message in str(caught.value)


@pytest.mark.parametrize(
    "values, message",
    [
        ({"number": 0}, "Page.number must be at least 1, not 0"),
        ({"number": 10000}, "Page.number must be at most 9999, not 10000"),
        ({"number": 1, "text": "x" * 201}, "Page.text must have at most 200 characters, not 201"),
    ],
)
def test_a_documented_bound_is_kept(values, message):
    with pytest.raises(ApiValueError) as caught:
        Page(**values)

    assert str(caught.value) == message


@pytest.mark.parametrize("values", [{"number": 1}, {"number": 9999, "text": "x" * 200}])
def test_a_bound_is_itself_allowed(values):
    assert Page(**values).number == values["number"]


def test_the_number_of_items_has_its_bound():
    with pytest.raises(ApiValueError, match="Book.tags must have at most 3 items, not 4"):
        Book("b", tags=["a", "b", "c", "d"])


@pytest.mark.parametrize(
    "assign",
    [
        lambda book: setattr(book, "title", "Summer"),
        lambda book: book.__setitem__("title", "Summer"),
        lambda book: book.set_attribute("title", "Summer"),
    ],
)
def test_an_assigned_attribute_reads_and_is_written(assign):
    book = everything()

    assign(book)

    assert book.title == "Summer"
    assert book.to_json()["title"] == "Summer"


def test_an_item_may_be_assigned_by_its_json_name():
    book = everything()

    book["bookId"] = "b2"

    assert book.book_id == "b2"
    assert book.to_json()["bookId"] == "b2"


def test_assigning_is_checked_as_making_is():
    book = everything()

    with pytest.raises(ApiTypeError, match="Book.title must be a str, not int"):
        book.title = 5
    with pytest.raises(ApiAttributeError, match="did you mean title"):
        book.titel = "Summer"

    assert book.to_json() == EVERYTHING


@pytest.mark.parametrize("name", ["title", "bookId", "_from"])
def test_a_deleted_attribute_is_absent(name):
    book = everything()

    delattr(book, name)

    assert name not in book
    assert len(book.to_json()) == len(EVERYTHING) - 1


@pytest.mark.parametrize("name", ["tags", "nowhere", "brandNew"])
def test_what_is_not_there_or_not_declared_cannot_be_deleted(name):
    book = Book.from_json({"brandNew": 1})

    with pytest.raises(ApiAttributeError, match=name):
        delattr(book, name)


@pytest.mark.parametrize("payload", [{"book_id": "b", "printed_on": "2021-02-01"}, {"bookId": "b"}])
def test_a_payload_has_python_or_json_names(payload):
    book = Book.from_payload(payload, "book")

    assert book.book_id == "b"


def test_a_key_of_a_payload_that_is_not_declared_is_sent_as_it_is():
    day = datetime.date(2021, 2, 1)

    book = Book.from_payload({"book_id": "b", "brandNew": {"day": day}}, "book")

    assert book.to_json() == {"brandNew": {"day": "2021-02-01"}, "bookId": "b"}


@pytest.mark.parametrize(
    "payload, message",
    [
        ({}, "book needs book_id"),
        ({"bookId": 5}, "book['bookId'] must be a str, not int"),
        ({"bookId": "b", "cover": {"number": "1"}}, "book['cover']['number'] must be an int"),
    ],
)
def test_a_payload_is_checked_and_its_fault_located(payload, message):
    with pytest.raises(ApiTypeError) as caught:
        Book.from_payload(payload, "book")

    assert message in str(caught.value)


# ---- behaving as a value -----------------------------------------------------


@pytest.mark.parametrize(
    "duplicate",
    [copy.copy, copy.deepcopy, lambda book: pickle.loads(pickle.dumps(book))],
    ids=["copy", "deepcopy", "pickle"],
)
@pytest.mark.parametrize("prepare", [lambda video: None, read_all], ids=["unread", "read"])
def test_a_model_can_be_copied_and_pickled(duplicate, prepare):
    document = {"videoId": "v", "createdAt": "2023-05-17", "metadata": [{"key": "k"}], "new": 1}
    video = Video.from_json(document)
    prepare(video)

    twin = duplicate(video)

    assert twin == video
    assert twin is not video
    assert twin.to_json() == document
    assert twin.metadata[0].key == "k"


def test_a_deep_copy_is_independent():
    book = everything()
    twin = copy.deepcopy(book)

    twin.pages[0].text = "It was cold."
    twin.title = "Summer"

    assert book.to_json() == EVERYTHING


def test_models_are_equal_by_content():
    made = Page(1, text="a")

    assert made == Page.from_json({"theText": "a", "number": 1})
    assert made != Page(1, text="b")
    assert made != {"number": 1, "theText": "a"}
    assert made != made.to_dict()
    assert made != Metadata()


def test_a_model_can_change_and_so_has_no_hash():
    with pytest.raises(TypeError, match="unhashable"):
        hash(Page(1))


def test_to_dict_has_python_names_all_the_way_down():
    result = everything().to_dict()

    assert result["book_id"] == "b1"
    assert result["_from"] == datetime.datetime(2021, 1, 29, 15, 46, 25, 217000, tzinfo=UTC)
    assert result["cover"] == {"number": 1, "text": "WINTER"}
    assert result["pages"] == [{"number": 1}, None, {"number": 2, "brandNew": True}]
    assert result["index"] == {"snow": {"number": 2}}
    assert result["brandNew"] == {"deep": [1, None]}


def test_an_alias_is_a_class_of_its_own_with_the_same_fields():
    made = FilterBy1(media_id=["v"])

    assert isinstance(made, FilterBy)
    assert made.to_json() == FilterBy(media_id=["v"]).to_json()


# ---- shown -------------------------------------------------------------------


def test_repr_shows_the_fields_that_are_there():
    assert repr(Page(number=3, text="Snow")) == "Page(number=3, text='Snow')"
    assert repr(Page.from_json({})) == "Page()"


WHOLE = """Book(
    book_id='b1',
    title='Winter',
    kind='novel',
    from_=2021-01-29T15:46:25.217000+00:00,
    printed_on=2021-02-01,
    rating=4,
    tags=['snow', 'ice'],
    notes={'lang': 'fr'},
    cover=Page(number=1, text='WINTER'),
    pages=[Page(number=1), None, Page(number=2, brandNew=True)],
    index={'snow': Page(number=2)},
    key='***',
    brandNew={'deep': [1, None]},
)"""


def test_repr_has_one_field_a_line_where_it_is_long():
    assert repr(everything()) == WHOLE


def test_repr_indents_a_model_in_a_model():
    text = "It was cold, and it became colder from day to day, as it does."
    cover = Page(number=1, text=text)
    book = Book(book_id="b", title="A title that takes some place", cover=cover)

    expected = f"""Book(
    book_id='b',
    title='A title that takes some place',
    cover=Page(
        number=1,
        text='{text}',
    ),
)"""
    assert repr(book) == expected


def test_repr_gives_an_item_of_a_list_one_line_with_what_fits():
    page = VideosListResponse.from_json(
        {"data": [{"videoId": "vi1", "title": "x" * 40, "playerId": "p" * 50, "public": True}]}
    )

    expected = f"""VideosListResponse(
    data=[Video(video_id='vi1', title='{"x" * 40}', ...)],
)"""
    assert repr(page) == expected


URL = "https://cdn.api.video/vod/vi4blUQJFrYWbaG44NChkH27/hls/" + "a" * 100 + "/manifest.m3u8"


@pytest.mark.parametrize("whole", ["vi4blUQJFrYWbaG44NChkH27", "i" * 120, URL])
@pytest.mark.parametrize("before", ["", "It was cold. " * 5, "It was cold. " * 50])
def test_repr_cuts_no_id_and_no_url(whole, before):
    shown = repr(Book(whole, title=f"{before}{whole} and more {'x ' * 100}", tags=[whole]))

    assert f"book_id='{whole}'" in shown
    assert f"'{whole}'" in shown.partition("tags=")[2]
    for piece in shown.replace("'", " ").split():
        assert whole in piece or not re.search(f"{whole[:10]}", piece)


def test_repr_cuts_a_long_text_between_words():
    shown = repr(Book(book_id="b", title="It was cold. " * 20))

    assert shown == f"Book(\n    book_id='b',\n    title='{'It was cold. ' * 5}It was...',\n)"
    assert max(map(len, shown.splitlines())) <= 88


def test_repr_shows_no_private_token_of_an_address():
    path = "https://vod.api.video/vod/vi1/token/t0k3n/hls/manifest.m3u8"
    query = "https://embed.api.video/vod/vi1?token=t0k3n"
    video = Video.from_json(
        {
            "assets": {"hls": path, "player": query, "iframe": f'<iframe src="{query}">'},
            "source": {"uri": "https://bucket.example/film.mp4?X-Amz-Signature=t0k3n&a=b"},
        }
    )

    shown = repr(video)

    assert "t0k3n" not in shown
    assert "hls='https://vod.api.video/vod/vi1/token/***/hls/manifest.m3u8'" in shown
    assert "film.mp4?X-Amz-Signature=***&a=b'" in shown
    assert video.assets.player == query
    assert query in str(video)


def test_repr_of_a_page_has_the_number_of_items_and_the_totals():
    links = [{"rel": "self", "uri": "https://ws.api.video/videos?currentPage=2"}]
    numbers = {"currentPage": 2, "currentPageItems": 12, "itemsTotal": 40, "pagesTotal": 4}
    page = VideosListResponse.from_json(
        {
            "data": [{"videoId": f"vi{n}"} for n in range(12)],
            "pagination": dict(numbers, links=links),
        }
    )

    lines = repr(page).splitlines()

    assert lines[:3] == ["VideosListResponse(", "    data=[", "        Video(video_id='vi0'),"]
    assert lines[11:] == [
        "        Video(video_id='vi9'),",
        "        ... 2 more,",
        "    ],",
        "    current_page=2,",
        "    current_page_items=12,",
        "    items_total=40,",
        "    pages_total=4,",
        ")",
    ]


def test_repr_stays_short():
    book = Book("b", title="x" * 1000, tags=["a"], pages=[Page(n) for n in range(1, 101)])

    assert len(repr(book)) < 500


def test_to_str_has_everything_and_is_what_str_gives():
    book = everything()

    assert str(book) == book.to_str()
    assert "WINTER" in book.to_str()
    assert "brandNew" in book.to_str()


@pytest.mark.parametrize(
    "model",
    [
        Book("b", key="s3cret"),
        Book.from_json({"key": "s3cret"}),
        Book.from_json({"key": {"very": "s3cret"}}),
        UploadToken.from_json({"token": "s3cret"}),
        LiveStream.from_json({"streamKey": "s3cret"}),
    ],
    ids=lambda model: type(model).__name__,
)
@pytest.mark.parametrize("show", [repr, "{!r}".format, pprint.pformat, lambda model: str([model])])
def test_repr_masks_a_secret(model, show):
    assert "s3cret" not in show(model)
    assert "***" in show(model)


def test_repr_masks_a_secret_in_a_model_in_a_model():
    class Shelf(Model):
        """Books, for this test."""

        best: Optional[Book] = field("best", default=None)
        books: Optional[List[Book]] = field("books", default=None)
        by_name: Optional[Dict[str, Book]] = field("byName", default=None)

    secret = {"key": "s3cret"}
    shelf = Shelf.from_json({"best": secret, "books": [secret], "byName": {"a": secret}})

    assert "s3cret" not in repr(shelf)


@pytest.mark.parametrize("show", [str, "{}".format, Model.to_str, lambda model: model.to_dict()])
def test_what_a_user_asks_for_is_shown_with_its_secrets(show):
    token = UploadToken.from_json({"token": "s3cret"})
    tokens = TokenListResponse.from_json({"data": [{"token": "s3cret"}], "pagination": {}})

    assert "'token': 's3cret'" in str(show(token))
    assert "'token': 's3cret'" in str(show(tokens))


def test_a_secret_can_be_read_and_sent():
    token = UploadToken.from_json({"token": "s3cret"})

    assert token.token == "s3cret"
    assert token.to_dict() == {"token": "s3cret"}
    assert json.dumps(token.to_json()) == '{"token": "s3cret"}'


def test_a_prompt_is_offered_the_fields_and_no_names_of_the_published_client():
    book = everything()
    read_all(book)

    offered = [name for name in dir(book) if not name.startswith("_")]

    methods = "from_json from_payload get keys to_dict to_json to_str".split()
    assert offered == sorted([*Book._fields, *methods])
    assert "_from" not in dir(book)
    assert "metadata_dict" in dir(VideoUpdatePayload())


# ---- as in the published client ----------------------------------------------


def test_a_model_class_tells_its_words_and_limits_as_in_the_published_client():
    words = {"NOVEL": "novel", "POEMS": "poems"}

    for one in (Book, everything()):
        assert one.allowed_values == {("kind",): words}
        assert one.validations == {("tags",): {"max_items": 3}}
        assert (one.discriminator, one.additional_properties_type) == (None, None)
    assert Page.validations == {
        ("number",): {"inclusive_minimum": 1, "inclusive_maximum": 9999},
        ("text",): {"max_length": 200},
    }
    assert Page.allowed_values == {}
    assert FilterBy1.allowed_values[("media_type",)] == {
        "VIDEO": "video",
        "LIVE-STREAM": "live-stream",
    }
    assert list(FilterBy1.allowed_values[("continent",)])[:2] == ["AS", "AF"]


def test_a_keyword_has_its_published_name_in_what_a_model_class_tells():
    assert Book.attribute_map["_from"] == "from"
    assert Book.openapi_types["_from"] == (datetime.datetime,)
    assert Book.openapi_types["kind"] == (str,)
    assert "from_" not in Book.attribute_map


def test_a_constructor_takes_the_options_of_the_published_client():
    page = Page(
        _check_type=True,
        _spec_property_naming=True,
        _path_to_item=["received_data"],
        _configuration=None,
        _visited_composed_classes=(),
        number=1,
        theText="Snow",
    )

    assert page.to_json() == {"number": 1, "theText": "Snow"}


def test_a_constructor_checks_no_types_if_it_is_told_so():
    page = Page("one", text=5, _check_type=False)

    assert page.to_json() == {"number": "one", "theText": 5}
    with pytest.raises(ApiTypeError, match="Page needs number"):
        Page(text="a", _check_type=False)


def test_a_constructor_leaves_out_what_it_does_not_know_if_the_configuration_says_so():
    discards, keeps = Configuration(), Configuration(discard_unknown_keys=False)

    assert Page(1, brand_new=2, _configuration=discards).to_json() == {"number": 1}
    with pytest.raises(ApiTypeError, match="brand_new"):
        Page(1, brand_new=2, _configuration=keeps)


# ---- what an editor and help() show ------------------------------------------


def test_the_signature_of_a_model_shows_its_fields_with_types_and_defaults():
    shown = inspect.signature(Book).parameters

    assert list(shown) == list(Book.__annotations__)
    assert (shown["book_id"].annotation, shown["book_id"].default) == (str, inspect.Parameter.empty)
    assert shown["book_id"].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert (shown["title"].annotation, shown["title"].default) == (Optional[str], None)
    assert shown["title"].kind is inspect.Parameter.KEYWORD_ONLY
    assert "Literal['novel', 'poems']" in str(shown["kind"])


@pytest.mark.parametrize("name", [one for one in model.__all__ if not one.endswith("Dict")])
def test_every_model_has_the_signature_of_its_fields(name):
    one = getattr(model, name)

    assert set(inspect.signature(one).parameters) == set(one._fields)
