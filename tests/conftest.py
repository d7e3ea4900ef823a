"""For all tests: nothing of the developer's own set-up is read or written. For some: the course as a newcomer gets it.

`clone` is a copy of the tree in an empty folder with its own set-up; `installed` is the wheel in a clean
environment. Both take many seconds and are made once for each process, so each is used by one file only (`make test`
keeps a file's tests in one process; xdist's groups would do better, but xdist 3.8 does not find them under pytest 9).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.learning.record.store import Record
from tests.support import ROOT
from tests.support.newcomer import UNTRACKED, lend_compiled, sh, uv

QUICK_START = ROOT / "tests" / "support" / "quick_start"
LONGEST = (
    "front/test_readme.py",
    "hostile/test_one_fate.py",
    "assignments/test_assignments.py",
    # One after the other, so that few processes start a browser and a JupyterLab for them.
    "browser/test_hub.py",
    "browser/test_two_days.py",
    "browser/test_widgets.py",
    "browser/test_explore.py",
    "browser/test_fallback.py",
    "browser/test_course.py",
    "browser/test_scenario.py",
    "browser/test_notes.py",
    "browser/test_plan.py",
    "browser/test_mastery.py",
    "browser/test_slides.py",
    "browser/test_figures.py",
    "browser/test_report_page.py",
    "browser/test_mark.py",
    "grading/test_shared_disk.py",
    "fair/test_fair.py",
    "grading/test_grade.py",
    "grading/test_nbgrader_suite.py",
    "authoring/test_lint.py",
    "hostile/test_hostile.py",
    "front/test_packaging.py",
    "grading/test_classroom.py",
)
"""The files that take longest and those of the browser, below tests/."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files of LONGEST begin first, so that at the end no process waits for one of them alone."""
    order = {str(ROOT / "tests" / name): place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(str(item.path), len(order)))


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep Jupyter, IPython and the learner's record out of the home of whoever runs the tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(home / name.lower()))
        # A set-up inside a set-up must choose its own Python, and `make test` must not lend its options to it.
        for name in ("COURSE_RECORD", "VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "ARGS", "JOBS", "PYTHON"):
            patch.delenv(name, raising=False)
        # Each program would compile the course anew, and in an environment of its own all of Jupyter.
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPATH", str(QUICK_START), prepend=os.pathsep)
        yield


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree in an empty folder whose name has a space, set up by `make setup`."""
    folder = tmp_path_factory.mktemp("newcomer") / "a clone"
    shutil.copytree(ROOT, folder, ignore=UNTRACKED)
    done = sh(f"make setup PYTHON='{sys.executable}'", folder, UV_COMPILE_BYTECODE="0")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) <= 4, "set-up should say a few lines, not pages"
    lend_compiled(folder / ".venv")
    return folder


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a clean environment: the wheel, and what the wheel itself asks for at the lock's versions."""
    place = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = place.glob("*.whl")
    uv("venv", "--python", sys.executable, place / "venv")
    uv("pip", "install", "--python", place / "venv/bin/python", wheel, "-c", ROOT / "requirements.lock")
    lend_compiled(place / "venv")
    return place / "venv" / "bin"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """An empty record in a file of this test's own."""
    return Record(tmp_path / "record.jsonl")
