"""`course check` on a lesson told anew: numbers, sentences, links, minutes, the case and the last lines."""

import pytest

from course.authoring.lint.readability import LIMITS, readability_faults
from tests.support.retold_lesson import HEAD, LINE, TEXT, module_with


def said(root, *texts):
    return "\n".join(str(fault) for fault in readability_faults(module_with(root, *texts), root))


def spoiled(old, new, times=1):
    assert old in TEXT, f"{old!r} is not in the lesson: mend this test"
    return HEAD + TEXT.replace(old, new, times)


def test_a_lesson_that_keeps_every_limit_has_no_fault(tmp_path):
    """Is a lesson in the new form, with its case, its desk lines and its minutes, left in peace?"""
    assert said(tmp_path, HEAD + TEXT) == ""


SPOILED = {
    "numbers-in-the-case": (
        "On 16 May 1967 the letter came. ",
        "On 16 May 1967 the letter named 3,400 men, 12 posts, 45 cars and nineteen ships. ",
        ("5 numbers in 100 words (16 May 1967, 3,400, 12, 45, nineteen); in a case 4 are the most", "allow: {numbers"),
    ),
    "numbers-elsewhere": (
        "## A table\n\n",
        "## A table\n\nThere were 71, 60, 12, 13, 14, 15 and 18 of them. ",
        ("7 numbers in 100 words", "in prose 6 are the most", "('## A table There were ...')"),
    ),
    "long-sentence": (
        "## A table\n\n",
        "## A table\n\nThey stayed " + "because of this and of that " * 6 + "in the end.\n\n",
        ("the sentence 'They stayed because of this ...' has 41 words",),
    ),
    "telegrams": (
        LINE,
        "They stayed there. Both had asked. Nobody left then. So it went on in peace. ",
        ("3.8 words in a sentence of the lesson on average", "join sentences"),
    ),
    "a-telegram-of-a-case": (
        LINE * 22,
        "The crowd came. Soldiers watched. " * 70,
        ("words in a sentence of the case on average",),
    ),
    "links": ("## A table\n\n", "## A table\n\nSee [UN 2024](https://un.org). ", ("1 link stands in the prose",)),
    "a-short-case": (LINE * 22, LINE * 12, ("words in all its <!-- case --> passages", "300 to 450")),
    "no-case": ("<!-- case -->\n", "", ("no passage is marked <!-- case -->",)),
    "a-long-core": (
        "## A table\n\n",
        "## A table\n\n" + LINE * 50,
        (
            "words in the core",
            "1900 are the most",
            "words without an action from here on",
            "('## A table The soldiers ...')",
        ),
    ),
    "too-few-words": (
        "*You can skip this part; about ten minutes.*\n\n" + LINE * 10,
        "Ten minutes.",
        ("words with all",),
    ),
    "minutes": (
        'quiz("m1-q01", "m1-q11", "m1-q21")',
        'quiz("m1-q01")\ncheck("m1-t2", 1)\ncheck("m1-t3", 1)\ncheck("m1-t5", 1)',
        ("its core needs about",),
    ),
    "more-minutes": ("; about ten minutes", "", ("does not state its minutes", "'## More: another valley")),
    "no-background": ("<!-- background -->\n", "", ("the case begins before its background is told",)),
    "beliefs": (
        "## A table\n\n",
        "## A table\n\n**A common belief: it lasts.** Another common belief is that it ends.\n\n",
        ("2 times 'common belief'",),
    ),
    "no-question": (
        "Who lets soldiers stay in a valley?",
        "Soldiers in a valley.",
        ("the first line asks no question",),
    ),
    "no-answer": ("## The question again", "## The answer", ("'## The question again' is missing",)),
    "no-desk": ("## On your desk", "## At work", ("'## On your desk' is missing",)),
    "two-desk-lines": ("- *A question:* who was asked?\n", "", ("2 lines under '## On your desk'",)),
}


@pytest.mark.parametrize(("old", "new", "words"), SPOILED.values(), ids=SPOILED)
def test_each_limit_finds_its_fault(tmp_path, old, new, words):
    """Does a lesson that breaks one limit hear which, where, and how to mend it?"""
    times = -1 if old == LINE else 1
    told = said(tmp_path, spoiled(old, new, times))
    assert all(part in told for part in words), told


def test_further_reading_is_for_afterwards(tmp_path):
    """May the list at the end be long, without a minute of the core?"""
    assert said(tmp_path, HEAD + TEXT + f"- {LINE}\n" * 20) == ""


def test_the_answer_stands_before_the_summary(tmp_path):
    """Is the question taken up again too late told?"""
    moved = TEXT.replace("## The question again", "## Waiting").replace(
        "## Further", "## The question again\n\nSo.\n\n## Further"
    )
    assert "'## The question again' comes after '## Summary'" in said(tmp_path, HEAD + moved)


def test_two_lessons_of_a_module_have_two_forms(tmp_path):
    """Is the second inquiry of a module told, with the first one's name, and another form left in peace?"""
    told = said(tmp_path / "same", HEAD + TEXT, HEAD + TEXT)
    assert "1B-small.md: head: lesson 1A of this module has the form 'inquiry', too" in told
    assert said(tmp_path / "two", HEAD + TEXT, HEAD.replace("inquiry", "trial") + TEXT) == ""


def test_a_form_that_does_not_exist_is_told(tmp_path):
    """Does a form that nobody knows lead to the list of those there are?"""
    assert "the form is 'story'" in said(tmp_path, HEAD.replace("inquiry", "story") + TEXT)


def test_a_limit_is_argued_away_by_its_name(tmp_path):
    """May a lesson break a limit that it names with a reason, and that one only?"""
    old, new, _ = SPOILED["links"]
    long = spoiled(old, new).replace("; about ten minutes", "")
    allowed = long.replace("  case: A valley, 1990\n", "  case: A valley, 1990\n  allow: {links: it is about a page}\n")
    told = said(tmp_path, allowed)
    assert "link stands" not in told
    assert "does not state its minutes" in told


def test_a_limit_that_is_kept_need_not_be_argued_away(tmp_path):
    """Is an exception that is no longer needed told, so that it does not hide a later fault?"""
    head = HEAD.replace("1990\n", "1990\n  allow: {links: it is about a page}\n")
    assert "`allow` argues 'links' away, but the lesson keeps it" in said(tmp_path, head + TEXT)


def test_a_lesson_without_a_head_is_told_unless_it_waits(tmp_path):
    """Must a lesson say its form and its case, or stand in the list of those that wait?"""
    bare = HEAD.replace("lesson:\n  form: inquiry\n  case: A valley, 1990\n", "") + TEXT
    module = module_with(tmp_path, bare)
    told = "\n".join(str(fault) for fault in readability_faults(module, tmp_path))
    assert "1A-small.md: head: it has no `lesson:` part" in told
    (tmp_path / "modules" / "not-yet-retold.yml").write_text('lessons: ["1A"]\n', encoding="utf-8")
    assert list(readability_faults(module, tmp_path)) == []


def test_every_name_that_a_message_offers_can_be_argued_away():
    """Is no limit named twice, so that `allow` means one thing?"""
    assert len(set(LIMITS)) == len(LIMITS)
