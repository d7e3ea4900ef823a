"""Lab tasks of module 07, lessons 7A and 7B: what `check`, `hint` and `solution` know about them.

Every expected value and every slip is computed from the course's tables. The tasks of lesson 7C are in checks_7C.py.

>>> [task.id for task in TASKS][:2]
['m7-t1', 'm7-t2']
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task

UNITED_NATIONS = "United Nations"
REGIONAL = "regional organisation"
PEAK_COST = 1000
"""Million US$ a year, about AMISOM's cost at its peak (Williams 2018)."""
CONTRIBUTORS_DAY = "2021-01-31"


def _africa() -> pd.DataFrame:
    """Peacekeepers in African conflict countries: one row a month, one column a provider."""
    table = load("peacekeepers_region_month")
    return table[table["region"] == "Africa"].pivot(index="month", columns="provider", values="personnel")


def _un_share(without_coalitions: bool = False) -> pd.Series:
    """The UN's percentage of each month's peacekeepers in Africa."""
    table = _africa()
    whole = table[[UNITED_NATIONS, REGIONAL]] if without_coalitions else table
    return 100 * table[UNITED_NATIONS] / whole.sum(axis=1)


def _regional_months(before: str = "2030-01-01", nobody: bool = False) -> int:
    """Months before a day in which the regional bodies had anybody (or nobody) in Africa."""
    column = _africa()[REGIONAL]
    column = column[column.index < before]
    return int((column == 0).sum() if nobody else (column > 0).sum())


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


BEFORE = (2002, 2003, 2004)
AFTER = (2006, 2007, 2008)

