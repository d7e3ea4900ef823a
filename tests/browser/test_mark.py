"""`course class mark`: does JupyterLab open at formgrader, on this class, whatever the account has in its settings?"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from typer.testing import CliRunner

from course.cli import app
from tests.browser.conftest import SCREENS
from tests.support.browser import free_port

OFF = {
    "labconfig/page_config.json": {"disabledExtensions": {"@jupyter/nbgrader": True}},
    "jupyter_server_config.json": {
        "ServerApp": {
            "jpserver_extensions": {
                "nbgrader.server_extensions.formgrader": False,
                "course.grading.viewing.formgrader": False,
            }
        }
    },
}
"""Settings of an account that has switched off all that marking needs."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the command says that it serves."""
    top = tmp_path_factory.mktemp("mark")
    folder = top / "my class"
    made = CliRunner().invoke(app, ["class", "new", str(folder), "--platform", "moodle"], catch_exceptions=False)
    assert made.exit_code == 0
    for name, settings in OFF.items():
        (top / "jupyter" / name).parent.mkdir(parents=True, exist_ok=True)
        (top / "jupyter" / name).write_text(json.dumps(settings))
    home = {"HOME": str(top), "JUPYTER_CONFIG_DIR": str(top / "jupyter"), "JUPYTER_RUNTIME_DIR": str(top / "run")}
    command = [sys.executable, "-m", "course.cli", "class", "mark", str(folder), "--no-browser"]
    with (top / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--port", str(free_port())],
            cwd=top,
            env={**os.environ, **home},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield _printed(top / "log", server)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def _printed(log: Path, server: subprocess.Popen[bytes]) -> str:
    """The address that the server prints, when it answers: Jupyter prints it a moment before it listens."""
    for _ in range(600):
        found = re.search(r"http://127\.0\.0\.1:(\d+)\S+(?=\s)", log.read_text())
        if found and _listens(int(found[1])):
            return found[0]
        assert server.poll() is None, log.read_text()
        time.sleep(0.2)
    raise TimeoutError(log.read_text())


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def test_the_printed_address_shows_the_assignments(browser: BrowserContext, address: str) -> None:
    """Does the address that the command prints open JupyterLab with formgrader's list of this class's assignments?"""
    page = browser.new_page()
    page.goto(address)
    formgrader = page.frame_locator("#formgrader-iframe iframe")
    expect(formgrader.get_by_role("link", name="01-history")).to_be_visible(timeout=60_000)
    rows = formgrader.locator("tbody#main-table tr")
    expect(rows).to_have_count(10)
    page.screenshot(path=SCREENS / "mark.png")
    page.close()


def test_nothing_of_learners_runs_in_it(browser: BrowserContext, address: str) -> None:
    """Are formgrader's pages the protected ones?"""
    page = browser.new_page()
    page.goto(address)
    server = address.split("/lab/")[0]
    answer = page.request.get(f"{server}/formgrader/manage_assignments")
    assert answer.ok and "'nonce-" in answer.headers["content-security-policy"]
    page.close()


def test_a_folder_that_is_no_class_is_refused(tmp_path: Path) -> None:
    """Is a folder without nbgrader's settings named, before a server starts?"""
    done = CliRunner().invoke(app, ["class", "mark", str(tmp_path)])
    assert "There is no nbgrader_config.py" in str(done.exception)
