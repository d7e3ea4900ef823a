"""What the lab tasks of lessons 3A and 3B compute: right values and usual slips, by the names that tasks.yml uses."""

from __future__ import annotations

import pandas as pd

from course.content.data import load

CASES = ((19, False), (400, True), (30, False), (12, True), (35, True))
"""The invented cases of m3-t42: how many died, and whether there was an organised side."""
LEAST = 25
"""Deaths in a year from which the count takes a conflict in."""


def _war_again(hard: bool | None = None) -> pd.Series:
    """Percent of the invented wars that came back, without (False) and with (True) peacekeepers."""
    cases = load("synthetic_selection")
    if hard is not None:
        cases = cases[cases["hard"] == hard]
    return 100 * cases.groupby("peacekeepers")["war_again"].mean().astype(float)


def _difference(hard: bool | None = None) -> float:
    """Percentage points: with peacekeepers minus without, in all wars or in one kind."""
    share = _war_again(hard)
    return float(share[True] - share[False])


def _weighted(by_peacekeepers: bool) -> float:
    """The two differences, weighted by the wars that had peacekeepers (or by those that had none)."""
    cases = load("synthetic_selection")
    kinds = cases[cases["peacekeepers"] == by_peacekeepers]["hard"].value_counts(normalize=True)
    return float(sum(kinds[hard] * _difference(hard) for hard in (True, False)))


def _dose() -> pd.Series:
    """The row of 10,000 troops and battle deaths."""
    table = load("peacekeeping_dose")
    return table[table["people"] == 10000].iloc[0]


def _peacekeeping_findings() -> pd.Series:
    """The estimates of the findings on peacekeeping; missing where there is no single number."""
    evidence = load("evidence")
    return evidence[evidence["topic"] == "peacekeeping"]["estimate_percent"]


def _deaths_2018() -> pd.Series:
    """Mean deaths from organised violence in 2018: other countries (False), hosts of UN operations (True)."""
    operations = load("un_operations")
    running = operations[(operations["start"] < "2018-01-01") & ~(operations["end"] < "2019-01-01")]
    table = load("violence_country_year").query("year == 2018")
    return table.groupby(table["iso3"].isin(running["host"]))["deaths"].mean().astype(float)


def _isaf(date: str) -> pd.Series:
    """Troops of ISAF by nation on one of the two printed dates."""
    table = load("nato_operation_troops")
    table = table[(table["operation"] == "ISAF") & (table["date"] == date)]
    return table.set_index("iso3")["troops"].astype(float)


def _us_share(troops: pd.Series) -> float:
    """Percent of the troops that are American."""
    return float(100 * troops[["USA"]].sum() / troops.sum())


def _kfor_outside(joined_by: str) -> int:
    """Nations in KFOR 2017 that had not joined NATO by this day."""
    table = load("nato_operation_troops")
    members = load("nato_members")
    members = members[members["joined"] <= joined_by]
    return int((~table[table["operation"] == "KFOR"]["iso3"].isin(members["iso3"])).sum())


def _afghan(year: int) -> float:
    """Deaths from organised violence in Afghanistan in one year (UCDP)."""
    table = load("violence_country_year")
    return float(table[(table["iso3"] == "AFG") & (table["year"] == year)]["deaths"].iloc[0])


def _change(start: float, end: float) -> float:
    """Percent change from start to end."""
    return 100 * (end - start) / start


def difference_over_all_wars() -> float:
    """Share of wars that came back with peacekeepers minus that without, in points."""
    return _difference()


def difference_among_hard_wars() -> float:
    """The difference among the hard wars only, in points."""
    return _difference(True)


def difference_among_easy_wars() -> float:
    """The difference among the easy wars only, in points."""
    return _difference(False)


def difference_among_easy_wars_sign_reversed() -> float:
    """The difference among the easy wars with the wrong sign."""
    return -_difference(False)


def easy_with_minus_hard_without() -> float:
    """Easy wars with peacekeepers minus hard wars without them, which is no comparison of like with like."""
    return float(_war_again(False)[True] - _war_again(True)[False])


def easy_with_minus_easy_with() -> float:
    """The easy wars with peacekeepers minus themselves, when the wrong sign is taken out."""
    return 0.0


def battle_deaths_change_with_10000() -> float:
    """Percent change of the modelled battle deaths from no troops to 10,000 troops."""
    return _change(_dose()["mean_without"], _dose()["mean_with"])


def battle_deaths_change_sign_reversed() -> float:
    """The percent change of the modelled battle deaths with the wrong sign."""
    return -_change(_dose()["mean_without"], _dose()["mean_with"])


def battle_deaths_change_backwards() -> float:
    """Percent change of the modelled battle deaths from 10,000 troops to none."""
    return _change(_dose()["mean_with"], _dose()["mean_without"])


def battle_deaths_difference_with_10000() -> float:
    """Modelled battle deaths with 10,000 troops minus those without."""
    return float(_dose()["mean_with"] - _dose()["mean_without"])


def difference_weighted_by_wars_with() -> float:
    """The two differences, weighted by the wars that had peacekeepers."""
    return _weighted(True)


