"""Do the files for Moodle and Canvas arrive there by the platforms' own rules: each grade at its person, and no other?"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.errors import CourseError
from course.grading.platform.grading_worksheet import read_sheet
from tests.support.gradebooks import DUE, Book
from tests.support.import_rules import Refused, canvas_grades, moodle_grades, moodle_worksheet
from tests.support.platform_class import course, line

PEOPLE = {
    "ann": ("Ann", "Example", "ann@example.org"),
    "hana": ("Hana", "Nováková", "same@example.org"),
    "bob": ("Bob", "Brown", "Same@example.org"),
    "cyd": ("Cyd", "Charisse", ""),
    "dee": ("Dee", "Day", "dee@example.org"),
}
USERS = [{"username": who, "idnumber": who, "email": about[2]} for who, about in PEOPLE.items()]
CANVAS = """\
\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,"01 history: first, second (501)",02-objectives (502),Current Score
,,,,,Manual Posting,,
    Points Possible,,,,,65,100,(read only)
"Example, Ann",11,S1,ann,"A, B",12,7,50
"Nováková, Hana",12,S2,hana.n@example.org,A,,,
"Brown, Bob",13,bob,bb,A,,,
"Charisse, Cyd",14,S4,cc,A,,,
"Charisse, Cyd",15,S5,cc2,A,,,
"Elsewhere, Eve",16,S6,eve,A,,,
"Student, Test",17,,x,A,,,
"""
STUDENTS = [
    {"id": "11", "sis": "S1", "login": "ann", "name": "Example, Ann"},
    {"id": "12", "sis": "S2", "login": "hana.n@example.org", "name": "Nováková, Hana"},
    {"id": "13", "sis": "bob", "login": "bb", "name": "Brown, Bob"},
    {"id": "16", "sis": "S6", "login": "eve", "name": "Elsewhere, Eve"},
]
ASSIGNMENTS = {501: "01 history: first, second", 502: "02-objectives"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five people with difficult addresses; two assignments, the second of more than 100 points and marked for one."""
    book = Book(tmp_path_factory.mktemp("imports") / "course")
    book.assignment("01-history", {"task1": 45.0, "memo": 20.0})
    book.assignment("02-objectives", {"task1": 120.0})
    for who, (first, last, email) in PEOPLE.items():
        book.student(who, first, last, email)
    for number, who in enumerate(["ann", "hana", "bob", "cyd"]):
        book.hand_in("01-history", who, {"task1": 40.0 + number, "memo": 12.5}, DUE)
    book.hand_in("01-history", "dee", {"task1": 1.0}, DUE)
    book.hand_in("02-objectives", "hana", {"task1": 110.0}, DUE)
    return book.close()


def export(root: Path, target: Path, *words: str | Path) -> tuple[str, str]:
    """The file's text, and what was said."""
    done = course("export", "grades", "--course-dir", root, "--output", target, *words)
    assert done.exit_code == 0, done.output
    return target.read_text(encoding="utf-8"), done.output


@pytest.mark.parametrize(
    ("by", "column", "field", "there"),
    [
        ("username", "username", "username", list(PEOPLE)),
        ("id-number", "ID number", "useridnumber", list(PEOPLE)),
        ("email", "Email address", "useremail", ["ann", "dee"]),
    ],
)
def test_moodle_gives_each_grade_to_its_person(
    root: Path, tmp_path: Path, by: str, column: str, field: str, there: list[str]
) -> None:
    """By user name, id number or address: do grade and feedback arrive, and does nobody get another's?"""
    text, said = export(root, tmp_path / "out.csv", "--format", "moodle", "--by", by, "--assignment", "01-history")
    mapping = {column: field, "01-history": "item:history", "01-history feedback": "feedback:history"}
    arrived = moodle_grades(text, mapping, USERS)
    assert sorted(arrived) == sorted(there)
    assert arrived["ann"] == {
        "history": 52.5,
        "feedback history": "52.5 of 65 points: tasks 40 of 45, memo 12.5 of 20.",
    }
    assert arrived["dee"] == {"history": None, "feedback history": ""}
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["01-history maximum"] for row in rows} == {"65"}
    assert f"{len(there)} students, 1 assignments" in said
    assert "1 still to be marked by a person (dee): no grade in the file." in said
    if by == "email":
        assert line(said, "bob and hana have the same Email address")
        assert line(said, "without an Email address in the gradebook: cyd.")


