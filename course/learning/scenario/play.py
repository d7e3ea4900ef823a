"""scenario("s2") plays a branching decision; scenario("s2", "b a") does the same by typing.

Every choice shows what it moved, what it cost, who would object and what was done in a real case. At
the end the learner's path stands beside what happened. There is no score: the meters pull apart.
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any, ClassVar

from course.content.catalog import catalog
from course.content.scenarios import METERS, Choice, Run, Scenario, as_form, compare_paths, find_scenario, walk
from course.errors import CourseError, ResponseError
from course.learning.record.store import Record, open_record
from course.learning.ui.message import Message
from course.learning.ui.typed import typed
from course.learning.ui.view import View

_STEP = re.compile(r"(.*)([a-z])")


class Play(View):
    """One scenario to play. record: where decisions are kept and the last run is read back from."""

    kind: ClassVar[str] = "scenario"

    def __init__(self, scenario: Scenario, record: Record) -> None:
        super().__init__(record)
        self._scenario = scenario

    def key(self) -> dict[str, Any]:
        return {"scenario": self._scenario.id}

    def data(self) -> dict[str, Any]:
        return {"bank": _encoded(self._scenario)}

    def state(self) -> dict[str, Any]:
        run, steps = _last_run(self._scenario, self._record)
        return {"run": run, "steps": steps}

    def plain_text(self) -> str:
        return scenario_text(self._scenario)

    def keep(self, message: dict[str, Any]) -> None:
        run, steps = int(message["run"]), [str(step) for step in message["steps"]]
        if list(_replay(self._scenario, steps).steps) != steps:
            raise ResponseError("these decisions do not follow one another")
        if steps:
            self._record.decided(self._scenario.id, run, steps[-1])


def scenario(scenario_id: str = "", letters: str = "") -> Play | Message:
    """Show a scenario; or, with letters, play it from the start by typing.

    scenario_id: for example "s2". letters: your choices in order, "b" or "b a c". Returns the view, or
    a message: the consequences of the last choice and what to decide next. Nothing typed wrongly is kept.

    >>> scenario("s9").title
    'This scenario cannot be opened'
    """
    try:
        found = find_scenario(scenario_id)
    except CourseError as error:
        return Message("wrong", "This scenario cannot be opened", (str(error),))
    record = open_record()
    chosen = re.findall(r"[a-z]", letters.casefold())
    if not chosen:
        return Play(found, record)
    try:
        run = walk(found, chosen)
    except ResponseError as error:
        return Message("note", "Not played", (str(error),))
    number = max(record.state().runs.get(found.id, {0: []})) + 1
    for step in run.steps:
        record.decided(found.id, number, step)
    return _told(found, run)


def _replay(scenario: Scenario, steps: list[str]) -> Run:
    letters = [match[2] for step in steps if (match := _STEP.fullmatch(step))]
    return walk(scenario, letters)


def _last_run(scenario: Scenario, record: Record) -> tuple[int, list[str]]:
    """The learner's last run, as far as it still fits the scenario."""
    runs = record.state().runs.get(scenario.id, {})
    if not runs:
        return 1, []
    number = max(runs)
    try:
        fits = list(_replay(scenario, runs[number]).steps) == runs[number]
    except ResponseError:
        fits = False
    return (number, runs[number]) if fits else (number + 1, [])


def _encoded(scenario: Scenario) -> str:
    # In base64 so that nobody reads the endings by accident in a notebook file; it is no lock.
    form = as_form(scenario)
    facts = catalog().facts
    for node in form["nodes"]:
        for choice in node["choices"]:
            choice["fact_claim"] = facts[choice["fact"]].claim if choice["fact"] in facts else ""
    form["meters"] = list(METERS)
    return base64.b64encode(json.dumps(form).encode("ascii")).decode("ascii")


def _choices_text(scenario: Scenario, place: str) -> list[str]:
    node = scenario.node(place)
    if node is None:
        return []
    return [node.text, *(f"  {choice.id}  {choice.text}" for choice in node.choices)]


def scenario_text(scenario: Scenario) -> str:
    """The opening of a scenario and how to play it by typing; the same in every run."""
    lines = [f"{scenario.title} ({scenario.id})", scenario.role, scenario.intro, ""]
    lines += _choices_text(scenario, scenario.nodes[0].id)
    first = typed(f'scenario("{scenario.id}", "a")')
    lines.append(f'Play by typing: {first}. Then write one letter more each time: "a b", "a b a", ...')
    return "\n".join(lines)


def moves_in_words(choice: Choice) -> str:
    """How a choice moves the meters, for example "civilians +1, consent -2"; the still ones are left out."""
    moves = zip(METERS, choice.effects.as_tuple(), strict=True)
    return ", ".join(f"{name} {move:+d}" for name, move in moves if move)


def _told(scenario: Scenario, run: Run) -> Message:
    """The consequences of the last step and what comes next, as one message."""
    place, letter = _STEP.fullmatch(run.steps[-1]).groups()  # type: ignore[union-attr]
    node = scenario.node(place)
    assert node is not None
    choice = next(choice for choice in node.choices if choice.id == letter)
    lines = [
        f"Moved: {moves_in_words(choice)}.",
        f"What it cost: {choice.cost}",
        f"A real case: {choice.precedent}{_said_by(choice.fact)}",
        f"Who would object: {choice.objector}",
    ]
    if run.stopped:
        lines += [f"This breaks the law, and the run ends here: {run.stopped}", *_debrief(scenario, run)]
    elif following := _choices_text(scenario, run.place):
        lines += ["Next:", *following]
    else:
        ending = next(ending for ending in scenario.endings if ending.id == run.place)
        lines += [ending.text, *_debrief(scenario, run)]
    return Message("note", f"You chose {letter}: {choice.text}".rstrip("."), tuple(lines))


def _opening_words(text: str) -> str:
    """The first words of a decision, by which a reader knows it again."""
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _chosen(choice: Choice | None) -> str:
    return choice.text.rstrip(".") if choice else "not reached"


def _debrief(scenario: Scenario, run: Run) -> list[str]:
    meters = ", ".join(f"{name} {value:+d}" for name, value in run.meters.items())
    return [
        f"Meters: {meters}.",
        "Your path and the real one, decision by decision:",
        *(
            f"“{_opening_words(row.node.text)}” you: {_chosen(row.own)}; nearest to what happened: {_chosen(row.real)}."
            for row in compare_paths(scenario, run.steps)
        ),
        scenario.history.text,
    ]


def _said_by(fact_id: str) -> str:
    """The fact behind a precedent in words, in brackets; empty where there is none."""
    fact = catalog().facts.get(fact_id)
    return f" ({fact.claim})" if fact else ""
