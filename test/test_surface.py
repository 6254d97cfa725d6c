"""Code written for the published client finds every name it knows, with the same parameters.

``data/surface.json`` holds the names of its versions 1.3.0 to 1.4.7 together.
"""

import builtins
import importlib
import inspect
import json
import os
import re
import subprocess
import sys
import warnings
from typing import Any, Dict, List, Tuple

import pytest
from dateutil.parser import isoparse
from support import description
from support.fake_rest import FakeRest, answer

import apivideo
from apivideo import (
    api_client,
    auth_api_client,
    configuration,
    endpoint,
    exceptions,
    model_utils,
    rest,
)
from apivideo.model_base import Model

HERE = os.path.dirname(os.path.abspath(__file__))

with open(os.path.join(HERE, "data", "surface.json"), encoding="utf-8") as stored:
    SURFACE = json.load(stored)

COMPOSED = "serves schemas made of others (oneOf, allOf, anyOf); no model of the service is one"
CONVERSION = (
    "serves the conversion of each value when an answer arrives; here convert.py does, late"
)

DELIBERATELY_ABSENT = {
    "apivideo.model_utils.COERCIBLE_TYPE_PAIRS": CONVERSION,
    "apivideo.model_utils.COERCION_INDEX_BY_TYPE": CONVERSION,
    "apivideo.model_utils.UPCONVERSION_TYPE_PAIRS": CONVERSION,
    "apivideo.model_utils.allows_single_value_input": COMPOSED,
    "apivideo.model_utils.attempt_convert_item": CONVERSION,
    "apivideo.model_utils.change_keys_js_to_python": CONVERSION,
    "apivideo.model_utils.composed_model_input_classes": COMPOSED,
    "apivideo.model_utils.convert_js_args_to_python_args": CONVERSION,
    "apivideo.model_utils.get_additional_properties_model_instances": COMPOSED,
    "apivideo.model_utils.get_allof_instances": COMPOSED,
    "apivideo.model_utils.get_anyof_instances": COMPOSED,
    "apivideo.model_utils.get_discriminated_classes": COMPOSED,
    "apivideo.model_utils.get_discriminator_class": COMPOSED,
    "apivideo.model_utils.get_oneof_instance": COMPOSED,
    "apivideo.model_utils.get_possible_classes": COMPOSED,
    "apivideo.model_utils.get_required_type_classes": CONVERSION,
    "apivideo.model_utils.get_simple_class": CONVERSION,
    "apivideo.model_utils.get_type_error": CONVERSION,
    "apivideo.model_utils.get_unused_args": COMPOSED,
    "apivideo.model_utils.get_valid_classes_phrase": CONVERSION,
    "apivideo.model_utils.get_var_name_to_model_instances": COMPOSED,
    "apivideo.model_utils.is_json_validation_enabled": CONVERSION,
    "apivideo.model_utils.is_type_nullable": COMPOSED,
    "apivideo.model_utils.is_valid_type": CONVERSION,
    "apivideo.model_utils.order_response_types": CONVERSION,
    "apivideo.model_utils.remove_uncoercible": CONVERSION,
    "apivideo.model_utils.type_error_message": CONVERSION,
    "apivideo.model_utils.validate_get_composed_info": COMPOSED,
}

BY_NAME_ONLY = {
    "RESTClientObject.GET": 2,
    "RESTClientObject.HEAD": 2,
    "RESTClientObject.DELETE": 2,
}
"""How many parameters may be given by place, where it is fewer: all verbs have one signature."""

IMPORTABLE = [
    (module, name)
    for module, names in SURFACE["importable"].items()
    for name in names
    if f"{module}.{name}" not in DELIBERATELY_ABSENT
]

METHODS = [
    pytest.param(class_name, name, method, id=f"{class_name}.{name}")
    for class_name, one in SURFACE["apis"].items()
    for name, method in one["methods"].items()
]


# ---- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize("module, name", IMPORTABLE, ids=lambda one: str(one))
def test_a_published_name_is_importable_from_where_it_was(module: str, name: str) -> None:
    try:
        found = getattr(importlib.import_module(module), name)
    except AttributeError:
        found = importlib.import_module(f"{module}.{name}")

    assert found is not None


def test_what_is_left_out_is_really_absent() -> None:
    for path in DELIBERATELY_ABSENT:
        module, _, name = path.rpartition(".")
        assert not hasattr(importlib.import_module(module), name), path
        assert name in SURFACE["importable"][module], path


def test_a_plain_import_gives_the_names_it_gave() -> None:
    names = SURFACE["root_names_after_plain_import"]
    program = f"import apivideo\nfor name in {names!r}: getattr(apivideo, name)"

    assert subprocess.call([sys.executable, "-c", program]) == 0


# ---- API classes -----------------------------------------------------------------------------


def test_there_are_as_many_methods_and_models_as_were_published() -> None:
    assert (len(SURFACE["apis"]), len(METHODS), len(SURFACE["models"])) == (12, 64, 98)


