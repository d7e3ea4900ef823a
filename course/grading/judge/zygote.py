"""A zygote: a parent that imports what a notebook needs once, then forks itself for each submission.

Run by `course.grading.sandbox.bubblewrap` as ``python -m course.grading.judge.zygote DESCRIPTOR`` inside a sandbox,
with nothing of any submission in its memory. The grader sends

`Warm` (import this before the first fork), `Start` (with open sockets: fork) and `End` (end that submission now), and
gets `Ended` when a submission is over, by itself or not. Before that answer, everything that the submission started has
been killed and what it left in the private folders is gone.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import io
import os
import resource
import select
import signal
import socket
import stat
import sys
import traceback
from pathlib import Path
from typing import Any

import attrs

from course.grading.sandbox.files import remove
from course.grading.sandbox.limits import ResourceLimits, Spent, Watch, dumpable
from course.grading.sandbox.messages import BY_GRADER, End, Ended, Start, Warm, Warmed, plain, read
from course.kernels.channel import Channel, ChannelClosed, from_descriptor
from course.kernels.forks import before_forks
from course.kernels.frontend import as_in_a_kernel

WATCH = 0.1
"""Seconds between two looks at a running submission."""
_ENDLESS = 10**9
MOST_DESCRIPTORS = 42
"""Sockets that one submission's process may get."""


