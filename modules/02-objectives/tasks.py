"""What the lab tasks of module 02 compute: right values and usual slips, by the names that tasks.yml uses.

Rates are disputes per 100 pairs; gaps between rates are in points, changes of rates in percent.
"""

from __future__ import annotations

from itertools import product

import pandas as pd

from course.content.data import load

BASE, CUT = 40, 85
"""The assumed base of m2-t6 (cases of 100) and the percent by which the hazard is lower."""
PEOPLE = {"city": 40, "town": 25, "camp": 15, "villages": 6}
NEED = {"city": 4, "town": 3, "camp": 2, "villages": 1}
COMPANIES = 6
"""The invented district of m2-t11: thousand people, the companies that protect them, and those that there are."""


def _rates(world: str, relation: str = "") -> pd.Series:
    """Disputes per 100 pairs with a pact and without, in one invented world; all pairs when no relation is named."""
    table = load("synthetic_pacts")
    part = table[(table["world"] == world) & ((table["relation"] == relation) | (relation == ""))]
    sums = part.groupby("pact")[["pairs", "disputes"]].sum()
    return 100 * sums["disputes"] / sums["pairs"]


def _gap(world: str, relation: str = "") -> float:
    """The rate with a pact minus the rate without, in points."""
    rates = _rates(world, relation)
    return float(rates["pact"] - rates["no pact"])


def _percent(world: str, relation: str = "") -> float:
    """The same difference in percent of the rate without a pact."""
    rates = _rates(world, relation)
    return float(100 * (rates["pact"] - rates["no pact"]) / rates["no pact"])


def _weighted_gap(world: str) -> float:
    """The gaps of rivals and others, each weighed by the number of its pairs."""
    table = load("synthetic_pacts")
    pairs = table[table["world"] == world].groupby("relation")["pairs"].sum()
    return float(sum(_gap(world, name) * pairs[name] for name in ("rivals", "others")) / pairs.sum())


def _estimates() -> pd.Series:
    """The numbers that the evidence table holds on alliances; most are missing."""
    table = load("evidence")
    return table[table["topic"] == "alliances"]["estimate_percent"]


def _peacekeeping(first: int, last: int) -> float:
    """Exercises with a peacekeeping purpose from `first` to `last`, in percent of all exercises of these years."""
    table = load("exercises_year")
    part = table[table["year"].between(first, last)]
    return float(100 * part["peacekeeping"].sum() / part["exercises"].sum())


def _mean_of_years(first: int, last: int) -> float:
    """The mean of the yearly percentages, in which a year with few exercises weighs as much as one with many."""
    table = load("exercises_year")
    part = table[table["year"].between(first, last)]
    return float((100 * part["peacekeeping"] / part["exercises"]).mean())


def _still_broken(base: float, cut: float) -> float:
    """Cases of 100 that break when the hazard is `cut` percent lower than where `base` of 100 break."""
    return float(100 * (1 - (1 - base / 100) ** (1 - cut / 100)))


def _soldiers(*steps: str) -> int:
    """Soldiers of companies with credible reports and one of these steps taken by the government."""
    table = load("synthetic_vetting")
    return int(table[(table["report"] == "credible") & table["steps"].isin(steps)]["soldiers"].sum())


def _sent() -> pd.DataFrame:
    """Mission-years with the share of the authorised strength that was deployed, in percent."""
    table = load("un_authorised_year")
    return table.assign(share=100 * table["deployed"] / table["authorised"])


def _lowest(least: int, first: int) -> str:
    """The mission with the lowest share in a year, among those with at least `least` people authorised."""
    table = _sent()
    part = table[(table["authorised"] >= least) & (table["year"] >= first)]
    return str(part.loc[part["share"].idxmin(), "mission"])


def _women(column: str) -> float:
    """Women in percent of a column of the contributors' table, people counted."""
    table = load("un_contributors_2021")
    return float(100 * table["women"].sum() / table[column].sum())


