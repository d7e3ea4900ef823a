"""What the lab tasks of module 04 compute: right values and usual slips, by the names that tasks.yml uses.

Troops are persons, notice is in days.
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load

CASES = [
    (24_000, 1980),
    (26_000, 1980),
    (12_000, 1988),
    (13_000, 1988),
    (20_000, 1988),
    (8_900, 2015),
    (9_000, 2015),
    (14_000, 2017),
]
"""Troops and year of eight invented exercises; none lies in 1991-2010, which the table does not cover."""
BORDER_CASES = [3_000, 7_000, 14_000, 18_000]
"""Troops of four invented exercises near the line of actual control."""


def _share_in(year: int) -> float:
    """Percent of the exercises begun in a year that are coded as peacekeeping."""
    row = load("exercises_year").set_index("year").loc[year]
    return float(100 * row["peacekeeping"] / row["exercises"])


def _highest_share(least: int) -> str:
    """Name of the state with the highest share of peacekeeping among those in at least so many exercises."""
    table = load("exercises_states")
    table = table[table["exercises"] >= least]
    return str(table.loc[(table["peacekeeping"] / table["exercises"]).astype("float64").idxmax(), "country"])


def _signed_by_us() -> int:
    """Agreements signed by the United States."""
    return int(load("dca_states").set_index("iso3").loc["USA", "agreements"])


def _african() -> pd.DataFrame:
    """The rows of exercises_states for African states."""
    table = load("exercises_states").merge(load("countries")[["iso3", "region"]], on="iso3")
    return table[table["region"] == "Africa"]


def _must_notify(troops: int, year: int) -> bool:
    """Whether notice is due under the newest document in the table that is not younger than `year`."""
    table = load("csbm_thresholds")
    return bool(troops >= table[table["year"] <= year].iloc[-1]["notify_from_troops"])


def _above(troops: int, year: int) -> bool:
    """The same with "more than" in place of "from"."""
    table = load("csbm_thresholds")
    return bool(troops > table[table["year"] <= year].iloc[-1]["notify_from_troops"])


def _newest(troops: int, year: int) -> bool:
    """The same with the document of 2011 for every year."""
    return bool(troops >= load("csbm_thresholds").iloc[-1]["notify_from_troops"])


def _last_day(days: int) -> pd.Timestamp:
    """The day that lies so many days before 5 October 2015."""
    return pd.Timestamp("2015-10-05") - pd.Timedelta(days=days)


def _notice(document: str) -> int:
    """Days of notice that a document asks for."""
    return int(load("csbm_thresholds").set_index("document").loc[document, "notice_days"])


def _pairs_in_nato(first: int | None = None, either: bool = False) -> int:
    """Pairs of exercises_pairs (the first so many) in which both states, or either, were NATO members by 2010."""
    members = load("nato_members")
    members = set(members[members["joined"] < "2011"]["iso3"])
    pairs = load("exercises_pairs").head(first) if first else load("exercises_pairs")
    one, other = pairs["iso3_a"].isin(members), pairs["iso3_b"].isin(members)
    return int(((one | other) if either else (one & other)).sum())


def _border_rule(troops: int, notice: int = 5_000, avoid: int = 15_000) -> str:
    """What the agreement of 1996 asks for an exercise of so many troops near the line."""
    if troops > avoid:
        return "avoid"
    return "notice" if troops > notice else "nothing"


def peacekeeping_share_of_2010() -> float:
    """Percent of the exercises begun in 2010 that are coded as peacekeeping."""
    return _share_in(2010)


def peacekeeping_share_of_1998() -> float:
    """Percent of the exercises begun in 1998 that are coded as peacekeeping."""
    return _share_in(1998)


def peacekeeping_share_of_all_years() -> float:
    """Percent of the exercises of all years that are coded as peacekeeping."""
    table = load("exercises_year")
    return float(100 * table["peacekeeping"].sum() / table["exercises"].sum())


def peacekeeping_exercises_of_2010() -> float:
    """Exercises begun in 2010 that are coded as peacekeeping."""
    return float(load("exercises_year").set_index("year").loc[2010, "peacekeeping"])


def highest_share_among_100_or_more() -> str:
    """The state with the highest share of peacekeeping among those in 100 or more exercises."""
    return _highest_share(100)


def most_peacekeeping_exercises() -> str:
    """The state that joined most peacekeeping exercises."""
    table = load("exercises_states")
    return str(table.loc[table["peacekeeping"].idxmax(), "country"])


def highest_share_among_all() -> str:
    """The state with the highest share of peacekeeping, however few its exercises."""
    return _highest_share(1)


def us_share_of_agreements() -> float:
    """Agreements of the United States in percent of all agreements."""
    return 100 * _signed_by_us() / int(load("dca_year")["signed"].sum())


def us_share_of_signatures() -> float:
    """Agreements of the United States in percent of all signatures, two for each agreement."""
    return 100 * _signed_by_us() / int(load("dca_states")["agreements"].sum())


def half_of_us_share_of_signatures() -> float:
    """Half the agreements of the United States in percent of all signatures."""
    return 50 * _signed_by_us() / int(load("dca_states")["agreements"].sum())


def african_peacekeeping_share() -> float:
    """Percent of African participations that were in peacekeeping exercises."""
    table = _african()
    return float(100 * table["peacekeeping"].sum() / table["exercises"].sum())


def mean_of_african_shares() -> float:
    """The mean of the African states' own shares: each state counts the same, however few its exercises."""
    table = _african()
    return float(100 * (table["peacekeeping"] / table["exercises"]).mean())


