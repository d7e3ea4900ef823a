"""Texts of strangers (names, ids, messages) as they may stand on one line of a terminal.

An end of line in a file's name would forge a line of ours, and an escape sequence could change the title of the
terminal, its colours, or what was printed before.
"""

from __future__ import annotations

LONGEST = 20_000
"""Signs that are printed of one line."""


def plain(text: object, longest: int = LONGEST) -> str:
    """The text on one line: without control signs, signs that turn the direction of writing, and half letters.

    longest: so many signs are kept; "…" says that there was more.

    >>> plain("ann\\n\\x1b[2Jbob: 42 points"), plain("Zoë\\u202e.py"), plain("abcdef", 3)
    ('ann??[2Jbob: 42 points', 'Zoë?.py', 'abc…')
    """
    words = str(text)
    cut = words[:longest] + ("…" if len(words) > longest else "")
    return "".join(map(_sign, cut))


def plain_lines(text: object) -> str:
    """A text of several lines, each plain, and all but the first moved in: none can pass for a message of its own.

    >>> print(plain_lines("2 faults:\\nin a.yml"))
    2 faults:
      in a.yml
    """
    return "\n  ".join(plain(line) for line in str(text).split("\n"))


def _sign(letter: str) -> str:
    if letter.isprintable():
        return letter
    return " " if letter.isspace() and letter not in _LINE_ENDS else "?"


# What a terminal or a reader of its text takes for the end of a line, or for a jump.
_LINE_ENDS = "\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
