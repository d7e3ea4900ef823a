"""What the lab tasks of lessons 6A and 6B compute: right values and usual slips, by the names that tasks.yml uses.

A message that was never released has no total; where a task counts it, it counts as late.
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load


def _reports() -> pd.DataFrame:
    """SYNTHETIC events by step (rows, in the order of the chain) and by who told the mission (columns)."""
    table = load("synthetic_reports")
    wide = table.pivot(index="step", columns="told_by", values="reports")
    return wide.loc[table["step"].unique()].astype(float)


def _rates(told_by: str) -> pd.Series:
    """Share of events that each link lets through, from 0 to 1."""
    column = _reports()[told_by]
    return (column / column.shift()).dropna()


def _acted_on(whole: str) -> float:
    """Residents' events acted on, in percent of those that came as far as the step `whole`."""
    residents = _reports()["residents"]
    return float(100 * residents["acted"] / residents[whole])


def _log(link: str) -> pd.DataFrame:
    """SYNTHETIC messages of one link, with their total minutes; missing if never released."""
    table = load("synthetic_latency")
    table = table[table["link"] == link]
    return table.assign(total=table["minutes_on_link"] + table["minutes_for_release"])


def _released_share(link: str) -> float:
    """Percent of all minutes of a link's delivered messages that were spent waiting for release."""
    log = _log(link).dropna()
    return float(100 * log["minutes_for_release"].sum() / log["total"].sum())


def _in_hand(minutes: int) -> float:
    """Percent of all satellite messages that were in hand within so many minutes."""
    log = _log("satellite")
    return float(100 * (log["total"] <= minutes).sum() / len(log))


def _width(iso3: str, year: int) -> float:
    """Width of UCDP's range of deaths, high minus low, in percent of the best estimate."""
    row = load("violence_country_year").query(f"iso3 == '{iso3}' and year == {year}").iloc[0]
    return float(100 * (row["high"] - row["low"]) / row["deaths"])


def weakest_link_of_drone() -> float:
    """Percent that the weakest link lets through for events seen by a drone."""
    return float(100 * _rates("drone").min())


def weakest_link_of_patrol() -> float:
    """Percent that the weakest link lets through for events seen by a patrol."""
    return float(100 * _rates("patrol").min())


def whole_chain_of_drone() -> float:
    """Percent of the events seen by a drone that pass the whole chain."""
    return float(100 * _reports()["drone"].min() / _reports()["drone"].max())


def lost_at_weakest_link_of_drone() -> float:
    """Percent that the weakest link loses for events seen by a drone."""
    return float(100 - 100 * _rates("drone").min())


def weakest_link_of_drone_as_fraction() -> float:
    """The share that the weakest link lets through for a drone, from 0 to 1."""
    return float(_rates("drone").min())


def acted_on_if_all_reported_are_checked() -> float:
    """Residents' events acted on if every reported one were checked."""
    return float(_reports().loc["reported", "residents"] * _rates("residents")[2:].prod())


def acted_on_now() -> float:
    """Residents' events acted on as things are."""
    return float(_reports().loc["acted", "residents"])


def acted_on_if_all_observed_are_checked() -> float:
    """Residents' events acted on if every observed one were reported and checked."""
    return float(_reports().loc["observed", "residents"] * _rates("residents")[2:].prod())


def reported_by_residents() -> float:
    """Residents' events that were reported."""
    return float(_reports().loc["reported", "residents"])


def whole_chain_of_residents() -> float:
    """Percent of the events that residents observed which were acted on."""
    return _acted_on("observed")


def acted_on_share_of_residents_reports() -> float:
    """Residents' events acted on in percent of those reported."""
    return _acted_on("reported")


def acted_on_share_of_residents_shared() -> float:
    """Residents' events acted on in percent of those shared."""
    return _acted_on("shared")


def last_link_of_residents() -> float:
    """Residents' events acted on in percent of those decided on."""
    return _acted_on("decided")


def lost_share_of_residents() -> float:
    """Percent of the events that residents observed which were not acted on."""
    return 100 - _acted_on("observed")


def whole_chain_of_residents_as_fraction() -> float:
    """The share of the residents' observed events that were acted on, from 0 to 1."""
    return _acted_on("observed") / 100


def range_width_of_myanmar() -> float:
    """Width of the range for Myanmar in 2022 in percent of the best count."""
    return _width("MMR", 2022)


def range_width_of_congo() -> float:
    """Width of the range for DR Congo in 2022 in percent of the best count."""
    return _width("COD", 2022)


def range_width_of_myanmar_as_fraction() -> float:
    """Width of the range for Myanmar in 2022 as a fraction of the best count."""
    return _width("MMR", 2022) / 100


def high_end_in_percent_of_low_end() -> float:
    """The high end for Myanmar in 2022 in percent of the low end."""
    row = load("violence_country_year").query("iso3 == 'MMR' and year == 2022").iloc[0]
    return float(100 * row["high"] / row["low"])


def courier_waiting_share() -> float:
    """Waits for release in percent of all minutes of delivered courier messages."""
    return _released_share("courier")


def satellite_waiting_share() -> float:
    """Waits for release in percent of all minutes of delivered satellite messages."""
    return _released_share("satellite")


def courier_road_share() -> float:
    """Minutes on the road in percent of all minutes of delivered courier messages."""
    return 100 - _released_share("courier")


def courier_waits_relative_to_road() -> float:
    """Waits for release in percent of the minutes on the road."""
    table = load("synthetic_latency").query("link == 'courier'")
    return float(100 * table["minutes_for_release"].sum() / table["minutes_on_link"].sum())


def in_hand_within_60_minutes() -> float:
    """Percent of all satellite messages in hand within 60 minutes."""
    return _in_hand(60)


def delivered_within_60_minutes() -> float:
    """Percent of the delivered satellite messages in hand within 60 minutes."""
    return float(100 * (_log("satellite")["total"].dropna() <= 60).mean())


def in_hand_within_30_minutes() -> float:
    """Percent of all satellite messages in hand within 30 minutes."""
    return _in_hand(30)


def in_hand_within_60_minutes_as_fraction() -> float:
    """The share of all satellite messages in hand within 60 minutes, from 0 to 1."""
    return _in_hand(60) / 100


def agreements_between_pairs() -> int:
    """Agreements if each pair of KFOR's nations made one."""
    return kfor_nations() * (kfor_nations() - 1) // 2


def agreements_with_pairs_counted_twice() -> int:
    """Agreements between KFOR's nations with each pair counted twice."""
    return kfor_nations() * (kfor_nations() - 1)


def agreements_with_itself_included() -> int:
    """The square of the nations: each one paired with itself as well."""
    return kfor_nations() ** 2


def kfor_nations() -> int:
    """Nations in the force in Kosovo, February 2017."""
    return int((load("nato_operation_troops")["operation"] == "KFOR").sum())
