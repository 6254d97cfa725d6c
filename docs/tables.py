"""The tables of the guides that say what the code does, made from the code.

``python docs/tables.py`` writes each between its two marks, ``<!-- table: NAME -->`` and
``<!-- end -->``; with ``--check`` it says which guides would change, and writes nothing.
"""

import functools
import re
import sys
from pathlib import Path
from typing import Callable, Dict, Iterable, List, Mapping, Optional, Sequence

import apivideo.options
from apivideo import ApiClient, Configuration, exceptions
from apivideo._http.retry import TRANSIENT, Failure, Policy, decide

GUIDES = Path(__file__).resolve().parent / "guides"
DESCRIPTION = GUIDES.parent.parent / "openapi.yaml"
OPTIONS = Path(apivideo.options.__file__).read_text(encoding="utf-8")

Row = Sequence[str]

HINT = {"Retry-After": "1"}

BOUNDS = {
    "request_timeout": "seconds to connect, and longest time without receiving data",
    "deadline": "seconds for a call: all its attempts and the waits between them",
    "max_attempts": "attempts of a call; 1 turns retries off",
    "retry_base": "seconds of the longest first wait",
    "retry_cap": "seconds of the longest wait, unless the service asks for a longer one",
}

USUALLY = {
    400: "the request is not acceptable: `name`, `detail` and `problems` say where; or the API key"
    " is wrong, which the first call finds out: sandbox and production have different keys",
    401: "the service does not know the token, or the key where it is sent in place of one",
    403: "the account is suspended, or lacks the feature",
    404: "no such object in this project",
    409: "it exists already or is being made",
    429: "the rate limit is reached for longer than the deadline allows: `retry_after`",
}


def retried() -> List[Row]:
    """What is retried, for requests that are safe to repeat and for those that create."""
    alone = {one for one in TRANSIENT if _is_retried(_failed(one), False)}
    hinted = {one for one in TRANSIENT - alone if _is_retried(_failed(one, HINT), False)}
    final = set(range(100, 600)) - TRANSIENT
    return [
        ["What happened", "`GET`, `PUT`, `PATCH`, `DELETE`", "`POST`"],
        _verdict("no connection: nothing was sent", [_failed(reached=False)]),
        _verdict("no response: interrupted, or none in time", [_failed()]),
        _verdict(_listed(alone), map(_failed, alone)),
        _verdict(_listed(hinted) + " with `Retry-After`", [_failed(one, HINT) for one in hinted]),
        _verdict(_listed(TRANSIENT - alone), map(_failed, TRANSIENT - alone)),
        _verdict("the server is not trusted", [_failed(reached=False, passing=False)]),
        _verdict("any other status", [_failed(one, HINT) for one in final]),
    ]


def repeatable() -> List[Row]:
    """The methods that send a POST that may be repeated, as the description says."""
    text = DESCRIPTION.read_text(encoding="utf-8")
    rows = [["Method", "What it does"]]
    for resource, method in re.findall(r"operationId: (\w+)\.(\w+)\n +x-repeatable: true", text):
        words = getattr(getattr(ApiClient, resource), method).__doc__.partition("\n")[0]
        rows.append([f"`{resource}.{method}`", words])
    return rows


def waits() -> List[Row]:
    """The longest wait after each attempt of a call."""
    policy = Policy()
    rows = [["After attempt", "Seconds at most"]]
    for attempt in range(1, policy.max_attempts):
        wait = decide(policy, attempt, _failed(500), True, 0.0, 1.0)
        rows.append([str(attempt), f"{wait:g}"])
    return rows


def settings() -> List[Row]:
    """The settings that bound a call, and their defaults."""
    configuration = Configuration()
    rows = [["`Configuration`", "Default", "What it bounds"]]
    for name, bound in BOUNDS.items():
        value = getattr(configuration, name)
        numbers = value if isinstance(value, tuple) else (value,)
        rows.append([f"`{name}`", ", ".join(f"{one:g}" for one in numbers), bound])
    return rows


def statuses() -> List[Row]:
    """The exception for each status of a response."""
    rows = [["Status", "Class", "Usually"]]
    for status, kind in exceptions.BY_STATUS.items():
        rows.append([str(status), f"`{kind.__name__}`", USUALLY[status]])
    rest = [
        (exceptions.ServiceException, "500 to 599", "the service failed, also when retried"),
        (
            exceptions.UnexpectedResponseException,
            "200 to 299",
            "not from the service, or with a body that is not what this call returns",
        ),
        (exceptions.ApiAuthException, "any or none", "no access token could be obtained"),
    ]
    return rows + [[status, f"`{kind.__name__}`", usually] for kind, status, usually in rest]


def options(kind: str) -> List[Row]:
    """The options of the TypedDict called *kind*, read from its source."""
    body = OPTIONS.partition(f"class {kind}(")[2]
    body = re.split(r"\n(?:    )?\w", body)[0]
    rows = [["Option", "Type", "What it does"]]
    for name, annotation, words in re.findall(r'(\w+): ([^\n]+)\n +"""(.+?)"""', body, re.DOTALL):
        words = " ".join(words.replace("``", "`").split())
        rows.append([f"`{name}`", f"`{annotation}`", words])
    return rows


TABLES: Dict[str, Callable[[], List[Row]]] = {
    one.__name__: one for one in (retried, repeatable, waits, settings, statuses)
}
for kind in ("CallOptions", "CreateOptions", "PublishOptions", "AssetOptions", "UploadOptions"):
    TABLES[kind] = functools.partial(options, kind)


def filled(text: str) -> str:
    """*text* with each table as the code has it now."""

    def table(mark: "re.Match[str]") -> str:
        head, *rows = TABLES[mark.group(2)]()
        lines = [head, ["---"] * len(head), *rows]
        return (
            mark.group(1) + "".join(f"| {' | '.join(line)} |\n" for line in lines) + mark.group(3)
        )

    return re.sub(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->\n)", table, text, flags=re.DOTALL)


def _failed(
    status: Optional[int] = None,
    headers: Optional[Mapping[str, str]] = None,
    reached: bool = True,
    passing: bool = True,
) -> Failure:
    if status is not None:
        refusal = exceptions.ApiException(status)
        refusal.headers = headers
        return refusal
    error = exceptions.ApiConnectionError()
    error.reached, error.passing = reached, passing
    return error


def _is_retried(error: Failure, repeatable: bool) -> bool:
    return decide(Policy(), 1, error, repeatable, 0.0, 0.5) is not None


def _verdict(label: str, errors: Iterable[Failure]) -> Row:
    verdicts = {(_is_retried(one, True), _is_retried(one, False)) for one in errors}
    if len(verdicts) != 1:
        raise SystemExit(f"a row of its own is needed for each of: {label}")
    return [label] + ["retried" if one else "no" for one in verdicts.pop()]


def _listed(statuses: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(statuses)))


def main(arguments: Sequence[str]) -> int:
    """Write or check all guides; 1 where one is not as it should be."""
    stale = []
    for path in sorted(GUIDES.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if filled(text) != text:
            stale.append(path)
    if "--check" in arguments:
        for path in stale:
            print(f"{path.name} is not what docs/tables.py makes", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
