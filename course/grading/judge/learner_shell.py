"""IPython's shell for a learner's cells, and what they show: gathered in the notebook's own format, up to a limit."""

from __future__ import annotations

import asyncio
import contextvars
import io
import os
import sys
import types
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

MOST_OUTPUT = 1_000_000
"""Characters of output kept for one cell. The rest is dropped, with a line that says so."""


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


class Stream(io.TextIOBase):
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
    kernel: Any = None
    _loop: asyncio.AbstractEventLoop | None = None
    _context: contextvars.Context | None = None
    _inside = False

    def gather(self, outputs: Outputs) -> None:
        """Send everything that is shown from now on to `outputs`."""
        self.outputs = outputs
        self.displayhook.outputs = self.display_pub.outputs = outputs  # type: ignore[attr-defined]

    def run_as_jupyter_does(self, code: str) -> Any:
        """Run a cell inside a running event loop, as a Jupyter kernel does; IPython's result of it."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self._loop)
            # One for all cells: numpy's and decimal's settings lie in it.
            self._context = contextvars.copy_context()
        return self._loop.run_until_complete(self._loop.create_task(self._in_loop(code), context=self._context))

    def call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Call a function of a cell as another cell would; what it returns. Errors: those of the function."""
        if self._context is None or self._inside:
            return function(*arguments, **named)
        self._inside = True
        try:
            return self._context.run(function, *arguments, **named)
        finally:
            self._inside = False

    async def _in_loop(self, code: str) -> Any:
        fault = None
        try:
            transformed = self.transform_cell(code)
        except Exception:  # noqa: BLE001  (IPython shows it as the cell's own error)
            transformed, fault = code, sys.exc_info()
        result = await self.run_cell_async(
            code, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=fault
        )
        self.events.trigger("post_execute")
        self.events.trigger("post_run_cell", result)
        return result

    def init_history(self) -> None:
        """Without a database: nothing of one submission is there for the next."""
        self.config.HistoryManager.enabled = False
        self.config.HistoryManager.hist_file = ":memory:"
        super().init_history()

    def _format_exception_for_storage(self, *_: Any, **__: Any) -> dict[str, Any]:
        """Nothing: IPython would write each error a second time, for a history that nobody reads."""
        return {}

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
    os.environ["NBGRADER_EXECUTION"] = "autograde"  # as nbgrader has it: packages may behave differently there
    shell = LearnerShell.instance(displayhook_class=_Hook, display_pub_class=_Publisher, colors="nocolor")
    outputs = Outputs()
    shell.gather(outputs)
    shell.system = shell.system_piped  # type: ignore[method-assign]
    # Code that asks whether it runs in a notebook looks for this.
    shell.kernel = types.SimpleNamespace(shell=shell, implementation="ipython")
    shell.run_cell("pass", store_history=False)  # the first cell compiles much that later ones share
    return shell
