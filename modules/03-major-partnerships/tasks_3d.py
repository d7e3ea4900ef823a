"""What the task on the invented brackets of lesson 3D computes: its right value and its usual slips."""

from __future__ import annotations

from itertools import combinations

VOTES = {"years": 3, "nuclear": 4, "courts": 3, "ground": 2, "rent": 1}
PRICE = {"years": 2, "nuclear": 6, "courts": 3, "ground": 1, "rent": 5}
"""The two invented lists of lesson 3D: votes that a bracket brings to one side, and its price for the other."""
IN_ANY_CASE, NEEDED = 11, 16
"""Senators who say yes to any text, and those who are needed."""


def _price(*brackets: str) -> int:
    """What a text with these brackets costs the other side."""
    return sum(PRICE[bracket] for bracket in brackets)


def _votes(*brackets: str) -> int:
    """How many senators say yes to a text with these brackets."""
    return IN_ANY_CASE + sum(VOTES[bracket] for bracket in brackets)


def lowest_price() -> int:
    """The price of the cheapest of all texts that have the votes."""
    texts = [text for size in range(len(VOTES) + 1) for text in combinations(VOTES, size)]
    return min(_price(*text) for text in texts if _votes(*text) >= NEEDED)


def price_of_courts_and_ground() -> int:
    """The price of a text that has just the votes and is not the cheapest."""
    return _price("courts", "ground")


def price_of_years_and_courts() -> int:
    """The price of a text with one vote more than it needs."""
    return _price("years", "courts")


def price_of_years_alone() -> int:
    """The price of a text that has too few votes."""
    return _price("years")


def price_of_the_first_text() -> int:
    """The price of the text that stands in the lesson's box."""
    return _price("nuclear", "rent")


def price_of_everything() -> int:
    """The price of a text in which every bracket is written."""
    return _price(*PRICE)
