"""`course export grades`: does what the gradebook holds reach a spreadsheet, Moodle and Canvas, and nothing else?"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from course.cli import app
from course.errors import ExportError, GradebookError, UnknownNameError
from tests.support.gradebooks import DUE, NAMES, Book

FORMS = ("csv", "wide", "moodle", "canvas")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five students with difficult names; the fifth has a formula for an account. Two assignments."""
    book = Book(tmp_path_factory.mktemp("grades") / "course")
    for name in ("01-history", '02, "objectives"'):
        book.assignment(name, {"task1": 5.0, "memo": 20.0})
    for number, (first, last) in enumerate(NAMES):
        account = f"s{number}" if number < 4 else "@sum"
        book.student(account, first, last, f"{account}@example.org" if number else "")
    book.hand_in("01-history", "s0", {"task1": 5.0, "memo": 12.5}, DUE)
    late = book.hand_in("01-history", "s1", {"task1": 0.0, "memo": 0.0}, DUE)
    late.notebooks[0].late_submission_penalty = 3.0
    book.hand_in("01-history", "s2", {"task1": 5.0}, DUE)
    book.hand_in("01-history", "s3", {}, DUE)
    extra = book.hand_in('02, "objectives"', "@sum", {"task1": 5.0, "memo": 20.0})
    extra.notebooks[0].grades[0].extra_credit = 2.0
    book.gradebook.db.commit()
    return book.close()


def export(course: Path, target: Path, form: str, *words: str) -> tuple[list[list[str]], str]:
    """The rows of the file that the command wrote, and what it said."""
    command = ["export", "grades", "--course-dir", str(course), "--format", form, "--output", str(target), *words]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return list(csv.reader(io.StringIO(target.read_text(encoding="utf-8-sig"), newline=""))), done.output


@pytest.mark.parametrize("form", FORMS)
def test_difficult_names_come_back_as_they_were(course, tmp_path, form):
    """Commas, quotes, line breaks, other scripts: does every row have the header's width and its own name?"""
    rows, _ = export(course, tmp_path / "out.csv", form)
    assert {len(row) for row in rows} == {len(rows[0])}
    text = "\n".join(" ".join(row) for row in rows)
    for wanted in ('Annie"', "O'Neil; Jr.", "Nováková", "王", "Line\nbreak", '02, "objectives"'):
        assert wanted in text


@pytest.mark.parametrize("form", FORMS)
def test_nothing_in_the_file_is_run_by_a_spreadsheet(course, tmp_path, form):
    """Does no cell begin like a formula, except numbers and Moodle's lone dash for a missing grade?"""
    rows, _ = export(course, tmp_path / "out.csv", form)
    for cell in (cell for row in rows for cell in row):
        assert cell == "-" or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
    assert any("'=HYPERLINK" in cell or "'+Plus" in cell for row in rows for cell in row)


def test_the_spreadsheet_has_a_row_for_each_student_and_assignment(course, tmp_path):
    """Are points, penalty, lateness and status there, and is a missing grade empty, not 0?"""
    rows, said = export(course, tmp_path / "out.csv", "csv")
    held = {
        (row["assignment"], row["student_id"]): row for row in (dict(zip(rows[0], r, strict=True)) for r in rows[1:])
    }
    assert len(held) == 10
    assert (held["01-history", "s0"]["score"], held["01-history", "s0"]["max_score"]) == ("17.5", "25")
    assert (held["01-history", "s1"]["raw_score"], held["01-history", "s1"]["score"]) == ("0", "0")
    assert (held["01-history", "s2"]["score"], held["01-history", "s2"]["status"]) == ("5", "needs marking")
    assert (held["01-history", "s3"]["score"], held["01-history", "s3"]["status"]) == ("", "not autograded")
    absent = held['02, "objectives"', "s0"]
    assert (absent["score"], absent["raw_score"], absent["timestamp"], absent["status"]) == ("", "", "", "absent")
    assert held['02, "objectives"', "'@sum"]["score"] == "27"
    assert "01-history: 1 still to be marked by a person (s2): the points so far." in said
    assert "01-history: 1 not handed in (@sum): no grade in the file." in said
    assert '02, "objectives": 4 not handed in (' in said


