"""Model, a typed view on a JSON object, and field, one of its attributes.

A model keeps the JSON object it came from, and nothing is converted until it is read. What is
assigned goes into that object. Only collections of models are kept beside it, as they may change.
"""

import contextlib
import re
import reprlib
from typing import TYPE_CHECKING, Any, ClassVar, Dict, List, Mapping, Optional, Type, TypeVar

from apivideo import convert
from apivideo._http.message import MASK, SECRET_MEMBERS, discreet, mask_url
from apivideo.convert import Bounds, dump, is_model
from apivideo.exceptions import (
    ApiAttributeError,
    ApiTypeError,
    NoSuchMemberError,
    UnreadableError,
    did_you_mean,
)
from apivideo.options import Literal as Literal
from apivideo.options import dataclass_transform

if TYPE_CHECKING:
    from typing_extensions import Protocol

    P = TypeVar("P", bound="UpdatePayload", covariant=True)

    class Updatable(Protocol[P]):
        """What a payload can change."""

        def to_update(self) -> P: ...


M = TypeVar("M", bound="Model")
U = TypeVar("U", bound="UpdatePayload")

REQUIRED = object()

WIDTH = 88
"""How many characters a line of a ``repr`` has, unless an id or a URL is longer."""

ITEMS = 10
"""How many items of a list a ``repr`` shows."""

WORD = re.compile(r"\S*://\S*|\S{1,120}|\s+")
"""What a ``repr`` does not cut: a URL, a word or an id."""

WITHOUT_EFFECT = ("_spec_property_naming", "_path_to_item", "_visited_composed_classes")
"""Arguments of the published constructors that change nothing here."""


PUBLISHED = frozenset(
    "additional_properties_type allowed_values attribute_map discriminator openapi_types"
    " set_attribute validations".split()
)
"""Names of the published models that no prompt needs to offer."""


class Field:
    """One attribute of a model: its name in JSON, how to read it, what may be assigned."""

    def __init__(self, json_name: str, required: bool, bounds: Bounds, secret: bool) -> None:
        self.json_name: str = json_name
        self.required: bool = required
        self.bounds: Bounds = bounds
        self.secret: bool = secret

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner = owner
        self.name = name
        self.published_name: str = f"_{name[:-1]}" if name.endswith("_") else name  # "_from"
        kind = convert.without_none(owner.__annotations__[name])
        self.annotation: Any = owner.__annotations__[name] if self.required else Optional[kind]
        self.kept: bool = convert.holds_models(kind)
        """Whether the value is kept once it is read: it holds a list of models that may change."""
        if is_model(kind):
            self.kept = any(one.kept for one in kind._fields.values())

    def checked(self, value: Any, name: str) -> Any:
        """Return the value to send, or raise an error that names it."""
        return self.bounds.check(convert.acceptor(self.annotation)(value, name), name)

    def attribute(self) -> Any:
        """Return the property that reads the field: usual values without a further call."""
        name, json_name, from_iso = self.name, self.json_name, convert.from_iso
        kind = convert.without_none(self.annotation)
        read = convert.reader(kind)
        if read is None:
            return property(lambda model: model._json.get(json_name))

        def get(model: "Model") -> Any:
            value = model._json.get(json_name)
            try:
                return None if value is None else read(value)
            except (TypeError, ValueError, OverflowError):
                is_plain = not isinstance(value, (list, dict))  # others may hold secrets
                shown = reprlib.repr(value) if is_plain else f"this {type(value).__name__}"
                message = f"{self.owner.__name__}.{name} cannot hold {shown}"
                raise UnreadableError(message) from None

        def get_model(model: "Model") -> Any:
            value = model._json.get(json_name)
            if type(value) is not dict:
                return get(model)
            view = new_model(kind)
            set_json(view, value)
            return view

        def get_datetime(model: "Model") -> Any:
            value: Any = model._json.get(json_name)
            if value is None:
                return None
            try:
                moment = from_iso(value)
                return get(model) if moment.tzinfo is None else moment
            except (TypeError, ValueError, OverflowError):
                return get(model)

        def get_list(model: "Model") -> Any:
            value = model._json.get(json_name)
            return value if type(value) is list else get(model)

        def get_kept(model: "Model") -> Any:
            kept = model.__dict__
            if name in kept:
                return kept[name]
            try:
                value = read(model._json[json_name])
            except (KeyError, TypeError, ValueError, OverflowError):
                value = get(model)  # None, or an error that names the field
            # None is not kept, as reading must not change what would be sent; one for all threads.
            return None if value is None else kept.setdefault(name, value)

        if self.kept:
            return property(get_kept)
        if is_model(kind):
            return property(get_model)
        if read is convert.parse_datetime:
            return property(get_datetime)
        return property(get_list if convert.is_plain_list(kind) else get)


