"""Scenarios: what scenario.yml may not be, and how a run is played, told and kept."""

import pytest

import course.content.scenarios as scenarios
import course.learning.scenario.play as play
from course import scenario
from course.content.catalog import catalog
from course.content.scenarios import METERS, walk
from course.errors import ContentError, ResponseError
from course.learning.record.store import Record
from course.learning.scenario.play import Play
from tests.support.scenario_example import GOOD, node, written


@pytest.fixture
def example(tmp_path, monkeypatch):
    """The scenario above as the installed one, with a record of its own."""
    found = written(tmp_path, GOOD)
    record = Record(tmp_path / "record.jsonl")
    monkeypatch.setattr(play, "find_scenario", lambda _name: found)
    monkeypatch.setattr(play, "open_record", lambda: record)
    return found, record


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: s1", "id: s7", "the id does not fit this module"),
        ("to: n3", "to: n9", "it leads to 'n9', which does not exist"),
        ("to: end\n  - id: n4", "to: n1\n  - id: n4", "a run can come back here and never end"),
        ("civilians: 1, consent: -1", "civilians: 1, consent: 0", "it costs nothing on any meter"),
        ("civilians: 1, consent: -1", "civilians: 3, consent: -1", "a meter moves by more than 2"),
        (
            "civilians: -1, consent: 1",
            "civilians: -1, consent: -1",
            "at least as good on every meter and better on one",
        ),
        ("unlawful: The law forbids it.", "to: n2\n        unlawful: It is not.", "either a next step or the reason"),
        ("path: [n1b, n2a, n3a, n4b]", "path: [n1b, n3a]", "step 'n3a' is no choice at 'n2'"),
        ("path: [n1b, n2a, n3a, n4b]", "path: [n1b, n2a]", "the path stops at 'n3', before an ending"),
        (
            "{id: end, text: It ends.}",
            "{id: end, text: It ends.}\n  - {id: far, text: Nobody comes.}",
            "no path leads here",
        ),
        ("cost: Time was lost.", "price: Time was lost.", "unknown field 'price'"),
        ("civilians: 1", "civilians: much", "'much' is not a whole number"),
        ("      - id: c\n", "      - id: b\n", "this choice id is used twice"),
    ],
)
def test_each_fault_of_a_scenario_is_found(tmp_path, old, new, words):
    """Does one slip in scenario.yml lead to a message that names it?"""
    assert old in GOOD
    with pytest.raises(ContentError) as caught:
        written(tmp_path, GOOD.replace(old, new, 1))
    assert words in str(caught.value)


def test_too_few_nodes_and_choices_are_said(tmp_path):
    """Is a scenario with three nodes, or a node with two choices, turned back?"""
    short = GOOD.replace(node("n2", {"a": "n3", "b": "n3", "c": "n4"}), node("n2", {"a": "n3", "b": "n4"}))
    with pytest.raises(ContentError, match="2 choices"):
        written(tmp_path, short)


def test_a_run_adds_up_and_ends(example):
    """Do the meters add up along a path, and does an unlawful choice stop it with its reason?"""
    found, _ = example
    run = walk(found, "aba")
    assert (run.place, run.meters) == ("n4", {"civilians": 1, "consent": -1, "mission": 0, "legitimacy": 0})
    stopped = walk(found, "cab")
    assert (stopped.steps, stopped.place, stopped.stopped) == (("n1c",), "", "The law forbids it.")
    with pytest.raises(ResponseError, match="The choices are a, b, c"):
        walk(found, "x")


def test_played_by_typing_it_tells_cost_precedent_objector_and_the_next_decision(example):
    """Is everything a choice should show there without a widget?"""
    said = str(scenario("s1", "a"))
    for words in (
        "civilians +1, consent -1",
        "Time was lost.",
        "A real case: A force did this.",
        "The neighbour.",
        "Situation n2.",
    ):
        assert words in said
    end = str(scenario("s1", "a b c c"))
    assert "It ends." in end
    assert "“Situation n3.” you: Choice c of n3; nearest to what happened: Choice a of n3." in end
    assert "“Situation n4.” you: not reached; nearest to what happened: Choice b of n4." in end
    law = str(scenario("s1", "c"))
    assert "This breaks the law" in law
    assert "The law forbids it." in law


def test_decisions_go_to_the_record_and_the_last_run_comes_back(example):
    """After a run by typing, does the widget open where the learner was, and count the next run?"""
    found, record = example
    scenario("s1", "a b")
    widget = Play(found, record)
    assert widget.state() == {"run": 1, "steps": ["n1a", "n2b"]}
    widget.keep({"run": 1, "steps": ["n1a", "n2b", "n3c"]})
    assert record.state().runs["s1"][1] == ["n1a", "n2b", "n3c"]
    with pytest.raises(ResponseError):
        widget.keep({"run": 1, "steps": ["n1a", "n4b"]})


def test_a_run_that_no_longer_fits_the_text_is_left_behind(example):
    """When the author renames a node, does the learner start anew and not crash?"""
    found, record = example
    record.decided("s1", 1, "n7a")
    assert Play(found, record).state() == {"run": 2, "steps": []}


def test_an_unknown_scenario_is_a_sentence():
    """Does a slip in the id lead to the known ones?"""
    assert "There is no scenario 's99'" in str(scenario("s99"))


PUBLISHED = [module.scenario for module in catalog().modules if module.scenario]


@pytest.mark.parametrize("found", PUBLISHED, ids=lambda found: found.id)
def test_a_published_scenario_can_be_played_on_every_path(found):
    """Does every path of every scenario end, with facts that exist and meters that tell the paths apart?"""
    facts = catalog().facts
    endings: list[tuple[str, tuple[int, ...]]] = []

    def play_on(letters: str) -> None:
        run = walk(found, letters)
        place = found.node(run.place)
        if place is None:
            endings.append((run.place, tuple(run.meters[name] for name in METERS)))
            return
        for choice in place.choices:
            assert choice.fact in facts, f"{place.id}{choice.id} names {choice.fact}, which does not exist"
            play_on(letters + choice.id)

    play_on("")
    assert set(found.history.facts) <= set(facts)
    assert len({meters for _, meters in endings}) > 5, "the paths should differ in what they cost"
    best = [max(meters[i] for _, meters in endings) for i in range(len(METERS))]
    assert not any(all(m == b for m, b in zip(meters, best, strict=True)) for _, meters in endings), (
        "one path is best on every meter: then it is no dilemma"
    )


def test_every_scenario_file_is_found():
    """Does `scenario("s1")` reach each scenario.yml there is?"""
    known = scenarios._scenarios()
    assert {found.id for found in PUBLISHED} == set(known)
