# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model.captions_update_payload import CaptionsUpdatePayload
from apivideo.model_base import Model, field


class Caption(Model):
    """The caption file of one video in one language, uploaded or generated from a transcript."""

    uri: str = field("uri", default=None)
    """Path of the caption in the API, relative to the base URL."""

    src: str = field("src", default=None)
    """Address of the WebVTT file on the delivery network."""

    srclang: str = field("srclang", default=None)
    """Tag of the caption language, with dashes between its parts, such as `en` or `sr-Cyrl`."""

    language_name: Optional[str] = field("languageName", default=None)
    """Name of the language in words, such as `English`."""

    default: bool = field("default", default=None)
    """Whether the player shows this caption without the viewer asking for it. Default: `False`."""

    def to_update(self) -> CaptionsUpdatePayload:
        """Return a payload of what can be changed, as it is now."""
        return CaptionsUpdatePayload.from_model(self)
