"""`course report --class`: does one page say who did what, what to teach again and where, and no more than it knows?"""

from __future__ import annotations

import datetime as dt
import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from course.cli import app
from course.content.catalog import catalog
from course.content.items import Single
from course.content.scoring import score
from course.content.taught import taught_at
from course.errors import GradebookError, RecordError
from course.grading.gradebook.assignment import AssignmentTables, read_course
from course.grading.gradebook.read import open_gradebook
from course.grading.report.cohort import cohort_of
from course.grading.report.cohort_page import cohort_page
from course.grading.report.reach import reach, steps_of
from course.grading.report.reteach import results_of, to_teach_again
from course.learning.record.store import Record, export_to
from tests.support.cohort import ASSIGNMENTS, cohort, first_answers
from tests.support.gradebooks import DUE, Book

HARD = {"task4": 0.3}
AFTER = DUE + dt.timedelta(days=365)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of 70 in three assignments, of which task 4 is hard; more people than one group of the table holds."""
    return cohort(tmp_path_factory.mktemp("cohort") / "course", 70, ASSIGNMENTS[:3], hard=HARD)


def run(course: Path, target: Path, *words: str) -> str:
    """The page that `course report --class` writes."""
    command = ["report", "--class", "--course-dir", str(course), "--output", str(target), *words]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return html.unescape(target.read_text(encoding="utf-8"))


def books_of(course: Path) -> list[AssignmentTables]:
    with open_gradebook(course) as gradebook:
        return read_course(gradebook)[0]


def part(page: str, heading: str) -> str:
    """What stands below a heading."""
    return page.split(f"<h2>{heading}</h2>")[1].split("<h2>")[0]


def test_everybody_has_a_row_and_every_assignment_a_column(course, tmp_path):
    """Are all 70 people on the page in the list's order, with the points, the words and the counts of the gradebook?"""
    page = run(course, tmp_path / "out.html")
    books = books_of(course)
    table = part(page, "Who handed in what")
    names = re.findall(r'<tr><th scope="row">(.*?)</th>', table, re.DOTALL)
    assert names == [person.name for person in books[0].people]
    assert table.count("<td") == 70 * 3
    for book in books:
        here = [person for person in book.people if person.status != "absent"]
        assert f'<th scope="row">{book.assignment}</th><td>{len(here)} of 70</td>' in page
    one = next(person for person in books[0].people if person.status == "graded" and not person.hours_late)
    assert f"<b>{one.score:.4g} points</b>" in table
    assert table.count("to be marked") == sum(len(book.having("needs marking")) for book in books)
    assert table.count("late by") == sum(person.hours_late > 0 for book in books for person in book.people)
    assert len(re.findall("<details", table)) == 2, "70 people in two groups"


def test_who_has_not_started_and_who_has_stopped(tmp_path):
    """Never handed in; handed in once, then not twice; not due yet: is each told apart?"""
    book = Book(tmp_path / "course")
    for week, name in enumerate(("a", "b", "c", "d")):
        book.assignment(name, {"task1": 5.0}, DUE + dt.timedelta(days=7 * week))
    for student in ("never", "once", "always", "early"):
        book.student(student)
    for student, names in {"once": "a", "always": "abcd", "early": "abc"}.items():
        for name in names:
            book.hand_in(name, student, {"task1": 5.0}, DUE)
    books = books_of(book.close())
    now = DUE + dt.timedelta(days=15)
    found = cohort_of(books, now)
    assert found.not_started == ("never",)
    assert [(one.name, one.last, one.missing) for one in found.stopped] == [("once", "a", 2)]
    cells = {row.name: row.cells for row in found.rows}
    assert [cell.more for cell in cells["never"]] == ["absent", "absent", "absent", "not due yet"]
    page = cohort_page(books, catalog(), now=DUE - dt.timedelta(days=9))
    assert "No assignment is due yet, so this is no reason for concern." in page


