"""For the tests of widgets: one JupyterLab and one browser for each file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.browser import chromium, jupyterlab
from tests.support.desk import SCREENS, Desk
from tests.support.workspace import empty_workspace


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A learner's desk on an empty workspace."""
    folder = empty_workspace(tmp_path_factory.mktemp("workspace"))
    SCREENS.mkdir(parents=True, exist_ok=True)
    with jupyterlab(folder) as server, chromium() as context:
        yield Desk(context, server, folder)
