"""A small class, played for real through nbgrader's commands and exchange, and what must not go wrong around it."""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from rich.console import Console

from course.errors import ClassroomError
from course.grading.gradebook.csv_plugin import COLUMNS, NBGRADER_COLUMNS
from course.grading.run.environment import with_course
from course.grading.simulation import classroom
from course.grading.simulation.commands import Commands
from course.grading.simulation.learners import ALL_TASKS, CLASS, FIRST, SECOND, SLIPS, Work, class_of
from course.grading.simulation.marker import mend_test
from course.grading.simulation.results import Played, Result, report
from tests.assignments.answers.marking import ASSESSMENTS, mark, source, tasks_of
from tests.support.ordinary_user import NOBODY
from tests.support.play_class import FIVE, played_without_rights

# The class is played once for all tests of this file, on one worker.
TASKS = tasks_of(SECOND)
pytestmark = pytest.mark.xdist_group("classroom")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The class of five after assignment 01, played by an account without rights."""
    return played_without_rights(tmp_path_factory.mktemp("class"))


def result(played: Played, who: str) -> Result:
    """One learner's result."""
    return next(result for result in played.results[SECOND] if result.learner.id == who)


def test_right_answers_earn_everything_in_nbgrader_itself(played: Played) -> None:
    """Does nbgrader's real autograde give full points to right answers, plus the marks for the memo?"""
    core = {**dict.fromkeys(TASKS, 5.0), "memo": 20.0}
    stretch = ("stretch1", "stretch2", "stretch3")
    assert result(played, "right").points == {**core, **dict.fromkeys(stretch, 0.0)}
    assert played.possible[SECOND] == {**core, **dict.fromkeys(stretch, 5.0)}


def test_wrong_answers_lose_the_same_points_in_nbgrader_and_in_the_harness(played: Played) -> None:
    """Does the fast harness of these tests give each task what the class's grading gives it, but the mended one?"""
    found = result(played, "slips").points
    harness = {task: mark(source(SECOND), task, SLIPS[SECOND][task]).total for task in TASKS}
    assert all(points < 5 for points in harness.values())
    assert {task: found[task] for task in TASKS} == harness | {"task2": 5}
    assert found["memo"] == 5


def test_a_test_that_was_too_strict_is_mended_and_pays(played: Played) -> None:
    """Did the table before say who changes, did writing it leave all else as it was, and is the clone's test the old one?"""
    look, write = sorted((played.folder / "logs").glob("*-regrade.log"))
    for log in (look, write):
        text = log.read_text(encoding="utf-8")
        assert re.search(r"slips .* task2-hidden 0 -> 3", text) and "1 change, 3 stay as they are." in text
    assert "Nothing was written." in look.read_text(encoding="utf-8")
    (page,) = result(played, "slips").pages
    assert "The life of" not in page.read_text(encoding="utf-8")
    with pytest.raises(ClassroomError, match="task2-hidden of 01-history has no"):
        mend_test(played.folder / "course", SECOND)  # it is mended already


def test_late_work_loses_points_and_more_time_counts(played: Played) -> None:
    """Is 30 hours late with a day more 6 hours late, and is a tenth of the points off, in the gradebook and on the page?"""
    late = result(played, "slips")
    assert late.hours_late == 6
    assert late.off == pytest.approx(sum(late.points.values()) / 10)
    (page,) = late.pages
    assert f"Handed in 1 day late: 10 % of {late.total + late.off:g} points off" in page.read_text(encoding="utf-8")
    paper = io.StringIO()
    report(played, Console(file=paper, width=80))
    assert f"Dmitri Sokolov: {late.off:g} points off for 6 hours late." in paper.getvalue()


def test_an_untouched_late_notebook_gets_zero_and_is_late(played: Played) -> None:
    """Is a notebook handed in as it came worth 0, memo included, and is its lateness known to the hour?"""
    blank = result(played, "blank")
    assert blank.status == "graded"
    assert blank.total == 0
    assert blank.hours_late == 26
    assert result(played, "right").hours_late == 0


def test_a_broken_file_is_reported_and_stops_nobody(played: Played) -> None:
    """Does the file that is not a notebook get a recorded zero with the reason, while all others are graded?"""
    broken = result(played, "broken")
    assert broken.status == "unreadable"
    assert broken.note == "The file is not a notebook: it is not JSON, see line 1."
    assert broken.total == 0 and broken.points
    (page,) = broken.pages
    assert broken.note in page.read_text(encoding="utf-8")
    assert [r.status for r in played.results[SECOND]] == ["graded", "graded", "graded", "unreadable", "absent"]


