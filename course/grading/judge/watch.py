"""Whether all that a test looked at crossed to the judge as it is, so that the second witness can say nothing new.

The third of three conditions (see `transparent`, `apart`): it is seen while a test runs. What crosses must be of the
kinds that are the same on both sides; no argument may be changed; and what the test holds (the learner's values, what
functions gave back) must at its end still be on the learner's side what it was when it crossed. So a list that a later
call changes, as that of a default argument, is told from one that is new each time.
"""

from __future__ import annotations

import builtins
from collections.abc import Collection
from typing import Any

from course.grading.judge.codec import MARK
from course.grading.judge.messages import Raised
from course.grading.judge.transparent import Transparent

_SAME = frozenset(
    {"NA", "NaT", "array", "bytes", "complex", "counter", "date", "datetime", "decimal", "dict", "ellipsis", "fraction"}
    | {"frame", "index", "interval", "long", "new", "ordered", "pd.timedelta", "period", "range", "record", "same"}
    | {"scalar", "series", "time", "timedelta", "timestamp", "tuple"}
)
"""The marks of values that are the same on both sides in all that a transparent test can see. Sets are not: their order
is another one when they are made again."""
PLAIN = _SAME | {"dict with a default", "deque", "frozenset", "set", "slice"}
"""The marks of values that a test can look at without asking the learner's side for anything more."""
_HARD = frozenset({"MemoryError", "RecursionError", "StopAsyncIteration", "StopIteration"})
"""These end something else, or depend on how deep the call is."""
_CALLS, _BYTES = 300, 2_000_000
"""What one test may ask for and have kept on the learner's side until its end."""


class Watch:
    """Follows what crosses in the tests of one submission. tests: what its tests do with names, if it is known.

    `clear`: whether nothing has happened so far that the second witness may see in another way.
    """

    def __init__(self, tests: Transparent | None) -> None:
        self.tests = tests if tests is not None else Transparent()
        self.clear = tests is not None
        self._called: Collection[str] = ()
        self._catches = False

    def begin(self, test: str) -> None:
        """A test begins."""
        self._called = self.tests.only_called.get(test, ())
        self._catches = test in self.tests.catches

    def unclear(self) -> None:
        """Something has happened that only the second witness can judge."""
        self.clear = False

    def keeps(self, calls: int, carried: int) -> bool:
        """Whether what crosses next is to be kept, after so many calls and bytes of this test."""
        self.clear = self.clear and calls <= _CALLS and carried <= _BYTES
        return self.clear

    def crossed(self, kinds: Collection[str]) -> None:
        """Values with these marks have crossed."""
        if not _SAME.issuperset(kinds):
            self.clear = False

    def named(self, name: str, form: Any, kinds: Collection[str]) -> None:
        """The learner's value of this name has crossed, as this form."""
        if isinstance(form, dict) and form.get(MARK) == "function" and name in self._called:
            return
        self.crossed(kinds)

    def raised(self, raised: Raised) -> None:
        """One of the learner's functions has raised an exception."""
        known = getattr(builtins, raised.name, None)
        if self._catches or raised.name in _HARD or not (isinstance(known, type) and issubclass(known, Exception)):
            self.clear = False