def test_what_moodle_would_refuse_is_said_before(root: Path, tmp_path: Path) -> None:
    """More points than 100: does Moodle's rule end the import, and is it said which maximum to set?"""
    text, said = export(root, tmp_path / "out.csv", "--format", "moodle")
    with pytest.raises(Refused, match="too big 110"):
        moodle_grades(text, {"username": "username", "02-objectives": "item:2"}, USERS)
    assert line(said, "02-objectives has 120 points. Set this maximum")


SHEET = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed",'
    '"Last modified (submission)","Online text","Last modified (grade)","Feedback comments"\r\n'
    '"Participant 301","Example ""Annie"" Ann",ann@example.org,Done,,65.00,Yes,-,"=a, b\n""c""",-,"Good, ""so"" far"\r\n'
    '"Participant 302",Someone,same@example.org,Done,"50,00",65.00,Yes,-,,"Monday, 12 October 2026, 6:00 PM",\r\n'
    '"Participant 303","Bob Brown",,Done,,65.00,Yes,-,,-,Ok\r\n'
    '"Participant 304","CHARISSE, Cyd",,Done,7.00,65.00,No,-,,-,\r\n'
    '"Participant 305","Dee Day",dee@example.org,Done,1.00,65.00,Yes,-,,-,\r\n'
    '"Participant 306","Eve Elsewhere",,Done,3.00,65.00,Yes,-,,-,\r\n'
)
PARTICIPANTS = {301: "ann", 302: "hana", 303: "bob", 304: "cyd", 305: "dee", 306: "eve"}


def worksheet(root: Path, tmp_path: Path, data: bytes, name: str = "01-history") -> tuple[bytes, str]:
    """Moodle's worksheet filled, and what was said."""
    (tmp_path / "sheet.csv").write_bytes(data)
    words = ["--format", "worksheet", "--worksheet", tmp_path / "sheet.csv", "--assignment", name]
    done = course("export", "grades", "--course-dir", root, "--output", tmp_path / "filled.csv", *words)
    assert done.exit_code == 0, done.output
    return (tmp_path / "filled.csv").read_bytes(), done.output


@pytest.fixture
def with_hana_remembered(root: Path) -> Iterator[Path]:
    """The class after collect has learned which number is hana's."""
    file = root / "platform-names.json"
    file.write_text(json.dumps({"01-history": {"hana": {"platform": "moodle", "key": "Someone_302"}}}))
    yield root
    file.unlink()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a mark"])
def test_moodles_worksheet_comes_back_with_grades_and_nothing_else(
    with_hana_remembered: Path, tmp_path: Path, mark: bytes
) -> None:
    """By number, address, name: does each grade reach its person by Moodle's rule, and is all else as it was?"""
    text = SHEET.replace('"50,00"', "50.00")
    data, said = worksheet(with_hana_remembered, tmp_path, mark + text.encode())
    grades, comments = moodle_worksheet(data, PARTICIPANTS, 65)
    # What is not finished, not ours, or not to be changed stays.
    assert grades == {"ann": 52.5, "hana": 53.5, "bob": 54.5, "cyd": 7, "dee": 1, "eve": 3}
    assert comments == {"ann": 'Good, "so" far', "hana": "", "bob": "Ok", "cyd": "", "dee": "", "eve": ""}
    emptied = data.decode().replace("52.5,65", ",65").replace("53.5,65", "50.00,65").replace("54.5,65", ",65")
    assert emptied.encode() == mark + text.encode()
    assert line(said, "3 grades of 01-history in Moodle's worksheet")
    assert line(said, "Instead of a grade that Moodle has: hana 53.5 for 50.00.")
    assert line(said, "1 still to be marked by a person (dee): no grade in the file.")
    assert line(said, "- cyd: Moodle says that this grade cannot be changed")
    assert line(said, "- Participant 306 (Eve Elsewhere): it fits nobody in the gradebook")


def test_a_grade_that_was_changed_in_moodle_since_is_not_lost(with_hana_remembered: Path, tmp_path: Path) -> None:
    """Somebody changed hana's grade in Moodle after the download: does the time in the file still say so to Moodle?"""
    data, _ = worksheet(with_hana_remembered, tmp_path, SHEET.encode())
    for when, arrived in ((dt.datetime(2026, 10, 12, 18), True), (dt.datetime(2026, 10, 12, 19), False)):
        grades, _ = moodle_worksheet(data, PARTICIPANTS, 65, {"hana": (51.0, when)})
        assert ("hana" in grades) is arrived


