"""JSON that strangers wrote: read when it is ordinary, refused with a reason when it is made to break its reader.

Python's own reader takes NaN and Infinity, numbers that overflow later and half letters (surrogates) that no file can
hold, and it stops with a RecursionError, which no `except ValueError` sees, when lists stand a thousand deep.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

DEEPEST = 12
"""Lists and objects inside each other."""
LARGEST = 2**53
"""The largest whole number that every reader of JSON keeps as it is."""


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number in JSON")


_READ = json.JSONDecoder(parse_constant=_refuse).decode
_HALF_LETTER = re.compile(r"\\u[dD][89a-fA-F]")


def parse(text: str) -> Any:
    """The value of a JSON text. Raises ValueError with a reason, in words for people, for everything else.

    >>> parse('{"a": [1, 2.5]}')
    {'a': [1, 2.5]}
    >>> parse("[" * 5000)
    Traceback (most recent call last):
    ...
    ValueError: too many lists or objects stand inside each other
    >>> parse("1e999")
    Traceback (most recent call last):
    ...
    ValueError: a number is too large
    """
    try:
        value = _READ(text)
    except RecursionError:
        raise ValueError("too many lists or objects stand inside each other") from None
    except ValueError as error:
        # The message of Python's reader is for programmers; only our own is in words.
        raise ValueError(str(error) if "is no number" in str(error) else "it is no whole JSON text") from None
    _check(value, DEEPEST)
    if _HALF_LETTER.search(text) or not text.isascii():
        _check_letters(value)
    return value


def _check(value: Any, deeper: int) -> None:
    if isinstance(value, (list, dict)):
        if not deeper:
            raise ValueError("too many lists or objects stand inside each other")
        for entry in value.values() if isinstance(value, dict) else value:
            if not isinstance(entry, str):
                _check(entry, deeper - 1)
    elif (isinstance(value, float) and not math.isfinite(value)) or (isinstance(value, int) and abs(value) > LARGEST):
        raise ValueError("a number is too large")


def _check_letters(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("a text holds half a letter") from None