TASKS = [
    Task(
        id="m7-t1",
        objective="7.3",
        wants="one number, the UN's percentage of all peacekeepers in Africa in December 2016",
        expected=lambda: float(_un_share().iloc[-1]),
        tolerance=0.1,
        right="Nearly four fifths. In March 1999 it had been 3.4 %: the mixture changes faster than the names do.",
        slips=(
            Slip(
                value=lambda: float(_un_share(without_coalitions=True).iloc[-1]),
                says="You left the coalitions out of the whole. Add all three columns.",
            ),
            Slip(
                value=lambda: float(_un_share().iloc[-1]) / 100,
                says="This is the fraction. Multiply by 100 for percent.",
            ),
            Slip(
                value=lambda: 100 - float(_un_share().iloc[-1]),
                says="This is the share of the others. The UN's is asked for.",
            ),
        ),
        hints=(
            "The whole is UN, regional organisations and coalitions together.",
            "82,444 stands on top. Below the line: `africa.iloc[287].sum()`. Times 100.",
        ),
        solution='last = africa.iloc[287]\ncheck("m7-t1", 100 * last["United Nations"] / last.sum())',
    ),
    Task(
        id="m7-t2",
        objective="7.3",
        wants="one number, million US$ for each member of the African Union",
        expected=lambda: 0.25 * PEAK_COST / len(_members("AU")),
        right="Some 4.5 million a year each, if all paid alike. For small states that is much, for one mission of several.",
        slips=(
            Slip(
                value=lambda: 0.75 * PEAK_COST / len(_members("AU")),
                says="You shared the UN's 75 %. What is left to others is 25 %.",
            ),
            Slip(
                value=lambda: PEAK_COST / len(_members("AU")),
                says="You shared the whole cost. Take a quarter of it first.",
            ),
            Slip(
                value=lambda: 0.25 * PEAK_COST / 15,
                says="Fifteen is the size of the Peace and Security Council. The Union has more members: count the rows.",
            ),
        ),
        hints=("`len(members)` counts the members.", "Divide `0.25 * cost` by the number of members."),
        solution='check("m7-t2", 0.25 * cost / len(members))',
    ),
    Task(
        id="m7-t3",
        objective="7.3",
        wants="one whole number, the months in which the UN had less than half",
        expected=lambda: int((_un_share() < 50).sum()),
        right="All of them lie before June 2000. In the late 1990s regional forces, ECOMOG above all, carried the load.",
        slips=(
            Slip(
                value=lambda: int((_un_share() >= 50).sum()),
                says="These are the months with half or more. Turn the sign round.",
            ),
            Slip(
                value=lambda: int((_un_share(without_coalitions=True) < 50).sum()),
                says="You compared the UN with the regional forces only. The coalitions belong to the whole.",
            ),
            Slip(
                value=lambda: int((_un_share() < 0.5).sum()),
                says="You compared percentages with 0.5. Half is 50 as a percentage and 0.5 as a fraction.",
            ),
        ),
        hints=(
            'A share for each month: `africa["United Nations"] / africa.sum(axis=1)`.',
            "Compare that share with 0.5 and count the True values with `.sum()`.",
        ),
        solution='share = africa["United Nations"] / africa.sum(axis=1)\ncheck("m7-t3", (share < 0.5).sum())',
    ),
    Task(
        id="m7-t4",
        objective="7.3",
        wants="one whole number, the months before January 2002 with more than nobody in the column",
        expected=lambda: _regional_months(before="2002-01-01"),
        right="So a third of the report's months belong to a Union that did not exist, and ECOWAS is in the rest as well.",
        slips=(
            Slip(
                value=lambda: _regional_months(),
                says="This is the report's number. Keep only the months before 2002.",
            ),
            Slip(
                value=lambda: int((_africa().index < "2002-01-01").sum()),
                says="These are all months before 2002. In some of them the column holds nobody.",
            ),
            Slip(
                value=lambda: _regional_months() - _regional_months(before="2002-01-01"),
                says="These are the months from 2002 on. The question asks for those before.",
            ),
        ),
        hints=(
            'Filter by date first: `early = africa[africa.index < "2002-01-01"]`.',
            'Then count: `(early["regional organisation"] > 0).sum()`.',
        ),
        solution=(
            'early = africa[africa.index < "2002-01-01"]\ncheck("m7-t4", (early["regional organisation"] > 0).sum())'
        ),
    ),
    Task(
        id="m7-t5",
        objective="7.3",
        wants="one number, the percent of the UN's uniformed people from members of the African Union",
        expected=lambda: _share_of_people("AU"),
        tolerance=0.1,
        right="Almost half. The same armies serve under both flags; what changes is who commands and who pays.",
        slips=(
            Slip(
                value=lambda: _share_of_rows("AU"),
                says="You counted states. Sum the column `total` instead.",
            ),
            Slip(
                value=lambda: _share_of_people("AU") / 100,
                says="This is the fraction. Multiply by 100 for percent.",
            ),
            Slip(
                value=lambda: _share_of_people("AU", column="women"),
                says="This is their share of the women. The question is about all people: `total`.",
            ),
        ),
        hints=(
            '`members` of the half-worked exercise has the codes: `people["iso3"].isin(members["iso3"])`.',
            "Sum `total` of these rows, divide by the sum of `total`, times 100.",
        ),
        solution=(
            'theirs = people[people["iso3"].isin(members["iso3"])]\n'
            'check("m7-t5", 100 * theirs["total"].sum() / people["total"].sum())'
        ),
    ),
    Task(
        id="m7-t6",
        objective="7.4",
        wants="one number with its sign, the change in percent from the mean of 2002-2004 to that of 2006-2008",
        expected=lambda: _change(_attacks("IMB", *BEFORE), _attacks("IMB", *AFTER)),
        tolerance=0.1,
        right="A large fall, with three years on each side. It is a before-and-after comparison, so it has no control.",
        slips=(
            Slip(
                value=lambda: -_change(_attacks("IMB", *BEFORE), _attacks("IMB", *AFTER)),
                says="The size is right. A fall has a minus sign.",
            ),
            Slip(
                value=lambda: _change(_attacks("IMB", *AFTER), _attacks("IMB", *BEFORE)),
                says="You divided by the later mean. The older value is the base.",
            ),
            Slip(
                value=lambda: _change(_attacks("IMB", 2004), _attacks("IMB", 2006)),
                says="This is the worked example again. Use the two means.",
            ),
        ),
        hints=(
            "Make `after` as `before` is made, with the years 2006, 2007 and 2008.",
            "`100 * (after - before) / before`.",
        ),
        solution='after = year[[2006, 2007, 2008]].mean()\ncheck("m7-t6", 100 * (after - before) / before)',
    ),
    Task(
        id="m7-t7",
        objective="7.4",
        wants="one number with its sign, the change in percent from 2000 to 2002",
        expected=lambda: _change(_attacks("IMB", 2000), _attacks("IMB", 2002)),
        tolerance=0.1,
        right="A larger fall than the one that came with the common patrols, and before them. Counts of rare events swing widely.",
        slips=(
            Slip(
                value=lambda: -_change(_attacks("IMB", 2000), _attacks("IMB", 2002)),
                says="The size is right. A fall has a minus sign.",
            ),
            Slip(
                value=lambda: _change(_attacks("IMB", 2002), _attacks("IMB", 2000)),
                says="You divided by 2002. The older year is the base.",
            ),
            Slip(
                value=lambda: _attacks("IMB", 2002) - _attacks("IMB", 2000),
                says="This is the difference in attacks. Divide it by the count of 2000, times 100.",
            ),
        ),
        hints=("`year[2000]` and `year[2002]` hold the two counts.", "Copy the worked line with these two years."),
        solution='check("m7-t7", 100 * (year[2002] - year[2000]) / year[2000])',
    ),
    Task(
        id="m7-t8",
        objective="7.4",
        wants="one number with its sign, the change of ReCAAP's count from 2024 to 2025 in percent",
        expected=lambda: _change(_attacks("ReCAAP", 2024), _attacks("ReCAAP", 2025)),
        tolerance=0.1,
        right="A rise, by one counter in one area. Before 2007 this counter had no year, so it cannot judge 2004.",
        slips=(
            Slip(
                value=lambda: _change(_attacks("IMB", 2011), _attacks("ReCAAP", 2025)),
                says="You joined two counters and two areas: this is the mistake itself.",
            ),
            Slip(
                value=lambda: _change(_attacks("ReCAAP", 2023), _attacks("ReCAAP", 2025)),
                says="You started in 2023. The base is 2024.",
            ),
            Slip(
                value=lambda: _change(_attacks("ReCAAP", 2025), _attacks("ReCAAP", 2024)),
                says="You divided by 2025. The older year is the base.",
            ),
        ),
        hints=("Both years belong to ReCAAP: 62 and 108.", "`100 * (both[2025] - both[2024]) / both[2024]`."),
        solution='check("m7-t8", 100 * (both[2025] - both[2024]) / both[2024])',
    ),
    Task(
        id="m7-t9",
        objective="7.4",
        wants="one number, the percent of the UN's uniformed people from the ten members of ASEAN",
        expected=lambda: _share_of_people("ASEAN"),
        tolerance=0.05,
        right="A group without a force of its own sends one in seventeen of the UN's. Three of its members sent nobody.",
        slips=(
            Slip(
                value=lambda: _share_of_people("ASEAN") / 100,
                says="This is the fraction. Multiply by 100 for percent.",
            ),
            Slip(
                value=lambda: _share_of_rows("ASEAN"),
                says="You counted states. Sum the column `total` instead.",
            ),
            Slip(
                value=lambda: _share_of_people("ASEAN", column="women"),
                says="This is their share of the women. The question is about all people: `total`.",
            ),
            Slip(
                value=lambda: _share_of_people("AU"),
                says="This is the share of the African Union, from lesson 7A.",
            ),
        ),
        hints=(
            'Rows of the ten: `people[people["iso3"].isin(asean["iso3"])]`.',
            "Sum `total` of these rows, divide by the sum of `total`, times 100.",
        ),
        solution=(
            'theirs = people[people["iso3"].isin(asean["iso3"])]\n'
            'check("m7-t9", 100 * theirs["total"].sum() / people["total"].sum())'
        ),
    ),
]