def test_a_stranger_in_the_worksheet_is_passed_over(with_hana_remembered: Path, tmp_path: Path) -> None:
    """Somebody of whom a person said "not ours" to collect: does the row stay, without a question?"""
    file = with_hana_remembered / "platform-names.json"
    known = json.loads(file.read_text())
    known["01-history"]["- Eve Elsewhere_306"] = {"platform": "moodle", "key": "Eve Elsewhere_306"}
    file.write_text(json.dumps(known))
    data, said = worksheet(with_hana_remembered, tmp_path, SHEET.encode())
    assert moodle_worksheet(data, PARTICIPANTS, 65)[0]["eve"] == 3
    assert "Eve" not in said


def test_who_cannot_be_told_apart_in_the_worksheet_is_named(root: Path, tmp_path: Path) -> None:
    """One address for two students, one student in two rows: is each named, and no cell changed?"""
    text = (
        SHEET
        + '"Participant 307","Day Dee",,,,65.00,Yes,-,,-,\r\n"Participant 308","Ann Example",,,,65.00,Yes,-,,-,\r\n'
    )
    data, said = worksheet(root, tmp_path, text.encode())
    assert data.decode() == text.replace('"Bob Brown",,Done,,', '"Bob Brown",,Done,54.5,')
    assert line(said, "- Participant 302 (Someone): it fits bob and hana")
    assert line(said, "- Participant 305 (Dee Day) and Participant 307 (Day Dee): both fit dee")
    assert line(said, '- Participant 301 (Example "Annie" Ann) and Participant 308 (Ann Example): both fit ann')
    assert line(said, "Not in the worksheet, but graded here: ann, hana.")


def test_another_maximum_in_moodle_is_said(root: Path, tmp_path: Path) -> None:
    """100 in Moodle, or less than somebody has: is it said, and is no grade sent that Moodle drops without a word?"""
    _, said = worksheet(root, tmp_path, SHEET.replace("65.00", "100.00").encode())
    assert line(said, "01-history has 65 points here, and the maximum grade in Moodle is 100.00")
    data, said = worksheet(root, tmp_path, SHEET.replace("65.00", "50.00").encode())
    assert data.decode() == SHEET.replace("65.00", "50.00")
    assert line(said, "- ann: 52.5 is more than Moodle's maximum grade, 50")


def test_a_worksheet_that_a_spreadsheet_saved_is_read(root: Path, tmp_path: Path) -> None:
    """Semicolons and the letters of Windows: are the grades in it, in letters that Moodle reads, and is both said?"""
    text = "Identifier;Full name;Grade;Last modified (grade)\nParticipant 302;Hana Novákova;;-\n"
    data, said = worksheet(root, tmp_path, text.encode("cp1252"))
    assert data.decode("utf-8") == text.replace(";;", ";53.5;")
    assert line(said, "The worksheet was not in UTF-8") and line(said, "Between the cells stands ';'")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Last modified (grade)", "Zuletzt geändert", "no column Last modified .grade., so it is no grading worksheet"),
        ("Grade,", "Note,", "columns are found by their English headings"),
        (",Yes,", ",Yes,,", "some row has more or fewer cells"),
        ("Maximum grade", "Scale", "with a scale of words"),
        ("Participant 303", "Bob", "Row 4 of the worksheet has no Participant"),
        (SHEET[SHEET.index('"Participant 301') : SHEET.index('"Participant 306')], "", "Nobody of this class"),
    ],
)
def test_a_worksheet_that_cannot_be_filled_is_refused(
    root: Path, tmp_path: Path, old: str, new: str, told: str
) -> None:
    """Another language, a broken table, words for grades: is it one sentence with the mend, and no file written?"""
    with pytest.raises(AssertionError, match=told) as error:
        worksheet(root, tmp_path, SHEET.replace(old, new).encode())
    assert isinstance(error.value.__cause__, CourseError)
    assert not (tmp_path / "filled.csv").exists()


def test_the_worksheet_that_came_is_never_written_over(root: Path, tmp_path: Path) -> None:
    """--output names the worksheet itself, no assignment or no file is said: is it refused in words?"""
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(SHEET.encode())
    words = ["--course-dir", root, "--format", "worksheet", "--output", sheet]
    with pytest.raises(AssertionError, match="choose another --output"):
        course("export", "grades", *words, "--worksheet", sheet, "--assignment", "01-history")
    with pytest.raises(AssertionError, match="say which, with --assignment"):
        course("export", "grades", *words, "--worksheet", sheet)
    assert course("export", "grades", *words).exit_code == 2
    assert sheet.read_bytes() == SHEET.encode()


