"""Spaced retrieval: which items come back, and why these."""

import datetime

import attrs
import pytest

from course.content.catalog import catalog
from course.content.parallel_forms import forms
from course.content.scoring import Outcome
from course.learning.quiz.review import SIZE, choose, due_count, memories
from course.learning.record.state import Attempt, ItemState, State
from course.learning.record.store import Record

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
ITEMS = [item.id for item in catalog().modules[0].items if item.use != "pretest" and item.alone]


def at(days_ago: float, correct: bool = True, certainty: int | None = None) -> Attempt:
    when = (NOW - datetime.timedelta(days=days_ago)).isoformat()
    return Attempt("a", correct, float(correct), certainty, None, when)


def state(**items: list[Attempt]) -> State:
    return State(seed=7, items={name.replace("_", "-"): ItemState(history) for name, history in items.items()})


def order(**items: list[Attempt]) -> list[str]:
    return [memory.item for memory in memories(state(**items), NOW)]


def test_a_wrong_answer_comes_back_before_a_right_one():
    """Given the same day, is the item that was missed the weaker memory?"""
    assert order(right=[at(3)], wrong=[at(3, correct=False)]) == ["wrong", "right"]


def test_certainty_decides_between_two_right_answers():
    """Does a right answer given without certainty come back before one that was very sure?"""
    assert order(sure=[at(3, certainty=3)], plain=[at(3)], unsure=[at(3, certainty=1)]) == ["unsure", "plain", "sure"]


def test_what_was_asked_longer_ago_comes_first():
    """Given the same answer, is the older one the weaker memory?"""
    assert order(old=[at(20)], new=[at(2)]) == ["old", "new"]


def test_spaced_repetition_makes_a_memory_last():
    """Is an item answered rightly three times over weeks due later than one answered once?"""
    once, thrice = (memories(state(one=history), NOW)[0] for history in ([at(5)], [at(20), at(12), at(5)]))
    assert thrice.due > once.due
    assert thrice.recall > once.recall


def test_a_retry_minutes_later_changes_nothing():
    """Does answering again right behind the feedback leave the estimate as it was?"""
    first = memories(state(one=[at(4, correct=False)]), NOW)[0]
    again = memories(state(one=[at(4, correct=False), at(3.999), at(3.998)]), NOW)[0]
    assert again == first


def test_only_earlier_modules_are_reviewed():
    """In module 01, are items of module 01 left out, however weak?"""
    own = catalog().modules[1].items[10].id
    weak = State(seed=7, items={own: ItemState([at(30, correct=False)])})
    chosen = choose(catalog(), weak, "01", NOW)
    assert len(chosen) == SIZE
    assert all(item.startswith("m0-") for item in chosen)


def test_due_items_come_before_new_ones():
    """Are five missed items chosen, weakest first, when there are more than five?"""
    missed = {name: ItemState([at(10 + place, correct=False)]) for place, name in enumerate(ITEMS[:8])}
    chosen = choose(catalog(), State(seed=7, items=missed), "01", NOW)
    assert chosen == [memory.item for memory in memories(State(items=missed), NOW)][:SIZE]


def test_a_learner_who_comes_straight_from_elsewhere_gets_items_too():
    """With an empty record, are there five items, three of them from the module just before?"""
    chosen = choose(catalog(), State(seed=7), "02", NOW)
    assert len(chosen) == SIZE
    assert sum(item.startswith("m1-") for item in chosen) == 3
    assert chosen == choose(catalog(), State(seed=7), "02", NOW)


def test_the_first_module_has_nothing_behind_it():
    """Is module 00 spared?"""
    assert choose(catalog(), State(), "00", NOW) == []


def test_an_item_that_needs_its_lesson_never_comes_back():
    """Is an item with `alone: false` left out when it was missed long ago, when it is new, and in the count?"""
    (lonely,) = [item for item in catalog().items.values() if item.id == "m0-q06"]
    assert not lonely.alone
    missed = State(seed=7, items={lonely.id: ItemState([at(30, correct=False)])})
    assert lonely.id not in choose(catalog(), missed, "01", NOW)
    assert due_count(missed, NOW) == 0
    first = attrs.evolve(catalog().modules[0], items=(attrs.evolve(lonely, use="mastery"),))
    assert choose(attrs.evolve(catalog(), modules=(first,)), State(seed=7), "", NOW) == []


def test_a_module_quiz_that_waits_is_not_answered_by_the_way():
    """A quiz begun today, or failed, or never opened: does no question of the form to sit next come, new or due?"""
    both = forms(catalog().modules[1].items)
    names = {form: [item.id for item in items] for form, items in both.items()}
    begun = dict.fromkeys(names["A"][:3], ItemState([at(0, correct=False)]))
    failed = dict.fromkeys(names["A"], ItemState([at(40, correct=False)]))
    missed = dict.fromkeys(names["A"][:3], ItemState([at(40, correct=False)]))
    for items, waits in ((begun, "A"), ({}, "A"), (missed, "A"), (failed, "B")):
        known = State(seed=7, items=items)
        chosen = choose(catalog(), known, "02", NOW)
        assert len(chosen) == SIZE
        assert not set(chosen) & set(names[waits])
    assert due_count(State(seed=7, items=missed), NOW) == 0
    assert set(choose(catalog(), State(seed=7, items=failed), "02", NOW)) <= set(names["A"])


@pytest.mark.parametrize(("days", "due"), [(0, 0), (30, 1)])
def test_the_count_that_status_shows(tmp_path, days, due):
    """Does an answer become due only after days?"""
    record = Record(tmp_path / "record.jsonl")
    record.answered(ITEMS[0], "a", Outcome(True, 1.0, "Right.", ("Because.",)), None)
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
    assert due_count(record.state(), later) == due
