# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List, Optional

from apivideo.model_base import Literal, Model, field


class SummaryCreationPayload(Model):
    """The video to summarize, and whether the service writes the summary or the client does."""

    video_id: str = field("videoId")
    """Id of the video to summarize. It can have one summary at a time."""

    origin: Optional[Literal["auto"]] = field("origin", default=None)
    """Give `auto` to have the summary generated from the speech in the video. Left out, nothing is
    generated and the summary stays `missing` until its source is updated.
    """

    attributes: Optional[List[Literal["abstract", "takeaways"]]] = field("attributes", default=None)
    """Parts to generate when `origin` is `auto`. Leave it out to get both."""
