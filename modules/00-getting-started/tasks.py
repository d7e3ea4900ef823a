"""What the lab tasks of module 00 compute: right values and usual slips, by the names that tasks.yml uses."""

from __future__ import annotations

import pandas as pd

from course.content.data import load


def _operations() -> pd.DataFrame:
    """The UN operations, one row each."""
    return load("un_operations")


def _begun(first: int, last: int) -> pd.DataFrame:
    """The UN operations begun from `first` to `last`, both years included."""
    table = _operations()
    return table[table["start"].dt.year.between(first, last)]


def _in_africa(table: pd.DataFrame) -> int:
    """How many rows of a table are in Africa."""
    return int((table["region"] == "Africa").sum())


def _top_regions(table: pd.DataFrame, ascending: bool = False) -> pd.Series:
    """The two largest counts of rows by region (or the two smallest), with their regions."""
    return table["region"].value_counts(ascending=ascending).head(2)


def _months() -> pd.DataFrame:
    """UN uniformed persons, one row a month."""
    return load("un_personnel_month")


def _saar() -> pd.Series:
    """Soldiers planned for the Saar force, by country."""
    return load("saar_force").set_index("country")["troops"]


def _sipri(year: int) -> float:
    """SIPRI's personnel of peace operations in a year."""
    return float(load("sipri_personnel").set_index("year").loc[year, "personnel"])


def _last_month() -> pd.Series:
    """The last month of the table, December 2019."""
    return _months().iloc[-1]


def _uk_share(of: list[str] | None = None) -> float:
    """The United Kingdom's soldiers in percent of all contingents, or of some."""
    whole = _saar() if of is None else _saar()[of]
    return float(_saar()["United Kingdom"] / whole.sum() * 100)


def _change(old: int, new: int, base: int | None = None) -> float:
    """SIPRI's personnel: the change from one year to another in percent of the first year, or of `base`."""
    return (_sipri(new) - _sipri(old)) / _sipri(base or old) * 100


def starts_not_known_to_the_day() -> int:
    """Operations whose start is known to the month only."""
    return int((_operations()["start_precision"] != "day").sum())


def starts_known_to_the_day() -> int:
    """Operations whose start is known to the day."""
    return int((_operations()["start_precision"] == "day").sum())


def all_operations() -> int:
    """Operations in the table, whatever is known of their start."""
    return len(_operations())


def starts_missing() -> int:
    """Operations whose start is blank."""
    return int(_operations()["start"].isna().sum())


def begun_in_africa_in_the_1990s() -> int:
    """Operations begun in Africa in 1990-1999."""
    return _in_africa(_begun(1990, 1999))


def begun_anywhere_in_the_1990s() -> int:
    """Operations begun in all regions in 1990-1999."""
    return len(_begun(1990, 1999))


def begun_in_africa_in_all_years() -> int:
    """Operations begun in Africa since 1948."""
    return _in_africa(_operations())


def begun_in_africa_since_1990() -> int:
    """Operations begun in Africa from 1990 until today."""
    return _in_africa(_begun(1990, 2100))


def two_largest_regions_before_1988() -> pd.Series:
    """The two largest counts of operations begun before 1988, by region."""
    return _top_regions(_begun(1900, 1987))


def two_largest_regions_since_1988() -> pd.Series:
    """The two largest counts of operations begun since 1988, by region."""
    return _top_regions(_begun(1988, 2100))


def two_largest_regions_in_all_years() -> pd.Series:
    """The two largest counts of operations begun in all years, by region."""
    return _top_regions(_operations())


def two_smallest_regions_before_1988() -> pd.Series:
    """The two smallest counts of operations begun before 1988, by region."""
    return _top_regions(_begun(1900, 1987), ascending=True)


def all_regions_before_1988() -> pd.Series:
    """The counts of operations begun before 1988, for every region."""
    return _begun(1900, 1987)["region"].value_counts()


def months_above_100000() -> int:
    """Months with a total above 100,000 persons."""
    return int((_months()["total"] > 100_000).sum())


def all_months() -> int:
    """Months in the table."""
    return len(_months())


def months_with_a_total() -> int:
    """Months for which a total is known."""
    return int(_months()["total"].notna().sum())


def persons_in_months_above_100000() -> int:
    """The totals of the months above 100,000, added up."""
    return int(_months().loc[_months()["total"] > 100_000, "total"].sum())


def months_with_troops_above_100000() -> int:
    """Months with more than 100,000 troops, police and observers left out."""
    return int((_months()["troops"] > 100_000).sum())


def uk_share_of_all_four() -> float:
    """The United Kingdom's percentage of the four contingents."""
    return _uk_share()


def uk_share_of_two() -> float:
    """The United Kingdom's percentage of its own and Italy's contingents."""
    return _uk_share(["United Kingdom", "Italy"])


def uk_relative_to_the_other_three() -> float:
    """The United Kingdom's soldiers in percent of the other three contingents."""
    return _uk_share(["Italy", "Sweden", "Netherlands"])


def uk_share_as_fraction() -> float:
    """The United Kingdom's share of the four contingents, from 0 to 1."""
    return _uk_share() / 100


def personnel_change_2016_to_2022() -> float:
    """Percent change of SIPRI's personnel from 2016 to 2022."""
    return _change(2016, 2022)


def personnel_change_in_percent_of_2022() -> float:
    """The change from 2016 to 2022 in percent of the later year."""
    return _change(2016, 2022, base=2022)


def personnel_change_without_brackets() -> float:
    """What `new - old / old * 100` gives: only the second number is divided."""
    return _sipri(2022) - _sipri(2016) / _sipri(2016) * 100


def personnel_change_times_100_without_brackets() -> float:
    """What `100 * new - old / old` gives: only the second number is divided."""
    return 100 * _sipri(2022) - _sipri(2016) / _sipri(2016)


def personnel_change_sign_reversed() -> float:
    """The percent change from 2016 to 2022 with the wrong sign."""
    return -_change(2016, 2022)


def personnel_change_as_fraction() -> float:
    """The change from 2016 to 2022 as a fraction of 2016."""
    return _change(2016, 2022) / 100


def personnel_change_2015_to_2024() -> float:
    """Percent change of SIPRI's personnel from 2015 to 2024."""
    return _change(2015, 2024)


def police_share_of_total() -> float:
    """Police in percent of the total in the last month."""
    return float(_last_month()["police"] / _last_month()["total"] * 100)


def police_relative_to_troops() -> float:
    """Police in percent of the troops in the last month."""
    return float(_last_month()["police"] / _last_month()["troops"] * 100)


def police_share_as_fraction() -> float:
    """Police as a fraction of the total in the last month."""
    return float(_last_month()["police"] / _last_month()["total"])


def police_count() -> float:
    """Police in the last month."""
    return float(_last_month()["police"])
