"""The learner's side of a submission: runs the learner's cells and shows its values as data.

This runs inside the sandbox, in a process forked from a zygote, and holds nothing worth stealing: no test, no
solution, no grade. Everything it says is the learner's word. It answers one request of `messages` at a time.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import random
import signal
import socket
import sys
import tempfile
import types
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from course.grading.judge import codec_more  # noqa: F401  (it registers types in codec)
from course.grading.judge.codec import CannotCross, Objects
from course.grading.judge.kept import Kept
from course.grading.judge.learner_shell import MOST_OUTPUT, LearnerShell, Outputs, Stream
from course.grading.judge.messages import (
    Answer,
    Call,
    Change,
    Fork,
    Forked,
    Found,
    Raised,
    Ran,
    Returned,
    RunCell,
    Seen,
    Shadow,
    Still,
    Unchanged,
    Values,
)  # fmt: skip
from course.grading.judge.proxies import Proxies
from course.grading.judge.test_outputs import ended
from course.grading.sandbox.messages import Message, plain, read
from course.kernels import fair_time
from course.kernels.channel import Channel

_NOTHING = 0.05
"""Seconds of waiting for a processor that are nothing worth giving back."""


class CellTimeoutError(BaseException):
    """The cell had its time. A BaseException, so that `except Exception` in a loop does not swallow it."""


class LearnerProcess:
    """Answers the judge's requests about one submission.

    channel: the connection to the judge. shell: the forked copy of the zygote's shell. ends: connections to the judge
    for forks of this process (see `later`).
    """

    def __init__(self, channel: Channel, shell: LearnerShell, ends: Sequence[socket.socket] = ()) -> None:
        self.channel, self.shell, self.outputs = channel, shell, shell.outputs
        self.ends = list(ends)
        self.proxies = Proxies(self._call_test)
        self._waited = self._owed = 0.0
        self.kept = Kept()

    def serve(self) -> None:
        """Answer until the judge hangs up."""
        self._settle()
        while True:
            request = read(self.channel.receive(), RunCell, Values, Call, Still, Fork, Shadow)
            if isinstance(request, Shadow):
                self._shadow(request)
            elif isinstance(request, Fork):
                self._fork()
            else:
                self.channel.send(plain(self._answer(request)))

    def _fork(self) -> None:
        end = self.ends.pop(0)
        if os.fork() == 0:
            os.setpgid(0, 0)  # it stays when the process that goes on from here ends
            self.channel.close()
            self.channel = Channel(end)
            while self.ends:
                self.ends.pop().close()
        else:
            end.close()
            self.channel.send(plain(Forked()))

    def _settle(self) -> None:
        random.seed()
        numpy = sys.modules.get("numpy")
        if numpy is not None:
            numpy.random.seed()
        # What a library or a child process writes past Python ends in these files; their size is limited.
        self._spill = {name: tempfile.TemporaryFile(buffering=0) for name in ("stdout", "stderr")}
        os.dup2(self._spill["stdout"].fileno(), 1)
        os.dup2(self._spill["stderr"].fileno(), 2)
        sys.stdout = Stream(self.outputs, "stdout", 1)
        sys.stderr = Stream(self.outputs, "stderr", 2)
        signal.signal(signal.SIGALRM, self._time_up)
        if "" not in sys.path:
            sys.path.insert(0, "")

    def _time_up(self, *_: Any) -> None:
        lost, self._waited = _waited() - self._waited, _waited()
        more = min(lost, self._owed)
        if more > _NOTHING:
            # Others had the processor meanwhile: what they took is given back.
            self._owed -= more
            signal.setitimer(signal.ITIMER_REAL, more)
            return
        raise CellTimeoutError("the cell took longer than allowed")

    @contextlib.contextmanager
    def _limited(self, seconds: float | None) -> Iterator[None]:
        self._waited, self._owed = _waited(), (seconds or 0) * (1 / fair_time.SLOWEST - 1)
        signal.setitimer(signal.ITIMER_REAL, seconds or 0)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _answer(self, request: Message) -> Message:
        match request:
            case RunCell():
                return self._run(request)
            case Values():
                return Found(self._values(request))
            case Call():
                return self._call(request)
            case Still():
                return Unchanged(self.kept.still())
        raise AssertionError(request)

    def _run(self, request: RunCell) -> Ran:
        still = self.kept.still()
        self._execute(request.code, request.seconds)
        return Ran(self.outputs.list, still)

    def _execute(self, code: str, seconds: float | None) -> BaseException | None:
        """Run a cell; what it shows is in `outputs`, what it ended with is returned."""
        self.outputs.clear()
        error: BaseException | None = None
        try:
            with self._limited(seconds):
                result = self.shell.run_as_jupyter_does(code)
                error = result.error_in_exec or result.error_before_exec
        except (CellTimeoutError, SystemExit) as raised:  # outside the cell's own code, where IPython does not look
            error = raised
        if isinstance(error, CellTimeoutError):
            self._say_timeout()
        self._collect_spill()
        return error

    def _shadow(self, request: Shadow) -> None:
        """Run a whole notebook, tests and all, and say of each cell only how it ended."""
        for name in request.unloaded:
            sys.modules.pop(name, None)
        # Nobody reads these errors; IPython looks through all modules and files for the lines around each.
        self.shell.InteractiveTB.set_mode("Minimal")
        for place, code in request.cells:
            error = self._execute(code, request.seconds)
            seen = Seen(place, *ended(self.outputs.list))
            if error is not None:
                seen = attrs.evolve(seen, kind=type(error).__name__[:100], line=_line_of(error))
            self.channel.send(plain(seen))

    def _say_timeout(self) -> None:
        self.outputs.list = [o for o in self.outputs.list if o.get("ename") != "CellTimeoutError"]
        text = "No reply from kernel before timeout"
        self.outputs.error("CellTimeoutError", text, [f"CellTimeoutError: {text}"])

    def _collect_spill(self) -> None:
        for name, file in self._spill.items():
            descriptor = file.fileno()
            size = os.fstat(descriptor).st_size
            if size:
                data = os.pread(descriptor, min(size, MOST_OUTPUT), 0)
                os.ftruncate(descriptor, 0)
                os.lseek(descriptor, 0, os.SEEK_SET)
                self.outputs.write(name, data.decode("utf-8", "replace"))

    def _values(self, request: Values) -> dict[str, Any]:
        names = self.shell.user_ns
        found = {name: self._pack(names[name]) for name in request.names if name in names}
        if request.kept:
            for name, form in found.items():
                self.kept.name(names, name, self._pack, form)
        return found

    def _pack(self, value: Any, objects: Objects | None = None) -> Any:
        try:
            return self.proxies.crossing(objects).pack(value)
        except CannotCross as error:
            return self.proxies.refuse(value, error)
        except Exception as error:  # noqa: BLE001  (a value of the learner's own may misbehave when looked at)
            why = f"looking at it raised {type(error).__name__}"
            return self.proxies.refuse(value, CannotCross(type(value).__name__, why, own=True))

    def _inside(self, value: Any, objects: Objects) -> Any:
        """What an argument holds, with the arguments in it by their numbers; None where that cannot cross."""
        try:
            return self.proxies.crossing(objects).pack_inside(value)
        except Exception:  # noqa: BLE001  (the learner has put something of its own into it: then it stays as it was)
            return None

    def _print(self, value: Any, objects: Objects) -> Any:
        """What tells whether an argument has changed: what it holds, or for many numbers their fingerprint."""
        if type(value).__name__ == "ndarray" and value.dtype != object:
            return value.dtype, value.shape, hashlib.blake2b(value.tobytes()).digest()
        return self._inside(value, objects)

    def _call(self, request: Call) -> Returned:
        """Call one of the learner's functions with the judge's data; report what it returned, printed and changed."""
        outer, self.outputs = self.outputs, Outputs()
        self.shell.gather(self.outputs)
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Stream(self.outputs, "stdout", 1), Stream(self.outputs, "stderr", 2)
        try:
            objects = Objects()
            crossing = self.proxies.crossing(objects, naming=True)
            function = self.proxies.shown(request.number)
            arguments = [crossing.unpack(argument) for argument in request.arguments]
            named = {name: crossing.unpack(argument) for name, argument in request.named.items()}
            before = {number: self._print(one, objects) for number, one in objects.items()}
            try:
                with self._limited(request.seconds):
                    result = self.shell.call(function, *arguments, **named)
                    reply = Returned(self._pack(result, objects))
            except BaseException as error:  # noqa: BLE001  (the learner's function may raise anything)
                reply = Returned(raised=self._raised(error))
            # A function may change a list or a table that it was given; the test looks at its own copy.
            other = [(number, one) for number, one in objects.items() if self._print(one, objects) != before[number]]
            after = [(number, self._inside(one, objects)) for number, one in other]
            changed = [Change(number, new) for number, new in after if new is not None]
            if request.kept:
                for number, one in objects.items():
                    self.kept.value(one, functools.partial(self._print, objects=objects), before[number])
                if reply.raised is None:
                    self.kept.value(result, functools.partial(self._pack, objects=objects), reply.result)
        finally:
            sys.stdout, sys.stderr = streams
            self._collect_spill()
            printed = [o for o in self.outputs.list if o["output_type"] == "stream"]
            self.outputs = outer
            self.shell.gather(outer)
        return attrs.evolve(reply, printed=printed, changed=changed)

    def _raised(self, error: BaseException) -> Raised:
        try:
            text = str(error)[:2000]
        except Exception:  # noqa: BLE001  (an exception of the learner's own may fail to say itself)
            text = ""
        kinds = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
        return Raised(type(error).__name__[:100], kinds, text, _line_of(error, innermost=True))

    def _call_test(self, number: int, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """The learner's code calls a function that the test handed over."""
        crossing = self.proxies.crossing()
        sent = [crossing.pack(argument) for argument in arguments]
        request = Call(number, sent, {name: crossing.pack(argument) for name, argument in named.items()})
        self.channel.send(plain(request))
        # That function may in turn call one of the learner's before it answers.
        while isinstance(reply := read(self.channel.receive(), Answer, Call), Call):
            self.channel.send(plain(self._call(reply)))
        assert isinstance(reply, Answer)
        if reply.raised:
            raise RuntimeError(reply.raised)
        return self.proxies.crossing().unpack(reply.result)


def _waited() -> float:
    """Seconds that this process was ready to run and waited for a processor; 0 where the kernel does not say."""
    try:
        return int(Path("/proc/self/schedstat").read_bytes().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def _line_of(error: BaseException, innermost: bool = False) -> int:
    """The line of a cell in which an exception was raised: of the cell that was run, or the innermost of any; or 0."""
    line = 0
    frames: types.TracebackType | None = error.__traceback__
    while frames is not None:
        file = frames.tb_frame.f_code.co_filename
        if ("ipykernel" in file or "<ipython" in file) and (innermost or not line):
            line = frames.tb_lineno
        frames = frames.tb_next
    return line
