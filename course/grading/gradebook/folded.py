"""A person's name as it is compared: two ways to write one name give the same."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
"""Letters of a name that are looked at."""
_APOSTROPHES = re.compile("['’ʼ`´]")
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def folded(text: str) -> str:
    """A name without case, accents, punctuation and apostrophes, its words apart by one space.

    >>> folded("O'NEIL, Zoë"), folded("Nguyễn Văn-An")
    ('oneil zoe', 'nguyen van an')
    """
    # Taking apart comes first: it makes plain letters of bold ones, and an apostrophe and an n of one letter.
    apart = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    bare = "".join(one for one in apart if not unicodedata.combining(one)).casefold()
    plain = _APOSTROPHES.sub("", bare).translate(_LETTERS)
    return " ".join("".join(one if one.isalnum() else " " for one in plain).split())
