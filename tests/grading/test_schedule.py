"""Due dates, more time and late work: `course class due`, `extend` and `late`, by nbgrader's own gradebook."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import MissingEntry
from typer.testing import CliRunner

from course.cli import app
from course.content.hand_in import hand_ins
from course.errors import CourseError, GradebookError
from course.grading.gradebook.assignment import read_class
from course.grading.gradebook.read import open_gradebook
from course.grading.sandbox.bubblewrap import missing
from course.grading.schedule.moments import read_length
from tests.support.feedback_course import words
from tests.support.handed_in import run
from tests.support.lab_course import (
    INSTALL,
    LAB,
    answered,
    book,
    copy_of,
    course_grade,
    generate,
    hand_in,
    lab_course,
    mark,
    memo,
    notebook,
    points,
    released,
)

COURSE_YML = """\
# Our class, winter 2027
id: small            # nbgrader's id
timezone: Africa/Nairobi
late: {percent_a_day: 10, most_percent: 50}   # the rector's rule
assignments:
  lab: {due: "2027-01-15 18:00"}   # a Friday
"""
DUE = dt.datetime(2027, 1, 15, 15, 0)
ROSTER = 'id,first_name,email,group\nann,Ann,a@example.org,\nbob,Bob,b@example.org,"staff; evening"\ndee,Dee,,evening\n'


def command(course: Path, *words: str) -> str:
    """What a command prints, errors included."""
    try:
        done = CliRunner().invoke(app, [*words, "--course-dir", str(course)], catch_exceptions=False)
    except CourseError as error:
        return f"error: {error}"
    assert done.exit_code == 0, done.output
    return done.output


def said(course: Path, *words: str) -> str:
    """What a command of `course class` prints."""
    return command(course, "class", *words)


def due_in_gradebook(course: Path) -> dt.datetime | None:
    """As nbgrader keeps it, in UTC."""
    with book(course) as gradebook:
        return gradebook.find_assignment(LAB).duedate  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class whose course.yml has a due date and a policy; its assignment is generated, its list taken over."""
    root = tmp_path_factory.mktemp("schedule") / "class"
    (root / "source" / LAB).mkdir(parents=True)
    (root / "course.yml").write_text(COURSE_YML)
    (root / "roster.csv").write_text(ROSTER)
    title = nbformat.v4.new_markdown_cell("# The lab", id="title")
    one = notebook("one", memo())
    one.cells.insert(0, title)
    shutil.rmtree(root / "source")
    lab_course(root, INSTALL, one=one, two=notebook("two"))
    command(root, "roster", str(root / "roster.csv"))
    return root


@pytest.fixture
def course(made: Path, tmp_path: Path) -> Path:
    """An own copy of it."""
    return copy_of(made, tmp_path)


# -- due dates ---------------------------------------------------------------------------------------------------------


def test_the_released_notebook_says_until_when(made: Path) -> None:
    """Does what learners get name the day, the zone and the late policy below its title, and the source not?"""
    cells = released(made, "one").cells
    assert cells[0].source == "# The lab"
    assert cells[1].source == (
        "**Hand in until Friday 15 January 2027, 18:00** (time zone: Africa/Nairobi). "
        "Late work loses 10 % of its points for each day that has begun, and never more than 50 %."
    )
    assert "Hand in until" in released(made, "two").cells[0].source
    for name in ("one", "two"):
        nbformat.validate(released(made, name))
        assert "Hand in until" not in (made / "source" / LAB / f"{name}.ipynb").read_text()
    assert due_in_gradebook(made) == DUE, "a date that only course.yml has is taken over"


def test_the_released_notebook_tells_the_start_page(made: Path, tmp_path: Path) -> None:
    """When a learner has fetched it, does the own folder know the date to the minute, once for both notebooks?"""
    shutil.copytree(made / "release" / LAB, tmp_path / "spring" / LAB)
    (found,) = hand_ins(tmp_path)
    assert found.until == DUE.replace(tzinfo=dt.UTC)
    assert found.words == "Friday 15 January 2027, 18:00 (time zone: Africa/Nairobi)"
    assert found.path == f"spring/{LAB}/one.ipynb"


