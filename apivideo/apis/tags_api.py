# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import TYPE_CHECKING, Optional

from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, operation, raw
from apivideo.model.list_tags_response import ListTagsResponse
from apivideo.options import Literal, Timeout

if TYPE_CHECKING:
    from typing import Final


class TagsApi(Endpoint):
    """See which tags the videos of a project carry and how many videos carry each."""

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list(
        self,
        *,
        value: Optional[str] = None,
        sort_by: Optional[Literal["value", "videoCount"]] = None,
        sort_order: Optional[Literal["asc", "desc"]] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> ListTagsResponse:
        """List tags.

        Returns one page of the tags used in the project, each with the number of videos that carry
        it. Ordered by `value` unless told otherwise.

        Args:
            value: Keeps only tags that contain this text; case and accents do not matter.
            sort_by: What to order the tags by; `value` when left out.
            sort_order: Direction of the order: `asc` for A to Z or fewest videos first, `desc` for
                the reverse.
            current_page: Number of the page to return, counted from 1; 1 when left out.
            page_size: Number of entries on a page, from 1 to 100; 25 when left out.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            TooManyRequestsException: Too many requests in this minute.
        """
        query = {"value": value, "sortBy": sort_by, "sortOrder": sort_order,
                 "currentPage": current_page, "pageSize": page_size}  # fmt: skip
        return self.api_client.call(
            "GET", "/tags", query=query, returns=ListTagsResponse, **self._options
        )

    @property
    def with_raw_response(self) -> "RawTagsApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawTagsApi(self.api_client)


class RawTagsApi(RawEndpoint):
    """The methods of TagsApi, each of which returns its result in a RawResponse."""

    list: "Final" = raw(TagsApi.list)
