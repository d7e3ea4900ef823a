"""Does what learners and instructors had before the second plan of the house still work?

tests/front/before/ holds a learner's workspace and a course folder as the code of then left them; its README says how
they were made. Here today's code opens copies of them.
"""

from __future__ import annotations

import ast
import csv
import importlib
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

import course
from course.cli import app
from course.content.source import content_root
from course.learning.certificate.keys import key_pair
from course.learning.certificate.open_badge import Award, sign
from course.learning.record.state import VERBS
from course.learning.record.store import Record, gives_consent, read_statements
from course.learning.workspace.files import fingerprint
from tests.support.handed_in import COURSE, run
from tests.support.workspace import empty_workspace

BEFORE = Path(__file__).parent / "before"
CHANGED = "00-getting-started/0A-first-answer.ipynb"
AS_DELIVERED = "09-capstone/09-capstone.ipynb"


def say(*words: object):
    """The command in this process, with what it says on stdout and on stderr apart."""
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})


# A learner --------------------------------------------------------------------------------------


@pytest.fixture
def learner(tmp_path: Path) -> Path:
    """A learner's workspace of before."""
    return Path(shutil.copytree(BEFORE / "learner", tmp_path / "my-course"))


def test_every_statement_of_before_is_still_read(learner: Path) -> None:
    """Does each kind of statement that was ever written reach the learner's state of today?"""
    lines = list(read_statements(learner / "record.jsonl"))
    assert {line["verb"]["id"] for line in lines} <= set(VERBS.values())
    state = Record(learner / "record.jsonl").state()
    assert state.seed == 1581339474
    assert {name: item.last.correct for name, item in state.items.items()} == {"m1-q01": True, "m1-q02": True}
    assert state.items["m1-q01"].first.certainty == 2
    task = state.tasks["m1-t1"]
    assert (task.solved, task.hints) == (True, 1)
    assert [(one.verdict, one.certainty, one.module) for one in state.claims["c01"]] == [("wrong", 2, "01")]
    assert state.runs == {"s2": {1: ["n1a"]}}
    assert state.plans == {"capstone": {"o01": "patrol", "o13": "build"}}
    assert state.ticks == {"1.1": True}
    assert gives_consent(lines)


def test_an_update_keeps_what_the_learner_did(learner: Path) -> None:
    """Are the record and the changed lesson as they were, byte for byte, and is every other notebook of today there?"""
    kept = {name: (learner / name).read_bytes() for name in (CHANGED, "record.jsonl")}
    done = say("learn", learner, "--only-prepare")
    assert done.exit_code == 0, done.output
    assert {name: (learner / name).read_bytes() for name in kept} == kept
    assert b"My own note: ask about row 3." in kept[CHANGED]
    fresh = learner.parent / "fresh"
    say("learn", fresh, "--only-prepare")
    delivered = [path.relative_to(fresh) for path in fresh.rglob("*.ipynb")]
    assert AS_DELIVERED in [path.as_posix() for path in delivered]
    for path in delivered:
        here = fingerprint((learner / path).read_bytes())
        assert path.as_posix() == CHANGED or here == fingerprint((fresh / path).read_bytes()), path


def test_a_new_text_lands_beside_the_changed_lesson(learner: Path) -> None:
    """When the lesson that the learner changed has a new text since then, is it put beside it, and only then?"""
    then = json.loads((learner / ".course/manifest.json").read_text())["files"][CHANGED]
    now = fingerprint((content_root() / "modules" / CHANGED).read_bytes())
    say("learn", learner, "--only-prepare")
    beside = list((learner / CHANGED).parent.glob("0A*.new.ipynb"))
    assert [fingerprint(path.read_bytes()) for path in beside] == ([] if then == now else [now])


def test_status_reads_a_workspace_of_before(learner: Path) -> None:
    """Does `course status` show the answers of before as done, and the export give every line of the record?"""
    done, empty = say("status", learner), say("status", empty_workspace(learner.parent / "empty"))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout != empty.stdout
    copy = learner.parent / "copy.jsonl"
    assert say("export", "record", copy, "--folder", learner).exit_code == 0
    assert copy.read_bytes() == (learner / "record.jsonl").read_bytes()


