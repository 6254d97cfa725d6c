"""JSON to Python and back, chosen by annotation.

Reading is lenient: a value is converted when its attribute is read, and what needs no conversion
is handed over as it came. Writing is strict: what has the wrong type is refused, by name, before
anything is sent.
"""

import collections.abc
import datetime
import json
import math
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple, TypeVar, Union, cast

from apivideo.exceptions import ApiTypeError, ApiValueError

UTC = datetime.timezone.utc

D = TypeVar("D")

Read = Callable[[Any], Any]
"""A JSON value that is not null to a Python value. None in its place: nothing to do."""

Query = List[Tuple[str, str]]
"""Query parameters: names and texts, as they go into the address."""

Accept = Callable[[Any, str], Any]
"""A given value and what to call it, to the value to keep; raises what is wrong with it."""


def parse_datetime(text: str) -> datetime.datetime:
    """The moment *text* names in ISO 8601; without an offset it is UTC (facts, section 6)."""
    if not isinstance(text, str):
        raise TypeError
    try:
        moment = from_iso(text)
    except ValueError:
        moment = _from_any_iso(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _from_any_iso(text: str) -> datetime.datetime:
    """What Python's own reader does not know: "Z" before 3.11, everything on 3.6."""
    from dateutil.parser import isoparse  # slow to import, so only where it is needed

    moment = isoparse(text)
    return moment if moment.utcoffset() else moment.replace(tzinfo=UTC)


from_iso: Callable[[str], datetime.datetime]
from_iso = getattr(datetime.datetime, "fromisoformat", _from_any_iso)
"""Python's own reader, twenty times as quick as the other where there is one."""


def parse_date(text: str) -> datetime.date:
    """The day *text* names: ``2024-05-28``, with or without a time after it."""
    if not isinstance(text, str):
        raise TypeError
    return datetime.datetime.strptime(text[:10], "%Y-%m-%d").date()


def reader(annotation: Any) -> Optional[Read]:
    """How to read a value declared as *annotation*; None where it is used as it comes."""
    annotation = without_none(annotation)
    if annotation is datetime.datetime:
        return parse_datetime
    if annotation is datetime.date:
        return parse_date
    if is_model(annotation):
        return cast(Read, annotation._read)
    kind, arguments = _generic(annotation)
    if kind is list:
        return _list_reader(reader(arguments[0]))
    if kind is dict:
        return _dict_reader(reader(arguments[1]))
    return None


def _list_reader(read: Optional[Read]) -> Read:
    def read_list(value: Any) -> Any:
        if type(value) is not list:
            raise TypeError
        if read is None:
            return value
        return [read(item) if item is not None else None for item in value]

    return read_list


def _dict_reader(read: Optional[Read]) -> Read:
    def read_dict(value: Any) -> Any:
        if type(value) is not dict:
            raise TypeError
        if read is None:
            return value
        return {key: None if item is None else read(item) for key, item in value.items()}

    return read_dict


def acceptor(annotation: Any) -> Accept:
    """How to check and keep a value that is given for something declared as *annotation*."""
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
    return _anything


def _anything(value: Any, name: str) -> Any:
    return value


def _either(annotations: Tuple[Any, ...]) -> Accept:
    """Accepts what any of *annotations* accepts."""
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
    def accept_model(value: Any, name: str) -> Any:
        if isinstance(value, model):
            return value
        if isinstance(value, Mapping):
            return model.from_payload(value, name)
        raise _must_be(name, f"a {model.__name__} or a dict", value)

    return accept_model


def _list_acceptor(accept: Accept) -> Accept:
    def accept_list(value: Any, name: str) -> List[Any]:
        if not isinstance(value, (list, tuple)):
            raise _must_be(name, "a list", value)
        return [accept(item, f"{name}[{index}]") for index, item in enumerate(value)]

    return accept_list


def _dict_acceptor(accept: Accept) -> Accept:
    def accept_dict(value: Any, name: str) -> Dict[str, Any]:
        if not isinstance(value, Mapping):
            raise _must_be(name, "a dict", value)
        return {
            _accept_str(key, "a key of " + name): accept(item, f"{name}[{key!r}]")
            for key, item in value.items()
        }

    return accept_dict


_SCALARS: Dict[Any, Accept] = {
    str: _accept_str,
    int: _accept_int,
    float: _accept_float,
    bool: _accept_bool,
    datetime.datetime: _accept_datetime,
    datetime.date: _accept_date,
}


def dump(value: Any) -> Any:
    """*value* as JSON has it: models as objects, dates as text, a naive date-time as UTC."""
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
    """Parameters as pairs, from a dict or pairs, their values as JSON has them."""
    pairs = params.items() if isinstance(params, Mapping) else params or []
    return [(name, dump(value)) for name, value in pairs]


def to_json_bytes(value: Any) -> bytes:
    """*value* as a JSON document in UTF-8."""
    plain = dump(value)
    try:
        return json.dumps(plain, allow_nan=False).encode()
    except (TypeError, ValueError) as error:  # a key that is no text, a number that is none
        raise ApiValueError(f"the payload has no form in JSON: {error}") from None


def encode_query(values: Mapping[str, Any]) -> Query:
    """Query parameters as names and texts: the value decides the form (facts, section 5).

    A list repeats its name, an object becomes ``name[key]``, a list in it ``name[key][]``.
    """
    pairs: Query = []
    for name, value in values.items():
        value = dump(value)
        if isinstance(value, dict):
            for key, inner in value.items():
                inner_name = f"{name}[{key}]"
                pairs += _repeated(inner_name + "[]" * isinstance(inner, list), inner)
        else:
            pairs += _repeated(name, value)
    return pairs


def _repeated(name: str, value: Any) -> Query:
    values = value if isinstance(value, list) else [value]
    return [(name, query_text(one)) for one in values if one is not None]


def query_text(value: Any) -> str:
    """A value as a query has it: ``true`` for True."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _generic(annotation: Any) -> Tuple[Any, Tuple[Any, ...]]:
    """``List[str]`` as ``(list, (str,))``; Python 3.6 says List where later ones say list."""
    kind = getattr(annotation, "__origin__", None)
    arguments = getattr(annotation, "__args__", None) or ()
    names: Dict[Any, Any] = {List: list, Dict: dict, Mapping: dict, collections.abc.Mapping: dict}
    return names.get(kind, kind), arguments


def without_none(annotation: Any) -> Any:
    """``Optional[X]`` as ``X``."""
    kind, arguments = _generic(annotation)
    if kind is Union and type(None) in arguments:
        return Union[tuple(one for one in arguments if one is not type(None))]
    return annotation


def holds_models(annotation: Any) -> bool:
    """Whether a value declared as *annotation* is a model or has models in it."""
    _, arguments = _generic(annotation)
    return is_model(annotation) or any(holds_models(one) for one in arguments)


def is_model(annotation: Any) -> bool:
    """Whether *annotation* is a class of models."""
    return isinstance(annotation, type) and hasattr(annotation, "from_payload")