def values(class_name: str, name: str) -> Dict[str, Any]:
    """A value for each argument of a method, by the names of the published client too."""
    for one in description.OPERATIONS:
        names = (one.method_name, one.upload["session"] if one.upload else None)
        if one.class_name == class_name and name in names:
            found = {parameter.name: parameter.python_value for parameter in one.parameters}
            return dict(found, _from=found.get("from_"))
    raise AssertionError(f"no operation is {class_name}.{name}")


OPTIONS = {
    "_preload_content": True,
    "_request_timeout": (1, 2),
    "_return_http_data_only": True,
    "async_req": False,
    "_progress_listener": None,
}


def api(class_name: str, rest_client: Any) -> Any:
    """The API class, from the import path of the published client."""
    module = importlib.import_module(SURFACE["apis"][class_name]["module"])
    client = api_client.ApiClient(rest_client=rest_client)
    return getattr(module, class_name)(client)


@pytest.mark.parametrize("class_name, name, method", METHODS)
def test_a_published_method_takes_its_arguments_as_it_did(
    class_name: str, name: str, method: Dict[str, Any]
) -> None:
    fake = FakeRest(answer(200, {"videoId": "vi"}), answer(200, {"videoId": "vi"}))
    given = values(class_name, name)
    positional = [one.rstrip("=") for one in method["positional"]]
    keywords = {one: given[one] for one in method.get("keyword", ())}
    keywords.update((one, OPTIONS[one]) for one in method.get("control", ()))
    call = getattr(api(class_name, fake), name)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        first = call(*[given[one] for one in positional], **keywords)
        second = call(**dict(keywords, **{one: given[one] for one in positional}))

    if "session" in method:
        for session in (first, second):
            for part, parameters in method["session"].items():
                assert parameters == ["file"]
                getattr(session, part)(file=b"part")
            fake.answers = [answer(200, {"videoId": "vi"})] * 2
        assert len(fake.requests) == 4
    else:
        assert len(fake.requests) == 2
        assert fake.requests[0].url == fake.requests[1].url


@pytest.mark.parametrize("class_name", SURFACE["apis"])
def test_an_api_class_is_the_same_wherever_it_is_imported_from(class_name: str) -> None:
    from apivideo import apis

    module = SURFACE["apis"][class_name]["module"]

    old = getattr(importlib.import_module(module), class_name)
    new = getattr(importlib.import_module(module.replace(".api.", ".apis.")), class_name)

    assert old is new is getattr(apis, class_name)


# ---- models ----------------------------------------------------------------------------------

SCHEMAS = {
    name: schema
    for original, schema in description.ROOT["components"]["schemas"].items()
    for name in [original] + schema.get("x-aliases", [])
}


def example(name: str) -> Tuple[Dict[str, Any], Dict[str, Any]]:
    """An instance in JSON, and what its constructor is given, by published names."""
    published = SURFACE["models"][name]["attributes"]
    document = description.example(SCHEMAS[name])
    properties = SCHEMAS[name]["properties"]
    given = {
        attribute: description.in_python(properties[json_name], document[json_name])
        for attribute, json_name in published.items()
    }
    return {json_name: document[json_name] for json_name in published.values()}, given


def moments(document: Any) -> Any:
    """*document* with one spelling for each moment: ``Z`` and milliseconds are another way."""
    if isinstance(document, dict):
        return {name: moments(value) for name, value in document.items()}
    if isinstance(document, list):
        return [moments(value) for value in document]
    is_moment = isinstance(document, str) and re.match(r"\d{4}-\d\d-\d\dT", document)
    return isoparse(document) if is_moment else document


def published_model(name: str) -> Any:
    return getattr(importlib.import_module(SURFACE["models"][name]["module"]), name)


@pytest.mark.parametrize("name", SURFACE["models"])
def test_a_published_model_is_built_from_its_attributes(name: str) -> None:
    document, given = example(name)
    by_place = SURFACE["models"][name]["init_positional"]
    by_name = {one: value for one, value in given.items() if one not in by_place}

    model = published_model(name)(*[given[one] for one in by_place], **by_name)

    assert moments(model.to_json()) == moments(document)


@pytest.mark.parametrize("name", SURFACE["models"])
def test_a_published_model_reads_and_takes_its_attributes(name: str) -> None:
    document, given = example(name)
    model = published_model(name).from_json(document)
    empty = published_model(name).from_json({})

    for attribute, value in given.items():
        read = getattr(model, attribute)
        setattr(empty, attribute, value)

        assert read is not None
        assert attribute in model
        assert model[attribute] == model.get(attribute) == read
    assert moments(empty.to_json()) == moments(document)
    for method in ("to_dict", "to_str"):
        assert getattr(model, method)()
    assert isinstance(model, model_utils.OpenApiModel)
    assert isinstance(model, model_utils.ModelNormal)


@pytest.mark.parametrize("name", SURFACE["models"])
def test_a_model_is_the_same_wherever_it_is_imported_from(name: str) -> None:
    from apivideo import model

    assert issubclass(published_model(name), Model)
    assert getattr(model, name) is published_model(name)


# ---- classes ---------------------------------------------------------------------------------

