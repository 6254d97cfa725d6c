# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class LiveStreamSessionClient(Model):
    """Only in responses of the deprecated raw statistics calls. The program that a live stream was
    watched with.
    """

    name: Optional[str] = field("name", default=None)
    """The name of the program, such as `Firefox`."""

    version: Optional[str] = field("version", default=None)
    """The version of the program, as text."""

    type: Optional[str] = field("type", default=None)
    """The kind of program, such as `browser`."""
