"""Hostile submissions: what each one tries, as the cells that it hands in. tests/hostile/test_hostile.py says what must hold.

Each is a name, the cells that it changes by id, and the reason why it is here. Words between @ signs stand for places
of the machine that the test sets up as traps: @FILE@, @FOLDER@, @TCP@, @UDP@, @UNIX@.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class Attack:
    """name: for the test's id. tries: what it hopes for. cells: code by cell id; the others stay empty."""

    name: str
    tries: str
    cells: dict[str, str]


def at_start(name: str, tries: str, code: str) -> Attack:
    """An attack in the first answer's cell."""
    return Attack(name, tries, {"one-answer": code})
