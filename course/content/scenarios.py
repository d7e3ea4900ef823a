"""Branching decisions: the model of scenario.yml and everything that can be wrong with one.

A scenario is a small graph. Each node puts one situation and at least three choices. A choice moves
the four meters, says what it costs, who would object and what was done in a real case, and leads to
another node or to an ending. A choice that breaks the law ends the run, with the reason.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from course.content.source import content_root, read_yaml, relative, structure_rows
from course.errors import ContentError, Fault, ResponseError, UnknownNameError

METERS = ("civilians", "consent", "mission", "legitimacy")
LEAST_NODES = 4
LEAST_CHOICES = 3
STRONGEST = 2


@attrs.frozen(kw_only=True)
class Effects:
    """How one choice moves the four meters, each -2 to +2."""

    civilians: int
    consent: int
    mission: int
    legitimacy: int

    def as_tuple(self) -> tuple[int, ...]:
        """The four moves in the order of METERS."""
        return tuple(getattr(self, name) for name in METERS)


@attrs.frozen(kw_only=True)
class Choice:
    """One way to act. `to` is a node or an ending; empty when `unlawful` (a reason) ends the run."""

    id: str
    text: str
    effects: Effects
    cost: str
    precedent: str
    fact: str
    objector: str
    to: str = ""
    unlawful: str = ""


@attrs.frozen(kw_only=True)
class Node:
    """One decision: what is known now, and what can be done."""

    id: str
    text: str
    choices: tuple[Choice, ...]


@attrs.frozen(kw_only=True)
class Ending:
    """Where a lawful run arrives."""

    id: str
    text: str


@attrs.frozen(kw_only=True)
class History:
    """What was decided in the real case: the choices nearest to it, and the story with its source."""

    path: tuple[str, ...]
    text: str
    facts: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Scenario:
    """One scenario; the first node is where it starts. `id` is "s1" for module 01."""

    id: str
    title: str
    role: str
    objectives: tuple[str, ...]
    intro: str
    nodes: tuple[Node, ...]
    endings: tuple[Ending, ...]
    history: History

    def node(self, node_id: str) -> Node | None:
        """The node with this id, or None when it is an ending or unknown."""
        return next((node for node in self.nodes if node.id == node_id), None)


def read_scenario(path: Path, root: Path) -> Scenario | None:
    """The scenario of one module; None when it has no scenario.yml. ContentError with every fault."""
    if not path.is_file():
        return None
    file = relative(path, root)
    found, faults = structure_rows([read_yaml(path, root)], file, lambda row: Scenario)
    for scenario in found:
        if scenario.id != f"s{path.parent.name[1]}":
            faults.append(Fault(file, scenario.id, "the id does not fit this module", f"use s{path.parent.name[1]}"))
        faults += [Fault(file, place, rule, mend) for place, rule, mend in _broken(scenario)]
    if faults:
        raise ContentError(faults)
    return found[0]


_Rule = tuple[str, str, str]


def _broken(scenario: Scenario) -> Iterator[_Rule]:
    ids = [node.id for node in scenario.nodes] + [ending.id for ending in scenario.endings]
    for double in sorted({i for i in ids if ids.count(i) > 1}):
        yield double, "this id is used twice", "give each node and ending its own"
    if len(scenario.nodes) < LEAST_NODES:
        yield "nodes", f"{len(scenario.nodes)} nodes", f"write at least {LEAST_NODES}"
    for node in scenario.nodes:
        yield from _node_rules(node, set(ids))
    yield from _path_rules(scenario)
    reached = _reachable(scenario)
    for name in ids:
        if name not in reached:
            yield name, "no path leads here", "let a choice lead to it, or delete it"
    if loop := _loop(scenario):
        yield loop, "a run can come back here and never end", "lead one of its choices onwards"


def _node_rules(node: Node, ids: set[str]) -> Iterator[_Rule]:
    if len(node.choices) < LEAST_CHOICES:
        yield node.id, f"{len(node.choices)} choices", f"offer at least {LEAST_CHOICES}"
    letters = [choice.id for choice in node.choices]
    for double in sorted({i for i in letters if letters.count(i) > 1}):
        yield f"{node.id}{double}", "this choice id is used twice", "give each choice its own letter"
    if all(choice.unlawful for choice in node.choices):
        yield node.id, "every choice breaks the law", "offer a lawful one"
    for choice in node.choices:
        place = f"{node.id}{choice.id}"
        if bool(choice.to) == bool(choice.unlawful):
            yield place, "it needs either a next step or the reason why it is unlawful", "give one of to: and unlawful:"
        if choice.to and choice.to not in ids:
            yield place, f"it leads to {choice.to!r}, which does not exist", "correct the id"
        moves = choice.effects.as_tuple()
        if any(abs(move) > STRONGEST for move in moves):
            yield place, f"a meter moves by more than {STRONGEST}", f"stay within -{STRONGEST} and +{STRONGEST}"
        if min(moves) >= 0:
            yield place, "it costs nothing on any meter", "every real choice costs something: lower one meter"
        for other in node.choices:
            if other is not choice and not other.unlawful and not choice.unlawful and _dominates(other, choice):
                rule = f"choice {other.id} is at least as good on every meter and better on one"
                yield place, rule, "give this choice an advantage, or the other a price"


def _dominates(better: Choice, worse: Choice) -> bool:
    pairs = list(zip(better.effects.as_tuple(), worse.effects.as_tuple(), strict=True))
    return all(b >= w for b, w in pairs) and any(b > w for b, w in pairs)


def _path_rules(scenario: Scenario) -> Iterator[_Rule]:
    """The real case must be playable from the first node to an end."""
    place = scenario.nodes[0].id if scenario.nodes else ""
    for step in scenario.history.path:
        node = scenario.node(place)
        choice = next((c for c in node.choices if f"{node.id}{c.id}" == step), None) if node else None
        if choice is None:
            yield "history", f"step {step!r} is no choice at {place!r}", "list node and letter of each step, e.g. n1b"
            return
        place = choice.to
    if scenario.node(place) is not None:
        yield "history", f"the path stops at {place!r}, before an ending", "add the remaining steps"


def _reachable(scenario: Scenario) -> set[str]:
    reached: set[str] = set()
    waiting = [scenario.nodes[0].id] if scenario.nodes else []
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        if node := scenario.node(name):
            waiting += [choice.to for choice in node.choices if choice.to]
    return reached


def _loop(scenario: Scenario) -> str:
    """A node on a circle of choices, or an empty string."""
    done: set[str] = set()

    def search(name: str, above: tuple[str, ...]) -> str:
        if name in above:
            return name
        node = scenario.node(name)
        if node is None or name in done:
            return ""
        found = next((f for c in node.choices if c.to and (f := search(c.to, (*above, name)))), "")
        done.add(name)
        return found

    return search(scenario.nodes[0].id, ()) if scenario.nodes else ""


def as_form(scenario: Scenario) -> dict[str, Any]:
    """The scenario as plain lists and mappings, for machines and for the widget."""
    return attrs.asdict(scenario, recurse=True)


@attrs.frozen
class Run:
    """Where a sequence of choices has led.

    steps: "n1b", "n2a", ... meters: the sum of all moves so far. place: the node or ending reached;
    empty when an unlawful choice ended the run, and then `stopped` is the reason.
    """

    steps: tuple[str, ...]
    meters: dict[str, int]
    place: str
    stopped: str = ""


def walk(scenario: Scenario, letters: Iterable[str]) -> Run:
    """Play choices from the first node on, by their letters ("b", "a", ...).

    Letters behind an ending are ignored. Raises ResponseError for a letter that is no choice there.
    The browser plays by the same rule in its `scenario_walk.js`; tests/content/test_scenario_paths.py compares both.

    >>> walk(find_scenario("s3"), "bb").place
    'n3'
    """
    steps: list[str] = []
    meters = dict.fromkeys(METERS, 0)
    place = scenario.nodes[0].id
    for letter in letters:
        node = scenario.node(place)
        if node is None:
            break
        choice = next((choice for choice in node.choices if choice.id == letter), None)
        if choice is None:
            known = ", ".join(choice.id for choice in node.choices)
            raise ResponseError(f"{letter!r} is no choice here. The choices are {known}.", "not_a_choice")
        steps.append(f"{node.id}{letter}")
        for name, move in zip(METERS, choice.effects.as_tuple(), strict=True):
            meters[name] += move
        if choice.unlawful:
            return Run(tuple(steps), meters, "", choice.unlawful)
        place = choice.to
    return Run(tuple(steps), meters, place)


@attrs.frozen
class ComparedDecision:
    """One decision of a run beside the real case: the choices taken in it, None where that path did not reach it."""

    node: Node
    own: Choice | None
    real: Choice | None


def compare_paths(scenario: Scenario, steps: Sequence[str]) -> list[ComparedDecision]:
    """The decisions of a run and of the real case, each once, in the order in which they were met.

    steps: as a Run has them. Decisions are compared, not places in the paths, because one path may meet a decision
    that the other never comes to. The browser does the same in `scenario_walk.js`.

    >>> [row.node.id for row in compare_paths(find_scenario("s3"), ["n1b", "n2b"]) if row.own is None]
    ['n6', 'n3', 'n4', 'n5']
    """
    own = {step[:-1]: step[-1] for step in steps}
    real = {step[:-1]: step[-1] for step in scenario.history.path}
    order: list[str] = []
    waiting = list(real)
    for node_id in own:
        # No run comes back to a decision, so both paths meet those that they share in the same order.
        if node_id in waiting:
            met = waiting.index(node_id)
            order += waiting[:met]
            waiting = waiting[met + 1 :]
        order.append(node_id)
    rows = []
    for node_id in order + waiting:
        node = scenario.node(node_id)
        assert node is not None
        by_letter = {choice.id: choice for choice in node.choices}
        rows.append(ComparedDecision(node, by_letter.get(own.get(node_id, "")), by_letter.get(real.get(node_id, ""))))
    return rows


@functools.cache
def _scenarios() -> dict[str, tuple[str, Path]]:
    """Scenario id -> (module folder, file), for the installed course; the files are read when asked for."""
    root = content_root()
    return {
        f"s{path.parent.name[1]}": (path.parent.name, path) for path in (root / "modules").glob("0?-*/scenario.yml")
    }


def find_scenario(scenario_id: str) -> Scenario:
    """The scenario with this id, e.g. "s2"; UnknownNameError with the known ids otherwise."""
    if scenario_id not in _scenarios():
        raise UnknownNameError("scenario", scenario_id, _scenarios())
    found = read_scenario(_scenarios()[scenario_id][1], content_root())
    assert found is not None
    return found
