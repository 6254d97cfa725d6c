"""The tables of the guides on reliability and errors are those of the code."""

import builtins
import re
from pathlib import Path

import pytest

import apivideo
from apivideo import exceptions, retry
from apivideo.exceptions import BY_STATUS, ServiceException, exception_for
from apivideo.messages import Response
from apivideo.rest import client as transport
from apivideo.retry import Outcome, Policy, decide

GUIDES = Path(__file__).resolve().parent.parent / "docs" / "guides"
RELIABILITY = (GUIDES / "reliability.md").read_text(encoding="utf-8")
ERRORS = (GUIDES / "errors.md").read_text(encoding="utf-8")

HINT = {"Retry-After": "1"}


def table(text, first):
    """The rows below the head whose first cell is *first*, cell by cell."""
    lines = iter(text.splitlines())
    head = f"| {first} |"
    assert any(line.startswith(head) for line in lines), "there is no table " + first
    next(lines)  # the rule
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def again(outcome, repeatable):
    return "no" if decide(Policy(), 1, outcome, repeatable, 0.0, 0.5) is None else "again"


def row(label, *outcomes):
    answers = {(again(one, True), again(one, False)) for one in outcomes}
    assert len(answers) == 1, label
    return [label, *answers.pop()]


def listed(statuses):
    return ", ".join(str(one) for one in sorted(statuses))


def test_what_is_tried_again_is_what_the_guide_says():
    after_post = {one for one in retry.TRANSIENT if again(Outcome(one), False) == "again"}
    others = retry.TRANSIENT - after_post
    hinted = {one for one in others if again(Outcome(one, HINT), False) == "again"}
    final = set(range(100, 600)) - retry.TRANSIENT
    expected = [
        row("no connection: nothing went out", Outcome(reached=False)),
        row("no answer: cut off, or none in time", Outcome()),
        row(listed(after_post), *[Outcome(one) for one in after_post]),
        row(listed(hinted) + " with `Retry-After`", *[Outcome(one, HINT) for one in hinted]),
        row(listed(others), *[Outcome(one) for one in others]),
        row("the server is not trusted", Outcome(reached=False, passing=False)),
        row("any other status", *[Outcome(one, HINT) for one in final]),
    ]

    assert table(RELIABILITY, "What happened") == expected


def test_the_waits_are_those_of_the_guide():
    policy = Policy()

    longest = [
        [str(attempt), f"{decide(policy, attempt, Outcome(500), True, 0.0, 1.0):g}"]
        for attempt in range(1, policy.max_attempts)
    ]

    assert table(RELIABILITY, "After attempt") == longest


def test_the_defaults_are_those_of_the_guide():
    configuration = apivideo.Configuration()
    told = {}
    for name, default, _ in table(RELIABILITY, "`Configuration`"):
        numbers = tuple(float(one) for one in default.split(","))
        told[name.strip("`")] = numbers if len(numbers) > 1 else numbers[0]

    assert told == {name: getattr(configuration, name) for name in told}
    assert configuration.retry_policy == Policy()
    assert set(told) == {
        "request_timeout",
        "deadline",
        "max_attempts",
        "retry_base",
        "retry_cap",
    }


def test_the_largest_answer_is_that_of_the_guide():
    mib = int(re.search(r"An answer may have (\d+) MiB", RELIABILITY).group(1))

    assert mib * 2**20 == transport.LARGEST_ANSWER
    assert transport.LARGEST_ERROR == 2**20  # "the first MiB"


def test_each_status_has_the_class_of_the_guide():
    told = {status: name.strip("`") for status, name, _ in table(ERRORS, "Status")}
    special = {told.pop("200 to 299"), told.pop("any or none")}

    assert told.pop("500 to 599") == ServiceException.__name__
    assert told == {str(status): one.__name__ for status, one in BY_STATUS.items()}
    assert special == {"UnexpectedAnswerException", "ApiAuthException"}


@pytest.mark.parametrize("text", [RELIABILITY, ERRORS], ids=["reliability", "errors"])
def test_every_exception_that_a_guide_names_is_there(text):
    for name in re.findall(r"`(\w+(?:Error|Exception))`", text):
        assert hasattr(exceptions, name) or hasattr(builtins, name), name


def test_every_attribute_that_the_guide_on_errors_names_is_there():
    error = exception_for(Response(404, "Not Found", {}, b"{}"))

    for names, _ in table(ERRORS, "Attribute"):
        for name in re.findall(r"`([\w.]+)", names):
            one = error
            for step in name.split("."):
                assert hasattr(one, step), name
                one = getattr(one, step)
