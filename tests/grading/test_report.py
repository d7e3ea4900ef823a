"""`course report` on gradebooks: is the page right, whole in itself, kind, and silent where there are too few answers?"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import re
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from course.cli import app
from course.errors import GradebookError, UnknownNameError
from course.grading.gradebook.assignment import AssignmentTables, read_class
from course.grading.gradebook.read import open_gradebook
from course.grading.report.at_risk import whom_to_help
from course.grading.report.item_analysis import difficulty, reliability
from course.grading.report.page import report_page
from tests.support.gradebooks import DUE, Book, large_class

AFTER = DUE + dt.timedelta(days=30)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of 60."""
    return large_class(tmp_path_factory.mktemp("large") / "a course")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of 12 without due date or times."""
    return large_class(tmp_path_factory.mktemp("small") / "course", 12, None)


def run(course: Path, target: Path, *words: str) -> str:
    """The page that `course report 01-history` writes."""
    command = ["report", "01-history", "--course-dir", str(course), "--output", str(target), *words]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return html.unescape(target.read_text(encoding="utf-8"))


def book_of(course: Path, name: str = "01-history") -> AssignmentTables:
    with open_gradebook(course) as gradebook:
        return read_class(gradebook, name)


def test_the_page_shows_the_figures_of_the_class(large, tmp_path):
    """Are the counts, each task's difficulty and the reliability on the page those of the gradebook?"""
    page = run(large, tmp_path / "out.html")
    book = book_of(large)
    assert "58 of 60" in page
    for task, value in difficulty(book.points, book.possible).items():
        assert re.search(rf'<th scope="row">{task}</th>.*?<td class="number">{value:.2f}</td>', page, re.DOTALL)
    found = reliability(book.points, book.possible)
    assert found.students == 56, "two absent, one unreadable, one memo without a mark"
    assert f"<dt>Cronbach's alpha</dt><dd>{found.value:.2f}</dd>" in page
    assert "too few (" not in page
    assert list(book.points.columns) == ["task1", "task2", "task3", "task4", "task5", "task6", "memo"]


def test_the_page_stands_alone(large, tmp_path):
    """Does it hold no script and no address to load from, and its charts in itself?"""
    page = run(large, tmp_path / "out.html")
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page.replace("xlink:href", "href"))
    assert not re.search(r"url\((?!#)", page)
    assert page.count('<svg role="img" aria-label="') == 3
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert len(page) < 300_000


def test_each_chart_says_its_finding_and_has_its_table(large, tmp_path):
    """Is each chart's name a sentence with numbers, said below it too, with the figures in a table?"""
    page = run(large, tmp_path / "out.html")
    findings = re.findall(r'<svg role="img" aria-label="([^"]+)"', page)
    assert len(findings) == 3
    for finding in findings:
        assert re.search(r"\d", finding)
        assert f"<figcaption>{finding}</figcaption>" in page
    assert page.count("<table><caption>Students by") == 3


def test_a_small_class_gets_counts_and_no_figures(small, tmp_path):
    """With 11 hand-ins, does "too few" stand in place of every figure, while counts and help are there?"""
    page = run(small, tmp_path / "out.html")
    figures = page[page.index("Figures for each task") : page.index("<h2>Time")]
    assert figures.count("too few (") >= 3 * 7 + 1
    assert not re.search(r"\b0\.\d\d\b", figures)
    assert "Mean and standard deviation: too few (9)" in page
    assert "The gradebook has no times of hand-in." in page
    assert "not known: the gradebook has no times of hand-in" in page
    assert "Nothing has arrived." in page


def test_anonymous_hides_every_name(large, tmp_path):
    """Is no name, account or address of anyone on the page?"""
    named, hidden = run(large, tmp_path / "a.html"), run(large, tmp_path / "b.html", "--anonymous")
    book = book_of(large)
    assert sum(person.name in named for person in book.people) > 10
    assert [person.name for person in book.people if person.name in hidden] == []
    assert not re.search(r"\bs0\d\d\b", hidden)
    assert "learner 1" in hidden


def test_the_gradebook_is_only_read(large, tmp_path):
    """Are the folder and every byte in it the same after a report?"""

    def state():
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in large.iterdir()}

    before = state()
    run(large, tmp_path / "out.html")
    assert state() == before
    with open_gradebook(large) as gradebook, pytest.raises(Exception, match="readonly"):
        gradebook.add_student("new")


