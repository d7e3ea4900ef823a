"""The module quiz: two forms, sittings of one day, and what `mastery("05")` shows."""

from __future__ import annotations

import datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import mastery
from course.content.catalog import catalog
from course.content.items import BLOOM, Single
from course.content.parallel_forms import FORMS, LEAST_ITEMS, form_faults, forms
from course.learning.progress.overview import overview
from course.learning.quiz.mastery import MasteryQuiz
from course.learning.record.sittings import next_form, standing
from course.learning.record.store import Record
from tests.support.certificates import answer, right_answer, sit, wrong_answer

MODULE = catalog().modules[-1]


def item(number: int, objective: str, bloom: str, use: str = "mastery") -> Single:
    """An item of which only the fields that the rule reads matter."""
    return Single(id=f"m1-q{number:02}", use=use, stem="", objective=objective, bloom=bloom, options=())


banks = st.lists(st.tuples(st.sampled_from(["1.1", "1.2", "1.3", "1.4"]), st.sampled_from(BLOOM)), max_size=40).map(
    lambda rows: [item(number, *row) for number, row in enumerate(rows)]
)


@given(banks, st.randoms())
def test_the_forms_part_any_bank(bank, chance):
    """Is each mastery item in exactly one form, whatever the order in the file, with sizes and objectives level?"""
    split = forms(bank)
    mixed = chance.sample(bank, len(bank))
    assert forms(mixed) == split
    assert sorted(i.id for form in split.values() for i in form) == sorted(i.id for i in bank)
    assert abs(len(split["A"]) - len(split["B"])) <= 1
    for objective in {i.objective for i in bank}:
        counts = [sum(i.objective == objective for i in split[form]) for form in FORMS]
        assert abs(counts[0] - counts[1]) <= 1


def test_a_pair_at_one_level_is_parted_and_the_harder_ones_are_shared_out():
    """Do two items of one level go to two forms, and does neither form get the harder one of every pair?"""
    bank = [item(number, f"1.{number // 2}", ("Rem", "Eva")[number % 2]) for number in range(8)]
    split = forms(bank)
    assert [sum(i.bloom == "Eva" for i in split[form]) for form in FORMS] == [2, 2]


def test_only_mastery_items_are_taken():
    """Do pre-test and inline items stay out of the forms?"""
    assert forms([item(1, "1.1", "Rem", "inline"), item(2, "1.1", "Rem", "pretest")]) == {"A": (), "B": ()}


def test_a_form_that_is_too_short_or_lacks_an_objective_is_named():
    """Does the rule say which form and which objective?"""
    short = list(form_faults([item(n, "1.1", "Rem") for n in range(8)]))
    assert [(place, rule) for place, rule, _ in short] == [("form A", "4 items"), ("form B", "4 items")]
    assert list(form_faults([item(n, "1.1", "Rem") for n in range(10)])) == []


@pytest.mark.parametrize("module", catalog().modules, ids=lambda module: module.id)
def test_every_module_has_two_forms(module):
    """Can every module of the course be sat twice?"""
    assert list(form_faults(module.items)) == []
    assert all(len(form) >= LEAST_ITEMS for form in forms(module.items).values())


def test_a_complete_day_is_a_sitting_and_the_first_answers_count(record):
    """Does a second try on the same day change nothing, and one item short make no sitting?"""
    items = forms(MODULE.items)["A"]
    for one in items[:-1]:
        answer(record, one, right=one is not items[0])
    so_far = standing(MODULE, record.state())
    assert (so_far.sittings, so_far.begun) == ((), {"A": (len(items) - 1, len(items))})
    answer(record, items[0])
    answer(record, items[-1])
    (done,) = standing(MODULE, record.state()).sittings
    assert (done.form, done.right, done.items) == ("A", len(items) - 1, len(items))


def test_two_half_days_are_no_sitting(record):
    """Does a form begun yesterday and ended today not count?"""
    items = forms(MODULE.items)["A"]
    for place, one in enumerate(items):
        answer(record, one, days_ago=1 if place < 2 else 0)
    so_far = standing(MODULE, record.state())
    assert so_far.sittings == ()
    assert so_far.begun == {"A": (len(items) - 2, len(items))}


def test_the_best_sitting_counts(record):
    """After a good day and a bad day, does the good one stand?"""
    sit(record, MODULE, "B", days_ago=2)
    sit(record, MODULE, "B", wrong=3)
    so_far = standing(MODULE, record.state())
    assert [sitting.passed for sitting in so_far.sittings] == [True, False]
    assert so_far.passed
    assert so_far.best.share == 1