@pytest.mark.parametrize(
    ("platform", "told"),
    [
        ("moodle", "course class pack lab, upload the zip again, and tell your learners."),
        ("mail", "course class pack lab, send the zip again, and tell your learners."),
        ("hub", "nbgrader release_assignment lab --force, or hand it out again, and tell your learners."),
    ],
)
def test_how_the_new_date_reaches_learners_is_said(course: Path, platform: str, told: str) -> None:
    """Is a class over Moodle told to pack again, and one with an exchange to release again?"""
    file = course / "course.yml"
    file.write_text(f"platform: {platform}\n" + file.read_text())
    output = said(course, "due", LAB, "2027-01-20 09:30")
    assert told in output
    assert ("release_assignment" in output) is (platform == "hub")


def test_a_new_date_is_everywhere(course: Path) -> None:
    """Is a date set by the command in course.yml with its comments, in the gradebook in UTC, and in release/?"""
    output = said(course, "due", LAB, "2027-01-20 09:30")
    assert "lab: 2027-01-20 09:30 (Africa/Nairobi)" in output
    assert "nbgrader release_assignment lab --force" in output
    assert (course / "course.yml").read_text() == COURSE_YML.replace("2027-01-15 18:00", "2027-01-20 09:30")
    assert due_in_gradebook(course) == dt.datetime(2027, 1, 20, 6, 30)
    lines = [cell.source for cell in released(course, "one").cells if "Hand in until" in cell.source]
    assert len(lines) == 1 and "Wednesday 20 January 2027, 09:30" in lines[0]
    assert (course / "release" / LAB / "one.ipynb").stat().st_mode & 0o777 == 0o644
    assert said(course, "due") == "lab: 2027-01-20 09:30 (Africa/Nairobi)\n"


def test_a_date_can_be_taken_away(course: Path) -> None:
    """`none`: is it gone from all three places?"""
    assert "lab: no due date" in said(course, "due", LAB, "none")
    assert due_in_gradebook(course) is None
    assert "2027" not in (course / "course.yml").read_text().split("assignments:")[1]
    assert "Hand in until" not in (course / "release" / LAB / "one.ipynb").read_text()
    generate(course)
    assert "Hand in until" not in (course / "release" / LAB / "one.ipynb").read_text()


def test_two_dates_are_told_and_one_counts(course: Path) -> None:
    """Somebody changed the date in formgrader: are both named, with which counts, and is nothing overwritten?"""
    with book(course) as gradebook:
        gradebook.update_or_create_assignment(LAB, duedate="2027-01-18 12:00:00 UTC")
    output = said(course, "due")
    assert "lab: 2027-01-18 15:00 (Africa/Nairobi), as the gradebook (formgrader) says, and this counts." in output
    assert "course.yml says 2027-01-15 18:00" in output
    assert 'course class due lab "2027-01-18 15:00"' in output
    assert due_in_gradebook(course) == dt.datetime(2027, 1, 18, 12, 0)
    assert (course / "course.yml").read_text() == COURSE_YML
    generate(course)
    assert "Monday 18 January 2027, 15:00" in released(course, "one").cells[1].source


def test_a_folder_without_course_yml_gets_one(course: Path) -> None:
    """A course folder of before: is the date written into a new course.yml, in UTC?"""
    (course / "course.yml").unlink()
    said(course, "due", LAB, "2027-02-01 10:00")
    assert (course / "course.yml").read_text() == 'assignments:\n  lab: {due: "2027-02-01 10:00"}\n'
    assert due_in_gradebook(course) == dt.datetime(2027, 2, 1, 10, 0)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("due", LAB, "tomorrow"), "'tomorrow' is no date and time. To mend: write it like \"2027-01-15 18:00\""),
        (("due", "lib", "2027-01-15 18:00"), "did you mean"),
        (("extend", "bib", "--assignment", LAB, "--by", "2d"), "did you mean"),
        (("extend", "ann", "--assignment", "lib", "--by", "2d"), "did you mean"),
        (("extend", "ann", "--assignment", LAB, "--by", "two"), "'two' is no length of time. To mend: write 2d"),
        (("extend", "ann", "--assignment", LAB, "--by", "900d"), "more than a year"),
        (("extend", "ann", "--assignment", LAB, "--until", "2027-01-10 18:00"), "not later than the due date"),
        (("extend", "ann", "--assignment", LAB), "either --by 2d, or --until"),
    ],
)
def test_slips_change_nothing(made: Path, line: tuple[str, ...], told: str) -> None:
    """A slip on the command line: is it said in words, and is the gradebook as before?"""
    output = said(made, *line)
    assert output.startswith("error: ") and told.lower() in output.lower()
    assert due_in_gradebook(made) == DUE
    with book(made) as gradebook:
        assert gradebook.assignment_submissions(LAB) == []