def test_names_are_text_and_never_markup(tmp_path):
    """Does a learner called <script> stay a name?"""
    book = Book(tmp_path / "course")
    book.assignment("01-history", {"task1": 5.0})
    book.student("a", "<script>alert(1)</script>", '"><img>')
    book.close()
    run(tmp_path / "course", tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_who_is_helped_first(tmp_path):
    """Are the absent, the unreadable, the weak and the late listed in this order, with the weak one's tasks?"""
    book = Book(tmp_path / "course")
    book.assignment("01-history", {"task1": 5.0, "task2": 5.0, "memo": 10.0})
    for name in ("fine", "late", "weak", "lost", "broken", "unmarked"):
        book.student(name)
    on_time, late = DUE - dt.timedelta(hours=1), DUE + dt.timedelta(hours=26)
    book.hand_in("01-history", "fine", {"task1": 5.0, "task2": 5.0, "memo": 9.0}, on_time)
    book.hand_in("01-history", "late", {"task1": 5.0, "task2": 0.0, "memo": 9.0}, late)
    book.hand_in("01-history", "weak", {"task1": 5.0, "task2": 0.0, "memo": 1.0}, late)
    book.hand_in("01-history", "broken", {}, on_time)
    book.hand_in("01-history", "unmarked", {"task1": 5.0, "task2": 5.0}, on_time)
    found = book_of(book.close())
    listed = whom_to_help(found, AFTER)
    assert [entry.person.id for entry in listed] == ["lost", "broken", "weak", "late"]
    assert listed[2].tasks == ("task2", "memo")
    assert listed[2].what == "30 % of the points of the graded tasks, handed in 26 hours late."
    assert listed[3].tasks == ("task2",)
    before = whom_to_help(found, DUE - dt.timedelta(days=1))
    assert "lost" not in [entry.person.id for entry in before], "the date has not passed yet"
    page = report_page(found, None, now=DUE - dt.timedelta(days=1))
    assert "missing work is no reason for concern yet" in page


def test_an_extension_makes_nobody_late(tmp_path):
    """Is a hand-in inside its extension in time, and does an extension without a due date do no harm?"""
    book = Book(tmp_path / "course")
    for name, due in (("01-history", DUE), ("02-free", None)):
        book.assignment(name, {"task1": 5.0}, due)
    book.student("a")
    for name in ("01-history", "02-free"):
        handed = book.hand_in(name, "a", {"task1": 5.0}, DUE + dt.timedelta(hours=20))
        handed.extension = dt.timedelta(days=1)
    book.gradebook.db.commit()
    folder = book.close()
    assert book_of(folder).people[0].hours_late == 0
    page = report_page(book_of(folder), None, now=AFTER)
    assert "1 of 1 arrived in the last 24 hours before the due date, 0 after it." in page
    page = report_page(book_of(folder, "02-free"), None, now=AFTER)
    assert "The assignment has no due date, so nothing can be late." in page


@pytest.mark.parametrize("span", [1, 9, 60])
def test_without_a_due_date_the_days_are_shown(tmp_path, span):
    """Do all hand-ins stand in the table, in at most ten steps, however long they took to come?"""
    book = Book(tmp_path / "course")
    book.assignment("01-history", {"task1": 5.0}, None)
    for number in range(10):
        book.student(f"s{number}")
        at = DUE + dt.timedelta(days=number * (span - 1) / 9)
        book.hand_in("01-history", f"s{number}", {"task1": 5.0}, at)
    page = report_page(book_of(book.close()), None, now=AFTER)
    part = page[page.index("<caption>Students by time of arrival") :]
    counts = [int(n) for n in re.findall(r'<td class="number">(\d+)</td>', part[: part.index("</table>")])]
    assert sum(counts) == 10
    assert len(counts) <= 10


def test_other_peoples_courses(tmp_path):
    """Cells of nbgrader's own names, two notebooks that share task names, manual marking only, extra credit: all read?"""
    book = Book(tmp_path / "course")
    book.assignment("ps1", {"cell-0a1b": 3.0, "ex1_a": 1.0, "ex1_b": 1.0, "bonus": 0.0}, None)
    book.gradebook.add_notebook("part2", "ps1")
    book.gradebook.add_grade_cell("ex1_c", "part2", "ps1", max_score=4.0, cell_type="code")
    book.assignment("essay", {"memo": 10.0}, None)
    book.student("a", "Ann", "")
    submission = book.hand_in("ps1", "a", {"cell-0a1b": 3.0, "ex1_a": 1.0, "ex1_b": 0.0, "bonus": 0.0})
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            grade.needs_manual_grade = False
            grade.auto_score = grade.auto_score or 0.0
            grade.extra_credit = 2.0 if grade.name in ("cell-0a1b", "bonus") else None
    book.gradebook.db.commit()
    book.hand_in("essay", "a", {"memo": 7.0})
    folder = book.close()
    found = book_of(folder, "ps1")
    assert found.possible.to_dict() == {"part2: ex1": 4.0, "ps1: ex1": 2.0, "cell-0a1b": 3.0, "bonus": 0.0}
    assert found.points.loc["a", "cell-0a1b"] == 5.0
    page = report_page(found, None, now=AFTER)
    assert "Left out, because they are worth no regular points: bonus." in page
    essay = book_of(folder, "essay")
    assert (essay.people[0].status, essay.people[0].score, essay.people[0].name) == ("graded", 7.0, "Ann")


def test_nobody_handed_in(tmp_path):
    """Does a page come out when there are students and no hand-in at all?"""
    book = Book(tmp_path / "course")
    book.assignment("01-history", {"task1": 5.0})
    book.student("a")
    page = report_page(book_of(book.close()), None, now=AFTER)
    assert "0 of 1" in page
    assert "No task has a score yet." in page
    assert "No hand-in is fully graded yet" in page


def test_points_above_the_maximum_have_a_step_of_their_own(tmp_path):
    """Does extra credit beyond full points show as such in the distribution?"""
    book = Book(tmp_path / "course")
    book.assignment("01-history", {"task1": 5.0}, None)
    for number, points in enumerate((5.0, 7.0, 0.0)):
        book.student(f"s{number}")
        book.hand_in("01-history", f"s{number}", {"task1": points})
    page = report_page(book_of(book.close()), None, now=AFTER)
    steps = dict(re.findall(r'<tr><th scope="row">([^<]+)</th><td class="number">(\d+)</td></tr>', page))
    assert (steps["0 to 0.5"], steps["4.5 to 5"], steps["above 5"]) == ("1", "1", "1")


def test_the_settings_of_the_course_folder_are_used(large, tmp_path):
    """Is the database that nbgrader_config.py names the one that is read, and one that --db names before it?"""
    elsewhere = tmp_path / "course"
    elsewhere.mkdir()
    url = f"sqlite:///{large / 'gradebook.db'}"
    (elsewhere / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n")
    assert "58 of 60" in run(elsewhere, tmp_path / "a.html")
    assert "58 of 60" in run(tmp_path, tmp_path / "b.html", "--db", url)
    (elsewhere / "nbgrader_config.py").write_text("c = 1 / 0\n")
    with pytest.raises(GradebookError, match="does not run: ZeroDivisionError"):
        run(elsewhere, tmp_path / "c.html")


def test_slips_of_the_command_are_told_in_words(large, tmp_path):
    """A wrong name, no gradebook, nothing asked for: does each get a sentence?"""
    with pytest.raises(UnknownNameError, match="Did you mean '01-history'"), open_gradebook(large) as gradebook:
        read_class(gradebook, "1-history")
    with pytest.raises(GradebookError, match="--course-dir"):
        run(tmp_path, tmp_path / "out.html")
    done = CliRunner().invoke(app, ["report"])
    assert done.exit_code == 2
    assert "Name an assignment" in done.output


def test_a_task_that_works_against_the_rest_is_flagged(tmp_path):
    """Where the weak do better than the able in one task, does the page say to check it?"""
    book = Book(tmp_path / "course")
    book.assignment("01-history", {"task1-a": 5.0, "task2-a": 5.0, "task3-a": 5.0}, None)
    for number in range(40):
        able = number % 2 == 0
        book.student(f"s{number:02d}")
        scores = {"task1-a": 5.0 * able, "task2-a": 5.0 * (able or number % 5 == 0), "task3-a": 5.0 * (not able)}
        book.hand_in("01-history", f"s{number:02d}", scores)
    found = book_of(book.close())
    page = report_page(found, None, now=AFTER)
    row = page[page.index('<th scope="row">task3</th><td class="number">5</td>') :]
    assert "Negative discrimination: check the key or the tests first." in row[: row.index("</tr>")]
    assert "<dt>KR-20</dt>" in page
    assert isinstance(found.points, pd.DataFrame)
