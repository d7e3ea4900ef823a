"""Formgrader's buttons in a real Jupyter server: do they grade in the sandbox and write our feedback?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from course.content.source import content_root
from course.grading.notebook.cells import name_of, task_of
from course.grading.sandbox.bubblewrap import missing
from course.grading.simulation.answers import answers_in
from tests.support.formgrader import Formgrader

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

NAME = "01-history"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of assessments/ with one assignment, released, and one honest and one cheating submission."""
    root = tmp_path_factory.mktemp("instructor") / "course"
    (root / "source").mkdir(parents=True)
    shutil.copy(content_root() / "assessments" / "nbgrader_config.py", root)
    shutil.copytree(content_root() / "assessments" / "source" / NAME, root / "source" / NAME)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", NAME]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    right = answers_in(root / "source" / NAME / f"{NAME}.ipynb")
    for who in ("honest", "cheat"):
        notebook = nbformat.read(root / "release" / NAME / f"{NAME}.ipynb", as_version=4)
        for cell in notebook.cells:
            solution = cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
            if who == "honest" and solution:
                cell.source = right.get(task_of(name_of(cell)), cell.source)  # stretch tasks stay as they are
        if who == "cheat":
            # In a shared kernel this removes every test before it runs.
            solution = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution"))
            solution.source = "get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])"
        folder = root / "submitted" / who / NAME
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{NAME}.ipynb")
    return root


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[Formgrader]:
    """The server, running."""
    with Formgrader(course) as made:
        yield made


def graded(server: Formgrader, who: str) -> dict[str, Any]:
    """Press Autograde for one submission; what formgrader then lists for it."""
    done = server.ask(f"/formgrader/api/submission/{NAME}/{who}/autograde", "POST")
    assert done["success"], done
    found = server.ask(f"/formgrader/api/submission/{NAME}/{who}")
    assert isinstance(found, dict)
    return {**found, "log": done["log"]}


def test_the_button_gives_right_answers_their_points(server: Formgrader) -> None:
    """Does formgrader's Autograde button give an honest learner everything that needs no reader?"""
    assert graded(server, "honest")["code_score"] == 30


def test_the_button_uses_the_judge(server: Formgrader, course: Path) -> None:
    """Is a submission that switches off the tests worth nothing under the button, as in our own command?"""
    assert graded(server, "cheat")["code_score"] == 0
    text = (course / "autograded" / "cheat" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert "peace_grading" in json.loads(text)["metadata"]


def test_the_feedback_button_writes_our_page(server: Formgrader, course: Path) -> None:
    """Does Generate Feedback show the checks and no hidden test, in the folder that release_feedback reads?"""
    graded(server, "cheat")
    done = server.ask(f"/formgrader/api/assignment/{NAME}/cheat/generate_feedback", "POST")
    assert done["success"], done
    page = (course / "feedback" / "cheat" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert "What the checks say" in page
    assert "expected_decades" not in page


def test_nothing_stays_when_the_server_stops(course: Path) -> None:
    """Do the warm sandboxes that the button started end with the server?"""
    with Formgrader(course) as made:
        graded(made, "honest")
        children = subprocess.run(
            ["pgrep", "-P", str(made.process.pid)], capture_output=True, text=True, check=False
        ).stdout.split()
        assert children
    time.sleep(1)
    assert [pid for pid in children if os.path.exists(f"/proc/{pid}")] == []
