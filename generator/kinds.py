"""The types of values: one small class for each kind.

A kind knows its annotation, what the annotation needs imported, how the reference calls it, and
how an example value of it is written in Python.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from generator.imports import Import, Imports, importing, together
from generator.naming import snake_case
from generator.source import UnsupportedDescription

if TYPE_CHECKING:
    from generator.ir import Model

Models = Mapping[str, "Model"]
LITERAL = Import("apivideo.model_base", "Literal")
Link = Callable[[str], str]
"""From the name of a model to a link to its description."""


def literal(value: Any) -> str:
    """A value as Python writes it, with double quotes."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def dict_name(model: str) -> str:
    """The name of the type of a dict that stands for a model: ``VideoClipDict``."""
    return f"{model}Dict"


class Source(NamedTuple):
    """An expression, and what it needs imported."""

    text: str
    imports: Imports = frozenset()


class Kind:
    """What all kinds can tell."""

    annotation: str
    hint: str = ""
    """What it may be, where the annotation does not say it."""
    imports: Imports = frozenset()
    words: tuple[str, ...] = ()
    """The words the description lists for it."""

    def given(self) -> Kind:
        """What an argument may be that becomes a value of this kind."""
        return self

    def plain(self) -> Kind:
        """The same without its words."""
        return self

    def told(self, link: Link) -> str:
        """What the reference calls it, in Markdown."""
        return f"`{self.annotation}`"

    def holds(self, value: Any) -> bool:
        """Whether a value of the description can be one of this kind."""
        raise NotImplementedError

    def source(self, value: Any, models: Models) -> Source:
        """A value of the description, written in Python."""
        return Source(literal(value))

    def invented(self, name: str) -> Any:
        """A value for an example where the description has none."""
        raise NotImplementedError


class Scalar(Kind):
    """A kind that Python has built in."""

    python: ClassVar[tuple[type, ...]]

    def holds(self, value: Any) -> bool:
        return isinstance(value, self.python) and (
            bool in self.python or not isinstance(value, bool)
        )


class Text(Scalar):
    annotation = "str"
    python = (str,)

    def invented(self, name: str) -> Any:
        if name.lower().endswith(("url", "uri", "link")):
            return "https://example.com"
        return "some " + snake_case(name).replace("_", " ")


class Integer(Scalar):
    annotation = "int"
    python = (int,)

    def invented(self, name: str) -> Any:
        return 1


class Number(Scalar):
    annotation = "float"
    python = (int, float)

    def invented(self, name: str) -> Any:
        return 1.5


class Boolean(Scalar):
    annotation = "bool"
    python = (bool,)

    def invented(self, name: str) -> Any:
        return True


class Words(Kind):
    """One of the words that the description lists."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.annotation = f"Literal[{', '.join(literal(word) for word in words)}]"
        self.imports = frozenset([LITERAL])

    def plain(self) -> Kind:
        return Text()

    def told(self, link: Link) -> str:
        return f"`str`: {', '.join(f'`{word}`' for word in self.words)}"

    def holds(self, value: Any) -> bool:
        return value in self.words

    def invented(self, name: str) -> Any:
        return self.words[0]


class NamedWords(Words):
    """Words that take more than a line, so that a module gives them a name."""

    def __init__(self, words: tuple[str, ...], name: str) -> None:
        super().__init__(words)
        self.annotation = name

    def plain(self) -> Kind:
        return self


class Moment(Kind):
    """A date with a time."""

    annotation = "datetime.datetime"
    imports = frozenset([Import("datetime")])

    def holds(self, value: Any) -> bool:
        return isinstance(value, str) and _moment(value) is not None

    def source(self, value: Any, models: Models) -> Source:
        moment = _moment(value)
        assert moment is not None
        numbers = [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second]
        while len(numbers) > 4 and not numbers[-1]:
            numbers.pop()
        text = ", ".join(str(number) for number in numbers)
        return Source(f"datetime.datetime({text}, tzinfo=datetime.timezone.utc)", self.imports)

    def invented(self, name: str) -> Any:
        return "2024-05-28T11:15:00+00:00"


class Day(Kind):
    """A date without a time."""

    annotation = "datetime.date"
    imports = frozenset([Import("datetime")])

    def holds(self, value: Any) -> bool:
        return isinstance(value, str) and len(value) == 10 and _moment(value) is not None

    def source(self, value: Any, models: Models) -> Source:
        day = datetime.date.fromisoformat(value)
        return Source(f"datetime.date({day.year}, {day.month}, {day.day})", self.imports)

    def invented(self, name: str) -> Any:
        return "2024-05-28"


def _moment(text: str) -> datetime.datetime | None:
    try:
        moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(datetime.timezone.utc)


class File(Kind):
    """A file to send; its example is the file's name."""

    annotation = '"FileSource"'
    hint = "a path, `bytes`, or a file opened in binary mode"
    imports = importing("apivideo.options", "FileSource")

    def told(self, link: Link) -> str:
        return self.hint

    def holds(self, value: Any) -> bool:
        return isinstance(value, str)

    def invented(self, name: str) -> Any:
        return "film.mp4"


class Video(File):
    """A video to send, which may also come from a stream or be cut already."""

    annotation = '"VideoSource"'
    hint = (
        "a path, `bytes`, a file opened in binary mode, a pipe or an iterable of bytes,"
        " or a list of files, the parts of a video that was cut before"
    )
    imports = importing("apivideo.options", "VideoSource")


class Target(File):
    """A file or folder to write to."""

    annotation = '"FilePath"'
    hint = "a path"
    imports = importing("apivideo.options", "FilePath")


