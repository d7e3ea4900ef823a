"""Hidden tests wait until the learner's program has shown all that it will ever show.

What a hidden test hands to the learner's function, the function may keep: in a list, in a file, in another program that
it starts; and a later cell may print it. So a test with hidden lines runs when the last cell has run and its output is
here. It looks at what was there when its turn would have been: at values that crossed then, or, where functions are
among them, at a fork of the learner's process that was made then, and that nobody hears but the judge.

The names that tests leave for each other are those that they would have found in the notebook's order.
"""

from __future__ import annotations

from typing import Any

import attrs

from course.grading.judge.learner_client import LearnerClient

_NONE = object()


@attrs.frozen(eq=False)
class Waiting:
    """A hidden test that waits. place, count: of its cell. learner: whom it asks; None where all values are here.

    names: what the tests before it had left, and the values that it looks at.
    """

    place: int
    count: int
    name: str
    source: str
    learner: LearnerClient | None
    names: dict[str, Any]


class Names:
    """The names of the judge's side, which go back to where they were for each test that has waited.

    >>> names = Names()
    >>> names.now["case"] = 1
    >>> waiting = dict(names.now)
    >>> names.now["case"] = 2
    >>> with names.as_they_were(waiting) as now:
    ...     now["found"] = now["case"] + 10
    >>> with names.as_they_were({"case": 2}) as now:
    ...     now["found"], now["case"]
    (11, 2)
    """

    def __init__(self) -> None:
        self.now: dict[str, Any] = {}  # always the same dict: functions of earlier tests look their names up here
        self._left: dict[str, tuple[Any, Any]] = {}

    def as_they_were(self, names: dict[str, Any]) -> _AsTheyWere:
        """In a `with` statement: the names of then, and what tests that waited before it have left."""
        begin = dict(names)
        for name, (before, value) in self._left.items():
            if begin.get(name, _NONE) is before:
                begin[name] = value
        return _AsTheyWere(self, begin)

    def leave(self, begin: dict[str, Any]) -> None:
        """A test that has waited is done; it began with these names."""
        for name, value in self.now.items():
            if begin.get(name, _NONE) is not value:
                self._left[name] = (begin.get(name, _NONE), value)


@attrs.frozen
class _AsTheyWere:
    names: Names
    begin: dict[str, Any]

    def __enter__(self) -> dict[str, Any]:
        self.names.now.clear()
        self.names.now.update(self.begin)
        return self.names.now

    def __exit__(self, *_: object) -> None:
        self.names.leave(self.begin)
