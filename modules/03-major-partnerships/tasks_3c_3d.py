"""What the lab tasks of lessons 3C and 3D compute: right values and usual slips, by the names that tasks.yml uses."""

from __future__ import annotations

import pandas as pd

from course.content.data import load

PERMANENT = ["CHN", "FRA", "GBR", "RUS", "USA"]


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


def _kept(study: str, first: int, last: int) -> float:
    """Percent of promises kept, all kinds, by one study and period."""
    rows = load("treaty_reliability")
    rows = rows[rows["study"].str.startswith(study) & (rows["promise"] == "all")]
    return float(rows[(rows["first_year"] == first) & (rows["last_year"] == last)]["kept_percent"].iloc[0])


def _change(start: float, end: float) -> float:
    """Percent change from start to end."""
    return 100 * (end - start) / start


def _hosts() -> pd.DataFrame:
    """US troops by host in 2023, largest first."""
    return load("us_troops").query("year == 2023").sort_values("troops", ascending=False)


def _top_three(rows: pd.DataFrame, whole: pd.DataFrame) -> float:
    """Percent of the whole that stands in the three largest rows."""
    return float(100 * rows["troops"].head(3).sum() / whole["troops"].sum())


def _russia(whole: float) -> float:
    """Russia's agreements in percent of a whole."""
    states = load("dca_states").set_index("iso3")["agreements"]
    return float(100 * states["RUS"] / whole)


def _pairs() -> pd.DataFrame:
    """Pairs with most agreements, with their exercises where these were 40 or more."""
    return load("dca_pairs").merge(load("exercises_pairs"), on=["iso3_a", "iso3_b"], how="left")


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


def gap_within_1816_to_1944() -> float:
    """Points between the two studies over the same years, 1816-1944."""
    return _kept("Leeds", 1816, 1944) - _kept("Berkemeier", 1816, 1944)


def gap_from_the_later_years() -> float:
    """Points by which the later years lowered the second study's percentage."""
    return _kept("Berkemeier", 1816, 1944) - _kept("Berkemeier", 1816, 2003)


def gap_between_the_whole_studies() -> float:
    """Points between the two studies, each over all its years."""
    return _kept("Leeds", 1816, 1944) - _kept("Berkemeier", 1816, 2003)


def gap_to_the_later_years_alone() -> float:
    """Points between the first study and the second one's years 1945-2003."""
    return _kept("Leeds", 1816, 1944) - _kept("Berkemeier", 1945, 2003)


def top_three_share_of_all_troops() -> float:
    """Percent of all US troops of 2023 in the three largest hosts."""
    return _top_three(_hosts(), _hosts())


def top_three_share_of_troops_in_states() -> float:
    """Percent of the US troops of 2023 in named states that were in the three largest hosts."""
    return _top_three(_hosts(), _hosts().dropna(subset=["iso3"]))


def top_three_troops() -> float:
    """US troops of 2023 in the three largest hosts."""
    return float(_hosts()["troops"].head(3).sum())


def largest_host_share() -> float:
    """Percent of all US troops of 2023 in the largest host."""
    return _top_three(_hosts().head(1), _hosts())


def russia_share_of_agreements() -> float:
    """Russia's agreements in percent of all agreements."""
    return _russia(float(load("dca_year")["signed"].sum()))


def russia_share_of_signatures() -> float:
    """Russia's agreements in percent of the sum over states, where each agreement stands twice."""
    return _russia(float(load("dca_states")["agreements"].sum()))


def russia_share_of_general_agreements() -> float:
    """Russia's agreements in percent of the general agreements only."""
    return _russia(float(load("dca_year")["general"].sum()))


def one_state_in_percent_of_all_states() -> float:
    """One state in percent of all states in the table."""
    return float(100 / len(load("dca_states")))


def share_of_pairs_with_exercises() -> float:
    """Percent of the pairs with most agreements that have a count of exercises."""
    return float(100 * _pairs()["exercises"].notna().mean())


def pairs_with_exercises() -> float:
    """Number of the pairs with most agreements that have a count of exercises."""
    return float(_pairs()["exercises"].notna().sum())


def share_of_pairs_without_exercises() -> float:
    """Percent of the pairs with most agreements that have no count of exercises."""
    return float(100 * _pairs()["exercises"].isna().mean())


def pairs_in_percent_of_exercising_pairs() -> float:
    """The pairs with both in percent of the pairs with most exercises."""
    return float(100 * _pairs()["exercises"].notna().sum() / len(load("exercises_pairs")))
