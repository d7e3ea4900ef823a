"""Do the files for Moodle and Canvas arrive there by the platforms' own rules: each grade at its person, and no other?"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from course.errors import CourseError
from tests.support.gradebooks import DUE, Book
from tests.support.import_rules import Refused, canvas_grades, moodle_grades
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
