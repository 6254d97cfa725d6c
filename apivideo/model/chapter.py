# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field


class Chapter(Model):
    """The chapter file of one video in one language."""

    uri: str = field("uri", default=None)
    """Path of the chapter file in the API, relative to the base URL."""

    src: str = field("src", default=None)
    """Address of the WebVTT file on the delivery network."""

    language: str = field("language", default=None)
    """BCP 47 tag of the language of the chapter titles, such as `fr`."""
