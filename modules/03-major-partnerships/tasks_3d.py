"""What the lab tasks of lesson 3D compute: right values and usual slips, by the names that tasks.yml uses."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from course.content.data import load

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


def _kept(study: str, first: int, last: int) -> float:
    """Percent of promises kept, all kinds, by one study and period."""
    rows = load("treaty_reliability")
    rows = rows[rows["study"].str.startswith(study) & (rows["promise"] == "all")]
    return float(rows[(rows["first_year"] == first) & (rows["last_year"] == last)]["kept_percent"].iloc[0])


def _hosts() -> pd.DataFrame:
    """US troops by host in 2023, largest first."""
    return load("us_troops").query("year == 2023").sort_values("troops", ascending=False)


def _top_three(rows: pd.DataFrame, whole: pd.DataFrame) -> float:
    """Percent of the whole that stands in the three largest rows."""
    return float(100 * rows["troops"].head(3).sum() / whole["troops"].sum())


def _russia(whole: float) -> float:
    """Russia's agreements in percent of a whole."""
    states = load("dca_states").set_index("iso3")["agreements"]
    return float(100 * states["RUS"] / whole)


def _pairs() -> pd.DataFrame:
    """Pairs with most agreements, with their exercises where these were 40 or more."""
    return load("dca_pairs").merge(load("exercises_pairs"), on=["iso3_a", "iso3_b"], how="left")


def gap_within_1816_to_1944() -> float:
    """Points between the two studies over the same years, 1816-1944."""
    return _kept("Leeds", 1816, 1944) - _kept("Berkemeier", 1816, 1944)


def gap_from_the_later_years() -> float:
    """Points by which the later years lowered the second study's percentage."""
    return _kept("Berkemeier", 1816, 1944) - _kept("Berkemeier", 1816, 2003)


def gap_between_the_whole_studies() -> float:
    """Points between the two studies, each over all its years."""
    return _kept("Leeds", 1816, 1944) - _kept("Berkemeier", 1816, 2003)


def gap_to_the_later_years_alone() -> float:
    """Points between the first study and the second one's years 1945-2003."""
    return _kept("Leeds", 1816, 1944) - _kept("Berkemeier", 1945, 2003)


def top_three_share_of_all_troops() -> float:
    """Percent of all US troops of 2023 in the three largest hosts."""
    return _top_three(_hosts(), _hosts())


def top_three_share_of_troops_in_states() -> float:
    """Percent of the US troops of 2023 in named states that were in the three largest hosts."""
    return _top_three(_hosts(), _hosts().dropna(subset=["iso3"]))


def top_three_troops() -> float:
    """US troops of 2023 in the three largest hosts."""
    return float(_hosts()["troops"].head(3).sum())


def largest_host_share() -> float:
    """Percent of all US troops of 2023 in the largest host."""
    return _top_three(_hosts().head(1), _hosts())


def russia_share_of_agreements() -> float:
    """Russia's agreements in percent of all agreements."""
    return _russia(float(load("dca_year")["signed"].sum()))


def russia_share_of_signatures() -> float:
    """Russia's agreements in percent of the sum over states, where each agreement stands twice."""
    return _russia(float(load("dca_states")["agreements"].sum()))


def russia_share_of_general_agreements() -> float:
    """Russia's agreements in percent of the general agreements only."""
    return _russia(float(load("dca_year")["general"].sum()))


def one_state_in_percent_of_all_states() -> float:
    """One state in percent of all states in the table."""
    return float(100 / len(load("dca_states")))


def share_of_pairs_with_exercises() -> float:
    """Percent of the pairs with most agreements that have a count of exercises."""
    return float(100 * _pairs()["exercises"].notna().mean())


def pairs_with_exercises() -> float:
    """Number of the pairs with most agreements that have a count of exercises."""
    return float(_pairs()["exercises"].notna().sum())


def share_of_pairs_without_exercises() -> float:
    """Percent of the pairs with most agreements that have no count of exercises."""
    return float(100 * _pairs()["exercises"].isna().mean())


def pairs_in_percent_of_exercising_pairs() -> float:
    """The pairs with both in percent of the pairs with most exercises."""
    return float(100 * _pairs()["exercises"].notna().sum() / len(load("exercises_pairs")))
