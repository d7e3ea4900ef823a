"""A classmate's notebook in a learner's folder: nothing that the course does lets JupyterLab run its script."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from course.learning.workspace.files import START
from tests.support.browser import Server, chromium, jupyterlab

HTML = "<p class='from-a-classmate'>Hello</p><img src=x onerror='window.hit = 1'><script>window.hit = 1</script>"


def course(folder: Path, server: Server, *words: str) -> str:
    """A command of the learner's, with the settings that this learner's JupyterLab has."""
    mine = {**os.environ, "JUPYTER_DATA_DIR": str(server.private / "jupyter_data_dir")}
    command = [sys.executable, "-m", "course.cli", *words]
    return subprocess.run(command, cwd=folder, env=mine, capture_output=True, text=True, check=True).stdout


def from_a_classmate(notebook: Path) -> None:
    """The same cells, word for word; the first output of each is the classmate's."""
    text = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in text["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "display_data", "data": {"text/html": HTML}, "metadata": {}}]
            cell["metadata"]["trusted"] = True
    notebook.write_text(json.dumps(text), encoding="utf-8")


def ran(context: BrowserContext, server: Server, name: str) -> bool:
    """Whether the classmate's script runs when the notebook is opened; its text is shown in any case."""
    page = context.new_page()
    page.goto(server.address.replace("/lab?", f"/lab/tree/{name}?"))
    page.wait_for_selector(".from-a-classmate", timeout=60_000, state="attached")
    page.wait_for_load_state("networkidle")
    found = bool(page.evaluate("window.hit"))
    page.close(run_before_unload=False)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="Chromium comes from Debian here")
def test_only_what_the_course_delivered_is_trusted(tmp_path: Path) -> None:
    """After `course learn` and `course restore`, does a script run in neither place where a classmate's notebook lies,
    and would it run in a notebook that was marked as trusted?"""
    with jupyterlab(tmp_path) as server, chromium() as context:
        folder = tmp_path / "mine"
        course(tmp_path, server, "learn", str(folder), "--only-prepare")
        fresh = (folder / START).read_bytes()
        from_a_classmate(folder / START)
        course(tmp_path, server, "learn", str(folder), "--only-prepare")
        assert not ran(context, server, f"mine/{START}")
        course(tmp_path, server, "restore", "start-here", str(folder))
        assert (folder / START).read_bytes() == fresh
        kept = f"start-here.mine-{datetime.date.today().isoformat()}.ipynb"
        assert not ran(context, server, f"mine/{kept}")
        server.trust(folder / kept)
        assert ran(context, server, f"mine/{kept}")
