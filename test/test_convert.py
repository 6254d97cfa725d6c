"""JSON to Python and back."""

import datetime
import decimal
import enum
import fractions
import json
from typing import Any, Dict, List, Optional, Union

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apivideo.convert import (
    LENIENT,
    STRICT,
    acceptor,
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


class Sort(enum.Enum):
    """An enum whose members are no text themselves."""

    TITLE = "title"
    DAY = "2023-05-17"
    THREE = 3


class Word(str, enum.Enum):
    """An enum whose members are text."""

    TITLE = "title"


class Number(enum.IntEnum):
    """An enum whose members are numbers."""

    THREE = 3


class Whole:
    """A whole number of another library."""

    def __index__(self):
        return 5

    def __float__(self):
        return 5.0


class Scalar:
    """A scalar as numpy has it: with a type of its own, and the value in ``item()``."""

    dtype = "int64"
    ndim = 0

    def __init__(self, value):
        self.item = lambda: value


class Array(list):
    """A list of values as numpy has it."""

    dtype = "int64"
    ndim = 1


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
        ("2021-01-29 15:46", moment(2021, 1, 29, 15, 46)),
        ("2021-01-29T24:00z", moment(2021, 1, 30)),
        ("2021-01-29T15:46:25.1234567Z", moment(2021, 1, 29, 15, 46, 25, 123456)),
        ("2023", moment(2023, 1, 1)),
        ("2023-05", moment(2023, 5, 1)),
        ("2023-W20-3", moment(2023, 5, 17)),
        ("2023137", moment(2023, 5, 17)),
    ],
)
def test_a_date_time_is_read_in_every_form_the_service_uses(text, expected):
    result = parse_datetime(text)

    assert result == expected
    assert result.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2021-13-01T00:00:00Z",
        "Z",
        "+023-05-17",
        " 023-05-17",
        "2_23-05-17",
        "2023+517",
        "2023-+5-17",
        "2023- 5-17",
        "2023-1_7",
        "2023-05-17T10:+1:00",
        "2023-05-17T10:00:00. 12345",
        "2023-05-17T10:00:00.\u0661\u0662\u0663",
        "2023-05-17T10:00:00+01:-1",
        "2023-05-17T10:00:00Z ",
        "2023-05-17T10:00:00Z\n",
    ],
)
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


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_date_time_survives_writing_and_reading(value):
    assert parse_datetime(dump(value)) == value


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
        (List[str], {"a"}, ["a"]),
        (List[str], frozenset("a"), ["a"]),
        (List[str], {"a": 1, "b": 2}.keys(), ["a", "b"]),
        (List[str], {1: "a"}.values(), ["a"]),
        (List[str], Array(["a", Word.TITLE]), ["a", "title"]),
        (List[Crumb], ({"size": 3},), [Crumb(size=3)]),
        (datetime.datetime, "2023-05-17", moment(2023, 5, 17)),
        (datetime.datetime, datetime.date(2023, 5, 17), moment(2023, 5, 17)),
        (datetime.datetime, Scalar(moment(2023, 5, 17)), moment(2023, 5, 17)),
        (datetime.datetime, Sort.DAY, moment(2023, 5, 17)),
        (datetime.date, "2023-05-17", datetime.date(2023, 5, 17)),
        (datetime.date, moment(2023, 5, 17, 23, tz=PARIS), datetime.date(2023, 5, 17)),
        (int, Whole(), 5),
        (int, Number.THREE, 3),
        (int, Sort.THREE, 3),
        (int, Scalar(7), 7),
        (float, Scalar(0.5), 0.5),
        (float, decimal.Decimal("0.1"), 0.1),
        (float, fractions.Fraction(1, 4), 0.25),
        (bool, Scalar(True), True),
        (str, Sort.TITLE, "title"),
        (str, Word.TITLE, "title"),
        (Literal["title"], Sort.TITLE, "title"),
        (Optional[int], Whole(), 5),
        (Dict[str, int], {Word.TITLE: Whole()}, {"title": 5}),
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
        (int, decimal.Decimal(5), "it must be an int, not Decimal"),
        (int, Scalar(0.5), "it must be an int, not Scalar"),
        (int, Sort.TITLE, "it must be an int, not Sort"),
        (int, Array([5]), "it must be an int, not Array"),
        (float, Array([5.0]), "it must be a number, not Array"),
        (bool, 1, "it must be True or False, not int"),
        (bool, "true", "it must be True or False, not str"),
        (bool, Scalar(1), "it must be True or False, not Scalar"),
        (List[str], b"abc", "it must be a list, not bytes"),
        (List[str], {"a": 1}, "it must be a list, not dict"),
        (List[str], iter(["a"]), f"it must be a list, not {type(iter([])).__name__}"),
        (List[str], Crumb(), "it must be a list, not Crumb"),
        (List[str], "abc", "it must be a list, not str"),
        (List[str], ["a", 2], "it[1] must be a str, not int"),
        (Dict[str, str], ["a"], "it must be a dict, not list"),
        (Dict[str, str], {"a": 2}, "it['a'] must be a str, not int"),
        (Dict[str, str], {1: "a"}, "a key of it must be a str, not int"),
        (datetime.datetime, 5, "it must be a datetime.datetime, not int"),
        (str, datetime.date(2023, 5, 17), "it must be a str, not date"),
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
        (float, decimal.Decimal("1e999")),
        (float, decimal.Decimal("NaN")),
        (datetime.datetime, "soon"),
        (datetime.datetime, "\u0662\u0660\u0662\u0663-05-17"),
        (datetime.datetime, "9999-12-31T24:00:00Z"),
        (datetime.date, "\u0662\u0660\u0662\u0663-05-17"),
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
        ({"a"}, ["a"]),
        ({"a": 1}.keys(), ["a"]),
        (Array([1]), [1]),
        ([Whole(), Scalar(0.5), Number.THREE, Sort.TITLE], [5, 0.5, 3, "title"]),
        (decimal.Decimal("0.5"), 0.5),
    ],
)
def test_a_python_value_is_written_as_json_has_it(value, expected):
    assert dump(value) == expected


