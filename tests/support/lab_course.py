"""A small nbgrader course folder: the assignment "lab" of two notebooks, with tests by machine and a memo by a person."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook
from nbgrader.apps.generateassignmentapp import GenerateAssignmentApp

from course.grading.run.environment import as_nbgrader_needs_it
from tests.support import gradebooks
from tests.support.handed_in import run

LAB, COURSE = "lab", "small"
CONFIG = f"""
c = get_config()
c.CourseDirectory.course_id = "{COURSE}"
"""
INSTALL = "from course.grading.autograde import install\ninstall()\n"
"""The line that makes `nbgrader autograde` grade as `course grade` does."""
HIDDEN = "### BEGIN HIDDEN TESTS\nassert {name} != 40 + 1\n### END HIDDEN TESTS"


def cell(name: str, source: str, kind: str = "code", points: float | None = None, answer: bool = False) -> Any:
    """One cell as nbgrader marks it; with points and no answer it is a test."""
    about = {"schema_version": 3, "task": False, "grade_id": name, "locked": not answer, "solution": answer}
    about |= {"grade": points is not None, "cell_type": kind}
    if points is not None:
        about["points"] = points
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    return make(source, metadata={"nbgrader": about}, id=name)


def notebook(name: str, *more: Any) -> Any:
    """A source notebook: the answer NAME = 42, a visible and a hidden test of it, and `more` cells."""
    cells = [
        cell(f"{name}-answer", f"### BEGIN SOLUTION\n{name} = 42\n### END SOLUTION", answer=True),
        cell(f"{name}-visible", f"assert {name} > 40", points=2),
        cell(f"{name}-hidden", HIDDEN.format(name=name), points=3),
        *more,
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def memo() -> Any:
    """A text that a person marks."""
    return cell("memo", "Write here.", "markdown", points=10, answer=True)


def lab_course(root: Path, settings: str = "", **notebooks: Any) -> Path:
    """The course folder at `root`, its assignment generated; `notebooks` in place of the usual two."""
    (root / "source" / LAB).mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG + settings)
    for name, made in (notebooks or {"one": notebook("one", memo()), "two": notebook("two")}).items():
        nbformat.write(made, root / "source" / LAB / f"{name}.ipynb")
    generate(root)
    return root


def generate(root: Path, assignment: str = LAB) -> None:
    """`nbgrader generate_assignment lab`, or of another assignment, in this process."""
    assert gradebooks  # it spares nbgrader the start of a program for each new gradebook
    with as_nbgrader_needs_it():
        program = GenerateAssignmentApp()
        program.initialize([f"--course-dir={root}", "--create", "--force", assignment, "--log-level=ERROR"])
        program.start()


def released(root: Path, name: str) -> Any:
    """The notebook that learners get."""
    return nbformat.read(root / "release" / LAB / f"{name}.ipynb", 4)


def answered(root: Path, name: str, **answers: str) -> Any:
    """A learner's notebook; `answers` by cell id, "-" written as "_". Without any it is right."""
    made = released(root, name)
    texts = {key.replace("_", "-"): text for key, text in answers.items()}
    for one in made.cells:
        if one.id == f"{name}-answer":
            one.source = texts.get(one.id, f"{name} = 42")
        elif one.id in texts:
            one.source = texts[one.id]
    return made


def hand_in(root: Path, student: str, time: str = "", **notebooks: Any) -> Path:
    """Hand in these notebooks (by name; without any the two right ones) and a time; the submission's folder."""
    folder = root / "submitted" / student / LAB
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in (notebooks or {name: answered(root, name) for name in ("one", "two")}).items():
        nbformat.write(made, folder / f"{name}.ipynb")
    if time:
        (folder / "timestamp.txt").write_text(time)
    return folder


def book(root: Path) -> Gradebook:
    """The gradebook, to read and to write; for a `with` statement."""
    return Gradebook(f"sqlite:///{root / 'gradebook.db'}", COURSE)


def mark(root: Path, student: str, name: str, points: float, notebook: str = "one") -> None:
    """A person gives a cell its points, as formgrader writes them."""
    with book(root) as gradebook:
        grade = gradebook.find_grade(name, notebook, LAB, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def points(root: Path, student: str) -> dict[str, tuple[Any, ...]]:
    """By cell: automatic score, a person's score, whether it waits for a person."""
    with book(root) as gradebook:
        submission = gradebook.find_submission(LAB, student)
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        return {grade.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade) for grade in grades}


def course_grade(root: Path, *words: str, check: bool = True) -> str:
    """What `course grade lab` says, errors included."""
    done = run(root, "course.cli", "grade", LAB, *words, check=check)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


def copy_of(root: Path, place: Path) -> Path:
    """An own copy of a course folder."""
    return Path(shutil.copytree(root, place / "course", symlinks=True))


assert sys.platform != "win32", "the sandbox needs Linux"
