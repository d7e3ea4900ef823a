"""One course folder with all constructs, graded by stock nbgrader and by `course grade`.

A student hands in one notebook, with the n-th answer of each construct in it, and none where there are fewer: a
submission's second notebook would need sandboxes of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import attrs
import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from course.kernels.choice import PLAIN, fast_kernel
from tests.fair.construct import BLANK, Construct, Part
from tests.fair.packing import STUDENTS, packed
from tests.support.handed_in import environment

ASSIGNMENT = "fair"
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "fair"
c.Execute.timeout = 20
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\\nraise NotImplementedError()"}
"""
KERNEL = """
c = get_config()
c.InteractiveShellApp.extensions = []  # the course's own words for errors are not stock
c.InteractiveShell.xmode = "Minimal"  # nobody reads the tracebacks
c.HistoryManager.enabled = False
"""
SCORES = """
SELECT submitted_assignment.student_id, notebook.name, base_cell.name, grade.auto_score, grade.needs_manual_grade
FROM grade
JOIN base_cell ON base_cell.id = grade.cell_id
JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
JOIN notebook ON notebook.id = submitted_notebook.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
"""


@attrs.frozen
class Score:
    """What a grader says of one cell. points: None for no grade. marked: a person is to look. why: the error, if any."""

    points: float | None
    marked: bool = False
    why: str = ""


@attrs.frozen
class Compared:
    """One cell of one answer, with both scores."""

    construct: Construct
    answer: str
    cell: str
    most: float
    stock: Score
    ours: Score

    @property
    def same(self) -> bool:
        """Whether both graders give the same points."""
        one, other = self.stock.points, self.ours.points
        return one == other or (one is not None and other is not None and abs(one - other) < 1e-9)

    @property
    def verdict(self) -> str:
        """ "same", "marked" (same or fewer points, and a person looks), "WRONG PAID" or "RIGHT REFUSED"."""
        if self.same:
            return "marked" if self.ours.marked else "same"
        if (self.ours.points or 0) > (self.stock.points or 0):
            return "WRONG PAID"
        return "marked" if self.ours.marked else "RIGHT REFUSED"

    @property
    def sound(self) -> bool:
        """Whether stock nbgrader says of the answer what the corpus says; see `construct`."""
        kind = self.answer.split()[0]
        if kind == "right" or (kind == "other" and "partial" not in self.construct.tags):
            return self.stock.points == self.most
        return True

    def __str__(self) -> str:
        """One line of a table."""
        points = f"{_short(self.stock.points)} stock, {_short(self.ours.points)} ours, of {self.most:g}"
        why = " | ".join(
            f"{who}: {score.why}" for who, score in (("stock", self.stock), ("ours", self.ours)) if score.why
        )
        return f"{self.verdict:13}  {self.construct.id} / {self.answer} / {self.cell}: {points}. {why}".rstrip()


def _short(points: float | None) -> str:
    return "none" if points is None else f"{points:g}"


def compare(constructs: Iterable[Construct], top: Path) -> dict[str, list[Compared]]:
    """Grade every answer twice; each construct's cells by its id. top: an empty folder, where both courses stay."""
    by_name = packed(constructs)
    stock, ours = top / "stock" / "course", top / "ours" / "course"
    profile = stock.parent / "ipython" / "profile_default"
    profile.mkdir(parents=True)
    (profile / "ipython_kernel_config.py").write_text(KERNEL, encoding="utf-8")
    _write_source(by_name, stock)
    _run(stock, "tests.fair.stock", "generate_assignment", ASSIGNMENT, "--create")
    _hand_in(by_name, stock)
    shutil.copytree(stock, ours)
    both = [_start(stock, "tests.fair.stock", "autograde", ASSIGNMENT), _start(ours, "course.cli", "grade", ASSIGNMENT)]
    for program in both:
        said = program.communicate()[0]
        assert program.returncode in (0, 1), said
    scores = _scores(stock), _scores(ours)
    found: dict[str, list[Compared]] = {}
    for notebook, held in by_name.items():
        errors: dict[tuple[str, str], dict[str, str]] = {}
        for construct in held:
            for number, answer in enumerate(construct.answers[:STUDENTS]):
                for cell, most in construct.points.items():
                    key = (_student(notebook, number), notebook, cell)
                    pair = []
                    for root, table in zip((stock, ours), scores, strict=True):
                        one = (str(root), key[0])
                        if one not in errors:
                            errors[one] = _errors(root, *key[:2])
                        points, marked = table.get(key, (None, False))
                        pair.append(Score(points, marked, errors[one].get(cell, "")))
                    found.setdefault(construct.id, []).append(Compared(construct, answer, cell, most, *pair))
    return found


