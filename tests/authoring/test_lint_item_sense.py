"""Does an item agree with itself: feedback with key, stem with sides, use with place?"""

import pytest

from course.authoring.lint.item_sense import sense_faults
from tests.support.item_banks import course_with, single

HEAD = "  use: inline\n  objective: '1.1'\n  bloom: Rem\n  lesson: 1A\n"
ORDER = (
    "- id: m1-q01\n  kind: order\n" + HEAD + "  stem: Put these in order, oldest first.\n  options:\n"
    "    - {id: a, text: UNTSO, feedback: '1948, three years after the war of 1945.'}\n"
    "    - {id: b, text: the Concert, feedback: '1815, and it lasted seven years.'}\n"
    "    - {id: c, text: IFOR, feedback: 'December 1995, in Bosnia and Herzegovina.'}\n"
    "  answer: [b, a, c]\n"
)
STEPS = (
    "- id: m1-q01\n  kind: order\n" + HEAD + "  stem: Put the steps in order.\n  options:\n"
    "    - {id: a, text: write, feedback: 'Second, since first you must know.'}\n"
    "    - {id: b, text: look, feedback: 'First: without it there is nothing.'}\n"
    "    - {id: c, text: send, feedback: 'Last, when the others have read it.'}\n"
    "  answer: [b, a, c]\n"
)
MATCH = (
    "- id: m1-q01\n  kind: match\n" + HEAD + "  stem: STEM\n  options:\n"
    "    - {id: a, text: UNEF I, feedback: An Assembly resolution of 1956.}\n"
    "    - {id: b, text: IFOR, feedback: A Council resolution of 1995.}\n"
    "    - {id: c, text: the Saar force, feedback: The League's Council in 1934.}\n"
    "  targets:\n    - {id: A, text: the Assembly}\n    - {id: B, text: the Council}\n"
    "    - {id: C, text: the League}\n    - {id: D, text: a treaty}\n  answer: {a: A, b: B, c: C}\n"
)


def said(tmp_path, text: str, waiting: bool = False) -> str:
    course = course_with(text, tmp_path)
    if waiting:
        (tmp_path / "modules" / "not-yet-retold.yml").write_text('items: ["01"]\n')
    return "\n".join(str(fault) for fault in sense_faults(course, tmp_path))


@pytest.mark.parametrize("text", [ORDER, STEPS, MATCH.replace("STEM", "Match each. One rule is left over.")])
def test_an_item_that_agrees_with_itself_passes(tmp_path, text):
    """Is nothing said about right feedback and an announced surplus?"""
    assert said(tmp_path, text) == ""


@pytest.mark.parametrize("waiting", [False, True])
def test_feedback_that_dates_another_order_is_told(tmp_path, waiting):
    """Is a key found that its own feedback contradicts by a year, in every module?"""
    told = said(tmp_path, ORDER.replace("'1815, and", "'1985, and"), waiting)
    assert "the feedback dates b to 1985 and a to 1948, but answer has b before a" in told


def test_newest_first_turns_the_years_round(tmp_path):
    """May the years fall when the stem asks for the newest first?"""
    text = ORDER.replace("oldest first", "newest first").replace("[b, a, c]", "[c, a, b]")
    assert said(tmp_path, text) == ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("'Second, since", "'Third, since", "the feedback of a begins with 'Third', but in answer it is 2 of 3"),
        ("[b, a, c]", "[c, b, a]", "the feedback of c begins with 'Last', but in answer it is 1 of 3"),
    ],
)
def test_feedback_that_names_another_place_is_told(tmp_path, old, new, words):
    """Is a key found that its own feedback contradicts by a place?"""
    assert words in said(tmp_path, STEPS.replace(old, new))


def test_a_surplus_that_is_not_announced_is_told(tmp_path):
    """Must a stem say that a target is left over?"""
    assert "3 of its 4 targets are used, and its stem does not say so" in said(
        tmp_path, MATCH.replace("STEM", "Match each force to its base.")
    )


def test_reuse_that_is_not_announced_is_told(tmp_path):
    """Must a stem say that a target may be used twice?"""
    text = MATCH.replace("STEM", "Match each force to its base.").replace("    - {id: D, text: a treaty}\n", "")
    text = text.replace("b: B, c: C", "b: A, c: C")
    assert "2 of its 3 targets are used, and its stem does not say so" in said(tmp_path, text)
    assert said(tmp_path, text.replace("to its base.", "to its base. One base stands twice.")) == ""


def test_sides_of_one_length_are_told(tmp_path):
    """Is a match found whose last pair needs no knowledge?"""
    text = MATCH.replace("STEM", "Match each.").replace("    - {id: D, text: a treaty}\n", "")
    assert "both sides are equally long, so the last pair is found by elimination" in said(tmp_path, text)


def test_a_quiz_item_that_a_lesson_shows_is_told(tmp_path):
    """Does an item of the module quiz that stands in a lesson get named with the lesson?"""
    text = single(1, "one text", "another text", "a third text")
    course_with(text, tmp_path)
    lesson = next((tmp_path / "modules").iterdir()) / "1B-blue-helmets-and-coalitions.md"
    assert said(tmp_path, text) == ""
    lesson.write_text('quiz("m1-q01")')
    assert "m1-q01: it is for the module quiz, but 1B-blue-helmets-and-coalitions shows it" in said(tmp_path, text)


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        ("Why did it leave? Who asked?", "its stem asks two questions"),
        ("Which rule applies, and what does it say?", "its stem asks two questions"),
        ("What do the bars above show?", "its stem points to its surroundings ('above')"),
        ("What can the sources of this lesson show?", "its stem points to its surroundings ('this lesson')"),
        ("Which of *these* is right?", "it has *these* in stars"),
    ],
)
def test_a_stem_that_asks_twice_points_elsewhere_or_has_stars_is_told(tmp_path, stem, words):
    """Is a double question found, a stem that review() cannot show by itself, and stars that a card would show?"""
    assert words in said(tmp_path, single(1, "one text", "another text", "a third text", stem=stem))


def test_an_item_that_says_it_needs_its_lesson_passes(tmp_path):
    """May an item of a lesson point to the chart above when it says `alone: false`, and not one of the quiz?"""
    text = single(1, "one text", "another text", "a third text", stem="What do the bars above show?", use="inline")
    assert "review() shows it without them" in said(tmp_path, text)
    marked = text.replace("use: inline", "use: inline\n  alone: false")
    assert said(tmp_path, marked) == ""
    assert "the module quiz shows it without its surroundings" in said(tmp_path, marked.replace("inline", "mastery"))


@pytest.mark.parametrize(
    ("text", "told"), [("No, it stayed", True), ("Yes: it left", True), ("No state agreed", False)]
)
def test_yes_and_no_as_options_are_told(tmp_path, text, told):
    """Is an option found that begins with the answer to another question?"""
    assert ("an option begins with yes or no" in said(tmp_path, single(1, "one text", text, "a third text"))) is told


def test_style_waits_with_its_module(tmp_path):
    """Are the rules of style left out for a module that waits?"""
    assert said(tmp_path, single(1, "one text", "No, it stayed", "a third text"), waiting=True) == ""
