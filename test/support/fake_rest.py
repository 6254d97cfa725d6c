"""A transport that answers from a list and remembers what was asked."""

import json
from typing import Any, Dict, List, Optional

from apivideo._http.message import Request, Response


def answer(
    status: int = 200, document: Any = None, headers: Optional[Dict[str, str]] = None
) -> Response:
    """An answer with *document* in it: bytes as they are, anything else as JSON."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return Response(status, "", headers or {}, data)


def tokens(access: str = "access-1", refresh: str = "refresh-1", seconds: float = 3600) -> Response:
    """The answer to a token exchange."""
    document = {"access_token": access, "refresh_token": refresh, "expires_in": seconds}
    return answer(200, dict(document, token_type="Bearer"))


class FakeRest:
    """Answers with what it was given, in order; an exception among the answers is raised.

    Bodies are read as a transport would read them: ``bodies`` holds what would have been sent.
    """

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.requests: List[Request] = []
        self.bodies: List[bytes] = []
        self.closed = 0

    def send(self, request: Request) -> Response:
        self.requests.append(request)
        body = request.body
        self.bodies.append(
            body if isinstance(body, bytes) else b"".join(bytes(block) for block in body or ())
        )
        result = self.answers.pop(0)
        try:
            if isinstance(result, BaseException):
                raise result
            return result if request.stream else result._replace(request=request)
        finally:
            del result  # an exception would hold itself by its traceback

    def close(self) -> None:
        self.closed += 1
