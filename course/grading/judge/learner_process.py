"""The learner's side of a submission: runs the learner's cells and shows its values as data.

This runs inside the sandbox, in a process forked from a zygote, and holds nothing worth stealing: no test, no
solution, no grade. Everything it says is the learner's word. It answers one request of `messages` at a time.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import signal
import sys
import types
from collections.abc import Iterator
from typing import Any

import attrs
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

from course.grading.judge import codec_tables  # noqa: F401  (registers numpy's and pandas' types)
from course.grading.judge.codec import MARK, CannotCross
from course.grading.judge.messages import (
    Answer,
    Call,
    Change,
    Found,
    Raised,
    Ran,
    Returned,
    Run,
    Values,
)  # fmt: skip
from course.grading.judge.proxies import Proxies
from course.grading.sandbox.messages import Message, plain, read
from course.kernels.channel import Channel

MOST_OUTPUT = 1_000_000
"""Characters of output kept for one cell. The rest is dropped, with a line that says so."""


class CellTimeoutError(BaseException):
    """The cell had its time. A BaseException, so that `except Exception` in a loop does not swallow it."""


class Outputs:
    """What one cell shows, in the notebook's own format and in order."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything: a new cell begins."""
        self.list: list[dict[str, Any]] = []
        self._left = MOST_OUTPUT

    def _room_for(self, size: int) -> bool:
        if self._left <= 0:
            return False
        self._left -= size + 100  # an output has its price even when it is empty
        if self._left <= 0:
            note = f"\n[More than {MOST_OUTPUT:,} characters of output: the rest was dropped.]\n"
            self.list.append({"output_type": "stream", "name": "stdout", "text": note})
        return self._left > 0

    def write(self, name: str, text: str) -> None:
        """Text on stdout or stderr."""
        if not text:
            return
        text = text[: max(0, self._left)]
        if not self._room_for(len(text)):
            return
        if self.list and self.list[-1].get("name") == name:
            self.list[-1]["text"] += text
        else:
            self.list.append({"output_type": "stream", "name": name, "text": text})

    def show(self, kind: str, data: dict[str, Any], metadata: dict[str, Any], **more: Any) -> None:
        """A picture, a table or a value in its several forms."""
        if self._room_for(sum(len(str(form)) for form in data.values())):
            self.list.append({"output_type": kind, "data": data, "metadata": metadata, **more})

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """An exception; kept even where the output is full, but not without end."""
        if self._left <= -MOST_OUTPUT:
            return
        self._left -= len(value) + sum(len(line) for line in traceback[:200])
        self.list.append(
            {
                "output_type": "error",
                "ename": name[:200],
                "evalue": value[:20_000],
                "traceback": [line[:20_000] for line in traceback[:200]],
            }
        )


class _Stream(io.TextIOBase):
    """sys.stdout or sys.stderr of the learner's code."""

    encoding = "utf-8"  # type: ignore[assignment]

    def __init__(self, outputs: Outputs, name: str, descriptor: int) -> None:
        self._outputs, self._name, self._descriptor = outputs, name, descriptor

    def write(self, text: str) -> int:
        self._outputs.write(self._name, str(text))
        return len(text)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return self._descriptor


class _Publisher(DisplayPublisher):
    outputs: Outputs

    def publish(self, data: Any, metadata: Any = None, *_: Any, **__: Any) -> None:
        self.outputs.show("display_data", dict(data), dict(metadata or {}))

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear()


class _Hook(DisplayHook):
    outputs: Outputs

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        count = self.shell.execution_count if self.shell else 0
        self.outputs.show("execute_result", dict(format_dict), dict(md_dict or {}), execution_count=count)


class LearnerShell(InteractiveShell):
    """IPython's shell, with its outputs gathered instead of printed."""

    outputs: Outputs

    def gather(self, outputs: Outputs) -> None:
        """Send everything that is shown from now on to `outputs`."""
        self.outputs = outputs
        self.displayhook.outputs = self.display_pub.outputs = outputs  # type: ignore[attr-defined]

    def init_history(self) -> None:
        """Without a database: nothing of one submission is there for the next."""
        self.config.HistoryManager.enabled = False
        self.config.HistoryManager.hist_file = ":memory:"
        super().init_history()

    def init_io(self) -> None:
        """Nothing to set up: the streams are replaced when a submission begins."""

    def enable_gui(self, gui: Any = None) -> None:
        """There is no screen."""

    def ask_exit(self) -> None:
        """`exit` in a notebook stops the program, as it does in Jupyter."""
        os._exit(0)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.outputs.error(str(etype.__name__), str(evalue), [str(line) for line in stb])


def make_shell() -> LearnerShell:
    """The zygote's shell; each fork has its own copy from then on."""
    shell = LearnerShell.instance(displayhook_class=_Hook, display_pub_class=_Publisher, colors="nocolor")
    outputs = Outputs()
    shell.gather(outputs)
    shell.system = shell.system_piped  # type: ignore[method-assign]
    shell.run_cell("pass", store_history=False)  # the first cell compiles much that later ones share
    return shell


