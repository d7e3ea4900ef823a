"""What the lab tasks of module 05 compute: right values and usual slips, by the names that tasks.yml uses.

Months between two days have 30.44 days.
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load

MONTH = 30.44


def _may(*permissions: str) -> int:
    """How many SYNTHETIC contingents have every one of these permissions."""
    return int(load("synthetic_caveats")[list(permissions)].all(axis=1).sum())


def _allies(year: int) -> pd.DataFrame:
    """NATO members of a year with a figure for spending, and the size of their economy."""
    table = load("milex_country_year").merge(load("nato_members")[["iso3", "joined"]], on="iso3")
    table = table[(table["year"] == year) & (table["joined"].dt.year <= year)]
    return table.assign(size=table["constant_2023_usd_m"] / table["share_gdp"])


def _rank_correlation(table: pd.DataFrame) -> float:
    """Rank correlation between the size of the economy and the share spent on defence."""
    return float(table["size"].rank().corr(table["share_gdp"].rank()))


def _months_to_exit(open_until_seen: bool = False) -> pd.Series:
    """Months from demand to exit; missing, or counted to the as-of date, for missions still there."""
    table = load("consent_ended")
    left = table["left"].fillna(table["as_of"]) if open_until_seen else table["left"]
    return (left - table["demanded"]).dt.days / MONTH


def _kfor(outsiders_of: str) -> float:
    """Percent of KFOR's troops of February 2017 from states that were no members on that day."""
    troops = load("nato_operation_troops").query("operation == 'KFOR'")
    members = load("nato_members")
    inside = troops["iso3"].isin(members[members["joined"] < outsiders_of]["iso3"])
    return float(100 * troops[~inside]["troops"].sum() / troops["troops"].sum())


def _ten_payers() -> pd.Series:
    """Country codes of the ten states that were asked for most in 2025-26."""
    return load("un_assessments_2025").dropna(subset=["iso3"]).nlargest(10, "assessed_usd")["iso3"]


def _their_share(table: str) -> float:
    """Percent that the ten largest payers have of the column `total`."""
    rows = load(table)
    return float(100 * rows[rows["iso3"].isin(_ten_payers())]["total"].sum() / rows["total"].sum())


def _mali() -> pd.Series:
    """MINUSMA's uniformed strength by month."""
    table = load("un_mission_month")
    return table[table["mission"] == "MINUSMA"].set_index("month")["total"]


def _rate(cause: str = "", mission: str = "MINUSMA") -> float:
    """Deaths of a mission in 1992-2019 per 1,000 uniformed person-years of MINUSMA."""
    deaths = load("un_deaths_year")
    deaths = deaths[(deaths["mission"] == mission) & deaths["year"].between(1992, 2019)]
    deaths = deaths[deaths["cause"] == cause] if cause else deaths
    return float(1000 * deaths["deaths"].sum() / (_mali().sum() / 12))


def contingents_that_may_escort_tonight() -> int:
    """Contingents that may leave their sector, move at night and escort."""
    return _may("may_leave_sector", "may_move_at_night", "may_escort")


def contingents_that_may_come_tonight() -> int:
    """Contingents that may leave their sector and move at night."""
    return _may("may_leave_sector", "may_move_at_night")


def contingents_that_may_escort() -> int:
    """Contingents that may escort, by day and at home."""
    return _may("may_escort")


def all_contingents() -> int:
    """Contingents in the table."""
    return len(load("synthetic_caveats"))


def rank_correlation_of_2024() -> float:
    """Rank correlation of size and share among the members of 2024."""
    return _rank_correlation(_allies(2024))


def rank_correlation_of_2014() -> float:
    """Rank correlation of size and share among the members of 2014."""
    return _rank_correlation(_allies(2014))


def rank_correlation_of_all_years() -> float:
    """Rank correlation of size and share over the members of 2010-2024."""
    return _rank_correlation(pd.concat([_allies(year) for year in range(2010, 2025)]))


def rank_correlation_of_2024_sign_reversed() -> float:
    """The rank correlation of 2024 with the wrong sign."""
    return -_rank_correlation(_allies(2024))


def median_months_to_exit() -> float:
    """Median months from demand to exit of the missions that have left."""
    return float(_months_to_exit().median())


