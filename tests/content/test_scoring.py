"""Scoring stands twice, in Python and in the browser's scoring.js: do the two agree in all that a learner is told?"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from course.content.items import Item, Match, Multiple, Numeric, Option, Order, Single, Step, Target, WrongNumber
from course.content.scoring import CERTAINTY_MARKS, normalise, read_number, score
from course.errors import ContentError, ResponseError
from course.learning.quiz.widget import items_for_browser
from tests.support.javascript import javascript
from tests.support.quiz_items import ITEMS, MATCH, MULTIPLE, NUMERIC, ORDER, SINGLE

Case = tuple[Item, Any, Any]
SHOWN_ON_A_PAGE = {"not_a_number", "number_wanted", "choose_some"}
"""Reasons that the page's own controls do not rule out: learners read the sentence, so it is the same on both sides."""


def in_python(case: Case) -> dict[str, Any]:
    """The outcome, or why there is none; the sentence as well where a page can show it."""
    item, response, certainty = case
    try:
        outcome = attrs.asdict(score(item, response, certainty))
    except ResponseError as error:
        assert error.code, f"{error} has no code"
        said = {"message": str(error)} if error.code in SHOWN_ON_A_PAGE else {}
        return {"code": error.code, **said}
    return {**outcome, "feedback": list(outcome["feedback"]), "response": normalise(item, response)}


@pytest.fixture(scope="module")
def in_javascript() -> Iterator[Callable[[list[Case]], list[dict[str, Any]]]]:
    """scoring.js on its own, many cases for each call."""
    with javascript("scoring.js") as call:

        def judge(cases: list[Case]) -> list[dict[str, Any]]:
            found = call("score", [(items_for_browser([item], 0)[0], *rest) for item, *rest in cases])
            for outcome in found:
                if outcome.get("code") not in SHOWN_ON_A_PAGE:
                    outcome.pop("message", None)
            return found

        yield judge


def likely_responses(item: Item) -> Iterator[Any]:
    """Every response that a page can give, right and wrong, and some of an older item that no longer fit."""
    yield None
    if isinstance(item, Single):
        yield from (option.id for option in item.options)
        yield from ("zz", [], ["b"], ["a", "b"])
    elif isinstance(item, Multiple):
        for size in range(len(item.options) + 1):
            yield from map(list, itertools.combinations([option.id for option in item.options], size))
        yield from (["a", "a"], ["b", "zz"])
    elif isinstance(item, Numeric):
        numbers = [item.answer, item.answer + item.tolerance, item.answer - 1.01 * item.tolerance - 1e-6]
        yield from [*numbers, *map(str, numbers), *(slip.value for slip in item.wrong)]
        yield from (
            "1,234.5",
            "14,565,600",
            "45,3",
            "45.3 %",
            "US$ 120",
            "\u22127\u00a0451",
            "1e3",
            "1e999",
            "٤٥",
            "৪৫",
            "12,34,56",
            ".",
            "-",
            "",
            'it\'s "45"',
            "4\x855\ufeff\x1c",
            ["1"],
        )
    elif isinstance(item, Order):
        ids = [option.id for option in item.options]
        yield from itertools.islice(map(list, itertools.permutations(ids)), 130)
        yield from (ids[:-1], [*ids, ids[0]], [*ids[:-1], "zz"])
    elif isinstance(item, Match):
        lefts, targets = [option.id for option in item.options], [target.id for target in item.targets]
        for rights in itertools.islice(itertools.product(targets, repeat=len(lefts)), 130):
            yield dict(zip(lefts, rights, strict=True))
        yield from ({}, {lefts[0]: targets[0]}, {**item.answer, "zz": targets[0]}, {**item.answer, lefts[0]: "zz"})


def bank() -> list[Item]:
    from course.content.catalog import catalog

    return list(catalog().items.values())


def test_same_outcome_for_every_likely_response(in_javascript: Any) -> None:
    """Small items of each kind, with and without certainty."""
    cases = [
        (item, response, certainty)
        for item in ITEMS
        for response in likely_responses(item)
        for certainty in (None, *CERTAINTY_MARKS, 0, 4)
    ]
    assert len(cases) > 1000
    for case, python, page in zip(cases, map(in_python, cases), in_javascript(cases), strict=True):
        assert page == python, case


def test_same_outcome_over_the_whole_bank(in_javascript: Any) -> None:
    """The course's own items, each with its likely responses."""
    try:
        cases = [(item, response, None) for item in bank() for response in likely_responses(item)]
    except ContentError as error:
        pytest.fail(f"the bank cannot be read: {error}")
    for case, python, page in zip(cases, map(in_python, cases), in_javascript(cases), strict=True):
        assert page == python, case


