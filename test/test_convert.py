"""JSON to Python and back."""

import datetime
import json
from typing import Any, Dict, List, Optional, Union

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apivideo.convert import (
    acceptor,
    argument_acceptor,
    dump,
    encode_query,
    encoded,
    parse_date,
    parse_datetime,
    query_text,
    reader,
    to_json_bytes,
)
from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.model_base import Literal, Model, field

UTC = datetime.timezone.utc
PARIS = datetime.timezone(datetime.timedelta(hours=2))


class Crumb(Model):
    """A model that is small enough for these tests."""

    size: Optional[int] = field("size", default=None, minimum=1)
    eaten_at: Optional[datetime.datetime] = field("eatenAt", default=None)


def moment(*numbers, tz=UTC):
    return datetime.datetime(*numbers, tzinfo=tz)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2021-01-29T15:46:25+00:00", moment(2021, 1, 29, 15, 46, 25)),
        ("2021-01-29T15:46:25Z", moment(2021, 1, 29, 15, 46, 25)),
        ("2021-01-29T15:46:25.217Z", moment(2021, 1, 29, 15, 46, 25, 217000)),
        ("2021-01-29T15:46:25.217000+02:00", moment(2021, 1, 29, 15, 46, 25, 217000, tz=PARIS)),
        ("2021-01-29T15:46:25", moment(2021, 1, 29, 15, 46, 25)),
        ("2023-05-17", moment(2023, 5, 17)),
        ("20230517T101112Z", moment(2023, 5, 17, 10, 11, 12)),
        ("2021-01-29T15:46:25+0200", moment(2021, 1, 29, 15, 46, 25, tz=PARIS)),
    ],
)
def test_a_date_time_is_read_in_every_form_the_service_uses(text, expected):
    result = parse_datetime(text)

    assert result == expected
    assert result.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize("text", ["", "yesterday", "2021-13-01T00:00:00Z", "Z"])
def test_what_is_no_date_time_is_a_value_error(text):
    with pytest.raises(ValueError):
        parse_datetime(text)


@pytest.mark.parametrize("value", [5, 1.5, True, {}, []])
@pytest.mark.parametrize("parse", [parse_datetime, parse_date])
def test_what_is_no_text_is_a_type_error(parse, value):
    with pytest.raises(TypeError):
        parse(value)


@pytest.mark.parametrize("text", ["2024-05-28", "2024-05-28T10:11:12+00:00"])
def test_a_day_is_read_with_or_without_a_time(text):
    assert parse_date(text) == datetime.date(2024, 5, 28)


@settings(deadline=None)
@given(st.datetimes(timezones=st.just(UTC)))
def test_a_date_time_survives_writing_and_reading(value):
    assert parse_datetime(dump(value)) == value


@settings(deadline=None)
@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_a_day_survives_writing_and_reading(value):
    assert parse_date(dump(value)) == value


@pytest.mark.parametrize(
    "annotation", [str, int, float, bool, Any, Optional[str], Literal["a", "b"], Union[int, str]]
)
def test_what_json_has_already_needs_no_reader(annotation):
    assert reader(annotation) is None


@pytest.mark.parametrize(
    "annotation, value, expected",
    [
        (datetime.datetime, "2023-05-17", moment(2023, 5, 17)),
        (Optional[datetime.date], "2023-05-17", datetime.date(2023, 5, 17)),
        (List[str], ["a", None], ["a", None]),
        (List[datetime.date], ["2023-05-17", None], [datetime.date(2023, 5, 17), None]),
        (Dict[str, datetime.date], {"a": "2023-05-17"}, {"a": datetime.date(2023, 5, 17)}),
        (Dict[str, datetime.date], {"a": None}, {"a": None}),
        (Dict[str, str], {"a": "b"}, {"a": "b"}),
        (Crumb, {"size": 3}, Crumb(size=3)),
        (Optional[List[Crumb]], [{"size": 3}, None], [Crumb(size=3), None]),
        (List[List[Crumb]], [[{"size": 3}]], [[Crumb(size=3)]]),
    ],
)
def test_a_value_is_read_as_it_is_declared(annotation, value, expected):
    assert reader(annotation)(value) == expected


