# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Dict,
    List,
    Mapping,
    Optional,
    Sequence,
    Union,
    overload,
)

from apivideo import downloads, idempotency, publishing, uploads
from apivideo.downloads import DownloadProgress
from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, operation, raw
from apivideo.model.discarded_video_update_payload import DiscardedVideoUpdatePayload
from apivideo.model.metadata import Metadata, MetadataDict
from apivideo.model.video import Video
from apivideo.model.video_clip import VideoClip, VideoClipDict
from apivideo.model.video_creation_payload import VideoCreationPayload
from apivideo.model.video_id import VideoId
from apivideo.model.video_status import VideoStatus
from apivideo.model.video_thumbnail_pick_payload import VideoThumbnailPickPayload
from apivideo.model.video_update_payload import VideoUpdatePayload
from apivideo.model.video_watermark import VideoWatermark, VideoWatermarkDict
from apivideo.model.videos_list_response import VideosListResponse
from apivideo.options import (
    NOT_GIVEN,
    FilePath,
    FileSource,
    Literal,
    NotGiven,
    ProgressListener,
    Timeout,
    VideoSource,
)
from apivideo.publishing import PublishProgress
from apivideo.uploads import Cancellation, Progress

if TYPE_CHECKING:
    from typing import Final

Language = Literal["ar", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr",
                   "he", "hi", "hr", "hu", "it", "ja", "ko", "ml", "nl", "nn", "no",
                   "pl", "pt", "ru", "sk", "sl", "te", "tr", "uk", "ur", "vi", "zh"]  # fmt: skip