class Zygote:
    """Forks and watches, one submission at a time.

    control: the connection to the grader. alone: whether this process has a process namespace to itself, so that
    "everybody else" means the submission; otherwise only the submission's process group is ended.
    """

    def __init__(self, control: Channel, alone: bool) -> None:
        self.control, self.alone = control, alone
        self.shell: Any = None
        # A private folder may hold the way to this very package; whatever else appears there is a submission's.
        self.kept: set[str] = set()
        self.modes: dict[str, int] = {}

    def serve(self) -> None:
        """Answer the grader until it hangs up."""
        dumpable(False)
        while True:
            data, descriptors = self.control.receive_with(MOST_DESCRIPTORS)
            match read(data, Warm, Start, End):
                case Warm() as warm:
                    self._warm(warm)
                    self.control.send(plain(Warmed()))
                case Start() as start:
                    self._start(start, descriptors)
                case End():
                    self.control.send(plain(Ended("nothing was running")))

    def _warm(self, message: Warm) -> None:
        self.kept = {entry.path for folder in message.private for entry in os.scandir(folder)}
        self.modes = {folder: stat.S_IMODE(os.stat(folder).st_mode) for folder in message.private}
        with before_forks():
            self._import(message)

    def _import(self, message: Warm) -> None:
        for name in message.modules:
            # What cannot be imported here cannot be imported by the submission either; its own line will say so.
            with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()), as_in_a_kernel():
                importlib.import_module(name)
        with contextlib.suppress(Exception), as_in_a_kernel():
            exec(message.code, {"__name__": "warm"})
        # With all that it imports in turn: otherwise each fork would import it again. Tables travel with pandas, which
        # a notebook without numbers does without.
        with as_in_a_kernel():
            importlib.import_module(f"course.grading.judge.{message.kind}_process")
            if "numpy" in sys.modules:
                importlib.import_module("course.grading.judge.codec_tables")
        if message.kind == "learner" and self.shell is None:
            from course.grading.judge.learner_shell import make_shell

            self.shell = make_shell()

    def _start(self, message: Start, descriptors: list[int]) -> None:
        child = os.fork()
        if child == 0:
            self._become(message, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        why, spent = self._watch(child, message)
        self._end_all(child)
        self._clean(message)
        self.control.send(plain(Ended(why, spent)))

    def _become(self, message: Start, descriptors: list[int]) -> None:
        code = 1
        try:
            dumpable(True)
            os.setsid()
            self.control.close()
            os.chdir(message.folder)
            _limit(message.limits)
            first, *others = (socket.socket(fileno=descriptor) for descriptor in descriptors)
            if message.kind == "learner":
                from course.grading.judge.learner_process import LearnerProcess

                LearnerProcess(Channel(first), self.shell, others).serve()
            else:
                from course.grading.judge.judge_process import serve_judge

                serve_judge(Channel(others[0]), Channel(first), others[1:])
            code = 0
        except ChannelClosed:
            code = 0
        except BaseException:  # noqa: BLE001  (the fork must end here: its stack belongs to the zygote's loop)
            traceback.print_exc()
        finally:
            os._exit(code)

    def _watch(self, child: int, message: Start) -> tuple[str, Spent]:
        """Wait for the child's end, the grader's word or a broken limit.

        Returns the reason in words, or "", and what the submission has used.
        """
        limits = message.limits
        if message.kind == "judge":
            # It waits for the learner's process, whose time is limited; its own has a limit for each cell.
            limits = attrs.evolve(limits, cpu=_ENDLESS, seconds=_ENDLESS)
        watch = Watch(limits, message.counted, message.mounts, message.before)
        return self._awaited(child, message, watch), watch.spent()

    def _awaited(self, child: int, message: Start, watch: Watch) -> str:
        ticket = os.pidfd_open(child)
        awaited = [ticket, self.control.end.fileno()]
        ended = ""
        try:
            while True:
                ready, _, _ = select.select(awaited, [], [], WATCH)
                if ticket in ready:
                    ended = _last_word(child)
                    if not message.forks:
                        return ended
                    # Its forks are still asked; what else it has started ends with it.
                    with contextlib.suppress(ProcessLookupError, PermissionError):
                        os.killpg(child, signal.SIGKILL)
                    awaited.remove(ticket)
                self._reap(child)
                if self.control.end.fileno() in ready:
                    self.control.receive()
                    return BY_GRADER + (f": {ended}" if ended else "")
                if self.alone:
                    if broken := watch.broken():
                        return broken
                    watch.step_back()
        finally:
            os.close(ticket)

    def _reap(self, child: int) -> None:
        """Let go of processes that a submission left to us, and that have ended."""
        with contextlib.suppress(ChildProcessError):
            while self.alone and (seen := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is not None:
                if seen.si_pid == child:
                    return
                os.waitpid(seen.si_pid, 0)

    def _end_all(self, child: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        if self.alone:
            # Everybody in this process namespace but us, its first process. Again until nobody is left: a process
            # that forks quickly may have been halfway.
            with contextlib.suppress(ChildProcessError, ProcessLookupError):
                while True:
                    os.kill(-1, signal.SIGKILL)
                    os.waitpid(-1, 0)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(child, 0)

    def _clean(self, message: Start) -> None:
        if not self.alone:
            return
        for folder in message.private:
            _as_before(folder, self.modes[folder])
            for entry in os.scandir(folder):
                if entry.path not in self.kept:
                    remove(Path(entry.path))
        if message.kind == "learner":
            _as_before(message.folder, 0o755)


def _as_before(folder: str, mode: int) -> None:
    """Neither a folder's rights nor its times may tell the next submission anything, or keep it out."""
    with contextlib.suppress(PermissionError):  # another account's: the submission could not change it either
        os.chmod(folder, mode)
        os.utime(folder)


def _last_word(child: int) -> str:
    """What ended a process, in words; "" when it ended by itself."""
    with contextlib.suppress(ChildProcessError, ValueError):
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code < 0:
            return f"signal {signal.Signals(-code).name}"
    return ""


def _limit(limits: ResourceLimits) -> None:
    # When the machine runs out of memory all the same, the kernel ends a submission first.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    for name, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_CPU, limits.cpu),
    ):
        _, hard = resource.getrlimit(name)
        value = int(value) if hard == resource.RLIM_INFINITY else min(int(value), hard)
        resource.setrlimit(name, (value, value))


def main(arguments: list[str]) -> None:
    """``zygote DESCRIPTOR alone|together [UID]``: serve on an inherited socket; give up root for UID."""
    if len(arguments) > 2:
        os.setgroups([])
        os.setgid(int(arguments[2]))
        os.setuid(int(arguments[2]))
        # Another account's process forgets that it wanted to end with its parent, bwrap.
        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
    control = from_descriptor(int(arguments[0]))
    with contextlib.suppress(ChannelClosed):
        Zygote(control, arguments[1] == "alone").serve()
    os._exit(0)  # nothing of the many packages needs a farewell


if __name__ == "__main__":
    main(sys.argv[1:])