def test_a_folder_that_is_no_class_stays_empty(tmp_path: Path) -> None:
    """In a wrong folder: is it said, and no gradebook made there?"""
    for line in (("due",), ("late", LAB), ("extend", "ann", "--assignment", LAB, "--by", "1d")):
        assert "is no class's folder" in said(tmp_path, *line)
    assert "is no class's folder" in said(tmp_path, "regrade", LAB)
    assert list(tmp_path.iterdir()) == []


def test_lengths_are_read_as_people_write_them() -> None:
    """Are 1d12h, 2 days and 90h what they say, and is nonsense around a number refused?"""
    assert read_length("1d12h") == dt.timedelta(hours=36)
    assert read_length("2 days") == dt.timedelta(days=2)
    assert read_length("90 Hours") == dt.timedelta(hours=90)
    for slip in ("", "2", "d", "2w", "2d or so", "-2d", "2days3"):
        with pytest.raises(GradebookError):
            read_length(slip)


@pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")
def test_the_line_is_nobodys_task(course: Path) -> None:
    """Ann deletes the line, Bob changes it, Dee leaves it: is nothing mended, told or taken off for that?"""
    for student in ("ann", "bob", "dee"):
        work = answered(course, "one")
        assert "Hand in until" in work.cells[1].source
        if student == "ann":
            del work.cells[1]
        if student == "bob":
            work.cells[1].source = "**Hand in until Christmas.**"
        hand_in(course, student, "2027-01-10 10:00:00.000000 UTC", one=work, two=answered(course, "two"))
    output = command(course, "grade", LAB)
    assert "3 graded. Points from the tests so far: 10 of 20 on average." in output
    assert [line for line in output.splitlines() if line.startswith(("ann:", "bob:", "dee:", "note:"))] == []


# -- more time ---------------------------------------------------------------------------------------------------------


def extension(course: Path, student: str) -> dt.timedelta | None:
    """What nbgrader keeps."""
    with book(course) as gradebook:
        return gradebook.find_submission(LAB, student).extension  # type: ignore[no-any-return]


def test_a_group_and_a_person_get_more_time(course: Path) -> None:
    """Before anybody has handed in: is nbgrader's own extension there, replaced by the next, and undone by 0?"""
    output = said(course, "extend", "evening", "ann", "--assignment", LAB, "--by", "2d")
    assert output.splitlines() == [
        "bob: until 2027-01-17 18:00, 2 days more.",
        "dee: until 2027-01-17 18:00, 2 days more.",
        "ann: until 2027-01-17 18:00, 2 days more.",
    ]
    assert {extension(course, who) for who in ("ann", "bob", "dee")} == {dt.timedelta(days=2)}
    output = said(course, "extend", "bob", "--assignment", LAB, "--until", "2027-01-16 06:00")
    assert output == "bob: until 2027-01-16 06:00, 12 hours more (in place of 2 days).\n"
    assert extension(course, "bob") == dt.timedelta(hours=12)
    assert "bob: as everybody again, until 2027-01-15 18:00." in said(
        course, "extend", "bob", "--assignment", LAB, "--by", "0"
    )
    with book(course) as gradebook, pytest.raises(MissingEntry):
        gradebook.find_submission(LAB, "bob")


def test_the_list_of_dates_names_who_has_more_time(course: Path) -> None:
    """Does `course class due` say whose date is another, in the class's zone?"""
    said(course, "extend", "bob", "--assignment", LAB, "--by", "1d12h")
    assert said(course, "due") == (
        f"{LAB}: 2027-01-15 18:00 (Africa/Nairobi)\n  more time: bob until 2027-01-17 06:00\n"
    )


