# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import TYPE_CHECKING, Any, Dict, Optional, Sequence, Union, overload

from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, operation, raw
from apivideo.model.live_stream import LiveStream
from apivideo.model.live_stream_creation_payload import LiveStreamCreationPayload
from apivideo.model.live_stream_list_response import LiveStreamListResponse
from apivideo.model.live_stream_update_payload import LiveStreamUpdatePayload
from apivideo.model.restreams_request_object import (
    RestreamsRequestObject,
    RestreamsRequestObjectDict,
)
from apivideo.options import NOT_GIVEN, FileSource, Literal, NotGiven, Timeout

if TYPE_CHECKING:
    from typing import Final


class LiveStreamsApi(Endpoint):
    """Create and manage live streams, their restreams and thumbnails."""

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list(
        self,
        *,
        stream_key: Optional[str] = None,
        name: Optional[str] = None,
        sort_by: Optional[Literal["name", "createdAt", "updatedAt"]] = None,
        sort_order: Optional[Literal["asc", "desc"]] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> LiveStreamListResponse:
        """List live streams.

        Returns one page of the project's live streams; filters that are given together must all
        match.

        Args:
            stream_key: Keeps only the live stream with this stream key.
            name: Keeps only live streams whose name contains this text.
            sort_by: What to order the live streams by.
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
        query = {"streamKey": stream_key, "name": name, "sortBy": sort_by,
                 "sortOrder": sort_order, "currentPage": current_page,
                 "pageSize": page_size}  # fmt: skip
        return self.api_client.call(
            "GET", "/live-streams", query=query, returns=LiveStreamListResponse, **self._options
        )

    if TYPE_CHECKING:

        @overload
        def create(
            self,
            *,
            name: str,
            record: Optional[bool] = None,
            public: Optional[bool] = None,
            player_id: Optional[str] = None,
            restreams: Optional[
                Sequence[Union[RestreamsRequestObject, RestreamsRequestObjectDict]]
            ] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> LiveStream: ...

        @overload
        def create(
            self,
            live_stream_creation_payload: Union[LiveStreamCreationPayload, Dict[str, Any]],
            *,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> LiveStream: ...

    @operation()
    def create(
        self,
        live_stream_creation_payload: Optional[
            Union[LiveStreamCreationPayload, Dict[str, Any]]
        ] = None,
        *,
        name: Union[str, NotGiven] = NOT_GIVEN,
        record: Optional[bool] = None,
        public: Optional[bool] = None,
        player_id: Optional[str] = None,
        restreams: Optional[
            Sequence[Union[RestreamsRequestObject, RestreamsRequestObjectDict]]
        ] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> LiveStream:
        """Create a live stream.

        Creates a live stream and returns its `stream_key`, which an encoder uses to broadcast to
        `rtmp://broadcast.api.video/s` (also over RTMPS and SRT). It takes one broadcast at a time
        and can be used again for later ones; the recordings become videos.

        Args:
            name: A free label for the live stream, matched by the name filter of the live stream
                list.
            record: Deprecated: the service dropped it on 2023-09-11 and records broadcasts by
                itself. Default: `False`.
            public: Whether the asset URLs work for everybody. With `False` each read of the live
                stream puts a new private token into every URL of `assets`.
            player_id: The player theme to show the live stream with.
            restreams: Other servers that receive the broadcast as well, at most 5.
            live_stream_creation_payload: Sets the name, the visibility, the player and the
                restreams of the new live stream. It takes the place of the keywords.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            TooManyRequestsException: Too many requests in this minute.
        """
        return self.api_client.call(
            "POST",
            "/live-streams",
            body=live_stream_creation_payload,
            returns=LiveStream,
            **self._options,
        )

    @operation()
    def get(
        self,
        live_stream_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> LiveStream:
        """Get a live stream.

        Returns one live stream, including whether it is broadcasting. For a private one every call
        creates a new private token inside the URLs of `assets`, good for one viewer and 24 hours,
        so do not cache the response.

        Args:
            live_stream_id: Id of the live stream to read.
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
            "/live-streams/{live_stream_id}",
            path_params={"live_stream_id": live_stream_id},
            returns=LiveStream,
            **self._options,
        )

    @operation()
    def delete(
        self,
        live_stream_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> None:
        """Delete a live stream.

        Deletes the live stream.

        Args:
            live_stream_id: Id of the live stream to delete.
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
            "/live-streams/{live_stream_id}",
            path_params={"live_stream_id": live_stream_id},
            **self._options,
        )

    if TYPE_CHECKING:

        @overload
        def update(
            self,
            live_stream_id: str,
            *,
            name: Optional[str] = None,
            public: Optional[bool] = None,
            record: Optional[bool] = None,
            player_id: Optional[str] = None,
            restreams: Optional[
                Sequence[Union[RestreamsRequestObject, RestreamsRequestObjectDict]]
            ] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> LiveStream: ...

        @overload
        def update(
            self,
            live_stream_id: str,
            live_stream_update_payload: Union[LiveStreamUpdatePayload, Dict[str, Any]],
            *,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> LiveStream: ...

    @operation()
    def update(
        self,
        live_stream_id: str,
        live_stream_update_payload: Optional[Union[LiveStreamUpdatePayload, Dict[str, Any]]] = None,
        *,
        name: Optional[str] = None,
        public: Optional[bool] = None,
        record: Optional[bool] = None,
        player_id: Optional[str] = None,
        restreams: Optional[
            Sequence[Union[RestreamsRequestObject, RestreamsRequestObjectDict]]
        ] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> LiveStream:
        """Update a live stream.

        Changes what is given and keeps the rest. `restreams` is replaced as a whole, `[]` removes
        all of them, and a change made during a broadcast takes effect at the next one.

        Args:
            live_stream_id: Id of the live stream to change.
            name: A free label for the live stream, matched by the name filter of the live stream
                list. Leaving it out keeps the current one.
            public: Whether the asset URLs work for everybody. With `False` each read of the live
                stream puts a new private token into every URL of `assets`.
            record: Deprecated: the service dropped it on 2023-09-11 and records broadcasts by
                itself.
            player_id: The player theme to show the live stream with. Leaving it out keeps the
                current one.
            restreams: Other servers that receive the broadcast as well, at most 5. The list
                replaces the current one and `[]` removes all; a change made while broadcasting
                applies from the next start.
            live_stream_update_payload: Holds the new values; properties that are left out keep
                theirs. It takes the place of the keywords.
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
            "/live-streams/{live_stream_id}",
            path_params={"live_stream_id": live_stream_id},
            body=live_stream_update_payload,
            returns=LiveStream,
            **self._options,
        )

    @operation()
    def upload_thumbnail(
        self,
        live_stream_id: str,
        file: "FileSource",
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> LiveStream:
        """Upload a thumbnail for a live stream.

        Sets the thumbnail of a live stream to an image of yours: JPEG, PNG or WebP, at most 8 MiB.
        Returns the live stream; it takes a while until the new image is delivered everywhere.

        Args:
            live_stream_id: Id of the live stream that gets the thumbnail.
            file: A path, `bytes`, or a file opened in binary mode. The image as JPEG, PNG or WebP,
                at most 8 MiB.
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
            "/live-streams/{live_stream_id}/thumbnail",
            path_params={"live_stream_id": live_stream_id},
            file=file,
            returns=LiveStream,
            repeatable=True,
            **self._options,
        )

    @operation()
    def delete_thumbnail(
        self,
        live_stream_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> LiveStream:
        """Delete the thumbnail of a live stream.

        Removes the thumbnail of a live stream and returns the live stream.

        Args:
            live_stream_id: Id of the live stream whose thumbnail to remove.
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
            "/live-streams/{live_stream_id}/thumbnail",
            path_params={"live_stream_id": live_stream_id},
            returns=LiveStream,
            **self._options,
        )

    @operation()
    def complete(
        self,
        live_stream_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> None:
        """End a broadcast.

        Ends the current broadcast with its player and its recording, and drops the incoming
        connection within a minute. It takes effect some seconds later. After that the stream key
        can be used again at once; without this call it takes 90 seconds.

        Args:
            live_stream_id: Id of the live stream whose broadcast to end.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        return self.api_client.call(
            "PUT",
            "/live-streams/{live_stream_id}/complete",
            path_params={"live_stream_id": live_stream_id},
            **self._options,
        )

    @property
    def with_raw_response(self) -> "RawLiveStreamsApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawLiveStreamsApi(self.api_client)


class RawLiveStreamsApi(RawEndpoint):
    """The methods of LiveStreamsApi, each of which returns its result in a RawResponse."""

    list: "Final" = raw(LiveStreamsApi.list)
    create: "Final" = raw(LiveStreamsApi.create)
    get: "Final" = raw(LiveStreamsApi.get)
    delete: "Final" = raw(LiveStreamsApi.delete)
    update: "Final" = raw(LiveStreamsApi.update)
    upload_thumbnail: "Final" = raw(LiveStreamsApi.upload_thumbnail)
    delete_thumbnail: "Final" = raw(LiveStreamsApi.delete_thumbnail)
    complete: "Final" = raw(LiveStreamsApi.complete)
