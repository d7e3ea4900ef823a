"""`course class mark`: JupyterLab on a class folder, open at formgrader.

JupyterLab's address can name a workspace, its list of open tabs; the one that is written here has formgrader's tab
only. (nbgrader has an address for this, too, `/lab?formgrader=true`, but with a `?` in it the address that the server
prints is broken.) The folder `jupyter/` beside this file switches on what marking needs, whatever the account has
switched off.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from jupyterlab.commands import get_workspaces_dir
from jupyterlab_server.workspaces_handler import WorkspacesManager

from course.errors import ClassFolderError
from course.grading.class_folder.settings import as_nbgrader_sees
from course.grading.run.environment import as_nbgrader_needs_it, with_course
from course.grading.run.feedback_settings import FILE as SETTINGS
from course.grading.viewing.formgrader import FORMGRADER

CONFIG = Path(__file__).with_name("jupyter")
"""Settings for the instructor's JupyterLab: nbgrader's part of the page is on, announcements are off."""

_PARTS = (FORMGRADER, "course.grading.viewing.formgrader", "course.grading.marking.formgrader")
"""What the server needs: formgrader, what keeps everything of learners from running in it, and the rubrics' boxes."""

_TAB = "nbgrader-formgrader:nbgrader-formgrader"


def workspace(course_id: str) -> str:
    """Write the workspace of a class, with formgrader as its only tab; its name.

    Example: ``workspace("spring-2027")``
    """
    name = f"marking-{course_id}"
    layout = {"main": {"dock": {"type": "tab-area", "currentIndex": 0, "widgets": [_TAB]}, "current": _TAB}}
    data = {"layout-restorer:data": layout, _TAB: {"data": {}}}
    WorkspacesManager(get_workspaces_dir()).save(name, json.dumps({"data": data, "metadata": {"id": name}}))
    return name


def command(course_dir: Path, name: str, extra: list[str]) -> list[str]:
    """The JupyterLab command line for a class folder and a workspace, followed by the `extra` options."""
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        *(sys.executable, "-m", "course.kernels.lab"),
        f"--ServerApp.root_dir={course_dir}",
        f"--LabApp.default_url=/lab/workspaces/{name}",
        # Here and not in a file, because an account's own jupyter_server_config.json comes before every other file.
        *(f"--ServerApp.jpserver_extensions={part}=True" for part in _PARTS),
        *root,
        *extra,
    ]


def settings(environment: Mapping[str, str]) -> dict[str, str]:
    """These variables, and with them the settings for marking before all others.

    >>> "JUPYTER_CONFIG_PATH" in settings({})
    True
    """
    config = [str(CONFIG), *filter(None, [environment.get("JUPYTER_CONFIG_PATH")])]
    return {**with_course(environment), "JUPYTER_CONFIG_PATH": os.pathsep.join(config)}


def mark(folder: Path, extra: list[str]) -> int:
    """Open formgrader on a class folder and stay until JupyterLab ends; its exit code.

    folder: the class's folder. extra: JupyterLab's options, for example ["--no-browser"]. Errors: ClassFolderError when
    it is none, or when settings of the account would show another class.

    Example: ``mark(Path("my-class"), ["--no-browser", "--port=8899"])``
    """
    course_dir = folder.expanduser().resolve()
    if not (course_dir / SETTINGS).is_file():
        raise ClassFolderError(f"There is no {SETTINGS} in {folder}. To mend: name a class's folder.")
    with as_nbgrader_needs_it():
        view = as_nbgrader_sees(course_dir)
    if view.root != course_dir:
        raise ClassFolderError(
            f"nbgrader's settings of your account lead to {view.root}. To mend: see `course class check {folder}`."
        )
    words = command(course_dir, workspace(view.course_id or course_dir.name), extra)
    if os.name == "posix":
        # nbgrader reads the settings of the folder that it runs in. And: stopping this command stops JupyterLab.
        os.chdir(course_dir)
        os.execvpe(words[0], words, settings(os.environ))
    return subprocess.call(words, cwd=course_dir, env=settings(os.environ))
