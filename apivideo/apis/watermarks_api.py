# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import TYPE_CHECKING, Optional

from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, operation, raw
from apivideo.model.watermark import Watermark
from apivideo.model.watermarks_list_response import WatermarksListResponse
from apivideo.options import FileSource, Timeout

if TYPE_CHECKING:
    from typing import Final


class WatermarksApi(Endpoint):
    """Store images that can be burnt into videos when they are created."""

    @operation()
    def upload(
        self,
        file: "FileSource",
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Watermark:
        """Upload a watermark.

        Stores an image whose id can then be given as `watermark` when a video is created; it cannot
        be added to existing videos. Takes JPEG and PNG; PNG is advised.

        Args:
            file: A path, `bytes`, or a file opened in binary mode. JPEG or PNG image to use as a
                watermark; PNG is the better choice. Send exactly one file.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            TooManyRequestsException: Too many requests in this minute.
        """
        return self.api_client.call(
            "POST", "/watermarks", file=file, returns=Watermark, **self._options
        )

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list(
        self,
        *,
        sort_by: Optional[str] = None,
        sort_order: Optional[str] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> WatermarksListResponse:
        """List watermarks.

        Returns one page of the project's watermarks, each with its id and creation date only.

        Args:
            sort_by: What to order the watermarks by; `created_at` is the only documented value.
            sort_order: Direction of the order: `asc` puts the oldest first, `desc` the newest.
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
        query = {"sortBy": sort_by, "sortOrder": sort_order,
                 "currentPage": current_page, "pageSize": page_size}  # fmt: skip
        return self.api_client.call(
            "GET", "/watermarks", query=query, returns=WatermarksListResponse, **self._options
        )

    @operation()
    def delete(
        self,
        watermark_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> None:
        """Delete a watermark.

        Deletes the watermark for good. Videos that were created with it keep it, because it is part
        of the picture.

        Args:
            watermark_id: Id of the watermark to delete.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        return self.api_client.call(
            "DELETE",
            "/watermarks/{watermark_id}",
            path_params={"watermark_id": watermark_id},
            **self._options,
        )

    @property
    def with_raw_response(self) -> "RawWatermarksApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawWatermarksApi(self.api_client)


class RawWatermarksApi(RawEndpoint):
    """The methods of WatermarksApi, each of which returns its result in a RawResponse."""

    upload: "Final" = raw(WatermarksApi.upload)
    list: "Final" = raw(WatermarksApi.list)
    delete: "Final" = raw(WatermarksApi.delete)
