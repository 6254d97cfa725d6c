# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field
from apivideo.options import Required, TypedDict


class RestreamsRequestObject(Model):
    """A server to forward the broadcast to, in the payloads that create or update a live stream.
    All three properties are required and none may be blank.
    """

    name: str = field("name")
    """A free label for this destination, such as the name of the platform."""

    server_url: str = field("serverUrl")
    """The address of the destination, as `rtmp://host/app` or `rtmps://host/app`. The part after
    the host is required and SRT is not supported.
    """

    stream_key: str = field("streamKey", secret=True)
    """The secret that the destination issued for this broadcast."""


class RestreamsRequestObjectDict(TypedDict, total=False):
    """A dict in the place of a RestreamsRequestObject."""

    name: Required[str]
    server_url: Required[str]
    stream_key: Required[str]
