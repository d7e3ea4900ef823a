"""Does the learner's part of the course work where Python has no Unix: Windows, and later the browser?

In a process of its own everything that only Unix has is taken away before the course is imported, and each first
os.replace is refused, as Windows does while another program reads the file.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from course.content.catalog import catalog
from course.content.items import Single
from tests.support import ROOT

TAKEN_AWAY = '''
import importlib.abc, os, signal, sys

GONE = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix_ipc", "syslog"}


class NoUnix(importlib.abc.MetaPathFinder):
    """Modules that Windows does not have."""

    def find_spec(self, name, path=None, target=None):
        if name in GONE:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


# What Python and other projects load on this machine they load with Unix, because they ask which system it is.
# On Windows they take another way; here it is only our own code that must do without.
import asyncio, multiprocessing, shutil, subprocess, tempfile, threading, uuid
import anywidget, fsrs, IPython, ipywidgets, jinja2, jupyter_server.serverapp, matplotlib.pyplot, nbformat.sign
import nbgrader.preprocessors, numpy, openbadgeslib, pandas, platformdirs, scipy.optimize, scipy.stats, tornado.web
for name in GONE:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, NoUnix())

for name in ("fork", "forkpty", "geteuid", "getuid", "getgid", "O_NOFOLLOW", "O_DIRECTORY", "execvpe", "killpg",
             "setsid", "chown", "mkfifo", "nice", "getpgid", "wait3", "wait4", "openpty", "sched_getaffinity",
             "register_at_fork", "WNOHANG", "uname", "getloadavg", "fchmod", "pread", "pwrite", "statvfs"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGKILL", "SIGHUP", "SIGALRM", "SIGCHLD", "SIGUSR1", "alarm", "setitimer"):
    if hasattr(signal, name):
        delattr(signal, name)

real, refused = os.replace, set()


def replace(source, target):
    if str(target) not in refused:
        refused.add(str(target))
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")
    return real(source, target)


os.replace = replace
'''

IMPORTS = """
import pkgutil
import course

found = []
for part in ("content", "charts", "planning", "learning"):
    __import__(f"course.{part}")
    package = sys.modules[f"course.{part}"]
    found.append(package.__name__)
    found += [module.name for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
for name in found:
    __import__(name)
print(len(found))
"""

A_DAY = """
import datetime, json
from pathlib import Path
from course.learning.workspace.files import update
from course.learning.workspace.restore import restore_in

mine = Path("my-course")
print(update(mine)[0])
os.chdir(mine / "01-history")
import course
from course.learning.record.store import export_to, workspace_record
from course.learning.progress.overview import overview

said = [course.answer(ITEM, KEY), course.quiz(ITEM).plain_text().splitlines()[0], course.load("pacts").shape]
course.check(TASK, 3)
course.hint(TASK)
os.chdir("../..")
record = workspace_record(mine)
state = record.state()
(mine / "01-history" / LESSON).write_text("mine")
report = {
    "answered": state.items[ITEM].last.correct,
    "tried": state.tasks[TASK].attempts,
    "status": str(overview(record)).count("1 right"),
    "export": export_to(record, Path("copy.jsonl")),
    "lines": len(Path("copy.jsonl").read_bytes().splitlines()),
    "restore": restore_in(mine, "1A", datetime.date(2026, 11, 27)),
    "aside": record.erase().name[:14],
    "left": sorted(path.name for path in Path().rglob("*.partial")),
    "refused": len(refused),
}
print(json.dumps(report))
"""


def run(code: str, folder: Path) -> str:
    """Run code in a Python without Unix, from an empty folder; returns what it printed."""
    command = [sys.executable, "-c", TAKEN_AWAY + code]
    environment = {"PATH": "", "HOME": str(folder), "PYTHONPATH": str(ROOT), "MPLBACKEND": "agg"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_every_module_can_be_imported(tmp_path: Path) -> None:
    """Does no module of the ground floor and of the learner's wing ask for anything that only Unix has?"""
    assert int(run(IMPORTS, tmp_path)) > 60


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What came of a learner's day without Unix: a folder, an answer, a task, the status, an export, a restore."""
    module = catalog().module("01")
    item = next(item for item in module.items if isinstance(item, Single) and item.use == "inline")
    names = {"ITEM": item.id, "KEY": item.key[0], "TASK": module.tasks[0].id, "LESSON": "1A-pacts-and-forces.ipynb"}
    code = "\n".join(f"{name} = {value!r}" for name, value in names.items()) + A_DAY
    said = run(code, tmp_path_factory.mktemp("windows"))
    return dict(json.loads(said.splitlines()[-1]))


def test_a_learners_day(day: dict[str, object]) -> None:
    """Is a workspace made, an answer kept and read back, a task checked, the status right, and the record exported?"""
    assert (day["answered"], day["tried"]) == (True, 1)
    assert day["status"]
    assert "copy.jsonl" in str(day["export"]) and int(str(day["lines"])) >= 3
    assert "Your version is beside it" in str(day["restore"])
    assert day["aside"] == "record-erased-"


def test_a_file_that_is_held_for_a_moment_loses_nothing(day: dict[str, object]) -> None:
    """Was each file refused once, as Windows does, and still put in its place, with nothing half-written left?"""
    assert int(str(day["refused"])) > 20
    assert day["left"] == []
