# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Sequence, Union, overload

from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, operation, raw
from apivideo.model.webhook import Webhook
from apivideo.model.webhooks_creation_payload import WebhooksCreationPayload
from apivideo.model.webhooks_list_response import WebhooksListResponse
from apivideo.options import NOT_GIVEN, Literal, NotGiven, Timeout

if TYPE_CHECKING:
    from typing import Final


class WebhooksApi(Endpoint):
    """Subscribe a URL of yours to events such as finished encodings and started broadcasts."""

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list(
        self,
        *,
        events: Optional[str] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> WebhooksListResponse:
        """List webhooks.

        Returns one page of the project's webhooks.

        Args:
            events: Keeps only webhooks subscribed to this event; takes a single event name.
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
        query = {"events": events, "currentPage": current_page, "pageSize": page_size}
        return self.api_client.call(
            "GET", "/webhooks", query=query, returns=WebhooksListResponse, **self._options
        )

    if TYPE_CHECKING:

        @overload
        def create(
            self,
            *,
            events: List[
                Literal[
                    "live-stream.broadcast.started",
                    "live-stream.broadcast.ended",
                    "video.source.recorded",
                    "video.encoding.quality.completed",
                    "video.caption.generated",
                    "video.summary.generated",
                ]
            ],
            url: str,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Webhook: ...

        @overload
        def create(
            self,
            webhooks_creation_payload: Union[WebhooksCreationPayload, Dict[str, Any]],
            *,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> Webhook: ...

    @operation()
    def create(
        self,
        webhooks_creation_payload: Optional[Union[WebhooksCreationPayload, Dict[str, Any]]] = None,
        *,
        events: Union[Sequence[str], NotGiven] = NOT_GIVEN,
        url: Union[str, NotGiven] = NOT_GIVEN,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Webhook:
        """Create a webhook.

        Subscribes a URL to events. The service sends each event there as a `POST` request, signed
        with the `signature_secret` of the response (HMAC-SHA256 of the body), and tries 3 more
        times, 3 seconds apart, when the URL responds with 300 or above. A webhook cannot be
        changed, and their number is limited: beyond the limit the response is 400.

        Args:
            events: The events to be told about. `video.encoding.quality.completed` comes once for
                the MP4 and once for each HLS quality, `video.source.recorded` when the recording of
                a live stream is queued for encoding.
            url: Your address that receives each event as a JSON `POST`. A response of 300 or above
                makes the service try 3 more times, 3 seconds apart.
            webhooks_creation_payload: Says which events to send and where. It takes the place of
                the keywords.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            TooManyRequestsException: Too many requests in this minute.
        """
        return self.api_client.call(
            "POST", "/webhooks", body=webhooks_creation_payload, returns=Webhook, **self._options
        )

    @operation()
    def get(
        self,
        webhook_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> Webhook:
        """Get a webhook.

        Returns one webhook, including the `signature_secret` that verifies its requests.

        Args:
            webhook_id: Id of the webhook to read, also sent in the `X-Api-Video-WebhookID` header
                of its requests.
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
            "/webhooks/{webhook_id}",
            path_params={"webhook_id": webhook_id},
            returns=Webhook,
            **self._options,
        )

    @operation()
    def delete(
        self,
        webhook_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> None:
        """Delete a webhook.

        Ends the subscription and makes room for another webhook.

        Args:
            webhook_id: Id of the webhook to delete.
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
            "/webhooks/{webhook_id}",
            path_params={"webhook_id": webhook_id},
            **self._options,
        )

    @property
    def with_raw_response(self) -> "RawWebhooksApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawWebhooksApi(self.api_client)


class RawWebhooksApi(RawEndpoint):
    """The methods of WebhooksApi, each of which returns its result in a RawResponse."""

    list: "Final" = raw(WebhooksApi.list)
    create: "Final" = raw(WebhooksApi.create)
    get: "Final" = raw(WebhooksApi.get)
    delete: "Final" = raw(WebhooksApi.delete)
