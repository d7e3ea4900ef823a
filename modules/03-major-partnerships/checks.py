"""Lab tasks of module 03, lessons 3A and 3B: what `check`, `hint` and `solution` know about them.

Every expected value and every slip is computed from the course's tables.

>>> [task.id for task in TASKS][:2]
['m3-t1', 'm3-t2']
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task


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


def _serbia() -> pd.DataFrame:
    """The years of Serbia in UCDP's table."""
    return load("violence_country_year").query("iso3 == 'SRB'")


def _change(start: float, end: float) -> float:
    """Percent change from start to end."""
    return 100 * (end - start) / start


TASKS = [
    Task(
        id="m3-t1",
        objective="3.5",
        wants="one number in percentage points: the share of wars that came back with peacekeepers minus that without",
        expected=_difference,
        tolerance=0.1,
        right="The plain comparison makes the peacekeepers look harmful. Ask which wars they went to before you believe it.",
        slips=(
            Slip(
                value=lambda: -_difference(),
                says="The size is right. Take the wars without away from those with, not the other way.",
            ),
            Slip(
                value=lambda: float(_war_again()[True]),
                says="This is the share with peacekeepers alone. Take the share without away from it.",
            ),
            Slip(
                value=lambda: _change(float(_war_again()[False]), float(_war_again()[True])),
                says="This is a percent change of a percentage. The difference in percentage points is asked for.",
            ),
        ),
        hints=(
            "`again` holds two shares, one for each kind of war. Which one comes first in the subtraction?",
            "`again[True]` is the share with peacekeepers, `again[False]` the one without.",
        ),
        solution='check("m3-t1", again[True] - again[False])',
    ),
    Task(
        id="m3-t2",
        objective="3.5",
        wants="one number in percentage points: the same difference among the hard wars only",
        expected=lambda: _difference(True),
        tolerance=0.1,
        right="Like compared with like: among hard wars far fewer came back where peacekeepers were. This is what matching does.",
        slips=(
            Slip(
                value=lambda: _difference(False), says="These are the easy wars. Keep the rows in which `hard` is true."
            ),
            Slip(value=_difference, says="These are all wars together again. Filter the hard ones first."),
            Slip(
                value=lambda: -_difference(True),
                says="The size is right. Take the share without away from the share with.",
            ),
        ),
        hints=(
            "`by_kind` has two labels for each row: hard or not, peacekeepers or not.",
            "`by_kind[True, True]` is the share among hard wars with peacekeepers.",
        ),
        solution='check("m3-t2", by_kind[True, True] - by_kind[True, False])',
    ),
    Task(
        id="m3-t3",
        objective="3.3",
        wants="one number, the percent change of the modelled battle deaths with 10,000 troops, with its sign",
        expected=lambda: _change(_dose()["mean_without"], _dose()["mean_with"]),
        tolerance=0.1,
        right="The summary we used rounds this to 70 %. It is a change between two model means, for Africa in 1992-2011.",
        slips=(
            Slip(
                value=lambda: -_change(_dose()["mean_without"], _dose()["mean_with"]),
                says="The size is right. The mean fell, so the sign is minus.",
            ),
            Slip(
                value=lambda: _change(_dose()["mean_with"], _dose()["mean_without"]),
                says="You started from the mean with troops. The start is the mean without them.",
            ),
            Slip(
                value=lambda: float(_dose()["mean_with"] - _dose()["mean_without"]),
                says="This is the difference in deaths. Divide by the mean without troops and multiply by 100.",
            ),
        ),
        hints=(
            "The line above does it for the police row. Which row has 10,000 people?",
            'Keep the row with `dose[dose["people"] == 10000]`, then use the same line.',
        ),
        solution=(
            'row = dose[dose["people"] == 10000].iloc[0]\n'
            'check("m3-t3", 100 * (row["mean_with"] - row["mean_without"]) / row["mean_without"])'
        ),
    ),
    Task(
        id="m3-t4",
        objective="3.5",
        wants="one number in percentage points: the two differences weighted by where peacekeepers went",
        expected=lambda: _weighted(True),
        tolerance=0.1,
        right="This is the effect on the wars that had peacekeepers. Eight of ten of those were hard, so the hard wars weigh most.",
        slips=(
            Slip(
                value=lambda: (_difference(True) + _difference(False)) / 2,
                says="This is the plain mean of the two. Peacekeepers went to hard wars four times as often as to easy ones.",
            ),
            Slip(
                value=lambda: _weighted(False),
                says="These weights are those of the wars without peacekeepers. Use the others.",
            ),
            Slip(
                value=_difference,
                says="This is the plain comparison again. Weight the difference of each kind instead.",
            ),
        ),
        hints=(
            "You need two differences (easy, hard) and two weights that add up to 1.",
            "Of the 100 wars with peacekeepers, 80 were hard: the weights are 0.8 and 0.2.",
            "Multiply the difference among hard wars by 0.8, that among easy wars by 0.2, and add.",
        ),
        solution=(
            "hard = by_kind[True, True] - by_kind[True, False]\n"
            "easy = by_kind[False, True] - by_kind[False, False]\n"
            'check("m3-t4", 0.8 * hard + 0.2 * easy)'
        ),
    ),
    Task(
        id="m3-t5",
        objective="3.5",
        wants="one whole number, the findings on peacekeeping that are not in the colleague's mean",
        expected=lambda: int(_peacekeeping_findings().isna().sum()),
        right="Those findings have no single number, the one that found nothing among them. The mean never saw them.",
        slips=(
            Slip(
                value=lambda: int(_peacekeeping_findings().notna().sum()),
                says="These are the findings that went into the mean.",
            ),
            Slip(
                value=lambda: len(_peacekeeping_findings()),
                says="These are all findings on peacekeeping. How many lack an estimate?",
            ),
            Slip(
                value=lambda: int(load("evidence")["estimate_percent"].isna().sum()),
                says="This counts all topics of the table. Stay with the rows on peacekeeping.",
            ),
        ),
        hints=(
            "A mean skips what is missing. Which method says whether a value is missing?",
            '`findings["estimate_percent"].isna()` is true where no number stands; true counts as 1 in a sum.',
        ),
        solution='check("m3-t5", findings["estimate_percent"].isna().sum())',
    ),
    Task(
        id="m3-t6",
        objective="3.3",
        wants="one number: mean deaths in host countries divided by mean deaths in the others, 2018",
        expected=lambda: float(_deaths_2018()[True] / _deaths_2018()[False]),
        tolerance=0.05,
        right="Hosts have many times the deaths of other countries. Fire engines stand where it burns, too.",
        slips=(
            Slip(
                value=lambda: float(_deaths_2018()[False] / _deaths_2018()[True]),
                says="This is the other way round. The hosts go on top.",
            ),
            Slip(
                value=lambda: float(_deaths_2018()[True] - _deaths_2018()[False]),
                says="This is a difference in deaths. How many times as many is asked for.",
            ),
            Slip(
                value=lambda: float(_deaths_2018()[True]),
                says="This is the mean in host countries alone. Divide it by the other mean.",
            ),
        ),
        hints=(
            "`deaths` holds two means. Divide one by the other.",
            "`deaths[True]` belongs to the hosts, `deaths[False]` to the other countries.",
        ),
        solution='check("m3-t6", deaths[True] / deaths[False])',
    ),
    Task(
        id="m3-t7",
        objective="3.3",
        wants="one number, the percent of ISAF's troops on 15 November 2010 that were American",
        expected=lambda: _us_share(_isaf("2010-11-15")),
        tolerance=0.1,
        right="Two of three soldiers came from one of 46 nations. A flag count and a troop count tell different stories.",
        slips=(
            Slip(
                value=lambda: _us_share(_isaf("2010-11-15")) / 100,
                says="This is the fraction. Multiply by 100 for percent.",
            ),
            Slip(
                value=lambda: _us_share(_isaf("2009-10-01")),
                says="This is the share of October 2009. Keep the rows of 15 November 2010.",
            ),
            Slip(
                value=lambda: _us_share(pd.concat([_isaf("2009-10-01"), _isaf("2010-11-15")])),
                says="You added two dates together. Each soldier would count twice; keep one date.",
            ),
        ),
        hints=(
            "The part is the row of the United States, the whole is the sum of all rows of that date.",
            'The part is `isaf[isaf["iso3"] == "USA"]["troops"].sum()`.',
        ),
        solution='check("m3-t7", 100 * isaf[isaf["iso3"] == "USA"]["troops"].sum() / isaf["troops"].sum())',
    ),
    Task(
        id="m3-t8",
        objective="3.3",
        wants="one whole number, the nations in KFOR in February 2017 that were not NATO members at that time",
        expected=lambda: _kfor_outside("2017-02-28"),
        right="Finland and Sweden were partners then. NATO's own sheet of that month lists the same number.",
        slips=(
            Slip(
                value=lambda: _kfor_outside("2026-11-22"),
                says="This uses today's members. Two of these nations joined NATO after 2017.",
            ),
            Slip(
                value=lambda: int((load("nato_operation_troops")["operation"] == "KFOR").sum()),
                says="These are all nations in KFOR. Leave out those that were members in 2017.",
            ),
            Slip(
                value=lambda: (
                    int((load("nato_operation_troops")["operation"] == "KFOR").sum()) - _kfor_outside("2017-02-28")
                ),
                says="These are the members. Those outside are asked for: `~` turns true into false.",
            ),
        ),
        hints=(
            "The list of members says when each one joined. Which rows belong in February 2017?",
            'Keep `members[members["joined"] < "2017-03-01"]` before you compare the codes.',
        ),
        solution=(
            'then = members[members["joined"] < "2017-03-01"]\ncheck("m3-t8", (~kfor["iso3"].isin(then["iso3"])).sum())'
        ),
    ),
    Task(
        id="m3-t9",
        objective="3.4",
        wants="one number, the percent change of deaths in Afghanistan from 2003 to 2014",
        expected=lambda: _change(_afghan(2003), _afghan(2014)),
        tolerance=0.5,
        right="About thirteen times as many deaths in the last year as in the first. It is a before and after, so it names no cause.",
        slips=(
            Slip(
                value=lambda: 100 * (_afghan(2014) - _afghan(2003)) / _afghan(2014),
                says="You divided by the end. A percent change divides by the start, 2003.",
            ),
            Slip(
                value=lambda: _afghan(2014) - _afghan(2003),
                says="This is the difference in deaths. Divide by the start and multiply by 100.",
            ),
            Slip(
                value=lambda: 100 * _afghan(2014) / _afghan(2003),
                says="This is 2014 in percent of 2003. Take 100 away to get the change.",
            ),
        ),
        hints=(
            "Percent change: end minus start, divided by the start, times 100.",
            "`afghan[2003]` is the start, `afghan[2014]` the end.",
        ),
        solution='check("m3-t9", 100 * (afghan[2014] - afghan[2003]) / afghan[2003])',
    ),
    Task(
        id="m3-t10",
        objective="3.4",
        wants="one whole number, the years since 2000 in which UCDP counts no death for Serbia",
        expected=lambda: int((_serbia().query("year >= 2000")["deaths"] == 0).sum()),
        right="Every year, 2004 included, in which nineteen people died in two days. A zero in a table is a statement about its rules.",
        slips=(
            Slip(
                value=lambda: int((_serbia()["deaths"] == 0).sum()),
                says="This counts the years before 2000 as well. Filter on `year` first.",
            ),
            Slip(
                value=lambda: int((_serbia().query("year >= 2000")["deaths"] > 0).sum()),
                says="This counts the years with deaths. The years without any are asked for.",
            ),
        ),
        hints=(
            "Two conditions: the year is 2000 or later, and the deaths are zero.",
            '`(serbia[serbia["year"] >= 2000]["deaths"] == 0).sum()` counts them.',
        ),
        solution='check("m3-t10", (serbia[serbia["year"] >= 2000]["deaths"] == 0).sum())',
    ),
]
