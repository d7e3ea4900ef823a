"""The judge's end of the connection to the learner's process."""

from __future__ import annotations

import builtins
import time
from collections.abc import Callable, Collection
from typing import Any

from course.grading.judge.codec import CannotCross
from course.grading.judge.refused import Refused
from course.grading.notebook.outputs import clean, text_of
from course.kernels.channel import Channel, ChannelClosed, ChannelTimeout

GRACE = 3.0
"""Seconds that the learner's process gets on top of a cell's time to stop the cell by itself."""
_PRINTED = 1_000_000
"""Characters that the learner's functions may print during one test."""


class LearnerGone(Exception):
    """The learner's process has ended or no longer answers; `reason` says so to the learner."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LearnerClient:
    """Runs cells, fetches values and calls functions in the learner's process.

    channel: the connection. `ended`: why the process has gone, or "". `last_seen`: the names of the last `values` call
    that exist there. `say`: what is done with text that a learner's function prints, ("stdout" or "stderr", text).
    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.ended = ""
        self.last_seen: set[str] = set()
        self._cell = 0
        self._seconds: float | None = None
        self._until: float | None = None
        self._printed = 0
        self.say: Callable[[str, str], None] = lambda name, text: None

    def begin(self, seconds: float | None, cell: int) -> None:
        """A cell begins: everything that it asks of the learner's process must be answered in this time."""
        self._cell, self._seconds, self._printed = cell, seconds, 0
        self._until = None if seconds is None else time.monotonic() + seconds

    def _left(self) -> float | None:
        return None if self._until is None else self._until - time.monotonic()

    def _patience(self) -> float | None:
        left = self._left()
        if left is not None and left + GRACE <= 0:
            raise ChannelTimeout
        return None if left is None else left + GRACE

    def open(self, modules: Collection[str], proxies: Any, give_back: Callable[[Any, Any], None]) -> None:
        """Prepare for one submission; `modules` are those that the instructor's notebook imports."""
        self.proxies = proxies(self._call, modules)
        self._give_back = give_back

    def run(self, source: str, seconds: float | None, cell: int) -> list[dict[str, Any]]:
        """Run a cell; its outputs. Errors: LearnerGone."""
        self.begin(seconds, cell)
        return clean(self._ask({"do": "run", "code": source, "seconds": seconds}).get("outputs"))

    def values(self, names: list[str]) -> dict[str, Any]:
        """The learner's values of these names; a name that is not there is absent. Errors: LearnerGone."""
        self.last_seen = set()
        if not names:
            return {}
        found = self._ask({"do": "values", "names": names}).get("values")
        known = {name: plain for name, plain in found.items() if name in names} if isinstance(found, dict) else {}
        self.last_seen = set(known)
        return {name: self._value(plain) for name, plain in known.items()}

    def _value(self, plain: Any) -> Any:
        try:
            return self.proxies.crossing().unpack(plain)
        except CannotCross as error:
            return Refused(error.what, str(error).partition(": ")[2] or str(error))

    def _call(self, number: int, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        left = self._left()
        if left is not None and left <= 0:
            raise TimeoutError("the check took longer than allowed")
        crossing = self.proxies.crossing()
        sent = {
            "do": "call",
            "number": number,
            "arguments": [crossing.pack(argument) for argument in arguments],
            "named": {name: crossing.pack(argument) for name, argument in named.items()},
            "seconds": left,
        }
        reply = self._ask(sent)
        for output in clean(reply.get("printed")):
            if output["output_type"] == "stream":
                text = output["text"][: max(0, _PRINTED - self._printed)]
                self._printed += len(text)
                self.say(output["name"], text)
        changed = reply.get("changed")
        for pair in changed if isinstance(changed, list) else []:
            if isinstance(pair, list) and len(pair) == 2 and type(pair[0]) is int and 0 <= pair[0] < len(arguments):
                self._give_back(arguments[pair[0]], self._value(pair[1]))
        if "raised" in reply:
            raise _as_exception(reply["raised"])
        return self._value(reply.get("result"))

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        if self.ended:
            raise LearnerGone(self.ended)
        try:
            self.channel.send(request, seconds=self._patience())
            while True:
                # However often the learner's code calls back, the cell's time is not longer for it.
                reply = self.channel.receive(self._patience())
                if reply.get("do") != "call":
                    return reply
                self.channel.send(self._answer_call(reply), seconds=self._patience())
        except ChannelTimeout:
            self.ended = f"cell {self._cell} did not stop within {self._seconds:g} seconds; what follows was not run"
        except ChannelClosed:
            self.ended = f"the program ended in cell {self._cell}; what follows was not run"
        except BaseException:
            # The judge stopped in the middle of a conversation, which cannot be taken up again.
            self.ended = f"the check of cell {self._cell} had to be stopped; what follows was not run"
            raise
        raise LearnerGone(self.ended)

    def _answer_call(self, request: dict[str, Any]) -> dict[str, Any]:
        """A learner's function calls a function that the test handed to it."""
        try:
            crossing = self.proxies.crossing()
            function = self.proxies.shown(request["number"])
            arguments = [crossing.unpack(argument) for argument in request["arguments"]]
            named = {str(name): crossing.unpack(argument) for name, argument in request["named"].items()}
            return {"result": self.proxies.crossing().pack(function(*arguments, **named))}
        except Exception as error:  # noqa: BLE001  (the learner's code may see only the kind of error)
            return {"raised": type(error).__name__}


def _as_exception(raised: Any) -> BaseException:
    """An exception that tests can catch by its built-in name, with the learner's text."""
    raised = raised if isinstance(raised, dict) else {}
    text, line = text_of(raised.get("text", ""), 2000), raised.get("line", 0)
    name = text_of(raised.get("name", "Exception"), 100)
    kinds = raised.get("kinds")
    base: type[BaseException] = Exception
    for kind in kinds if isinstance(kinds, list) else []:
        found = getattr(builtins, str(kind), None)
        if isinstance(found, type) and issubclass(found, Exception) and not issubclass(found, UnicodeError):
            # "There are no more" would end a loop of the test's own, with its remaining checks left out.
            base = RuntimeError if issubclass(found, (StopIteration, StopAsyncIteration)) else found
            break
    made = (base if base.__name__ == name else type(name if name.isidentifier() else "Exception", (base,), {}))(text)
    made.__learner__ = {"text": text, "line": line if type(line) is int else 0}  # type: ignore[attr-defined]
    return made