def mean_of_both_differences() -> float:
    """The plain mean of the two differences."""
    return (_difference(True) + _difference(False)) / 2


def difference_weighted_by_wars_without() -> float:
    """The two differences, weighted by the wars that had no peacekeepers."""
    return _weighted(False)


def peacekeeping_findings_without_estimate() -> int:
    """Findings on peacekeeping that have no single number."""
    return int(_peacekeeping_findings().isna().sum())


def peacekeeping_findings_with_estimate() -> int:
    """Findings on peacekeeping that have a number."""
    return int(_peacekeeping_findings().notna().sum())


def all_peacekeeping_findings() -> int:
    """Findings on peacekeeping in the evidence table."""
    return len(_peacekeeping_findings())


def all_findings_without_estimate() -> int:
    """Findings on any topic that have no single number."""
    return int(load("evidence")["estimate_percent"].isna().sum())


def hosts_deaths_relative_to_others() -> float:
    """Mean deaths of hosts divided by the mean of the other countries, 2018."""
    return float(_deaths_2018()[True] / _deaths_2018()[False])


def others_deaths_relative_to_hosts() -> float:
    """Mean deaths of the other countries divided by the mean of hosts, 2018."""
    return float(_deaths_2018()[False] / _deaths_2018()[True])


def hosts_deaths_minus_others() -> float:
    """Mean deaths of hosts minus the mean of the other countries, 2018."""
    return float(_deaths_2018()[True] - _deaths_2018()[False])


def mean_deaths_of_hosts() -> float:
    """Mean deaths of hosts, 2018."""
    return float(_deaths_2018()[True])


def us_share_of_isaf_2010() -> float:
    """American troops in percent of ISAF on 15 November 2010."""
    return _us_share(_isaf("2010-11-15"))


def us_share_of_isaf_2010_as_fraction() -> float:
    """American troops as a fraction of ISAF on 15 November 2010."""
    return _us_share(_isaf("2010-11-15")) / 100


def us_share_of_isaf_2009() -> float:
    """American troops in percent of ISAF on 1 October 2009."""
    return _us_share(_isaf("2009-10-01"))


def us_share_of_isaf_both_dates() -> float:
    """American troops in percent of ISAF, both dates added up."""
    return _us_share(pd.concat([_isaf("2009-10-01"), _isaf("2010-11-15")]))


def kfor_outsiders_of_2017() -> int:
    """Nations in KFOR that were no NATO members in February 2017."""
    return _kfor_outside("2017-02-28")


def kfor_outsiders_by_todays_members() -> int:
    """Nations in KFOR that are no NATO members today."""
    return _kfor_outside("2026-11-22")


def kfor_nations() -> int:
    """All nations in KFOR."""
    return int((load("nato_operation_troops")["operation"] == "KFOR").sum())


def kfor_members_of_2017() -> int:
    """Nations in KFOR that were NATO members in February 2017."""
    return int((load("nato_operation_troops")["operation"] == "KFOR").sum()) - _kfor_outside("2017-02-28")


def afghan_deaths_change_2003_to_2014() -> float:
    """Percent change of deaths in Afghanistan from 2003 to 2014."""
    return _change(_afghan(2003), _afghan(2014))


def afghan_deaths_change_in_percent_of_2014() -> float:
    """The change of deaths in Afghanistan in percent of the later year."""
    return 100 * (_afghan(2014) - _afghan(2003)) / _afghan(2014)


def afghan_deaths_difference() -> float:
    """Deaths in Afghanistan in 2014 minus those in 2003."""
    return _afghan(2014) - _afghan(2003)


def afghan_deaths_2014_in_percent_of_2003() -> float:
    """Deaths in Afghanistan in 2014 in percent of those in 2003."""
    return 100 * _afghan(2014) / _afghan(2003)


def afghan_deaths_2014_as_times_2003() -> float:
    """How many times as many deaths Afghanistan had in 2014 as in 2003."""
    return _afghan(2014) / _afghan(2003)


def _ruling(kept: bool) -> str:
    """The words of a ruling."""
    return "kept" if kept else "not kept"


def ruling_by_people_and_houses() -> str:
    """The ruling on the monastery by the yardstick that asks for people and houses."""
    return _ruling(False)


def ruling_by_people_alone() -> str:
    """The ruling on the monastery by the captain's yardstick."""
    return _ruling(True)


def dead_in_the_table() -> int:
    """The dead of the cases that pass both conditions."""
    return sum(dead for dead, organised in CASES if organised and dead >= LEAST)


def all_dead() -> int:
    """The dead of all cases."""
    return sum(dead for dead, _ in CASES)


def dead_with_one_condition() -> int:
    """The dead of the cases that pass one condition or both."""
    return sum(dead for dead, organised in CASES if organised or dead >= LEAST)


def dead_in_large_events() -> int:
    """The dead of the cases with at least 25 of them."""
    return sum(dead for dead, _ in CASES if dead >= LEAST)


def dead_by_organised_sides() -> int:
    """The dead of the cases with an organised side."""
    return sum(dead for dead, organised in CASES if organised)


def dead_of_the_war() -> int:
    """The dead of the largest case alone."""
    return max(dead for dead, _ in CASES)