def test_excel_is_told_the_encoding_and_the_platforms_get_plain_utf8(course, tmp_path):
    """Does the byte-order mark stand where Excel needs it, and nowhere else?"""
    for form in FORMS:
        export(course, tmp_path / form, form)
        assert (tmp_path / form).read_bytes().startswith(b"\xef\xbb\xbf") == (form in ("csv", "wide"))


def test_the_wide_form_has_one_row_a_student(course, tmp_path):
    """Is there a column for each assignment, empty where no grade is finished?"""
    rows, _ = export(course, tmp_path / "out.csv", "wide")
    assert rows[0] == ["student_id", "last_name", "first_name", "email", "01-history", '02, "objectives"']
    assert {row[0]: row[4:] for row in rows[1:]} == {
        "s0": ["17.5", ""],
        "s1": ["0", ""],
        "s2": ["", ""],
        "s3": ["", ""],
        "'@sum": ["", "27"],
    }


def test_moodle_gets_an_identifier_and_no_false_zero(course, tmp_path):
    """Are there a column to identify by and one for each item, and is a missing grade Moodle's own sign for it?"""
    rows, said = export(course, tmp_path / "out.csv", "moodle")
    assert rows[0][:4] == ["username", "First name", "Last name", "01-history"]
    grades = {row[0]: [row[3], row[6]] for row in rows[1:]}
    assert grades["s0"] == ["17.5", "-"]
    assert grades["s1"] == ["0", "-"]
    assert grades["s2"] == grades["s3"] == ["-", "-"], "a memo without a mark must not reach Moodle as a grade"
    assert "'@sum' begins like a formula" in said


def test_canvas_finds_its_columns_where_it_looks_for_them(course, tmp_path):
    """Would Canvas's gradebook_importer.rb accept the header, the points row and the students?"""
    rows, _ = export(course, tmp_path / "out.csv", "canvas")
    header, points, *students = rows
    # Its conditions: column 0 holds "Student", column 1 "ID", 2 and 3 the SIS names, and "Section" ends them.
    assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert "Points Possible" in points[0]
    assert points[5:] == ["25", "25"]
    assert {row[3] for row in students} == {"s0", "s1", "s2", "s3", "'@sum"}
    held = {row[3]: row for row in students}
    assert held["s1"][0] == "Nováková, Hana"
    assert held["s0"][5:] == ["17.5", ""]
    assert not any("Points Possible" in row[0] for row in students)


def test_one_assignment_alone(course, tmp_path):
    """Does --assignment keep the others out, and does a slip offer the right name?"""
    rows, _ = export(course, tmp_path / "out.csv", "canvas", "--assignment", "01-history")
    assert rows[0][5:] == ["01-history"]
    with pytest.raises(UnknownNameError, match="Did you mean '01-history'"):
        export(course, tmp_path / "out.csv", "canvas", "--assignment", "01-histori")


def test_what_cannot_be_done_is_said(course, tmp_path):
    """A wrong format, a folder without a gradebook, a place that cannot be written: is each named in words?"""
    with pytest.raises(UnknownNameError, match="There is no format 'blackboard'"):
        export(course, tmp_path / "out.csv", "blackboard")
    with pytest.raises(GradebookError, match="is no class's folder"):
        export(tmp_path, tmp_path / "out.csv", "csv")
    with pytest.raises(ExportError, match="cannot be written: No such file"):
        export(course, tmp_path / "no" / "out.csv", "csv")
    (tmp_path / "gradebook.db").write_text("not a database")
    with pytest.raises(GradebookError, match="cannot be read: file is not a database"):
        export(tmp_path, tmp_path / "out.csv", "csv")


@pytest.mark.parametrize("command", ["record", "responses", "grades"])
def test_help_has_an_example(command):
    """Can someone who forgot the form of an export find it without the web?"""
    done = CliRunner().invoke(app, ["export", command, "--help"], env={"COLUMNS": "200"})
    assert "Example: " in done.output
