"""What the task of lesson 4A on invented crises computes: its right value and usual slips, named as in tasks.yml."""

from __future__ import annotations

CRISES = {("many", "peace"): 63, ("few", "peace"): 21, ("many", "war"): 27, ("few", "war"): 9}
"""SYNTHETIC: how many crises of each kind there are: how much contact the officers had had, and how it ended."""


def _with(contacts: str) -> int:
    """All crises with so much contact, however they ended."""
    return CRISES[contacts, "peace"] + CRISES[contacts, "war"]


def wars_of_100_with_few_contacts() -> float:
    """Of 100 crises with few contacts, how many ended in war."""
    return 100 * CRISES["few", "war"] / _with("few")


def share_of_wars_with_few_contacts() -> float:
    """Of 100 wars, how many had few contacts."""
    return 100 * CRISES["few", "war"] / (CRISES["few", "war"] + CRISES["many", "war"])


def wars_with_few_contacts() -> float:
    """The wars with few contacts, as a count."""
    return float(CRISES["few", "war"])


def wars_with_few_of_100_crises() -> float:
    """Of 100 crises of every kind, how many had few contacts and ended in war."""
    return 100 * CRISES["few", "war"] / sum(CRISES.values())


def wars_for_100_peaces_with_few_contacts() -> float:
    """Wars with few contacts for each 100 crises with few contacts that ended in peace."""
    return 100 * CRISES["few", "war"] / CRISES["few", "peace"]
