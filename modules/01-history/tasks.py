"""What the lab tasks of module 01 compute: right values and usual slips, by the names that tasks.yml uses.

Years are years of 365.25 days.
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load

DUTIES = ["defense", "offense", "neutrality", "nonaggression", "consultation"]
YEAR = 365.25


def _begun(first: int, last: int) -> int:
    """Alliances begun from `first` to `last`, both years included."""
    table = load("alliances_begun")
    return int(table[table["year"].between(first, last)]["begun"].sum())


def _early_pacts() -> pd.DataFrame:
    """The pacts signed from 1945 to 1960."""
    pacts = load("pacts")
    return pacts[pacts["began"].dt.year.between(1945, 1960)]


def _share_ended(pacts: pd.DataFrame) -> float:
    """Percent of the pacts that have an end date."""
    return float(100 * pacts["ended"].notna().mean())


def _operations_begun(first: int, last: int) -> int:
    """UN operations begun from `first` to `last`, both years included."""
    return int(load("un_operations")["start"].dt.year.between(first, last).sum())


def _strength(year: int) -> float:
    """UN uniformed persons in December of a year."""
    table = load("un_strength_year")
    return float(table.loc[table["year"] == year, "personnel"].iloc[0])


def _change(start: float, end: float) -> float:
    """Percent change from start to end."""
    return 100 * (end - start) / start


def _lives_of_the_2010s() -> pd.Series:
    """Life so far, in years, of the UN operations begun in 2010-2019; open ones count to their as-of date."""
    table = load("un_operations")
    table = table[table["start"].dt.year.between(2010, 2019)]
    return (table["end"].fillna(pd.to_datetime(table["as_of"])) - table["start"]).dt.days / YEAR


def _ended_of_the_2010s() -> pd.Series:
    """The same for those that have ended, as the staged mistake of lesson 1B takes it."""
    table = load("un_operations")
    return _lives_of_the_2010s()[table["end"].notna()]


def begun_before_1914() -> int:
    """Alliances begun in 1815-1913."""
    return _begun(1815, 1913)


def begun_to_1850() -> int:
    """Alliances begun in 1815-1850."""
    return _begun(1815, 1850)


def begun_up_to_1914() -> int:
    """Alliances begun in 1815-1914, so that 1914 counts as well."""
    return _begun(1815, 1914)


def begun_in_all_years() -> int:
    """Alliances begun in 1815-2018."""
    return _begun(1815, 2018)


def years_before_1914() -> int:
    """Years before 1914 in the table."""
    return int((load("alliances_begun")["year"] < 1914).sum())


def share_ended_of_early_pacts() -> float:
    """Percent of the pacts signed in 1945-1960 that have ended."""
    return _share_ended(_early_pacts())


def share_ended_of_all_pacts() -> float:
    """Percent of all pacts in the table that have ended."""
    return _share_ended(load("pacts"))


def share_in_force_of_early_pacts() -> float:
    """Percent of the pacts signed in 1945-1960 that are in force."""
    return 100 - _share_ended(_early_pacts())


def ended_early_pacts() -> float:
    """Number of the pacts signed in 1945-1960 that have ended."""
    return float(_early_pacts()["ended"].notna().sum())


def defence_share_of_early_alliances() -> float:
    """Percent of the alliances begun before 1914 that hold a defence duty."""
    early = load("alliances_begun").query("year < 1914")
    return float(100 * early["defense"].sum() / early["begun"].sum())


def defence_share_of_early_duties() -> float:
    """Defence duties in percent of all duties of the alliances begun before 1914: the mistake staged in lesson 1A."""
    early = load("alliances_begun").query("year < 1914")
    return float(100 * early["defense"].sum() / early[DUTIES].sum().sum())


def defence_share_of_all_alliances() -> float:
    """Percent of the alliances of all years that hold a defence duty."""
    return float(100 * load("alliances_begun")["defense"].sum() / load("alliances_begun")["begun"].sum())


def operations_begun_1989_to_1994() -> int:
    """UN operations begun in 1989-1994."""
    return _operations_begun(1989, 1994)


def operations_begun_1990_to_1994() -> int:
    """UN operations begun in 1990-1994."""
    return _operations_begun(1990, 1994)


def operations_begun_1989_to_1993() -> int:
    """UN operations begun in 1989-1993."""
    return _operations_begun(1989, 1993)


def operations_begun_1988_to_1994() -> int:
    """UN operations begun in 1988-1994."""
    return _operations_begun(1988, 1994)


def strength_change_2015_to_2021() -> float:
    """Percent change of UN strength from 2015 to 2021."""
    return _change(_strength(2015), _strength(2021))


def strength_change_sign_reversed() -> float:
    """The percent change from 2015 to 2021 with the wrong sign."""
    return -_change(_strength(2015), _strength(2021))


def strength_change_2021_to_2015() -> float:
    """Percent change of UN strength counted backwards, from 2021 to 2015."""
    return _change(_strength(2021), _strength(2015))


def strength_change_in_percent_of_2021() -> float:
    """The change from 2015 to 2021 in percent of the new year, 2021."""
    return 100 * (_strength(2021) - _strength(2015)) / _strength(2021)


def strength_change_without_brackets() -> float:
    """What `end - start / start * 100` gives: only the second number is divided."""
    return _strength(2021) - _strength(2015) / _strength(2015) * 100


def strength_change_times_100_without_brackets() -> float:
    """What `100 * end - start / start` gives: only the second number is divided."""
    return 100 * _strength(2021) - _strength(2015) / _strength(2015)


def strength_difference_2015_to_2021() -> float:
    """Persons more or fewer in 2021 than in 2015."""
    return _strength(2021) - _strength(2015)


def strength_2021_in_percent_of_2015() -> float:
    """UN strength of 2021 in percent of that of 2015."""
    return 100 * _strength(2021) / _strength(2015)


def median_life_so_far_of_the_2010s() -> float:
    """Median life so far, in years, of all operations begun in 2010-2019."""
    return float(_lives_of_the_2010s().median())


def median_life_of_the_ended_2010s() -> float:
    """Median life, in years, of the operations begun in 2010-2019 that have ended."""
    return float(_ended_of_the_2010s().median())


def mean_life_so_far_of_the_2010s() -> float:
    """Mean life so far, in years, of all operations begun in 2010-2019."""
    return float(_lives_of_the_2010s().mean())