class ListOf(Kind):
    """A list of values of one kind."""

    def __init__(self, item: Kind) -> None:
        self.item = item
        self.words = item.words
        self.annotation = f"List[{item.annotation}]"
        self.imports = item.imports | importing("typing", "List")

    def given(self) -> Kind:
        return Several(self.item.given()) if isinstance(self.item, ModelNamed) else self

    def plain(self) -> Kind:
        return Several(self.item.plain())

    def told(self, link: Link) -> str:
        return f"list of {self.item.told(link)}"

    def holds(self, value: Any) -> bool:
        return isinstance(value, list) and all(self.item.holds(item) for item in value)

    def source(self, value: Any, models: Models) -> Source:
        items = [self.item.source(item, models) for item in value]
        return Source(
            f"[{', '.join(item.text for item in items)}]", together(item.imports for item in items)
        )

    def invented(self, name: str) -> Any:
        return [self.item.invented(name)]


class Several(ListOf):
    """A list as an argument: other collections will do."""

    def __init__(self, item: Kind) -> None:
        super().__init__(item)
        self.annotation = f"Sequence[{item.annotation}]"
        self.imports = item.imports | importing("typing", "Sequence")


class Pairs(ListOf):
    """A list of models of a key and a value."""

    def given(self) -> Kind:
        return PairsOrDict((MapOf(Text()), super().given()))


class AnyOf(Kind):
    """A value of one of several kinds."""

    def __init__(self, choices: tuple[Kind, ...]) -> None:
        self.choices = choices
        self.annotation = f"Union[{', '.join(one.annotation for one in choices)}]"
        own = (one.imports for one in choices)
        self.imports = together(own) | importing("typing", "Union")

    def told(self, link: Link) -> str:
        return " or ".join(one.told(link) for one in self.choices)

    def holds(self, value: Any) -> bool:
        return any(one.holds(value) for one in self.choices)

    def source(self, value: Any, models: Models) -> Source:
        return next(one for one in self.choices if one.holds(value)).source(value, models)

    def invented(self, name: str) -> Any:
        return self.choices[0].invented(name)


class MapOf(Kind):
    """A dict from text to values of one kind."""

    def __init__(self, item: Kind) -> None:
        self.item = item
        self.words = item.words
        self.annotation = f"Mapping[str, {item.annotation}]"
        self.imports = item.imports | importing("typing", "Mapping")

    def told(self, link: Link) -> str:
        return f"dict from `str` to {self.item.told(link)}"

    def holds(self, value: Any) -> bool:
        return isinstance(value, dict) and all(self.item.holds(item) for item in value.values())

    def source(self, value: Any, models: Models) -> Source:
        items = {key: self.item.source(item, models) for key, item in value.items()}
        text = ", ".join(f"{literal(key)}: {item.text}" for key, item in items.items())
        return Source(f"{{{text}}}", together(item.imports for item in items.values()))

    def invented(self, name: str) -> Any:
        return {"key": self.item.invented(name)}


class PairsOrDict(AnyOf):
    """A list of pairs as an argument, where a dict will do."""

    def source(self, value: Any, models: Models) -> Source:
        pairs = {pair["key"]: pair["value"] for pair in value}
        return self.choices[0].source(pairs, models)


class ModelNamed(Kind):
    """A model of the description."""

    def __init__(self, name: str, module: str) -> None:
        self.name = name
        self.module = module
        self.annotation = name
        self.imports = importing(f"apivideo.model.{module}", name)

    def given(self) -> Kind:
        return ModelOrItsDict(self.name, self.module)

    def told(self, link: Link) -> str:
        return link(self.name)

    def holds(self, value: Any) -> bool:
        return isinstance(value, dict)

    def source(self, value: Any, models: Models) -> Source:
        items = self.members(value, models)
        text = ", ".join(f"{name}={item.text}" for name, item in items.items())
        imports = together(item.imports for item in items.values())
        return Source(f"{self.name}({text})", imports | importing("apivideo.model", self.name))

    def members(self, value: Any, models: Models) -> dict[str, Source]:
        """The attributes of an example, by name, as arguments."""
        fields = {field.json_name: field for field in models[self.name].fields}
        unknown = [key for key in value if key not in fields]
        if unknown:
            message = f"an example has the member '{unknown[0]}', the schema has not"
            raise UnsupportedDescription(f"components.schemas.{self.name}", message)
        return {
            fields[key].name: fields[key].kind.given().source(item, models)
            for key, item in value.items()
        }

    def invented(self, name: str) -> Any:
        return {}


class ModelOrDict(ModelNamed):
    """A model as an argument, where its content as a dict will do."""

    def __init__(self, name: str, module: str) -> None:
        super().__init__(name, module)
        self.annotation = f"Union[{name}, Dict[str, Any]]"
        self.imports |= importing("typing", "Any", "Dict", "Union")

    def told(self, link: Link) -> str:
        return f"{link(self.name)} or a dict of its attributes"


class ModelOrItsDict(ModelOrDict):
    """The same, where the dict has a type of its own."""

    def __init__(self, name: str, module: str) -> None:
        super().__init__(name, module)
        self.annotation = f"Union[{name}, {dict_name(name)}]"
        self.imports = importing(f"apivideo.model.{module}", name, dict_name(name))
        self.imports |= importing("typing", "Union")

    def source(self, value: Any, models: Models) -> Source:
        items = self.members(value, models)
        text = ", ".join(f"{literal(name)}: {item.text}" for name, item in items.items())
        return Source(f"{{{text}}}", together(item.imports for item in items.values()))