CLASSES = {
    api_client: {"ApiClient": SURFACE["api_client"]},
    auth_api_client: {"AuthenticatedApiClient": SURFACE["auth_api_client"]},
    configuration: {"Configuration": SURFACE["configuration"]},
    endpoint: SURFACE["endpoint"],
    exceptions: {
        name: {"init": one["init"], "methods": {}, "properties": {}}
        for name, one in SURFACE["exceptions"].items()
    },
    model_utils: SURFACE["model_bases"],
    rest: SURFACE["rest"],
}

CALLABLES = [
    pytest.param(
        getattr(module, name) if method == "init" else getattr(getattr(module, name), method),
        parameters,
        method == "init",
        id=f"{name}.{method}",
    )
    for module, classes in CLASSES.items()
    for name, one in classes.items()
    for method, parameters in [("init", one["init"])] + list(one["methods"].items())
]


def takes(function: Any, is_class: bool, places: List[str], names: List[str]) -> None:
    """Raises TypeError unless *function* takes so many by place and the rest by name."""
    signature = inspect.signature(function)
    first = next(iter(signature.parameters), "")
    bound = is_class or inspect.ismethod(function) or first not in ("self", "instance")
    signature.bind(*[None] * (not bound), *places, **dict.fromkeys(names))


@pytest.mark.parametrize("function, parameters, is_class", CALLABLES)
def test_a_published_callable_takes_its_parameters_by_place_and_by_name(
    function: Any, parameters: List[str], is_class: bool, request: Any
) -> None:
    if parameters == ["*args", "**kwargs"]:
        return  # a class without a constructor of its own
    test_id = request.node.callspec.id
    named = [one.rstrip("=") for one in parameters if not one.startswith("*")]
    required = [one for one in parameters if not one.endswith("=") and not one.startswith("*")]
    by_place = named[: BY_NAME_ONLY.get(test_id, len(named))]

    takes(function, is_class, required, [])
    takes(function, is_class, by_place, named[len(by_place) :])
    takes(function, is_class, [], named)


@pytest.mark.parametrize(
    "module, name, properties",
    [
        pytest.param(module, name, one["properties"], id=name)
        for module, classes in CLASSES.items()
        for name, one in classes.items()
        if one["properties"]
    ],
)
def test_a_published_property_is_there_and_settable_where_it_was(
    module: Any, name: str, properties: Dict[str, bool]
) -> None:
    for attribute, settable in properties.items():
        found = inspect.getattr_static(getattr(module, name), attribute)

        assert isinstance(found, property)
        assert (found.fset is not None) >= settable


def test_an_authenticated_client_takes_what_a_plain_one_takes() -> None:
    parameters = {one.rstrip("="): None for one in SURFACE["api_client"]["init"]}
    signature = inspect.signature(apivideo.AuthenticatedApiClient)

    signature.bind("key", False, **parameters)
    signature.bind(api_key="key", production=True, **parameters)

    assert issubclass(apivideo.AuthenticatedApiClient, apivideo.ApiClient)
    assert auth_api_client.HOST_ENVIRONMENT == SURFACE["auth_api_client"]["HOST_ENVIRONMENT"]


@pytest.mark.parametrize("name", SURFACE["exceptions"])
def test_a_published_exception_has_its_bases(name: str) -> None:
    exception = getattr(exceptions, name)

    for base in SURFACE["exceptions"][name]["bases"]:
        ours = getattr(exceptions, base, None) or getattr(builtins, base)
        assert issubclass(exception, ours)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 418, 429, 500, 503])
def test_an_exception_has_the_attributes_it_had(status: int) -> None:
    error = exceptions.exception_for(answer(status, {"title": "No"}, {"X-One": "1"}))

    assert isinstance(error, exceptions.ApiException)
    assert error.status == status
    assert error.reason == ""
    assert error.body == '{"title": "No"}'
    assert error.headers == {"X-One": "1"}


# ---- configuration ---------------------------------------------------------------------------


def test_the_constants_are_those_of_the_published_client() -> None:
    constants = dict(SURFACE["configuration"]["constants"])
    keywords = constants.pop("JSON_SCHEMA_VALIDATION_KEYWORDS")

    assert keywords == sorted(configuration.JSON_SCHEMA_VALIDATION_KEYWORDS)
    assert constants == {name: getattr(configuration, name) for name in constants}


def test_a_configuration_has_the_attributes_and_defaults_it_had() -> None:
    expected = dict(SURFACE["configuration"]["attributes"])
    loggers = expected.pop("logger")
    del expected["logger_formatter"], expected["connection_pool_maxsize"]
    one = apivideo.Configuration()

    assert {name: getattr(one, name) for name in expected} == expected
    assert sorted(one.logger) == sorted(loggers)
    assert one.logger_formatter is not None
    assert one.connection_pool_maxsize % 5 == 0
    assert one.host == SURFACE["configuration"]["host"]
    assert [host["url"] for host in one.get_host_settings()] == (
        SURFACE["configuration"]["host_settings"]
    )


def test_every_attribute_of_a_configuration_can_be_set() -> None:
    one = apivideo.Configuration()

    for name in SURFACE["configuration"]["attributes"]:
        if name not in ("logger", "logger_formatter"):
            setattr(one, name, getattr(one, name))
