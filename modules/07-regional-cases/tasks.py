"""What the lab tasks of lessons 7A and 7B compute: right values and usual slips, by the names that tasks.yml uses."""

from __future__ import annotations

import pandas as pd

from course.content.data import load

UNITED_NATIONS = "United Nations"
REGIONAL = "regional organisation"
PEAK_COST = 1000
"""Million US$ a year, about AMISOM's cost at its peak (Williams 2018)."""
CONTRIBUTORS_DAY = "2021-01-31"
BEFORE = (2002, 2003, 2004)
AFTER = (2006, 2007, 2008)


def _africa() -> pd.DataFrame:
    """Peacekeepers in African conflict countries: one row a month, one column a provider."""
    table = load("peacekeepers_region_month")
    return table[table["region"] == "Africa"].pivot(index="month", columns="provider", values="personnel")


def _un_share(without_coalitions: bool = False) -> pd.Series:
    """The UN's percentage of each month's peacekeepers in Africa."""
    table = _africa()
    whole = table[[UNITED_NATIONS, REGIONAL]] if without_coalitions else table
    return 100 * table[UNITED_NATIONS] / whole.sum(axis=1)


def _regional_months(before: str = "2030-01-01") -> int:
    """Months before a day in which the regional bodies had anybody in Africa."""
    column = _africa()[REGIONAL]
    column = column[column.index < before]
    return int((column > 0).sum())


def _members(organisation: str, day: str = "2030-01-01") -> pd.Series:
    """Country codes of those who had joined an organisation before a day."""
    table = load("memberships")
    return table[(table["organisation"] == organisation) & (table["joined"] < day)]["iso3"]


def _share_of_people(organisation: str, day: str = CONTRIBUTORS_DAY, column: str = "total") -> float:
    """Percent of the UN's uniformed people of January 2021 from an organisation's members."""
    people = load("un_contributors_2021")
    theirs = people[people["iso3"].isin(_members(organisation, day))]
    return float(100 * theirs[column].sum() / people[column].sum())


def _share_of_rows(organisation: str) -> float:
    """Percent of the contributing states that are members: counts rows, not people."""
    return float(100 * load("un_contributors_2021")["iso3"].isin(_members(organisation)).mean())


def _attacks(counter: str, *years: int) -> float:
    """Mean count of a counter over some years."""
    table = load("malacca_counts")
    return float(table[(table["counter"] == counter) & table["year"].isin(years)]["incidents"].mean())


def _change(old: float, new: float) -> float:
    """Change from old to new in percent of old."""
    return 100 * (new - old) / old


def un_share_of_december_2016() -> float:
    """The UN's percentage of all peacekeepers in Africa in December 2016."""
    return float(_un_share().iloc[-1])


def un_share_without_coalitions() -> float:
    """The UN's percentage of the UN and regional peacekeepers in December 2016."""
    return float(_un_share(without_coalitions=True).iloc[-1])


def un_share_as_fraction() -> float:
    """The UN's share of all peacekeepers in Africa in December 2016, from 0 to 1."""
    return float(_un_share().iloc[-1]) / 100


def share_of_the_others() -> float:
    """The percentage of regional organisations and coalitions in December 2016."""
    return 100 - float(_un_share().iloc[-1])


def each_members_part_of_the_rest() -> float:
    """A quarter of the cost, shared by all members of the African Union."""
    return 0.25 * PEAK_COST / len(_members("AU"))


def each_members_part_of_the_un_part() -> float:
    """Three quarters of the cost, shared by all members of the African Union."""
    return 0.75 * PEAK_COST / len(_members("AU"))


def each_members_part_of_the_whole() -> float:
    """The whole cost, shared by all members of the African Union."""
    return PEAK_COST / len(_members("AU"))


def each_council_members_part_of_the_rest() -> float:
    """A quarter of the cost, shared by the 15 members of the Peace and Security Council."""
    return 0.25 * PEAK_COST / 15


def months_with_un_below_half() -> int:
    """Months in which the UN had less than half."""
    return int((_un_share() < 50).sum())


def months_with_un_from_half() -> int:
    """Months in which the UN had half or more."""
    return int((_un_share() >= 50).sum())


def months_with_un_below_half_without_coalitions() -> int:
    """Months in which the UN had less than half of the UN and regional people."""
    return int((_un_share(without_coalitions=True) < 50).sum())


