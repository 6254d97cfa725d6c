"""The intermediate representation: what the library consists of, in Python's words.

Names are identifiers, kinds print their annotations, prose is plain text. Everything is decided;
templates only lay it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from generator.imports import Imports, importing, together
from generator.kinds import LITERAL, Kind, ModelNamed, NamedWords, Pairs, dict_name, literal
from generator.options import EVERY_CALL, OPTIONS, Option


class Field(NamedTuple):
    """An attribute of a model."""

    name: str
    json_name: str
    kind: Kind
    required: bool
    nullable: bool
    secret: bool
    deprecated: bool
    limits: tuple[tuple[str, float], ...]
    """Arguments of ``field`` such as ``("maximum", 100)``."""
    description: str
    examples: tuple[Any, ...]
    always_sent: bool = False
    """Whether the service always sends it, though a model can be made without it."""

    @property
    def optional(self) -> bool:
        """Whether it may be None in a response."""
        return self.nullable or not (self.required or self.always_sent)

    @property
    def annotation(self) -> str:
        """``Optional[str]``."""
        return f"Optional[{self.kind.annotation}]" if self.optional else self.kind.annotation

    @property
    def declaration(self) -> str:
        """``field("videoId", default=None)``."""
        arguments = [literal(self.json_name)]
        arguments += [] if self.required else ["default=None"]
        arguments += [f"{name}={limit}" for name, limit in self.limits]
        arguments += ["secret=True"] if self.secret else []
        return f"field({', '.join(arguments)})"

    @property
    def imports(self) -> Imports:
        """What the annotation needs."""
        return self.kind.imports | importing("typing", *["Optional"] * self.optional)

    @property
    def key(self) -> str:
        """Its annotation in the type of a dict: ``Required[str]``."""
        annotation = self.kind.given().annotation
        annotation = f"Optional[{annotation}]" if self.nullable else annotation
        return f"Required[{annotation}]" if self.required else annotation

    @property
    def key_imports(self) -> Imports:
        """What that annotation needs."""
        optional = importing("typing", *["Optional"] * self.nullable)
        required = importing("apivideo.options", *["Required"] * self.required)
        return self.kind.given().imports | optional | required


class Model(NamedTuple):
    """A class of apivideo/model."""

    name: str
    module: str
    description: str
    fields: tuple[Field, ...]
    is_nested: bool = False
    """Whether it is in a payload, where a dict may be given for it."""
    update: ModelNamed | None = None
    """The payload that changes it."""
    updates: ModelNamed | None = None
    """The model that it changes as a payload."""
    has_player: bool = False
    """Whether its assets have the address of a player."""

    @property
    def dict_name(self) -> str:
        """The type of the dict that may be given for it."""
        return dict_name(self.name)

    @property
    def is_page(self) -> bool:
        """Whether it is one page of a list."""
        return {"data", "pagination"} <= {field.name for field in self.fields}

    @property
    def base(self) -> tuple[str, str]:
        """Module and name of the class that it extends."""
        names = {field.name for field in self.fields}
        if self.is_page:
            return ("apivideo.pagination", "Page")
        if self.has_player:
            kind = "Broadcastable" if "stream_key" in names else "Playable"
            return ("apivideo.playable", kind)
        return ("apivideo.model_base", "UpdatePayload" if self.updates else "Model")

    @property
    def pairs(self) -> tuple[Field, ...]:
        """Its lists of pairs of key and value, each of which is a dict too."""
        return tuple(one for one in self.fields if isinstance(one.kind, Pairs))

    @property
    def imports(self) -> Imports:
        """What its module imports."""
        needed = together(field.imports for field in self.fields) | importing(*self.base)
        if self.is_nested:
            needed |= together(field.key_imports for field in self.fields)
            needed |= importing("apivideo.options", "TypedDict")
        if self.update:
            needed |= self.update.imports
        if self.pairs:
            needed |= importing("typing", "Dict", "Mapping")
            needed |= importing("apivideo.model_base", "pairs_as_dict")
        return needed | importing("apivideo.model_base", *["field"] * bool(self.fields))


class Alias(NamedTuple):
    """A second name of a model, in a module of its own."""

    name: str
    module: str
    model: Model

    @property
    def imports(self) -> Imports:
        """What its module imports."""
        return importing(f"apivideo.model.{self.model.module}", self.model.name)


class Argument(NamedTuple):
    """An argument of a method."""

    name: str
    json_name: str
    kind: Kind
    required: bool
    check: str
    """``Bounds(1, 100)``, or nothing."""
    description: str
    examples: tuple[Any, ...]
    nullable: bool = False
    """Whether None is sent."""

    @property
    def help(self) -> str:
        """Its description where its type is not told beside it."""
        hint = self.kind.hint
        return f"{hint[0].upper()}{hint[1:]}. {self.description}" if hint else self.description

    @property
    def declaration(self) -> str:
        """``title: Optional[str] = None``."""
        if self.required:
            return f"{self.name}: {self.kind.annotation}"
        if self.nullable:
            return f"{self.name}: Union[{self.kind.annotation}, None, NotGiven] = NOT_GIVEN"
        return f"{self.name}: Optional[{self.kind.annotation}] = None"

    @property
    def optional(self) -> Argument:
        """The same where it may be left out."""
        return self._replace(required=False)

    @property
    def replaceable(self) -> str:
        """The same where a payload may be given instead: ``title: Union[str, NotGiven] = ...``."""
        plain = self.kind.plain()
        if self.required:
            return f"{self.name}: Union[{plain.annotation}, NotGiven] = NOT_GIVEN"
        return self._replace(kind=plain).declaration

    @property
    def imports(self) -> Imports:
        """What the annotation and the check need."""
        bounds = importing("apivideo.endpoint", *["Bounds"] * bool(self.check))
        return self.kind.imports | bounds | importing("typing", *["Optional"] * (not self.required))

    @property
    def field_imports(self) -> Imports:
        """What it needs as a field of a payload."""
        needed = self.imports | self.kind.plain().imports
        if self.required or self.nullable:
            needed |= importing("typing", "Union")
            needed |= importing("apivideo.options", "NOT_GIVEN", "NotGiven")
        return needed


class Problem(NamedTuple):
    """A documented refusal."""

    status: str
    exception: str
    description: str
    model: str
    """What the response holds; nothing where it is not told."""


class Upload(NamedTuple):
    """What is special about a method that sends a file in parts."""

    session: str
    """The method that starts an upload whose parts are handed over one by one."""
    part_returns: ModelNamed
    carry: str
    """The form field that later parts repeat from the first response, or nothing."""


class Job(NamedTuple):
    """The function of the core that does what a method is for."""

    function: str
    options: str
    """The TypedDict of the core that has its options."""
    result: str = ""
    """The annotation of what it returns, where that is no model."""


CALL = Job("self.api_client.call", "CallOptions")
CREATE = Job("idempotency.create", "CreateOptions")
UPLOAD = Job("uploads.upload", "UploadOptions")
PUBLISH = Job("publishing.publish", "PublishOptions")
DOWNLOAD = Job("downloads.download", "DownloadOptions", "str")


class Operation(NamedTuple):
    """A method of an API class."""

    name: str
    method: str
    path: str
    """``/videos/{video_id}``: with the names of the arguments."""
    summary: str
    description: str
    deprecation: str
    """What to use instead; nothing where there is no need."""
    hidden: bool
    authenticated: bool
    path_params: tuple[Argument, ...]
    query: tuple[Argument, ...]
    form: tuple[Argument, ...]
    file: Argument | None
    body: Argument | None
    fields: tuple[Argument, ...]
    """Those of the payload, which may be given by name in its place."""
    returns: ModelNamed | None
    upload: Upload | None
    job: Job
    repeatable: bool
    """Whether it is a POST that may be sent again, since twice has the same effect as once."""
    problems: tuple[Problem, ...]

    @property
    def positional(self) -> tuple[Argument, ...]:
        """Path, required query, then what is sent: in the order callers give them."""
        sent = tuple(one for one in (self.file, self.body) if one is not None)
        return self.path_params + tuple(one for one in self.query if one.required) + sent

    @property
    def keyword(self) -> tuple[Argument, ...]:
        """What is given by name."""
        return self.form + tuple(one for one in self.query if not one.required)

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """All of them, as the signature has them."""
        return self.positional + self.keyword

    @property
    def documented(self) -> tuple[Argument, ...]:
        """All of them and the fields of the payload, which is the last."""
        if self.body is None:
            return self.arguments
        instead = f"{self.body.description} It takes the place of the keywords."
        body = self.body._replace(description=instead)
        return (*self._places, *self.fields, *self.keyword, body)

    @property
    def declarations(self) -> tuple[str, ...]:
        """The signature after ``self``."""
        if self.body is None:
            return self._declared(self.positional)
        fields = [one.replaceable for one in self.fields]
        return self._declared((*self._places, self.body.optional), fields)

    @property
    def signatures(self) -> tuple[tuple[str, ...], ...]:
        """What type checkers need: with a payload, one for its fields and one for itself."""
        if self.body is None:
            return (self.declarations,)
        fields = [one.declaration for one in self.fields]
        return self._declared(self._places, fields), self._declared(self.positional)

    def _declared(
        self, positional: Iterable[Argument], fields: Iterable[str] = ()
    ) -> tuple[str, ...]:
        keywords = [one.declaration for one in self.keyword]
        keywords += [one.declaration for one in self.options]
        return (*(one.declaration for one in positional), "*", *fields, *keywords)

    @property
    def _places(self) -> tuple[Argument, ...]:
        """What is given by place, without a payload."""
        return tuple(one for one in self.positional if one is not self.body)

    @property
    def options(self) -> tuple[Option, ...]:
        """What says how the call is made."""
        return OPTIONS[self.job.options]

    @property
    def own_options(self) -> tuple[Option, ...]:
        """Those of them that not every method has."""
        return tuple(one for one in self.options if one not in EVERY_CALL)

    @property
    def result(self) -> str:
        """The annotation of what it returns."""
        return self.job.result or (self.returns.annotation if self.returns else "None")

    @property
    def session_summary(self) -> str:
        """The summary of the session it can be."""
        return self.summary.rstrip(".") + ", part by part."

    @property
    def session_result(self) -> str:
        """The annotation of the session it can be."""
        assert self.upload is not None
        return f"uploads.ProgressiveSession[{self.result}, {self.upload.part_returns.annotation}]"

    @property
    def query_entries(self) -> tuple[str, ...]:
        """The query of a call, which has a statement of its own: it may be long."""
        if self.upload:
            return ()
        return tuple(f"{literal(one.json_name)}: {one.name}" for one in self.query)

    @property
    def facts(self) -> tuple[str, ...]:
        """What it tells the core: the arguments of its function."""
        start = literal(self.method) if self.job == CALL else "self.api_client"
        query = self._query if self.upload else ["query=query"] * bool(self.query)
        sent = ([f"body={self.body.name}"] if self.body else []) + self._form
        file = ([f"file={self.file.name}"] if self.file else []) + self._carry
        returns = [f"returns={self.returns.annotation}"] if self.returns else []
        place = (*self._place, *query)
        facts = ["repeatable=True"] * self.repeatable + self._credentials
        return (start, *place, *sent, *file, *returns, *facts, "**self._options")

    @property
    def session_facts(self) -> tuple[str, ...]:
        """What the session it can be tells the core."""
        assert self.upload is not None
        returns = (f"returns={self.result}", f"part_returns={self.upload.part_returns.name}")
        sent = self._query + self._form + self._carry
        return ("self.api_client", *self._place, *sent, *returns, *self._credentials)

    @property
    def _place(self) -> list[str]:
        params = {one.name: one.name for one in self.path_params}
        return [literal(self.path), *_mapping("path_params", params)]

    @property
    def _query(self) -> list[str]:
        return _mapping("query", {one.json_name: one.name for one in self.query})

    @property
    def _form(self) -> list[str]:
        return _mapping("form", {one.json_name: one.name for one in self.form})

    @property
    def _carry(self) -> list[str]:
        return [f"carry={literal(self.upload.carry)}"] if self.upload and self.upload.carry else []

    @property
    def _credentials(self) -> list[str]:
        return ["authenticated=False"] * (not self.authenticated)

    @property
    def session_arguments(self) -> tuple[Argument, ...]:
        """The arguments of the method that starts a session: the file comes later."""
        positional = tuple(one for one in self.positional if one is not self.file)
        return positional + self.keyword

    @property
    def imports(self) -> Imports:
        """What the method needs."""
        needed = together(argument.imports for argument in self.arguments)
        if self.body:
            needed |= together(one.field_imports for one in self.fields)
            needed |= importing("typing", "TYPE_CHECKING", "Optional", "overload")
        names = ["Endpoint", "operation"] + ["deprecated"] * bool(self.deprecation)
        needed |= together(one.imports for one in self.options)
        if self.returns:
            needed |= self.returns.imports
        if self.upload:
            needed |= self.upload.part_returns.imports
        if self.job != CALL:
            needed |= importing("apivideo", self.job.function.partition(".")[0])
        return needed | importing("apivideo.endpoint", *names)


def _mapping(keyword: str, names: dict[str, str]) -> list[str]:
    pairs = ", ".join(f"{literal(key)}: {name}" for key, name in names.items())
    return [f"{keyword}={{{pairs}}}"] * bool(names)


class Header(NamedTuple):
    """A header of a request that the service makes."""

    name: str
    description: str


class Event(NamedTuple):
    """A request that the service makes to webhooks."""

    name: str
    """``live-stream.broadcast.started``"""
    description: str
    model: ModelNamed
    headers: tuple[Header, ...]


class Resource(NamedTuple):
    """A class of apivideo/apis."""

    name: str
    """``upload_tokens``, the attribute of a client."""
    class_name: str
    title: str
    """``Upload Tokens``."""
    description: str
    operations: tuple[Operation, ...]
    events: tuple[Event, ...]

    @property
    def named_words(self) -> dict[str, tuple[str, ...]]:
        """The words that names stand for, in quotes."""
        kinds = [one.kind for operation in self.operations for one in operation.fields]
        named = [one for one in kinds if isinstance(one, NamedWords)]
        return {one.annotation: tuple(map(literal, one.words)) for one in named}

    @property
    def module(self) -> str:
        """``upload_tokens_api``."""
        return f"{self.name}_api"

    @property
    def imports(self) -> Imports:
        """What its module imports."""
        needed = together(operation.imports for operation in self.operations)
        needed |= importing("apivideo.endpoint", "RawEndpoint", "raw")
        needed |= importing("typing", "TYPE_CHECKING")
        if LITERAL in needed:  # the API classes do not know what models are made of
            needed = needed - {LITERAL} | importing("apivideo.options", "Literal")
        return needed


class Family(NamedTuple):
    """Models that are told on one page of the reference."""

    name: str
    title: str
    models: tuple[Model, ...]


class Library(NamedTuple):
    """Everything that is generated."""

    title: str
    description: str
    resources: tuple[Resource, ...]
    models: tuple[Model, ...]
    aliases: tuple[Alias, ...]
    families: tuple[Family, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of all resources."""
        return tuple(event for resource in self.resources for event in resource.events)
