"""Model, a typed view on a JSON object.

A model keeps the JSON object it came from, and nothing is converted until it is read. What is
assigned goes into that object; only collections of models are kept beside it, as they may change.
"""

from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    ClassVar,
    Dict,
    Iterator,
    Mapping,
    Optional,
    Tuple,
    Type,
    TypeVar,
    cast,
)

from apivideo.convert import dump
from apivideo.exceptions import ApiAttributeError, ApiKeyError, ApiTypeError, ApiValueError
from apivideo.fields import Field, View, new_view, set_json
from apivideo.fields import field as field
from apivideo.messages import MASK, masked
from apivideo.options import Literal as Literal
from apivideo.options import dataclass_transform

M = TypeVar("M", bound="Model")


class NoSuchMember(ApiKeyError, ApiAttributeError):
    """A model has no such key. The published client raises ApiAttributeError here."""


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
class Model(View):
    """A JSON object with declared, typed attributes.

    A declared attribute that is absent reads as None; ``"title" in video`` tells whether it is
    there. Members that are not declared are kept: ``video["brandNew"]`` reads them. What is given
    as None is sent as ``null``; what is not given is not sent.
    """

    _fields: ClassVar[Dict[str, Field]] = {}
    _by_json_name: ClassVar[Dict[str, Field]] = {}
    _read: ClassVar[Any]

    __hash__ = None  # type: ignore[assignment]

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        own = {name: one for name, one in vars(cls).items() if isinstance(one, Field)}
        cls._fields = dict(cls._fields, **own)
        cls._by_json_name = {one.json_name: one for one in cls._fields.values()}
        cls._read = staticmethod(_reader(cls))
        for name, one in own.items():
            setattr(cls, name, one.attribute())
            if name.endswith("_"):  # "from" is "from_" in Python, "_from" in the published client
                setattr(cls, "_" + name[:-1], getattr(cls, name))

    def __init__(self, *required: Any, **values: Any) -> None:
        name = type(self).__name__
        set_json(self, {})
        names = [one.name for one in self._fields.values() if one.required]
        if len(required) > len(names):
            message = "{} takes {} positional arguments, not {}"
            raise ApiTypeError(message.format(name, len(names), len(required)))
        for key, value in zip(names, required):
            if values.setdefault(key, value) is not value:
                raise ApiTypeError(f"{name} got {key} twice")
        for key, value in values.items():
            if self._field(key) is None:
                raise ApiTypeError(self._unknown(key))
            self._assign(key, value)
        self._check_complete(name)

    @classmethod
    def from_json(cls: Type[M], document: Dict[str, Any]) -> M:
        """A view on *document*, a JSON object: what is assigned to the model is written there.

        Nothing is converted or checked until it is read.
        """
        return cast(M, cls._read(document))

    @classmethod
    def from_payload(cls: Type[M], payload: Mapping[str, Any], name: str) -> M:
        """A model of what a caller gives as a dict, with Python or JSON names, called *name*.

        Keys that are not declared are sent as they are.
        """
        model = cls.from_json({})
        for key, value in payload.items():
            declared = cls._field(key)
            where = f"{name}[{key!r}]"
            if declared is None:
                model._json[key] = dump(value)
            elif declared.json_name in model._json:
                raise ApiTypeError(f"{name} has {declared.name} twice")
            else:
                model._store(declared, declared.checked(value, where))
        model._check_complete(name)
        return model

    def to_json(self) -> Dict[str, Any]:
        """The JSON object: everything that was received or given, under its JSON names."""
        return {key: dump(value) for key, value in self._members()}

    def to_dict(self) -> Dict[str, Any]:
        """A dict of everything that is there, under Python names, models in it as dicts too."""
        return {name: _plain(value) for name, value, _ in self._shown()}

    def to_str(self) -> str:
        """The content, laid out to be read; secrets are masked."""
        from pprint import pformat

        return pformat(_masked(self))

    def get(self, name: str, default: Any = None) -> Any:
        """The attribute, or *default* where it is absent."""
        return self[name] if name in self else default

    def __contains__(self, name: object) -> bool:
        declared = self._field(name)
        if declared is None:
            return name in self._json
        return declared.json_name in self._json

    def __getitem__(self, name: str) -> Any:
        declared = self._field(name)
        if declared is not None:
            return getattr(self, declared.name)
        if name in self._json:
            return self._json[name]
        if not isinstance(name, str):  # page[0], or "for video in page"
            hint = "; its items are in data, pagination.items walks all pages"
            hint = hint if "data" in self._fields else ""
            raise ApiTypeError(f"{type(self).__name__} is no list{hint}")
        raise NoSuchMember(self._unknown(name))

    def __setitem__(self, name: str, value: Any) -> None:
        self._assign(name, value)

    set_attribute = __setitem__

    if not TYPE_CHECKING:  # a type checker would take it to mean that any name can be assigned

        def __setattr__(self, name: str, value: Any) -> None:
            self._assign(name, value)

    def __delattr__(self, name: str) -> None:
        declared = self._field(name)
        if declared is None or name not in self:
            raise ApiAttributeError(self._unknown(name))
        self.__dict__.pop(declared.name, None)
        del self._json[declared.json_name]

    def __reduce__(self) -> Tuple[Any, ...]:
        return _rebuilt, (type(self), dict(self._json), dict(self.__dict__))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self.to_json() == other.to_json()

    def __repr__(self) -> str:
        content = ", ".join(
            f"{name}={repr(MASK) if secret else _short(value)}"
            for name, value, secret in self._shown()
        )
        return f"{type(self).__name__}({content})"

    def __str__(self) -> str:
        return self.to_str()

    @classmethod
    def _field(cls, name: Any) -> Optional[Field]:
        """The field called *name* in Python, in JSON, or in the published client."""
        found = cls._fields.get(name) or cls._by_json_name.get(name)
        if found is None and isinstance(name, str) and name.startswith("_"):
            return cls._fields.get(name[1:] + "_")
        return found

    @classmethod
    def _unknown(cls, name: str) -> str:
        from difflib import get_close_matches

        close = get_close_matches(str(name), cls._fields, 1)
        hint = f"; did you mean {close[0]}?" if close else ""
        return f"{cls.__name__} has no attribute {name!r}{hint}"

    def _assign(self, name: str, value: Any) -> None:
        declared = self._field(name)
        if declared is None:
            raise ApiAttributeError(self._unknown(name))
        self._store(declared, declared.checked(value, f"{type(self).__name__}.{declared.name}"))

    def _store(self, declared: Field, value: Any) -> None:
        """Put a checked value in: as JSON has it, or as it is where a reading is kept."""
        self.__dict__.pop(declared.name, None)
        if declared.kept and value is not None:
            self.__dict__[declared.name] = value
        if isinstance(value, Model):
            value = value._json  # from here on both show the same object
        self._json[declared.json_name] = value if isinstance(value, dict) else dump(value)

    def _check_complete(self, name: str) -> None:
        required = [one for one in self._fields.values() if one.required]
        missing = [one.name for one in required if one.json_name not in self._json]
        if missing:
            raise ApiTypeError("{} needs {}".format(name, ", ".join(missing)))

    def _members(self) -> Iterator[Tuple[str, Any]]:
        """JSON names and values: as received or assigned, models as they are now."""
        for key, value in self._json.items():
            declared = self._by_json_name.get(key)
            yield key, self.__dict__.get(declared.name, value) if declared else value

    def _shown(self) -> Iterator[Tuple[str, Any, bool]]:
        """Python names, values as they read, and whether they are secret."""
        for key, value in self._members():
            declared = self._by_json_name.get(key)
            if declared is None:
                yield key, value, False
            else:
                yield declared.name, _readable(self, declared), declared.secret


