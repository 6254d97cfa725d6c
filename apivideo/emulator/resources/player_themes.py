"""Player themes, and the logo each may have (docs/service.md, section 17)."""

from __future__ import annotations

from functools import partial

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import description, file_responses, json_body, paging
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Route, Service, json_response
from apivideo.emulator.processing import images
from apivideo.emulator.state.formats import date_time, new_id
from apivideo.emulator.state.store import Document

KIND = "player"
LOGO = "logo"
LINK = "logoLink"  # member of the stored theme; responses show it with the logo


def create(service: Service, request: Request) -> Response:
    """Make a theme; what the body leaves out has its default, or is absent."""
    payload = json_body.read(request)
    now = date_time(service.now)
    player_id = new_id("pl")
    theme = {
        "playerId": player_id,
        "createdAt": now,
        "updatedAt": now,
        **description.defaults("PlayerThemeCreationPayload"),
        **payload,
    }
    service.store.put(KIND, player_id, theme)
    return json_response(_render(service, request, theme), 201)


def list_all(service: Service, request: Request) -> Response:
    themes = paging.documents(service, KIND, request)
    return json_response(paging.page(themes, request, partial(_render, service, request)))


def get(service: Service, request: Request, player_id: str) -> Response:
    return json_response(_render(service, request, service.existing(KIND, player_id, "playerId")))


def update(service: Service, request: Request, player_id: str) -> Response:
    theme = service.change(KIND, player_id, "playerId", json_body.read(request))
    return json_response(_render(service, request, theme))


def delete(service: Service, request: Request, player_id: str) -> None:
    with service.store.transaction():
        service.delete(KIND, player_id, "playerId")
        service.attachments.remove(player_id)


def upload_logo(service: Service, request: Request, player_id: str) -> Response:
    """Take a picture, and the address that a click on it opens."""
    service.existing(KIND, player_id, "playerId")
    received = images.receive(request, images.LOGO, fields=("link",))
    content_type = received.picture.content_type
    link = {LINK: received.fields["link"]} if "link" in received.fields else {}
    with service.store.transaction():
        theme = service.change(KIND, player_id, "playerId", link)
        service.attachments.put(player_id, LOGO, received.data, content_type)
    return json_response(_render(service, request, theme), 201)


def delete_logo(service: Service, request: Request, player_id: str) -> None:
    with service.store.transaction():
        service.change(KIND, player_id, "playerId", {LINK: None})
        service.attachments.remove(player_id, LOGO)


def logo(service: Service, request: Request, player_id: str) -> Response:
    """The picture, to players."""
    response = file_responses.send_attachment(service, request, player_id, LOGO)
    if response is None:
        raise Problem("resource-not-found", "playerId")
    return response


def _render(service: Service, request: Request, theme: Document) -> Document:
    document = {key: value for key, value in theme.items() if key != LINK}
    if service.attachments.get(theme["playerId"], LOGO) is not None:
        address = f"{request.host_url}assets/players/{theme['playerId']}/logo"
        link = theme.get(LINK)
        document["assets"] = {"logo": address, **({"link": link} if link else {})}
    return document


ROUTES = [Route("GET", "/assets/players/<player_id>/logo", logo)]
