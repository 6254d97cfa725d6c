"""Reading the description."""

import pytest
import yaml

from generator.source import Loader, Node, UnsupportedDescription, paragraphs, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("off", "off"),
        ("Yes", "Yes"),
        ("2024-05-28", "2024-05-28"),
        ("2024-05-28T11:15:07+00:00", "2024-05-28T11:15:07+00:00"),
        ("1:30", "1:30"),
        ("<<", "<<"),
        ("false", False),
        ("null", None),
        ("", None),
        ("~", None),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("-3", -3),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("1_000", "1_000"),
    ],
)
def test_scalars_follow_yaml_1_2(text, value):
    read = yaml.load(text, Loader)

    assert read == value
    assert type(read) is type(value)


def test_a_key_that_is_there_twice_is_refused():
    with pytest.raises(UnsupportedDescription, match="line 2: the key 'a' is there twice"):
        parse("paths:\n  a: 1\n  b: 2\n  a: 3\n")


def test_text_that_is_no_yaml_is_refused_with_its_line():
    with pytest.raises(UnsupportedDescription, match="line 2"):
        parse("paths:\n  a: b: c\n")


def test_a_description_that_is_not_valid_is_refused_with_a_pointer(tiny):
    del tiny["info"]["title"]

    with pytest.raises(UnsupportedDescription) as refusal:
        parse(yaml.safe_dump(tiny))

    assert refusal.value.pointer == "info"


def test_a_node_knows_its_place():
    node = Node({"paths": {"/videos": {"get": {"parameters": [{}, {"schema": 1}]}}}})

    schema = node["paths"]["/videos"]["get"]["parameters"].elements()[1]["schema"]

    assert schema.pointer == "paths./videos.get.parameters[1].schema"


def test_a_reference_leads_to_its_component():
    node = Node(
        {"a": {"$ref": "#/components/schemas/B"}, "components": {"schemas": {"B": {"c": 1}}}}
    )

    assert node["a"].target().pointer == "components.schemas.B"
    assert node["a"].target()["c"].value == 1


@pytest.mark.parametrize("reference", ["#/components/schemas/Nothing", "other.yaml#/B", "#/paths"])
def test_a_reference_to_nothing_or_elsewhere_is_refused(reference):
    node = Node({"a": {"$ref": reference}, "components": {"schemas": {}}})

    with pytest.raises(UnsupportedDescription, match=r"^a\.\$ref: "):
        node["a"].target()


def test_a_key_that_is_no_string_is_refused():
    with pytest.raises(UnsupportedDescription, match="put it in quotes"):
        list(Node({200: {}}).items())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\ntwo", "one two"),
        ("one\n\n\ntwo\n", "one\n\ntwo"),
        ("these:\n- a\n  b\n- c", "these:\n- a b\n- c"),
        ("  \n\n one ", "one"),
    ],
)
def test_line_breaks_within_a_paragraph_do_not_count(text, lines):
    assert paragraphs(text) == lines
