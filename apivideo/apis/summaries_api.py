# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Sequence, Union, overload

from apivideo import downloads
from apivideo.downloads import DownloadProgress
from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, operation, raw
from apivideo.model.summaries_list_response import SummariesListResponse
from apivideo.model.summary import Summary
from apivideo.model.summary_creation_payload import SummaryCreationPayload
from apivideo.model.summary_source import SummarySource
from apivideo.model.summary_update_payload import SummaryUpdatePayload
from apivideo.options import NOT_GIVEN, FilePath, Literal, NotGiven, Timeout
from apivideo.uploads import Cancellation

if TYPE_CHECKING:
    from typing import Final


class SummariesApi(Endpoint):
    """Have a written summary of a video generated, or write one yourself."""

    if TYPE_CHECKING:

        @overload
        def create(
            self,
            *,
            video_id: str,
            origin: Optional[Literal["auto"]] = None,
            attributes: Optional[List[Literal["abstract", "takeaways"]]] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Summary: ...

        @overload
        def create(
            self,
            summary_creation_payload: Union[SummaryCreationPayload, Dict[str, Any]],
            *,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Summary: ...

    @operation()
    def create(
        self,
        summary_creation_payload: Optional[Union[SummaryCreationPayload, Dict[str, Any]]] = None,
        *,
        video_id: Union[str, NotGiven] = NOT_GIVEN,
        origin: Optional[str] = None,
        attributes: Optional[Sequence[str]] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Summary:
        """Create a summary of a video.

        Creates the summary of a video; its text is generated only if `origin` is `auto`. Otherwise
        the summary stays in status `missing` until its source is updated with a text of yours.
        Fails with 409 if the video already has a summary or one is being generated.

        Args:
            video_id: Id of the video to summarize. It can have one summary at a time.
            origin: Give `auto` to have the summary generated from the speech in the video. Left
                out, nothing is generated and the summary stays `missing` until its source is
                updated.
            attributes: Parts to generate when `origin` is `auto`. Leave it out to get both.
            summary_creation_payload: Names the video and says whether and which parts to generate.
                It takes the place of the keywords.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            NotFoundException: There is no such object in this project.
            ConflictException: The state of the object does not allow this now.
            TooManyRequestsException: Too many requests in this minute.
        """
        return self.api_client.call(
            "POST", "/summaries", body=summary_creation_payload, returns=Summary, **self._options
        )

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list(
        self,
        *,
        video_id: Optional[str] = None,
        origin: Optional[Literal["auto", "api"]] = None,
        source_status: Optional[
            Literal["missing", "waiting", "failed", "completed", "unprocessable"]
        ] = None,
        sort_by: Optional[Literal["createdAt", "updatedAt", "videoId"]] = None,
        sort_order: Optional[Literal["asc", "desc"]] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> SummariesListResponse:
        """List summaries.

        Returns one page of the project's summaries and their status; the text of a summary has to
        be fetched from its source. Filters that are given together must all match.

        Args:
            video_id: Keeps only the summary of this video.
            origin: Keeps only summaries generated by the service (`auto`) or only those written
                through the API (`api`).
            source_status: Keeps only summaries in this status: `missing` has no text yet, `waiting`
                is being generated, and `unprocessable` means the video has no audio or fewer than
                50 words.
            sort_by: What to order the summaries by.
            sort_order: Direction of the order: `asc` puts the smallest or oldest value first,
                `desc` the largest or newest.
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
        query = {"videoId": video_id, "origin": origin,
                 "sourceStatus": source_status, "sortBy": sort_by,
                 "sortOrder": sort_order, "currentPage": current_page,
                 "pageSize": page_size}  # fmt: skip
        return self.api_client.call(
            "GET", "/summaries", query=query, returns=SummariesListResponse, **self._options
        )

    @operation()
    def delete(
        self,
        summary_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> None:
        """Delete a summary.

        Deletes the summary, after which a new one can be created for the same video.

        Args:
            summary_id: Id of the summary to delete.
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
            "/summaries/{summary_id}",
            path_params={"summary_id": summary_id},
            **self._options,
        )

    @operation()
    def get_summary_source(
        self,
        summary_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> SummarySource:
        """Get the text of a summary.

        Returns the abstract and the takeaways of a summary.

        Args:
            summary_id: Id of the summary whose text to read.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        return self.api_client.call(
            "GET",
            "/summaries/{summary_id}/source",
            path_params={"summary_id": summary_id},
            returns=SummarySource,
            **self._options,
        )

    @operation()
    def download(
        self,
        summary_id: str,
        path: "FilePath",
        *,
        overwrite: bool = False,
        on_progress: Optional[Callable[[DownloadProgress], Any]] = None,
        progress: bool = False,
        cancel: Optional[Cancellation] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> str:
        """Download the text of a summary.

        Writes the abstract and the takeaways of a summary to a text file.

        It is written to `<path>.part`, which the same call goes on with after a failure, and gets
        its name when it is complete. Returns the path of the file.

        Args:
            summary_id: Id of the summary whose text to read.
            path: A path. The file to write, or a folder that exists, in which it is named.
            overwrite: True replaces a file that exists.
            on_progress: Called with a `DownloadProgress` after each part, by the thread that
                downloads.
            progress: True shows a progress bar with tqdm, in a terminal or a notebook.
            cancel: A switch that ends it early, from another thread.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
            ApiValueError: `path` cannot be written, or exists.
            ApiVideoError: There is nothing to download, or not yet.
            ApiConnectionError: It ended early; the same call goes on from there.
        """
        return downloads.download(
            self.api_client,
            "/summaries/{summary_id}/source",
            path_params={"summary_id": summary_id},
            file=path,
            returns=SummarySource,
            **self._options,
        )

    if TYPE_CHECKING:

        @overload
        def update(
            self,
            summary_id: str,
            *,
            abstract: Optional[str] = None,
            takeaways: Optional[List[str]] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> SummarySource: ...

        @overload
        def update(
            self,
            summary_id: str,
            summary_update_payload: Union[SummaryUpdatePayload, Dict[str, Any]],
            *,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> SummarySource: ...

    @operation()
    def update(
        self,
        summary_id: str,
        summary_update_payload: Optional[Union[SummaryUpdatePayload, Dict[str, Any]]] = None,
        *,
        abstract: Optional[str] = None,
        takeaways: Optional[Sequence[str]] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> SummarySource:
        """Update the text of a summary.

        Changes the abstract, the takeaways or both; what is left out stays, and the list of
        takeaways is replaced as a whole. Fails with 409 while the summary is being generated
        (status `waiting`).

        Args:
            summary_id: Id of the summary whose text to change.
            abstract: Text that sums up the video. Leave it out to keep the current one.
            takeaways: Main points of the video, at most 3. The list replaces the current one; leave
                it out to keep that.
            summary_update_payload: Holds the new text; properties that are left out keep their
                value. It takes the place of the keywords.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            NotFoundException: There is no such object in this project.
            ConflictException: The state of the object does not allow this now.
            TooManyRequestsException: Too many requests in this minute.
        """
        return self.api_client.call(
            "PATCH",
            "/summaries/{summary_id}/source",
            path_params={"summary_id": summary_id},
            body=summary_update_payload,
            returns=SummarySource,
            **self._options,
        )

    @property
    def with_raw_response(self) -> "RawSummariesApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawSummariesApi(self.api_client)


class RawSummariesApi(RawEndpoint):
    """The methods of SummariesApi, each of which returns its result in a RawResponse."""

    create: "Final" = raw(SummariesApi.create)
    list: "Final" = raw(SummariesApi.list)
    delete: "Final" = raw(SummariesApi.delete)
    get_summary_source: "Final" = raw(SummariesApi.get_summary_source)
    download: "Final" = raw(SummariesApi.download)
    update: "Final" = raw(SummariesApi.update)
