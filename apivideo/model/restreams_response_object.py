# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field


class RestreamsResponseObject(Model):
    """A server that the broadcast is forwarded to, as part of a live stream."""

    name: str = field("name", default=None)
    """A free label for this destination, such as the name of the platform."""

    server_url: str = field("serverUrl", default=None)
    """The address of the destination, as `rtmp://host/app` or `rtmps://host/app`."""

    stream_key: str = field("streamKey", default=None, secret=True)
    """The secret that the destination issued for this broadcast. Anyone who has it can broadcast
    there.
    """
