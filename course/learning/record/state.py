"""What a record amounts to: a fold over its statements into answers, attempts, verdicts and ticks.

Unknown verbs and objects are skipped, so an older course can read a newer record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import attrs

from course.content.safe_json import parse

VERBS = {
    "answered": "http://adlnet.gov/expapi/verbs/answered",
    "attempted": "http://adlnet.gov/expapi/verbs/attempted",
    "initialized": "http://adlnet.gov/expapi/verbs/initialized",
    "viewed": "http://id.tincanapi.com/verb/viewed",
    "consented": "course:verbs/consented",
    "decided": "course:verbs/decided",
    "judged": "course:verbs/judged",
    "planned": "course:verbs/planned",
    "ticked": "course:verbs/ticked",
}


class Attempt(NamedTuple):
    """One response to an item, as it was scored then. `when` is an ISO time in UTC.

    A named tuple, because a long record makes a hundred thousand of these.
    """

    response: Any
    correct: bool
    score: float
    certainty: int | None
    mark: int | None
    when: str


@attrs.define
class ItemState:
    """Every attempt at one item, oldest first. Only the first counts as evidence."""

    history: list[Attempt]

    @property
    def first(self) -> Attempt:
        """The first attempt."""
        return self.history[0]

    @property
    def last(self) -> Attempt:
        """The latest attempt."""
        return self.history[-1]

    @property
    def attempts(self) -> int:
        """How many attempts there were."""
        return len(self.history)


@attrs.define
class TaskState:
    """A lab task: attempts, whether one was right, and the number of hints shown."""

    attempts: int = 0
    solved: bool = False
    hints: int = 0


@attrs.frozen
class Judgement:
    """One verdict on a claim, with the evidence the learner named for it."""

    verdict: str
    certainty: int | None
    module: str
    when: str
    evidence: str = ""


@attrs.define
class State:
    """Everything the course knows of one learner.

    worked: the items in the order of their first answers, and among them the tasks by their latest attempts, so that a
    question that comes back for review moves nothing.
    """

    seed: int | None = None
    items: dict[str, ItemState] = attrs.Factory(dict)
    tasks: dict[str, TaskState] = attrs.Factory(dict)
    claims: dict[str, list[Judgement]] = attrs.Factory(dict)
    ticks: dict[str, bool] = attrs.Factory(dict)
    runs: dict[str, dict[int, list[str]]] = attrs.Factory(dict)
    plans: dict[str, dict[str, str]] = attrs.Factory(dict)
    last_seen: str = ""
    worked: dict[str, None] = attrs.Factory(dict)


def fold(statements: Iterable[dict[str, Any]]) -> State:
    """The state after all statements, oldest first. Damaged or unknown statements change nothing.

    >>> fold([]).items
    {}
    """
    state = State()
    handlers = {VERBS[verb]: handler for verb, handler in _HANDLERS.items()}
    for entry in statements:
        try:
            handler = handlers.get(entry["verb"]["id"])
            if handler is not None:
                name = entry["object"]["id"].rpartition("/")[2]
                handler(state, name, entry["result"], entry["timestamp"])
                if handler is not _start:
                    state.last_seen = entry["timestamp"]
                if handler is _attempt:
                    state.worked.pop(name, None)
                if handler is _answer or handler is _attempt:
                    state.worked.setdefault(name)
        except (KeyError, TypeError, ValueError, AttributeError):
            # A statement of another shape: kept in the file, not understood here.
            continue
    return state


def _start(state: State, _name: str, result: dict[str, Any], _when: str) -> None:
    if state.seed is None:
        state.seed = int(result["extensions"]["course:seed"])


_JSON_STARTS = frozenset('[{"-0123456789tf')


def as_text(response: Any) -> str:
    """A response as xAPI wants it: text. An option id stays as it is; anything else travels as JSON.

    >>> as_text("b"), as_text(45.3), as_text("12")
    ('b', '45.3', '"12"')
    """
    if isinstance(response, str) and response[:1] not in _JSON_STARTS:
        return response
    return json.dumps(response, ensure_ascii=False)


def response_of(text: Any) -> Any:
    """The response that `as_text` wrote. What is no JSON, or JSON made to break its reader, stays a text.

    >>> response_of("b"), response_of("45.3"), response_of("[x")
    ('b', 45.3, '[x')
    """
    if isinstance(text, str) and text[:1] in _JSON_STARTS:
        try:
            return parse(text)
        except ValueError:
            return text
    return text


def _answer(state: State, name: str, result: dict[str, Any], when: str) -> None:
    extra = result.get("extensions") or {}
    attempt = Attempt(
        response_of(result["response"]),
        bool(result["success"]),
        float(result["score"]["scaled"]),
        extra.get("course:certainty"),
        extra.get("course:mark"),
        when,
    )
    known = state.items.get(name)
    if known is None:
        state.items[name] = ItemState([attempt])
    else:
        known.history.append(attempt)


def _attempt(state: State, name: str, result: dict[str, Any], _when: str) -> None:
    task = state.tasks.setdefault(name, TaskState())
    task.attempts += 1
    task.solved = task.solved or bool(result["success"])


def _view(state: State, name: str, result: dict[str, Any], _when: str) -> None:
    task = state.tasks.setdefault(name, TaskState())
    task.hints = max(task.hints, int(result["extensions"]["course:hint"]))


def _judge(state: State, name: str, result: dict[str, Any], when: str) -> None:
    extra = result.get("extensions") or {}
    certainty, module = extra.get("course:certainty"), extra.get("course:module", "")
    judgement = Judgement(str(result["response"]), certainty, module, when, extra.get("course:evidence", ""))
    state.claims.setdefault(name, []).append(judgement)


def _decide(state: State, name: str, result: dict[str, Any], _when: str) -> None:
    run = int(result["extensions"]["course:run"])
    state.runs.setdefault(name, {}).setdefault(run, []).append(str(result["response"]))


def _plan(state: State, name: str, result: dict[str, Any], _when: str) -> None:
    chosen = response_of(result["response"])
    if isinstance(chosen, dict):
        state.plans[name] = {str(offer): str(need) for offer, need in chosen.items()}


def _tick(state: State, name: str, result: dict[str, Any], _when: str) -> None:
    state.ticks[name] = response_of(result["response"]) is True


_HANDLERS = {
    "answered": _answer,
    "attempted": _attempt,
    "initialized": _start,
    "viewed": _view,
    "decided": _decide,
    "judged": _judge,
    "planned": _plan,
    "ticked": _tick,
}
