"""course.yml, the instructor's decisions about one class: read as written, and each slip told with its field."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.errors import ContentError
from course.grading.class_folder.course_file import CourseFile, read_course_file

WHOLE = """\
id: spring-2027
title: Peace partnerships, spring 2027
platform: moodle
timezone: Africa/Nairobi
late: {percent_a_day: 10, most_percent: 50}
assignments:
  01-history: {due: "2027-01-15 18:00"}
  02-objectives: {}
"""


def test_a_folder_without_it_has_the_defaults(tmp_path: Path) -> None:
    """Is a course folder of before, which has no course.yml, read as one that decided nothing?"""
    assert read_course_file(tmp_path) == CourseFile()


def test_what_it_says(tmp_path: Path) -> None:
    """Is a due date a moment in the class's own time zone, and absent where none is given?"""
    (tmp_path / "course.yml").write_text(WHOLE)
    read = read_course_file(tmp_path)
    due = read.due("01-history")
    assert due is not None and due.isoformat() == "2027-01-15T18:00:00+03:00"
    assert read.due("02-objectives") is read.due("03-partnerships") is None
    assert (read.late.percent_a_day, read.late.most_percent) == (10, 50)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("platform: moodel", "'moodel' is none of: moodle, canvas"),
        ("timezone: Mars", "'Mars' is no time zone: write it like Europe/Vienna"),
        ("late: {percent_a_day: 110}", "110.0 is not between 0 and 100 per cent"),
        ("late: {percent_a_day: much}", "'much' is not a number"),
        ("assignments: {01-history: {due: tomorrow}}", "'tomorrow' is no due date: write it like \"2027-01-15 18:00\""),
        ("assignments: {01-history: {deu: x}}", "unknown field 'deu' (did you mean 'due'?)"),
        ("asignments: {}", "unknown field 'asignments' (did you mean 'assignments'?)"),
        ("- a list", "it holds no 'name: value' lines"),
        ("late: [", "this is not valid YAML"),
    ],
)
def test_slips_are_told_with_their_field(tmp_path: Path, line: str, told: str) -> None:
    """Does a slip in the file name the file and what to write there?"""
    (tmp_path / "course.yml").write_text(line + "\n")
    with pytest.raises(ContentError) as error:
        read_course_file(tmp_path)
    assert told in str(error.value) and "course.yml: " in str(error.value)
