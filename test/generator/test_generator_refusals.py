"""What is not understood is refused, with a pointer into the description."""

import copy

import pytest
import yaml

from generator import parse, source

OPERATION = ("paths", "/reels/{reelId}", "get")
PARAMETER = (*OPERATION, "parameters", 0)
REEL = ("components", "schemas", "Reel")
TITLE = (*REEL, "properties", "title")
STRING = {"type": "string"}
FORM = {
    "description": "What to send.",
    "content": {"multipart/form-data": {"schema": {"$ref": "#/components/schemas/Form"}}},
}
QUERY = {"name": "q", "in": "query", "description": "What to find.", "schema": STRING}


def form(**properties):
    """A form with these properties, each described."""
    described = {name: {"description": "Text.", **one} for name, one in properties.items()}
    return {"type": "object", "description": "A form.", "properties": described}


def event(tag="Film Reels", **parameter):
    """A request that the service makes, with a header that *parameter* describes."""
    header = {"name": "X-Reel", "in": "header", "description": "A.", "schema": STRING}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Reel"}}}
    return {
        "post": {
            "tags": [tag],
            "summary": "A reel is there",
            "description": "Sent when a reel is there.",
            "parameters": [{**header, **parameter}],
            "requestBody": {"description": "The reel.", "content": content},
            "responses": {"2XX": {"description": "Done."}},
        }
    }