CELLS = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4),
    form=st.sampled_from([("\n", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_MINIMAL)]),
    between=st.sampled_from(",;\t"),
)
def test_whatever_stands_in_other_cells_stays(
    tmp_path: Path, rows: list[tuple[str, str, str]], form: tuple[str, Any], between: str
) -> None:
    """Quotes, line breaks, separators in any cell: are cells found where a reader of CSV finds them?"""
    out = io.StringIO(newline="")
    made = csv.writer(out, delimiter=between, lineterminator=form[0], quoting=form[1])
    made.writerow(["Identifier", "Full name", "Grade", "Last modified (grade)"])
    made.writerows([f"Participant {number}", *row] for number, row in enumerate(rows))
    (tmp_path / "sheet.csv").write_bytes(out.getvalue().encode())
    sheet = read_sheet(tmp_path / "sheet.csv")
    assert [row[1:] for row in sheet.rows[1:]] == [list(row) for row in rows]


def test_canvas_takes_its_own_columns_and_ids(root: Path, tmp_path: Path) -> None:
    """With the gradebook that was exported there: no new student, no new assignment, no changed points, the right grades?"""
    (tmp_path / "canvas.csv").write_text(CANVAS, encoding="utf-8")
    words = ["--format", "canvas", "--canvas-gradebook", tmp_path / "canvas.csv"]
    text, said = export(root, tmp_path / "out.csv", *words)
    grades, students, assignments, points = canvas_grades(text, STUDENTS, ASSIGNMENTS)
    assert (students, assignments) == ([], [])
    assert points == {"01 history: first, second": "65", "02-objectives": "100"}
    assert grades == {
        "ann": {"01 history: first, second": "52.5", "02-objectives": "7"},
        "hana.n@example.org": {"01 history: first, second": "53.5", "02-objectives": "110"},
        "bb": {"01 history: first, second": "54.5", "02-objectives": ""},
    }
    assert line(said, "cyd is not in the file: several people in Canvas fit, with the IDs 14, 15")
    assert line(said, "dee is not in the file: nobody in Canvas fits")
    assert line(said, "In Canvas, but not in the gradebook here:", "Elsewhere, Eve")
    assert line(said, "02-objectives has 120 points here and 100 in Canvas")


def test_canvas_without_its_gradebook_finds_people_by_login(root: Path, tmp_path: Path) -> None:
    """Without it: does the header pass, and does whoever has the login get the grade?"""
    text, _ = export(root, tmp_path / "out.csv", "--format", "canvas")
    grades, students, assignments, _ = canvas_grades(text, STUDENTS, ASSIGNMENTS)
    assert grades["ann"]["01-history"] == "52.5"
    assert "01-history" in assignments and "Day, Dee" in students


def test_other_forms_of_canvass_gradebook_are_read(root: Path, tmp_path: Path) -> None:
    """Semicolons, first and last names apart, no SIS id: is the file written in the same columns?"""
    (tmp_path / "canvas.csv").write_text(
        "LastName;FirstName;ID;SIS Login ID;Section;01-history (501)\n    Points Possible;;;;;65\nExample;Ann;11;ann;A;\n"
    )
    text, _ = export(root, tmp_path / "out.csv", "--format", "canvas", "--canvas-gradebook", tmp_path / "canvas.csv")
    grades, students, _, _ = canvas_grades(text, STUDENTS, {501: "01-history"})
    assert (grades["ann"], students) == ({"01-history": "52.5"}, [])


@pytest.mark.parametrize(
    ("words", "text", "told"),
    [
        (["moodle", "--by", "shoe-size"], "", "There is no identifier 'shoe-size'"),
        (["canvas", "--canvas-gradebook", "canvas.csv"], "name,points\nann,3\n", "is no gradebook of Canvas"),
        (["canvas", "--canvas-gradebook", "nothing.csv"], "", "cannot be read"),
        (["canvas", "--canvas-gradebook", "canvas.csv"], "Student,ID,Section,Other (1)\n", "No assignment was found"),
        (["canvas", "--canvas-gradebook", "canvas.csv"], "Student,ID,Section,01-history (1)\n", "Nobody was found"),
    ],
)
def test_what_cannot_be_used_is_said(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], text: str, told: str
) -> None:
    """Another identifier, another table, no file: is it one sentence, and no file written?"""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "canvas.csv").write_text(text)
    with pytest.raises(AssertionError, match=told) as error:
        export(root, tmp_path / "out.csv", "--format", *words)
    assert isinstance(error.value.__cause__, CourseError)
    assert not (tmp_path / "out.csv").exists()
