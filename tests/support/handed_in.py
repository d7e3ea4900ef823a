"""An nbgrader course folder in which a simulated class has handed in assignment 01; nothing is graded yet."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from course.content.source import content_root
from course.grading.notebook.metadata import KEY
from course.grading.run.environment import with_course
from course.grading.simulation.answers import answers_in, fill_in
from course.grading.simulation.learners import SECOND, Learner, class_of

COURSE = "peace-partnerships"
DUE = dt.datetime(2026, 10, 12, 18, 0)
LATE = """
c.AssignLatePenalties.plugin_class = "late_plugin.ByTheHour"
"""
PLUGIN = """
from nbgrader.plugins import BasePlugin


class ByTheHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600
"""


def environment(home: Path) -> dict[str, str]:
    """The environment for nbgrader's commands and ours: this Python's programs first, no settings of this account."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "IPYTHON", "NBGRADER"))}
    paths = [str(home), *filter(None, [kept.get("PYTHONPATH")])]
    return with_course({**kept, "HOME": str(home), "PYTHONPATH": os.pathsep.join(paths)})


def run(root: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """`python -m WORDS` in the course folder."""
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=root, env=environment(root.parent), capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def released(root: Path, settings: str = "") -> Path:
    """A course folder with assignment 01 ready to be handed out."""
    shutil.copytree(content_root() / "assessments" / "source" / SECOND, root / "source" / SECOND)
    text = (content_root() / "assessments" / "nbgrader_config.py").read_text(encoding="utf-8")
    # nbgrader's own Autograde, sandbox and judge left out, is what `course grade` is measured against.
    assert "\ninstall()\n" in text
    (root / "nbgrader_config.py").write_text(text.replace("\ninstall()\n", "\n") + settings, encoding="utf-8")
    (root.parent / "late_plugin.py").write_text(PLUGIN, encoding="utf-8")
    run(root, "nbgrader", "generate_assignment", SECOND, "--create")
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", COURSE) as gradebook:
        gradebook.update_or_create_assignment(SECOND, duedate=DUE)
    return root


def hand_in(root: Path, count: int, honest: bool = True) -> list[str]:
    """Submissions of `count` learners; only readable ones when `honest`. Returns their ids."""
    present = [one for one in class_of(240) if not (one.work[SECOND].absent or (honest and one.work[SECOND].broken))]
    return hand_in_of(root, present[:count])


def hand_in_of(root: Path, learners: Iterable[Learner]) -> list[str]:
    """A submission of each of these learners. Returns their ids."""
    right = answers_in(root / "source" / SECOND / f"{SECOND}.ipynb")
    found: list[str] = []
    for learner in learners:
        folder = root / "submitted" / learner.id / SECOND
        folder.mkdir(parents=True)
        shutil.copy(root / "release" / SECOND / f"{SECOND}.ipynb", folder)
        fill_in(folder / f"{SECOND}.ipynb", SECOND, learner, right)
        when = DUE + dt.timedelta(hours=learner.work[SECOND].hours_late)
        (folder / "timestamp.txt").write_text(f"{when:%Y-%m-%d %H:%M:%S}.000000 UTC")
        found.append(learner.id)
    return sorted(found)


def rows(root: Path) -> list[tuple[object, ...]]:
    """Everything that grading wrote into the gradebook, without the random row ids, in order."""
    found: list[tuple[object, ...]] = []
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", COURSE) as gradebook:
        for submission in gradebook.assignment_submissions(SECOND):
            who = submission.student.id
            found.append((who, "submission", str(submission.timestamp), submission.extension))
            for notebook in submission.notebooks:
                found.append((who, notebook.name, notebook.late_submission_penalty, notebook.score))
                for grade in notebook.grades:
                    scores = (grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
                    found.append((who, "grade", grade.name, *scores))
                for comment in notebook.comments:
                    found.append((who, "comment", comment.name, comment.auto_comment, comment.manual_comment))
    return sorted(found, key=str)


def files(root: Path) -> dict[str, str]:
    """Every file and folder of autograded/, hidden ones too, with its permissions."""
    top = root / "autograded"
    return {str(path.relative_to(top)): oct(path.stat().st_mode) for path in sorted(top.rglob("*"))}


def graded_notebook(root: Path, student: str) -> nbformat.NotebookNode:
    """A graded notebook without what differs from run to run and what our judge says in its own words.

    nbgrader's kernel notes the time of each cell and says its Python's version; an error's text differs, that there
    is one does not.
    """
    notebook = nbformat.read(root / "autograded" / student / SECOND / f"{SECOND}.ipynb", 4)
    for ours in ("language_info", KEY):
        notebook.metadata.pop(ours, None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for place, output in enumerate(cell.get("outputs", [])):
            if output.output_type == "error":
                cell.outputs[place] = "error"
    return notebook
