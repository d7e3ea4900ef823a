"""For the tests of widgets: one browser and one JupyterLab for all files of this folder that a process runs.

To start both and to load JupyterLab's page takes more of the processor than a test itself does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.support.browser import chromium, jupyterlab
from tests.support.desk import SCREENS, Desk
from tests.support.workspace import empty_workspace


@pytest.fixture(scope="package")
def browser() -> Iterator[BrowserContext]:
    """A Chromium that keeps what it has loaded and compiled for the next page."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    with chromium() as context:
        yield context


@pytest.fixture(scope="package")
def one_desk(tmp_path_factory: pytest.TempPathFactory, browser: BrowserContext) -> Iterator[Desk]:
    """The desk that the files share; a test asks for `desk`."""
    folder: Path = empty_workspace(tmp_path_factory.mktemp("workspace"))
    with jupyterlab(folder, warm=True) as server:
        yield Desk(browser, server, folder)


@pytest.fixture(scope="module")
def desk(one_desk: Desk) -> Desk:
    """A learner's desk on an empty workspace."""
    one_desk.clear()
    return one_desk
