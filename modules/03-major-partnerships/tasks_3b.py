"""What two lab tasks of lesson 3B compute: the yardsticks of one night, and the rule of a count of the dead."""

from __future__ import annotations

CASES = ((19, False), (400, True), (30, False), (12, True), (35, True))
"""The invented cases of m3-t42: how many died, and whether there was an organised side."""
LEAST = 25
"""Deaths in a year from which the count takes a conflict in."""


def _ruling(kept: bool) -> str:
    """The words of a ruling."""
    return "kept" if kept else "not kept"


def ruling_by_people_and_houses() -> str:
    """The ruling on the monastery by the yardstick that asks for people and houses."""
    return _ruling(False)


def ruling_by_people_alone() -> str:
    """The ruling on the monastery by the captain's yardstick."""
    return _ruling(True)


def dead_in_the_table() -> int:
    """The dead of the cases that pass both conditions."""
    return sum(dead for dead, organised in CASES if organised and dead >= LEAST)


def all_dead() -> int:
    """The dead of all cases."""
    return sum(dead for dead, _ in CASES)


def dead_with_one_condition() -> int:
    """The dead of the cases that pass one condition or both."""
    return sum(dead for dead, organised in CASES if organised or dead >= LEAST)


def dead_in_large_events() -> int:
    """The dead of the cases with at least 25 of them."""
    return sum(dead for dead, _ in CASES if dead >= LEAST)


def dead_by_organised_sides() -> int:
    """The dead of the cases with an organised side."""
    return sum(dead for dead, organised in CASES if organised)


def dead_of_the_war() -> int:
    """The dead of the largest case alone."""
    return max(dead for dead, _ in CASES)
