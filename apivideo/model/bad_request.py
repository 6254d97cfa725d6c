# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List, Optional

from apivideo.model.additional_bad_request_errors import AdditionalBadRequestErrors
from apivideo.model_base import Model, field


class BadRequest(Model):
    """Body of a 400 response. It describes one problem and lists further ones in `problems`."""

    type: Optional[str] = field("type", default=None)
    """URL that identifies the kind of problem. Its last path segment, such as `invalid-attribute`,
    is the part to match on. It is missing when a paging parameter is out of range.
    """

    title: Optional[str] = field("title", default=None)
    """Readable message about the problem. Show or log it, but decide by `type` or `status`, since
    the wording can change.
    """

    name: Optional[str] = field("name", default=None)
    """Parameter at fault, as a dotted or bracketed path such as `restreams[0][serverUrl]`. It can
    be empty or missing.
    """

    status: Optional[int] = field("status", default=None)
    """HTTP status of the response."""

    problems: Optional[List[AdditionalBadRequestErrors]] = field("problems", default=None)
    """Problems found in the request when there are several. They are not nested any deeper."""