def test_what_to_teach_again_names_the_lesson_the_section_and_the_notes(course, tmp_path):
    """Is the hard task first, with its n, and with the lessons of its objective, their sections and teaching.md's words?"""
    monday = part(run(course, tmp_path / "out.html"), "What to re-teach on Monday")
    again = to_teach_again(results_of(books_of(course), None, catalog()), catalog())
    assert 1 <= len(again) <= 4
    assert [one.results[0].share for one in again] == sorted(one.results[0].share for one in again)
    assert again[0].results[0].what.startswith("task4 of ")
    for one in again:
        assert f"(objective {one.objectives[0]})" in monday or f"(objectives {one.objectives[0]} and" in monday
        assert all(result.sentence in monday and f"(n = {result.people} people)" in monday for result in one.results)
        for place in (place for name in one.objectives for place in taught_at(catalog())[name]):
            assert f"Lesson {place.lesson}, <i>{place.title}</i>" in monday
    about_spans = next(one for one in again if one.objectives == ("1.4",))
    assert ("Find the mistake", 6) in [
        (heading, int(words.split()[0])) for place in about_spans.places for heading, words in place.sections if words
    ]


def test_results_of_few_people_are_not_used(tmp_path):
    """Four people fail a task: is it not to be taught again, but named as too few? Is it with five?"""
    for size, taught in ((4, False), (5, True)):
        book = Book(tmp_path / f"course{size}")
        book.assignment("01-history", {"task4-visible": 5.0}, None)
        for number in range(size):
            book.student(f"s{number}")
            book.hand_in("01-history", f"s{number}", {"task4-visible": 0.0})
        page = cohort_page(books_of(book.close()), catalog(), now=AFTER)
        assert ("In task4 of 01-history the class earned 0 %" in page) is taught
        assert ("task4 of 01-history (n = 4)" in page) is not taught
        assert ("too few (n = 4)" in page) is not taught


def test_other_peoples_tasks_stand_for_themselves(tmp_path):
    """A task of an assignment that is not the course's: is it named, and no lesson invented?"""
    book = Book(tmp_path / "course")
    book.assignment("ps1", {"ex1_a": 4.0}, None)
    for number in range(6):
        book.student(f"s{number}")
        book.hand_in("ps1", f"s{number}", {"ex1_a": 1.0})
    page = cohort_page(books_of(book.close()), catalog(), now=AFTER)
    assert "In ex1 of ps1 the class earned 25 % of the points (n = 6 people)." in page
    assert "no lesson is named" in page


def test_nothing_low_nothing_to_teach_again(tmp_path):
    """Everybody earns everything: does the page say so, with the lowest result?"""
    book = Book(tmp_path / "course")
    book.assignment("01-history", {"task1": 4.0}, None)
    for number in range(6):
        book.student(f"s{number}")
        book.hand_in("01-history", f"s{number}", {"task1": 4.0})
    monday = part(cohort_page(books_of(book.close()), catalog(), now=AFTER), "What to re-teach on Monday")
    assert "every result reached 75 % or more." in monday
    assert "earned 100 % of the points (n = 6 people)" in monday


def test_without_records_it_says_what_it_cannot_know(course, tmp_path):
    """Does the page claim nothing about lessons and items, and say how records come?"""
    page = run(course, tmp_path / "out.html")
    assert "This page cannot know it." in page
    assert "course export record FILE --consent" in page
    assert "<h2>Quiz items</h2>" not in page


def records(folder: Path, count: int, consent: bool = True) -> None:
    """Records that learners exported: each answered the first questions of module 01, the last one wrong."""
    items = [
        name
        for name, (lesson, _) in steps_of(catalog()).items()
        if lesson == "1A" and isinstance(item := catalog().items[name], Single) and item.use != "pretest"
    ][:3]
    for number in range(count):
        record = Record(folder / f"own{number}" / "record.txt")
        record.path.parent.mkdir(parents=True)
        for name in items:
            item = catalog().items[name]
            wrong = next(option.id for option in item.options if not option.correct)
            record.answered(name, given := item.key[0] if name != items[-1] else wrong, score(item, given), None)
        export_to(record, folder / f"learner{number}.jsonl", consent=consent)