def field(json_name: str, *, default: Any = REQUIRED, secret: bool = False, **bounds: Any) -> Any:
    """Declare an attribute: its name in JSON, whether it is optional, its documented limits.

    *bounds* are those of ``Bounds``. *secret*: the value is masked in ``repr``.
    """
    return Field(json_name, default is REQUIRED, Bounds(**bounds), secret)


class _ByField:
    """A class attribute of models in the published client: a fact of each field that has it."""

    def __init__(self, fact: Any, is_path: bool = False) -> None:
        self.fact, self.is_path = fact, is_path

    def __get__(self, model: Any, owner: Any) -> Dict[Any, Any]:
        facts = {one.published_name: self.fact(one) for one in owner._fields.values()}
        return {(name,) if self.is_path else name: fact for name, fact in facts.items() if fact}


class _Signature:
    """The ``__signature__`` of a model class, made when it is read, as it takes ``inspect``."""

    def __get__(self, model: Any, owner: Any) -> Any:
        from inspect import Parameter, Signature

        by_name: Any = {"kind": Parameter.KEYWORD_ONLY, "default": None}
        by_place: Any = {"kind": Parameter.POSITIONAL_OR_KEYWORD}
        fields = sorted(owner._fields.values(), key=lambda one: not one.required)
        shown = [(one, by_place if one.required else by_name) for one in fields]
        return Signature([Parameter(one.name, annotation=one.annotation, **k) for one, k in shown])


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
class Model:
    """A JSON object with declared, typed attributes.

    A declared attribute that is absent reads as None; ``"title" in video`` tells whether it is
    there. Unknown members are kept: ``video["brandNew"]`` reads them. An attribute that is set to
    None is sent as ``null``; one that is not set is not sent.
    """

    __slots__ = ("__dict__", "_json")
    # Not __getattr__: a class that has one reads all its attributes more slowly.

    _json: Dict[str, Any]
    _fields: ClassVar[Dict[str, Field]] = {}
    _by_json_name: ClassVar[Dict[str, Field]] = {}

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    # As in the published client: names in JSON, types, words and limits, by names in Python.
    attribute_map: ClassVar[Any] = _ByField(lambda one: one.json_name)
    openapi_types: ClassVar[Any] = _ByField(lambda one: convert.published_types(one.annotation))
    allowed_values: ClassVar[Any] = _ByField(lambda one: convert.words_of(one.annotation), True)
    validations: ClassVar[Any] = _ByField(lambda one: one.bounds.published(), is_path=True)
    __signature__: ClassVar[Any] = _Signature()

    additional_properties_type: ClassVar[Any] = None
    discriminator: ClassVar[Any] = None

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        own = {name: one for name, one in vars(cls).items() if isinstance(one, Field)}
        cls._fields = dict(cls._fields, **own)
        cls._by_json_name = {one.json_name: one for one in cls._fields.values()}
        for name, one in own.items():
            setattr(cls, name, one.attribute())
            setattr(cls, one.published_name, getattr(cls, name))

    def __dir__(self) -> List[str]:
        doubles = {one.published_name for one in self._fields.values()} - self._fields.keys()
        return [one for one in super().__dir__() if one not in PUBLISHED | doubles]

    @discreet
    def __init__(self, *required: Any, **values: Any) -> None:
        name = type(self).__name__
        set_json(self, {})
        names = [one.name for one in self._fields.values() if one.required]
        if len(required) > len(names):
            message = f"{name} takes {len(names)} positional arguments, not {len(required)}"
            raise ApiTypeError(message)
        for key, value in zip(names, required):
            if values.setdefault(key, value) is not value:
                raise ApiTypeError(f"{name} got {key} twice")
        checks = values.pop("_check_type", True)
        discards = getattr(values.pop("_configuration", None), "discard_unknown_keys", False)
        for key, value in values.items():
            declared = self._field(key)
            if declared is not None:
                value = declared.checked(value, f"{name}.{declared.name}") if checks else value
                self._store(declared, value)
            elif key not in WITHOUT_EFFECT and not discards:
                raise ApiTypeError(self._unknown(key))
        self._check_complete(name)

    @classmethod
    def from_json(cls: Type[M], document: Dict[str, Any]) -> M:
        """Return a view on a JSON object, where what is assigned to the model is written."""
        if type(document) is not dict:
            raise ApiTypeError(f"{cls.__name__} cannot be read from a {type(document).__name__}")
        model: M = new_model(cls)
        set_json(model, document)
        return model

    @classmethod
    def _list_from_json(cls: Type[M], documents: List[Any]) -> List[Optional[M]]:
        """Return a list of views on the JSON objects of a list; None stays None."""
        if type(documents) is not list:
            raise TypeError
        views: List[Optional[M]] = []
        for document in documents:
            if type(document) is dict:
                view = new_model(cls)
                set_json(view, document)
                views.append(view)
            else:
                views.append(None if document is None else cls.from_json(document))
        return views

    @classmethod
    def from_payload(cls: Type[M], payload: Mapping[str, Any], name: str) -> M:
        """Return a model of a dict, which errors call *name*; unknown keys are sent as they are."""
        model = cls.from_json({})
        for key, value in payload.items():
            declared = cls._field(key)
            if declared is None:
                with convert.naming(name):
                    model._json[convert.acceptor(str)(key, f"a key of {name}")] = dump(value)
            elif declared.json_name in model._json:
                raise ApiTypeError(f"{name} has {declared.name} twice")
            else:
                model._store(declared, declared.checked(value, f"{name}[{key!r}]"))
        model._check_complete(name)
        with convert.naming(name):
            convert.sendable(model.to_json())
        return model

    def to_json(self) -> Dict[str, Any]:
        """Return the JSON object: everything that was received or assigned."""
        return {key: dump(value) for key, value in self._members()}

    def to_dict(self) -> Dict[str, Any]:
        """Return a dict of everything that is there, under published names; models become dicts."""
        return {name: _plain(value) for name, value, _ in self._shown(published=True)}

    def keys(self) -> List[str]:
        """Return the names of everything that is there, so that ``dict(video)`` works."""
        return [name for name, _, _ in self._shown()]

    def to_str(self) -> str:
        """Return the content, formatted for reading, with its secrets; ``repr`` masks them."""
        from pprint import pformat

        return pformat(self.to_dict())

    def get(self, name: str, default: Any = None) -> Any:
        """Return the attribute, or *default* if it is absent."""
        return self[name] if name in self else default

    def __contains__(self, name: object) -> bool:
        declared = self._field(name)
        return (name if declared is None else declared.json_name) in self._json

    def __getitem__(self, name: str) -> Any:
        if not isinstance(name, str):  # model[0], or "for one in model"
            raise ApiTypeError(f"{type(self).__name__} is no list")
        declared = self._field(name)
        if declared is not None:
            return getattr(self, declared.name)
        if name in self._json:
            return self._json[name]
        raise NoSuchMemberError(self._unknown(name))

    @discreet
    def __setitem__(self, name: str, value: Any) -> None:
        declared = self._field(name)
        if declared is None:
            raise ApiAttributeError(self._unknown(name))
        self._store(declared, declared.checked(value, f"{type(self).__name__}.{declared.name}"))

    set_attribute = __setitem__

    if not TYPE_CHECKING:  # a type checker would take it to mean that any name can be assigned

        @discreet
        def __setattr__(self, name: str, value: Any) -> None:
            if getattr(getattr(type(self), name, None), "fset", None):  # "metadata_dict"
                object.__setattr__(self, name, value)
            else:
                self[name] = value

    def __delattr__(self, name: str) -> None:
        declared = self._field(name)
        if declared is None or name not in self:
            raise ApiAttributeError(self._unknown(name))
        self.__dict__.pop(declared.name, None)
        del self._json[declared.json_name]

    def __reduce__(self) -> Any:
        return type(self).from_json, (dict(self._json),), dict(self.__dict__)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self.to_json() == other.to_json()

    def __repr__(self) -> str:
        return _text(self, WIDTH)

    def _repr_html_(self) -> Optional[str]:
        """Return what a notebook shows, or None: ``repr`` then."""
        from apivideo.notebook import html_of

        return html_of(self)

    def __str__(self) -> str:
        return self.to_str()

    @classmethod
    def _field(cls, name: Any) -> Optional[Field]:
        """Return the field called *name* in Python, in JSON, or in the published client."""
        if not isinstance(name, str):
            return None
        found = cls._fields.get(name) or cls._by_json_name.get(name)
        return cls._fields.get(name[1:] + "_") if found is None and name[:1] == "_" else found

    @classmethod
    def _unknown(cls, name: str) -> str:
        return f"{cls.__name__} has no attribute {name!r}{did_you_mean(str(name), cls._fields)}"

    def _store(self, declared: Field, value: Any) -> None:
        """Store a checked value as JSON, and beside that as it is if the field is kept."""
        self.__dict__.pop(declared.name, None)
        if declared.kept and value is not None:
            self.__dict__[declared.name] = value
        value = value._json if isinstance(value, Model) else value  # both show the same object
        self._json[declared.json_name] = value if isinstance(value, dict) else dump(value)

    def _check_complete(self, name: str) -> None:
        required = [one for one in self._fields.values() if one.required]
        missing = [one.name for one in required if one.json_name not in self._json]
        if missing:
            raise ApiTypeError("{} needs {}".format(name, ", ".join(missing)))

    def _members(self) -> Any:
        """Yield JSON names and values: as received or assigned, models as they are now."""
        for key, value in self._json.items():
            declared = self._by_json_name.get(key)
            yield key, self.__dict__.get(declared.name, value) if declared else value

    def _shown(self, published: bool = False) -> Any:
        """Yield names, values as they read if they can be read, and whether each is secret."""
        for key, value in self._members():
            declared = self._by_json_name.get(key)
            if declared is not None:
                key = declared.published_name if published else declared.name
                with contextlib.suppress(UnreadableError):
                    value = getattr(self, key)
            yield key, value, declared is not None and declared.secret

    def _told(self) -> Any:
        """Yield what ``repr`` shows, as ``_shown`` does."""
        yield from self._shown()