def african_part_of_peacekeeping() -> float:
    """Percent of the world's peacekeeping participations that were African."""
    return float(100 * _african()["peacekeeping"].sum() / load("exercises_states")["peacekeeping"].sum())


def notice_due_in_each_case() -> list[bool]:
    """For each case, whether notice is due under the document in force."""
    return [_must_notify(troops, year) for troops, year in CASES]


def notice_due_above_the_threshold() -> list[bool]:
    """For each case, whether notice is due if exactly the threshold did not count."""
    return [_above(troops, year) for troops, year in CASES]


def notice_due_by_the_newest_document() -> list[bool]:
    """For each case, whether notice is due under the document of 2011."""
    return [_newest(troops, year) for troops, year in CASES]


def no_notice_due_in_each_case() -> list[bool]:
    """For each case, whether notice is not due."""
    return [not _must_notify(troops, year) for troops, year in CASES]


def last_day_by_vienna_2011() -> pd.Timestamp:
    """The last day for notice under the Vienna Document 2011."""
    return _last_day(_notice("Vienna Document 2011"))


def last_day_by_helsinki() -> pd.Timestamp:
    """The last day for notice under the Helsinki Final Act."""
    return _last_day(_notice("Helsinki Final Act"))


def notice_days_added_to_the_start() -> pd.Timestamp:
    """The day that lies the days of notice after the start."""
    return _last_day(-_notice("Vienna Document 2011"))


def busiest_pairs_within_nato() -> int:
    """Pairs among the 20 busiest in which both states were NATO members."""
    return _pairs_in_nato(first=20)


def busiest_pairs_with_any_member() -> int:
    """Pairs among the 20 busiest in which one or both states were NATO members."""
    return _pairs_in_nato(first=20, either=True)


def all_pairs_within_nato() -> int:
    """Pairs of the whole table in which both states were NATO members."""
    return _pairs_in_nato()


def border_rule_in_each_case() -> list[str]:
    """What the agreement of 1996 asks in each case."""
    return [_border_rule(troops) for troops in BORDER_CASES]


def border_rule_with_vienna_numbers() -> list[str]:
    """What the agreement of 1996 would ask in each case with the numbers of the Vienna Document."""
    return [_border_rule(troops, notice=9_000, avoid=13_000) for troops in BORDER_CASES]


def border_rule_without_avoid() -> list[str]:
    """What the agreement of 1996 would ask in each case if no size were to be avoided."""
    return [_border_rule(troops, avoid=10**9) for troops in BORDER_CASES]
