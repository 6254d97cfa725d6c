"""Where the pieces of one upload go, and what the service says of it."""

from typing import Any, Callable, Dict, Mapping, NamedTuple, Optional

from apivideo.api_client import ApiClient
from apivideo.exceptions import UnexpectedAnswerException
from apivideo.model_base import Model
from apivideo.multipart import MultipartBody
from apivideo.uploads.plan import Piece
from apivideo.uploads.received import Received, read

PATIENCE = 3
"""How much more often than a call a piece is tried: beginning an upload anew costs more."""


class Document(Model):
    """An answer whose members are read by their JSON names."""


class Target(NamedTuple):
    """One upload of the service: its path, and what rides along with every piece."""

    client: ApiClient
    path: str
    path_params: Mapping[str, str]
    query: Optional[Mapping[str, Any]]
    form: Mapping[str, Optional[str]]
    carry: Optional[str]
    authenticated: bool

    @property
    def needs_first(self) -> bool:
        """Whether the first piece goes alone: its answer has what the others must carry."""
        return self.carry is not None and not self.form.get(self.carry)

    @property
    def video_id(self) -> Optional[str]:
        """The video that is uploaded, once it is known."""
        if self.carry is not None:
            return self.form.get(self.carry)
        return self.path_params.get("video_id")

    @property
    def can_ask(self) -> bool:
        """Whether the service can be asked about the video."""
        return self.authenticated and self.video_id is not None

    def send(
        self,
        source: Any,
        piece: Piece,
        start: int,
        returns: Any,
        options: Mapping[str, Any],
        pause: Callable[[float, Exception], Any],
    ) -> Any:
        """Send the bytes of *source* from *start* on as *piece*.

        Gives the answer, its status and its headers.
        """
        policy = self.client.policy(options.get("_request_timeout"))
        if policy.max_attempts > 1:
            policy = policy._replace(max_attempts=policy.max_attempts * PATIENCE)
        return self.client.call(
            "POST",
            self.path,
            path_params=self.path_params,
            query=self.query,
            headers={"Content-Range": piece.content_range},
            body=MultipartBody(self.form, source, start, piece.length),
            returns=returns,
            authenticated=self.authenticated,
            repeatable=True,
            policy=policy,
            pause=pause,
            **dict(options, _return_http_data_only=False),
        )

    def after(self, answer: Any, status: int) -> "Target":
        """The target of the pieces after the one with this *answer*, which names the video."""
        if not self.needs_first:
            return self
        name = str(self.carry)
        value = answer.get(name) if isinstance(answer, Model) else None
        if not value:
            reason = f"the answer to the first part has no {name}"
            raise UnexpectedAnswerException(status, reason)
        form: Dict[str, Optional[str]] = dict(self.form)
        form[name] = value
        return self._replace(form=form)

    def received(self, options: Mapping[str, Any]) -> Received:
        """What the service has of the video."""
        options = dict(options, _preload_content=True, _return_http_data_only=True)
        return read(self._get("/videos/{video_id}/status", Document, options)._json)

    def video(self, returns: Any, options: Mapping[str, Any]) -> Any:
        """The video, and the status and headers of the answer that has it."""
        return self._get("/videos/{video_id}", returns, dict(options, _return_http_data_only=False))

    def _get(self, path: str, returns: Any, options: Mapping[str, Any]) -> Any:
        return self.client.call(
            "GET", path, path_params={"video_id": self.video_id}, returns=returns, **options
        )
