"""Operations of the description: the methods of the API classes."""

from __future__ import annotations

import re
from typing import Any

from generator import kinds, options
from generator.ir import (
    CALL,
    CREATE,
    DOWNLOAD,
    PUBLISH,
    UPLOAD,
    Argument,
    Event,
    Field,
    Header,
    Job,
    Operation,
    Problem,
    Upload,
)
from generator.kinds import ModelNamed, ModelOrDict
from generator.naming import resource_name, snake_case
from generator.prose import WIDTH
from generator.schemas import Schemas, described, examples, noted, nullable, words_of
from generator.source import Node
from generator.vocabulary import Vocabulary

METHODS = ("get", "put", "post", "patch", "delete")
JSON, FORM = "application/json", "multipart/form-data"
TAKEN = {"self", "query", "uploads", "idempotency", "publishing", "downloads"} | options.NAMES
"""Names that a method uses itself, and options."""

EXCEPTIONS = {
    "400": "BadRequestException",
    "401": "UnauthorizedException",
    "403": "ForbiddenException",
    "404": "NotFoundException",
    "409": "ConflictException",
    "429": "TooManyRequestsException",
}


UPLOADING = (
    "The file is sent in parts, several at once, and a part that fails is sent again. If the "
    "upload ends early, `error.resume()` sends what is missing; in another program, `resume` does."
)
UPLOAD_PROBLEMS = (
    Problem(
        "", "UploadError", "A part failed for good; `error.resume()` sends what is missing.", ""
    ),
    Problem("", "UploadCancelled", "It was cancelled; `error.resume()` sends what is missing.", ""),
)
"""What is true of every upload of a video."""

DOWNLOADING = (
    "It is written to `<path>.part`, which the same call goes on with after a failure, and gets "
    "its name when it is complete. Returns the path of the file."
)
DOWNLOAD_PROBLEMS = (
    Problem("", "ApiValueError", "`path` cannot be written, or exists.", ""),
    Problem("", "ApiVideoError", "There is nothing to download, or not yet.", ""),
    Problem("", "ApiConnectionError", "It ended early; the same call goes on from there.", ""),
)

PUBLISHING = (
    "If it ends early, `error.resume()` goes on from there; in another program, the same "
    "`idempotency_key` does, and there is one video all the same."
)
PUBLICATION_PROBLEMS = (
    Problem(
        "", "PublishError", "It failed after it began; `error.resume()` goes on from there.", ""
    ),
)


def form_names(description: Node) -> frozenset[str]:
    """The names of the schemas that are sent as forms; they are no models."""
    return frozenset(
        operation["requestBody"]["content"][FORM]["schema"].reference()
        for _, path in description["paths"].items()
        for _, operation in path.items()
        if "requestBody" in operation and FORM in operation["requestBody"]["content"]
    )


