"""How late work was and what that cost, in words: the same on the feedback page, in the report and in a command."""

from __future__ import annotations

import math

import attrs

_DAY = 24 * 60 * 60


def days_late(seconds: float) -> int:
    """The days that have begun after the due date.

    >>> days_late(0), days_late(60), days_late(24 * 60 * 60 + 1)
    (0, 1, 2)
    """
    return math.ceil(seconds / _DAY)


@attrs.frozen(kw_only=True)
class Lateness:
    """How late work was. off: points taken off for it. earned: what it had before.

    >>> str(Lateness(seconds=2 * 86400, off=3.4, earned=17)), str(Lateness(seconds=60)), str(Lateness())
    ('2 days late: 20 % of 17 points off, 3.4', '1 day late: no points off', '')
    """

    seconds: float = 0
    off: float = 0
    earned: float = 0

    def __str__(self) -> str:
        days = days_late(self.seconds)
        when = f"{days} day{'' if days == 1 else 's'} late" if days else "late"
        if not self.off:
            return f"{when}: no points off" if days else ""
        if self.earned <= 0:
            return f"{when}: {_number(self.off)} points off"
        return f"{when}: {_number(100 * self.off / self.earned)} % of {_number(self.earned)} points off, " + _number(
            self.off
        )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