def _reader(model: Type[M]) -> Callable[[Any], M]:
    """What ``from_json`` does, as quick as can be."""

    def read(document: Any) -> M:
        if type(document) is not dict:
            raise ApiTypeError(f"{model.__name__} cannot be read from a {type(document).__name__}")
        view = new_view(model)
        set_json(view, document)
        return view

    return read


def _rebuilt(model: Type[M], json: Dict[str, Any], values: Dict[str, Any]) -> M:
    """A model from a pickle or a copy."""
    other = model.from_json(json)
    other.__dict__.update(values)
    return other


def _readable(model: Model, declared: Field) -> Any:
    """The attribute as it reads, or what is in its place where it cannot be read."""
    try:
        return getattr(model, declared.name)
    except ApiValueError:
        return model._json[declared.json_name]


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _masked(value: Any) -> Any:
    """Like ``_plain``, without the secrets."""
    if isinstance(value, Model):
        return {
            name: MASK if secret else _masked(member) for name, member, secret in value._shown()
        }
    if isinstance(value, list):
        return [_masked(item) for item in value]
    if isinstance(value, dict):
        return masked(value)
    return value


def _short(value: Any) -> str:
    """A repr of at most a line: long texts and lists are cut, and say so."""
    if isinstance(value, list) and len(value) > 3:
        shown = ", ".join(_short(item) for item in value[:3])
        return f"[{shown}, ... {len(value) - 3} more]"
    if isinstance(value, list):
        return "[{}]".format(", ".join(_short(item) for item in value))
    text = repr(masked(value))
    return text if isinstance(value, Model) or len(text) <= 100 else text[:97] + "..."
