# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import TYPE_CHECKING, Any, Dict, Optional, Union, overload

from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, operation, raw
from apivideo.model.player_theme import PlayerTheme
from apivideo.model.player_theme_creation_payload import PlayerThemeCreationPayload
from apivideo.model.player_theme_update_payload import PlayerThemeUpdatePayload
from apivideo.model.player_themes_list_response import PlayerThemesListResponse
from apivideo.options import FileSource, Literal, Timeout

if TYPE_CHECKING:
    from typing import Final


class PlayerThemesApi(Endpoint):
    """Define the colours, controls and logo of the embedded player."""

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list(
        self,
        *,
        sort_by: Optional[Literal["name", "createdAt", "updatedAt"]] = None,
        sort_order: Optional[Literal["asc", "desc"]] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> PlayerThemesListResponse:
        """List player themes.

        Returns one page of the project's player themes.

        Args:
            sort_by: What to order the player themes by.
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
        query = {"sortBy": sort_by, "sortOrder": sort_order,
                 "currentPage": current_page, "pageSize": page_size}  # fmt: skip
        return self.api_client.call(
            "GET", "/players", query=query, returns=PlayerThemesListResponse, **self._options
        )

    if TYPE_CHECKING:

        @overload
        def create(
            self,
            *,
            name: Optional[str] = None,
            text: Optional[str] = None,
            link: Optional[str] = None,
            link_hover: Optional[str] = None,
            link_active: Optional[str] = None,
            track_played: Optional[str] = None,
            track_unplayed: Optional[str] = None,
            track_background: Optional[str] = None,
            background_top: Optional[str] = None,
            background_bottom: Optional[str] = None,
            background_text: Optional[str] = None,
            enable_api: Optional[bool] = None,
            enable_controls: Optional[bool] = None,
            force_autoplay: Optional[bool] = None,
            hide_title: Optional[bool] = None,
            force_loop: Optional[bool] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> PlayerTheme: ...

        @overload
        def create(
            self,
            player_theme_creation_payload: Union[PlayerThemeCreationPayload, Dict[str, Any]],
            *,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> PlayerTheme: ...

    @operation()
    def create(
        self,
        player_theme_creation_payload: Optional[
            Union[PlayerThemeCreationPayload, Dict[str, Any]]
        ] = None,
        *,
        name: Optional[str] = None,
        text: Optional[str] = None,
        link: Optional[str] = None,
        link_hover: Optional[str] = None,
        link_active: Optional[str] = None,
        track_played: Optional[str] = None,
        track_unplayed: Optional[str] = None,
        track_background: Optional[str] = None,
        background_top: Optional[str] = None,
        background_bottom: Optional[str] = None,
        background_text: Optional[str] = None,
        enable_api: Optional[bool] = None,
        enable_controls: Optional[bool] = None,
        force_autoplay: Optional[bool] = None,
        hide_title: Optional[bool] = None,
        force_loop: Optional[bool] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> PlayerTheme:
        """Create a player theme.

        Creates a player theme; it is put to use by giving its id as `player_id` of a video or live
        stream. A logo is uploaded separately.

        Args:
            name: Label that tells the theme apart from others, at most 100 characters.
            text: Colour of the text in the player, as a CSS string such as `rgba(255, 255, 255,
                .95)`.
            link: Colour of the links and controls in the player, as a CSS string such as `rgba(255,
                255, 255, .95)`.
            link_hover: Colour of a link or control while the pointer is over it, as a CSS string
                such as `rgba(255, 255, 255, .95)`.
            link_active: Colour of a link or control while it is active, as a CSS string such as
                `rgba(255, 255, 255, .95)`.
            track_played: Colour of the timeline up to the current position, as a CSS string such as
                `rgba(255, 255, 255, .95)`.
            track_unplayed: Colour of the timeline after the current position, as a CSS string such
                as `rgba(255, 255, 255, .95)`.
            track_background: Colour behind the timeline, as a CSS string such as `rgba(255, 255,
                255, .95)`.
            background_top: Colour at the top of the player background, as a CSS string such as
                `rgba(255, 255, 255, .95)`.
            background_bottom: Colour at the bottom of the player background, as a CSS string such
                as `rgba(255, 255, 255, .95)`.
            background_text: Colour behind the text in the player, as a CSS string such as
                `rgba(255, 255, 255, .95)`.
            enable_api: Whether scripts can control the player through its API. Default is `True`.
            enable_controls: Whether the player shows its controls to viewers. Default is `True`.
            force_autoplay: Whether playback starts as soon as the player is loaded. Default is
                `False`.
            hide_title: Whether the player leaves out the title of the video. Default is `False`.
            force_loop: Whether playback starts over when the end is reached. Default is `False`.
            player_theme_creation_payload: Sets the name, colours and behaviour of the new theme;
                may be an empty object. It takes the place of the keywords.
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
            "/players",
            body=player_theme_creation_payload,
            returns=PlayerTheme,
            **self._options,
        )

    @operation()
    def get(
        self,
        player_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> PlayerTheme:
        """Get a player theme.

        Returns one player theme, including the address of its logo.

        Args:
            player_id: Id of the player theme to read.
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
            "/players/{player_id}",
            path_params={"player_id": player_id},
            returns=PlayerTheme,
            **self._options,
        )

    @operation()
    def delete(
        self,
        player_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> None:
        """Delete a player theme.

        Deletes the player theme.

        Args:
            player_id: Id of the player theme to delete.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        return self.api_client.call(
            "DELETE", "/players/{player_id}", path_params={"player_id": player_id}, **self._options
        )

    if TYPE_CHECKING:

        @overload
        def update(
            self,
            player_id: str,
            *,
            name: Optional[str] = None,
            text: Optional[str] = None,
            link: Optional[str] = None,
            link_hover: Optional[str] = None,
            link_active: Optional[str] = None,
            track_played: Optional[str] = None,
            track_unplayed: Optional[str] = None,
            track_background: Optional[str] = None,
            background_top: Optional[str] = None,
            background_bottom: Optional[str] = None,
            background_text: Optional[str] = None,
            enable_api: Optional[bool] = None,
            enable_controls: Optional[bool] = None,
            force_autoplay: Optional[bool] = None,
            hide_title: Optional[bool] = None,
            force_loop: Optional[bool] = None,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> PlayerTheme: ...

        @overload
        def update(
            self,
            player_id: str,
            player_theme_update_payload: Union[PlayerThemeUpdatePayload, Dict[str, Any]],
            *,
            _request_timeout: Timeout = None,
            _preload_content: bool = True,
            _return_http_data_only: bool = True,
            async_req: bool = False,
        ) -> PlayerTheme: ...

    @operation()
    def update(
        self,
        player_id: str,
        player_theme_update_payload: Optional[
            Union[PlayerThemeUpdatePayload, Dict[str, Any]]
        ] = None,
        *,
        name: Optional[str] = None,
        text: Optional[str] = None,
        link: Optional[str] = None,
        link_hover: Optional[str] = None,
        link_active: Optional[str] = None,
        track_played: Optional[str] = None,
        track_unplayed: Optional[str] = None,
        track_background: Optional[str] = None,
        background_top: Optional[str] = None,
        background_bottom: Optional[str] = None,
        background_text: Optional[str] = None,
        enable_api: Optional[bool] = None,
        enable_controls: Optional[bool] = None,
        force_autoplay: Optional[bool] = None,
        hide_title: Optional[bool] = None,
        force_loop: Optional[bool] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> PlayerTheme:
        """Update a player theme.

        Changes what is given and keeps the rest. Viewers may see the old theme for up to 10
        minutes.

        Args:
            player_id: Id of the player theme to change.
            name: New label of the theme, at most 100 characters. Leave it out to keep the current
                value.
            text: Colour of the text in the player, as a CSS string such as `rgba(255, 255, 255,
                .95)`. Leave it out to keep the current value.
            link: Colour of the links and controls in the player, as a CSS string such as `rgba(255,
                255, 255, .95)`. Leave it out to keep the current value.
            link_hover: Colour of a link or control while the pointer is over it, as a CSS string
                such as `rgba(255, 255, 255, .95)`. Leave it out to keep the current value.
            link_active: Colour of a link or control while it is active, as a CSS string such as
                `rgba(255, 255, 255, .95)`. Leave it out to keep the current value.
            track_played: Colour of the timeline up to the current position, as a CSS string such as
                `rgba(255, 255, 255, .95)`. Leave it out to keep the current value.
            track_unplayed: Colour of the timeline after the current position, as a CSS string such
                as `rgba(255, 255, 255, .95)`. Leave it out to keep the current value.
            track_background: Colour behind the timeline, as a CSS string such as `rgba(255, 255,
                255, .95)`. Leave it out to keep the current value.
            background_top: Colour at the top of the player background, as a CSS string such as
                `rgba(255, 255, 255, .95)`. Leave it out to keep the current value.
            background_bottom: Colour at the bottom of the player background, as a CSS string such
                as `rgba(255, 255, 255, .95)`. Leave it out to keep the current value.
            background_text: Colour behind the text in the player, as a CSS string such as
                `rgba(255, 255, 255, .95)`. Leave it out to keep the current value.
            enable_api: Whether scripts can control the player through its API. Leave it out to keep
                the current value.
            enable_controls: Whether the player shows its controls to viewers. Leave it out to keep
                the current value.
            force_autoplay: Whether playback starts as soon as the player is loaded. Leave it out to
                keep the current value.
            hide_title: Whether the player leaves out the title of the video. Leave it out to keep
                the current value.
            force_loop: Whether playback starts over when the end is reached. Leave it out to keep
                the current value.
            player_theme_update_payload: Holds the new values; properties that are left out keep
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
            "/players/{player_id}",
            path_params={"player_id": player_id},
            body=player_theme_update_payload,
            returns=PlayerTheme,
            **self._options,
        )

    @operation()
    def upload_logo(
        self,
        player_id: str,
        file: "FileSource",
        *,
        link: Optional[str] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> PlayerTheme:
        """Upload a logo for a player theme.

        Sets the logo of a player theme: JPEG or PNG, at most 100 KiB and 200 by 100 pixels. Returns
        the player theme.

        Args:
            player_id: Id of the player theme that gets the logo.
            file: A path, `bytes`, or a file opened in binary mode. The image as JPEG or PNG, at
                most 100 KiB and 200 x 100 pixels.
            link: The address that opens when a viewer clicks the logo.
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
            "/players/{player_id}/logo",
            path_params={"player_id": player_id},
            form={"link": link},
            file=file,
            returns=PlayerTheme,
            repeatable=True,
            **self._options,
        )

    @operation()
    def delete_logo(
        self,
        player_id: str,
        *,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> None:
        """Delete the logo of a player theme.

        Removes the logo of a player theme.

        Args:
            player_id: Id of the player theme whose logo to remove.
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
            "/players/{player_id}/logo",
            path_params={"player_id": player_id},
            **self._options,
        )

    @property
    def with_raw_response(self) -> "RawPlayerThemesApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawPlayerThemesApi(self.api_client)


class RawPlayerThemesApi(RawEndpoint):
    """The methods of PlayerThemesApi, each of which returns its result in a RawResponse."""

    list: "Final" = raw(PlayerThemesApi.list)
    create: "Final" = raw(PlayerThemesApi.create)
    get: "Final" = raw(PlayerThemesApi.get)
    delete: "Final" = raw(PlayerThemesApi.delete)
    update: "Final" = raw(PlayerThemesApi.update)
    upload_logo: "Final" = raw(PlayerThemesApi.upload_logo)
    delete_logo: "Final" = raw(PlayerThemesApi.delete_logo)
