"""`course roster`: is a list of students taken over as a spreadsheet saved it, and what is wrong in it said in words?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from course.cli import app
from course.errors import GradebookError
from course.grading.gradebook.roster import read_roster

PLAIN = 'id,first_name,last_name,email\nann,Ann,"O\'Neil; Jr.",ann@example.org\nhana,Hana,Nováková,hana@example.org\n'
FILES = {
    "plain": PLAIN.encode(),
    "mark": b"\xef\xbb\xbf" + PLAIN.encode(),
    "excel": b"\xef\xbb\xbf"
    + 'ID;First Name;Last Name;E-Mail\r\nann;Ann;"O\'Neil; Jr.";ann@example.org\r\n'
    "hana;Hana;Nováková;hana@example.org\r\n;;;\r\n".encode(),
    "utf-16": PLAIN.replace(",", "\t").encode("utf-16"),
    "old": PLAIN.replace("Nováková", "Müller").encode("cp1252"),
    "moodle": PLAIN.replace("id,first_name,last_name,email", "Username,First name,Surname,Email address").encode(),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_list_is_read_as_it_was_saved(tmp_path: Path, kind: str) -> None:
    """A byte-order mark, semicolons, tabs, UTF-16, the old encoding, Moodle's headings: the same two students?"""
    (tmp_path / "roster.csv").write_bytes(FILES[kind])
    ann, hana = read_roster(tmp_path / "roster.csv")
    assert (ann.id, ann.first_name, ann.last_name, ann.email) == ("ann", "Ann", "O'Neil; Jr.", "ann@example.org")
    assert (hana.id, hana.last_name) == ("hana", "Müller" if kind == "old" else "Nováková")


def roster(course: Path, text: str) -> str:
    """What the command says, in a class's folder."""
    (course / "source").mkdir(exist_ok=True)
    (course / "roster.csv").write_text(text, encoding="utf-8-sig")
    command = ["roster", str(course / "roster.csv"), "--course-dir", str(course)]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_gradebook_has_the_students(tmp_path: Path) -> None:
    """Are they there, does a second list change and add without removing, and is one address of two people said?"""
    assert "2 students, 2 of them new." in roster(tmp_path, PLAIN)
    said = roster(tmp_path, "id;email\nann;new@example.org\nbob;New@example.org\n")
    assert "2 students, 1 of them new." in said
    assert "1 more were in the gradebook already and stay: hana." in said
    assert "nbgrader db student remove hana" in said
    assert "ann and bob have the same email address, new@example.org." in said
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}", "") as gradebook:
        found = {one.id: (one.first_name, one.email) for one in gradebook.students}
    assert found == {
        "ann": ("Ann", "new@example.org"),
        "bob": (None, "New@example.org"),
        "hana": ("Hana", "hana@example.org"),
    }


def test_what_is_wrong_is_said_with_its_row(tmp_path: Path) -> None:
    """No id, the same twice, one that cannot be a folder, no such column, no file: is each named, and nothing taken over?"""
    file = tmp_path / "roster.csv"
    file.write_text("id,email\nann,\n,x@example.org\nann,\n../etc,\n")
    with pytest.raises(GradebookError) as told:
        read_roster(file)
    for words in ("row 3: it has no id", "row 4: the id 'ann' stands there a second time", "row 5: the id '../etc'"):
        assert words in str(told.value)
    file.write_text("name;mail\nAnn;a@example.org\n")
    with pytest.raises(GradebookError, match="has no column `id`; its first line is: name, mail"):
        read_roster(file)
    with pytest.raises(GradebookError, match="cannot be read: No such file"):
        read_roster(tmp_path / "none.csv")


def test_moodles_own_list_of_participants_is_read(tmp_path: Path) -> None:
    """A list with id numbers and no logins, and one with both: is the id the number, and the login where there is one?"""
    head = "First name,Last name,ID number,Email address,Groups"
    (tmp_path / "list.csv").write_text(f"{head}\nAnn,Example,4711,ann@example.org,evening\n", encoding="utf-8-sig")
    (one,) = read_roster(tmp_path / "list.csv")
    assert (one.id, one.first_name, one.email, one.groups) == ("4711", "Ann", "ann@example.org", ("evening",))
    (tmp_path / "both.csv").write_text("ID number,Username,Surname\n4711,ann,Example\n")
    assert read_roster(tmp_path / "both.csv")[0].id == "ann"


def test_no_gradebook_is_made_where_no_class_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed one folder above the class, in it with its name once more, beside it: nothing made, and the way out said?"""
    room = tmp_path / "spring"
    (room / "source").mkdir(parents=True)
    (room / "roster.csv").write_text(PLAIN)
    ways = {
        (tmp_path, "spring/roster.csv", "."): "go into the class's folder (`cd spring`), or name it with --course-dir",
        (room, "roster.csv", "spring"): "leave --course-dir out; you are in a class's folder",
        (
            tmp_path,
            "spring/roster.csv",
            "sprung",
        ): "There is no folder sprung here. To mend: go into the class's folder",
    }
    for (place, list_, folder), words in ways.items():
        monkeypatch.chdir(place)
        with pytest.raises(GradebookError, match=re.escape(words)):
            CliRunner().invoke(app, ["roster", list_, "--course-dir", folder], catch_exceptions=False)
    assert not list(tmp_path.rglob("gradebook.db"))
