"""What the lab tasks of lesson 3C compute: right values and usual slips, by the names that tasks.yml uses."""

from __future__ import annotations

import pandas as pd

from course.content.data import load

PERMANENT = ["CHN", "FRA", "GBR", "RUS", "USA"]
SOLDIERS = 19815
"""The soldiers of MONUSCO's ceiling: what the colleague of m3-t51 takes for the whole."""


def _year(mission: str, year: int) -> pd.Series:
    """Authorised and deployed people in uniform of one mission in one year."""
    table = load("un_authorised_year")
    row = table[(table["mission"] == mission) & (table["year"] == year)].iloc[0]
    return row[["authorised", "deployed"]].astype(float)


def _present(mission: str, year: int) -> float:
    """Percent of those authorised who were present."""
    row = _year(mission, year)
    return float(100 * row["deployed"] / row["authorised"])


def _change(start: float, end: float) -> float:
    """Percent change from start to end."""
    return float(100 * (end - start) / start)


def permanent_five_mean_share_of_people() -> float:
    """What one of the permanent five lent on average, in percent of all people."""
    people = load("un_contributors_2021")
    return float(100 * people[people["iso3"].isin(PERMANENT)]["total"].mean() / people["total"].sum())


def monusco_present_2012() -> float:
    """People present in MONUSCO in percent of those authorised, 2012."""
    return _present("MONUSCO", 2012)


def monusco_present_2012_as_fraction() -> float:
    """The same as a fraction."""
    return _present("MONUSCO", 2012) / 100


def monusco_2012_in_percent_of_soldiers() -> float:
    """People in uniform present in 2012 in percent of the authorised soldiers alone."""
    return float(100 * _year("MONUSCO", 2012)["deployed"] / SOLDIERS)


def monusco_present_2014() -> float:
    """People present in MONUSCO in percent of those authorised, 2014."""
    return _present("MONUSCO", 2014)


def monusco_authorised_in_percent_of_present() -> float:
    """Those authorised for MONUSCO in percent of those present, 2012."""
    return float(1e4 / _present("MONUSCO", 2012))


def monusco_missing_2012() -> float:
    """People missing from MONUSCO in percent of those authorised, 2012."""
    return 100 - _present("MONUSCO", 2012)


def monusco_missing_2014() -> float:
    """People missing from MONUSCO in percent of those authorised, 2014."""
    return 100 - _present("MONUSCO", 2014)


def monusco_change_2012_to_2014() -> float:
    """Percent change of the people present in MONUSCO from 2012 to 2014."""
    return _change(_year("MONUSCO", 2012)["deployed"], _year("MONUSCO", 2014)["deployed"])


def monusco_difference_2012_to_2014() -> float:
    """People more present in MONUSCO in 2014 than in 2012."""
    return float(_year("MONUSCO", 2014)["deployed"] - _year("MONUSCO", 2012)["deployed"])


def monusco_2014_in_percent_of_2012() -> float:
    """People present in MONUSCO in 2014 in percent of 2012."""
    return 100 + monusco_change_2012_to_2014()


def monusco_change_2014_to_2012() -> float:
    """Percent change of the people present in MONUSCO counted backwards."""
    return _change(_year("MONUSCO", 2014)["deployed"], _year("MONUSCO", 2012)["deployed"])


def monusco_points_2012_to_2014() -> float:
    """By how many points MONUSCO's share of those authorised rose from 2012 to 2014."""
    return _present("MONUSCO", 2014) - _present("MONUSCO", 2012)


def unifil_missing_2014() -> float:
    """People missing from UNIFIL in percent of those authorised, 2014."""
    return 100 - _present("UNIFIL", 2014)


def unifil_missing_2012() -> float:
    """People missing from UNIFIL in percent of those authorised, 2012."""
    return 100 - _present("UNIFIL", 2012)


def unifil_present_2014() -> float:
    """People present in UNIFIL in percent of those authorised, 2014."""
    return _present("UNIFIL", 2014)


def unifil_people_missing_2014() -> float:
    """How many people were missing from UNIFIL in 2014."""
    row = _year("UNIFIL", 2014)
    return float(row["authorised"] - row["deployed"])


def unifil_missing_in_percent_of_present() -> float:
    """People missing from UNIFIL in percent of those present, 2014."""
    row = _year("UNIFIL", 2014)
    return float(100 * (row["authorised"] - row["deployed"]) / row["deployed"])


def _share_of_five(table: str) -> float:
    """Percent of a table's total that falls to the permanent members of the Council."""
    rows = load(table)
    return float(100 * rows[rows["iso3"].isin(PERMANENT)]["total"].sum() / rows["total"].sum())


def _number_of_five(table: str) -> float:
    """People of the permanent members in a table with a column `total`."""
    rows = load(table)
    return float(rows[rows["iso3"].isin(PERMANENT)]["total"].sum())


def _year_of(country: str, year: int = 2018, months: int = 12) -> float:
    """Reimbursement for a state's people of January 2021 at one rate, in million US dollars."""
    rates = load("reimbursement_rates")
    rate = rates.loc[rates["valid_from"].dt.year == year, "usd_per_person_month"].iloc[0]
    people = load("un_contributors_2021").set_index("country")["total"][country]
    return float(people * rate * months / 1e6)


def permanent_five_share_of_people() -> float:
    """People of the permanent five in percent of all people lent in January 2021."""
    return _share_of_five("un_contributors_2021")


def permanent_five_people() -> float:
    """People lent by the permanent five in January 2021."""
    return _number_of_five("un_contributors_2021")


def permanent_five_share_of_states() -> float:
    """The permanent five in percent of all contributing states."""
    return 100 * len(PERMANENT) / len(load("un_contributors_2021"))


def permanent_five_share_as_fraction() -> float:
    """People of the permanent five as a fraction of all people lent."""
    return _share_of_five("un_contributors_2021") / 100


def nepal_due_for_a_year() -> float:
    """Million US dollars for Nepal's people for twelve months at the 2018 rate."""
    return _year_of("Nepal")


def nepal_due_for_a_month() -> float:
    """Million US dollars for Nepal's people for one month at the 2018 rate."""
    return _year_of("Nepal", months=1)


def nepal_due_at_the_2014_rate() -> float:
    """Million US dollars for Nepal's people for twelve months at the 2014 rate."""
    return _year_of("Nepal", year=2014)


def nepal_due_in_dollars() -> float:
    """US dollars for Nepal's people for twelve months at the 2018 rate."""
    return _year_of("Nepal") * 1e6


def permanent_five_share_of_deaths() -> float:
    """Dead of the permanent five in percent of all dead."""
    return _share_of_five("un_deaths_country")


def permanent_five_deaths() -> float:
    """Dead of the permanent five."""
    return _number_of_five("un_deaths_country")