def test_feedback_reaches_its_learner_and_no_other(played: Played) -> None:
    """Does every graded learner, and nobody else, hold a feedback page with the own score and the memo's comment?"""
    for who in ("right", "slips", "blank"):
        (page,) = result(played, who).pages
        assert f"learners/{who}/" in page.as_posix()
        text = page.read_text(encoding="utf-8")
        assert f"(Score: {round(result(played, who).total, 2)} / 50.0)" in text
    assert "Claim 4/4; Evidence 5/5" in result(played, "right").pages[0].read_text(encoding="utf-8")
    assert not (played.folder / "learners/absent/peace-partnerships").exists()
    # Every second one uses the platform.
    ways = {
        who: result(played, who).pages[0].parent.parent.parent.parent.name
        for who in ("right", "slips", "blank", "broken")
    }
    assert ways == dict(
        right="peace-partnerships", slips="assignments", blank="peace-partnerships", broken="assignments"
    )


def test_half_used_the_real_exchange_and_half_the_platform(played: Played) -> None:
    """Did each submission go through nbgrader's exchange or the platform's zip, and did the absent one send none?"""
    inbound = played.folder / "exchange/peace-partnerships/inbound"
    assert sorted(path.name.split("+")[0] for path in inbound.iterdir()) == ["blank", "right"]
    with zipfile.ZipFile(played.folder / "moodle" / f"{SECOND}.zip") as opened:
        assert sorted(opened.namelist()) == [
            f"Dmitri Sokolov_1001_assignsubmission_file/{SECOND}.ipynb",
            f"Ibrahim Traoré_1002_assignsubmission_file/{SECOND}.ipynb",
        ]
    outbound = played.folder / "exchange/peace-partnerships/outbound"
    assert [path.name for path in outbound.iterdir()] == [SECOND]
    steps = [re.sub(r"^\d+-", "", path.stem) for path in sorted((played.folder / "logs").glob("*.log"))][1:]
    assert list(dict.fromkeys(steps)) == [
        "new",
        "roster",
        "due",
        "generate_assignment",
        "extend",
        "release_assignment",
        "pack",
        "fetch_assignment",
        "submit",
        "collect",
        "class-collect",
        "grade",
        "regrade",
        "generate_feedback",
        "release_feedback",
        "return",
        "fetch_feedback",
        "export",
        "export-grades",
        "report",
    ]


def test_learners_never_hold_a_solution_or_a_hidden_test_before_feedback(played: Played) -> None:
    """Is what a learner fetched free of hidden tests and of other people's work?"""
    for path in (played.folder / "exchange/peace-partnerships/outbound").rglob("*.ipynb"):
        assert "HIDDEN TESTS" not in path.read_text(encoding="utf-8")
    for who in FIVE:
        for path in (played.folder / "learners" / who.id).rglob("*.ipynb"):
            assert "HIDDEN TESTS" not in path.read_text(encoding="utf-8")
        others = {other.id for other in FIVE} - {who.id}
        names = [path.name for path in (played.folder / "learners" / who.id).rglob("*")]
        assert not [name for name in names if name.split("+")[0] in others]


def test_the_exported_csv_reads_back_unchanged(played: Played) -> None:
    """Do names with commas, quotes and semicolons come back from the CSV as they went in, with the right points?"""
    with played.grades.open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == {who.id for who in FIVE}
    for who in FIVE:
        row = rows[who.id]
        assert None not in row, "a row has more fields than the header"
        assert tuple(row) == COLUMNS
        assert (row["first_name"], row["last_name"], row["email"]) == (who.first_name, who.last_name, who.email)
        assert float(row["score"]) == result(played, who.id).total
        assert float(row["max_score"]) == 50
    assert (rows["right"]["auto_score"], rows["right"]["manual_score"]) == ("30", "20")
    assert rows["blank"]["seconds_late"] == str(26 * 3600)
    assert {who: row["status"] for who, row in rows.items()} == {
        "right": "graded",
        "slips": "graded",
        "blank": "graded",
        "broken": "graded",
        "absent": "absent",
    }


def test_the_csv_keeps_nbgraders_columns(played: Played) -> None:
    """Can what reads nbgrader's own export read ours: the same eleven columns first, in the same order?"""
    header = played.grades.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert tuple(header[: len(NBGRADER_COLUMNS)]) == NBGRADER_COLUMNS
    own = "assignment duedate timestamp student_id last_name first_name email raw_score late_submission_penalty score"
    assert [*own.split(), "max_score"] == header[:11]


def test_the_course_itself_is_not_touched(played: Played) -> None:
    """Does a class leave the clone's assessments/ as it was?"""
    assert played.folder not in ASSESSMENTS.parents
    for name in ("gradebook.db", "release", "submitted", "autograded", "feedback"):
        assert not (ASSESSMENTS / name).exists(), f"assessments/{name} appeared"