class LearnerProcess:
    """Answers the judge's requests about one submission.

    channel: the connection to the judge. shell: the forked copy of the zygote's shell.
    """

    def __init__(self, channel: Channel, shell: LearnerShell) -> None:
        self.channel, self.shell, self.outputs = channel, shell, shell.outputs
        self.proxies = Proxies(self._call_test)

    def serve(self) -> None:
        """Answer until the judge hangs up."""
        self._settle()
        while True:
            request = read(self.channel.receive(), Run, Values, Call)
            self.channel.send(plain(self._answer(request)))

    def _settle(self) -> None:
        random.seed()
        numpy = sys.modules.get("numpy")
        if numpy is not None:
            numpy.random.seed()
        # What a library or a child process writes past Python ends in these files; their size is limited.
        self._spill = {"stdout": os.memfd_create("stdout"), "stderr": os.memfd_create("stderr")}
        os.dup2(self._spill["stdout"], 1)
        os.dup2(self._spill["stderr"], 2)
        sys.stdout = _Stream(self.outputs, "stdout", 1)
        sys.stderr = _Stream(self.outputs, "stderr", 2)
        signal.signal(signal.SIGALRM, self._time_up)
        if "" not in sys.path:
            sys.path.insert(0, "")

    def _time_up(self, *_: Any) -> None:
        raise CellTimeoutError("the cell took longer than allowed")

    @contextlib.contextmanager
    def _limited(self, seconds: float | None) -> Iterator[None]:
        signal.setitimer(signal.ITIMER_REAL, seconds or 0)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _answer(self, request: Message) -> Message:
        match request:
            case Run():
                return self._run(request)
            case Values():
                return Found(self._values(request.names))
            case Call():
                return self._call(request)
        raise AssertionError(request)

    def _run(self, request: Run) -> Ran:
        self.outputs.clear()
        error: BaseException | None = None
        try:
            with self._limited(request.seconds):
                result = self.shell.run_cell(request.code, store_history=True)
                error = result.error_in_exec or result.error_before_exec
        except (CellTimeoutError, SystemExit) as raised:  # outside the cell's own code, where IPython does not look
            error = raised
        if isinstance(error, CellTimeoutError):
            self._say_timeout()
        self._collect_spill()
        return Ran(self.outputs.list)

    def _say_timeout(self) -> None:
        self.outputs.list = [o for o in self.outputs.list if o.get("ename") != "CellTimeoutError"]
        text = "No reply from kernel before timeout"
        self.outputs.error("CellTimeoutError", text, [f"CellTimeoutError: {text}"])

    def _collect_spill(self) -> None:
        for name, descriptor in self._spill.items():
            size = os.fstat(descriptor).st_size
            if size:
                data = os.pread(descriptor, min(size, MOST_OUTPUT), 0)
                os.ftruncate(descriptor, 0)
                os.lseek(descriptor, 0, os.SEEK_SET)
                self.outputs.write(name, data.decode("utf-8", "replace"))

    def _values(self, names: list[str]) -> dict[str, Any]:
        found = {}
        for name in names:
            if name in self.shell.user_ns:
                found[name] = self._pack(self.shell.user_ns[name])
        return found

    def _pack(self, value: Any) -> Any:
        try:
            return self.proxies.crossing().pack(value)
        except CannotCross as error:
            return {MARK: "cannot", "what": error.what, "why": str(error)}
        except Exception as error:  # noqa: BLE001  (a value of the learner's own may misbehave when looked at)
            return {MARK: "cannot", "what": type(value).__name__, "why": f"looking at it raised {type(error).__name__}"}

    def _call(self, request: Call) -> Returned:
        """Call one of the learner's functions with the judge's data; report what it returned, printed and changed."""
        outer, self.outputs = self.outputs, Outputs()
        self.shell.gather(self.outputs)
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream(self.outputs, "stdout", 1), _Stream(self.outputs, "stderr", 2)
        try:
            crossing = self.proxies.crossing()
            function = self.proxies.shown(request.number)
            arguments = [crossing.unpack(argument) for argument in request.arguments]
            named = {name: crossing.unpack(argument) for name, argument in request.named.items()}
            try:
                with self._limited(request.seconds):
                    result = function(*arguments, **named)
                    reply = Returned(self._pack(result))
            except BaseException as error:  # noqa: BLE001  (the learner's function may raise anything)
                reply = Returned(raised=self._raised(error))
            after = [self._pack(argument) for argument in arguments]
            # A function may change a list or a table that it was given; the test looks at its own copy.
            changed = [Change(place, new) for place, new in enumerate(after) if new != request.arguments[place]]
        finally:
            sys.stdout, sys.stderr = streams
            self._collect_spill()
            printed = [o for o in self.outputs.list if o["output_type"] == "stream"]
            self.outputs = outer
            self.shell.gather(outer)
        return attrs.evolve(reply, printed=printed, changed=changed)

    def _raised(self, error: BaseException) -> Raised:
        line = 0
        frames: types.TracebackType | None = error.__traceback__
        while frames is not None:
            if "ipykernel" in frames.tb_frame.f_code.co_filename or "<ipython" in frames.tb_frame.f_code.co_filename:
                line = frames.tb_lineno
            frames = frames.tb_next
        try:
            text = str(error)[:2000]
        except Exception:  # noqa: BLE001  (an exception of the learner's own may fail to say itself)
            text = ""
        kinds = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
        return Raised(type(error).__name__[:100], kinds, text, line)

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
