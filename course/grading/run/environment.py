"""The environment that nbgrader's programs need, made for others or lent to this process."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import course


def with_course(environment: Mapping[str, str]) -> dict[str, str]:
    """`environment`, plus this Python's programs on PATH and this very package on Python's path.

    nbgrader calls `alembic` by its bare name, and kernels start in other folders: without this they would find
    another installed copy, or none, when the virtual environment is not activated.
    """
    programs = str(Path(sys.executable).parent)
    package = str(Path(course.__file__).resolve().parent.parent)
    return {
        **environment,
        "PATH": _first(programs, environment.get("PATH", os.defpath)),
        "PYTHONPATH": _first(package, environment.get("PYTHONPATH", "")),
    }


def _first(folder: str, paths: str) -> str:
    return os.pathsep.join([folder, *(path for path in paths.split(os.pathsep) if path and path != folder)])