def test_nothing_collected_is_not_called_in_time(course: Path) -> None:
    """Before anything came: does `course class late` say so?"""
    assert "Nothing was collected and graded yet" in said(course, "late", LAB)


def test_more_time_is_no_hand_in(course: Path) -> None:
    """Somebody with more time who has handed in nothing: absent in the report and the exports, with the later date?"""
    said(course, "extend", "dee", "--assignment", LAB, "--by", "3d")
    with open_gradebook(course) as gradebook:
        (dee,) = [person for person in read_class(gradebook, LAB).people if person.id == "dee"]
    assert (dee.status, dee.score, dee.due) == ("absent", None, DUE + dt.timedelta(days=3))
    command(course, "export", "grades", "--output", str(course / "grades.csv"))
    (row,) = [line for line in (course / "grades.csv").read_text().splitlines() if ",dee," in line]
    assert row.endswith(",absent")


def test_a_date_that_more_time_counts_from_stays(course: Path) -> None:
    """nbgrader's own sum fails for more time without a due date: is taking the date away refused, with the way out?"""
    said(course, "extend", "dee", "--assignment", LAB, "--by", "3d")
    assert "course class extend dee --assignment lab --by 0" in said(course, "due", LAB, "none")
    assert due_in_gradebook(course) == DUE
    said(course, "due", LAB, "2027-01-20 18:00")
    assert extension(course, "dee") == dt.timedelta(days=3)


# -- late work ---------------------------------------------------------------------------------------------------------

pytest_sandbox = pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")


