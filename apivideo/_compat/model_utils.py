"""Types and functions of the published client's ``model_utils``."""

import io
import os
import re
from datetime import date, datetime
from typing import Any, Callable, Dict, Optional

from apivideo.convert import PARSERS, PUBLISHED_BOUNDS, Bounds, acceptor, annotation_of
from apivideo.exceptions import ApiTypeError, ApiValueError, render_path
from apivideo.model_base import Model

__all__ = ["ChunkIO", "GenericFile", "ModelComposed", "ModelNormal", "ModelSimple", "OpenApiModel"]
__all__ += ["PRIMITIVE_TYPES", "cached_property", "check_allowed_values", "check_validations"]
__all__ += ["deserialize_file", "deserialize_model", "deserialize_primitive", "file_type"]
__all__ += ["model_to_dict", "none_type", "validate_and_convert_types"]

none_type: Any = type(None)

OpenApiModel = ModelNormal = ModelSimple = ModelComposed = Model

PRIMITIVE_TYPES = (list, float, int, bool, datetime, date, str, io.IOBase)


class _FileKind(type):
    def __instancecheck__(cls, value: Any) -> bool:
        return all(hasattr(value, name) for name in ("read", "seek", "tell"))


class file_type(metaclass=_FileKind):
    """A file that can be read from any position: what has ``read``, ``seek`` and ``tell``."""

    def read(self, *args: Any) -> Any:
        """Return the content from the current position on."""
        raise NotImplementedError

    seek: Any = read
    tell: Any = read


GenericFile = file_type


class cached_property:
    """A property that is computed once per instance."""

    def __init__(self, fn: Callable[[Any], Any]) -> None:
        self._fn = fn

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = instance.__dict__[self._fn.__name__] = self._fn(instance)
        return value


def model_to_dict(model_instance: Model, serialize: bool = True) -> Dict[str, Any]:
    """Return a model as a dict: with JSON names and values if *serialize*, else with Python's."""
    return model_instance.to_json() if serialize else model_instance.to_dict()


def check_allowed_values(allowed_values: Any, input_variable_path: Any, input_values: Any) -> None:
    """Raise ApiValueError unless the words are in ``allowed_values[input_variable_path]``."""
    allowed = list(allowed_values[input_variable_path].values())
    name = input_variable_path[0]
    for value in input_values if isinstance(input_values, (list, set, dict)) else [input_values]:
        if value not in allowed:
            raise ApiValueError(f"Invalid value for `{name}` ({value}), must be one of {allowed}")


def check_validations(
    validations: Any, input_variable_path: Any, input_values: Any, configuration: Any = None
) -> None:
    """Raise ApiValueError if the value violates ``validations[input_variable_path]``."""
    bounds = Bounds(*map(validations[input_variable_path].get, PUBLISHED_BOUNDS))
    bounds.check(input_values, str(input_variable_path[0]))


def deserialize_primitive(data: Any, klass: Any, path_to_item: Any) -> Any:
    """Return *data* as a datetime, a date or another simple type."""
    try:
        return (PARSERS.get(klass) or klass)(data)
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
    """Return an open temporary file; only the last segment of its name in the header is used."""
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
    required_types_mixed: Any,
    path_to_item: Any,
    spec_property_naming: bool = False,
    _check_type: bool = True,
    configuration: Any = None,
) -> Any:
    """Return *input_value* as the first type in *required_types_mixed* that can hold it."""
    head, *steps = path_to_item or ["value"]
    name = f"{head}{render_path(steps)}"
    try:
        return acceptor(annotation_of(required_types_mixed, "required_types_mixed"))(
            input_value, name
        )
    except ApiTypeError as error:
        if not _check_type:
            return input_value
        error.path_to_item, error.valid_classes = path_to_item, required_types_mixed
        raise


class ChunkIO(io.BytesIO):
    """Bytes with a file name."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name