def mean_months_to_exit() -> float:
    """Mean months from demand to exit of the missions that have left."""
    return float(_months_to_exit().mean())


def median_days_to_exit() -> float:
    """Median days from demand to exit of the missions that have left."""
    return float(_months_to_exit().median() * MONTH)


def median_months_with_open_missions() -> float:
    """Median months, with the missions still there counted up to the as-of date."""
    return float(_months_to_exit(open_until_seen=True).median())


def members_from_2_percent_2024() -> int:
    """Members that spent 2 % of GDP or more in 2024."""
    return int((_allies(2024)["share_gdp"] >= 0.02).sum())


def members_from_200_percent_2024() -> int:
    """Members that spent twice their GDP or more in 2024."""
    return int((_allies(2024)["share_gdp"] >= 2).sum())


def members_below_2_percent_2024() -> int:
    """Members that spent less than 2 % of GDP in 2024."""
    return int((_allies(2024)["share_gdp"] < 0.02).sum())


def members_from_2_percent_2014() -> int:
    """Members that spent 2 % of GDP or more in 2014."""
    return int((_allies(2014)["share_gdp"] >= 0.02).sum())


def kfor_outsiders_share() -> float:
    """Percent of KFOR's troops from states that were no members in February 2017."""
    return _kfor("2017-02-01")


def kfor_outsiders_share_by_todays_members() -> float:
    """Percent of KFOR's troops from states that are no members today."""
    return _kfor("2030-01-01")


def kfor_members_share() -> float:
    """Percent of KFOR's troops from states that were members in February 2017."""
    return 100 - _kfor("2017-02-01")


def kfor_outsiders_share_as_fraction() -> float:
    """Troops from states that were no members as a fraction of KFOR."""
    return _kfor("2017-02-01") / 100


def ten_payers_share_of_people() -> float:
    """Percent of the uniformed people that the ten largest payers sent."""
    return _their_share("un_contributors_2021")


def ten_payers_share_of_deaths() -> float:
    """Percent of the dead that came from the ten largest payers."""
    return _their_share("un_deaths_country")


def ten_payers_share_as_fraction() -> float:
    """The ten largest payers' people as a fraction of all."""
    return _their_share("un_contributors_2021") / 100


def ten_payers_share_of_states() -> float:
    """The ten largest payers in percent of all contributing states."""
    return float(
        100 * load("un_contributors_2021")["iso3"].isin(_ten_payers()).sum() / len(load("un_contributors_2021"))
    )


def minusma_malicious_rate() -> float:
    """MINUSMA's malicious deaths per 1,000 person-years."""
    return _rate("malicious act")


def minusma_rate_of_all_causes() -> float:
    """MINUSMA's deaths of all causes per 1,000 person-years."""
    return _rate()


def minusma_malicious_rate_per_person_year() -> float:
    """MINUSMA's malicious deaths per single person-year."""
    return _rate("malicious act") / 1000


def minusma_malicious_rate_per_person_month() -> float:
    """MINUSMA's malicious deaths per 1,000 person-months."""
    return _rate("malicious act") / 12


def unifil_deaths_on_minusma_time() -> float:
    """UNIFIL's malicious deaths per 1,000 person-years of MINUSMA."""
    return _rate("malicious act", mission="UNIFIL")


def deployed_in_percent_of_authorised() -> float:
    """All people deployed in percent of all people authorised."""
    return float(100 * load("un_authorised_year")["deployed"].sum() / load("un_authorised_year")["authorised"].sum())


def mean_of_mission_years_shares() -> float:
    """The mean of the mission-years' own percentages."""
    return float(100 * (load("un_authorised_year")["deployed"] / load("un_authorised_year")["authorised"]).mean())


def authorised_in_percent_of_deployed() -> float:
    """All people authorised in percent of all people deployed."""
    return float(100 * load("un_authorised_year")["authorised"].sum() / load("un_authorised_year")["deployed"].sum())


def missing_in_percent_of_authorised() -> float:
    """The people who were missing in percent of all people authorised."""
    return float(
        100 - 100 * load("un_authorised_year")["deployed"].sum() / load("un_authorised_year")["authorised"].sum()
    )
