"""Is a question that comes twice found, in the two forms of a quiz and in lesson and quiz?"""

import pytest

from course.authoring.lint.clones import clone_faults
from tests.support.item_banks import course_with, single

STEM = "A force of {} soldiers stands between two armies, and its host asks it to leave within {} days. What follows?"
OPTIONS = (
    "It leaves and talks about the pace",
    "It stays until the mandate ends",
    "It waits for a new vote in the Council",
)
OTHER = ("Its age tells nothing of its end", "It will end before the next year", "It outlives half of the others")
ANOTHER_STEM = "A pact of 1950 still stands. What does the median life of ended pacts say about it?"


def said(tmp_path, text: str) -> str:
    return "\n".join(str(fault) for fault in clone_faults(course_with(text, tmp_path), tmp_path))


def test_two_different_questions_pass(tmp_path):
    """Is nothing said about items on one theme that ask different things?"""
    text = single(1, *OPTIONS, stem=STEM.format(3400, 30)) + single(2, *OTHER, stem=ANOTHER_STEM)
    assert said(tmp_path, text) == ""


def test_the_same_question_with_other_numbers_is_a_clone(tmp_path):
    """Are two forms that differ in numbers only told, with both ids and both forms?"""
    text = single(1, *OPTIONS, stem=STEM.format(3400, 30)) + single(2, *OPTIONS, stem=STEM.format("7,000", 90))
    told = said(tmp_path, text)
    assert "m1-q02: it asks what m1-q01 asks (100% of the words are the same; form A and form B)" in told
    assert "To mend: ask it of another case" in told


def test_the_same_options_in_another_order_are_a_clone(tmp_path):
    """Does mixing the options not hide a clone?"""
    text = single(1, *OPTIONS, stem=STEM.format(3400, 30)) + single(2, *OPTIONS[::-1], stem=STEM.format(10, 2))
    assert "m1-q02: it asks what m1-q01 asks" in said(tmp_path, text)


def test_an_old_stem_with_new_options_is_a_clone(tmp_path):
    """Is the same long stem found when the options are new?"""
    text = single(1, *OPTIONS, stem=STEM.format(3400, 30)) + single(2, *OTHER, stem=STEM.format(10, 2))
    assert "m1-q02: it asks what m1-q01 asks" in said(tmp_path, text)


@pytest.mark.parametrize(("use", "found"), [("mastery", True), ("inline", False)])
def test_a_quiz_item_that_a_lesson_asked_before_is_told(tmp_path, use, found):
    """Is a lesson's item compared with the quiz, while two items of lessons may resemble each other?"""
    text = single(1, *OPTIONS, stem=STEM.format(3400, 30), use="inline")
    text += single(2, *OPTIONS, stem=STEM.format(10, 2), use=use)
    assert ("m1-q02: it asks what m1-q01 asks" in said(tmp_path, text)) is found


def test_a_module_that_waits_is_left_alone(tmp_path):
    """Does modules/not-yet-retold.yml exempt a module by its id?"""
    text = single(1, *OPTIONS, stem=STEM.format(3400, 30)) + single(2, *OPTIONS, stem=STEM.format(10, 2))
    course = course_with(text, tmp_path)
    assert list(clone_faults(course, tmp_path))
    (tmp_path / "modules" / "not-yet-retold.yml").write_text('items: ["01"]\n')
    assert list(clone_faults(course, tmp_path)) == []
