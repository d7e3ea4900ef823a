"""One thing that a class lacks, with the way to mend it: a line of `course class check`."""

from __future__ import annotations

import attrs


@attrs.frozen
class Finding:
    """stops: whether the class cannot go on with it. what: what is wrong. mend: what to do, often a command to type.

    >>> print(Finding(False, "course.yml is missing", "write one"))
    Look at: course.yml is missing. To mend: write one.
    """

    stops: bool
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{'Stops the class' if self.stops else 'Look at'}: {self.what}. To mend: {self.mend}."


def of_error(stops: bool, error: Exception) -> Finding:
    """What an error of ours says, as a finding on one line.

    >>> print(of_error(True, ValueError("It is gone. To mend, in the file:\\n- row 2: no id")))
    Stops the class: It is gone. To mend: in the file: row 2: no id.
    """
    what, _, advice = str(error).partition(" To mend")
    first, *others = [line.strip("- ") for line in advice.lstrip(":, ").splitlines()] or ["see above"]
    mend = " ".join([first, "; ".join(others)])
    return Finding(stops, what.rstrip(". "), mend.strip(". "))


def some(names: list[str], most: int = 5) -> str:
    """The first few names, and how many there are more.

    >>> some(["ann", "bob", "cem"], 2)
    'ann, bob and 1 more'
    """
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