class UpdatePayload(Model):
    """A payload that changes something: what it leaves out stays as it is."""

    @classmethod
    def from_model(cls: Type[U], model: Model) -> U:
        """Return a payload of what *model* has now and the payload can change."""
        members = model.to_json().items()
        known = {k: one for k, one in members if k in cls._by_json_name and one is not None}
        return cls.from_json(known)

    def diff(self: U, model: "Updatable[U]") -> U:
        """Return a payload of what would change in *model*; its ``keys()`` tell the names."""
        now: Any = getattr(model, "to_update", lambda: None)()
        if not issubclass(type(self), type(now)):
            raise ApiTypeError(f"a {type(self).__name__} changes no {type(model).__name__}")
        before, after = now.to_json(), self.to_json()
        changed: Any = {key: one for key, one in after.items() if one != before.get(key)}
        return type(self).from_json(changed)


new_model: Any = object.__new__
set_json: Any = vars(Model)["_json"].__set__  # two C functions: a response holds many models


def pairs_as_dict(pairs: Any) -> Dict[str, str]:
    """Return a list of models of a key and a value as a dict."""
    return {one.key: one.value for one in pairs or () if one is not None}


def _plain(value: Any) -> Any:
    """Return a value with dicts in place of models."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _text(value: Any, room: int, taken: int = 0, is_item: bool = False) -> str:
    """Return a repr in lines of *room* characters, *taken* of the first; an item has one line."""
    more: List[str] = []
    if isinstance(value, Model):
        opening, closing = type(value).__name__ + "(", ")"
        parts = [(f"{name}=", MASK if secret else one) for name, one, secret in value._told()]
    elif isinstance(value, dict):
        opening, closing = "{", "}"
        parts = [(f"{k!r}: ", MASK if k in SECRET_MEMBERS else one) for k, one in value.items()]
    elif isinstance(value, list):
        opening, closing = "[", "]"
        parts = [("", one) for one in value[:ITEMS]]
        more = [f"... {len(value) - ITEMS} more"] if len(value) > ITEMS else []
    elif isinstance(value, str):
        return repr(cut(mask_url(value), room - taken - 2))
    else:
        return value.isoformat() if hasattr(value, "isoformat") else repr(value)
    is_list = isinstance(value, list)
    texts = [name + _text(one, room - 4, len(name) + 1, is_list) for name, one in parts] + more
    line = f"{opening}{', '.join(texts)}{closing}"
    if taken + len(line) <= room and "\n" not in line:
        return line
    if not is_item:
        lines = ",\n".join(texts).replace("\n", "\n    ")
        return f"{opening}\n    {lines},\n{closing}"
    line = ""
    for text in texts:
        if "\n" not in text and taken + len(f"{opening}{line}{text}, ...{closing}") <= room:
            line += text + ", "
    return f"{opening}{line}...{closing}"


def cut(text: str, room: int) -> str:
    """Return a text, cut between two words if it is longer than *room*."""
    kept = ""
    for word in WORD.finditer(text if len(text) > room else ""):
        if kept and len(kept + word.group()) > room - 3:
            return kept.rstrip() + "..."
        kept += word.group()
    return text
