"""Lab tasks of module 00. Every expected value is computed from the course's tables."""

from __future__ import annotations

import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task


def _operations() -> pd.DataFrame:
    return load("un_operations")


def _begun(first: int, last: int) -> pd.DataFrame:
    table = _operations()
    return table[table["start"].dt.year.between(first, last)]


def _in_africa(table: pd.DataFrame) -> int:
    return int((table["region"] == "Africa").sum())


def _top_regions(table: pd.DataFrame, ascending: bool = False) -> pd.Series:
    return table["region"].value_counts(ascending=ascending).head(2)


def _months() -> pd.DataFrame:
    return load("un_personnel_month")


def _saar() -> pd.Series:
    return load("saar_force").set_index("country")["troops"]


def _sipri(year: int) -> float:
    return float(load("sipri_personnel").set_index("year").loc[year, "personnel"])


def _last_month() -> pd.Series:
    return _months().iloc[-1]


def _uk_share(of: list[str] | None = None) -> float:
    whole = _saar() if of is None else _saar()[of]
    return float(_saar()["United Kingdom"] / whole.sum() * 100)


def _change(old: int, new: int, base: int | None = None) -> float:
    return (_sipri(new) - _sipri(old)) / _sipri(base or old) * 100


TASKS = [
    Task(
        id="m0-t1",
        objective="0.2",
        wants="the number of operations whose start is not known to the day",
        expected=lambda: int((_operations()["start_precision"] != "day").sum()),
        right="So most starts stand on the first of a month only because the day is unknown. "
        "Do not count days between such dates as if they were exact.",
        slips=(
            Slip(
                value=lambda: int((_operations()["start_precision"] == "day").sum()),
                says="These are the starts that are known to the day. The question asks for the others: != means not equal.",
            ),
            Slip(
                value=lambda: len(_operations()),
                says="This counts all rows, the True and the False ones. len() counts entries; sum() counts the True ones.",
            ),
            Slip(
                value=lambda: int(_operations()["start"].isna().sum()),
                says="No start is blank. The gap is of another kind, and stands in the column start_precision.",
            ),
        ),
        hints=(
            "not_to_the_day holds True or False for each operation. Which method counts the True ones?",
            "True counts as 1, so add them up with .sum().",
            "Write not_to_the_day.sum() in place of the three dots.",
        ),
        solution='not_to_the_day = operations["start_precision"] != "day"\nnot_to_the_day.sum()',
    ),
    Task(
        id="m0-t2",
        objective="0.3",
        wants="the number of UN operations that began in Africa in 1990 to 1999",
        expected=lambda: _in_africa(_begun(1990, 1999)),
        right="Of the 35 operations begun in that decade, Africa hosted fewer than half. Module 01 asks why so many began then.",
        slips=(
            Slip(
                value=lambda: len(_begun(1990, 1999)),
                says="This is the whole decade, all regions. One more filter is missing: the region.",
            ),
            Slip(
                value=lambda: _in_africa(_operations()),
                says="This is Africa in all years since 1948. Filter `nineties`, not `operations`.",
            ),
            Slip(
                value=lambda: _in_africa(_begun(1990, 2100)),
                says="This is Africa from 1990 until today. The decade ends with 1999.",
            ),
        ),
        hints=(
            "The filter has the same shape as before: table[condition]. The table is `nineties`.",
            'The condition is nineties["region"] == "Africa". Two equal signs compare; one equal sign gives a name.',
            'africa = nineties[nineties["region"] == "Africa"], then check("m0-t2", len(africa)).',
        ),
        solution='africa = nineties[nineties["region"] == "Africa"]\nlen(africa)',
    ),
    Task(
        id="m0-t3",
        objective="0.3",
        wants="two counts with their regions, largest first: operations begun before 1988",
        expected=lambda: _top_regions(_begun(1900, 1987)),
        right="Before 1988 the Middle East led with 7 of 13. So the answer to the lesson's question depends on the period.",
        slips=(
            Slip(
                value=lambda: _top_regions(_begun(1988, 2100)),
                says="These are the operations begun since 1988. Before is < and not >=.",
            ),
            Slip(
                value=lambda: _top_regions(_operations()),
                says="This counts all 71 operations. Filter by the start date first.",
            ),
            Slip(
                value=lambda: _top_regions(_begun(1900, 1987), ascending=True),
                says="These are the two smallest counts. Sort with ascending=False before you take head(2).",
            ),
            Slip(
                value=lambda: _begun(1900, 1987)["region"].value_counts(),
                says="These are all regions. Put .head(2) at the end to keep the first two.",
            ),
        ),
        hints=(
            "Three steps, as in the first round of the lesson: filter by start, group and count by region, sort. Then .head(2).",
            'early = operations[operations["start"] < "1988-01-01"] keeps the rows you need.',
            'early["region"].value_counts() groups, counts and sorts in one go. Add .head(2).',
        ),
        solution='early = operations[operations["start"] < "1988-01-01"]\n'
        'early.groupby("region").size().sort_values(ascending=False).head(2)',
    ),
    Task(
        id="m0-t4",
        objective="0.3",
        wants="the number of months with a total above 100,000",
        expected=lambda: int((_months()["total"] > 100_000).sum()),
        right="All of them lie between February 2010 and January 2017. The honest sentence ends with: of 328 months with a total.",
        slips=(
            Slip(
                value=lambda: len(_months()),
                says="This counts all months. First ask for each month whether its total is above 100,000, then count the True ones.",
            ),
            Slip(
                value=lambda: int(_months()["total"].notna().sum()),
                says="These are the months that have a total at all. The condition is that it is above 100,000.",
            ),
            Slip(
                value=lambda: int(_months().loc[_months()["total"] > 100_000, "total"].sum()),
                says="This adds up the persons of those months, so that people who stayed are counted each month anew. Count the months.",
            ),
            Slip(
                value=lambda: int((_months()["troops"] > 100_000).sum()),
                says="This looks at troops alone. Police and observers belong to the total.",
            ),
        ),
        hints=(
            'months["total"] > 100000 answers True or False for each month.',
            "Write the number without a comma: 100000. Then count the True ones with .sum().",
            'check("m0-t4", (months["total"] > 100000).sum()) does it; mind the brackets.',
        ),
        solution='(months["total"] > 100000).sum()',
    ),
    Task(
        id="m0-t5",
        objective="0.4",
        wants="the United Kingdom's share of the Saar force, in percent",
        expected=_uk_share,
        tolerance=0.1,
        right="In a sentence: of the 3,310 soldiers planned for the Saar on 8 December 1934, the United Kingdom sent 45.3 %.",
        slips=(
            Slip(
                value=lambda: _uk_share(["United Kingdom", "Italy"]),
                says="The whole leaves out Sweden and the Netherlands. A share is taken of all four contingents.",
            ),
            Slip(
                value=lambda: _uk_share(["Italy", "Sweden", "Netherlands"]),
                says="You divided by the other three. The whole includes the United Kingdom itself.",
            ),
            Slip(
                value=lambda: _uk_share() / 100,
                says="This is the fraction. For a percentage, multiply by 100.",
            ),
        ),
        hints=(
            "A share is the part divided by the whole, times 100. The whole is ready.",
            'The part is saar["United Kingdom"].',
            'check("m0-t5", saar["United Kingdom"] / whole * 100)',
        ),
        solution='saar["United Kingdom"] / saar.sum() * 100',
    ),
    Task(
        id="m0-t6",
        objective="0.4",
        wants="the percent change of SIPRI's personnel from 2016 to 2022, with its sign",
        expected=lambda: _change(2016, 2022),
        tolerance=0.1,
        right="In a sentence: from 152,822 at the end of 2016 to 114,984 at the end of 2022, minus 24.8 %. Four years in between have no figure.",
        slips=(
            Slip(
                value=lambda: _change(2016, 2022, base=2022),
                says="You divided by the new value. A change is measured against where it began, 2016.",
            ),
            Slip(
                value=lambda: -_change(2016, 2022),
                says="The size is right, the sign is not: take new minus old, and the fall shows as a minus.",
            ),
            Slip(
                value=lambda: _change(2016, 2022) / 100,
                says="This is the fraction, as pct_change() would give it. Multiply by 100.",
            ),
            Slip(
                value=lambda: _change(2015, 2024),
                says="This is the change from 2015 to 2024, the lesson's own example. The task asks for 2016 to 2022.",
            ),
        ),
        hints=(
            "New minus old, divided by old, times 100. Which year is the old one?",
            'sipri.loc[2016, "personnel"] is the old value. Write the new one in the same way.',
            'old, new = sipri.loc[2016, "personnel"], sipri.loc[2022, "personnel"], then (new - old) / old * 100.',
        ),
        solution='old, new = sipri.loc[2016, "personnel"], sipri.loc[2022, "personnel"]\n(new - old) / old * 100',
    ),
    Task(
        id="m0-t7",
        objective="0.4",
        wants="police as a percentage of all uniformed personnel in December 2019",
        expected=lambda: float(_last_month()["police"] / _last_month()["total"] * 100),
        tolerance=0.1,
        right="In a sentence: in December 2019, 9,124 of the UN's 83,331 uniformed personnel, or 10.9 %, were police.",
        slips=(
            Slip(
                value=lambda: float(_last_month()["police"] / _last_month()["troops"] * 100),
                says="You divided by the troops. The whole is the total, with police and observers in it.",
            ),
            Slip(
                value=lambda: float(_last_month()["police"] / _last_month()["total"]),
                says="This is the fraction. For a percentage, multiply by 100.",
            ),
            Slip(
                value=lambda: float(_last_month()["police"]),
                says="This is the number of police. A percentage needs the whole under it.",
            ),
        ),
        hints=(
            'last is one row. last["police"] is the part.',
            'The whole is last["total"].',
            'check("m0-t7", last["police"] / last["total"] * 100)',
        ),
        solution='last["police"] / last["total"] * 100',
    ),
]
