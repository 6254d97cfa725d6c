# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.pagination import Pagination
from apivideo.model.upload_token import UploadToken
from apivideo.model_base import field
from apivideo.pagination import Page


class TokenListResponse(Page):
    """One page of upload tokens."""

    data: List[UploadToken] = field("data")
    """The upload tokens of this page. Only active ones are listed, not expired or deleted ones."""

    pagination: Pagination = field("pagination")
    """Where this page stands in the list, with links to the other pages."""
