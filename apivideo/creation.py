"""Creating something once, also when an answer is lost.

The service has no idempotency keys. A key of the caller's rides in the metadata of the video
instead, where it can be looked up before the video is created again (service facts, section 5).
"""

from itertools import count
from typing import Any, Callable, Dict, Optional, Tuple, Type, TypeVar, cast

from apivideo.api_client import ApiClient
from apivideo.exceptions import (
    ApiAuthException,
    ApiConnectionError,
    ApiException,
    ApiValueError,
    UnexpectedAnswerException,
)
from apivideo.model_base import Model
from apivideo.retry import decide
from apivideo.sending import LEAST_TOTAL, outcome_of

KEY = "idempotencyKey"
"""The name of the metadata that holds the key."""

M = TypeVar("M", bound=Model)


class Page(Model):
    """A page of a list, whatever is in it."""


def create(
    client: ApiClient,
    path: str,
    *,
    body: Any,
    returns: Type[M],
    idempotency_key: Optional[str] = None,
    async_req: bool = False,
    **options: Any,
) -> M:
    """Create what *body* describes; with a key, only where nothing with that key is there yet.

    What is there is given as it is. Without a key an answer that was lost is an error: trying
    again might make a twin. Two that create with one key at the same moment both create.
    """
    if async_req:
        arguments = dict(options, body=body, returns=returns, idempotency_key=idempotency_key)
        return cast(M, client.pool.apply_async(create, (client, path), arguments))
    if idempotency_key is None:
        return client.call("POST", path, body=body, returns=returns, **options)
    if not options.get("_preload_content", True):
        raise ApiValueError("idempotency_key: an answer that is not read cannot be looked up")
    options["_return_http_data_only"], is_bare = False, options.get("_return_http_data_only", True)
    policy = client.policy(options.get("_request_timeout"))
    started = client.clock()

    def call(method: str, returns: Any, **arguments: Any) -> Any:
        # Each request once: what is tried again is the pair of looking and creating.
        left = max(policy.deadline - (client.clock() - started), LEAST_TOTAL)
        arguments["policy"] = policy._replace(max_attempts=1, deadline=left)
        return client.call(method, path, returns=returns, repeatable=True, **arguments, **options)

    document = _with_key(body.to_json(), idempotency_key)
    for attempt in count(1):
        try:
            result = _found(call, idempotency_key, returns)
            if result is None:
                result = call("POST", returns, body=document)
            return cast(M, result[0] if is_bare else result)
        except (ApiConnectionError, ApiException) as error:
            if error.attempts > 1 or isinstance(error, ApiAuthException):
                raise  # no token could be had, which was tried again already
            error.attempts = attempt
            elapsed = client.clock() - started
            wait = decide(policy, attempt, outcome_of(error), True, elapsed, client.draw())
            if wait is None:
                raise
        client.sleep(wait)
    raise AssertionError("unreachable")


def _with_key(document: Dict[str, Any], key: str) -> Dict[str, Any]:
    pairs = [one for one in document.get("metadata") or [] if one.get("key") != KEY]
    return dict(document, metadata=[*pairs, {"key": KEY, "value": key}])


def _found(call: Callable[..., Any], key: str, returns: Type[M]) -> Optional[Tuple[M, int, Any]]:
    page, status, headers = call("GET", Page, query={"metadata": {KEY: key}})
    documents = page.to_json().get("data")
    if not isinstance(documents, list):  # taken for an empty one, it would make a twin
        raise UnexpectedAnswerException(status, "the answer is not a list")
    for document in documents:
        pairs = document.get("metadata") if isinstance(document, dict) else None
        if isinstance(pairs, list) and {"key": KEY, "value": key} in pairs:
            return returns.from_json(document), status, headers
    return None