def _student(notebook: str, number: int) -> str:
    return f"{notebook}-{number + 1}"


# -- the course folder -------------------------------------------------------------------------------------------------


def _write_source(by_name: dict[str, list[Construct]], root: Path) -> None:
    folder = root / "source" / ASSIGNMENT
    folder.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    for name, constructs in by_name.items():
        cells = []
        for construct in constructs:
            for place, part in enumerate(construct.parts):
                if part.kind == "file":
                    (folder / part.about).write_text(part.text + "\n", encoding="utf-8")
                else:
                    cells.append(_cell(construct, place, part))
        fresh = any("fresh" in construct.tags for construct in constructs)
        kernel = {"name": PLAIN if fresh else fast_kernel(), "display_name": "Python 3", "language": "python"}
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / f"{name}.ipynb")


def _cell(construct: Construct, place: int, part: Part) -> nbformat.NotebookNode:
    text = part.answers["right"] if part.kind == "answer" else part.text
    if part.kind == "hidden":
        text = f"### BEGIN HIDDEN TESTS\n{text}\n### END HIDDEN TESTS"
    made = new_code_cell(text)
    if part.kind == "plain":
        return made
    graded = part.kind in ("test", "hidden")
    about = {"schema_version": 3, "task": False, "grade_id": construct.cell_id(place), "cell_type": "code"}
    about |= {"grade": graded, "solution": part.kind == "answer", "locked": part.kind != "answer"}
    if graded:
        about["points"] = float(part.about or 1)
    made.metadata["nbgrader"] = about
    return made


def _hand_in(by_name: dict[str, list[Construct]], root: Path) -> None:
    release = root / "release" / ASSIGNMENT
    for name, constructs in by_name.items():
        others = shutil.ignore_patterns(*(f"{other}.ipynb" for other in by_name if other != name))
        for number in range(min(STUDENTS, max(len(one.answers) for one in constructs))):
            path = root / "submitted" / _student(name, number) / ASSIGNMENT / f"{name}.ipynb"
            shutil.copytree(release, path.parent, ignore=others)
            notebook = nbformat.read(path, 4)
            texts = {key: text for construct in constructs for key, text in _texts(construct, number).items()}
            for cell in notebook.cells:
                about = cell.metadata.get("nbgrader", {})
                cell.source = texts.get(about.get("grade_id", ""), cell.source)
            nbformat.write(notebook, path)


def _texts(construct: Construct, number: int) -> dict[str, str]:
    answer = construct.answers[number] if number < len(construct.answers) else BLANK
    if answer == BLANK:
        return {}
    return {
        construct.cell_id(place): re.sub(
            r"^ *### (BEGIN|END) SOLUTION\n?", "", part.answers.get(answer, part.answers["right"]), flags=re.MULTILINE
        )
        for place, part in enumerate(construct.parts)
        if part.kind == "answer"
    }


# -- both graders ------------------------------------------------------------------------------------------------------


def _start(root: Path, *words: str) -> subprocess.Popen[str]:
    own = environment(root.parent)
    fast_kernel()  # puts the place of its description into JUPYTER_PATH, which `environment` leaves out
    own["IPYTHONDIR"] = str(root.parent / "ipython")
    own["JUPYTER_PATH"] = os.environ.get("JUPYTER_PATH", "")
    command = [sys.executable, "-m", *words]
    return subprocess.Popen(command, cwd=root, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _run(root: Path, *words: str) -> None:
    program = _start(root, *words)
    said = program.communicate()[0]
    assert program.returncode == 0, said


def _scores(root: Path) -> dict[tuple[str, str, str], tuple[float | None, bool]]:
    database = sqlite3.connect(root / "gradebook.db")
    try:
        rows = database.execute(SCORES).fetchall()
    finally:
        database.close()
    # A test cell that needs a person has its score already; without one it was not graded.
    return {tuple(key): (points, bool(waits) and points is not None) for *key, points, waits in rows}


def _errors(root: Path, student: str, name: str) -> dict[str, str]:
    """The last line of each test cell's error."""
    path = root / "autograded" / student / ASSIGNMENT / f"{name}.ipynb"
    if not path.exists():
        return {}
    found = {}
    for cell in nbformat.read(path, 4).cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                text = f"{output.ename}: {output.evalue}".strip().splitlines()[-1]
                found[cell.metadata.get("nbgrader", {}).get("grade_id", "")] = text[:160]
    return found
