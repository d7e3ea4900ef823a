"""Does nbval, with our conftest.py, compare everything that an explorer can show?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from course.learning.ui.view import MIME
from tests.support import ROOT

EXPLORER = 'from course import explore\nexplore("m1-e3")'


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An executed notebook with one explorer, in a folder that has our conftest.py."""
    folder = tmp_path_factory.mktemp("lesson")
    shutil.copy(ROOT / "conftest.py", folder)
    (folder / "tests/support").mkdir(parents=True)
    shutil.copy(ROOT / "tests/support/sanitize.cfg", folder / "tests/support")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(EXPLORER)])
    settings = {**os.environ, "COURSE_RECORD": "off", "COURSE_PAGE_DRAWS_VIEWS": "1", "PYTHONPATH": str(ROOT)}
    NotebookClient(notebook, kernel_name="python3").execute(env=settings)
    path = folder / "lesson.ipynb"
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return path


def nbval(path: Path) -> subprocess.CompletedProcess[str]:
    """Run nbval on one notebook, away from this project's settings."""
    command = [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "--rootdir", str(path.parent)]
    return subprocess.run([*command, path.name], cwd=path.parent, capture_output=True, text=True, check=False)


def test_an_explorer_that_shows_what_it_saved_passes(lesson: Path) -> None:
    """Is a fresh notebook accepted?"""
    done = nbval(lesson)
    assert done.returncode == 0, done.stdout


def test_an_explorer_that_would_show_another_thing_fails(lesson: Path) -> None:
    """Is a stale explorer caught, also in what stands behind another choice than the first?"""
    text = lesson.read_text(encoding="utf-8")
    assert text.count("Brahimi report") == 1
    stale = lesson.with_name("stale.ipynb")
    stale.write_text(text.replace("Brahimi report", "Another report"), encoding="utf-8")
    done = nbval(stale)
    assert done.returncode == 1, done.stdout
    assert f"mismatch {MIME!r}" in done.stdout
