"""What the lab tasks of lesson 7C compute: right values and usual slips, by the names that tasks.yml uses."""

from __future__ import annotations

import pandas as pd

from course.content.data import load

SOFT = ["own money", "majority decides"]


def _members(organisation: str, also_left: bool = False) -> set[str]:
    """Country codes of a body's members; with those who have left, if asked."""
    table = load("memberships")
    table = table[table["organisation"] == organisation]
    return set(table["iso3"] if also_left else table[table["left"].isna()]["iso3"])


def _saudi(year: int) -> float:
    """Percent of the six states' known spending of a year that was Saudi."""
    table = load("milex_country_year")
    known = table[table["iso3"].isin(_members("GCC")) & (table["year"] == year)].set_index("iso3")
    return float(100 * known["constant_2023_usd_m"]["SAU"] / known["constant_2023_usd_m"].sum())


def _agreement(features: list[str]) -> float:
    """Percent of codes of these features on which the SYNTHETIC readers agree."""
    rows = load("synthetic_raters")
    rows = rows[rows["feature"].isin(features)]
    return float(100 * (rows["rater_a"].astype(str) == rows["rater_b"].astype(str)).mean())


def _features() -> list[str]:
    """The five features that the readers coded."""
    return sorted(load("synthetic_raters")["feature"].astype(str).unique())


def _shares(rater: str) -> pd.Series:
    """Share of each code that a reader gave on standing force."""
    rows = load("synthetic_raters").query("feature == 'standing force'")
    return rows[rater].astype(str).value_counts(normalize=True)


def _overlap(first: str, second: str, also_left: bool = False) -> float:
    """Percent of the members of one body that belong to another as well."""
    mine = _members(first, also_left)
    return 100 * len(mine & _members(second)) / len(mine)


def _person_months(region: str) -> float:
    """People times months that regional bodies served in a region."""
    table = load("peacekeepers_region_month")
    return float(table[(table["region"] == region) & (table["provider"] == "regional organisation")]["personnel"].sum())


def _of_regional(region: str) -> float:
    """Percent of the regional bodies' person-months that were served in a region."""
    table = load("peacekeepers_region_month")
    whole = table[table["provider"] == "regional organisation"]["personnel"].sum()
    return float(100 * _person_months(region) / whole)


def saudi_share_of_2010() -> float:
    """Saudi Arabia's percentage of the six states' spending in 2010."""
    return _saudi(2010)


def saudi_share_of_2010_as_fraction() -> float:
    """Saudi Arabia's share of the six states' spending in 2010, from 0 to 1."""
    return _saudi(2010) / 100


def saudi_share_of_2024() -> float:
    """Saudi Arabia's percentage of the known spending in 2024."""
    return _saudi(2024)


def equal_share_of_six() -> float:
    """Percent that each of the six states would have if all spent the same."""
    return 100 / len(_members("GCC"))


def agreement_on_force() -> float:
    """Percent of codes on the three features of force on which the readers agree."""
    return _agreement([name for name in _features() if name not in SOFT])


def agreement_on_all_features() -> float:
    """Percent of codes on all five features on which the readers agree."""
    return _agreement(_features())


def agreement_on_money_and_majority() -> float:
    """Percent of codes on the two other features on which the readers agree."""
    return _agreement(SOFT)


def disagreement_on_force() -> float:
    """Percent of codes on the three features of force on which the readers differ."""
    return 100 - _agreement([name for name in _features() if name not in SOFT])


def agreement_on_force_as_fraction() -> float:
    """The share of codes on the features of force on which the readers agree, from 0 to 1."""
    return _agreement([name for name in _features() if name not in SOFT]) / 100


def csto_members_also_in_sco() -> float:
    """Percent of the CSTO's members that belong to the SCO as well."""
    return _overlap("CSTO", "SCO")


def sco_members_also_in_csto() -> float:
    """Percent of the SCO's members that belong to the CSTO as well."""
    return _overlap("SCO", "CSTO")


def csto_members_ever_also_in_sco() -> float:
    """Percent of the CSTO's members, with those who have left it, that belong to the SCO as well."""
    return _overlap("CSTO", "SCO", also_left=True)


def members_of_csto_and_sco() -> float:
    """Number of states that belong to the CSTO and to the SCO."""
    return float(len(_members("CSTO") & _members("SCO")))


def chance_agreement_on_standing_force() -> float:
    """Percent of agreement on standing force that two lots with the readers' shares would give."""
    return float(100 * (_shares("rater_a") * _shares("rater_b")).sum())


def observed_agreement_on_standing_force() -> float:
    """Percent of agreement on standing force that was observed."""
    return _agreement(["standing force"])


def chance_agreement_as_fraction() -> float:
    """The agreement by chance on standing force, from 0 to 1."""
    return chance_agreement_on_standing_force() / 100


def no_share_of_one_reader() -> float:
    """Percent of the cases in which the first reader wrote no."""
    return float(100 * _shares("rater_a")["no"])


def chance_agreement_of_equal_codes() -> float:
    """Percent of agreement by chance if the three codes were equally frequent."""
    return 100 / 3


def europe_share_of_regional() -> float:
    """Percent of the regional bodies' person-months that were served in Europe."""
    return _of_regional("Europe")


def regional_share_of_europe() -> float:
    """Percent of Europe's person-months that regional bodies served."""
    table = load("peacekeepers_region_month")
    return float(100 * _person_months("Europe") / table[table["region"] == "Europe"]["personnel"].sum())


def africa_share_of_regional() -> float:
    """Percent of the regional bodies' person-months that were served in Africa."""
    return _of_regional("Africa")


def europe_share_of_regional_as_fraction() -> float:
    """The share of the regional bodies' person-months served in Europe, from 0 to 1."""
    return _of_regional("Europe") / 100
