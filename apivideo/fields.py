"""field, one attribute of a model: where it is in JSON, how to read it, what may be written."""

import reprlib
from typing import Any, Dict, NamedTuple, Optional, Type

from apivideo.convert import (
    Accept,
    Read,
    acceptor,
    from_iso,
    holds_models,
    is_model,
    parse_datetime,
    reader,
    without_none,
)
from apivideo.exceptions import ApiValueError

REQUIRED = object()


class Bounds(NamedTuple):
    """The documented limits of a value that is sent."""

    minimum: Optional[float] = None
    maximum: Optional[float] = None
    max_length: Optional[int] = None
    max_items: Optional[int] = None

    def check(self, value: Any, name: str) -> None:
        """Raise ApiValueError, with *name* in it, when *value* is out of bounds."""
        if value is None:
            return
        if self.minimum is not None and value < self.minimum:
            raise ApiValueError(f"{name} must be at least {self.minimum}, not {value}")
        if self.maximum is not None and value > self.maximum:
            raise ApiValueError(f"{name} must be at most {self.maximum}, not {value}")
        for limit, unit in ((self.max_length, "characters"), (self.max_items, "items")):
            if limit is not None and len(value) > limit:
                raise ApiValueError(f"{name} must have at most {limit} {unit}, not {len(value)}")


class Field:
    """One attribute of a model: where it lives in JSON, how to read it, what may be written."""

    def __init__(self, json_name: str, required: bool, bounds: Bounds, secret: bool) -> None:
        self.json_name = json_name
        self.required = required
        self.bounds = bounds
        self.secret = secret
        self._accept: Optional[Accept] = None

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner = owner
        self.name = name
        self.annotation = owner.__annotations__[name]
        kind = without_none(self.annotation)
        self.kept = (
            any(one.kept for one in kind._fields.values()) if is_model(kind) else holds_models(kind)
        )
        """Whether a reading is kept: it has a collection of models in it, which may be changed."""

    def checked(self, value: Any, name: str) -> Any:
        """*value* if it may be sent, under *name* if it may not."""
        if self._accept is None:
            self._accept = acceptor(self.annotation)
        value = self._accept(value, name)
        self.bounds.check(value, name)
        return value

    def attribute(self) -> Any:
        """What the class has under the name of the field: the quickest that reads it."""
        kind = without_none(self.annotation)
        read = reader(kind)
        if read is None:
            return _plain(self.json_name)
        if self.kept:
            return _kept(self, self.json_name, read)
        if is_model(kind):
            return _viewed(self, self.json_name, kind)
        if read is parse_datetime:
            return _moment(self, self.json_name)
        return _converted(self, self.json_name, read)

    def unreadable(self, value: Any) -> ApiValueError:
        """What to raise for an answer whose *value* is not what was declared.

        No AttributeError: Python would take that for "ask __getattr__".
        """
        where = f"{self.owner.__name__}.{self.name}"
        is_plain = not isinstance(value, (list, dict))  # others may hold secrets
        shown = reprlib.repr(value) if is_plain else f"this {type(value).__name__}"
        return ApiValueError(f"{where} cannot hold {shown}")


class View:
    """An object that shows a JSON object, and may have values of its own beside it."""

    __slots__ = ("__dict__", "_json")

    _json: Dict[str, Any]


new_view = object.__new__
set_json = vars(View)["_json"].__set__  # two C functions: an answer holds many models


def _plain(json_name: str) -> property:
    """An attribute that is the JSON value itself; None where there is none."""
    return property(lambda view: view._json.get(json_name))


def _viewed(declared: Field, json_name: str, model: Type[View]) -> property:
    """An attribute that is a model: a view on its JSON object, made at each reading."""

    def get(view: View) -> Optional[View]:
        value = view._json.get(json_name)
        if type(value) is not dict:
            if value is None:
                return None
            raise declared.unreadable(value)
        inner = new_view(model)
        set_json(inner, value)
        return inner

    return property(get)


def _moment(declared: Field, json_name: str) -> property:
    """An attribute that is a date-time, made at each reading."""

    def get(view: View) -> Any:
        value = view._json.get(json_name)
        if value is None:
            return None
        try:
            moment = from_iso(value)
            return moment if moment.tzinfo is not None else parse_datetime(value)
        except (TypeError, ValueError, OverflowError):
            try:
                return parse_datetime(value)
            except (TypeError, ValueError, OverflowError):
                raise declared.unreadable(value) from None

    return property(get)


def _converted(declared: Field, json_name: str, read: Read) -> property:
    """An attribute that is made from its JSON value at each reading, such as a date."""

    def get(view: View) -> Any:
        value = view._json.get(json_name)
        if value is None:
            return None
        try:
            return read(value)
        except (TypeError, ValueError, OverflowError):
            raise declared.unreadable(value) from None

    return property(get)


def _kept(declared: Field, json_name: str, read: Read) -> property:
    """An attribute with a collection of models in it, made once, then kept: it may be changed."""
    name = declared.name

    def get(view: View) -> Any:
        kept = view.__dict__
        if name in kept:
            return kept[name]
        value = view._json.get(json_name)
        if value is None:
            return None  # not kept: looking must not change what would be sent
        try:
            value = kept.setdefault(name, read(value))  # one for all threads
        except (TypeError, ValueError, OverflowError):
            raise declared.unreadable(value) from None
        return value

    return property(get)


def field(
    json_name: str,
    *,
    default: Any = REQUIRED,
    minimum: Optional[float] = None,
    maximum: Optional[float] = None,
    max_length: Optional[int] = None,
    max_items: Optional[int] = None,
    secret: bool = False,
) -> Any:
    """Declare an attribute: its name in JSON, whether it may be left out, its documented limits.

    A *secret* one is left out of ``repr`` and ``str``.
    """
    bounds = Bounds(minimum, maximum, max_length, max_items)
    return Field(json_name, default is REQUIRED, bounds, secret)