def _left_out(plan: dict[str, int]) -> int:
    """Thousand people in places with fewer companies than they need."""
    return sum(PEOPLE[place] for place in PEOPLE if plan[place] < NEED[place])


def gap_among_rivals_in_danger() -> float:
    """Rate with a pact minus rate without, among the rivals of the world danger, in points."""
    return _gap("danger", "rivals")


def gap_among_rivals_in_danger_sign_reversed() -> float:
    """The gap among the rivals of the world danger with the wrong sign."""
    return -_gap("danger", "rivals")


def gap_over_all_pairs_in_danger() -> float:
    """Rate with a pact minus rate without, over all pairs of the world danger, in points."""
    return _gap("danger")


def percent_change_among_rivals_in_danger() -> float:
    """The gap among the rivals of the world danger in percent of the rate without a pact."""
    return _percent("danger", "rivals")


def percent_change_among_others_in_friendship() -> float:
    """Percent change of the rate from no pact to a pact, among the pairs of the world friendship that are no rivals."""
    return _percent("friendship", "others")


def percent_change_among_others_sign_reversed() -> float:
    """The percent change among the others of the world friendship with the wrong sign."""
    return -_percent("friendship", "others")


def gap_among_others_in_friendship() -> float:
    """Rate with a pact minus rate without, among the pairs of the world friendship that are no rivals, in points."""
    return _gap("friendship", "others")


def gap_among_others_in_percent_of_pact_rate() -> float:
    """The gap among the others of the world friendship in percent of the rate with a pact."""
    return float(100 * _gap("friendship", "others") / _rates("friendship", "others")["pact"])


def change_among_others_without_brackets() -> float:
    """What `new - old / old * 100` gives among the others of the world friendship: only the old rate is divided."""
    return float(_rates("friendship", "others")["pact"] - 100)


def change_among_others_times_100_without_brackets() -> float:
    """What `100 * new - old / old` gives among the others of the world friendship: only the old rate is divided."""
    return float(100 * _rates("friendship", "others")["pact"] - 1)


def weighted_gap_in_danger() -> float:
    """The gaps of rivals and others in the world danger, weighed by their pairs, in points."""
    return _weighted_gap("danger")


def plain_mean_of_gaps_in_danger() -> float:
    """The mean of the two gaps in the world danger, without weights."""
    return (_gap("danger", "rivals") + _gap("danger", "others")) / 2


def weighted_gap_in_danger_sign_reversed() -> float:
    """The weighted gap in the world danger with the wrong sign."""
    return -_weighted_gap("danger")


def alliance_rows_with_estimate() -> int:
    """Rows on alliances that hold an estimate."""
    return int(_estimates().count())


def all_alliance_rows() -> int:
    """Rows on alliances in the evidence table."""
    return len(_estimates())


def alliance_rows_without_estimate() -> int:
    """Rows on alliances without an estimate."""
    return int(_estimates().isna().sum())


def peacekeeping_share_1990_to_1999() -> float:
    """Exercises with a peacekeeping purpose in percent of all exercises of 1990-1999."""
    return _peacekeeping(1990, 1999)


def mean_of_yearly_shares_1990_to_1999() -> float:
    """The mean of the ten yearly percentages of 1990-1999."""
    return _mean_of_years(1990, 1999)


def peacekeeping_share_1980_to_2010() -> float:
    """Exercises with a peacekeeping purpose in percent of all exercises of 1980-2010."""
    return _peacekeeping(1980, 2010)


def peacekeeping_exercises_1990_to_1999() -> float:
    """Exercises with a peacekeeping purpose in 1990-1999."""
    return float(load("exercises_year").query("1990 <= year <= 1999")["peacekeeping"].sum())


def broken_with_lower_hazard() -> float:
    """Peaces of 100 that still break when the hazard is lower."""
    return _still_broken(BASE, CUT)


def broken_with_fewer_cases() -> float:
    """Peaces of 100 that would still break if the number of cases, not the hazard, were lower."""
    return BASE * (1 - CUT / 100)


