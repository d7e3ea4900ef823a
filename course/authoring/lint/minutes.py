"""How long the core of a lesson that is told anew takes somebody who reads English as a second or third language.

The rates are ours and stand in this one place. They are a check against wishful planning and no measurement: nobody
has been timed yet. (Lessons that still wait are held to the older rates of `time.py`.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from course.authoring.passages import CODE, MACHINERY, Passage

WORDS_A_MINUTE = 120
"""Adults read their first language at about 240 words a minute (Brysbaert 2019); we take half of it, for a second
language and for new terms."""
ITEM = 1.5
"""To read a stem and four options, to choose, and to read what is said of the choice."""
TASK = 4.0
"""To read the question, to change a line or two, to run, to check, and often once more."""
EXPLORER = 2.0
"""To try two or three choices and look at what changes."""
SHOWN = 1.0
"""To look at a table or a figure."""
LEDGER, REVIEW, SCENARIO = 3.0, 4.0, 9.0

_ITEM = re.compile(r"""["']m\d-q\d+["']""")
_PER_CALL = {"check": TASK, "explore": EXPLORER, "ledger": LEDGER, "review": REVIEW}
_PER_CALL |= {"scenario": SCENARIO}
_CALL = re.compile(rf"\b({'|'.join(_PER_CALL)})\(")
_TABLE = re.compile(r"^\|[ :|-]+\|\s*$", re.MULTILINE)
_SHOWS_NOTHING = re.compile(r"\b(quiz|mastery|progress|hint|solution)\(|^(from|import) ", re.MULTILINE)


def core_minutes(pieces: Iterable[Passage], words: int) -> float:
    """The minutes for the core: `words` of prose, and what those of `pieces` that are not *More* ask and show.

    The module's quiz is not counted: the lesson names its time itself.

    >>> quiz = Passage(cell=2, kind=CODE, section="", more=False, text='quiz("m1-q01", "m1-q02")')
    >>> core_minutes([quiz], 1200)
    13.0
    """
    used = 0.0
    for piece in pieces:
        if piece.more:
            continue
        if piece.kind != CODE:
            used += SHOWN * len(_TABLE.findall(piece.text))
            continue
        calls = _CALL.findall(piece.text)
        used += len(_ITEM.findall(piece.text)) * ITEM + sum(_PER_CALL[call] for call in calls)
        if not calls and not _SHOWS_NOTHING.search(piece.text) and MACHINERY not in piece.tags:
            used += SHOWN
    return round(words / WORDS_A_MINUTE + used, 1)
