"""A run of a scenario stands twice, in Python and in the page's scenario_walk.js: do the two agree, and compare rightly?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course import scenario
from course.content.catalog import catalog
from course.content.scenarios import (
    METERS,
    Choice,
    Effects,
    Ending,
    History,
    Node,
    Scenario,
    as_form,
    compare_paths,
    find_scenario,
    walk,
)
from course.errors import ResponseError
from tests.support.javascript import Call, javascript

PUBLISHED = [module.scenario for module in catalog().modules if module.scenario]


@pytest.fixture(scope="module")
def page() -> Iterator[Call]:
    """The functions of scenario_walk.js."""
    with javascript("scenario_walk.js") as call:
        yield call


def form(found: Scenario) -> dict[str, Any]:
    """The scenario as the page gets it."""
    return {**as_form(found), "meters": list(METERS)}


def played(found: Scenario, letters: str) -> dict[str, Any]:
    """What Python makes of the letters: the run, or why it cannot be played."""
    try:
        run = walk(found, letters)
    except ResponseError as error:
        assert error.code
        return {"code": error.code}
    return {"steps": list(run.steps), "meters": run.meters, "place": run.place, "stopped": run.stopped}


def compared(found: Scenario, steps: list[str]) -> list[dict[str, str]]:
    """Python's rows of a run beside the real one, by ids; "" where a decision was not reached."""
    return [
        {"node": row.node.id, "own": row.own.id if row.own else "", "real": row.real.id if row.real else ""}
        for row in compare_paths(found, steps)
    ]


def agree(page: Call, found: Scenario, runs: list[str]) -> None:
    """Play every run in both, and lay those that can be played beside the real case in both."""
    walked = page("walk", [[letters] for letters in runs], form(found))
    for outcome in walked:
        outcome.pop("message", None)
    in_python = [played(found, letters) for letters in runs]
    assert walked == in_python
    steps = [run["steps"] for run in in_python if "steps" in run]
    assert page("comparePaths", [[one] for one in steps], form(found)) == [compared(found, one) for one in steps]


def every_run(found: Scenario, letters: str = "") -> Iterator[str]:
    """The letters of every run, also of those that are not finished, each followed by a slip and by one letter too many."""
    yield letters
    yield letters + "z"
    place = found.node(walk(found, letters).place)
    if place is None:
        yield letters + "a"
        return
    for choice in place.choices:
        yield from every_run(found, letters + choice.id)


@pytest.mark.parametrize("found", PUBLISHED, ids=lambda found: found.id)
def test_page_and_python_play_every_run_of_the_course_alike(page: Call, found: Scenario) -> None:
    """Is a learner on the page where Python says, with the same meters and the same table at the end, whatever the path?"""
    runs = list(every_run(found))
    assert len(runs) > 100
    agree(page, found, runs)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A scenario without a loop, its decisions listed in any order behind the first."""
    order = [f"n{number}" for number in range(draw(st.integers(1, 6)))]
    ends = ["end", "far"]
    effects = st.builds(Effects, **{name: st.integers(-2, 2) for name in METERS})
    nodes = []
    for place, name in enumerate(order):
        choices = []
        for letter in "abc"[: draw(st.integers(1, 3))]:
            to = draw(st.sampled_from([*order[place + 1 :], *ends, ""]))
            words = dict(text=f"{name}{letter}", cost="", precedent="", fact="", objector="")
            unlawful = "" if to else "The law forbids it."
            choices.append(Choice(id=letter, effects=draw(effects), to=to, unlawful=unlawful, **words))
        nodes.append(Node(id=name, text=f"Decision {name}.", choices=tuple(choices)))
    nodes[1:] = draw(st.permutations(nodes[1:]))
    head = dict(id="s1", title="", role="", objectives=(), intro="", nodes=tuple(nodes))
    endings = tuple(Ending(id=end, text="") for end in ends)
    without = Scenario(**head, endings=endings, history=History(path=(), text="", facts=()))
    letters = ""
    while (node := without.node(walk(without, letters).place)) is not None:
        letters += draw(st.sampled_from([choice.id for choice in node.choices]))
    return Scenario(**head, endings=endings, history=History(path=walk(without, letters).steps, text="", facts=()))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=scenarios(), runs=st.lists(st.text("abcz", max_size=7), min_size=1, max_size=30))
def test_page_and_python_play_any_scenario_alike(page: Call, found: Scenario, runs: list[str]) -> None:
    """Whatever the scenario and whatever is chosen."""
    agree(page, found, runs)


@settings(max_examples=80, deadline=None)
@given(found=scenarios(), letters=st.text("abc", max_size=7))
def test_each_row_compares_one_decision_and_keeps_the_order_of_both_paths(found: Scenario, letters: str) -> None:
    """Does every decision of either path stand in exactly one row, in the order in which each path met it?"""
    try:
        own = list(walk(found, letters).steps)
    except ResponseError:
        return
    rows = compare_paths(found, own)
    assert len({row.node.id for row in rows}) == len(rows)
    assert [row.node.id + row.own.id for row in rows if row.own] == own
    assert [row.node.id + row.real.id for row in rows if row.real] == list(found.history.path)


def test_a_path_that_leaves_a_decision_out_is_compared_by_decision(page: Call) -> None:
    """In s3, after "evacuate" the small base does not fall: are the later decisions still beside each other?

    The learner stops at the gate of the camp, where the choice breaks the law; what really happened went on.
    """
    found = find_scenario("s3")
    expected = [
        {"node": "n1", "own": "b", "real": "b"},
        {"node": "n2", "own": "b", "real": "c"},
        {"node": "n6", "own": "", "real": "a"},
        {"node": "n3", "own": "d", "real": "b"},
        {"node": "n4", "own": "", "real": "a"},
        {"node": "n5", "own": "", "real": "a"},
    ]
    steps = ["n1b", "n2b", "n3d"]
    assert list(walk(found, "bbd").steps) == steps
    assert compared(found, steps) == expected
    assert page("comparePaths", [[steps]], form(found)) == [expected]


def test_the_typed_debrief_names_each_decision_and_says_what_was_not_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Can somebody who plays by typing read the two paths without knowing the codes of the decisions?"""
    monkeypatch.setenv("COURSE_RECORD", "off")
    lines = scenario("s3", "b b d").lines
    fallen = next(line for line in lines if line.startswith("“The small base has fallen."))
    assert "you: not reached;" in fallen
    gate = next(line for line in lines if line.startswith("“The minister of information stands"))
    found = find_scenario("s3").node("n3")
    assert found is not None
    own, real = found.choices[3], found.choices[1]
    assert f"you: {own.text.rstrip('.')};" in gate
    assert f"nearest to what happened: {real.text}" in gate
