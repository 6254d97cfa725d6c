"""Create something once, even if a response is lost.

The service has no idempotency keys. The caller's key is kept in the metadata of the video instead,
where it is looked up before the video is created (docs/service.md, section 5).
"""

from itertools import count
from typing import TYPE_CHECKING, Any, Dict, Optional, Type, TypeVar

from apivideo._http.message import SendOptions
from apivideo._http.retry import LEAST_TOTAL, decide
from apivideo.exceptions import (
    ApiAuthException,
    ApiConnectionError,
    ApiException,
    ApiTypeError,
    ApiValueError,
    UnexpectedResponseException,
)
from apivideo.model_base import Model

if TYPE_CHECKING:
    from apivideo.api_client import ApiClient

KEY = "idempotencyKey"  # the name of the metadata that holds the key

M = TypeVar("M", bound=Model)


def create(
    client: "ApiClient",
    path: str,
    *,
    body: Any,
    returns: Type[M],
    idempotency_key: Optional[str] = None,
    options: SendOptions = SendOptions(),
    **unknown: Any,
) -> M:
    """Create what *body* describes, or return what was created before with the same key.

    Without a key, a lost response is an error: trying again might create it twice. Two programs
    that create with one key at the same moment both create.
    """
    if unknown:
        raise ApiTypeError(f"create() has no argument {next(iter(unknown))!r}")
    if idempotency_key is None:
        return client.call("POST", path, body=body, returns=returns, options=options)
    if options.is_raw:
        raise ApiValueError("idempotency_key needs a response that is read")
    session = client._session
    policy = session.policy(options.timeout)
    started = session.clock()

    def once() -> SendOptions:
        # Each request is sent once: what is retried is the pair of looking up and creating.
        left = max(policy.deadline - (session.clock() - started), LEAST_TOTAL)
        one_attempt = policy._replace(max_attempts=1, deadline=left)
        return options._replace(policy=one_attempt, repeatable=True)

    document = body.to_json()
    others = [one for one in document.get("metadata") or [] if one.get("key") != KEY]
    document["metadata"] = [*others, {"key": KEY, "value": idempotency_key}]
    for attempt in count(1):
        try:
            found = _found(client, path, idempotency_key, once())
            if found is not None:
                return returns.from_json(found)
            return client.call("POST", path, body=document, returns=returns, options=once())
        except (ApiConnectionError, ApiException) as error:
            if error.attempts > 1 or isinstance(error, ApiAuthException):
                raise  # there was no access token, which was retried already
            error.attempts = attempt
            elapsed = session.clock() - started
            wait = decide(policy, attempt, error, True, elapsed, session.draw())
            if wait is None:
                raise
        session.wait(wait, options.cancellation)
    raise AssertionError("unreachable")


def _found(
    client: "ApiClient", path: str, key: str, options: SendOptions
) -> Optional[Dict[str, Any]]:
    """The object with the key, or None."""
    query = {"metadata": {KEY: key}}
    page = client.call("GET", path, query=query, returns=Model, options=options)
    documents: Any = page.get("data")
    if not isinstance(documents, list):  # as an empty list, it would lead to a second video
        raise UnexpectedResponseException(200, "the response is not a list")
    for document in documents:
        pairs = document.get("metadata") if isinstance(document, dict) else None
        if isinstance(pairs, list) and {"key": KEY, "value": key} in pairs:
            found: Dict[str, Any] = document
            return found
    return None
