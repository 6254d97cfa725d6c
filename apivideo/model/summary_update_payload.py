# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List, Optional

from apivideo.model_base import UpdatePayload, field


class SummaryUpdatePayload(UpdatePayload):
    """New text of a summary. Properties left out keep their value, and a summary that is still
    being generated is refused with 409.
    """

    abstract: Optional[str] = field("abstract", default=None)
    """Text that sums up the video. Leave it out to keep the current one."""

    takeaways: Optional[List[str]] = field("takeaways", default=None, max_items=3)
    """Main points of the video, at most 3. The list replaces the current one; leave it out to keep
    that.
    """
