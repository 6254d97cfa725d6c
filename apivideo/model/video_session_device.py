# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class VideoSessionDevice(Model):
    """Only in responses of the deprecated raw statistics calls. The device that a video was watched
    on; unknown values read `unknown`.
    """

    type: Optional[str] = field("type", default=None)
    """The kind of device, such as `desktop`."""

    vendor: Optional[str] = field("vendor", default=None)
    """The maker of the device, such as `Dell`."""

    model: Optional[str] = field("model", default=None)
    """The model of the device."""