class Operations:
    """Reads operations, with what the schemas and the vocabulary know."""

    def __init__(self, schemas: Schemas, vocabulary: Vocabulary) -> None:
        self.schemas = schemas
        self.vocabulary = vocabulary

    def operation(self, path: str, method: str, node: Node) -> tuple[str, Operation]:
        """The operation at *node*, and the tag it belongs to."""
        node.only(
            *("operationId", "tags", "summary", "description", "deprecated", "security"),
            *("parameters", "requestBody", "responses"),
            *("x-hidden", "x-upload", "x-idempotency-key", "x-repeatable"),
            *("x-publication", "x-download"),
        )
        if "security" in node and node["security"].value != []:
            raise node["security"].refused("only an empty list is supported: no credentials")
        tag, name = _tag_and_name(node)
        places, arguments = self._parameters(node)
        body, form = self._sent(node)
        operation = Operation(
            name=name,
            method=method.upper(),
            path=_python_path(node, path, [one for one in arguments if places[one.name] == "path"]),
            summary=node.prose("summary").rstrip(".") + ".",
            description=noted(_description(node), node.flag("deprecated")),
            deprecation="",
            hidden=node.flag("x-hidden"),
            authenticated="security" not in node,
            path_params=_in_path_order(path, arguments, places),
            query=tuple(one for one in arguments if places[one.name] == "query"),
            form=tuple(one for one in form if one.name != "file"),
            file=_file(form, "x-upload" in node),
            body=body,
            fields=self._payload(body),
            returns=self._returned(node["responses"]),
            upload=self._upload(node, method),
            job=_job(node, path, method),
            repeatable=_repeatable(node, method),
            problems=self._problems(node["responses"]) + UPLOAD_PROBLEMS * ("x-upload" in node),
        )
        return tag, self._translated(node, operation)

    def whole_jobs(self, node: Node, operation: Operation) -> tuple[Operation, ...]:
        """The method that does more than *operation*, if there is: publishes or downloads."""
        if "x-download" in node:
            return (self._download(node["x-download"], operation),)
        return (self._publication(node, operation),) if "x-publication" in node else ()

    def _download(self, node: Node, operation: Operation) -> Operation:
        """The method that writes to a file what belongs to what *operation* reads."""
        facts = node.only("method", "summary", "description", "assets")
        if operation.method != "GET" or operation.returns is None:
            raise facts.refused("only what belongs to an object that is read can be downloaded")
        text = "The file to write, or a folder that exists, in which it is named."
        return self._whole(facts, operation, DOWNLOADING, DOWNLOAD_PROBLEMS)._replace(
            file=_needed("path", kinds.Target(), text),
            job=DOWNLOAD._replace(options="AssetOptions") if facts.flag("assets") else DOWNLOAD,
        )

    def _publication(self, node: Node, operation: Operation) -> Operation:
        """The method that creates as *operation* does and uploads the file too."""
        facts = node["x-publication"].only("method", "summary", "description", "file")
        if operation.job != CREATE:
            raise facts.refused("only what takes an idempotency key can be published")
        return self._whole(facts, operation, PUBLISHING, PUBLICATION_PROBLEMS)._replace(
            file=_needed("file", kinds.Video(), facts.prose("file")),
            fields=tuple(one for one in operation.fields if one.name != "source"),
            job=PUBLISH,
        )

    def _whole(
        self, facts: Node, operation: Operation, text: str, problems: tuple[Problem, ...]
    ) -> Operation:
        """The operation with the name and the texts of what does more."""
        return operation._replace(
            name=facts["method"].string(),
            summary=facts.prose("summary").rstrip(".") + ".",
            description=self.vocabulary.python(f"{facts.prose('description')}\n\n{text}"),
            problems=operation.problems + problems,
        )

    def event(self, name: str, node: Node) -> tuple[str, Event]:
        """The event whose request is at *node*, and the tag it belongs to."""
        post = node.only("post")["post"].only(
            *("tags", "summary", "description", "security"),
            *("parameters", "requestBody", "responses"),
        )
        (tag,) = post["tags"].strings()
        body = post["requestBody"].only("required", "description", "content")
        media = body["content"].only(JSON)[JSON].only("schema")
        post.prose("summary")
        return tag, Event(
            name=name,
            description=self.vocabulary.python(post.prose("description")),
            model=self.schemas.reference(media["schema"].only("$ref")),
            headers=tuple(self._header(one.target()) for one in post["parameters"].elements()),
        )

    def _header(self, node: Node) -> Header:
        node.only("name", "in", "required", "description", "schema")
        if node["in"].string() != "header":
            raise node["in"].refused("an event has parameters in headers alone")
        text = self.vocabulary.python(node.prose("description"))
        return Header(node["name"].string(), text)

    def _translated(self, node: Node, operation: Operation) -> Operation:
        """The same with prose in Python's words, when its arguments have different names."""
        names = [argument.name for argument in operation.arguments + operation.fields]
        for name in names:
            if name in TAKEN or names.count(name) > 1:
                raise node.refused(f"the argument '{name}' is taken or there twice")
        words = words_of(operation.arguments)

        def python(argument: Any) -> Any:
            text = self.vocabulary.python(argument.description, words)
            return argument._replace(description=text)

        description = self.vocabulary.python(operation.description, words)
        return operation._replace(
            description=description,
            deprecation=_deprecation(node, description) if node.flag("deprecated") else "",
            path_params=tuple(map(python, operation.path_params)),
            query=tuple(map(python, operation.query)),
            form=tuple(map(python, operation.form)),
            file=operation.file and python(operation.file),
            body=operation.body and python(operation.body),
            problems=tuple(map(python, operation.problems)),
        )

    def _parameters(self, node: Node) -> tuple[dict[str, str], list[Argument]]:
        """Where each argument goes, and the arguments, in the order of the description."""
        places: dict[str, str] = {}
        arguments = []
        for parameter in node["parameters"].elements() if "parameters" in node else []:
            parameter = parameter.target().only(
                *("name", "in", "required", "description", "schema", "example"),
                *("style", "explode", "x-computed"),
            )
            place = parameter["in"].string()
            if place == "header" and parameter.flag("x-computed"):
                self.schemas.kind(parameter["schema"])
                parameter.prose("description")
                continue
            if place not in ("path", "query"):
                raise parameter["in"].refused(f"a parameter in '{place}' is not supported")
            argument = self._argument(parameter, place)
            if argument.name in places:
                raise parameter.refused(f"the argument '{argument.name}' is there twice")
            places[argument.name] = place
            arguments.append(argument)
        return places, arguments

    def _argument(self, node: Node, place: str) -> Argument:
        schema = node["schema"]
        kind = self.schemas.kind(schema)
        if isinstance(kind, ModelNamed):
            kind = ModelOrDict(kind.name, snake_case(kind.name))
        _check_style(node, place, kind)
        name = snake_case(node["name"].string())
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise node["name"].refused("this makes no name in Python")
        for key in ("maxLength", "maxItems"):
            if key in schema:
                raise schema[key].refused("this bound of a parameter is not supported")
        if nullable(schema):
            raise schema["type"].refused("a parameter cannot be null")
        example = node.get("example")
        if example is not None and not kind.holds(example.value):
            raise example.refused("the example does not fit the type")
        return Argument(
            name=name,
            json_name=node["name"].string(),
            kind=kind,
            required=node.flag("required"),
            check=_check([schema.get("minimum"), schema.get("maximum")]),
            description=described(schema, node.prose("description"), kind),
            examples=examples(schema, kind) if example is None else (example.value,),
        )

    def _sent(self, node: Node) -> tuple[Argument | None, tuple[Argument, ...]]:
        """The argument of a JSON body, and those of a form."""
        if "requestBody" not in node:
            return None, ()
        body = node["requestBody"].only("required", "description", "content")
        text = body.prose("description")
        content = body["content"].only(JSON, FORM)
        if FORM in content:
            return None, self._form(content[FORM])
        media = content[JSON].only("schema", "example")
        model = self.schemas.reference(media["schema"].only("$ref"))
        argument = Argument(
            name=snake_case(model.name),
            json_name="",
            kind=ModelOrDict(model.name, snake_case(model.name)),
            required=body.flag("required"),
            check="",
            description=text,
            examples=(media["example"].value,) if "example" in media else (),
        )
        return argument, ()

    def _payload(self, body: Argument | None) -> tuple[Argument, ...]:
        """The arguments that are the fields of a JSON body."""
        if body is None:
            return ()
        assert isinstance(body.kind, ModelNamed)
        return tuple(map(_argument_of, self.schemas.payload(body.kind.name)))

    def _form(self, node: Node) -> tuple[Argument, ...]:
        name = node.only("schema")["schema"].only("$ref").reference()
        fields = self.schemas.form(name)
        if not any(one.json_name == "file" and isinstance(one.kind, kinds.File) for one in fields):
            raise node["schema"].refused("a form must have a 'file' with the format 'binary'")
        for field in fields:
            if field.json_name != "file" and (
                field.required or field.annotation != "Optional[str]"
            ):
                message = f"'{field.json_name}' must be optional text: the core sends no other"
                raise node["schema"].target()["properties"].refused(message)
        return tuple(map(_argument_of, fields))

    def _returned(self, responses: Node) -> ModelNamed | None:
        """The model that a success returns; None where there is no body."""
        found = []
        for status, response in responses.items():
            if not re.fullmatch(r"[2345]\d\d", status):
                raise response.refused("a response must have a status, such as '200'")
            if status < "300":
                found.append(self._answer(response))
        names = {model.name if model else "" for model in found}
        if len(names) != 1:
            raise responses.refused("there must be successes, and all of one model")
        return found[0]

    def _answer(self, response: Node) -> ModelNamed | None:
        response = response.target()
        response.only("description", "headers", "content").prose("description")
        for _, header in response["headers"].items() if "headers" in response else ():
            header.target().only("description", "schema").prose("description")
        if "content" not in response:
            return None
        media = response["content"].only(JSON)[JSON].only("schema", "example")
        return self.schemas.reference(media["schema"].only("$ref"))

    def _problems(self, responses: Node) -> tuple[Problem, ...]:
        problems = []
        for status, response in responses.items():
            if status >= "400":
                model = self._answer(response)
                other = "ServiceException" if status >= "500" else "ApiException"
                text = response.target().prose("description")
                exception = EXCEPTIONS.get(status, other)
                problems.append(Problem(status, exception, text, model.name if model else ""))
        return tuple(problems)

    def _upload(self, node: Node, method: str) -> Upload | None:
        form = node.get("requestBody")
        copied = ""
        if form is not None and FORM in form["content"]:
            name = form["content"][FORM]["schema"].reference()
            for key, field in self.schemas.components[name]["properties"].items():
                if field.flag("x-copy-from-response"):
                    copied = key
        if "x-upload" not in node:
            if copied:
                raise node.refused("'x-copy-from-response' needs 'x-upload'")
            return None
        upload = node["x-upload"].only("session", "part-response")
        if method != "post" or form is None or FORM not in form["content"]:
            raise upload.refused("only a POST of a form can be an upload")
        response = upload["part-response"].string()
        if response not in self.schemas.components or response in self.schemas.forms:
            raise upload["part-response"].refused("there is no such model")
        part_returns = ModelNamed(response, snake_case(response))
        return Upload(upload["session"].string(), part_returns, copied)


