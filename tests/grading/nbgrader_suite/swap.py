"""A pytest plugin: nbgrader's own tests meet `course.grading.Autograde` in place of nbgrader's."""

from __future__ import annotations

import functools

import nbgrader.api
import nbgrader.apps.autogradeapp

from course.grading.pipeline.autograde import Autograde, install

install()
assert nbgrader.apps.autogradeapp.Autograde is Autograde
# Each new gradebook starts the program alembic to ask for its newest version; here the real answer is asked for once.
nbgrader.api.get_alembic_version = functools.cache(nbgrader.api.get_alembic_version)
# Each command opens a gradebook many times; one engine for each file remembers the statements that it has compiled.
nbgrader.api.create_engine = functools.cache(nbgrader.api.create_engine)


def pytest_sessionfinish() -> None:
    """Say that the sandbox was in use, so that the run cannot pass without it."""
    from course.grading.pipeline.execute import Execute

    print(f"\nworkers made: {len(Execute._workers)}")
