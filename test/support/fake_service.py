"""The service as far as uploads go, in memory: it has the rules for parts, and fails on demand.

A rest client, to be handed to an ApiClient. Parts may be as small as ``smallest`` says.
"""

import json
import re
import threading
from itertools import count
from typing import Any, Callable, Dict, Iterable, List, Optional

from apivideo._http.message import Request, Response
from apivideo.exceptions import ApiConnectionError

TYPE = "https://docs.api.video/reference/"
WAITS = {"429": {"X-RateLimit-Retry-After": "7", "X-RateLimit-Remaining": "0"}}

FAULTS = ("refused", "reset", "lost", "408", "429", "500", "502", "503", "504")
"""What may go wrong: no connection, cut in the body, the answer lost, or a status."""


class Video:
    """What has arrived of a video."""

    def __init__(self, video_id: str) -> None:
        self.video_id = video_id
        self.parts: Dict[int, bytes] = {}
        self.total: Optional[int] = None

    @property
    def is_whole(self) -> bool:
        return self.total is not None and len(self.parts) == self.total

    @property
    def content(self) -> bytes:
        return b"".join(self.parts[number] for number in sorted(self.parts))


class FakeService:
    """Takes parts; ``faults`` are what happens to the uploads that come, one after the other."""

    def __init__(self, faults: Iterable[Optional[str]] = (), smallest: int = 1) -> None:
        self.videos: Dict[str, Video] = {}
        self.headers: List[str] = []
        """The ``Content-Range`` of each request, as they came."""
        self.asked: List[str] = []
        """The paths of the requests that were no uploads."""
        self.under_way = 0
        self.most_under_way = 0
        self.before_answer: Callable[[int], Any] = lambda number: None
        self.answer_headers: Dict[str, str] = {}
        self._faults = iter(faults)
        self._smallest = smallest
        self._numbers = count(1)
        self._lock = threading.Lock()

    def send(self, request: Request) -> Response:
        path = request.url.partition("://")[2].partition("/")[2].partition("?")[0]
        if request.method == "GET":
            return self._tell(path)
        with self._lock:
            fault = next(self._faults, None)
            self.headers.append(request.headers["Content-Range"])
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            return self._take(path, request, fault)
        finally:
            with self._lock:
                self.under_way -= 1

    def close(self) -> None:
        pass

    def _take(self, path: str, request: Request, fault: Optional[str]) -> Response:
        if fault == "refused":
            error = ApiConnectionError("refused")
            error.reached = False
            raise error
        assert request.body is not None and not isinstance(request.body, bytes)
        blocks = []
        for block in request.body:
            blocks.append(bytes(block))
            if fault == "reset":
                raise ApiConnectionError("reset")
        body = b"".join(blocks)
        assert len(body) == int(request.headers["Content-Length"])
        if fault not in (None, "lost"):
            assert fault is not None
            return Response(int(fault), "", WAITS.get(fault, {}), b"{}")
        number, total = re.findall(r"\d+|\*", request.headers["Content-Range"])
        self.before_answer(int(number))
        with self._lock:
            fields = dict(re.findall(rb'name="(\w+)"\r\n\r\n(.*?)\r\n--', body))
            video = self._video(path, fields)
            start = body.index(b"\r\n\r\n", body.index(b'name="file"')) + 4
            answer = self._store(video, int(number), total, body[start : body.rindex(b"\r\n--")])
        if fault == "lost":
            raise ApiConnectionError("the answer was lost")
        return answer

    def _video(self, path: str, fields: Dict[bytes, bytes]) -> Video:
        if path == "upload":
            video_id = fields.get(b"videoId", b"").decode() or f"new-{next(self._numbers)}"
        else:
            video_id = path.split("/")[1]
        return self.videos.setdefault(video_id, Video(video_id))

    def _store(self, video: Video, number: int, total: str, content: bytes) -> Response:
        if video.is_whole:
            return _refusal("video-source-already-uploaded")
        if number in video.parts:
            return _refusal("video-content-range-by-part-part-already-sent")
        known = video.total if total == "*" else int(total)
        if video.total is not None and known != video.total:
            return _refusal("video-content-range-by-part-different-total-parts")
        if len(content) < self._smallest and number != known:
            return _refusal("video-content-range-by-part-uploaded-file-too-small")
        video.parts[number] = content
        video.total = known
        document = {"videoId": video.video_id}
        if video.is_whole:
            document["title"] = "whole"
        return self._answer(201, document)

    def _tell(self, path: str) -> Response:
        self.asked.append(path)
        video = self.videos.setdefault(path.split("/")[1], Video(path.split("/")[1]))
        if not path.endswith("/status"):
            return self._answer(200, {"videoId": video.video_id, "title": "asked"})
        received = {"parts": sorted(video.parts), "total": video.total}
        ingest = {
            "status": "uploaded" if video.is_whole else "uploading",
            "filesize": len(video.content) if video.is_whole else None,
            "receivedParts": received,
        }
        return self._answer(200, {"ingest": ingest})

    def _answer(self, status: int, document: Any) -> Response:
        return Response(status, "", self.answer_headers, json.dumps(document).encode())


def _refusal(slug: str) -> Response:
    return Response(400, "", {}, json.dumps({"type": TYPE + slug, "title": slug}).encode())