@pytest.fixture(scope="module")
def handed_in(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann in time, Bob a day and a minute late, Dee ten days late; with memos, graded by `course grade`."""
    root = copy_of(made, tmp_path_factory.mktemp("late"))
    times = {
        "ann": "2027-01-15 14:59:00.000000 UTC",
        "bob": "2027-01-16 15:01:00.000000 UTC",
        "dee": "2027-01-25 15:00:00.000000 UTC",
    }
    for student, time in times.items():
        work = answered(root, "one", memo=f"The memo of {student}.")
        hand_in(root, student, time, one=work, two=answered(root, "two"))
    course_grade(root)
    return root


@pytest.fixture
def graded(handed_in: Path, tmp_path: Path) -> Path:
    """An own copy of it."""
    return copy_of(handed_in, tmp_path)


def off(course: Path) -> dict[str, float]:
    """The points that the gradebook takes off, by student."""
    with book(course) as gradebook:
        return {
            one.student.id: round(float(one.late_submission_penalty or 0), 6)
            for one in gradebook.assignment_submissions(LAB)
        }


def feedback(course: Path, student: str, name: str = "one") -> str:
    """Write the feedback pages anew, and what a reader sees on one."""
    run(course, "nbgrader", "generate_feedback", LAB, "--force", f"--student={student}")
    return words((course / "feedback" / student / LAB / f"{name}.html").read_text(encoding="utf-8"))


@pytest_sandbox
def test_late_work_loses_what_course_yml_says(handed_in: Path) -> None:
    """`course grade`: 10 % for each day that has begun, at most 50 %, of 5 points in each of two notebooks?"""
    assert off(handed_in) == {"ann": 0.0, "bob": 2.0, "dee": 5.0}


@pytest_sandbox
def test_nbgraders_own_command_takes_the_same_off(graded: Path) -> None:
    """`nbgrader autograde`: the same points, from the same course.yml?"""
    before = off(graded)
    with book(graded) as gradebook:
        for submission in gradebook.assignment_submissions(LAB):
            for one in submission.notebooks:
                one.late_submission_penalty = None
        gradebook.db.commit()
    run(graded, "nbgrader", "autograde", LAB, "--force", "--student=bob")
    assert off(graded)["bob"] == before["bob"] == 2.0


@pytest_sandbox
def test_the_points_of_a_memo_count_and_the_page_says_so(graded: Path) -> None:
    """A memo is marked after the grading: is the share of its points taken off, too, and is it all on the page?"""
    mark(graded, "bob", "memo", 10)
    assert "Handed in 2 days late: 20 % of 15 points off, 3." in feedback(graded, "bob")
    assert off(graded)["bob"] == 4.0
    mark(graded, "dee", "memo", 5)
    export = ("export", "grades", "--output", str(graded / "grades.csv"))
    assert "course class late lab   (dee)" in command(graded, *export)
    assert not (graded / "grades.csv").exists()
    output = said(graded, "late", LAB)
    assert "3 students" in command(graded, *export)
    assert "Late work loses 10 % of its points for each day that has begun, and never more than 50 %." in output
    assert "bob: 2 days late: 20 % of 20 points off, 4\n" in output
    assert "dee: 10 days late: 50 % of 15 points off, 7.5 (it was 5)\n" in output
    assert "ann" not in output
    command(graded, "report", LAB, "--output", str(graded / "report.html"))
    rows = re.findall(r'<th scope="row">(.*?)</th><td>(\d+ days? late: .*?)</td>', (graded / "report.html").read_text())
    assert rows == [
        ("Dee", "10 days late: 50 % of 15 points off, 7.5"),
        ("Bob", "2 days late: 20 % of 20 points off, 4"),
    ]
    assert "late" not in feedback(graded, "ann")


@pytest_sandbox
def test_more_time_after_the_grading_takes_nothing_off(graded: Path) -> None:
    """Bob gets two days after he was graded: is nothing taken off at once, and again when it is taken back?"""
    output = said(graded, "extend", "bob", "--assignment", LAB, "--by", "2d")
    assert "bob: until 2027-01-17 18:00, 2 days more. Now in time: no points off (it was 2)" in output
    assert off(graded)["bob"] == 0.0
    said(graded, "extend", "bob", "--assignment", LAB, "--by", "0")
    assert off(graded)["bob"] == 2.0
    assert points(graded, "bob")["one-hidden"] == (3, None, False), "taking it back leaves what was graded"


@pytest_sandbox
def test_a_later_due_date_takes_less_off(graded: Path) -> None:
    """The date of everybody is moved after the grading: are the points brought up to date and told?"""
    output = said(graded, "due", LAB, "2027-01-24 18:00")
    assert "bob: in time: no points off (it was 2)" in output
    assert "dee: 1 day late: 10 % of 10 points off, 1 (it was 5)" in output
    assert off(graded) == {"ann": 0.0, "bob": 0.0, "dee": 1.0}


@pytest_sandbox
def test_more_time_from_before_holds_when_the_work_comes(course: Path) -> None:
    """An extension given before the hand-in: is it counted by the stock command, and is the person handed in then?"""
    said(course, "extend", "dee", "--assignment", LAB, "--by", "1d")
    hand_in(course, "dee", "2027-01-16 16:00:00.000000 UTC")
    run(course, "nbgrader", "autograde", LAB)
    assert off(course) == {"dee": 1.0}
    with open_gradebook(course) as gradebook:
        (dee,) = [person for person in read_class(gradebook, LAB).people if person.id == "dee"]
    assert (dee.status, dee.hours_late, dee.penalty) == ("graded", 1.0, 1.0)


@pytest_sandbox
def test_another_plugin_of_the_settings_counts(graded: Path) -> None:
    """The folder's settings name a plugin of their own: does it decide, and does course.yml change nothing?"""
    (graded.parent / "late_plugin.py").write_text(
        "from nbgrader.plugins import BasePlugin\n\n\nclass One(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n        return 1\n"
    )
    settings = graded / "nbgrader_config.py"
    settings.write_text(settings.read_text() + '\nc.AssignLatePenalties.plugin_class = "late_plugin.One"\n')
    course_grade(graded, "--force")
    assert off(graded) == {"ann": 0.0, "bob": 2.0, "dee": 2.0}
    assert "Nothing was changed" in said(graded, "late", LAB)
    assert off(graded) == {"ann": 0.0, "bob": 2.0, "dee": 2.0}


def test_a_slip_in_course_yml_ends_the_grading_once(course: Path) -> None:
    """course.yml has a slip: is it told once, with its field, before anybody is graded?"""
    hand_in(course, "ann")
    (course / "course.yml").write_text("late: {percent_a_day: much}\n")
    output = course_grade(course, check=False)
    assert output.count("'much' is not a number") == 1
    assert not (course / "autograded").exists()
