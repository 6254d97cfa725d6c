"""Tiny descriptions are generated, imported and used."""

import datetime
import io
import json
import warnings

import pytest

from generator.schemas import TAKEN, TAKEN_BY_PAGES, TAKEN_BY_PLAYERS, TAKEN_BY_UPDATES

REEL = {"$ref": "#/components/schemas/Reel"}


def answer(schema=REEL):
    return {"description": "Success.", "content": {"application/json": {"schema": schema}}}


def operation(name, **more):
    return {
        "operationId": f"film_reels.{name}",
        "tags": ["Film Reels"],
        "summary": "Do it",
        "description": "Does it.",
        "responses": {"200": answer()},
        **more,
    }


def query(name, schema, **more):
    return {"name": name, "in": "query", "description": "What to find.", "schema": schema, **more}


def body(schema, media="application/json"):
    return {
        "required": True,
        "description": "What to keep.",
        "content": {media: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


def described(**properties):
    return {name: {"description": "A thing.", **one} for name, one in properties.items()}


def test_a_call_has_its_path_and_its_model(tiny, world):
    reels, rest = world(tiny).api("FilmReelsApi", {"reelId": "re1", "title": "Dawn"})

    reel = reels.get("re1")

    assert (rest.requests[0].method, rest.requests[0].url[-10:]) == ("GET", "/reels/re1")
    assert (reel.reel_id, reel.title) == ("re1", "Dawn")


def test_required_attributes_come_first_and_are_needed(tiny, world):
    made = world(tiny)
    reel = made.find("Reel")

    assert list(reel.__annotations__) == ["reel_id", "title"]
    with pytest.raises(TypeError, match="reel_id"):
        reel(title="Dawn")


def test_attributes_have_the_types_of_the_description(tiny, world):
    tiny["components"]["schemas"]["Reel"]["properties"].update(
        described(
            shotAt={"type": "string", "format": "date-time"},
            day={"type": "string", "format": "date"},
            length={"type": "number", "format": "float"},
            parts={"type": "array", "items": {"type": "integer"}},
            notes={"type": "object", "additionalProperties": {"type": "string"}},
            cuts={"type": "array", "items": {"$ref": "#/components/schemas/Cut"}},
        )
    )
    cut = {
        "type": "object",
        "description": "A cut.",
        "properties": described(at={"type": "integer"}),
    }
    tiny["components"]["schemas"]["Cut"] = cut
    reel = world(tiny).find("Reel")

    one = reel.from_json(
        {
            "reelId": "re1",
            "shotAt": "2024-05-28T11:15:07Z",
            "day": "2024-05-28",
            "length": 1.5,
            "parts": [1],
            "notes": {"a": "b"},
            "cuts": [{"at": 3}],
        }
    )

    assert one.shot_at == datetime.datetime(2024, 5, 28, 11, 15, 7, tzinfo=datetime.timezone.utc)
    assert one.day == datetime.date(2024, 5, 28)
    assert (one.length, one.parts, one.notes, one.cuts[0].at) == (1.5, [1], {"a": "b"}, 3)


def test_words_are_listed_null_among_them_or_not(tiny, world):
    tiny["components"]["schemas"]["Reel"]["properties"].update(
        described(
            language={"type": ["string", "null"], "enum": ["en", "no", None]},
            colour={"type": "string", "enum": ["on", "off"]},
        )
    )

    text = world(tiny).read("apivideo/model/reel.py")

    assert 'language: Optional[Literal["en", "no"]] = field("language", default=None)' in text
    assert 'colour: Optional[Literal["on", "off"]] = field("colour", default=None)' in text


def test_the_generator_knows_the_names_that_every_model_has(tiny, world):
    world(tiny)
    from apivideo.model_base import Model

    assert {name for name in dir(Model) if not name.startswith("_")} == TAKEN


def test_the_generator_knows_the_names_that_every_page_has(tiny, world):
    world(tiny)
    from apivideo.pagination import Page

    names = {name for name in dir(Page) if not name.startswith("_")}
    assert names - TAKEN == TAKEN_BY_PAGES


def test_the_generator_knows_the_names_that_everything_with_a_player_has(tiny, world):
    world(tiny)
    from apivideo.playable import Broadcastable

    names = {name for name in dir(Broadcastable) if not name.startswith("_")}
    assert names - TAKEN == TAKEN_BY_PLAYERS


def test_the_generator_knows_the_names_that_every_update_has(tiny, world):
    world(tiny)
    from apivideo.model_base import UpdatePayload

    names = {name for name in dir(UpdatePayload) if not name.startswith("_")}
    assert names - TAKEN == TAKEN_BY_UPDATES - {"to_update"}


def test_a_required_attribute_may_be_null(tiny, world):
    reel = tiny["components"]["schemas"]["Reel"]
    reel["properties"]["reelId"]["type"] = ["string", "null"]
    made = world(tiny)

    assert made.find("Reel")(reel_id=None).to_json() == {"reelId": None}
    assert 'reel_id: Optional[str] = field("reelId")\n' in made.read("apivideo/model/reel.py")


def test_what_is_always_sent_is_not_optional_but_may_be_left_out(tiny, world):
    tiny["components"]["schemas"]["Reel"]["x-always-sent"] = ["title"]
    made = world(tiny)
    reel = made.find("Reel")

    assert '    title: str = field("title", default=None)\n' in made.read("apivideo/model/reel.py")
    assert "| `title` | `str` |" in made.read("docs/reference/models/film_reels.md")
    assert reel(reel_id="re1").title is None
    assert reel(reel_id="re1", title=None).to_json() == {"reelId": "re1", "title": None}


def test_bounds_and_secrets_are_facts_of_an_attribute(tiny, world):
    tiny["components"]["schemas"]["Reel"]["properties"].update(
        described(
            key={"type": "string", "format": "password"},
            size={"type": "integer", "minimum": 0, "maximum": 9},
            name={"type": "string", "maxLength": 3},
            tags={"type": "array", "items": {"type": "string"}, "maxItems": 1},
        )
    )
    reel = world(tiny).find("Reel")

    assert "hush" not in repr(reel(reel_id="re1", key="hush"))
    for values in ({"size": 10}, {"size": -1}, {"name": "long"}, {"tags": ["a", "b"]}):
        with pytest.raises(ValueError, match=next(iter(values))):
            reel(reel_id="re1", **values)


def test_an_alias_is_the_same_model_in_a_module_of_its_own(tiny, world):
    tiny["components"]["schemas"]["Reel"]["x-aliases"] = ["Reel1"]
    made = world(tiny)

    assert issubclass(made.find("Reel1"), made.find("Reel"))
    assert made.find("Reel1").__module__ == "apivideo.model.reel1"
    assert made.find("Reel1")(reel_id="re1").to_json() == {"reelId": "re1"}


def test_query_parameters_keep_their_names_and_get_bounds(tiny, world):
    words = [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
    pairs = {"type": "object", "additionalProperties": {"anyOf": words}}
    tiny["paths"]["/reels"] = {
        "get": operation(
            "list",
            parameters=[
                query("pageSize", {"type": "integer", "minimum": 1, "maximum": 100}),
                query("tags[]", {"type": "array", "items": {"type": "string"}}),
                query("from", {"type": "string", "format": "date"}, required=True),
                query("notes", pairs, style="deepObject", explode=True),
                query("kind", {"type": "string", "enum": ["a", "b"]}),
            ],
        )
    }
    reels, rest = world(tiny).api("FilmReelsApi", {"reelId": "re1"})

    with pytest.raises(ValueError, match="page_size"):
        reels.list(datetime.date(2024, 5, 28), page_size=101)
    reels.list(
        datetime.date(2024, 5, 28),
        tags=["x", "y"],
        notes={"a": "b", "c": ["d", "e"]},
        kind="later",
        page_size=100,
    )

    sent = rest.requests[0].url.partition("?")[2]
    assert sorted(sent.replace("%5B", "[").replace("%5D", "]").split("&")) == [
        "from=2024-05-28",
        "kind=later",
        "notes[a]=b",
        "notes[c][]=d",
        "notes[c][]=e",
        "pageSize=100",
        "tags[]=x",
        "tags[]=y",
    ]


def test_a_body_is_a_model_or_a_dict(tiny, world):
    tiny["paths"]["/reels"] = {"post": operation("create", requestBody=body("Reel"))}
    made = world(tiny)
    reels, rest = made.api("FilmReelsApi", {"reelId": "re1"}, {"reelId": "re1"})

    reels.create(made.find("Reel")(reel_id="re1"))
    reels.create({"reel_id": "re1"})

    assert [request.body for request in rest.requests] == [b'{"reelId": "re1"}'] * 2


def test_what_an_update_returns_gives_its_payload(tiny, world):
    schemas, text = tiny["components"]["schemas"], {"type": "string"}
    for name, properties in (
        ("Pair", {"key": text, "value": text}),
        ("Change", {"pairs": {"type": "array", "items": {"$ref": "#/components/schemas/Pair"}}}),
    ):
        fields = described(**properties)
        schemas[name] = {"type": "object", "description": "A.", "properties": fields}
    schemas["Reel"]["properties"].update(schemas["Change"]["properties"])
    parameters = tiny["paths"]["/reels/{reelId}"]["get"]["parameters"]
    update = operation("update", requestBody=body("Change"), parameters=parameters)
    tiny["paths"]["/reels/{reelId}"]["patch"] = update
    made = world(tiny)
    reel = made.find("Reel")(reel_id="re1", pairs={"a": "b"})

    payload = reel.to_update()

    assert payload == made.find("Change")(pairs={"a": "b"})
    assert reel.pairs_dict == payload.pairs_dict == {"a": "b"}
    payload.pairs_dict = {"a": "c"}
    assert payload.diff(reel) == payload
    page = made.read("docs/reference/models/film_reels.md")
    assert "`to_update()` returns a [`Change`]" in page
    assert "`diff(...)` with a [`Reel`]" in page


def test_what_is_its_own_payload_gives_none(tiny, world):
    tiny["paths"]["/reels"] = {"patch": operation("update", requestBody=body("Reel"))}

    assert not hasattr(world(tiny).find("Reel"), "to_update")


def test_the_fields_of_a_body_are_keywords_too(tiny, world):
    schemas = tiny["components"]["schemas"]
    text = {"type": "string"}
    for name, properties in (("Pair", {"key": text, "value": text}), ("Box", {"size": text})):
        fields = described(**properties)
        schemas[name] = {"type": "object", "description": "A.", "properties": fields}
    schemas["Box"]["required"] = ["size"]
    fields = described(pairs={"type": "array", "items": {"$ref": "#/components/schemas/Pair"}})
    fields["endedAt"] = {"type": ["string", "null"], "description": "The end."}
    fields["box"] = {"$ref": "#/components/schemas/Box", "description": "A box."}
    schemas["Reel"]["properties"].update(fields)
    tiny["paths"]["/reels"] = {"post": operation("create", requestBody=body("Reel"))}
    made = world(tiny)
    reels, rest = made.api("FilmReelsApi", {"reelId": "re1"})

    reels.create(reel_id="re1", pairs={"a": "b"}, ended_at=None, title=None, box={"size": "s"})

    assert json.loads(rest.requests[0].body.decode()) == {
        "reelId": "re1",
        "pairs": [{"key": "a", "value": "b"}],
        "endedAt": None,
        "box": {"size": "s"},
    }
    assert made.find("BoxDict")(size="s") == {"size": "s"}
    assert "    size: Required[str]\n" in made.read("apivideo/model/box.py")
    assert "create(reel_id=" in made.read("docs/reference/apis/film_reels.md")


def test_a_form_is_arguments_and_no_model(tiny, world):
    tiny["paths"]["/reels"] = {
        "post": operation("send", requestBody=body("Form", "multipart/form-data"))
    }
    tiny["components"]["schemas"]["Form"] = {
        "type": "object",
        "description": "A form.",
        "required": ["file"],
        "properties": described(
            file={"type": "string", "format": "binary"}, linkText={"type": "string"}
        ),
    }
    made = world(tiny)
    reels, rest = made.api("FilmReelsApi", {"reelId": "re1"})

    reels.send(io.BytesIO(b"pictures"), link_text="more")

    sent = b"".join(bytes(part) for part in rest.requests[0].body)
    assert b'name="linkText"' in sent and b"pictures" in sent
    assert not (made.folder / "apivideo/model/form.py").exists()


def test_an_upload_has_a_session_and_carries_what_is_copied(tiny, world):
    upload = {"session": "start_upload", "part-response": "Reel"}
    tiny["paths"]["/upload"] = {
        "post": operation(
            "upload",
            security=[],
            requestBody=body("Form", "multipart/form-data"),
            parameters=[query("token", {"type": "string"}, required=True)],
            **{"x-upload": upload},
        )
    }
    tiny["components"]["schemas"]["Form"] = {
        "type": "object",
        "description": "A form.",
        "required": ["file"],
        "properties": described(
            file={"type": "string", "format": "binary"},
            reelId={"type": "string", "x-copy-from-response": True},
        ),
    }

    text = world(tiny).read("apivideo/apis/film_reels_api.py")

    assert "        resume: bool = False,\n" in text
    assert "def start_upload(\n        self, token: str, reel_id: Optional[str] = None\n" in text
    assert '-> "uploads.ProgressiveSession[Reel, Reel]":' in text
    assert text.count('carry="reelId"') == text.count("authenticated=False") == 2


def test_what_creates_may_take_a_key_that_is_looked_up_first(tiny, world):
    tiny["paths"]["/reels"] = {
        "post": operation("create", requestBody=body("Reel"), **{"x-idempotency-key": True})
    }
    made = world(tiny)
    pair = {"key": "idempotencyKey", "value": "k"}
    reels, rest = made.api("FilmReelsApi", {"data": [{"reelId": "re1", "metadata": [pair]}]})

    found = reels.create({"reel_id": "re1"}, idempotency_key="k")

    assert found.reel_id == "re1"
    assert [request.method for request in rest.requests] == ["GET"]
    text = made.read("apivideo/apis/film_reels_api.py")
    assert "        idempotency_key: Optional[str] = None,\n" in text
    assert "            idempotency_key: A name of your own" in text


def test_a_post_that_replaces_is_sent_again_and_the_reference_says_so(tiny, world):
    post = operation("replace", requestBody=body("Reel"), **{"x-repeatable": True})
    tiny["paths"]["/reels"] = {"post": post}
    made = world(tiny)

    assert "repeatable=True, **self._options" in made.read("apivideo/apis/film_reels_api.py")
    reference = made.read("docs/reference/apis/film_reels.md")
    assert reference.count("[sent again](../../guides/reliability.md#what-is-retried)") == 1


def test_an_operation_without_an_answer_returns_nothing(tiny, world):
    tiny["paths"]["/reels"] = {
        "delete": operation("clear", responses={"204": {"description": "Done."}})
    }

    assert ") -> None:\n" in world(tiny).read("apivideo/apis/film_reels_api.py")


def test_a_hidden_operation_has_no_method(tiny, world):
    tiny["paths"]["/reels"] = {"get": operation("list", **{"x-hidden": True})}
    made = world(tiny)

    assert not hasattr(made.find("FilmReelsApi"), "list")
    assert "list" not in made.read("docs/reference/apis/film_reels.md")


def test_a_deprecated_operation_warns_with_what_to_use(tiny, world):
    one = tiny["paths"]["/reels/{reelId}"]["get"]
    one.update(
        deprecated=True, description="Answers with a reel. Gone since 2024, use `list` instead."
    )
    reels, _ = world(tiny).api("FilmReelsApi", {"reelId": "re1"})

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        reels.get("re1")

    assert [str(one.message) for one in caught] == ["Gone since 2024, use `list` instead."]
    assert caught[0].category is DeprecationWarning


def test_prose_speaks_python(tiny, world):
    one = tiny["paths"]["/reels/{reelId}"]["get"]
    one["description"] = "Needs `reelId`; `null` and `reel.reelId` are `true`, `/reels` is not."
    one["parameters"].append(
        query("sortBy", {"type": "string", "enum": ["sortBy"]}, required=False)
    )
    one["parameters"][1]["description"] = "The word `sortBy`."

    found = world(tiny).find("FilmReelsApi").get.__doc__

    assert "Needs `reel_id`; `None` and `reel.reel_id` are `True`, `/reels` is not." in found
    assert "sort_by: The word `sortBy`." in found


def test_an_event_has_a_model_by_its_name(tiny, world):
    event = {key: one for key, one in operation("told").items() if key != "operationId"}
    header = {"name": "X-Reel", "in": "header", "description": "A.", "schema": {"type": "string"}}
    event.update(parameters=[header], requestBody=body("Reel"))
    event["responses"] = {"2XX": {"description": "Done."}}
    tiny["webhooks"] = {"reel.made": {"post": event}}

    made = world(tiny)

    from apivideo.model.webhook_events import EVENTS

    assert EVENTS == {"reel.made": made.find("Reel")}


def test_a_default_is_told(tiny, world):
    title = tiny["components"]["schemas"]["Reel"]["properties"]["title"]
    title["default"] = "Untitled"

    assert "Name of the reel. Default: `Untitled`." in world(tiny).read("apivideo/model/reel.py")


def test_prose_cannot_break_the_code(tiny, world):
    text = 'Quotes """ and \\ and "'
    tiny["components"]["schemas"]["Reel"]["description"] = text
    tiny["tags"][0]["description"] = text

    made = world(tiny)

    assert made.find("Reel").__doc__.strip() == text
    assert made.find("FilmReelsApi").__doc__.strip() == text


def test_the_reference_has_an_example_that_compiles(tiny, world):
    page = world(tiny).read("docs/reference/apis/film_reels.md")
    example = page.partition("```python\n")[2].partition("```")[0]

    compile(example, "example", "exec")
    assert 'reel = client.film_reels.get("re1")' in example
    assert "print(reel.reel_id)" in example
    assert "| `NotFoundException` | 404 | There is no such reel. |" in page
    assert "[`Reel`](../models/film_reels.md#reel)" in page
