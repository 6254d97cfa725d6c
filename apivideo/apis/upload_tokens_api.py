# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import TYPE_CHECKING, Any, Dict, Optional, Union, overload

from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, operation, raw
from apivideo.model.token_creation_payload import TokenCreationPayload
from apivideo.model.token_list_response import TokenListResponse
from apivideo.model.upload_token import UploadToken
from apivideo.options import Literal, Timeout

if TYPE_CHECKING:
    from typing import Final


class UploadTokensApi(Endpoint):
    """Manage tokens that let someone without an API key upload videos into the project."""

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list(
        self,
        *,
        sort_by: Optional[Literal["createdAt", "ttl"]] = None,
        sort_order: Optional[Literal["asc", "desc"]] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> TokenListResponse:
        """List upload tokens.

        Returns one page of the project's active upload tokens; expired and deleted ones are not
        included.

        Args:
            sort_by: What to order the tokens by.
            sort_order: Direction of the order: `asc` puts the oldest or shortest-lived first,
                `desc` the newest or longest-lived.
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
            "GET", "/upload-tokens", query=query, returns=TokenListResponse, **self._options
        )

    if TYPE_CHECKING:

        @overload
        def create_token(
            self,
            *,
            ttl: Optional[int] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> UploadToken: ...

        @overload
        def create_token(
            self,
            token_creation_payload: Union[TokenCreationPayload, Dict[str, Any]],
            *,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> UploadToken: ...

    @operation()
    def create_token(
        self,
        token_creation_payload: Optional[Union[TokenCreationPayload, Dict[str, Any]]] = None,
        *,
        ttl: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> UploadToken:
        """Create an upload token.

        Creates a token that lets its holder upload any number of videos without an API key, until
        it expires or is deleted. Without a `ttl` it never expires.

        Args:
            ttl: How long the token lives, in seconds. 0, the default, means that it never expires.
            token_creation_payload: Sets the life of the token; may be an empty object. It takes the
                place of the keywords.
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
            "/upload-tokens",
            body=token_creation_payload,
            returns=UploadToken,
            **self._options,
        )

    @operation()
    def get_token(
        self,
        upload_token: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> UploadToken:
        """Get an upload token.

        Returns one upload token, its life and its expiry date.

        Args:
            upload_token: The token itself, which is also its id.
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
            "/upload-tokens/{upload_token}",
            path_params={"upload_token": upload_token},
            returns=UploadToken,
            **self._options,
        )

    @operation()
    def delete_token(
        self,
        upload_token: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> None:
        """Delete an upload token.

        Deletes the token, so that uploads with it are refused from then on.

        Args:
            upload_token: The token itself, which is also its id.
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
            "/upload-tokens/{upload_token}",
            path_params={"upload_token": upload_token},
            **self._options,
        )

    @property
    def with_raw_response(self) -> "RawUploadTokensApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawUploadTokensApi(self.api_client)


class RawUploadTokensApi(RawEndpoint):
    """The methods of UploadTokensApi, each of which returns its result in a RawResponse."""

    list: "Final" = raw(UploadTokensApi.list)
    create_token: "Final" = raw(UploadTokensApi.create_token)
    get_token: "Final" = raw(UploadTokensApi.get_token)
    delete_token: "Final" = raw(UploadTokensApi.delete_token)
