"""How nbval reads our lessons: nothing is recorded, views are plain data, and tests/support/sanitize.cfg applies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from course.kernels.choice import fast_kernel


def pytest_configure(config: pytest.Config) -> None:
    """Settings that every nbval run of the lessons needs, and the programs that nbgrader calls by their bare names."""
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    if config.option.nbval:
        os.environ["COURSE_RECORD"] = "off"
        # As in a build: the notebooks hold plain data and no widget for the course's own views.
        os.environ["COURSE_PAGE_DRAWS_VIEWS"] = "1"
        if not config.option.nbval_kernel_name and not config.option.current_env:
            config.option.nbval_kernel_name = fast_kernel()
        if not config.option.nbval_sanitize_with:
            config.option.nbval_sanitize_with = str(Path(__file__).parent / "tests" / "support" / "sanitize.cfg")