def percentage_taken_of_the_base() -> float:
    """The percentage of the lower hazard, taken of the base."""
    return float(BASE * CUT / 100)


def breaks_avoided_by_lower_hazard() -> float:
    """Peaces of 100 that do not break because the hazard is lower."""
    return BASE - _still_broken(BASE, CUT)


def soldiers_barred_until_steps_taken() -> int:
    """Soldiers of companies with credible reports and no steps taken."""
    return _soldiers("none", "promised")


def soldiers_with_credible_reports() -> int:
    """Soldiers of companies with credible reports, whatever the steps."""
    return _soldiers("none", "promised", "taken")


def soldiers_barred_until_steps_promised() -> int:
    """Soldiers of companies with credible reports and neither steps nor a promise."""
    return _soldiers("none")


def companies_with_credible_reports() -> int:
    """Companies with credible reports."""
    return int((load("synthetic_vetting")["report"] == "credible").sum())


def soldiers_barred_for_any_report() -> int:
    """Soldiers of companies with any report, unconfirmed ones included, and no steps taken."""
    return int(load("synthetic_vetting").query("report != 'none' and steps != 'taken'")["soldiers"].sum())


def share_of_mission_years_below_80() -> float:
    """Percent of the mission-years with less than 80 % deployed."""
    return float(100 * (_sent()["share"] < 80).mean())


def mission_years_below_80() -> float:
    """Number of the mission-years with less than 80 % deployed."""
    return float((_sent()["share"] < 80).sum())


def share_of_mission_years_from_80() -> float:
    """Percent of the mission-years with 80 % or more deployed."""
    return float(100 * (_sent()["share"] >= 80).mean())


def share_of_mission_years_below_authorised() -> float:
    """Percent of the mission-years with fewer people deployed than authorised."""
    return float(100 * (_sent()["deployed"] < _sent()["authorised"]).mean())


def least_deployed_large_mission_since_2000() -> str:
    """The mission of 10,000 or more with the lowest share deployed in a year since 2000."""
    return _lowest(10_000, 2000)


def least_deployed_mission_since_2000() -> str:
    """The mission of any size with the lowest share deployed in a year since 2000."""
    return _lowest(0, 2000)


def least_deployed_large_mission_since_1990() -> str:
    """The mission of 10,000 or more with the lowest share deployed in a year since 1990."""
    return _lowest(10_000, 1990)


def women_share_of_people() -> float:
    """Women in percent of all UN uniformed people of January 2021."""
    return _women("total")


def mean_of_states_women_shares() -> float:
    """The mean of the states' own percentages of women."""
    table = load("un_contributors_2021")
    return float((100 * table["women"] / table["total"]).mean())


def women_relative_to_men() -> float:
    """Women in percent of the men."""
    return _women("men")


def women_count() -> float:
    """Women among the UN uniformed people of January 2021."""
    return float(load("un_contributors_2021")["women"].sum())


def fewest_left_out() -> int:
    """Thousand people that the best of all plans with six companies leaves out."""
    every = (dict(zip(PEOPLE, numbers, strict=True)) for numbers in product(range(COMPANIES + 1), repeat=len(PEOPLE)))
    return min(_left_out(plan) for plan in every if sum(plan.values()) <= COMPANIES)


def left_out_everywhere() -> int:
    """Thousand people left out by the lesson's first plan, which sends a few soldiers to each place."""
    return _left_out({"city": 2, "town": 2, "camp": 1, "villages": 1})


def left_out_without_the_city() -> int:
    """Thousand people left out when all places but the city are protected."""
    return _left_out({**NEED, "city": 0})


def nobody_left_out() -> int:
    """Thousand people left out when each place has what it needs, which is more than there is."""
    return _left_out(NEED)


def protected_by_the_best_plan() -> int:
    """Thousand people that the best plan protects."""
    return sum(PEOPLE.values()) - fewest_left_out()
