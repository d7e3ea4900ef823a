"""The judge's end of the connection to the learner's process."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Collection
from typing import Any

from course.grading.refused import Refused
from course.grading.values import CannotCross
from course.grading.wire import Wire, WireClosed, WireTimeout

GRACE = 3.0
"""Seconds that the learner's process gets on top of a cell's time to stop the cell by itself."""


class LearnerGone(Exception):
    """The learner's process has ended or no longer answers; `reason` says so to the learner."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LearnerLink:
    """Runs cells, fetches values and calls functions in the learner's process.

    wire: the connection. `ended`: why the process has gone, or "". `last_seen`: the names of the last `values` call
    that exist there.
    """

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.ended = ""
        self.last_seen: set[str] = set()
        self._cell = 0
        self._seconds: float | None = None

    def open(self, modules: Collection[str], shelf: Any, give_back: Callable[[Any, Any], None]) -> None:
        """Prepare for one submission; `modules` are those that the instructor's notebook imports."""
        self.shelf = shelf(self._call, modules)
        self._give_back = give_back

    def run(self, source: str, seconds: float | None, cell: int) -> list[dict[str, Any]]:
        """Run a cell; its outputs. Errors: LearnerGone."""
        self._cell, self._seconds = cell, seconds
        reply = self._ask({"do": "run", "code": source, "seconds": seconds})
        outputs = reply.get("outputs")
        return [output for output in outputs if _is_output(output)] if isinstance(outputs, list) else []

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
            return self.shelf.crossing().unpack(plain)
        except CannotCross as error:
            return Refused(error.what, str(error).partition(": ")[2] or str(error))

    def _call(self, number: int, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        crossing = self.shelf.crossing()
        sent = {
            "do": "call",
            "number": number,
            "arguments": [crossing.pack(argument) for argument in arguments],
            "named": {name: crossing.pack(argument) for name, argument in named.items()},
            "seconds": self._seconds,
        }
        reply = self._ask(sent)
        for output in reply.get("printed", []):
            if _is_output(output) and output["output_type"] == "stream":
                (sys.stderr if output["name"] == "stderr" else sys.stdout).write(output["text"])
        for place, new in reply.get("changed", []):
            if type(place) is int and 0 <= place < len(arguments):
                self._give_back(arguments[place], self._value(new))
        if "raised" in reply:
            raise _as_exception(reply["raised"])
        return self._value(reply.get("result"))

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        if self.ended:
            raise LearnerGone(self.ended)
        patience = None if self._seconds is None else self._seconds + GRACE
        try:
            self.wire.send(request)
            while True:
                reply = self.wire.receive(patience)
                if reply.get("do") != "call":
                    return reply
                self.wire.send(self._answer_call(reply))
        except WireTimeout:
            self.ended = f"cell {self._cell} did not stop within {self._seconds:g} seconds; what follows was not run"
        except WireClosed:
            self.ended = f"the program ended in cell {self._cell}; what follows was not run"
        raise LearnerGone(self.ended)

    def _answer_call(self, request: dict[str, Any]) -> dict[str, Any]:
        """A learner's function calls a function that the test handed to it."""
        try:
            crossing = self.shelf.crossing()
            function = self.shelf.shown(request["number"])
            arguments = [crossing.unpack(argument) for argument in request["arguments"]]
            named = {str(name): crossing.unpack(argument) for name, argument in request["named"].items()}
            return {"result": self.shelf.crossing().pack(function(*arguments, **named))}
        except Exception as error:  # noqa: BLE001  (the learner's code may see only the kind of error)
            return {"raised": type(error).__name__}


def _is_output(output: Any) -> bool:
    """Whether this is one of nbformat's outputs, in shape; the learner's process could send anything."""
    if not isinstance(output, dict):
        return False
    match output.get("output_type"):
        case "stream":
            return set(output) == {"output_type", "name", "text"} and all(type(v) is str for v in output.values())
        case "error":
            texts = (output.get("ename"), output.get("evalue"))
            lines = output.get("traceback")
            return all(type(t) is str for t in texts) and isinstance(lines, list) and all(type(x) is str for x in lines)
        case "display_data" | "execute_result":
            return isinstance(output.get("data"), dict) and isinstance(output.get("metadata"), dict)
    return False


def _as_exception(raised: Any) -> BaseException:
    """An exception that tests can catch by its built-in name, with the learner's text."""
    raised = raised if isinstance(raised, dict) else {}
    text, line = str(raised.get("text", ""))[:2000], raised.get("line", 0)
    name = str(raised.get("name", "Exception"))[:100]
    kinds = raised.get("kinds")
    base: type[BaseException] = Exception
    for kind in kinds if isinstance(kinds, list) else []:
        found = getattr(builtins, str(kind), None)
        if isinstance(found, type) and issubclass(found, Exception) and not issubclass(found, UnicodeError):
            base = found
            break
    made = (base if base.__name__ == name else type(name if name.isidentifier() else "Exception", (base,), {}))(text)
    made.__learner__ = {"text": text, "line": line if type(line) is int else 0}  # type: ignore[attr-defined]
    return made
