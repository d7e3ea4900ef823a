"""What the tasks of lesson 5B compute with cholera in Haiti: right values and slips, by the names tasks.yml uses."""

from __future__ import annotations

import pandas as pd

from course.content.data import load

FIRST = "2010-10-23"
"""The Saturday that ends the first week of the table."""


def _weeks(department: str = "") -> pd.DataFrame:
    """The rows of one department, or all."""
    table = load("haiti_cholera_week")
    return table[table["department"] == department] if department else table


def _first_week(department: str = "", per: int = 10_000) -> float:
    """Cases of the first week for each so many people, in one department or in Haiti."""
    rows = _weeks(department)
    rows = rows[rows["week"] == FIRST]
    return float(per * rows["cases"].sum() / rows["people"].sum())


def _all_weeks(department: str, per: int = 10_000) -> float:
    """Cases of all weeks for each so many people of one department, each person counted once."""
    rows = _weeks(department)
    return float(per * rows["cases"].sum() / rows["people"].max())


def cases_per_10000_down_the_river() -> float:
    """Cases of the first week for each 10,000 people of the Artibonite."""
    return _first_week("Artibonite")


def cases_per_100_down_the_river() -> float:
    """The same for each 100 people."""
    return _first_week("Artibonite", per=100)


def cases_per_10000_at_the_camp() -> float:
    """Cases of the first week for each 10,000 people of the Centre."""
    return _first_week("Centre")


def cases_per_10000_in_haiti() -> float:
    """Cases of the first week for each 10,000 people of all Haiti."""
    return _first_week()


def people_per_case_down_the_river() -> float:
    """People of the Artibonite for each case of the first week."""
    return 1 / _first_week("Artibonite", per=1)


def cases_down_the_river_in_percent_of_cases() -> float:
    """The Artibonite's cases of the first week in percent of all."""
    rows = _weeks()
    rows = rows[rows["week"] == FIRST]
    return float(100 * rows[rows["department"] == "Artibonite"]["cases"].sum() / rows["cases"].sum())


def cases_per_10000_in_eleven_weeks() -> float:
    """Cases of all weeks for each 10,000 people of the Artibonite."""
    return _all_weeks("Artibonite")


def cases_per_1000_in_eleven_weeks() -> float:
    """The same for each 1,000 people."""
    return _all_weeks("Artibonite", per=1000)


def cases_per_10000_of_the_capital_in_eleven_weeks() -> float:
    """Cases of all weeks for each 10,000 people of the Ouest."""
    return _all_weeks("Ouest")


def rate_with_people_counted_in_each_week() -> float:
    """The mistake: people counted once for each week."""
    rows = _weeks("Artibonite")
    return float(10_000 * rows["cases"].sum() / rows["people"].sum())