# Unassigned characters are left out: Python and Node.js know different versions of Unicode.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=12)
IDS = st.lists(st.text("ab12=", min_size=1, max_size=3), min_size=3, max_size=5, unique=True)
NUMBERS = st.floats(-1e12, 1e12).map(lambda value: round(value, 4)) | st.integers(-50, 50).map(float)
NUMERAL = st.text(
    "0123456789.,+-\u2212\u2013eE _'\u2019%$US\u00a0\u202f\x85\x1c\ufeff\u0664\u0967\U0001d7d9x", max_size=10
)
HEAD = {"id": "m1-q01", "use": "inline", "objective": "1.1", "bloom": "Und", "lesson": "1A"}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    kind = draw(st.sampled_from([Single, Multiple, Numeric, Order, Match]))
    head = {**HEAD, "stem": draw(TEXT)}
    certainty = draw(st.sampled_from([None, 1, 2, 3, 5]))
    if kind is Numeric:
        slips = draw(st.lists(st.builds(WrongNumber, value=NUMBERS, feedback=TEXT), max_size=3))
        answer = draw(NUMBERS)
        tolerance = draw(st.sampled_from([0.0, 0.1, 0.05, 3.0]))
        item: Item = Numeric(
            **head, answer=answer, tolerance=tolerance, feedback="yes", wrong=tuple(slips), otherwise="no"
        )
        near = st.sampled_from([answer, answer + tolerance, answer - tolerance, *(slip.value for slip in slips)])
        return item, draw(near | near.map(str) | NUMBERS | NUMERAL | TEXT | st.just(["1"])), certainty
    ids = draw(IDS)
    given_ids = st.permutations(ids) | st.lists(st.sampled_from([*ids, "zz"]), max_size=6)
    if kind in (Single, Multiple):
        right = draw(st.sets(st.sampled_from(ids), min_size=1, max_size=1 if kind is Single else len(ids) - 1))
        options = tuple(Option(id=i, text=draw(TEXT), feedback=draw(TEXT), correct=i in right) for i in ids)
        if kind is Single:
            return Single(**head, options=options), draw(st.sampled_from(ids) | given_ids), certainty
        subset = st.lists(st.sampled_from(ids), min_size=len(right), max_size=len(right), unique=True)
        return Multiple(**head, options=options, choose=len(right)), draw(subset | given_ids), certainty
    steps = tuple(Step(id=i, text=draw(TEXT), feedback=draw(TEXT)) for i in ids)
    if kind is Order:
        return Order(**head, options=steps, answer=tuple(draw(st.permutations(ids)))), draw(given_ids), certainty
    targets = draw(IDS)
    pairs = st.fixed_dictionaries({i: st.sampled_from(targets) for i in ids})
    item = Match(**head, options=steps, targets=tuple(Target(id=t, text=t) for t in targets), answer=draw(pairs))
    return item, draw(pairs | st.dictionaries(st.sampled_from(ids), st.sampled_from(["zz", *targets]))), certainty


# No shrinking: the assertion names the one case of the batch that differs.
@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(batch=st.lists(cases(), min_size=20, max_size=60))
def test_same_outcome_for_generated_items_and_responses(in_javascript: Any, batch: list[Case]) -> None:
    """Whatever the item and whatever is typed."""
    for case, python, page in zip(batch, map(in_python, batch), in_javascript(batch), strict=True):
        assert page == python, case


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("14,565,600", 14_565_600),
        ("45,3", 45.3),
        ("45.3 %", 45.3),
        ("US$ 120", 120),
        ("\u22127 451", -7451),
        ("1e3", 1000),
    ],
)
def test_numbers_as_people_write_them(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", "many", "12,34,56", "4 or 5", "0x10", "nan", "--3"])
def test_what_is_not_a_number_is_no_attempt(text: str) -> None:
    with pytest.raises(ResponseError, match="is not a number"):
        read_number(text)


@pytest.mark.parametrize(
    ("item", "typed", "response"),
    [
        (SINGLE, " b ", "b"),
        (MULTIPLE, "b d", ["b", "d"]),
        (MULTIPLE, "d,b", ["b", "d"]),
        (MULTIPLE, "d;\n b", ["b", "d"]),
        (ORDER, "c > e > b > a > d", ["c", "e", "b", "a", "d"]),
        (MATCH, "1b 2c 3a", {"1": "b", "2": "c", "3": "a"}),
        (MATCH, "3=a, 1:b, 2-c", {"1": "b", "2": "c", "3": "a"}),
    ],
)
def test_answers_as_people_type_them(item: Item, typed: str, response: Any) -> None:
    """Is what is typed in Python read as the answer that the page would give?"""
    assert normalise(item, typed) == response


@pytest.mark.parametrize(
    ("item", "typed", "code"),
    [
        (SINGLE, "", "choose_one"),
        (SINGLE, "a b", "choose_one"),
        (SINGLE, "zz", "not_an_option"),
        (SINGLE, 3, "not_an_answer"),
        (MULTIPLE, "b", "choose_some"),
        (ORDER, "a b", "place_each"),
        (MATCH, "1b 2c", "pair_each"),
        (NUMERIC, "many", "not_a_number"),
        (NUMERIC, True, "number_wanted"),
        (NUMERIC, "1e999", "number_wanted"),
    ],
)
def test_what_is_typed_and_cannot_be_read_is_no_attempt(item: Item, typed: Any, code: str) -> None:
    """Does every way to answer wrongly in form end in a code and a sentence, and not in an outcome?"""
    with pytest.raises(ResponseError) as caught:
        score(item, typed)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_marks_for_certainty() -> None:
    """Right +1/+2/+3, wrong 0/-2/-6; and none when no certainty was given."""
    assert [score(SINGLE, "b", level).mark for level in (None, 1, 2, 3)] == [None, 1, 2, 3]
    assert [score(SINGLE, "a", level).mark for level in (None, 1, 2, 3)] == [None, 0, -2, -6]


def test_part_marks() -> None:
    """A guess of everything earns nothing; each part in place earns its share."""
    assert [score(MULTIPLE, pick).score for pick in (["b", "d"], ["a", "b"], ["a", "c"])] == [1, 0, 0]
    assert score(ORDER, "c e b a d").score == 0.6
    assert score(MATCH, {"1": "b", "2": "a", "3": "c"}).score == pytest.approx(1 / 3)


def test_a_tolerance_holds_at_its_edge() -> None:
    """45.4 - 45.3 is a hair more than 0.1 in binary; the learner does not pay for that."""
    assert score(NUMERIC, 45.4).correct and score(NUMERIC, 45.2).correct
    assert not score(NUMERIC, 45.41).correct
    assert score(NUMERIC, 53.6).feedback == ("You left out Sweden and the Netherlands.",)
