"""The home page and `course status`: true to the record, and showing the way on."""

import datetime as dt
import json
import re

import pytest

from course import progress
from course.content.catalog import catalog
from course.content.hand_in import as_metadata
from course.content.scoring import normalise, score
from course.content.usage import course_use
from course.learning.progress.home import Home
from course.learning.progress.overview import overview
from tests.support.certificates import right_answer


def answer(record, item_id, certainty=None, right=True):
    item = catalog().items[item_id]
    response = right_answer(item)
    if not right:
        response = next(option.id for option in item.options if not option.correct)
    outcome = score(item, response, certainty)
    record.answered(item_id, normalise(item, response), outcome, certainty)


def test_a_new_learner_is_sent_to_the_first_lesson(record):
    """Does an empty record show the whole map and where to start?"""
    page = str(overview(record))
    first = next(iter(course_use().values())).lesson
    assert f"open 00-getting-started/{first}.ipynb" in page
    assert "Start here" in page
    for module in catalog().modules:
        assert module.head.title in page


def test_work_is_counted_by_lesson_and_objective(record):
    """Does one answered item move its lesson's count and its objective's line, and nothing else?"""
    item = next(i for i in catalog().items.values() if i.use == "inline")
    before = overview(record)
    answer(record, item.id)
    after = overview(record)
    assert sum(line.done for line in before.lessons) == 0
    assert sum(line.done for line in after.lessons) == 1
    moved = [line for lines in after.objectives.values() for line in lines if line.answered]
    assert [(line.id, line.right, line.answered) for line in moved] == [(item.objective, 1, 1)]


def test_a_pretest_is_no_evidence_for_an_objective(record):
    """Does guessing before the lesson leave the objectives untouched?"""
    item = next(i for i in catalog().items.values() if i.use == "pretest")
    answer(record, item.id)
    assert all(line.answered == 0 for lines in overview(record).objectives.values() for line in lines)


def test_it_goes_on_where_the_learner_stopped(record):
    """After work in the third lesson, is the third lesson offered, and the fourth once it is complete?"""
    uses = list(course_use().items())
    (_, third), (_, fourth) = uses[2], uses[3]
    answer(record, third.items[0])
    view = overview(record)
    assert view.next_lesson.use == third
    assert "Go on where you stopped" in str(view)
    for item in third.items:
        answer(record, item)
    for task in third.tasks:
        record.attempted(task, True)
    assert overview(record).next_lesson.use == fourth


def test_a_review_or_a_module_quiz_does_not_move_the_place(record):
    """After work in the third lesson, a question of the first again and one of a module quiz: is the third still offered?"""
    first, third = (list(course_use().values())[place] for place in (0, 2))
    answer(record, first.items[0])
    answer(record, third.items[0])
    answer(record, first.items[0])
    answer(record, next(item.id for item in catalog().items.values() if item.use == "mastery"))
    assert overview(record).next_lesson.use == third


def test_ticking_or_marking_a_claim_does_not_move_the_place(record):
    """After work in the third lesson and a tick and a verdict elsewhere, is the third still offered?"""
    third = list(course_use().values())[2]
    answer(record, third.items[0])
    record.ticked("0.1", True)
    record.judged("c01", "wrong")
    assert overview(record).next_lesson.use == third


def test_everything_done_says_so(record):
    """Is the end of the course an end, and not a link to a finished lesson?"""
    for use in course_use().values():
        for item in use.items:
            answer(record, item)
        for task in use.tasks:
            record.attempted(task, True)
    view = overview(record)
    assert view.next_lesson is None
    assert "Every question and task of every lesson is done." in str(view)


def test_certainty_is_set_against_what_it_pays(record):
    """Are five very sure and mostly wrong first answers called what they are, and second answers left out?"""
    singles = [i.id for i in catalog().items.values() if i.kind == "single"][:5]
    for number, item in enumerate(singles):
        answer(record, item, certainty=3, right=number == 0)
        answer(record, item, certainty=3)
    page = str(overview(record))
    assert "C3: 20% right of 5 first answers" in page
    assert "surer than you were right" in page


def test_a_tick_is_shown(record):
    """Does an objective that the learner ticked carry the tick?"""
    record.ticked("1.1", True)
    assert "✓ 1.1" in str(overview(record))


