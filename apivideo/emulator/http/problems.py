"""What the service says when it refuses: one catalogue, one exception.

A problem is JSON with ``type``, ``title``, ``status`` and, where they help, ``name``, ``detail``,
``range`` and further ``problems`` (docs/service.md, section 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

REFERENCE = "https://docs.api.video/reference/"


class Kind(NamedTuple):
    """One entry of the catalogue."""

    status: int
    title: str


CATALOGUE = {
    "invalid-attribute": Kind(400, "An attribute is invalid."),
    "attribute-required": Kind(400, "This attribute is required."),
    "invalid-payload": Kind(400, "The body of the request is not valid."),
    "request-invalid-query-parameter": Kind(400, "A query parameter is invalid."),
    "webhook-limit-reached": Kind(400, "There are too many webhooks."),
    "authentication-invalid-user-credentials": Kind(400, "The user credentials were incorrect."),
    "authentication-invalid-api-key": Kind(401, "The API key is not known."),
    "authentication-invalid-access-token": Kind(401, "The access token is unknown or expired."),
    "authentication-invalid-refresh-token": Kind(401, "The refresh token is not known."),
    "authentication-invalid-authorization-header-value": Kind(
        401, "The Authorization header cannot be used."
    ),
    "authentication-missing-authorization-header": Kind(
        401, "The Authorization header is missing."
    ),
    "authentication-invalid-upload-token": Kind(401, "The upload token is unknown or expired."),
    "authentication-missing-upload-token": Kind(401, "The upload token is missing."),
    "authorization-suspended-account": Kind(403, "The account is suspended."),
    "authorization-disabled-analytics": Kind(403, "Analytics are off for this project."),
    "resource-not-found": Kind(404, "The requested resource was not found."),
    "unrecognized-request-url": Kind(404, "Unrecognized request URL."),
    "method-not-allowed": Kind(405, "This address does not take this method."),
    "summary-already-exists": Kind(
        409, "A summary already exists or is being created on this video."
    ),
    "too-many-requests": Kind(429, "Too many requests."),
    "general-errors": Kind(500, "The server failed."),
    "uploaded-file-empty": Kind(400, "The uploaded file is empty."),
    "uploaded-file-invalid-file": Kind(400, "The uploaded file cannot be used."),
    "uploaded-file-extension-invalid": Kind(400, "Files of this type are not accepted."),
    "uploaded-file-multiple-files": Kind(
        400, "There is more than one uploaded file in the request."
    ),
    "uploaded-file-no-file": Kind(400, "There is no uploaded file in the request."),
    "uploaded-file-too-large": Kind(400, "The uploaded file is too large for one request."),
    "video-source-already-uploaded": Kind(400, "The source of the video is already uploaded."),
    "video-source-already-downloaded": Kind(400, "The source of the video is being downloaded."),
    "video-source-already-copied": Kind(400, "The source of the video is a copy."),
    "video-content-range-malformed": Kind(400, "The Content-Range header cannot be read."),
    "video-content-range-already-initiated": Kind(400, "An upload in parts is already open."),
    "video-content-range-started-with-bytes": Kind(400, "This upload was begun with bytes."),
    "video-content-range-started-with-part": Kind(400, "This upload was begun with parts."),
    "video-content-range-by-part-part-zero": Kind(400, "Parts are numbered from 1."),
    "video-content-range-by-part-part-already-sent": Kind(400, "This part was already sent."),
    "video-content-range-by-part-part-too-high-allowed": Kind(400, "The part number is too high."),
    "video-content-range-by-part-part-too-high-total": Kind(
        400, "The part number is above the number of parts."
    ),
    "video-content-range-by-part-total-parts-zero": Kind(400, "There must be at least one part."),
    "video-content-range-by-part-total-parts-too-high": Kind(400, "There are too many parts."),
    "video-content-range-by-part-total-parts-too-low": Kind(
        400, "The number of parts is not above the parts already sent."
    ),
    "video-content-range-by-part-different-total-parts": Kind(
        400, "The number of parts differs from the one given before."
    ),
    "video-content-range-by-part-uploaded-file-too-small": Kind(400, "The part is too small."),
    "video-content-range-by-bytes-from-byte-too-high": Kind(
        400, "The first byte is after the last one."
    ),
    "video-content-range-by-bytes-range-mismatch": Kind(
        400, "The file is not as long as the range."
    ),
    "video-content-range-by-bytes-range-overlap": Kind(
        400, "Some bytes of the range were already sent."
    ),
    "video-content-range-by-bytes-range-too-small": Kind(400, "The range is too small."),
    "video-content-range-by-bytes-range-too-large": Kind(400, "The range is too large."),
    "video-content-range-by-bytes-to-byte-too-high-allowed": Kind(
        400, "The last byte is too high."
    ),
    "video-content-range-by-bytes-to-byte-too-high-total": Kind(
        400, "The last byte is not below the number of bytes."
    ),
    "video-content-range-by-bytes-total-bytes-zero": Kind(400, "There must be at least one byte."),
    "video-content-range-by-bytes-total-bytes-too-high": Kind(400, "There are too many bytes."),
    "video-content-range-by-bytes-total-bytes-too-low": Kind(
        400, "The number of bytes is not above the bytes already sent."
    ),
    "video-content-range-by-bytes-different-total-bytes": Kind(
        400, "The number of bytes differs from the one given before."
    ),
}

RANGE_TITLE = "This parameter is out of the allowed range of values."


class Problem(Exception):
    """A refusal, as the service words it.

    Args:
        slug: Last segment of ``type``; a key of the catalogue. None leaves ``type`` out.
        name: The faulty parameter; None leaves it out.
        detail: A hint for people.
        title: In place of the catalogue's.
        status: In place of the catalogue's; needed when *slug* is None.
        range: The bounds that were not kept, ``min`` and ``max``.
        problems: Further problems; told after this one.
        headers: Sent with the response.
    """

    def __init__(
        self,
        slug: str | None,
        name: str | None = None,
        detail: str | None = None,
        *,
        title: str | None = None,
        status: int | None = None,
        range: Mapping[str, int] | None = None,
        problems: Sequence[Problem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        kind = CATALOGUE[slug] if slug else Kind(400, RANGE_TITLE)
        self.slug = slug
        self.name = name
        self.detail = detail
        self.title: str = title or kind.title
        self.status: int = status or kind.status
        self.range = range
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.headers: dict[str, str] = dict(headers or {})
        super().__init__(f"{self.status} {slug or self.title}")

    @property
    def type(self) -> str | None:
        """The address of the slug's page."""
        return REFERENCE + self.slug if self.slug else None

    def to_json(self) -> dict[str, Any]:
        """The problem as the body of a response."""
        document = {"status": self.status, **self._members()}
        if len(self.problems) > 1:
            document["problems"] = [problem._members() for problem in self.problems]
        return document

    def _members(self) -> dict[str, Any]:
        members = {
            "type": self.type,
            "title": self.title,
            "name": self.name,
            "detail": self.detail,
            "range": self.range,
        }
        return {key: value for key, value in members.items() if value is not None}


def together(problems: Sequence[Problem]) -> Problem:
    """Several problems as one: the first of them, naming all."""
    first = problems[0]
    return Problem(
        first.slug,
        first.name,
        first.detail,
        title=first.title,
        status=first.status,
        range=first.range,
        problems=problems,
        headers=first.headers,
    )
