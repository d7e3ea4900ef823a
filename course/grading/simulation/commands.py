"""Run nbgrader's real commands, quickly, and say in nbgrader's own words what went wrong.

One `with Commands(...)` serves a whole class: nbgrader, which takes seconds to import, is imported once.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import attrs

from course.errors import ClassroomError
from course.grading.run.environment import with_course

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@attrs.frozen
class Finished:
    """One nbgrader command that has ended: its arguments, exit code and everything it printed."""

    argv: tuple[str, ...]
    code: int
    output: str

    def last_words(self, count: int = 6) -> str:
        """The last `count` lines that nbgrader printed."""
        lines = [line for line in self.output.splitlines() if line.strip()]
        return "\n".join(lines[-count:]) or "(nbgrader printed nothing)"


def failure(finished: Finished) -> ClassroomError:
    """The error for a command that should have worked, with nbgrader's own last lines."""
    words = "\n".join(f"  {line}" for line in finished.last_words().splitlines())
    return ClassroomError(f"`nbgrader {' '.join(finished.argv)}` ended with code {finished.code}. It said:\n{words}")


class Commands:
    """A warm nbgrader; use it in a `with` statement.

    logs: folder that gets one file for each command, numbered in order. Errors: ClassroomError when
    nbgrader cannot be started, or when a command fails and `may_fail` is not set.
    """

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self._count = 0
        self._server: subprocess.Popen[str] | None = None

    def __enter__(self) -> Commands:
        if not hasattr(os, "fork"):
            raise ClassroomError(
                "The simulated class needs Linux or macOS: nbgrader's exchange does not run on Windows. "
                "To mend: use the Windows Subsystem for Linux, or the container that the README names."
            )
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / "000-server.log").open("w") as log:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "course.grading.simulation.nbgrader_server"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=with_course(os.environ),
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, stack: TracebackType | None
    ) -> None:
        if self._server is not None:
            assert self._server.stdin and self._server.stdout
            self._server.stdin.close()
            self._server.wait()
            self._server.stdout.close()
            self._server = None

    def run(
        self,
        argv: Sequence[str],
        *,
        cwd: Path,
        env: Mapping[str, str],
        may_fail: bool = False,
        seconds: float = 3600,
        watch: Callable[[], None] | None = None,
    ) -> Finished:
        """Run `nbgrader ARGV` in `cwd` with exactly the environment `env`, and wait for it.

        watch: called about twice a second meanwhile, for a progress bar. seconds: the time after which the
        command and everything it started are ended. Returns what it printed and its code.
        Raises ClassroomError when it fails, unless `may_fail`.
        """
        if self._server is None or self._server.stdin is None or self._server.stdout is None:
            raise ClassroomError("nbgrader is not running: use Commands in a `with` statement.")
        self._count += 1
        log = self.logs / f"{self._count:03}-{argv[0]}.log"
        request = {"argv": list(argv), "cwd": str(cwd), "env": dict(env), "log": str(log), "seconds": seconds}
        try:
            self._server.stdin.write(json.dumps(request) + "\n")
            self._server.stdin.flush()
            # A reply is one line, so once anything is there to read, readline() does not wait.
            while watch is not None and not select.select([self._server.stdout], [], [], 0.5)[0]:
                watch()
            reply = self._server.stdout.readline()
        except BrokenPipeError:
            reply = ""
        if not reply:
            said = (self.logs / "000-server.log").read_text(encoding="utf-8", errors="replace")
            raise failure(Finished(tuple(argv), -1, said))
        output = _COLOUR.sub("", log.read_text(encoding="utf-8", errors="replace")) if log.exists() else ""
        finished = Finished(tuple(argv), json.loads(reply)["code"], output)
        if finished.code != 0 and not may_fail:
            raise failure(finished)
        return finished

    def program(
        self, name: str, argv: Sequence[str], *, cwd: Path, env: Mapping[str, str], watch: Callable[[], None]
    ) -> Finished:
        """Run another program of the class, such as `course grade`, with a log beside those of nbgrader's commands.

        name: for the log's name. Raises ClassroomError when it fails.
        """
        self._count += 1
        log = self.logs / f"{self._count:03}-{name}.log"
        with log.open("w", encoding="utf-8") as out:
            running = subprocess.Popen(
                argv, cwd=cwd, env=dict(env), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
            )
            while running.poll() is None:
                watch()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    running.wait(0.5)
        finished = Finished(tuple(argv[1:]), running.returncode, log.read_text(encoding="utf-8", errors="replace"))
        if finished.code != 0:
            raise failure(finished)
        return finished
