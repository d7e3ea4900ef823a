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
_HALF_LETTER = re.compile(r"\\u[dD][89a-fA-F]")


class _Refused(ValueError):
    """A refusal in words for people; what Python's own reader says is for programmers."""


def _refuse(word: str) -> NoReturn:
    raise _Refused(f"{word} is no number in JSON")


def _whole(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST:
        raise _Refused("a number is too large")
    return int(digits)


def _fraction(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _Refused("a number is too large")
    return value


_READ = json.JSONDecoder(parse_constant=_refuse, parse_int=_whole, parse_float=_fraction).decode


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
        raise ValueError(str(error) if isinstance(error, _Refused) else "it is no whole JSON text") from None
    # Most texts hold too few brackets to be too deep, and no half letter: they are not walked through.
    if text.count("[") + text.count("{") > DEEPEST and _is_deeper(value, DEEPEST):
        raise ValueError("too many lists or objects stand inside each other")
    if "\\u" in text and _HALF_LETTER.search(text):
        _check_letters(value)
    return value


def _is_deeper(value: Any, levels: int) -> bool:
    if not isinstance(value, (list, dict)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return not levels or any(_is_deeper(entry, levels - 1) for entry in inner)


def _check_letters(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("a text holds half a letter") from None