class VideosApi(Endpoint):
    """Create, upload, search, change and delete videos on demand, and restore discarded ones."""

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list(
        self,
        *,
        title: Optional[str] = None,
        tags: Optional[List[str]] = None,
        metadata: Optional[Mapping[str, Union[str, List[str]]]] = None,
        description: Optional[str] = None,
        live_stream_id: Optional[str] = None,
        sort_by: Optional[Literal["title", "createdAt", "publishedAt", "updatedAt"]] = None,
        sort_order: Optional[Literal["asc", "desc"]] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> VideosListResponse:
        """List videos.

        Returns one page of the project's videos; filters that are given together must all match.
        Discarded videos are not included, see `videos.list_discarded`.

        Args:
            title: Keeps only videos whose title contains this text.
            tags: Keeps only videos that carry all of these tags.
            metadata: Keeps only videos that carry these metadata pairs, given as a mapping from key
                to value.
            description: Keeps only videos whose description matches this text.
            live_stream_id: Keeps only recordings of this live stream.
            sort_by: What to order the videos by.
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
        query = {"title": title, "tags[]": tags, "metadata": metadata,
                 "description": description, "liveStreamId": live_stream_id,
                 "sortBy": sort_by, "sortOrder": sort_order,
                 "currentPage": current_page, "pageSize": page_size}  # fmt: skip
        return self.api_client.call(
            "GET", "/videos", query=query, returns=VideosListResponse, **self._options
        )

    if TYPE_CHECKING:

        @overload
        def create(
            self,
            *,
            title: str,
            description: Optional[str] = None,
            source: Optional[str] = None,
            public: Optional[bool] = None,
            panoramic: Optional[bool] = None,
            mp4_support: Optional[bool] = None,
            player_id: Optional[str] = None,
            tags: Optional[List[str]] = None,
            metadata: Optional[
                Union[Mapping[str, str], Sequence[Union[Metadata, MetadataDict]]]
            ] = None,
            clip: Optional[Union[VideoClip, VideoClipDict]] = None,
            watermark: Optional[Union[VideoWatermark, VideoWatermarkDict]] = None,
            language: Union[Language, None, NotGiven] = NOT_GIVEN,
            transcript: Optional[bool] = None,
            transcript_summary: Optional[bool] = None,
            transcript_summary_attributes: Optional[List[Literal["abstract", "takeaways"]]] = None,
            idempotency_key: Optional[str] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Video: ...

        @overload
        def create(
            self,
            video_creation_payload: Union[VideoCreationPayload, Dict[str, Any]],
            *,
            idempotency_key: Optional[str] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Video: ...

    @operation()
    def create(
        self,
        video_creation_payload: Optional[Union[VideoCreationPayload, Dict[str, Any]]] = None,
        *,
        title: Union[str, NotGiven] = NOT_GIVEN,
        description: Optional[str] = None,
        source: Optional[str] = None,
        public: Optional[bool] = None,
        panoramic: Optional[bool] = None,
        mp4_support: Optional[bool] = None,
        player_id: Optional[str] = None,
        tags: Optional[Sequence[str]] = None,
        metadata: Optional[
            Union[Mapping[str, str], Sequence[Union[Metadata, MetadataDict]]]
        ] = None,
        clip: Optional[Union[VideoClip, VideoClipDict]] = None,
        watermark: Optional[Union[VideoWatermark, VideoWatermarkDict]] = None,
        language: Union[Language, None, NotGiven] = NOT_GIVEN,
        transcript: Optional[bool] = None,
        transcript_summary: Optional[bool] = None,
        transcript_summary_attributes: Optional[Sequence[str]] = None,
        idempotency_key: Optional[str] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Video:
        """Create a video.

        Creates a video container, to be filled by exactly one upload; a container that stays empty
        is deleted after 7 days. When `source` is given, the service fetches or copies the video
        itself, in the background, and a later upload is refused. `source`, `clip` and `watermark`
        cannot be changed afterwards.

        Args:
            title: Name shown to viewers and searched by the `title` filter of the video list.
            description: Free text about the content of the video.
            source: URL of a video to fetch, or id of a video to copy. No upload follows in that
                case; leave it out to upload a file within 7 days.
            public: Whether anyone with the address can watch the video. Default is `True`; `False`
                makes each playback need a token from the `assets` of the video.
            panoramic: Whether the video is a 360 degree recording. Default is `False`.
            mp4_support: Whether to offer an MP4 version, with a download button in the player.
                Default is `True`; when `False`, `assets.mp4` does not exist.
            player_id: Id of the player theme to show the video with.
            tags: Words to find the video by with the `tags` filter.
            metadata: Key and value pairs to find the video by with the `metadata` filter.
            clip: Part of the source to keep. Leave it out to keep all of it; it cannot be changed
                after creation.
            watermark: Watermark to burn into the picture, and where. It cannot be changed or
                removed after creation.
            language: Language spoken in the video, for the transcript. Left out, it is detected
                from the first 30 seconds, and an unsure detection gives no transcript; `None` names
                no language.
            transcript: Whether to generate a transcript, which becomes a caption of the video.
                Leaving it out means `False`.
            transcript_summary: Whether to generate a summary of the video from its transcript.
            transcript_summary_attributes: Parts of the summary to generate with
                `transcript_summary`. Leave it out to get both.
            video_creation_payload: Sets the title and the other properties of the new video. It
                takes the place of the keywords.
            idempotency_key: A name of your own for what is created, which is looked up first: even
                if a response is lost, one object is created. It is kept in the metadata.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            TooManyRequestsException: Too many requests in this minute.
        """
        return idempotency.create(
            self.api_client, "/videos", body=video_creation_payload, returns=Video, **self._options
        )

    if TYPE_CHECKING:

        @overload
        def publish(
            self,
            file: "VideoSource",
            *,
            title: str,
            description: Optional[str] = None,
            public: Optional[bool] = None,
            panoramic: Optional[bool] = None,
            mp4_support: Optional[bool] = None,
            player_id: Optional[str] = None,
            tags: Optional[List[str]] = None,
            metadata: Optional[
                Union[Mapping[str, str], Sequence[Union[Metadata, MetadataDict]]]
            ] = None,
            clip: Optional[Union[VideoClip, VideoClipDict]] = None,
            watermark: Optional[Union[VideoWatermark, VideoWatermarkDict]] = None,
            language: Union[Language, None, NotGiven] = NOT_GIVEN,
            transcript: Optional[bool] = None,
            transcript_summary: Optional[bool] = None,
            transcript_summary_attributes: Optional[List[Literal["abstract", "takeaways"]]] = None,
            wait: Optional[Literal["playable", "encoded"]] = None,
            wait_timeout: Optional[float] = None,
            on_failure: Optional[Literal["delete"]] = None,
            on_progress: Optional[Callable[[PublishProgress], Any]] = None,
            progress: bool = False,
            cancel: Optional[Cancellation] = None,
            check: bool = True,
            idempotency_key: Optional[str] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Video: ...

        @overload
        def publish(
            self,
            file: "VideoSource",
            video_creation_payload: Union[VideoCreationPayload, Dict[str, Any]],
            *,
            wait: Optional[Literal["playable", "encoded"]] = None,
            wait_timeout: Optional[float] = None,
            on_failure: Optional[Literal["delete"]] = None,
            on_progress: Optional[Callable[[PublishProgress], Any]] = None,
            progress: bool = False,
            cancel: Optional[Cancellation] = None,
            check: bool = True,
            idempotency_key: Optional[str] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Video: ...

    @operation()
    def publish(
        self,
        file: "VideoSource",
        video_creation_payload: Optional[Union[VideoCreationPayload, Dict[str, Any]]] = None,
        *,
        title: Union[str, NotGiven] = NOT_GIVEN,
        description: Optional[str] = None,
        public: Optional[bool] = None,
        panoramic: Optional[bool] = None,
        mp4_support: Optional[bool] = None,
        player_id: Optional[str] = None,
        tags: Optional[Sequence[str]] = None,
        metadata: Optional[
            Union[Mapping[str, str], Sequence[Union[Metadata, MetadataDict]]]
        ] = None,
        clip: Optional[Union[VideoClip, VideoClipDict]] = None,
        watermark: Optional[Union[VideoWatermark, VideoWatermarkDict]] = None,
        language: Union[Language, None, NotGiven] = NOT_GIVEN,
        transcript: Optional[bool] = None,
        transcript_summary: Optional[bool] = None,
        transcript_summary_attributes: Optional[Sequence[str]] = None,
        wait: Optional[Literal["playable", "encoded"]] = None,
        wait_timeout: Optional[float] = None,
        on_failure: Optional[Literal["delete"]] = None,
        on_progress: Optional[Callable[[PublishProgress], Any]] = None,
        progress: bool = False,
        cancel: Optional[Cancellation] = None,
        check: bool = True,
        idempotency_key: Optional[str] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Video:
        """Publish a video.

        Creates a video, uploads its file, waits until it can be played if that is wanted, and
        returns the video. The file is looked at first. The key and a fingerprint of the file are
        kept in the metadata.

        If it ends early, `error.resume()` goes on from there; in another program, the same
        `idempotency_key` does, and there is one video all the same.

        Args:
            file: A path, `bytes`, a file opened in binary mode, a pipe or an iterable of bytes, or
                a list of files, the parts of a video that was cut before. Or an address that begins
                with `http`, from which the service fetches it.
            title: Name shown to viewers and searched by the `title` filter of the video list.
            description: Free text about the content of the video.
            public: Whether anyone with the address can watch the video. Default is `True`; `False`
                makes each playback need a token from the `assets` of the video.
            panoramic: Whether the video is a 360 degree recording. Default is `False`.
            mp4_support: Whether to offer an MP4 version, with a download button in the player.
                Default is `True`; when `False`, `assets.mp4` does not exist.
            player_id: Id of the player theme to show the video with.
            tags: Words to find the video by with the `tags` filter.
            metadata: Key and value pairs to find the video by with the `metadata` filter.
            clip: Part of the source to keep. Leave it out to keep all of it; it cannot be changed
                after creation.
            watermark: Watermark to burn into the picture, and where. It cannot be changed or
                removed after creation.
            language: Language spoken in the video, for the transcript. Left out, it is detected
                from the first 30 seconds, and an unsure detection gives no transcript; `None` names
                no language.
            transcript: Whether to generate a transcript, which becomes a caption of the video.
                Leaving it out means `False`.
            transcript_summary: Whether to generate a summary of the video from its transcript.
            transcript_summary_attributes: Parts of the summary to generate with
                `transcript_summary`. Leave it out to get both.
            video_creation_payload: Sets the title and the other properties of the new video. It
                takes the place of the keywords.
            wait: What to wait for after the upload; without it, the video is returned at once.
            wait_timeout: Seconds to wait for that, an hour if it is not given.
            on_failure: `"delete"` deletes the video if anything fails after it was created.
            on_progress: Called with a `PublishProgress` in each phase, by the thread that
                publishes.
            progress: True shows a progress bar with tqdm, in a terminal or a notebook.
            cancel: A switch that ends it early, from another thread.
            check: False sends the file even if its first bytes are those of a web page, or its end
                is missing.
            idempotency_key: A name of your own for what is created, which is looked up first: even
                if a response is lost, one object is created. It is kept in the metadata.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            TooManyRequestsException: Too many requests in this minute.
            PublishError: It failed after it began; `error.resume()` goes on from there.
        """
        return publishing.publish(
            self.api_client,
            "/videos",
            body=video_creation_payload,
            file=file,
            returns=Video,
            **self._options,
        )

    @operation()
    def upload(
        self,
        video_id: str,
        file: "VideoSource",
        *,
        on_progress: Optional[Callable[[Progress], Any]] = None,
        progress: bool = False,
        resume: bool = False,
        cancel: Optional[Cancellation] = None,
        check: bool = True,
        _progress_listener: Optional[ProgressListener] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Video:
        """Upload the file of a video.

        Uploads the file of a video that exists, and returns the video. A video takes one file only:
        it refuses a second one, and any if it was created from a URL or as a copy.

        The file is sent in parts, several at once, and a part that fails is sent again. If the
        upload ends early, `error.resume()` sends what is missing; in another program, `resume`
        does.

        Args:
            video_id: Id of the video to upload into.
            file: A path, `bytes`, a file opened in binary mode, a pipe or an iterable of bytes, or
                a list of files, the parts of a video that was cut before. The video, from 1 byte to
                52,428,800,000 bytes, in parts of 5 MiB to 200 MiB; the last may be smaller.
            on_progress: Called with a `Progress`, ten times a second at most, by the thread that
                uploads.
            progress: True shows a progress bar with tqdm, in a terminal or a notebook.
            resume: True asks the service first what it has received, and sends only the rest.
            cancel: A switch that ends the upload early, from another thread.
            check: False sends the file even if its first bytes are those of a web page, or its end
                is missing.
            _progress_listener: Called as `listener(confirmed, total)`, in bytes, after each part.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
            UploadError: A part failed for good; `error.resume()` sends what is missing.
            UploadCancelled: It was cancelled; `error.resume()` sends what is missing.
        """
        return uploads.upload(
            self.api_client,
            "/videos/{video_id}/source",
            path_params={"video_id": video_id},
            file=file,
            returns=Video,
            **self._options,
        )

    @operation()
    def create_upload_progressive_session(
        self, video_id: str
    ) -> "uploads.ProgressiveSession[Video, VideoId]":
        """Upload the file of a video, part by part.

        Args:
            video_id: Id of the video to upload into.
        """
        return uploads.ProgressiveSession(
            self.api_client,
            "/videos/{video_id}/source",
            path_params={"video_id": video_id},
            returns=Video,
            part_returns=VideoId,
        )

    @operation()
    def upload_thumbnail(
        self,
        video_id: str,
        file: "FileSource",
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Video:
        """Upload a thumbnail for a video.

        Replaces the thumbnail of a video with an image of yours: JPEG, PNG or WebP, at most 8 MiB.
        It takes a while until the new image is delivered everywhere.

        Args:
            video_id: Id of the video that gets the thumbnail.
            file: A path, `bytes`, or a file opened in binary mode. JPEG, PNG or WebP image of at
                most 8 MiB. Send exactly one file.
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
            "/videos/{video_id}/thumbnail",
            path_params={"video_id": video_id},
            file=file,
            returns=Video,
            repeatable=True,
            **self._options,
        )

    if TYPE_CHECKING:

        @overload
        def pick_thumbnail(
            self,
            video_id: str,
            *,
            timecode: str,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Video: ...

        @overload
        def pick_thumbnail(
            self,
            video_id: str,
            video_thumbnail_pick_payload: Union[VideoThumbnailPickPayload, Dict[str, Any]],
            *,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Video: ...

    @operation()
    def pick_thumbnail(
        self,
        video_id: str,
        video_thumbnail_pick_payload: Optional[
            Union[VideoThumbnailPickPayload, Dict[str, Any]]
        ] = None,
        *,
        timecode: Union[str, NotGiven] = NOT_GIVEN,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Video:
        """Pick a frame as thumbnail.

        Makes a frame of the video its thumbnail. A timecode beyond the end counts as `00:00:00.00`,
        and it takes a while until the new image is delivered everywhere.

        Args:
            video_id: Id of the video that gets the thumbnail.
            timecode: Position as `hh:mm:ss.ms`, `hh:mm:ss:frame` or whole seconds. A position
                outside the video means its start.
            video_thumbnail_pick_payload: Says which moment of the video to take. It takes the place
                of the keywords.
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
            "/videos/{video_id}/thumbnail",
            path_params={"video_id": video_id},
            body=video_thumbnail_pick_payload,
            returns=Video,
            **self._options,
        )

    @operation()
    def get(
        self,
        video_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Video:
        """Get a video.

        Returns one video. For a private video every call creates a new private token inside the
        URLs of `assets`, good for one viewer and 24 hours, so do not cache the response. A
        discarded video is not found here, see `videos.get_discarded`.

        Args:
            video_id: Id of the video to read.
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
            "/videos/{video_id}",
            path_params={"video_id": video_id},
            returns=Video,
            **self._options,
        )

    @operation()
    def download(
        self,
        video_id: str,
        path: "FilePath",
        *,
        asset: Optional[Literal["mp4", "source", "thumbnail"]] = None,
        overwrite: bool = False,
        on_progress: Optional[Callable[[DownloadProgress], Any]] = None,
        progress: bool = False,
        cancel: Optional[Cancellation] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> str:
        """Download a video.

        Writes the MP4, the source or the thumbnail of a video to a file, several parts at once.

        It is written to `<path>.part`, which the same call goes on with after a failure, and gets
        its name when it is complete. Returns the path of the file.

        Args:
            video_id: Id of the video to read.
            path: A path. The file to write, or a folder that exists, in which it is named.
            asset: What to download of the video; without it, the MP4.
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
            "/videos/{video_id}",
            path_params={"video_id": video_id},
            file=path,
            returns=Video,
            **self._options,
        )

    @operation()
    def delete(
        self,
        video_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> None:
        """Delete a video.

        Deletes the video for good, unless the account has the Video Restore option: then it is
        discarded, can no longer be played, and can be restored for 90 days.

        Args:
            video_id: Id of the video to delete or discard.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        return self.api_client.call(
            "DELETE", "/videos/{video_id}", path_params={"video_id": video_id}, **self._options
        )

    if TYPE_CHECKING:

        @overload
        def update(
            self,
            video_id: str,
            *,
            player_id: Union[str, None, NotGiven] = NOT_GIVEN,
            title: Optional[str] = None,
            description: Optional[str] = None,
            public: Optional[bool] = None,
            panoramic: Optional[bool] = None,
            mp4_support: Optional[bool] = None,
            tags: Optional[List[str]] = None,
            metadata: Optional[
                Union[Mapping[str, str], Sequence[Union[Metadata, MetadataDict]]]
            ] = None,
            language: Union[Language, None, NotGiven] = NOT_GIVEN,
            transcript: Optional[bool] = None,
            transcript_summary: Optional[bool] = None,
            transcript_summary_attributes: Optional[List[Literal["abstract", "takeaways"]]] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Video: ...

        @overload
        def update(
            self,
            video_id: str,
            video_update_payload: Union[VideoUpdatePayload, Dict[str, Any]],
            *,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Video: ...

    @operation()
    def update(
        self,
        video_id: str,
        video_update_payload: Optional[Union[VideoUpdatePayload, Dict[str, Any]]] = None,
        *,
        player_id: Union[str, None, NotGiven] = NOT_GIVEN,
        title: Optional[str] = None,
        description: Optional[str] = None,
        public: Optional[bool] = None,
        panoramic: Optional[bool] = None,
        mp4_support: Optional[bool] = None,
        tags: Optional[Sequence[str]] = None,
        metadata: Optional[
            Union[Mapping[str, str], Sequence[Union[Metadata, MetadataDict]]]
        ] = None,
        language: Union[Language, None, NotGiven] = NOT_GIVEN,
        transcript: Optional[bool] = None,
        transcript_summary: Optional[bool] = None,
        transcript_summary_attributes: Optional[Sequence[str]] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Video:
        """Update a video.

        Changes what is given and keeps the rest. Lists (`tags`, `metadata`) are replaced as a
        whole, so send back the entries that must stay. The source, clip and watermark are fixed at
        creation. Fails with 409 if `transcript_summary` asks for a summary while one exists or is
        being generated.

        Args:
            video_id: Id of the video to change.
            player_id: The player theme to show the video with. `None` detaches the current theme;
                leaving it out keeps it.
            title: The name of the video, matched by the title filter of the video list. Leaving it
                out keeps the current one.
            description: Free text about the video. Leaving it out keeps the current one.
            public: Whether the asset URLs work for everybody. With `False` each read of the video
                puts a new private token into every URL of `assets`.
            panoramic: Marks the video as panoramic (360 degrees).
            mp4_support: Whether an MP4 version is offered: `True` fills `assets.mp4` and shows a
                download button in the player.
            tags: Words to find the video by. The list replaces the current one, so send back the
                tags that must stay.
            metadata: Key and value pairs of your own. The list replaces the current one, so send
                back the pairs that must stay.
            language: The language spoken in the video; changing it triggers a new transcript. When
                no language is named a transcript relies on detection from the first 30 seconds and
                is not made when that is uncertain; `None` is accepted and names no language.
            transcript: `True` generates a transcript, which becomes a caption of the video when it
                is ready.
            transcript_summary: `True` generates a summary from the transcript. Refused with 409
                while the video already has a summary or one is in progress; delete that one first
                or wait.
            transcript_summary_attributes: The parts to generate when `transcript_summary` is
                `True`: `abstract` is a text of 20 to 300 words, `takeaways` a list of at most 3
                points. Leaving it out generates both.
            video_update_payload: Holds the new values; properties that are left out keep theirs. It
                takes the place of the keywords.
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
            "/videos/{video_id}",
            path_params={"video_id": video_id},
            body=video_update_payload,
            returns=Video,
            **self._options,
        )

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list_discarded(
        self,
        *,
        title: Optional[str] = None,
        tags: Optional[List[str]] = None,
        metadata: Optional[Mapping[str, Union[str, List[str]]]] = None,
        description: Optional[str] = None,
        live_stream_id: Optional[str] = None,
        sort_by: Optional[Literal["title", "createdAt", "publishedAt", "updatedAt"]] = None,
        sort_order: Optional[Literal["asc", "desc"]] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> VideosListResponse:
        """List discarded videos.

        Returns one page of the deleted videos that can still be restored; filters that are given
        together must all match. Empty unless the account has the Video Restore option, which keeps
        deleted videos for 90 days.

        Args:
            title: Keeps only discarded videos whose title contains this text.
            tags: Keeps only discarded videos that carry all of these tags.
            metadata: Keeps only discarded videos that carry these metadata pairs, given as a
                mapping from key to value.
            description: Keeps only discarded videos whose description matches this text.
            live_stream_id: Keeps only discarded recordings of this live stream.
            sort_by: What to order the videos by.
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
        query = {"title": title, "tags[]": tags, "metadata": metadata,
                 "description": description, "liveStreamId": live_stream_id,
                 "sortBy": sort_by, "sortOrder": sort_order,
                 "currentPage": current_page, "pageSize": page_size}  # fmt: skip
        return self.api_client.call(
            "GET", "/discarded/videos", query=query, returns=VideosListResponse, **self._options
        )

    @operation()
    def get_discarded(
        self,
        video_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Video:
        """Get a discarded video.

        Returns one discarded video; `discarded_at` and `deletes_at` tell when it was deleted and
        when it is removed for good. It cannot be played until it is restored.

        Args:
            video_id: Id of the discarded video to read.
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
            "/discarded/videos/{video_id}",
            path_params={"video_id": video_id},
            returns=Video,
            **self._options,
        )

    if TYPE_CHECKING:

        @overload
        def update_discarded(
            self,
            video_id: str,
            *,
            discarded: Optional[bool] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Video: ...

        @overload
        def update_discarded(
            self,
            video_id: str,
            discarded_video_update_payload: Union[DiscardedVideoUpdatePayload, Dict[str, Any]],
            *,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Video: ...

    @operation()
    def update_discarded(
        self,
        video_id: str,
        discarded_video_update_payload: Optional[
            Union[DiscardedVideoUpdatePayload, Dict[str, Any]]
        ] = None,
        *,
        discarded: Optional[bool] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Video:
        """Restore a discarded video.

        Brings a discarded video back among the others when `discarded` is set to `False`, the only
        value accepted. Possible for 90 days after the deletion.

        Args:
            video_id: Id of the discarded video to restore.
            discarded: `False` restores the video; the service refuses any other value.
            discarded_video_update_payload: Must set `discarded` to `False`. It takes the place of
                the keywords.
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
            "/discarded/videos/{video_id}",
            path_params={"video_id": video_id},
            body=discarded_video_update_payload,
            returns=Video,
            **self._options,
        )

    @operation()
    def get_status(
        self,
        video_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> VideoStatus:
        """Get the status of a video.

        Tells how far the upload and the encoding of a video have come, at any time, also before the
        upload. `encoding.playable` becomes true once one quality is ready, and the received parts
        or bytes show what an interrupted upload still lacks.

        Args:
            video_id: Id of the video whose progress to read.
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
            "/videos/{video_id}/status",
            path_params={"video_id": video_id},
            returns=VideoStatus,
            **self._options,
        )

    @operation()
    def upload_with_upload_token(
        self,
        token: str,
        file: "VideoSource",
        *,
        video_id: Optional[str] = None,
        on_progress: Optional[Callable[[Progress], Any]] = None,
        progress: bool = False,
        resume: bool = False,
        cancel: Optional[Cancellation] = None,
        check: bool = True,
        _progress_listener: Optional[ProgressListener] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Video:
        """Upload a video with an upload token.

        Uploads a file without an API key, and returns the video, which is created for it and takes
        its title from the file name.

        The file is sent in parts, several at once, and a part that fails is sent again. If the
        upload ends early, `error.resume()` sends what is missing; in another program, `resume`
        does.

        Args:
            token: Upload token that stands in for an API key; an unknown or expired one is refused
                with 401.
            file: A path, `bytes`, a file opened in binary mode, a pipe or an iterable of bytes, or
                a list of files, the parts of a video that was cut before. The video, from 1 byte to
                52,428,800,000 bytes, in parts of 5 MiB to 200 MiB; the last may be smaller.
            video_id: A video of the project that exists and has no file yet, to upload into it
                instead of creating one.
            on_progress: Called with a `Progress`, ten times a second at most, by the thread that
                uploads.
            progress: True shows a progress bar with tqdm, in a terminal or a notebook.
            resume: True asks the service first what it has received, and sends only the rest.
            cancel: A switch that ends the upload early, from another thread.
            check: False sends the file even if its first bytes are those of a web page, or its end
                is missing.
            _progress_listener: Called as `listener(confirmed, total)`, in bytes, after each part.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            UnauthorizedException: The upload token is missing, unknown or expired.
            TooManyRequestsException: Too many requests in this minute.
            UploadError: A part failed for good; `error.resume()` sends what is missing.
            UploadCancelled: It was cancelled; `error.resume()` sends what is missing.
        """
        return uploads.upload(
            self.api_client,
            "/upload",
            query={"token": token},
            form={"videoId": video_id},
            file=file,
            carry="videoId",
            returns=Video,
            authenticated=False,
            **self._options,
        )

    @operation()
    def create_upload_with_upload_token_progressive_session(
        self, token: str, video_id: Optional[str] = None
    ) -> "uploads.ProgressiveSession[Video, VideoId]":
        """Upload a video with an upload token, part by part.

        Args:
            token: Upload token that stands in for an API key; an unknown or expired one is refused
                with 401.
            video_id: A video of the project that exists and has no file yet, to upload into it
                instead of creating one.
        """
        return uploads.ProgressiveSession(
            self.api_client,
            "/upload",
            query={"token": token},
            form={"videoId": video_id},
            carry="videoId",
            returns=Video,
            part_returns=VideoId,
            authenticated=False,
        )

    @property
    def with_raw_response(self) -> "RawVideosApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawVideosApi(self.api_client)


class RawVideosApi(RawEndpoint):
    """The methods of VideosApi, each of which returns its result in a RawResponse."""

    list: "Final" = raw(VideosApi.list)
    create: "Final" = raw(VideosApi.create)
    publish: "Final" = raw(VideosApi.publish)
    upload: "Final" = raw(VideosApi.upload)
    upload_thumbnail: "Final" = raw(VideosApi.upload_thumbnail)
    pick_thumbnail: "Final" = raw(VideosApi.pick_thumbnail)
    get: "Final" = raw(VideosApi.get)
    download: "Final" = raw(VideosApi.download)
    delete: "Final" = raw(VideosApi.delete)
    update: "Final" = raw(VideosApi.update)
    list_discarded: "Final" = raw(VideosApi.list_discarded)
    get_discarded: "Final" = raw(VideosApi.get_discarded)
    update_discarded: "Final" = raw(VideosApi.update_discarded)
    get_status: "Final" = raw(VideosApi.get_status)
    upload_with_upload_token: "Final" = raw(VideosApi.upload_with_upload_token)