def imports(notebook: Path) -> Iterator[tuple[str, str]]:
    """(module, name) for each name of the course that a notebook's cells import."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            # A line of IPython's own ("%matplotlib inline") is no Python.
            text = "\n".join(line for line in "".join(cell["source"]).splitlines() if not line.startswith(("%", "!")))
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "course":
                    yield from ((str(node.module), alias.name) for alias in node.names)


@pytest.mark.parametrize("path", sorted(BEFORE.rglob("*.ipynb")), ids=lambda path: path.relative_to(BEFORE).as_posix())
def test_a_notebook_of_before_finds_what_it_imports(path: Path) -> None:
    """Is each name of the course that notebooks of before import still where they look for it?"""
    wanted = set(imports(path))
    assert wanted
    assert [pair for pair in wanted if not hasattr(importlib.import_module(pair[0]), pair[1])] == []


def test_the_names_for_notebooks_are_still_there() -> None:
    """Can a notebook of before import everything that `from course import ...` gave then?"""
    then = [
        "answer",
        "charts",
        "check",
        "hint",
        "ledger",
        "load",
        "mastery",
        "plan",
        "progress",
        "quiz",
        "review",
        "scenario",
        "solution",
    ]
    assert [name for name in then if name not in course.__all__ or not hasattr(course, name)] == []


# The spelling of before `course certificate` -------------------------------------------------------


def test_the_old_spelling_says_what_is_missing_and_names_the_new_one(learner: Path) -> None:
    """Does `course status --certificate` do what it did, with the new spelling on stderr?"""
    old, new = say("status", learner, "--certificate", "--name", "Ann"), say("certificate", "issue", learner)
    assert (old.exit_code, old.stdout) == (1, new.stdout)
    assert "not earned yet" in old.stdout
    assert "`course certificate issue`" in old.stderr
    half = say("status", "--student", "ann")
    assert "also needs --course-dir, --record, --issuer, --key" in str(half.exception)


def test_the_old_spelling_verifies_and_names_the_new_one(tmp_path: Path) -> None:
    """Does `course status --verify`, which older certificates print, give the same verdict and exit code?"""
    pair = key_pair(tmp_path / "key.pem")
    file, public = tmp_path / "credential.jwt", tmp_path / "public-key.pem"
    file.write_text(sign(Award(name="Ann", instructor="A School"), [("00 Start", "Module quiz: form A")], pair))
    public.write_bytes(pair.public)
    old = say("status", "--verify", file, "--public-key", public)
    new = say("certificate", "verify", file, "--public-key", public)
    assert (old.exit_code, old.stdout) == (new.exit_code, new.stdout)
    assert old.stdout.startswith("Genuine: ")
    assert "`course certificate verify FILE`" in old.stderr
    file.write_text("no certificate")
    assert say("status", "--verify", file).exit_code == 1


# An instructor ------------------------------------------------------------------------------------


def unknown_settings(said: str) -> set[str]:
    """The settings of before that nbgrader says it does not know; it says so of defaults of its own, too."""
    settings = (BEFORE / "course/nbgrader_config.py").read_text(encoding="utf-8")
    ours = set(re.findall(r"^c\.\w+\.(\w+) = ", settings, re.MULTILINE))
    assert {"warm", "plugin_class"} <= ours
    return ours & set(re.findall(r"Config option `(\w+)` not recognized", said))


@pytest.fixture(scope="module")
def class_of_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder of before in which `course grade` of today has graded what was left."""
    root = Path(shutil.copytree(BEFORE / "course", tmp_path_factory.mktemp("before") / "course"))
    with sqlite3.connect(root / "gradebook.db") as book:
        book.executescript((root / "gradebook.sql").read_text(encoding="utf-8"))
    book.close()
    done = run(root, "course.cli", "grade", "small")
    assert unknown_settings(done.stdout + done.stderr) == set()
    assert "1 graded" in done.stdout
    return root


def scores(root: Path, student: str) -> dict[str, float | None]:
    """Each graded cell's automatic points in the gradebook."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", COURSE) as book:
        (notebook,) = book.find_submission("small", student).notebooks
        return {grade.name: grade.auto_score for grade in notebook.grades}


def test_a_class_that_was_half_graded_is_finished(class_of_before: Path) -> None:
    """Is what was graded then left alone, and the rest graded by the same tests, imports of before included?"""
    place = "autograded/ann/small/small.ipynb"
    assert (class_of_before / place).read_bytes() == (BEFORE / "course" / place).read_bytes()
    assert scores(class_of_before, "ann") == {"task1-visible": 2, "task1-hidden": 3, "memo": None}
    assert scores(class_of_before, "bob") == {"task1-visible": 2, "task1-hidden": 0, "memo": None}
    graded = json.loads((class_of_before / "autograded/bob/small/small.ipynb").read_text())
    said = json.dumps([cell.get("outputs") for cell in graded["cells"]])
    assert "The budget itself may be spent." in said
    assert "3 rows marked by both" in said


def test_the_class_of_before_is_exported_and_reported(class_of_before: Path) -> None:
    """Do the commands that read a gradebook read this one?"""
    out = class_of_before / "grades.csv"
    done = run(class_of_before, "course.cli", "export", "grades", "--output", str(out))
    assert str(out) in done.stdout
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert {row["student_id"] for row in csv.DictReader(file)} >= {"ann", "bob"}
    run(class_of_before, "course.cli", "report", "small", "--output", "report.html")
    assert "task1" in (class_of_before / "report.html").read_text(encoding="utf-8")


def test_nbgrader_still_takes_the_settings_of_before(class_of_before: Path) -> None:
    """Do nbgrader's own commands work with the settings of then, the names in them included?"""
    for words in (["autograde", "small", "--student", "bob", "--force"], ["generate_feedback", "small"], ["export"]):
        done = run(class_of_before, "nbgrader", *words)
        assert unknown_settings(done.stdout + done.stderr) == set(), words
    assert scores(class_of_before, "bob") == {"task1-visible": 2, "task1-hidden": 0, "memo": None}
    page = (class_of_before / "feedback/bob/small/small.html").read_text(encoding="utf-8")
    assert "The budget itself may be spent." in page
    assert "Limits()" not in page, "a hidden test is shown"
    with (class_of_before / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["student_id"] for row in csv.DictReader(file)} >= {"ann", "bob"}