def _description(node: Node) -> str:
    text = node.prose("description")
    return f"{text}\n\n{UPLOADING}" if "x-upload" in node else text


def _job(node: Node, path: str, method: str) -> Job:
    """What does it: it uploads, creates once with a key, or is a single call."""
    if not node.flag("x-idempotency-key"):
        return UPLOAD if "x-upload" in node else CALL
    body = node.get("requestBody")
    if method != "post" or body is None or JSON not in body["content"] or "{" in path:
        raise node["x-idempotency-key"].refused("it needs a POST of JSON to a list")
    return CREATE


def _needed(name: str, kind: kinds.Kind, description: str) -> Argument:
    """An argument that must be given."""
    return Argument(name, name, kind, True, "", description, ())


def _repeatable(node: Node, method: str) -> bool:
    """Whether a POST may be sent again, since twice has the same effect as once."""
    if not node.flag("x-repeatable"):
        return False
    if method != "post" or "x-upload" in node or node.flag("x-idempotency-key"):
        raise node["x-repeatable"].refused("only a POST that is a single request needs it")
    return True


def _file(form: tuple[Argument, ...], is_video: bool) -> Argument | None:
    """The file among the fields of a form; a video that is sent in parts may be a stream."""
    found = next((one for one in form if one.name == "file"), None)
    return found._replace(kind=kinds.Video()) if found is not None and is_video else found


