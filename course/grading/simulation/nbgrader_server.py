"""A process that has nbgrader imported and forks itself for every nbgrader command.

nbgrader needs about four seconds to import; a class of twelve needs some eighty commands. This process
imports nbgrader once. For each request it forks a child that takes the caller's folder and environment and
then enters nbgrader exactly where the `nbgrader` script does. So each command still runs in its own process,
with its own home, and leaves nothing behind in the next one.

It reads one JSON request a line from standard input:
    {"argv": ["submit", "01-history"], "cwd": "...", "env": {...}, "log": "...", "seconds": 600}
and answers each with one JSON line: {"code": 0}. Code 124 means that the time was up (as `timeout` has it).

Started by course.grading.simulation.commands as ``python -m course.grading.simulation.nbgrader_server``.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import sys
import time
import traceback
from typing import IO, Any, NoReturn

from course.grading.run.environment import as_nbgrader_needs_it

with as_nbgrader_needs_it():
    from nbgrader.apps.nbgraderapp import NbGraderApp

TIME_UP = 124


def become(request: dict[str, Any]) -> NoReturn:
    """In the forked child: take on the caller's folder, environment and log, then run the command."""
    os.setsid()  # so that kernels started by the command can be ended together with it
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, log), (2, log)):
        os.dup2(source, target)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    code = 1
    try:
        NbGraderApp.launch_instance(request["argv"])
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:  # noqa: BLE001  (the child must end here: its stack belongs to the server's loop)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        atexit._run_exitfuncs()  # os._exit leaves them out; sandboxes and their folders end here
        os._exit(code)


def wait(child: int, seconds: float) -> int:
    """The child's exit code, or TIME_UP after ending it and everything it started."""
    deadline = time.monotonic() + seconds
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            for end in (os.kill, os.killpg):  # the child first: it may not lead a group of its own yet
                with contextlib.suppress(ProcessLookupError):
                    end(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return TIME_UP
        time.sleep(0.005)


def serve(requests: IO[str], replies: IO[str]) -> None:
    """Answer requests one by one until the caller closes the pipe."""
    for line in requests:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            become(request)
        replies.write(json.dumps({"code": wait(child, request["seconds"])}) + "\n")
        replies.flush()


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
