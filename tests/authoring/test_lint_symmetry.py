"""Can a learner find the key by looking at how the options are written?"""

import pytest

from course.authoring.lint.symmetry import symmetry_faults
from course.content.items import Single
from tests.support.item_banks import course_with, single

LONG, MIDDLE, SHORT = "the longest text of the three", "a text of middle length", "a short text"


def bank(*rows: tuple[str, str, str], use: str = "mastery") -> str:
    return "".join(single(number, *row, use=use) for number, row in enumerate(rows, 1))


BALANCED = [
    (LONG, MIDDLE, SHORT),
    (MIDDLE, LONG, SHORT),
    (SHORT, MIDDLE, LONG),
    (LONG, MIDDLE, SHORT),
    (MIDDLE, LONG, SHORT),
    (SHORT, MIDDLE, LONG),
]


def said(tmp_path, text: str) -> str:
    return "\n".join(str(fault) for fault in symmetry_faults(course_with(text, tmp_path), tmp_path))


def test_a_bank_with_options_of_one_form_passes(tmp_path):
    """Is nothing said when keys are long, middle and short in turn?"""
    assert said(tmp_path, bank(*BALANCED)) == ""


@pytest.mark.parametrize(
    ("key", "wrong", "word"), [(SHORT, (MIDDLE, LONG), "shortest"), (LONG, (MIDDLE, SHORT), "longest")]
)
def test_a_key_that_stands_out_by_its_length_is_told(tmp_path, key, wrong, word):
    """Are the items named in which the key alone is longest, or shortest, when there are too many of them?"""
    told = said(tmp_path, bank(*[(key, *wrong)] * 3, *BALANCED[:3]))
    assert f"bank: the key is the {word} option in 4 of 6 single items (m1-q01, m1-q02, m1-q03, m1-q0" in told
    assert "To mend: keep it to 40%" in told


def test_two_options_of_the_same_length_do_not_stand_out(tmp_path):
    """Does a key that shares its length with a wrong option count as neither longest nor shortest?"""
    assert said(tmp_path, bank(*[("three words here", "other words here", LONG)] * 2, *BALANCED[:4])) == ""


def test_the_module_quiz_is_measured_by_itself(tmp_path):
    """Is a quiz whose keys are short found, when the rest of the bank hides it?"""
    quiz = bank(*[(SHORT, MIDDLE, LONG)] * 5)
    rest = "".join(single(number, LONG, MIDDLE, SHORT, use="inline") for number in range(10, 15))
    others = "".join(single(number, MIDDLE, SHORT, LONG, use="inline") for number in range(20, 25))
    told = said(tmp_path, quiz + rest + others)
    assert "module quiz: the key is the shortest option in 5 of 5" in told
    assert "bank: the key is the" not in told


MIDDLES = [(MIDDLE, LONG, SHORT), (MIDDLE, SHORT, LONG), (MIDDLE, LONG, SHORT), (MIDDLE, SHORT, LONG)]


def test_a_quiz_whose_keys_hide_in_the_middle_is_told(tmp_path):
    """Are the items named when the key lies between the two others in length in more than half of them?"""
    told = said(tmp_path, bank(*MIDDLES, (LONG, MIDDLE, SHORT), (SHORT, MIDDLE, LONG)))
    assert (
        "module quiz: the key is the middle option in length in 4 of 6 single items with three options"
        " (m1-q01, m1-q02, m1-q03, m1-q04)" in told
    )
    assert "To mend: keep it to 50%" in told


def test_half_of_the_keys_may_lie_in_the_middle(tmp_path):
    """Is nothing said at exactly half, and is a key as long as a wrong option not in the middle?"""
    level = ("three words here", "other words here", LONG)
    assert said(tmp_path, bank(*MIDDLES[:3], (LONG, MIDDLE, SHORT), (SHORT, MIDDLE, LONG), level)) == ""


def test_middle_keys_outside_the_module_quiz_are_left_alone(tmp_path):
    """Is the middle counted among the items of the module quiz, and not among those of the lessons?"""
    lessons = "".join(single(number, *row, use="inline") for number, row in enumerate(MIDDLES * 2, 10))
    assert said(tmp_path, bank(*BALANCED) + lessons) == ""


@pytest.mark.parametrize(
    ("plain", "marked", "words"),
    [
        ("a text, though they met", "a text, because they met", "a reason (because, since, so that, as it ...)"),
        ("a text, though they met", "a text, as they had met", "a reason (because, since, so that, as it ...)"),
        ("a text and another one", "a text: then another", "a colon or semicolon"),
        ("some of them stay here", "all of them stay here.", "an absolute"),
    ],
)
def test_a_mark_that_only_wrong_options_carry_is_told(tmp_path, plain, marked, words):
    """Is the rate in keys compared with the rate in wrong options, for each mark?"""
    told = said(tmp_path, bank(*[(plain, marked, marked + "!")] * 6))
    assert f"{words} stands in 0% of the keys and in 100% of the wrong options" in told


def test_marks_in_all_options_alike_pass(tmp_path):
    """May an item give a reason in each of its options?"""
    rows = [tuple(f"{text}, because they met" for text in row) for row in BALANCED]
    assert said(tmp_path, bank(*rows)) == ""


@pytest.mark.parametrize("text", ["as well as a vote", "at 14:30 in the hall", "in place since 1948"])
def test_what_only_looks_like_a_mark_is_none(tmp_path, text):
    """Are a time of day, 'as well as' and 'since 1948' left alone?"""
    assert "stands in" not in said(tmp_path, bank(*[(MIDDLE, text, SHORT)] * 5))


def test_what_a_guesser_gains_is_told(tmp_path):
    """Is a quiz found in which no length gives the key away, but the lack of a reason does?"""
    rows = [(key, f"{first}, because", f"{second}, because") for key, first, second in BALANCED]
    told = said(tmp_path, bank(*rows))
    assert "who takes an option without a reason gets 6.0 of 6 single items without knowing anything" in told
    assert "m1-q01, m1-q02, m1-q03, m1-q04, m1-q05, m1-q06 give it away" in told


def test_too_few_items_say_nothing(tmp_path):
    """Are four items too few for a share?"""
    assert said(tmp_path, bank(*[(SHORT, MIDDLE, LONG)] * 4)) == ""


def test_a_module_that_waits_is_left_alone(tmp_path):
    """Does modules/not-yet-retold.yml exempt a module by its id?"""
    text = bank(*[(SHORT, MIDDLE, LONG)] * 6)
    course = course_with(text, tmp_path)
    assert all(isinstance(item, Single) for item in course.modules[0].items)
    (tmp_path / "modules" / "not-yet-retold.yml").write_text('items: ["01"]\n')
    assert list(symmetry_faults(course, tmp_path)) == []
