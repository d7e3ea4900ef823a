"""The judge's end of the connection to the learner's process."""

from __future__ import annotations

import builtins
import contextlib
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from course.grading.judge.codec import CannotCross, Objects
from course.grading.judge.messages import (
    Answer,
    Call,
    Fork,
    Forked,
    Found,
    Raised,
    Ran,
    Returned,
    RunCell,
    Still,
    Unchanged,
    Values,
)  # fmt: skip
from course.grading.judge.proxies import Proxies
from course.grading.judge.refused import TOO_MUCH, Refused, give_back
from course.grading.judge.watch import Watch
from course.grading.notebook.outputs import clean, text_of
from course.grading.sandbox.messages import Message, plain, read
from course.kernels import fair_time
from course.kernels.channel import Channel, ChannelClosed, ChannelTimeout

Reply = TypeVar("Reply", bound=Message)

GRACE = 3.0
"""Seconds that the learner's process gets on top of a cell's time to stop the cell by itself."""
_MANY, _MUCH = 1_000, 8_000_000
"""Calls, and bytes, of one test from which on its time may have gone on carrying them."""
_PRINTED = 1_000_000
"""Characters that the learner's functions may print during one test."""


class LearnerGone(Exception):
    """The learner's process has ended or no longer answers; `reason` says so to the learner."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LearnerClient:
    """Runs cells, fetches values and calls functions in the learner's process.

    channel: the connection. modules: those that the instructor's notebook imports. `ended`: why the process has gone,
    or "". `last_seen`: the names of the last `values` call that exist there; `last_kinds`: the marks of what they hold.
    `say`: what is done with text that a learner's function prints, ("stdout" or "stderr", text). `in_hidden`: whether a
    hidden line calls now. `calls_of_hidden`: whether one has; `changed`: whether a call has changed what it was given;
    `gives_back`: whether the test sees that.
    watch: follows what crosses.
    """

    def __init__(self, channel: Channel, modules: Collection[str], watch: Watch | None = None) -> None:
        self.channel, self.watch = channel, watch or Watch(None)
        self.proxies = Proxies(self._call, modules)
        self.proxies.told = self._refuse
        self.ended = ""
        self.last_seen: set[str] = set()
        self.last_kinds: set[str] = set()
        self._cell = ""
        self._seconds: float | None = None
        self._until: float | None = None
        self._printed = 0
        self._calls = self._carried = 0
        self._refused = ""
        self._too_much = self._kept = False
        self.calls_of_hidden = self.changed = False
        self.gives_back = True
        self._seen: dict[str, Any] = {}  # since the learner's side last did anything
        self.say: Callable[[str, str], None] = lambda name, text: None
        self.in_hidden: Callable[[], bool] = lambda: False

    def begin(self, seconds: float | None, cell: str) -> None:
        """A cell, `cell` in words, begins: what it asks of the learner's process must be answered in this time."""
        self._cell, self._seconds, self._printed = cell, seconds, 0
        self._calls, self._carried, self._refused = 0, self.channel.carried, ""
        self._until = None if seconds is None else fair_time.now() + seconds

    def _refuse(self, reason: str) -> None:
        self._refused = self._refused or reason

    def refused(self, timed_out: bool) -> str:
        """Why the judge could not see what the test looked at, or "".

        timed_out: whether the test's time was up. It is held against the judge where calls or data were many.
        """
        if timed_out and (self._calls > _MANY or self.channel.carried - self._carried > _MUCH):
            self._too_much = True
        gone = self._too_much and (timed_out or self.ended)
        return self._refused or (TOO_MUCH if gone else "")

    def _left(self) -> float | None:
        return None if self._until is None else self._until - fair_time.now()

    def _patience(self) -> float | None:
        left = self._left()
        if left is not None and left + GRACE <= 0:
            raise ChannelTimeout
        return None if left is None else left + GRACE

    def run(self, source: str, seconds: float | None, cell: str) -> list[dict[str, Any]]:
        """Run a cell; its outputs. Errors: LearnerGone."""
        self.begin(seconds, cell)
        self._seen = {}
        ran = self._ask(RunCell(source, seconds), Ran)
        self._kept = False
        self._tell(ran.still)
        return clean(ran.outputs)

    def values(self, names: list[str]) -> dict[str, Any]:
        """The learner's values of these names; a name that is not there is absent. Errors: LearnerGone."""
        self.last_kinds = set()
        ask = [name for name in names if name not in self._seen]
        if ask:
            reply = self._ask(Values(ask, self._keeps()), Found)
            known = {name: form for name, form in reply.values.items() if name in ask}
            self._seen |= {name: self._value(form, name=name) for name, form in known.items()}
        found = {name: self._seen[name] for name in names if name in self._seen}
        if not self.watch.clear:  # then a test may change what it gets, and the next one must get it anew
            self._seen = {}
        self.last_seen = set(found)
        return found

    def _value(self, form: Any, objects: Objects | None = None, name: str = "") -> Any:
        crossing = self.proxies.crossing(objects)
        try:
            value = crossing.unpack(form)
        except CannotCross as error:
            self.watch.unclear()
            self.last_kinds.add("cannot")
            return Refused(error.what, error.why, error.own, told=self._refuse)
        self.watch.named(name, form, crossing.kinds)
        self.last_kinds |= crossing.kinds
        return value

    def _keeps(self) -> bool:
        keeps = self.watch.keeps(self._calls, self.channel.carried - self._carried)
        self._kept = self._kept or keeps
        return keeps

    def _tell(self, still: bool) -> None:
        if not still:
            self.watch.unclear()

    def fork(self, channel: Channel) -> LearnerClient:
        """A client for a fork of the learner's process, as it is now, that answers on this channel.

        Errors: LearnerGone.
        """
        self._ask(Fork(), Forked)
        made = LearnerClient(channel, (), self.watch)
        made.proxies = self.proxies.copied(made._call, made._refuse)
        made.say, made.in_hidden, made._kept = self.say, self.in_hidden, self._kept
        return made

    def finish(self) -> None:
        """The last test has ended: tell the watch whether what crossed is still what it was. Errors: LearnerGone."""
        if self._kept:
            self._tell(self._ask(Still(), Unchanged).yes)

    def _call(self, number: int, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        left = self._left()
        if left is not None and left <= 0:
            raise TimeoutError("the check took longer than allowed")
        objects = Objects()
        crossing = self.proxies.crossing(objects, naming=True)
        sent = [crossing.pack(argument) for argument in arguments]
        self._seen = {}
        self.calls_of_hidden = self.calls_of_hidden or self.in_hidden()
        sent_named = {name: crossing.pack(argument) for name, argument in named.items()}
        self.watch.crossed(crossing.kinds)
        reply = self._ask(Call(number, sent, sent_named, left, self._keeps()), Returned)
        for output in clean(reply.printed):
            if output["output_type"] == "stream":
                text = output["text"][: max(0, _PRINTED - self._printed)]
                self._printed += len(text)
                self.say(output["name"], text)
        for change in reply.changed:
            self.watch.unclear()
            self.changed = True
            if not self.gives_back:
                continue
            with contextlib.suppress(CannotCross):
                give_back(objects.of(change.number), self._value(change.value, objects))
        if reply.raised is not None:
            self.watch.raised(reply.raised)
            raise _as_exception(reply.raised)
        return self._value(reply.result, objects)

    def _ask(self, request: Message, wanted: type[Reply]) -> Reply:
        if self.ended:
            raise LearnerGone(self.ended)
        self._calls += 1
        try:
            self.channel.send(plain(request), seconds=self._patience())
            while True:
                # However often the learner's code calls back, the cell's time is not longer for it.
                reply = read(self.channel.receive(self._patience()), wanted, Call)
                if isinstance(reply, wanted):
                    return reply
                assert isinstance(reply, Call)
                self._calls += 1
                self.channel.send(plain(self._answer_call(reply)), seconds=self._patience())
        except ChannelTimeout:
            self.ended = f"{self._cell} did not stop within {self._seconds:g} seconds; what follows was not run"
        except ChannelClosed:
            self.ended = f"the program ended in {self._cell}; what follows was not run"
        except BaseException:
            # The judge stopped in the middle of a conversation, which cannot be taken up again.
            self.ended = f"the check of {self._cell} had to be stopped; what follows was not run"
            raise
        raise LearnerGone(self.ended)

    def _answer_call(self, request: Call) -> Answer:
        """A learner's function calls a function that the test handed to it."""
        self.watch.unclear()
        try:
            crossing = self.proxies.crossing()
            function = self.proxies.shown(request.number)
            arguments = [crossing.unpack(argument) for argument in request.arguments]
            named = {name: crossing.unpack(argument) for name, argument in request.named.items()}
            return Answer(self.proxies.crossing().pack(function(*arguments, **named)))
        except Exception as error:  # noqa: BLE001  (the learner's code may see only the kind of error)
            return Answer(raised=type(error).__name__)


def _as_exception(raised: Raised) -> BaseException:
    """An exception that tests can catch by its built-in name, with the learner's text."""
    text, name = text_of(raised.text, 2000), text_of(raised.name, 100)
    base: type[BaseException] = Exception
    for kind in raised.kinds:
        found = getattr(builtins, kind, None)
        if isinstance(found, type) and issubclass(found, Exception) and not issubclass(found, UnicodeError):
            # "There are no more" would end a loop of the test's own, with its remaining checks left out.
            base = RuntimeError if issubclass(found, (StopIteration, StopAsyncIteration)) else found
            break
    made = (base if base.__name__ == name else type(name if name.isidentifier() else "Exception", (base,), {}))(text)
    made.__learner__ = {"text": text, "line": raised.line}  # type: ignore[attr-defined]
    return made
