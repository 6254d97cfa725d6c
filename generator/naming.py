"""Names of the description and what they are called in Python."""

from __future__ import annotations

import keyword
import re


def snake_case(name: str) -> str:
    """``videoId`` as ``video_id``, ``tags[]`` as ``tags``, ``from`` as ``from_``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.replace("[]", "")).lower()
    return words + "_" if keyword.iskeyword(words) else words


def camel_case(name: str) -> str:
    """``upload_tokens`` as ``UploadTokens``."""
    return "".join(word.capitalize() for word in name.split("_"))


def resource_name(tag: str) -> str:
    """``Upload Tokens`` as ``upload_tokens``."""
    return tag.replace(" ", "_").lower()


def anchor(heading: str) -> str:
    """Where a heading of the reference is found: ``#list``."""
    return "#" + heading.lower()
