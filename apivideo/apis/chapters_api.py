# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import TYPE_CHECKING, Any, Callable, Optional

from apivideo import downloads
from apivideo.downloads import DownloadProgress
from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, operation, raw
from apivideo.model.chapter import Chapter
from apivideo.model.chapters_list_response import ChaptersListResponse
from apivideo.options import FilePath, FileSource, Timeout
from apivideo.uploads import Cancellation

if TYPE_CHECKING:
    from typing import Final


class ChaptersApi(Endpoint):
    """Attach WebVTT chapter lists to a video, one file per language."""

    @operation()
    def get(
        self,
        video_id: str,
        language: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Chapter:
        """Get a chapter list.

        Returns the chapter list of a video in one language, as the address of its file.

        Args:
            video_id: Id of the video the chapters belong to.
            language: Language of the chapter titles, as a BCP 47 tag such as `fr`.
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
            "/videos/{video_id}/chapters/{language}",
            path_params={"video_id": video_id, "language": language},
            returns=Chapter,
            **self._options,
        )

    @operation()
    def download(
        self,
        video_id: str,
        language: str,
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
        """Download chapters.

        Writes the WebVTT file of chapters to a file.

        It is written to `<path>.part`, which the same call goes on with after a failure, and gets
        its name when it is complete. Returns the path of the file.

        Args:
            video_id: Id of the video the chapters belong to.
            language: Language of the chapter titles, as a BCP 47 tag such as `fr`.
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
            "/videos/{video_id}/chapters/{language}",
            path_params={"video_id": video_id, "language": language},
            file=path,
            returns=Chapter,
            **self._options,
        )

    @operation()
    def upload(
        self,
        video_id: str,
        language: str,
        file: "FileSource",
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Chapter:
        """Upload a chapter file.

        Adds a WebVTT file as the chapter list of a video in one language; there is one file per
        language, which another upload replaces. The content is not checked: a malformed file is
        accepted and then not shown.

        Args:
            video_id: Id of the video the chapters belong to.
            language: Language of the chapter titles, as a BCP 47 tag such as `fr`.
            file: A path, `bytes`, or a file opened in binary mode. The chapters as a WebVTT file
                (`.vtt`) in UTF-8. A malformed file is accepted too but not shown to viewers.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        return self.api_client.call(
            "POST",
            "/videos/{video_id}/chapters/{language}",
            path_params={"video_id": video_id, "language": language},
            file=file,
            returns=Chapter,
            repeatable=True,
            **self._options,
        )

    @operation()
    def delete(
        self,
        video_id: str,
        language: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> None:
        """Delete a chapter list.

        Deletes the chapter list of a video in one language.

        Args:
            video_id: Id of the video the chapters belong to.
            language: Language of the chapter titles, as a BCP 47 tag such as `fr`.
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
            "/videos/{video_id}/chapters/{language}",
            path_params={"video_id": video_id, "language": language},
            **self._options,
        )

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list(
        self,
        video_id: str,
        *,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> ChaptersListResponse:
        """List the chapter lists of a video.

        Returns one page of the chapter lists of a video, one entry per language.

        Args:
            video_id: Id of the video the chapters belong to.
            current_page: Number of the page to return, counted from 1; 1 when left out.
            page_size: Number of entries on a page, from 1 to 100; 25 when left out.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        query = {"currentPage": current_page, "pageSize": page_size}
        return self.api_client.call(
            "GET",
            "/videos/{video_id}/chapters",
            path_params={"video_id": video_id},
            query=query,
            returns=ChaptersListResponse,
            **self._options,
        )

    @property
    def with_raw_response(self) -> "RawChaptersApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawChaptersApi(self.api_client)


class RawChaptersApi(RawEndpoint):
    """The methods of ChaptersApi, each of which returns its result in a RawResponse."""

    get: "Final" = raw(ChaptersApi.get)
    download: "Final" = raw(ChaptersApi.download)
    upload: "Final" = raw(ChaptersApi.upload)
    delete: "Final" = raw(ChaptersApi.delete)
    list: "Final" = raw(ChaptersApi.list)