def _argument_of(field: Field) -> Argument:
    kind = field.kind.given()
    if isinstance(kind, kinds.Words) and len(kind.annotation) > WIDTH:
        kind = kinds.NamedWords(kind.words, field.name.title().replace("_", ""))
    return Argument(
        name=field.name,
        json_name=field.json_name,
        kind=kind,
        required=field.required,
        check="",
        description=field.description,
        examples=field.examples,
        nullable=field.nullable,
    )


def _tag_and_name(node: Node) -> tuple[str, str]:
    tags = node["tags"].strings()
    if len(tags) != 1:
        raise node["tags"].refused("an operation must have one tag")
    match = re.fullmatch(r"(\w+)\.([a-z][a-z0-9_]*)", node["operationId"].string())
    if match is None or match.group(1) != resource_name(tags[0]):
        message = f"must be '{resource_name(tags[0])}.<method>', as the tag is '{tags[0]}'"
        raise node["operationId"].refused(message)
    return tags[0], match.group(2)


def _python_path(node: Node, path: str, arguments: list[Argument]) -> str:
    names = {one.json_name: one.name for one in arguments}
    placeholders = re.findall(r"\{([^}]+)\}", path)
    if sorted(names) != sorted(placeholders):
        raise node.refused("the parameters in the path and those that are described differ")
    return re.sub(r"\{([^}]+)\}", lambda match: f"{{{names[match.group(1)]}}}", path)


def _in_path_order(
    path: str, arguments: list[Argument], places: dict[str, str]
) -> tuple[Argument, ...]:
    found = [one for one in arguments if places[one.name] == "path"]
    return tuple(sorted(found, key=lambda one: path.index(f"{{{one.json_name}}}")))


def _check_style(node: Node, place: str, kind: kinds.Kind) -> None:
    """Refuse what the core cannot tell from the value: it repeats lists and nests objects."""
    style = node["style"].string() if "style" in node else ""
    nested = isinstance(kind, (kinds.MapOf, ModelOrDict))
    if (style, node.flag("explode")) != (("deepObject", True) if nested else ("", False)):
        message = "objects need the style 'deepObject' and 'explode: true', others neither"
        raise node.refused(message)
    if place == "path" and not isinstance(kind, (kinds.Text, kinds.Words)):
        raise node["schema"].refused("a parameter in the path must be text")
    if place == "path" and not node.flag("required"):
        raise node.refused("a parameter in the path must be required")


def _check(bounds: list[Node | None]) -> str:
    lowest, highest = (None if bound is None else bound.value for bound in bounds)
    if lowest is None and highest is None:
        return ""
    return f"Bounds({lowest})" if highest is None else f"Bounds({lowest}, {highest})"


def _deprecation(node: Node, description: str) -> str:
    """The sentence of the description that says what to use instead."""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", description):
        if re.search(r"\b(use|instead)\b", sentence, re.IGNORECASE):
            return sentence
    raise node["description"].refused("a deprecated operation must say what to use instead")
