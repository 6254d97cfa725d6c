# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field
from apivideo.options import TypedDict


class Metadata(Model):
    """A key and value pair attached to a video."""

    key: str = field("key", default=None)
    """Name of the entry, such as `Author`."""

    value: str = field("value", default=None)
    """Text stored under the key."""


class MetadataDict(TypedDict, total=False):
    """A dict in the place of a Metadata."""

    key: str
    value: str
