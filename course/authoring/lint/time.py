"""Is a lesson's stated time plausible from its words and its actions?

The rates are ours, for a reader who reads English as a second language and has not coded before. They are a check
against wishful planning and no measurement: nobody has been timed yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

WORDS_A_MINUTE = 150
MINUTES = {"item": 0.7, "check": 2.0, "code cell": 0.5, "explore": 2.0, "ledger": 3.0, "review": 4.0, "scenario": 9.0}
PLAUSIBLE = (0.65, 1.2)
"""How much of the stated time the estimate may be."""

_ITEM = re.compile(r"""["']m\d-q\d+["']""")
_CALL = re.compile(r"\b(check|explore|ledger|review|scenario)\(")


def minutes_needed(words: int, code: list[str]) -> float:
    """The estimated minutes of a lesson with so many words of prose and these code cells.

    The module quiz at the end of a module is not counted: the lesson names its time itself.

    >>> minutes_needed(1500, ['quiz("m1-q01", "m1-q02")', 'check("m1-t1", ...)'])
    14.4
    """
    text = "\n".join(code)
    used = len(_ITEM.findall(text)) * MINUTES["item"] + len(code) * MINUTES["code cell"]
    used += sum(MINUTES[call] for call in _CALL.findall(text))
    return round(words / WORDS_A_MINUTE + used, 1)


def time_rules(stated: float, words: int, code: list[Any]) -> Iterator[tuple[str, str, str]]:
    """The rule as `course check` tells it: nothing, or place, fault and mend."""
    needed = minutes_needed(words, code)
    low, high = PLAUSIBLE
    if not low * stated <= needed <= high * stated:
        yield (
            "lesson",
            f"{stated:g} minutes stated, about {needed:.0f} needed for its words and actions",
            "state another time, or change the lesson",
        )
