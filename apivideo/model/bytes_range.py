# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class BytesRange(Model):
    """One range of the source file that an upload cut by bytes has delivered."""

    from_: int = field("from", default=None)
    """Position of the first byte of the range, counted from 0."""

    to: int = field("to", default=None)
    """Position of the last byte of the range; that byte is included."""

    total: Optional[int] = field("total", default=None)
    """Size of the whole file in bytes, as stated by the upload."""
