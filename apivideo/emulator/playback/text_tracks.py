"""Text files that run beside a video: received, and served (docs/service.md, sections 10 and 11).

A file that is not WebVTT inside is taken all the same, as the service takes it.
"""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import file_responses, multipart
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Route, Service
from apivideo.emulator.playback import addresses

MOST_BYTES = 8 * 1024 * 1024  # the service states no limit; memory has one


def receive(request: Request) -> bytes:
    """The ``.vtt`` file that a request carries. Raises Problem."""
    form, data = multipart.read_small(request, MOST_BYTES)
    if not form.file_name.lower().endswith(".vtt"):
        title = "Only [vtt] extensions are supported."
        raise Problem("uploaded-file-extension-invalid", "file", title=title)
    return data


def send(
    service: Service,
    request: Request,
    video_id: str,
    sort: str,
    language: str,
    token: str | None = None,
) -> Response:
    video = service.existing("video", video_id, "videoId")
    addresses.let_in(service, video, video_id, token)
    response = file_responses.send_attachment(service, request, video_id, f"{sort}/{language}")
    if response is None:
        raise Problem("resource-not-found", "language")
    return response


FILE = "/<any(captions, chapters):sort>/<language>.vtt"
ROUTES = [
    Route("GET", prefix + FILE, send)
    for prefix in ("/vod/<video_id>", "/vod/<video_id>/token/<token>")
]