def test_only_records_with_consent_count_and_nobody_is_named(course, tmp_path):
    """Five with consent and two without: do five count, is the step where they stopped named, and no file's name?"""
    records(tmp_path / "in", 5)
    records(tmp_path / "in" / "no", 2, consent=False)
    page = run(course, tmp_path / "out.html", "--records", str(tmp_path / "in"))
    assert "5 with consent, 15 first answers" in page
    lessons = part(page, "Where learners are in the lessons")
    assert (
        '<th scope="row">1A: Pacts on trial, 1815-1949</th><td>5</td><td>5</td><td>67 % (n = 15 answers)</td>'
        in lessons
    )
    assert "learner0" not in page
    assert "In the questions about objective 1." in part(page, "What to re-teach on Monday")


def test_four_records_are_too_few(course, tmp_path):
    """Is nothing said about the lessons from four records, and is a folder without any refused in words?"""
    records(tmp_path / "in", 4)
    page = run(course, tmp_path / "out.html", "--records", str(tmp_path / "in"))
    assert "Too few: 4 learners gave a record with consent" in page
    assert "1A: Pacts on trial" not in page
    assert "of the first answers are right" not in page
    (tmp_path / "empty").mkdir()
    with pytest.raises(RecordError, match="course export record"):
        run(course, tmp_path / "out.html", "--records", str(tmp_path / "empty"))


def test_questions_before_a_module_are_no_result():
    """Wrong answers to a pre-test, which nobody has been taught: do they ask for no lesson?"""
    pretest = [item for item in catalog().items.values() if item.use == "pretest"][:3]
    rows = [{"learner": f"l{n}", "item": item.id, "correct": False} for n in range(9) for item in pretest]
    assert results_of([], pd.DataFrame(rows), catalog()) == []
    (step,) = reach(pd.DataFrame(rows), catalog())
    assert (step.answered, step.answers) == (9, 0)


def test_the_items_of_the_records_have_their_figures(course):
    """With forty records: are difficulty and discrimination there, and the low objective among those to teach again?"""
    page = cohort_page(books_of(course), catalog(), now=AFTER, responses=first_answers(40, hard={"1.2": 0.2}))
    assert "<h2>Quiz items</h2>" in page
    assert re.search(r'<th scope="row">m0-q01</th>.*?<td class="number">0\.\d\d</td>', page, re.DOTALL)
    assert "In the questions about objective 1.2" in part(page, "What to re-teach on Monday")


def test_anonymous_hides_names_and_the_order_of_the_list(course, tmp_path):
    """Is no name or account on the page, and are the numbers drawn anew, so that number 1 is not the first of the list?"""
    pages = [run(course, tmp_path / f"{n}.html", "--anonymous") for n in range(2)]
    books = books_of(course)
    for page in pages:
        assert [person.name for person in books[0].people if person.name in page] == []
        assert not re.search(r"\bs00\d\d\b|example\.org", page)
        assert "learner 70" in page
    tables = [part(page, "Who handed in what") for page in pages]
    assert tables[0] != tables[1]


def attributes(page: str) -> list[str]:
    """The names of the attributes of all elements of a page."""
    found: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda _tag, held: found.extend(name for name, _ in held)  # type: ignore[method-assign]
    reader.feed(page)
    return found


def test_names_are_text_and_the_page_runs_nothing(tmp_path):
    """Does a learner called <script> stay a name, on a page whose policy allows no script and no address?"""
    book = Book(tmp_path / "course")
    book.assignment("01-history", {"task1": 5.0})
    book.student("a", "<script>alert(1)</script>", '"><img src=x>')
    run(book.close(), tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert [name for name in attributes(page) if name in ("src", "href") or name.startswith("on")] == []


def test_slips_of_the_command_are_told_in_words(course, tmp_path):
    """A name beside --class, records without it, an empty gradebook: does each get a sentence?"""
    for words, told in (
        (["--class", "01-history"], "leave out the assignment's name"),
        (["01-history", "--records", "."], "--records goes with --class"),
    ):
        done = CliRunner().invoke(app, ["report", "--course-dir", str(course), *words], env={"COLUMNS": "200"})
        assert done.exit_code == 2
        assert told in done.output
    with pytest.raises(GradebookError, match="No assignment in the gradebook has a graded cell"):
        run(Book(tmp_path / "course").close(), tmp_path / "out.html")