def test_the_page_links_to_lessons_and_leaves_no_tag_open(record):
    """Is the HTML balanced, and does each lesson have its link?"""
    answer(record, next(i.id for i in catalog().items.values() if i.kind == "single"), certainty=2)
    page = overview(record)._repr_html_()
    for (folder, file), _ in course_use().items():
        assert f"href='{folder}/{file}.ipynb'" in page
    for tag in ("div", "ul", "li", "details", "p", "span", "h2", "strong"):
        assert len(re.findall(f"<{tag}[ >]", page)) == page.count(f"</{tag}>"), tag


def test_a_folder_that_keeps_nothing_is_said_on_the_page(record):
    """Does the home page carry the record's warning?"""
    record.notice = "Your answers are not kept."
    assert "not kept" in str(overview(record))
    assert "not kept" in overview(record)._repr_html_()


def test_progress_in_a_notebook_is_the_same_page(monkeypatch, record):
    """Is what `progress()` prints what the record holds?"""
    monkeypatch.setattr("course.learning.progress.overview.open_record", lambda: record)
    assert str(progress()) == str(overview(record))


def test_questions_due_for_review_are_counted(record, monkeypatch):
    """Weeks after a wrong answer, does the page ask for a review?"""
    monkeypatch.setattr("course.learning.progress.overview.due_count", lambda state: len(state.items))
    assert "due for review" not in str(overview(record))
    answer(record, next(i.id for i in catalog().items.values() if i.kind == "single"), right=False)
    page = overview(record)
    assert "1 question is due for review" in str(page)
    assert "1 question is due for review" in page._repr_html_()


def test_done_is_answered_and_right_is_right(record):
    """Are a wrong and a right answer both done, one of them right, and is the wrong one right after a better answer?"""
    use = next(iter(course_use().values()))
    first, second = [i for i in use.items if catalog().items[i].kind == "single"][:2]
    answer(record, first, right=False)
    answer(record, second)
    total = len(use.items) + len(use.tasks)
    assert f": 2 of {total} done, 1 right" in str(overview(record))
    assert f"2 of {total} done, 1 right" in overview(record)._repr_html_()
    answer(record, first)
    assert f": 2 of {total} done, 2 right" in str(overview(record))


def test_a_task_is_done_when_it_is_solved(record):
    """Does a wrong try leave a task undone, and does a right one count as done and right?"""
    use = next(iter(course_use().values()))
    record.attempted(use.tasks[0], False)
    assert overview(record).lessons[0].done == 0
    record.attempted(use.tasks[0], True)
    assert (overview(record).lessons[0].done, overview(record).lessons[0].right) == (1, 1)


def lies_in(record, place, until, text=None):
    """An assignment's notebook in the learner's folder, with a due date."""
    path = record.folder / place
    path.parent.mkdir(parents=True)
    cell = {"cell_type": "markdown", "source": "", "metadata": as_metadata(until, f"the {until:%d.%m.%Y}")}
    path.write_text(text or json.dumps({"cells": [{"metadata": {}}, cell]}))


def test_assignments_stand_with_their_dates(record):
    """Are fetched and unpacked assignments named with their dates, the earliest first, and is a past one told as past?"""
    now = dt.datetime.now(dt.UTC)
    lies_in(record, "assignments/01-history/01-history.ipynb", now + dt.timedelta(days=2))
    lies_in(record, "spring-2027/00-getting-started/00-getting-started.ipynb", now - dt.timedelta(days=2))
    page = Home(record)
    past, coming = page.state()["overview"]["hand_in"]
    assert past["words"].startswith("00-getting-started was due the ")
    assert coming["words"].startswith("Hand in 01-history until the ")
    assert coming["path"] == "assignments/01-history/01-history.ipynb"
    for shown in (page.plain_text(), page.as_html()):
        assert past["words"] in shown and coming["words"] in shown and coming["path"] in shown


@pytest.mark.parametrize("text", ["", "{}", '{"cells": [{"metadata": {"peace_due": 3}}]}', "[" * 100_000 + "peace_due"])
def test_a_broken_assignment_has_no_date(record, text):
    """Does the start page still come when an assignment's file is damaged?"""
    lies_in(record, "assignments/01-history/01-history.ipynb", dt.datetime.now(dt.UTC), text or " ")
    assert Home(record).state()["overview"]["hand_in"] == []