def test_the_report_says_points_reasons_and_where_the_pages_lie(played: Played) -> None:
    """Does the end of `make class` show each learner's points, the broken file's reason, the grades and the pages?"""
    paper = io.StringIO()
    report(played, Console(file=paper, width=80))
    text = paper.getvalue()
    assert re.search(r"O'Neil; Jr\.\s+5\s+5\s+5\s+5\s+5\s+5\s+20\s+50\s+graded", text)
    assert re.search(r"Kavya Nair\s+0\s+0\s+0\s+0\s+0\s+0\s+0\s+0\s+26 h\s+graded", text)
    assert re.search(r"Traoré(\s+0)+\s+unreadable", text)
    assert "Ibrahim Traoré: no points. The file is not a notebook" in text
    assert str(played.grades) in text
    assert str(result(played, "right").pages[0]) in text
    assert max(len(line) for line in text.splitlines() if not line.startswith(("Grades", "  ", "Everything"))) <= 80


def test_a_class_needs_no_rights(played: Played) -> None:
    """Was all of this done by an account without rights, over the exchange and over the platform?"""
    owners = {path.lstat().st_uid for path in (played.folder, *played.folder.rglob("*"))}
    assert owners == {NOBODY if os.geteuid() == 0 else os.geteuid()}


# -- around it ---------------------------------------------------------------------------------------------------------


def test_the_standing_class_has_every_kind_of_learner() -> None:
    """Do the twelve hold right, partly right, wrong, untouched, late, absent and broken; the first five most of it?"""
    assert len(CLASS) == 12
    assert len({who.id for who in CLASS}) == 12
    first_five = [who.work[FIRST] for who in CLASS[:5]]
    assert first_five[0] == Work(memo=(4, 5, 5, 4, 2), hours_late=-70)
    assert any(work.slips for work in first_five)
    assert any(work.hours_late > 0 for work in first_five)
    assert any(work.broken for work in first_five)
    assert any(work.absent for work in first_five)
    everything = [work for who in CLASS for work in who.work.values()]
    assert any(work.slips == ALL_TASKS for work in everything)
    assert any(work.blank == ALL_TASKS for work in everything)
    assert any("," in who.last_name and '"' in who.first_name for who in CLASS)


def test_each_slip_is_a_real_mistake() -> None:
    """Does every mistake that the simulated learners make run and lose points?"""
    for assignment, slips in SLIPS.items():
        assert tuple(slips) == TASKS == ALL_TASKS
        for task, code in slips.items():
            assert mark(source(assignment), task, code).total < 5, (assignment, task)


def test_a_larger_class_has_distinct_accounts() -> None:
    """Can a class be larger than twelve, and is an impossible size refused in words?"""
    accounts = [who.id for who in class_of(30)]
    assert len(set(accounts)) == 30
    assert accounts[12] == "adaeze2"
    for count in (0, -1, 241):
        with pytest.raises(ClassroomError, match="choose 1 to 240"):
            class_of(count)


def test_a_failing_command_speaks_in_nbgraders_words(tmp_path: Path) -> None:
    """When nbgrader fails, does the error hold the command and nbgrader's own last lines, and may it be allowed?"""
    env = with_course({"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"})
    with Commands(tmp_path / "logs") as nbgrader:
        with pytest.raises(ClassroomError) as caught:
            nbgrader.run(["generate_assignment", "99-nothing"], cwd=tmp_path, env=env)
        allowed = nbgrader.run(["generate_assignment", "99-nothing"], cwd=tmp_path, env=env, may_fail=True)
        slow = nbgrader.run(["db", "student", "list"], cwd=tmp_path, env=env, may_fail=True, seconds=0)
        after = nbgrader.run(["--version"], cwd=tmp_path, env=env)
    assert "`nbgrader generate_assignment 99-nothing` ended with code 1" in str(caught.value)
    assert "No notebooks were matched by" in str(caught.value)
    assert allowed.code == 1
    assert slow.code == 124
    assert "nbgrader version" in after.output, "a command that failed or was ended must not disturb the next"
    with pytest.raises(ClassroomError, match="`with` statement"):
        nbgrader.run(["--version"], cwd=tmp_path, env=env)


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is somebody's folder safe from being filled with a class, and is the refusal one line and exit code 1?"""
    (tmp_path / "thesis.txt").write_text("years of work")
    assert classroom.main(["--keep", str(tmp_path), "--learners", "3"]) == 1
    assert "is not empty. To mend: name a new folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
