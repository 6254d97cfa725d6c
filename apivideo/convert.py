"""JSON to Python and back, chosen by annotation.

Reading is lenient: a value is converted when its attribute is read, if at all. Writing is strict:
a value of the wrong type raises an error that names it, before anything is sent.
"""

import collections.abc
import datetime
import json
import math
import re
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple, TypeVar, Union, cast

from apivideo._http.message import Query
from apivideo.exceptions import ApiTypeError, ApiValueError

UTC = datetime.timezone.utc

D = TypeVar("D")

Read = Callable[[Any], Any]
"""Converts a JSON value that is not null. None in its place: nothing to convert."""

Accept = Callable[[Any, str], Any]
"""Takes a value and its name; returns the value to store, or raises an error with the name."""


def parse_datetime(text: str) -> datetime.datetime:
    """Return the date-time in ISO 8601; without an offset it is UTC (facts, section 6)."""
    if not isinstance(text, str):
        raise TypeError
    try:
        moment = from_iso(text)
    except ValueError:
        moment = _from_any_iso(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _from_any_iso(text: str) -> datetime.datetime:
    """Parse what Python's own parser does not know: "Z" before 3.11, everything on 3.6."""
    from dateutil.parser import isoparse  # slow to import, so only where it is needed

    moment = isoparse(text)
    return moment if moment.utcoffset() else moment.replace(tzinfo=UTC)


from_iso: Callable[[str], datetime.datetime]
from_iso = getattr(datetime.datetime, "fromisoformat", _from_any_iso)
"""Python's own parser, which is twenty times as fast, unless this is 3.6."""


def parse_date(text: str) -> datetime.date:
    """Return the day in ``2024-05-28``, with or without a time after it."""
    if not isinstance(text, str):
        raise TypeError
    return datetime.datetime.strptime(text[:10], "%Y-%m-%d").date()


def reader(annotation: Any) -> Optional[Read]:
    """Return what converts a JSON value of this type, or None if nothing must be converted."""
    annotation = without_none(annotation)
    if annotation is datetime.datetime:
        return parse_datetime
    if annotation is datetime.date:
        return parse_date
    if is_model(annotation):
        return cast(Read, annotation._read)
    kind, arguments = _generic(annotation)
    if kind in (list, dict):
        return _collection_reader(kind, reader(arguments[-1]))
    return None


def _collection_reader(kind: Any, read: Optional[Read]) -> Read:
    def read_collection(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError
        if read is None:
            return value
        if kind is list:
            return [read(item) if item is not None else None for item in value]
        return {key: None if item is None else read(item) for key, item in value.items()}

    return read_collection


def acceptor(annotation: Any) -> Accept:
    """Return what checks a value for an attribute or argument of this type."""
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if is_model(annotation):
        return _model_acceptor(annotation)
    kind, arguments = _generic(annotation)
    if kind is Union:
        inner = without_none(annotation)
        if inner is not annotation:
            return _optional(acceptor(inner))
        models = [one for one in arguments if is_model(one)]
        return _model_acceptor(models[0]) if models else _either(arguments)
    if kind is list:
        return _list_acceptor(acceptor(arguments[0]))
    if kind is dict:
        return _dict_acceptor(acceptor(arguments[1]))
    return lambda value, name: value


def argument_acceptor(annotation: Any) -> Accept:
    """Return what checks an argument of an API method: a whole number may be given as text."""
    accept = acceptor(annotation)
    if without_none(annotation) is not int:
        return accept

    def accept_number(value: Any, name: str) -> Any:
        is_text = isinstance(value, str) and re.match(r"-?[0-9]{1,15}\Z", value)
        return accept(int(value) if is_text else value, name)

    return accept_number


def _either(annotations: Tuple[Any, ...]) -> Accept:
    """Return what accepts a value of any of these types."""
    accepts = [acceptor(one) for one in annotations]

    def accept_either(value: Any, name: str) -> Any:
        wanted = []
        for accept in accepts:
            try:
                return accept(value, name)
            except ApiTypeError as error:
                wanted.append(str(error).partition(" must be ")[2].rpartition(", not ")[0])
        raise _must_be(name, " or ".join(wanted), value)

    return accept_either


def _optional(accept: Accept) -> Accept:
    return lambda value, name: None if value is None else accept(value, name)


def _must_be(name: str, wanted: str, value: Any) -> ApiTypeError:
    return ApiTypeError(f"{name} must be {wanted}, not {type(value).__name__}")


def _accept_str(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise _must_be(name, "a str", value)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ApiValueError(f"{name} has half a character (a lone surrogate)") from None
    return value if type(value) is str else str.__str__(value)  # of an enum, its value


def _accept_int(value: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _must_be(name, "an int", value)
    return int(value)


def _accept_float(value: Any, name: str) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise _must_be(name, "a number", value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ApiValueError(f"{name} must be finite, not {value}")
    return value


def _accept_bool(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise _must_be(name, "True or False", value)
    return value


def _accept_datetime(value: Any, name: str) -> datetime.datetime:
    if isinstance(value, datetime.datetime):
        return value
    return _parsed(parse_datetime, value, name, "a datetime.datetime")


def _accept_date(value: Any, name: str) -> datetime.date:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    return _parsed(parse_date, value, name, "a datetime.date")


def _parsed(parse: Callable[[str], D], value: Any, name: str, wanted: str) -> D:
    if not isinstance(value, str):
        raise _must_be(name, wanted, value)
    try:
        return parse(value)
    except ValueError:
        message = f"{name} must be {wanted} or its ISO 8601 form, not {value!r}"
        raise ApiValueError(message) from None


def _model_acceptor(model: Any) -> Accept:
    def accept(value: Any, name: str) -> Any:
        if isinstance(value, model):
            return value
        if isinstance(value, Mapping):
            return model.from_payload(value, name)
        raise _must_be(name, f"a {model.__name__} or a dict", value)

    return accept


def _list_acceptor(item: Accept) -> Accept:
    def accept(value: Any, name: str) -> List[Any]:
        if not isinstance(value, (list, tuple)):
            raise _must_be(name, "a list", value)
        return [item(one, f"{name}[{index}]") for index, one in enumerate(value)]

    return accept


def _dict_acceptor(item: Accept) -> Accept:
    def accept(value: Any, name: str) -> Dict[str, Any]:
        if not isinstance(value, Mapping):
            raise _must_be(name, "a dict", value)
        return {
            _accept_str(key, "a key of " + name): item(one, f"{name}[{key!r}]")
            for key, one in value.items()
        }

    return accept


_SCALARS: Dict[Any, Accept] = {
    str: _accept_str,
    int: _accept_int,
    float: _accept_float,
    bool: _accept_bool,
    datetime.datetime: _accept_datetime,
    datetime.date: _accept_date,
}


def dump(value: Any) -> Any:
    """Return the JSON value: models become objects, dates text, a naive date-time is UTC."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [dump(item) for item in value]
    if isinstance(value, Mapping):
        return {key: dump(item) for key, item in value.items()}
    if isinstance(value, datetime.datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if hasattr(value, "to_json"):
        return value.to_json()
    raise ApiTypeError(f"a {type(value).__name__} has no form in JSON")


def dump_pairs(params: Any) -> List[Tuple[str, Any]]:
    """Return a dict or pairs of parameters as pairs, with JSON values."""
    pairs = params.items() if isinstance(params, Mapping) else params or []
    return [(name, dump(value)) for name, value in pairs]


def to_json_bytes(value: Any) -> bytes:
    """Return *value* as JSON text in UTF-8."""
    plain = dump(value)
    try:
        return json.dumps(plain, allow_nan=False).encode()
    except (TypeError, ValueError) as error:  # a key that is no text, a number that is none
        raise ApiValueError(f"the payload has no form in JSON: {error}") from None


def encoded(body: Any) -> Tuple[Any, Optional[str]]:
    """Return the body of a request as it is sent, and its media type.

    An object with a ``content_type`` is sent as it is; everything else as JSON.
    """
    if body is None:
        return None, None
    if hasattr(body, "content_type"):
        return body, body.content_type
    return to_json_bytes(body), "application/json"


def encode_query(values: Mapping[str, Any]) -> Query:
    """Return query parameters as names and texts; the value decides the form (facts, section 5).

    A list repeats its name, an object becomes ``name[key]``, a list in it ``name[key][]``.
    """
    pairs: Query = []
    for name, value in values.items():
        if value is None:
            continue
        value = dump(value)
        members = {name: value}
        if isinstance(value, dict):
            members = {
                f"{name}[{key}]" + "[]" * isinstance(one, list): one for key, one in value.items()
            }
        for member, one in members.items():
            several = one if isinstance(one, list) else [one]
            pairs += [(member, query_text(text)) for text in several if text is not None]
    return pairs


def query_text(value: Any) -> str:
    """Return a value as a query has it: ``true`` for True."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _generic(annotation: Any) -> Tuple[Any, Tuple[Any, ...]]:
    """Return ``List[str]`` as ``(list, (str,))``, on Python 3.6 too, which says List."""
    kind = getattr(annotation, "__origin__", None)
    arguments = getattr(annotation, "__args__", None) or ()
    names: Dict[Any, Any] = {List: list, Dict: dict, Mapping: dict, collections.abc.Mapping: dict}
    return names.get(kind, kind), arguments


def without_none(annotation: Any) -> Any:
    """Return ``Optional[X]`` as ``X``."""
    kind, arguments = _generic(annotation)
    if kind is Union and type(None) in arguments:
        return Union[tuple(one for one in arguments if one is not type(None))]
    return annotation


def holds_models(annotation: Any) -> bool:
    """Whether a value of this type is a model or contains models."""
    _, arguments = _generic(annotation)
    return is_model(annotation) or any(holds_models(one) for one in arguments)


def published_types(annotation: Any) -> Tuple[Any, ...]:
    """Return the type as the published client writes it: ``(str,)``, ``([Metadata],)``."""
    annotation = without_none(annotation)
    kind, arguments = _generic(annotation)
    if kind is list:
        return (list(published_types(arguments[0])),)
    if kind is dict:
        return ({str: published_types(arguments[1])},)
    return arguments if kind is Union else (annotation,)


def is_model(annotation: Any) -> bool:
    """Whether this type is a class of models."""
    return isinstance(annotation, type) and hasattr(annotation, "from_payload")
