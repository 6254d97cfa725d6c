"""JSON to Python and back, chosen by annotation.

Reading is lenient: a value is converted when its attribute is read, if at all. Writing is strict:
a value of the wrong type raises an error that names it, before anything is sent.
"""

import collections.abc
import contextlib
import datetime
import enum
import functools
import json
import math
import operator
import re
import sys
from typing import (
    Any,
    Callable,
    Dict,
    Iterator,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Tuple,
    Union,
)

from apivideo._http.message import Query
from apivideo.exceptions import ApiTypeError, ApiValueError

UTC = datetime.timezone.utc

Read = Callable[[Any], Any]  # converts a JSON value that is not null
Accept = Callable[[Any, str], Any]
"""Takes a value and its name; returns the value to store, or raises an error with the name."""


def parse_datetime(text: str) -> datetime.datetime:
    """Return a date-time, which is UTC without an offset (docs/service.md, section 6)."""
    try:
        moment = from_iso(text)
    except ValueError:
        moment = _from_any_iso(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _from_any_iso(text: str) -> datetime.datetime:
    """Parse what Python's own parser does not know, such as "Z" before 3.11."""
    from dateutil.parser import isoparse  # slow to import, so only where it is needed

    if not ISO_8601.match(text):  # isoparse takes "+1" and " 1" for two digits
        raise ValueError(text)
    moment = isoparse(text)
    return moment if moment.utcoffset() else moment.replace(tzinfo=UTC)


from_iso: Callable[[str], datetime.datetime] = _from_any_iso
if sys.version_info >= (3, 7) and sys.implementation.name != "pypy":  # PyPy's takes any digits
    from_iso = datetime.datetime.fromisoformat  # twenty times as fast


def parse_date(text: str) -> datetime.date:
    """Return the day in ``2024-05-28``, with or without a time after it."""
    return datetime.datetime.strptime(str.encode(text, "ascii")[:10].decode(), "%Y-%m-%d").date()


PARSERS: Dict[Any, Read] = {datetime.datetime: parse_datetime, datetime.date: parse_date}

ORIGINS: Dict[Any, Any] = {List: list, Dict: dict, Mapping: dict, collections.abc.Mapping: dict}

NAMES: Dict[Any, str] = {str: "a str", int: "an int", float: "a number", bool: "True or False"}
NAMES.update({datetime.datetime: "a datetime.datetime", datetime.date: "a datetime.date"})
NAMES.update({list: "a list", dict: "a dict"})
"""How errors call the types that are no models."""

STRICT = 0  # an attribute of a model: its type matters in JSON
LENIENT = 1  # an argument: also the text of a number or a boolean, and a date for its text
MORE_LENIENT = 2  # a value in a mapping of an argument: also a number or a boolean for its text

PLAIN = (str, int, float, bool, type(None))  # the types of JSON that are no collections

WHOLE = re.compile(r"-?[0-9]{1,15}\Z")
HALF_CHARACTER = "half a character (a lone surrogate)"
SURROGATE = re.compile("[\ud800-\udfff]")
ISO_8601 = re.compile(r"(?s)(\d{4}|\d[-\dW]{5,}\d(.[\d:.,]*\d(Z|z|[-+][\d:]+)?)?)\Z", re.ASCII)


def reader(annotation: Any) -> Optional[Read]:
    """Return what converts a JSON value of this type, or None if nothing must be converted."""
    annotation = without_none(annotation)
    kind, arguments = _generic(annotation)
    if kind not in (list, dict):
        return annotation.from_json if is_model(annotation) else PARSERS.get(annotation)
    item = without_none(arguments[-1])
    if kind is list and is_model(item):
        views: Read = item._list_from_json
        return views
    read = reader(item)

    def read_collection(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError
        if read is None:
            return value
        if isinstance(value, list):
            return [None if one is None else read(one) for one in value]
        return {key: None if one is None else read(one) for key, one in value.items()}

    return read_collection


def acceptor(annotation: Any, leniency: int = STRICT) -> Accept:
    """Return what checks a value for an attribute or argument of this type."""
    kind = str if is_text(annotation) else annotation
    return functools.partial(_simple if kind in NAMES else _accepted, kind, leniency)


def _accepted(annotation: Any, leniency: int, value: Any, name: str) -> Any:
    """Return the value to store if it has this type, or raise an error that names it."""
    kind, arguments = _generic(annotation)
    if kind is Union:
        return _one_of(arguments, leniency, value, name)
    if kind is list and is_pair(arguments[0]) and isinstance(value, Mapping):
        texts = acceptor(Dict[str, str])(value, name)
        value = [{"key": key, "value": text} for key, text in texts.items()]
    if kind is list:
        if not is_collection(value):
            raise _must_be(name, value, list)
        accept = acceptor(arguments[0], leniency)
        return [accept(one, f"{name}[{index}]") for index, one in enumerate(value)]
    if kind is dict:
        if not isinstance(value, Mapping):
            raise _must_be(name, value, dict)
        accept_key, accept = acceptor(str), acceptor(arguments[1], 2 * leniency)
        return {
            accept_key(key, f"a key of {name}"): accept(one, f"{name}[{key!r}]")
            for key, one in value.items()
        }
    if is_model(annotation) and isinstance(value, Mapping):
        return annotation.from_payload(value, name)
    is_class = isinstance(annotation, type) and annotation != Any
    if is_class and not isinstance(value, annotation):
        raise _must_be(name, value, annotation, *[dict] * is_model(annotation))
    return value


def _one_of(annotations: Tuple[Any, ...], leniency: int, value: Any, name: str) -> Any:
    """Return the value accepted as the first of several types that it has."""
    if value is None and type(None) in annotations:
        return None
    kinds = [one for one in annotations if one is not type(None)]
    kinds = [one for one in kinds if is_model(one)][:1] or kinds  # a dict may be given for a model
    if len(kinds) == 1:
        return acceptor(kinds[0], leniency)(value, name)
    for one in kinds:
        with contextlib.suppress(ApiTypeError):
            return acceptor(one, leniency)(value, name)
    raise _must_be(name, value, *kinds)


def _simple(kind: Any, leniency: int, value: Any, name: str) -> Any:
    """Return the value accepted as a type in NAMES."""
    found = value if type(value) is kind else similar(kind, value, leniency)
    if kind in PARSERS and isinstance(found, str):
        try:
            return PARSERS[kind](found)
        except (ValueError, OverflowError):
            message = f"{name} must be {NAMES[kind]} or its ISO 8601 form, not {found!r}"
            raise ApiValueError(message) from None
    if type(found) is not kind:
        is_kind = isinstance(found, (int, float) if kind is float else kind)
        if not is_kind or isinstance(found, bool):
            raise _must_be(name, value, kind)
    if isinstance(found, float) and not math.isfinite(found):
        raise ApiValueError(f"{name} must be finite, not {found}")
    if isinstance(found, str) and SURROGATE.search(found):
        raise ApiValueError(f"{name} has {HALF_CHARACTER}")
    return found


def similar(kind: Any, value: Any, leniency: int = STRICT) -> Any:
    """Return a value as *kind* if it is one in another form."""
    value = native(value)
    is_day, is_moment = isinstance(value, datetime.date), isinstance(value, datetime.datetime)
    if kind in PARSERS and is_day and is_moment != (kind is datetime.datetime):
        return value.date() if is_moment else parse_datetime(value.isoformat())
    is_bool, is_whole, is_number = isinstance(value, bool), isinstance(value, int), is_real(value)
    with contextlib.suppress(ValueError):  # Decimal("sNaN")
        if is_number and not is_whole and (kind is float or kind is int and leniency):
            number = float(value)
            return number if kind is float else int(number) if number.is_integer() else value
    if leniency and isinstance(value, str):
        if kind is bool:
            return {"true": True, "false": False}.get(value.lower(), value)
        return int(value) if kind is int and WHOLE.match(value) else value
    has_text = is_day or leniency == MORE_LENIENT and (is_number or is_bool)
    with contextlib.suppress(ValueError):  # NaN
        return query_text(dump(value)) if kind is str and leniency and has_text else value
    return value


def native(value: Any) -> Any:
    """Return the value of a member of an enum, of a scalar of numpy, or of what is a str or int."""
    if isinstance(value, enum.Enum):
        return native(value.value)
    if hasattr(value, "dtype"):
        return value.item() if getattr(value, "ndim", None) == 0 else value
    if isinstance(value, str):
        return str.__str__(value)
    is_whole = hasattr(type(value), "__index__") and not isinstance(value, bool)
    return operator.index(value) if is_whole else value


def is_collection(value: Any) -> bool:
    """Whether a value has items that can be sent as a list: a list, a tuple, a set, an array."""
    if isinstance(value, (str, bytes, bytearray, memoryview, Mapping)):
        return False
    has_items = hasattr(type(value), "__len__") and hasattr(type(value), "__iter__")
    return has_items and getattr(value, "ndim", 1) > 0


def is_real(value: Any) -> bool:
    """Whether a value is a number: no boolean, no array, not complex."""
    is_other = isinstance(value, (bool, complex)) or is_collection(value)
    return hasattr(type(value), "__float__") and not is_other


def _must_be(name: str, value: Any, *kinds: Any) -> ApiTypeError:
    names = [NAMES.get(_generic(one)[0] or one) or f"a {one.__name__}" for one in kinds]
    return ApiTypeError(f"{name} must be {' or '.join(names)}, not {type(value).__name__}")


PUBLISHED_BOUNDS = ("inclusive_minimum", "inclusive_maximum", "max_length", "max_items")
"""What the published client calls the members of Bounds."""


class Bounds(NamedTuple):
    """The documented limits of a value to send."""

    minimum: Optional[float] = None
    maximum: Optional[float] = None
    max_length: Optional[int] = None
    max_items: Optional[int] = None

    def check(self, value: Any, name: str) -> Any:
        """Return the value, or raise ApiValueError, naming it, if it is out of bounds."""
        if value is None:
            return None
        if self.minimum is not None and value < self.minimum:
            raise ApiValueError(f"{name} must be at least {self.minimum}, not {value}")
        if self.maximum is not None and value > self.maximum:
            raise ApiValueError(f"{name} must be at most {self.maximum}, not {value}")
        for limit, unit in ((self.max_length, "characters"), (self.max_items, "items")):
            if limit is not None and len(value) > limit:
                raise ApiValueError(f"{name} must have at most {limit} {unit}, not {len(value)}")
        return value

    def published(self) -> Dict[str, float]:
        """Return the limits that there are, as the published client does."""
        return {name: one for name, one in zip(PUBLISHED_BOUNDS, self) if one is not None}


def dump(value: Any) -> Any:
    """Return the JSON value: models become objects, dates text, a naive date-time is UTC."""
    value = value if type(value) in PLAIN else native(value)
    if type(value) in PLAIN:
        return value
    if isinstance(value, Mapping):
        return {_key(key): dump(item) for key, item in value.items()}
    if is_collection(value):
        return [dump(item) for item in value]
    if isinstance(value, datetime.datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC).isoformat()
    if isinstance(value, datetime.date) or hasattr(value, "to_json"):
        return value.isoformat() if isinstance(value, datetime.date) else value.to_json()
    if is_real(value):
        return float(value)
    raise ApiTypeError(f"a {type(value).__name__} has no form in JSON")


def _key(key: Any) -> Any:
    return key if type(key) is str else acceptor(str)(key, "a key")


@contextlib.contextmanager
def naming(argument: str) -> Iterator[None]:
    """Raise what converting the value of an argument raises with the name of the argument."""
    try:
        yield
    except RecursionError as error:
        raise ApiValueError(f"{argument} contains itself, or has too many levels") from error
    except UnicodeEncodeError as error:
        raise ApiValueError(f"{argument} has {HALF_CHARACTER}") from error
    except (TypeError, ValueError) as error:  # ApiTypeError and ApiValueError are such
        if isinstance(error, (ApiTypeError, ApiValueError)) and argument in str(error):
            raise
        kind = ApiTypeError if isinstance(error, TypeError) else ApiValueError
        raise kind(f"{argument}: {error}") from error


def dump_pairs(params: Any, argument: str = "params") -> List[Tuple[str, Any]]:
    """Return a dict or pairs of parameters as pairs, with JSON values."""
    items: Any = params.items() if isinstance(params, Mapping) else params or ()
    pairs = items if isinstance(params, Mapping) else acceptor(List[Any])(items, argument)
    for pair in pairs:
        if not is_collection(pair) or len(pair) != 2:
            raise ApiTypeError(f"{argument} must be a dict, or pairs of a name and a value")
    with naming(argument):
        return sendable([(_key(name), dump(value)) for name, value in pairs])  # type: ignore[no-any-return]


def sendable(value: Any) -> Any:
    """Return a JSON value; raise ValueError if it has a number or a text that cannot be sent."""
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    return value


def to_json_bytes(value: Any) -> bytes:
    """Return *value* as JSON text in UTF-8."""
    with naming("body"):
        text = json.dumps(dump(value), allow_nan=False)
        if "\\ud" in text:
            sendable(json.loads(text))
        return text.encode()


def encoded(body: Any) -> Tuple[Any, Optional[str]]:
    """Return a body as it is sent, as JSON unless it has a ``content_type``, and its media type."""
    if body is None:
        return None, None
    if hasattr(body, "content_type"):
        return body, body.content_type
    return to_json_bytes(body), "application/json"


def encode_query(values: Mapping[str, Any]) -> Query:
    """Return query parameters as names and texts (docs/service.md, section 5).

    A list repeats its name, an object becomes ``name[key]``, a list in it ``name[key][]``.
    """
    pairs: Query = []
    for name, value in values.items():
        try:
            members = {query_text(name): dump(value)}
            if isinstance(members[name], dict):
                inner = members.pop(name).items()
                members = {
                    query_text(f"{name}[{k}]") + "[]" * isinstance(one, list): one
                    for k, one in inner
                }
            for member, one in members.items():
                several = one if isinstance(one, list) else [one]
                pairs += [(member, query_text(text)) for text in several if text is not None]
        except Exception as error:
            with naming(f"query[{name!r}]"):
                raise error
    return pairs


def query_text(value: Any) -> str:
    """Return a value as a query has it: ``true`` for True."""
    if type(value) is not str:
        if isinstance(value, (list, dict)):
            raise ApiTypeError(f"a {type(value).__name__} cannot be in another one")
        sendable(value)
        value = str(value).lower() if isinstance(value, bool) else str(value)
    if SURROGATE.search(value):
        raise ApiValueError(HALF_CHARACTER)
    return str(value)


def _generic(annotation: Any) -> Tuple[Any, Tuple[Any, ...]]:
    """Return ``List[str]`` as ``(list, (str,))``, on Python 3.6 too, which says List."""
    kind = getattr(annotation, "__origin__", None)
    return ORIGINS.get(kind, kind), getattr(annotation, "__args__", None) or ()


def without_none(annotation: Any) -> Any:
    """Return ``Optional[X]`` as ``X``."""
    kind, arguments = _generic(annotation)
    if kind is Union and type(None) in arguments:
        return Union[tuple(one for one in arguments if one is not type(None))]
    return annotation


def holds_models(annotation: Any) -> bool:
    """Whether a value of this type is a model or contains models."""
    return is_model(annotation) or any(map(holds_models, _generic(annotation)[1]))


def is_plain_list(annotation: Any) -> bool:
    """Whether this type is a list of values that are not converted."""
    kind, arguments = _generic(annotation)
    return kind is list and reader(arguments[0]) is None


def published_types(annotation: Any) -> Tuple[Any, ...]:
    """Return the type as the published client writes it: ``(str,)``, ``([Metadata],)``."""
    annotation = without_none(annotation)
    kind, arguments = _generic(annotation)
    if kind is list:
        return (list(published_types(arguments[0])),)
    if kind is dict:
        return ({str: published_types(arguments[1])},)
    return arguments if kind is Union else (str if is_text(annotation) else annotation,)


def annotation_of(types: Any, name: str) -> Any:
    """Return the annotation for a type that is written as the published client does."""
    if isinstance(types, dict) and [*types] == [str]:
        return Dict[str, annotation_of(types[str], name)]  # type: ignore[misc]
    if isinstance(types, list):
        return List[annotation_of(tuple(types), name)]  # type: ignore[misc]
    if isinstance(types, tuple) and types:
        return Union[tuple([annotation_of(one, name) for one in types])]
    if isinstance(types, type) or types is Any or hasattr(types, "__origin__"):
        return types
    raise ApiTypeError(f"{name} must be a tuple with a type in it, such as (Video,), not {types!r}")


def words_of(annotation: Any) -> Dict[str, str]:
    """Return the words of a type such as ``List[Literal["a"]]`` as the published client does."""
    words = getattr(annotation, "words", ()) if is_text(annotation) else ()
    inner = [word for one in _generic(annotation)[1] for word in words_of(one).values()]
    return {word.upper(): word for word in [*words, *inner]}


def is_text(annotation: Any) -> bool:
    """Whether this type is ``str`` or a ``Literal``."""
    return isinstance(annotation, type) and issubclass(annotation, str)


def is_model(annotation: Any) -> bool:
    """Whether this type is a class of models."""
    return isinstance(annotation, type) and hasattr(annotation, "from_payload")


def model_in(annotation: Any) -> Any:
    """Return the class of models among the types of a Union, or None."""
    return next(filter(is_model, _generic(annotation)[1]), None)


def is_pair(annotation: Any) -> bool:
    """Whether this type is a model of a key and a value: a dict may be given for a list of them."""
    return is_model(annotation) and annotation._fields.keys() == {"key", "value"}
