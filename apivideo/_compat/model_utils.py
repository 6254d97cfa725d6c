"""Types and functions of the published client's ``model_utils``.

Its machinery for composed schemas has no counterpart: no model of the service is composed.
"""

import io
import os
import re
from datetime import date, datetime
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

from apivideo.convert import parse_date, parse_datetime
from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.model_base import Bounds, Model

none_type = type(None)

OpenApiModel = ModelNormal = ModelSimple = ModelComposed = Model

PRIMITIVE_TYPES = (list, float, int, bool, datetime, date, str, io.IOBase)


class GenericFile:
    """A file that can be read from any position."""

    def read(self, *args: Any) -> bytes:
        """Return the content from the current position on."""
        raise NotImplementedError

    def seek(self, *args: Any) -> int:
        """Change the position."""
        raise NotImplementedError

    def tell(self, *args: Any) -> int:
        """Return the current position."""
        raise NotImplementedError


class _FileKind(type):
    def __instancecheck__(cls, value: Any) -> bool:
        return all(hasattr(value, name) for name in ("read", "seek", "tell"))


class file_type(GenericFile, metaclass=_FileKind):
    """``isinstance(x, file_type)``: x has ``read``, ``seek`` and ``tell``."""


class cached_property:
    """A property that is computed once per instance."""

    def __init__(self, fn: Callable[[Any], Any]) -> None:
        self._fn = fn

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._fn(instance)
        return value


def model_to_dict(model_instance: Model, serialize: bool = True) -> Dict[str, Any]:
    """Return a model as a dict: with JSON names and values if *serialize*, else with Python's."""
    return model_instance.to_json() if serialize else model_instance.to_dict()


def check_allowed_values(
    allowed_values: Mapping[Any, Mapping[str, Any]], input_variable_path: Any, input_values: Any
) -> None:
    """Raise ApiValueError unless the words are in ``allowed_values[input_variable_path]``."""
    allowed = list(allowed_values[input_variable_path].values())
    given = input_values if isinstance(input_values, (list, set, dict)) else [input_values]
    wrong = [value for value in given if value not in allowed]
    if wrong:
        message = "Invalid value for `{}` ({}), must be one of {}"
        raise ApiValueError(message.format(input_variable_path[0], wrong[0], allowed))


def check_validations(
    validations: Mapping[Any, Mapping[str, Any]],
    input_variable_path: Any,
    input_values: Any,
    configuration: Any = None,
) -> None:
    """Raise ApiValueError if the value violates ``validations[input_variable_path]``."""
    limits = validations[input_variable_path]
    bounds = Bounds(
        limits.get("inclusive_minimum"),
        limits.get("inclusive_maximum"),
        limits.get("max_length"),
        limits.get("max_items"),
    )
    bounds.check(input_values, str(input_variable_path[0]))


def deserialize_primitive(data: Any, klass: Any, path_to_item: Any) -> Any:
    """Return *data* as a datetime, a date or another simple type."""
    parse = {datetime: parse_datetime, date: parse_date}.get(klass, klass)
    try:
        return parse(data)
    except (TypeError, ValueError) as error:
        raise ApiValueError(f"cannot read {data!r}", path_to_item) from error


def deserialize_model(
    model_data: Dict[str, Any],
    model_class: Any,
    path_to_item: Any = None,
    check_type: bool = True,
    configuration: Any = None,
    spec_property_naming: bool = True,
) -> Any:
    """Return a *model_class* on a JSON object."""
    return model_class.from_json(model_data)


def deserialize_file(
    response_data: Any, configuration: Any, content_disposition: Optional[str] = None
) -> Any:
    """Return an open temporary file with *response_data*, named as *content_disposition* says.

    Only the last segment of that name is used, so that no response chooses the folder.
    """
    import tempfile  # slow to import, and rarely needed

    folder = tempfile.mkdtemp(dir=configuration.temp_folder_path)
    found = re.search(r'filename="?([^"\s;]+)"?', content_disposition or "")
    name = os.path.basename(found.group(1).replace("\\", "/")) if found else ""
    path = os.path.join(folder, name if name.strip(".") else "file")
    content = response_data if isinstance(response_data, bytes) else str(response_data).encode()
    with open(path, "wb") as stored:
        stored.write(content)
    return open(path, "rb")


def validate_and_convert_types(
    input_value: Any,
    required_types_mixed: Tuple[Any, ...],
    path_to_item: List[Any],
    spec_property_naming: bool = False,
    _check_type: bool = True,
    configuration: Any = None,
) -> Any:
    """Return *input_value* as the first type in *required_types_mixed* that can hold it.

    A list or a dict in *required_types_mixed* describes a list or a dict of its types.
    """
    for wanted in required_types_mixed:
        if isinstance(wanted, list) and isinstance(input_value, list):
            return [
                validate_and_convert_types(one, tuple(wanted), path_to_item + [index])
                for index, one in enumerate(input_value)
            ]
        if isinstance(wanted, dict) and isinstance(input_value, dict):
            return {
                key: validate_and_convert_types(one, wanted[str], path_to_item + [key])
                for key, one in input_value.items()
            }
        if not isinstance(wanted, type):
            continue
        exact = wanted in (int, float)  # True is no int here
        if type(input_value) is wanted if exact else isinstance(input_value, wanted):
            return input_value
        if issubclass(wanted, Model) and isinstance(input_value, dict):
            return wanted.from_payload(input_value, render(path_to_item))
        if wanted in (datetime, date) and isinstance(input_value, str):
            return deserialize_primitive(input_value, wanted, path_to_item)
    if not _check_type:
        return input_value
    names = [getattr(one, "__name__", str(one)) for one in required_types_mixed]
    message = "must be {}, not {}".format(" or ".join(names), type(input_value).__name__)
    raise ApiTypeError(message, path_to_item, tuple(required_types_mixed))


def render(path_to_item: List[Any]) -> str:
    """Return how an error calls the value at *path_to_item*."""
    head, *steps = path_to_item or ["value"]
    return str(head) + "".join(f"[{step!r}]" for step in steps)
