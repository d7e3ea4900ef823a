"""Start JupyterLab on a workspace, at the course's start page and without anything that distracts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from course.learning.ui.view import EXTENSIONS
from course.learning.workspace.files import START

CONFIG = Path(__file__).with_name("jupyter")
"""Settings for the learner's JupyterLab: no announcements, nbgrader's instructor panels off, the course's part on."""


def command(folder: Path, extra: list[str]) -> list[str]:
    """The JupyterLab command line for a workspace, followed by the `extra` options."""
    # In a container the only user is root, which JupyterLab refuses unless told. It still listens on
    # this machine only, behind its token.
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        sys.executable,
        "-m",
        "course.kernels.lab",
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--LabApp.default_url=/lab/tree/{START}",
        *root,
        *extra,
    ]


def settings(environment: Mapping[str, str]) -> dict[str, str]:
    """These variables, and with them the course's settings and its extension for JupyterLab and Notebook 7.

    >>> "JUPYTER_PATH" in settings({})
    True
    """
    config = [str(CONFIG), *filter(None, [environment.get("JUPYTER_CONFIG_PATH")])]
    data = [str(EXTENSIONS), *filter(None, [environment.get("JUPYTER_PATH")])]
    return {**environment, "JUPYTER_CONFIG_PATH": os.pathsep.join(config), "JUPYTER_PATH": os.pathsep.join(data)}


def launch(folder: Path, extra: list[str]) -> int:
    """Open the workspace in JupyterLab and stay until it ends; returns its exit code."""
    words = command(folder, extra)
    if os.name == "posix":
        # Become JupyterLab, so that stopping this command stops it.
        os.execvpe(words[0], words, settings(os.environ))
    return subprocess.call(words, env=settings(os.environ))
