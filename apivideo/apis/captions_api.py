# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import TYPE_CHECKING, Any, Callable, Dict, Optional, Union, overload

from apivideo import downloads
from apivideo.downloads import DownloadProgress
from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, operation, raw
from apivideo.model.caption import Caption
from apivideo.model.captions_list_response import CaptionsListResponse
from apivideo.model.captions_update_payload import CaptionsUpdatePayload
from apivideo.options import FilePath, FileSource, Timeout
from apivideo.uploads import Cancellation

if TYPE_CHECKING:
    from typing import Final


class CaptionsApi(Endpoint):
    """Attach WebVTT subtitles to a video, one file per language."""

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
    ) -> Caption:
        """Get a caption.

        Returns the caption of a video in one language: the address of its file and whether it is
        shown by default.

        Args:
            video_id: Id of the video the caption belongs to.
            language: Language of the caption, as an IETF tag with dashes such as `fr-CA`.
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
            "GET",
            "/videos/{video_id}/captions/{language}",
            path_params={"video_id": video_id, "language": language},
            returns=Caption,
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
        """Download a caption.

        Writes the WebVTT file of a caption to a file.

        It is written to `<path>.part`, which the same call goes on with after a failure, and gets
        its name when it is complete. Returns the path of the file.

        Args:
            video_id: Id of the video the caption belongs to.
            language: Language of the caption, as an IETF tag with dashes such as `fr-CA`.
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
            BadRequestException: The request is refused; the problem names the parameter.
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
            ApiValueError: `path` cannot be written, or exists.
            ApiVideoError: There is nothing to download, or not yet.
            ApiConnectionError: It ended early; the same call goes on from there.
        """
        return downloads.download(
            self.api_client,
            "/videos/{video_id}/captions/{language}",
            path_params={"video_id": video_id, "language": language},
            file=path,
            returns=Caption,
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
    ) -> Caption:
        """Upload a caption file.

        Adds a WebVTT file as the caption of a video in one language; there is one file per
        language, which another upload replaces. The content is not checked: a malformed file is
        accepted and then not shown. A language tag that the service does not cover is refused with
        400.

        Args:
            video_id: Id of the video the caption belongs to.
            language: Language of the text, as an IETF tag with dashes only, such as `fr-CA` or
                `zh-Hans-CN`.
            file: A path, `bytes`, or a file opened in binary mode. The captions as a WebVTT file
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
            "/videos/{video_id}/captions/{language}",
            path_params={"video_id": video_id, "language": language},
            file=file,
            returns=Caption,
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
        """Delete a caption.

        Deletes the caption of a video in one language.

        Args:
            video_id: Id of the video the caption belongs to.
            language: Language of the caption, as an IETF tag with dashes such as `fr-CA`.
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
            "DELETE",
            "/videos/{video_id}/captions/{language}",
            path_params={"video_id": video_id, "language": language},
            **self._options,
        )

    if TYPE_CHECKING:

        @overload
        def update(
            self,
            video_id: str,
            language: str,
            *,
            default: Optional[bool] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Caption: ...

        @overload
        def update(
            self,
            video_id: str,
            language: str,
            captions_update_payload: Union[CaptionsUpdatePayload, Dict[str, Any]],
            *,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Caption: ...

    @operation()
    def update(
        self,
        video_id: str,
        language: str,
        captions_update_payload: Optional[Union[CaptionsUpdatePayload, Dict[str, Any]]] = None,
        *,
        default: Optional[bool] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Caption:
        """Update a caption.

        Sets whether a caption is shown without the viewer asking for it. The text itself cannot be
        changed here, upload a file for that.

        Args:
            video_id: Id of the video the caption belongs to.
            language: Language of the caption, as an IETF tag with dashes such as `fr-CA`.
            default: `True` shows this caption without the viewer asking for it.
            captions_update_payload: Holds the new value of `default`. It takes the place of the
                keywords.
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
            "PATCH",
            "/videos/{video_id}/captions/{language}",
            path_params={"video_id": video_id, "language": language},
            body=captions_update_payload,
            returns=Caption,
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
    ) -> CaptionsListResponse:
        """List the captions of a video.

        Returns one page of the captions of a video, one entry per language.

        Args:
            video_id: Id of the video the captions belong to.
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
            "/videos/{video_id}/captions",
            path_params={"video_id": video_id},
            query=query,
            returns=CaptionsListResponse,
            **self._options,
        )

    @property
    def with_raw_response(self) -> "RawCaptionsApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawCaptionsApi(self.api_client)


class RawCaptionsApi(RawEndpoint):
    """The methods of CaptionsApi, each of which returns its result in a RawResponse."""

    get: "Final" = raw(CaptionsApi.get)
    download: "Final" = raw(CaptionsApi.download)
    upload: "Final" = raw(CaptionsApi.upload)
    delete: "Final" = raw(CaptionsApi.delete)
    update: "Final" = raw(CaptionsApi.update)
    list: "Final" = raw(CaptionsApi.list)
