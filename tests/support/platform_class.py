"""A small class whose work comes by a platform: people with difficult names, and the downloads that a platform makes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import nbformat
from typer.testing import CliRunner, Result

from course.cli import app
from course.errors import CourseError
from tests.support.lab_course import LAB, answered, book, lab_course, notebook

PEOPLE = {
    "ann": ("Ann", "Example", "ann@example.org"),
    "h.novakova": ("Hana", "Nováková", "hana@example.org"),
    "oneil": ("Zoë Maria", "O'Neil", "zoe@example.org"),
    "wang": ("明", "王", "wang@example.org"),
    "jm1": ("José", "Müller", "jose1@example.org"),
    "jm2": ("Jose", "Muller", "jose2@example.org"),
    "idle": ("Ida", "Idle", "ida@example.org"),
}
DOWNLOADED = dt.datetime(2026, 10, 13, 9, 0)
Files = Mapping[str, bytes]


def platform_class(root: Path, settings: str = "") -> Path:
    """A course folder with the assignment "lab" of one notebook, released, and PEOPLE in its gradebook."""
    lab_course(root, settings, one=notebook("one"))
    with book(root) as gradebook:
        for student, (first, last, email) in PEOPLE.items():
            gradebook.add_student(student, first_name=first, last_name=last, email=email)
    return root


def work(root: Path, text: str = "one = 42") -> bytes:
    """The notebook as somebody hands it in, with this answer."""
    return nbformat.writes(answered(root, "one", one_answer=text)).encode()


def zipped(files: Files, time: dt.datetime = DOWNLOADED, times: Mapping[str, dt.datetime] | None = None) -> bytes:
    """A zip of these files, all of one time but for `times`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            when = (times or {}).get(name, time)
            made.writestr(zipfile.ZipInfo(name, when.timetuple()[:6]), data)
    return out.getvalue()


def put(folder: Path, files: Files) -> Path:
    """These files in a folder, which is made."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def course(*words: str | Path) -> Result:
    """What a `course` command prints, and its exit code; an error of ours is printed as in the terminal."""
    try:
        return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False, env={"COLUMNS": "250"})
    except CourseError as error:
        raise AssertionError(str(error)) from error


def collect(root: Path, *words: str | Path, code: int = 0) -> str:
    """What `course class collect` says about the assignment."""
    done = course("class", "collect", *words, "--assignment", LAB, "--course-dir", root)
    assert done.exit_code == code, done.output
    return done.output


def answer_of(root: Path, student: str) -> str:
    """The answer in the notebook that lies in submitted/."""
    made = nbformat.read(root / "submitted" / student / LAB / "one.ipynb", 4)
    return str(next(cell.source for cell in made.cells if cell.id == "one-answer"))


def line(said: str, *words: str) -> str:
    """The one printed line with all of these words."""
    (found,) = [one for one in said.splitlines() if all(word in one for word in words)]
    return found