@pytest.mark.parametrize("value", [object(), b"bytes", bytearray(b"a"), iter("a"), 5j])
def test_what_has_no_form_in_json_is_refused(value):
    with pytest.raises(ApiTypeError, match=type(value).__name__):
        to_json_bytes({"a": value})


@pytest.mark.parametrize("value", [float("nan"), decimal.Decimal("NaN"), {("a", "b"): 1}])
def test_a_number_or_a_key_that_json_does_not_have_is_refused(value):
    with pytest.raises((ApiTypeError, ApiValueError), match="body"):
        to_json_bytes({"a": value})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=40)
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


@pytest.mark.parametrize(
    "annotation, value, expected",
    [
        (int, "25", 25),
        (int, "-1", -1),
        (int, 5.0, 5),
        (int, Scalar(5.0), 5),
        (int, decimal.Decimal(5), 5),
        (bool, "true", True),
        (bool, "False", False),
        (str, datetime.date(2023, 5, 17), "2023-05-17"),
        (str, moment(2023, 5, 17), "2023-05-17T00:00:00+00:00"),
        (Dict[str, str], {"year": 2023, "half": 0.5}, {"year": "2023", "half": "0.5"}),
        (Dict[str, str], {"new": True, "day": Sort.DAY}, {"new": "true", "day": "2023-05-17"}),
        (Dict[str, Union[str, List[str]]], {"years": [2023, Whole()]}, {"years": ["2023", "5"]}),
    ],
)
def test_an_argument_may_be_what_has_the_text_that_is_sent(annotation, value, expected):
    for kind in (annotation, Optional[annotation]):
        result = acceptor(kind, LENIENT)(value, "it")
        assert (result, type(result)) == (expected, type(expected))
        with pytest.raises(ApiTypeError, match="it"):
            acceptor(kind, STRICT)(value, "it")


@pytest.mark.parametrize(
    "annotation, value",
    [
        *[(int, text) for text in ("", "-", "2.5", "many", "--1", " 5", "5\n", "1_0", "\u0665")],
        *[(int, number) for number in (1.5, True, float("nan"), float("inf"), None)],
        *[(bool, other) for other in (1, 0, "1", "yes", "", "fal\u017fe")],
        *[(str, other) for other in (5, 0.5, True, b"text", None, Whole())],
        (List[str], ["a", 5]),
        (Dict[str, str], {5: "a"}),
        (Dict[str, str], {"a": None}),
        (Dict[str, str], {"a": object()}),
        (Crumb, {"size": "5"}),
    ],
)
def test_an_argument_is_refused_if_its_text_is_another(annotation, value):
    with pytest.raises(ApiTypeError, match="it.* must be"):
        acceptor(annotation, LENIENT)(value, "it")


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