def months_with_un_below_half_a_percent() -> int:
    """Months in which the UN had less than half a percent."""
    return int((_un_share() < 0.5).sum())


def regional_months_before_2002() -> int:
    """Months before 2002 in which regional bodies had anybody in Africa."""
    return _regional_months(before="2002-01-01")


def regional_months_in_all() -> int:
    """Months in which regional bodies had anybody in Africa."""
    return _regional_months()


def all_months_before_2002() -> int:
    """Months before 2002 in the table."""
    return int((_africa().index < "2002-01-01").sum())


def regional_months_since_2002() -> int:
    """Months since 2002 in which regional bodies had anybody in Africa."""
    return _regional_months() - _regional_months(before="2002-01-01")


def african_union_share_of_people() -> float:
    """Percent of the UN's uniformed people from members of the African Union."""
    return _share_of_people("AU")


def african_union_share_of_states() -> float:
    """Percent of the contributing states that are members of the African Union."""
    return _share_of_rows("AU")


def african_union_share_as_fraction() -> float:
    """The share of the people from members of the African Union, from 0 to 1."""
    return _share_of_people("AU") / 100


def african_union_share_of_women() -> float:
    """Percent of the UN's uniformed women from members of the African Union."""
    return _share_of_people("AU", column="women")


def attacks_change_between_means() -> float:
    """Percent change from the mean of 2002-2004 to that of 2006-2008."""
    return _change(_attacks("IMB", *BEFORE), _attacks("IMB", *AFTER))


def attacks_change_between_means_sign_reversed() -> float:
    """The percent change between the two means with the wrong sign."""
    return -_change(_attacks("IMB", *BEFORE), _attacks("IMB", *AFTER))


def attacks_change_between_means_backwards() -> float:
    """Percent change from the mean of 2006-2008 to that of 2002-2004."""
    return _change(_attacks("IMB", *AFTER), _attacks("IMB", *BEFORE))


def attacks_change_2004_to_2006() -> float:
    """Percent change of the IMB's count from 2004 to 2006."""
    return _change(_attacks("IMB", 2004), _attacks("IMB", 2006))


def attacks_change_2000_to_2002() -> float:
    """Percent change of the IMB's count from 2000 to 2002."""
    return _change(_attacks("IMB", 2000), _attacks("IMB", 2002))


def attacks_change_2000_to_2002_sign_reversed() -> float:
    """The percent change from 2000 to 2002 with the wrong sign."""
    return -_change(_attacks("IMB", 2000), _attacks("IMB", 2002))


def attacks_change_2002_to_2000() -> float:
    """Percent change of the IMB's count counted backwards."""
    return _change(_attacks("IMB", 2002), _attacks("IMB", 2000))


def attacks_difference_2000_to_2002() -> float:
    """Attacks more or fewer in 2002 than in 2000."""
    return _attacks("IMB", 2002) - _attacks("IMB", 2000)


def recaap_change_2024_to_2025() -> float:
    """Percent change of ReCAAP's count from 2024 to 2025."""
    return _change(_attacks("ReCAAP", 2024), _attacks("ReCAAP", 2025))


def change_across_two_counters() -> float:
    """Percent change from the IMB's count of 2011 to ReCAAP's of 2025."""
    return _change(_attacks("IMB", 2011), _attacks("ReCAAP", 2025))


def recaap_change_2023_to_2025() -> float:
    """Percent change of ReCAAP's count from 2023 to 2025."""
    return _change(_attacks("ReCAAP", 2023), _attacks("ReCAAP", 2025))


def recaap_change_2025_to_2024() -> float:
    """Percent change of ReCAAP's count counted backwards."""
    return _change(_attacks("ReCAAP", 2025), _attacks("ReCAAP", 2024))


def asean_share_of_people() -> float:
    """Percent of the UN's uniformed people from members of ASEAN."""
    return _share_of_people("ASEAN")


def asean_share_as_fraction() -> float:
    """The share of the people from members of ASEAN, from 0 to 1."""
    return _share_of_people("ASEAN") / 100


def asean_share_of_states() -> float:
    """Percent of the contributing states that are members of ASEAN."""
    return _share_of_rows("ASEAN")


def asean_share_of_women() -> float:
    """Percent of the UN's uniformed women from members of ASEAN."""
    return _share_of_people("ASEAN", column="women")
