"""What the lab tasks of lesson 8B compute: right values and usual slips, by the names that tasks.yml uses."""

from __future__ import annotations

import pandas as pd

from course.content.data import load

BUDGET_SHARE_LEFT = 0.75


def _passes(*parts: str) -> int:
    """How many SYNTHETIC requests pass these parts of last resort; `need` is a need beyond civilian means."""
    table = load("synthetic_requests")
    table = table.assign(need=table["need_named"] & ~table["civilian_means"])
    return int(table[list(parts)].all(axis=1).sum())


def _programme() -> pd.DataFrame:
    """The SYNTHETIC programme with what an equal cut leaves of each line."""
    table = load("synthetic_programme")
    return table.assign(left=table["cost"] * BUDGET_SHARE_LEFT)


def _without(line: str) -> pd.DataFrame:
    """The programme without one of its lines."""
    table = _programme()
    return table[table["line"] != line]


def _women_share(year: int, *levels: str) -> float:
    """Percent of the recorded agreements of a year that mention women."""
    table = load("peace_agreements_year")
    table = table[table["year"] == year]
    table = table[table["level"].isin(levels)] if levels else table
    return float(100 * table["women"].sum() / table["agreements"].sum())


def requests_passing_all_parts() -> int:
    """Requests that pass all three parts of last resort."""
    return _passes("need", "unique_advantage", "complements")


def requests_passing_need() -> int:
    """Requests with a named need that civilians cannot meet."""
    return _passes("need")


def requests_complementing_civilians() -> int:
    """Requests that complement civilian work."""
    return _passes("complements")


def all_requests() -> int:
    """Requests in the table."""
    return len(load("synthetic_requests"))


def hours_in_the_field_change() -> float:
    """Percent change of the hours in the field from months 1-6 to months 7-12."""
    table = load("synthetic_patrols")
    hours = (table["patrols"] * table["hours_each"]).groupby(table["target_set"]).sum()
    return float(100 * (hours[True] / hours[False] - 1))


def number_of_patrols_change() -> float:
    """Percent change of the number of patrols from months 1-6 to months 7-12."""
    table = load("synthetic_patrols")
    counts = table.groupby("target_set")["patrols"].sum()
    return float(100 * (counts[True] / counts[False] - 1))


def hours_in_the_field_change_sign_reversed() -> float:
    """The percent change of the hours with the wrong sign."""
    return -hours_in_the_field_change()


def hours_in_the_field_change_as_fraction() -> float:
    """The change of the hours as a fraction of the first half."""
    return hours_in_the_field_change() / 100


def money_left_below_the_least() -> float:
    """Money that an equal cut leaves in lines below their least."""
    table = _programme()
    return float(table[table["left"] < table["least"]]["left"].sum())


def money_left_in_working_lines() -> float:
    """Money that an equal cut leaves in lines that still work."""
    return float(_programme()["left"].sum() - money_left_below_the_least())


def lines_below_the_least() -> float:
    """Number of lines that an equal cut puts below their least."""
    return float((_programme()["left"] < _programme()["least"]).sum())


def planned_money_of_lines_below_the_least() -> float:
    """What the lines below their least were to cost before the cut."""
    return money_left_below_the_least() / BUDGET_SHARE_LEFT


def money_free_without_the_exercise() -> float:
    """Money free after the cut, with the least for the seven other lines."""
    return float(_programme()["left"].sum() - _without("Joint staff exercise")["least"].sum())


def least_of_the_other_seven() -> float:
    """The least that the seven other lines need."""
    return float(_without("Joint staff exercise")["least"].sum())


def money_free_without_a_cut() -> float:
    """Money free of the planned sum, with the least for the seven other lines."""
    return float(_programme()["cost"].sum() - _without("Joint staff exercise")["least"].sum())


def money_free_with_the_exercise() -> float:
    """Money free after the cut, with the least for all eight lines."""
    return float(_programme()["left"].sum() - _programme()["least"].sum())


def money_share_of_ending_lines() -> float:
    """Percent of the planned money in lines that end with year three."""
    return float(100 * _programme()[~_programme()["local_after"]]["cost"].sum() / _programme()["cost"].sum())


def money_share_of_continued_lines() -> float:
    """Percent of the planned money in lines that are continued locally."""
    return float(100 * _programme()[_programme()["local_after"]]["cost"].sum() / _programme()["cost"].sum())


def share_of_lines_that_end() -> float:
    """Percent of the lines that end with year three."""
    return float(100 * (~_programme()["local_after"]).mean())


def money_of_ending_lines() -> float:
    """Planned money in lines that end with year three."""
    return float(_programme()[~_programme()["local_after"]]["cost"].sum())


def attacks_where_hotlines_closed() -> int:
    """Attacks in the two districts whose hotlines closed."""
    return int(load("synthetic_area_reports").query("district in ['Clove', 'Dill']")["attacks"].sum())


def reports_where_hotlines_closed() -> int:
    """Reports in the two districts whose hotlines closed."""
    return int(load("synthetic_area_reports").query("district in ['Clove', 'Dill']")["reports"].sum())


def attacks_where_hotlines_stayed() -> int:
    """Attacks in the four other districts."""
    return int(load("synthetic_area_reports").query("district not in ['Clove', 'Dill']")["attacks"].sum())


def attacks_in_all_districts() -> int:
    """Attacks in all six districts."""
    return int(load("synthetic_area_reports")["attacks"].sum())


def share_of_2024_mentioning_women() -> float:
    """Percent of the agreements of 2024 that mention women."""
    return _women_share(2024)


def share_of_2015_mentioning_women() -> float:
    """Percent of the agreements of 2015 that mention women."""
    return _women_share(2015)


def share_of_national_2024_mentioning_women() -> float:
    """Percent of the agreements of 2024 above the local level that mention women."""
    return _women_share(2024, "national or international")


def share_of_2024_mentioning_women_as_fraction() -> float:
    """The share of the agreements of 2024 that mention women, from 0 to 1."""
    return _women_share(2024) / 100