def test_three_quarters_pass_and_less_does_not(record):
    """Is 75 % exactly enough, with no fault of rounding?"""
    for size in (8, 12):
        module = attrs.evolve(MODULE, items=_bank(size))
        for wrong, passed in ((size // 4, True), (size // 4 + 1, False)):
            kept = Record(record.path.with_name(f"{size}-{wrong}.jsonl"))
            sit(kept, module, "A", wrong=wrong)
            assert standing(module, kept.state()).passed is passed


def _bank(size):
    """Twice `size` mastery items, so that form A has `size`."""
    singles = [i for module in catalog().modules for i in module.items if isinstance(i, Single)][: 2 * size]
    return tuple(attrs.evolve(i, use="mastery", objective="1.1") for i in singles)


def test_the_day_is_the_day_in_utc(record):
    """Is an answer at 23:30 in New York counted on the next day?"""
    items = forms(MODULE.items)["A"]
    sit(record, MODULE, "A")
    state = record.state()
    for one in items:
        state.items[one.id].history[0] = state.items[one.id].first._replace(when="2026-03-01T23:30:00-05:00")
    assert standing(MODULE, state).sittings[0].day == datetime.date(2026, 3, 2)


def test_form_b_comes_only_when_a_was_not_enough(record):
    """Does the quiz move to form B after a failed A, say so, and stay with what was passed?"""
    assert next_form(standing(MODULE, record.state())) == ("A", "")
    sit(record, MODULE, "A", wrong=3, days_ago=1)
    form, why = next_form(standing(MODULE, record.state()))
    assert form == "B"
    assert "below 75%" in why
    sit(record, MODULE, "B", wrong=3)
    form, why = next_form(standing(MODULE, record.state()))
    assert form == "A"
    assert "another day" in why
    sit(record, MODULE, "A")
    form, why = next_form(standing(MODULE, record.state()))
    assert form == "A"
    assert "passed" in why


def test_the_widget_says_what_counts_and_follows_the_answers(record):
    """Do the lines above and below the questions tell the rule and the standing, and does the standing move?"""
    quiz = MasteryQuiz(MODULE, "A", record)
    items = forms(MODULE.items)["A"]
    assert "first answer of the day" in quiz.intro
    assert quiz.standing == "So far: no complete sitting yet."
    for number, one in enumerate(items, start=1):
        quiz.keep({"item": one.id, "response": right_answer(one), "certainty": None, "number": 1})
        if number < len(items):
            assert f"{number} of {len(items)} answered today" in quiz.standing
    assert "(100%)" in quiz.standing
    assert "passed" in quiz.standing
    assert set(MasteryQuiz(MODULE, "A", record).answers) == {one.id for one in items}


def test_a_failed_form_points_to_the_other(record):
    """When the last answer of form A leaves it below the pass mark, does the line below say how to go on?"""
    sit(record, MODULE, "A", wrong=4)
    words = f'75% wanted. For form B, run: from course import mastery; mastery("{MODULE.id}")'
    assert MasteryQuiz(MODULE, "A", record).standing.endswith(words)


def test_a_new_day_starts_with_an_empty_form(record):
    """Are yesterday's answers, which stand beside their feedback, not shown in today's sitting?"""
    sit(record, MODULE, "A", days_ago=1)
    assert MasteryQuiz(MODULE, "A", record).answers == {}


def test_mastery_by_name(monkeypatch, record):
    """Does `mastery("05")` give the form that is due, `form="B"` that form, and a wrong name a message?"""
    monkeypatch.setattr("course.learning.quiz.mastery.open_record", lambda: record)
    assert mastery(MODULE.id).plain_text().startswith(f"Quiz of module {MODULE.id}, form A.")
    assert mastery(MODULE.id, form="B").plain_text().startswith(f"Quiz of module {MODULE.id}, form B.")
    assert "There is no module '77'" in str(mastery("77"))
    assert "There is no form 'C'" in str(mastery(MODULE.id, form="C"))
    sit(record, MODULE, "A", wrong=4)
    assert f"Quiz of module {MODULE.id}, form B. Form A is finished" in mastery(MODULE.id).plain_text()


def test_the_home_page_shows_the_standing(record):
    """Does each module's line tell its best sitting, and how to come to the quiz when it is missing?"""
    last = MODULE.head.lessons[-1].file.partition("-")[0]
    assert f"no complete sitting yet. It stands at the end of lesson {last}" in str(overview(record))
    sit(record, MODULE, "A")
    for page in (str(overview(record)), overview(record)._repr_html_()):
        assert "✓ Module quiz: best sitting: form A" in page


@pytest.mark.parametrize("module", catalog().modules, ids=lambda module: module.id)
def test_the_answers_of_these_tests_are_what_they_say(module):
    """Do the helpers' right and wrong answers score so for every mastery item?"""
    from course.content.scoring import score

    for one in (i for form in forms(module.items).values() for i in form):
        assert score(one, right_answer(one)).correct
        assert not score(one, wrong_answer(one)).correct
