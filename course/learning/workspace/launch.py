"""Start JupyterLab on a workspace, at the course's start page and without anything that distracts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from course.learning.progress.overview import overview
from course.learning.record.store import open_record
from course.learning.workspace.files import START, refresh_start

CONFIG = Path(__file__).with_name("jupyter")
"""Settings for the learner's JupyterLab: no announcements, and nbgrader's instructor panels off."""


def command(folder: Path, extra: list[str]) -> list[str]:
    """The JupyterLab command line for a workspace, followed by the `extra` options."""
    # In a container the only user is root, which JupyterLab refuses unless told. It still listens on
    # this machine only, behind its token.
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--LabApp.default_url=/lab/tree/{START}",
        *root,
        *extra,
    ]


def launch(folder: Path, extra: list[str]) -> int:
    """Open the workspace in JupyterLab and stay until it ends; returns its exit code."""
    view = overview(open_record(folder))
    refresh_start(folder, {"text/html": view._repr_html_(), "text/plain": str(view)})
    paths = [str(CONFIG), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    environment = dict(os.environ, JUPYTER_CONFIG_PATH=os.pathsep.join(paths))
    words = command(folder, extra)
    if os.name == "posix":
        # Become JupyterLab, so that stopping this command stops it.
        os.execvpe(words[0], words, environment)
    return subprocess.call(words, env=environment)
