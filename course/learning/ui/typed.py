"""Lines that we tell a learner to type: complete, so that they work wherever they are typed."""

from __future__ import annotations


def typed(call: str) -> str:
    """A call of one of the course's names as a line that works in any notebook, also one that never imported it.

    call: for example `mastery("00")`. Returns the line with its import.

    >>> typed('mastery("00")')
    'from course import mastery; mastery("00")'
    """
    return f"from course import {call.partition('(')[0]}; {call}"
