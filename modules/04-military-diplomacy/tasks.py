"""What the lab tasks of module 04 compute: right values and usual slips, by the names that tasks.yml uses."""

from __future__ import annotations

import pandas as pd

from course.content.data import load


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
