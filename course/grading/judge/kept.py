"""What has crossed to the judge, on the learner's side: is it still what it was?

A test that holds a list may see it change when it calls one of the learner's functions again, as in one process it
would. The judge holds a copy. So what crossed in one test is looked at once more at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_FIXED = (bool, float, int, str, type(None))


class Kept:
    """What has crossed since the last question.

    >>> kept, names = Kept(), {"years": [1949]}
    >>> kept.name(names, "years", list, [1949])
    >>> names["years"].append(1955)
    >>> kept.still(), kept.still()
    (False, True)
    """

    def __init__(self) -> None:
        self._checks: list[Callable[[], bool]] = []

    def value(self, value: Any, form: Callable[[Any], Any], was: Any) -> None:
        """Keep a value. form: gives what crosses of it; was: what did."""
        if type(value) not in _FIXED:
            self._checks.append(lambda: bool(form(value) == was))

    def name(self, names: Mapping[str, Any], name: str, form: Callable[[Any], Any], was: Any) -> None:
        """Keep the value of a name, which may also get another value."""
        value = names[name]
        self._checks.append(lambda: name in names and names[name] is value)
        self.value(value, form, was)

    def still(self) -> bool:
        """Whether everything is what it was; it is kept no longer."""
        checks, self._checks = self._checks, []
        return all(check() for check in checks)
