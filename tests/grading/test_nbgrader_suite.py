"""nbgrader's own test-suite for `nbgrader autograde`, which is installed with nbgrader, with our class in its place.

It runs about three minutes on two quiet processors, and much longer on busy ones. Its tests cover folders, time
stamps, permissions, late penalties, dependent files, skip rules, partial credit and hidden tests, and they are not ours
to bend.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from course.grading.run.environment import with_course
from course.grading.sandbox.bubblewrap import missing
from tests.support import ROOT


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_nbgraders_own_tests_pass_with_our_autograde(tmp_path: Path) -> None:
    """Does everything that nbgrader promises of autograde hold with the sandbox and the judge?"""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.grading.nbgrader_suite.swap",
        "-p",
        "no:cacheprovider",
    ]
    command += ["-c", os.devnull, "--rootdir", str(tmp_path), "--basetemp", str(tmp_path / "base"), "-s"]
    command += ["--pyargs", "nbgrader.tests.apps.test_nbgrader_autograde"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(command, cwd=ROOT, env=with_course(kept), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed and int(passed[1]) >= 40
    assert re.search(r"workers made: [1-9]", done.stdout), "the sandbox was not used"
