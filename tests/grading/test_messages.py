"""Messages between the grader, the judge and the learner's process: is what arrives what was sent, or refused?"""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from course.grading.judge.messages import Call, CellDone, Change, Found, Raised, Ran, Returned, RunCell, Submission
from course.grading.judge.test_plan import TestPlan
from course.grading.sandbox.limits import ResourceLimits
from course.grading.sandbox.messages import Ended, Message, Start, plain, read
from course.kernels.channel import ChannelClosed

PLAN = TestPlan(tests={"one": "assert a"}, sources={"one": {"a": ["locked", "setup"]}}, given=["figures.csv"])
MESSAGES: list[Message] = [
    RunCell("a = 1", None),
    RunCell("a = 1", 2.5),
    Found({"a": {"$": "tuple", "of": [1, None, float("inf")]}}),
    Call(3, [{"$": "set", "of": [1]}], {"x": 2}, 1),
    Returned(5, changed=[Change(0, [1, 2])], printed=[{"output_type": "stream"}]),
    Returned(raised=Raised("ValueError", ["ValueError", "Exception"], "no", 4)),
    Submission({"cells": [{"cell_type": "code", "source": ["a"]}]}, PLAN, 30, "/submission", "/handed-out"),
    CellDone(7, [], None),
    Start("learner", "/submission", ["/tmp"], ResourceLimits(), [], ["/tmp"]),
    Ended(""),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_what_arrives_is_what_was_sent(message: Message) -> None:
    """Through JSON and back: is it an equal message?"""
    assert read(json.loads(json.dumps(plain(message))), Ran, type(message)) == message


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({"do": "Ran"}, Ran),
        ({"do": "Ran", "outputs": {}}, Ran),
        ({"do": "Ran", "outputs": "text"}, Ran),
        ({"do": "Found", "values": [["a", 1]]}, Found),
        ({"do": "Found", "values": None}, Found),
        ({"do": "Call", "number": "0", "arguments": [], "named": {}}, Call),
        ({"do": "Call", "number": True, "arguments": [], "named": {}}, Call),
        ({"do": "Call", "number": 0, "arguments": [], "named": {}, "seconds": "5"}, Call),
        ({"do": "Returned", "changed": [[0, 1]]}, Returned),
        ({"do": "Returned", "changed": [{"place": 0.0, "value": 1}]}, Returned),
        ({"do": "Returned", "raised": "ValueError"}, Returned),
        ({"do": "Returned", "raised": {"name": "E", "kinds": "Exception", "text": "", "line": 0}}, Returned),
        ({"do": "Returned", "raised": {"name": "E", "kinds": [5], "text": "", "line": 0}}, Returned),
        ({"do": "Ended", "reason": 5}, Ended),
        ({"do": "Found", "values": {}}, Ran),
        ({"do": ["Ran"], "outputs": []}, Ran),
        ({"outputs": []}, Ran),
        ({}, Ran),
    ],
)
def test_nothing_is_made_to_fit(data: dict[str, Any], kind: type[Message]) -> None:
    """A field that is missing or has another type, a kind that nobody waits for: is the message refused?"""
    with pytest.raises(ChannelClosed):
        read(data, kind)


def test_a_message_cannot_be_changed() -> None:
    """Is what was checked still what was checked later on?"""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        RunCell("a", None).code = "b"  # type: ignore[misc]
