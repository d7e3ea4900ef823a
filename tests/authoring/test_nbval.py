"""Does nbval, with our conftest.py, compare what an explorer first shows? (By itself nbval cannot.)"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.support import ROOT

EXPLORER = """\
from ipywidgets import interact
def show(decade):
    return f"{decade} and nine more years"
interact(show, decade=[1950, 1960]);"""


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An executed notebook with one explorer, in a folder that has our conftest.py."""
    folder = tmp_path_factory.mktemp("lesson")
    shutil.copy(ROOT / "conftest.py", folder)
    (folder / "tests/support").mkdir(parents=True)
    shutil.copy(ROOT / "tests/support/sanitize.cfg", folder / "tests/support")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(EXPLORER)])
    NotebookClient(notebook, kernel_name="python3").execute()
    path = folder / "lesson.ipynb"
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return path


def nbval(path: Path) -> subprocess.CompletedProcess[str]:
    """Run nbval on one notebook, away from this project's settings."""
    command = [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "--rootdir", str(path.parent)]
    return subprocess.run([*command, path.name], cwd=path.parent, capture_output=True, text=True, check=False)


def test_an_explorer_that_shows_what_it_saved_passes(lesson: Path) -> None:
    """Is a fresh notebook accepted, although its explorer's output is in the widget state and its cell ends in `;`?"""
    done = nbval(lesson)
    assert done.returncode == 0, done.stdout


def test_an_explorer_that_shows_another_thing_fails(lesson: Path) -> None:
    """Is a stale explorer caught?"""
    text = lesson.read_text(encoding="utf-8")
    assert text.count("1950 and nine") == 1
    stale = lesson.with_name("stale.ipynb")
    stale.write_text(text.replace("1950 and nine", "1950 and ten"), encoding="utf-8")
    assert json.loads(stale.read_text(encoding="utf-8"))["cells"]
    done = nbval(stale)
    assert done.returncode == 1, done.stdout
    assert "1950 and ten" in done.stdout