@pytest.mark.parametrize(
    "annotation, value",
    [(List[str], "abc"), (Dict[str, str], ["a"]), (Crumb, [1]), (List[Crumb], [1])],
)
def test_a_value_of_another_shape_cannot_be_read(annotation, value):
    with pytest.raises(TypeError):
        reader(annotation)(value)


@pytest.mark.parametrize(
    "annotation, value",
    [
        (str, "text"),
        (str, ""),
        (int, 5),
        (float, 5),
        (float, 5.5),
        (float, 10**400),
        (bool, False),
        (Any, object),
        (Literal["a", "b"], "a word of tomorrow"),
        (Optional[int], None),
        (Optional[int], 3),
        (List[str], ["a", "b"]),
        (Dict[str, int], {"a": 1}),
        (datetime.datetime, moment(2023, 5, 17)),
        (datetime.date, datetime.date(2023, 5, 17)),
        (Union[str, List[str]], "a"),
        (Union[str, List[str]], ["a", "b"]),
    ],
)
def test_a_value_of_the_declared_type_is_kept(annotation, value):
    assert acceptor(annotation)(value, "it") == value


@pytest.mark.parametrize(
    "annotation, value, expected",
    [
        (List[str], ("a", "b"), ["a", "b"]),
        (datetime.datetime, "2023-05-17", moment(2023, 5, 17)),
        (datetime.date, "2023-05-17", datetime.date(2023, 5, 17)),
        (Crumb, {"size": 3}, Crumb(size=3)),
        (Union[Crumb, Dict[str, Any]], {"size": 3}, Crumb(size=3)),
        (Optional[Union[Crumb, Dict[str, Any]]], {"size": 3}, Crumb(size=3)),
    ],
)
def test_a_value_in_a_friendly_form_becomes_the_declared_type(annotation, value, expected):
    result = acceptor(annotation)(value, "it")

    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize(
    "annotation, value, wanted",
    [
        (str, 5, "it must be a str, not int"),
        (str, b"bytes", "it must be a str, not bytes"),
        (str, None, "it must be a str, not NoneType"),
        (int, "5", "it must be an int, not str"),
        (int, True, "it must be an int, not bool"),
        (int, 5.0, "it must be an int, not float"),
        (float, "5", "it must be a number, not str"),
        (float, False, "it must be a number, not bool"),
        (bool, 1, "it must be True or False, not int"),
        (List[str], "abc", "it must be a list, not str"),
        (List[str], ["a", 2], "it[1] must be a str, not int"),
        (Dict[str, str], ["a"], "it must be a dict, not list"),
        (Dict[str, str], {"a": 2}, "it['a'] must be a str, not int"),
        (Dict[str, str], {1: "a"}, "a key of it must be a str, not int"),
        (datetime.datetime, 5, "it must be a datetime.datetime, not int"),
        (datetime.datetime, datetime.date(2023, 5, 17), "it must be a datetime.datetime, not date"),
        (datetime.date, moment(2023, 5, 17), "it must be a datetime.date, not datetime"),
        (Union[str, List[str]], 5, "it must be a str or a list, not int"),
        (Crumb, "text", "it must be a Crumb or a dict, not str"),
        (Union[Crumb, Dict[str, Any]], [], "it must be a Crumb or a dict, not list"),
        (Crumb, {"size": "big"}, "it['size'] must be an int, not str"),
        (List[Crumb], [{"size": "big"}], "it[0]['size'] must be an int, not str"),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(annotation, value, wanted):
    with pytest.raises(ApiTypeError) as caught:
        acceptor(annotation)(value, "it")

    assert str(caught.value) == wanted


@pytest.mark.parametrize(
    "annotation, value",
    [
        (str, "\ud800"),
        (float, float("nan")),
        (float, float("inf")),
        (datetime.datetime, "soon"),
        (datetime.date, "soon"),
        (Crumb, {"size": 0}),
    ],
)
def test_a_value_that_cannot_be_sent_is_refused_by_name(annotation, value):
    with pytest.raises(ApiValueError) as caught:
        acceptor(annotation)(value, "it")

    assert str(caught.value).startswith("it")


@pytest.mark.parametrize(
    "value, expected",
    [
        (None, None),
        (("a", 1), ["a", 1]),
        ({"a": (True, 1.5)}, {"a": [True, 1.5]}),
        (moment(2023, 5, 17), "2023-05-17T00:00:00+00:00"),
        (datetime.datetime(2023, 5, 17), "2023-05-17T00:00:00+00:00"),
        (moment(2023, 5, 17, tz=PARIS), "2023-05-17T00:00:00+02:00"),
        (datetime.date(2023, 5, 17), "2023-05-17"),
        (Crumb(size=2), {"size": 2}),
        ([Crumb(eaten_at=moment(2023, 5, 17))], [{"eatenAt": "2023-05-17T00:00:00+00:00"}]),
    ],
)
def test_a_python_value_is_written_as_json_has_it(value, expected):
    assert dump(value) == expected


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes"])
def test_what_has_no_form_in_json_is_refused(value):
    with pytest.raises(ApiTypeError, match=type(value).__name__):
        to_json_bytes({"a": value})


@pytest.mark.parametrize("value", [float("nan"), {("a", "b"): 1}])
def test_a_number_or_a_key_that_json_does_not_have_is_refused(value):
    with pytest.raises(ApiValueError, match="JSON"):
        to_json_bytes({"a": value})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@settings(deadline=None, max_examples=40)
@given(JSON)
def test_json_survives_writing(document):
    assert json.loads(to_json_bytes(document).decode()) == document


@pytest.mark.parametrize(
    "values, expected",
    [
        ({"title": None}, []),
        ({"title": ""}, [("title", "")]),
        ({"unique": True, "live": False}, [("unique", "true"), ("live", "false")]),
        ({"currentPage": 2}, [("currentPage", "2")]),
        ({"tags[]": ["a", "b"]}, [("tags[]", "a"), ("tags[]", "b")]),
        ({"tags[]": []}, []),
        ({"metadata": {"k": "v", "l": "w"}}, [("metadata[k]", "v"), ("metadata[l]", "w")]),
        ({"metadata": {"k": ["a", "b"]}}, [("metadata[k][]", "a"), ("metadata[k][]", "b")]),
        ({"from": moment(2023, 5, 17)}, [("from", "2023-05-17T00:00:00+00:00")]),
        ({"filterBy": Crumb(size=2)}, [("filterBy[size]", "2")]),
    ],
)
def test_a_query_parameter_takes_the_form_of_its_value(values, expected):
    assert encode_query(values) == expected


@pytest.mark.parametrize("value, text", [(True, "true"), (False, "false"), (0, "0"), ("No", "No")])
def test_a_boolean_in_a_query_is_spelled_as_json_has_it(value, text):
    assert query_text(value) == text


@pytest.mark.parametrize("annotation", [int, Optional[int]])
def test_a_whole_number_may_be_given_as_text_to_a_method(annotation):
    accept = argument_acceptor(annotation)

    assert (accept("25", "it"), accept("-1", "it"), accept(3, "it")) == (25, -1, 3)
    for text in ("", "-", "2.5", "many", "--1"):
        with pytest.raises(ApiTypeError, match="it must be an int, not str"):
            accept(text, "it")


def test_other_arguments_are_checked_like_attributes():
    assert argument_acceptor(str)("25", "it") == "25"
    with pytest.raises(ApiTypeError):
        argument_acceptor(bool)("1", "it")


class Encoded(bytes):
    """A body that is encoded already."""

    content_type = "text/plain"


@pytest.mark.parametrize(
    "body, expected",
    [
        (None, (None, None)),
        ({"a": [1]}, (b'{"a": [1]}', "application/json")),
        (Encoded(b"x"), (b"x", "text/plain")),
    ],
)
def test_a_body_is_sent_as_json_unless_it_is_encoded_already(body, expected):
    assert encoded(body) == expected
