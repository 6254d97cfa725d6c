# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List, Optional

from apivideo.model.summary_update_payload import SummaryUpdatePayload
from apivideo.model_base import Model, field


class SummarySource(Model):
    """Text of a summary, read and written apart from the summary itself."""

    abstract: Optional[str] = field("abstract", default=None)
    """Text that sums up the video. A generated one has 20 to 300 words, about an eighth of the
    transcript.
    """

    takeaways: Optional[List[str]] = field("takeaways", default=None, max_items=3)
    """Main points of the video, at most 3. Generated ones follow the order of the video."""

    def to_update(self) -> SummaryUpdatePayload:
        """Return a payload of what can be changed, as it is now."""
        return SummaryUpdatePayload.from_model(self)