REFUSALS = {
    # Anything nobody has thought of
    "an unknown keyword of the operation": (
        {(*OPERATION, "x-new"): True},
        "paths./reels/{reelId}.get.x-new: this keyword is not understood",
    ),
    "an unknown keyword of a schema": (
        {(*TITLE, "minLength"): 1},
        "components.schemas.Reel.properties.title.minLength: this keyword",
    ),
    "a keyword of another type": (
        {(*TITLE, "minimum"): 1},
        "properties.title.minimum: this keyword",
    ),
    "an unknown keyword of a parameter": (
        {(*PARAMETER, "allowReserved"): True},
        "paths./reels/{reelId}.get.parameters[0].allowReserved: this keyword",
    ),
    "an unknown keyword at the top": ({("x-new",): {}}, "x-new: this keyword"),
    "an unknown method": ({("paths", "/reels/{reelId}", "trace"): {}}, "{reelId}.trace"),
    "an unknown format": ({(*TITLE, "format"): "ipv4"}, "title.format: the format 'ipv4'"),
    "several types": ({(*TITLE, "type"): ["string", "integer"]}, "title.type"),
    "an object in place": (
        {TITLE: {"type": "object", "description": "A.", "properties": {"a": STRING}}},
        "properties.title: an object in place is not supported",
    ),
    "an object without a type of its values": (
        {TITLE: {"type": "object", "description": "A."}},
        "properties.title: 'additionalProperties' is missing",
    ),
    "a component that is no object": (
        {("components", "schemas", "Word"): {"type": "string", "description": "A."}},
        "components.schemas.Word.type: a component must be an object",
    ),
    "a schema that contains itself": (
        {TITLE: {"$ref": "#/components/schemas/Reel", "description": "A."}},
        "components.schemas.Reel: a schema that contains itself",
    ),
    "words that are no strings": ({(*TITLE, "enum"): [1, 2]}, "title.enum: the words must be"),
    "null among the words alone": ({(*TITLE, "enum"): ["a", None]}, "title.enum: null must be"),
    "a file in a model": ({(*TITLE, "format"): "binary"}, "properties.title: only a form"),
    "an example that does not fit": ({(*TITLE, "examples"): [1]}, "title.examples[0]: the example"),
    "a default that does not fit": ({(*TITLE, "default"): 1}, "title.default: the default"),
    "a field of a body that is called as another argument": (
        {
            (*OPERATION, "requestBody"): {
                "description": "The reel.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Reel"}}},
            }
        },
        "paths./reels/{reelId}.get: the argument 'reel_id' is taken or there twice",
    ),
    # Missing words
    "an operation without a summary": ({(*OPERATION, "summary"): None}, "get.summary: this text"),
    "an operation without a description": (
        {(*OPERATION, "description"): None},
        "get.description: this text is missing",
    ),
    "a description that is to be done": (
        {(*OPERATION, "description"): "TODO describe"},
        "get.description: this text is missing",
    ),
    "a parameter without a description": (
        {(*PARAMETER, "description"): None},
        "get.parameters[0].description: this text is missing",
    ),
    "a schema without a description": (
        {(*REEL, "description"): None},
        "Reel.description: this text",
    ),
    "a property without a description": (
        {(*TITLE, "description"): " "},
        "title.description: this text is missing",
    ),
    "a tag without a description": ({("tags", 0, "description"): None}, "tags[0].description"),
    "a body without a description": (
        {
            (*OPERATION, "requestBody"): {"content": {"application/json": {"schema": STRING}}},
        },
        "get.requestBody.description: this text is missing",
    ),
    "a deprecation without advice": (
        {(*OPERATION, "deprecated"): True},
        "get.description: a deprecated operation must say what to use instead",
    ),
    # Names
    "an operation without a name": ({(*OPERATION, "operationId"): None}, "get: 'operationId' is"),
    "an operation without a tag": ({(*OPERATION, "tags"): None}, "get: 'tags' is missing"),
    "an operation of another resource": (
        {(*OPERATION, "operationId"): "films.get"},
        "get.operationId: must be 'film_reels.<method>'",
    ),
    "an unknown tag": (
        {(*OPERATION, "tags"): ["Films"], (*OPERATION, "operationId"): "films.get"},
        "get.tags: 'Films' is not among the tags",
    ),
    "two properties with one name in Python": (
        {(*REEL, "properties", "reel_id"): {"type": "string", "description": "A."}},
        "two properties are called 'reel_id' in Python",
    ),
    "two arguments with one name in Python": (
        {(*OPERATION, "parameters"): [QUERY, {**QUERY, "name": "q[]"}]},
        "get.parameters[1]: the argument 'q' is there twice",
    ),
    "an argument that every method has": (
        {(*PARAMETER, "name"): "progress", ("paths", "/reels/{progress}"): "move"},
        "the argument 'progress' is taken",
    ),
    "two schemas with one name in Python": (
        {("components", "schemas", "REel"): {"type": "object", "description": "A."}},
        "components.schemas: two schemas have the same name",
    ),
    "an alias that is a schema": (
        {(*REEL, "x-aliases"): ["Reel"]},
        "Reel.x-aliases: 'Reel' is there already",
    ),
    "a property that every model has": (
        {(*REEL, "properties", "toDict"): {"type": "string", "description": "A."}},
        "Reel.properties.toDict: every model has a 'to_dict'",
    ),
    "a property that every update has": (
        {(*REEL, "properties", "toUpdate"): {"type": "string", "description": "A."}},
        "Reel.properties.toUpdate: every model has a 'to_update'",
    ),
    "a required property that is not there": (
        {(*REEL, "required"): ["reelId", "size"]},
        "Reel.required: there is no property 'size'",
    ),
    "a property that is always sent but not there": (
        {(*REEL, "x-always-sent"): ["size"]},
        "Reel.x-always-sent: 'size' is no property that may be absent",
    ),
    "a property that is always sent although it is required": (
        {(*REEL, "x-always-sent"): ["reelId"]},
        "Reel.x-always-sent: 'reelId' is no property that may be absent",
    ),
    "a property that is always sent but may be null": (
        {
            (*REEL, "x-always-sent"): ["title"],
            (*REEL, "properties", "title", "type"): ["string", "null"],
        },
        "Reel.x-always-sent: 'title' is no property that may be absent",
    ),
    # Requests
    "an unknown style": ({(*PARAMETER, "style"): "label"}, "parameters[0]: objects need the style"),
    "a header": (
        {(*OPERATION, "parameters"): [{**QUERY, "in": "header"}]},
        "get.parameters[0].in: a parameter in 'header' is not supported",
    ),
    "a parameter in the path that is not described": (
        {(*OPERATION, "parameters"): []},
        "get: the parameters in the path and those that are described differ",
    ),
    "credentials of its own": ({(*OPERATION, "security"): [{"key": []}]}, "get.security: only an"),
    "a form without a file": (
        {
            (*OPERATION, "requestBody"): FORM,
            ("components", "schemas", "Form"): form(link=STRING),
        },
        "schema: a form must have a 'file'",
    ),
    "a field of a form that is no text": (
        {
            (*OPERATION, "requestBody"): FORM,
            ("components", "schemas", "Form"): form(
                file={"type": "string", "format": "binary"}, size={"type": "integer"}
            ),
        },
        "properties: 'size' must be optional text",
    ),
    "a form as a value": (
        {
            (*OPERATION, "requestBody"): FORM,
            ("components", "schemas", "Form"): form(file={"type": "string", "format": "binary"}),
            TITLE: {"$ref": "#/components/schemas/Form", "description": "A."},
        },
        "title.$ref: a value must be a schema that is no form",
    ),
    "an upload that is no form": (
        {(*OPERATION, "x-upload"): {"session": "start", "part-response": "Reel"}},
        "get.x-upload: only a POST of a form",
    ),
    "a key for what creates nothing": (
        {(*OPERATION, "x-idempotency-key"): True},
        "get.x-idempotency-key: it needs a POST of JSON to a list",
    ),
    "a publication of what is created without a key": (
        {
            (*OPERATION, "x-publication"): {
                "method": "publish",
                "summary": "Publish.",
                "description": "Publishes.",
                "file": "The file.",
            }
        },
        "get.x-publication: only what takes an idempotency key can be published",
    ),
    "a download of what returns no object": (
        {
            (*OPERATION, "responses", "200"): {"description": "Done."},
            (*OPERATION, "x-download"): {
                "method": "download",
                "summary": "Download.",
                "description": "Downloads.",
            },
        },
        "get.x-download: only what belongs to an object that is read can be downloaded",
    ),
    "a repetition of what is no post": (
        {(*OPERATION, "x-repeatable"): True},
        "get.x-repeatable: only a POST that is a single request needs it",
    ),
    "answers of two models": (
        {(*OPERATION, "responses", "204"): {"description": "Done."}},
        "get.responses: there must be successes, and all of one model",
    ),
    "an event of an unknown tag": (
        {("webhooks",): {"reel.made": event("Films")}},
        "webhooks.reel.made.post.tags: 'Films' is not among the tags",
    ),
    "an event with a parameter in its query": (
        {("webhooks",): {"reel.made": event(**{"in": "query"})}},
        "reel.made.post.parameters[0].in: an event has parameters in headers alone",
    ),
    "events with different headers": (
        {("webhooks",): {"reel.made": event(), "reel.lost": event(name="X-Other")}},
        "webhooks.reel.made.post.parameters: all events must have the same headers",
    ),
    "an event without a description": (
        {("webhooks",): {"reel.made": {"post": {**event()["post"], "description": " "}}}},
        "webhooks.reel.made.post.description: this text is missing",
    ),
    "an answer for any status": (
        {(*OPERATION, "responses", "default"): {"description": "Done."}},
        "responses.default: a response must have a status",
    ),
}


def changed(description, changes):
    """A copy of *description*; None takes a key away, "move" gives the one path another name."""
    description = copy.deepcopy(description)
    for steps, value in changes.items():
        place = description
        for step in steps[:-1]:
            place = place[step]
        if value == "move":
            place[steps[-1]] = place.pop("/reels/{reelId}")
        elif value is None:
            del place[steps[-1]]
        else:
            place[steps[-1]] = value
    return description


@pytest.mark.parametrize("case", REFUSALS)
def test_what_is_not_understood_is_refused(case, tiny, monkeypatch):
    monkeypatch.setattr(source, "validate", lambda document: None)  # ours alone, not OpenAPI's
    changes, message = REFUSALS[case]
    text = yaml.safe_dump(changed(tiny, changes))

    with pytest.raises(source.UnsupportedDescription) as refusal:
        parse.library(source.parse(text))

    assert message in str(refusal.value)


def test_the_smallest_description_is_not_refused(tiny):
    assert (
        parse.library(source.parse(yaml.safe_dump(tiny))).resources[0].class_name == "FilmReelsApi"
    )
