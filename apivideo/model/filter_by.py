# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List, Optional

from apivideo.model_base import Literal, Model, field


class FilterBy(Model):
    """Narrows an analytics call to some media or viewers. Several properties combine with AND;
    `play-total` breakdowns and the `total` of `play` accept only `media_id` and `media_type`.
    """

    media_id: Optional[List[str]] = field("mediaId", default=None)
    """Ids of the videos or live streams to count."""

    media_type: Optional[Literal["video", "live-stream"]] = field("mediaType", default=None)
    """Counts only videos or only live streams."""

    continent: Optional[List[Literal["AS", "AF", "NA", "SA", "AN", "EU", "AZ"]]] = field(
        "continent", default=None
    )
    """Two-letter codes of the continents where viewers are."""

    country: Optional[List[str]] = field("country", default=None)
    """Two-letter codes of the countries where viewers are, such as `FR`."""

    device_type: Optional[List[str]] = field("deviceType", default=None)
    """The kinds of device that viewers use, such as `computer`."""

    operating_system: Optional[List[str]] = field("operatingSystem", default=None)
    """The operating systems that viewers use, such as `windows`."""

    browser: Optional[List[str]] = field("browser", default=None)
    """The browsers that viewers use, such as `firefox`."""

    tag: Optional[str] = field("tag", default=None)
    """A single tag that the media must have, with the same upper and lower case."""

    referrer: Optional[List[str]] = field("referrer", default=None)
    """The addresses that viewers come from, at most 2048 characters each. An empty string stands
    for viewers without a referrer.
    """
