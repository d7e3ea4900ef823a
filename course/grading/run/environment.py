"""The environment that nbgrader's programs need, made for others or lent to this process."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import course

_GRAMMAR = "rfc3987_syntax"


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


@contextlib.contextmanager
def as_nbgrader_needs_it() -> Iterator[None]:
    """While it lasts, nbgrader finds its programs in this process, and imports quickly; afterwards all is as before.

    Example: ``with as_nbgrader_needs_it(): import nbgrader``
    """
    before = dict(os.environ)
    os.environ["PATH"] = with_course(os.environ)["PATH"]
    # jsonschema would load a grammar of internet addresses, a second's work; a notebook's schema asks for none.
    blocked = _GRAMMAR not in sys.modules
    if blocked:
        sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if blocked:
            sys.modules.pop(_GRAMMAR, None)
        # A course's settings file, which is a program, may have changed more of it.
        for name in set(os.environ) - set(before):
            del os.environ[name]
        os.environ.update(before)


def _first(folder: str, paths: str) -> str:
    return os.pathsep.join([folder, *(path for path in paths.split(os.pathsep) if path and path != folder)])
