"""Lab tasks of module 01: what `check`, `hint` and `solution` know about them.

Every expected value and every slip is computed from the course's tables. Years are years of 365.25 days.

>>> [task.id for task in TASKS][:2]
['m1-t1', 'm1-t2']
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task

DUTIES = ["defense", "offense", "neutrality", "nonaggression", "consultation"]
YEAR = 365.25


def _begun(first: int, last: int) -> int:
    """Alliances begun from `first` to `last`, both years included."""
    table = load("alliances_begun")
    return int(table[table["year"].between(first, last)]["begun"].sum())


def _pact_lives(open_until_now: bool = False) -> pd.Series:
    """Life of each pact in years; pacts in force are missing, or counted to the as-of date."""
    pacts = load("pacts")
    ended = pacts["ended"].fillna(pd.Timestamp("2026-11-22")) if open_until_now else pacts["ended"]
    return (ended - pacts["began"]).dt.days / YEAR


def _early_pacts() -> pd.DataFrame:
    """The pacts signed from 1945 to 1960."""
    pacts = load("pacts")
    return pacts[pacts["began"].dt.year.between(1945, 1960)]


def _share_ended(pacts: pd.DataFrame) -> float:
    """Percent of the pacts that have an end date."""
    return float(100 * pacts["ended"].notna().mean())


def _defence_share() -> float:
    """Percent of the alliances begun before 1914 that hold a defence duty."""
    early = load("alliances_begun").query("year < 1914")
    return float(100 * early["defense"].sum() / early["begun"].sum())


def _defence_share_of_duties() -> float:
    """The same with the sum of all duties below: the staged mistake of lesson 1A."""
    early = load("alliances_begun").query("year < 1914")
    return float(100 * early["defense"].sum() / early[DUTIES].sum().sum())


def _joined_per_year() -> pd.Series:
    """New NATO members by year, the founders of 1949 among them."""
    return load("nato_members")["joined"].dt.year.value_counts()


def _operations_begun(first: int, last: int) -> int:
    """UN operations begun from `first` to `last`, both years included."""
    return int(load("un_operations")["start"].dt.year.between(first, last).sum())


def _strength(year: int) -> float:
    """UN uniformed persons in December of a year."""
    table = load("un_strength_year")
    return float(table.loc[table["year"] == year, "personnel"].iloc[0])


def _change(start: float, end: float) -> float:
    """Percent change from start to end."""
    return 100 * (end - start) / start


def _lives_of_the_2010s() -> pd.Series:
    """Life so far, in years, of the UN operations begun in 2010-2019; open ones count to their as-of date."""
    table = load("un_operations")
    table = table[table["start"].dt.year.between(2010, 2019)]
    return (table["end"].fillna(pd.to_datetime(table["as_of"])) - table["start"]).dt.days / YEAR


def _ended_of_the_2010s() -> pd.Series:
    """The same for those that have ended, as the staged mistake of lesson 1B takes it."""
    table = load("un_operations")
    return _lives_of_the_2010s()[table["end"].notna()]


TASKS = [
    Task(
        id="m1-t1",
        objective="1.5",
        wants="one number, the alliances begun before 1914",
        expected=lambda: _begun(1815, 1913),
        right="A century of written alliances before the First World War. That is dated evidence against the word began.",
        slips=(
            Slip(value=lambda: _begun(1815, 1914), says="You let 1914 in. Before 1914 means years smaller than 1914."),
            Slip(value=lambda: _begun(1815, 2018), says="This is the sum over all years. Filter the rows first."),
            Slip(
                value=lambda: int((load("alliances_begun")["year"] < 1914).sum()),
                says="This counts the years, one row each. Sum the column `begun` instead.",
            ),
        ),
        hints=(
            "Start from the line above it, and change the sign and the year.",
            'Keep the rows with `alliances["year"] < 1914`, then sum one column.',
        ),
        solution='before_1914 = alliances[alliances["year"] < 1914]["begun"].sum()\ncheck("m1-t1", before_1914)',
    ),
    Task(
        id="m1-t2",
        objective="1.4",
        wants="one number, the median life in years of the pacts that have ended",
        expected=lambda: float(_pact_lives().median()),
        tolerance=0.1,
        right="Half of the ended pacts lasted longer, half less. The pacts still in force are not in this number.",
        slips=(
            Slip(
                value=lambda: float(_pact_lives().mean()),
                says="This is the mean. The median is the middle value: `.median()`.",
            ),
            Slip(
                value=lambda: float(_pact_lives(open_until_now=True).median()),
                says="You counted the pacts still in force up to today. Here only the ended ones are asked for.",
            ),
            Slip(
                value=lambda: float(_pact_lives().median() * YEAR), says="This is in days. Divide by 365.25 for years."
            ),
        ),
        hints=(
            "The column `life` is there. Which method gives its middle value?",
            "A missing value is left out by `median()`, so the open pacts drop out by themselves.",
        ),
        solution='check("m1-t2", pacts["life"].median())',
    ),
    Task(
        id="m1-t3",
        objective="1.4",
        wants="one number, the percent of the pacts signed in 1945-1960 that have ended",
        expected=lambda: _share_ended(_early_pacts()),
        tolerance=0.1,
        right="Five of nine have ended. The Rio Treaty, NATO, the Arab League pact and ANZUS had not, at the last date known.",
        slips=(
            Slip(
                value=lambda: _share_ended(load("pacts")),
                says="This is the share among all pacts. Keep those begun in 1945-1960 first.",
            ),
            Slip(
                value=lambda: 100 - _share_ended(_early_pacts()),
                says="This is the share still in force. The ended ones are asked for.",
            ),
            Slip(
                value=lambda: float(_early_pacts()["ended"].notna().sum()),
                says="This is how many ended. Divide by how many were signed.",
            ),
        ),
        hints=(
            'Filter with `pacts["began"].dt.year.between(1945, 1960)`.',
            'In the filtered table, `["ended"].notna().mean()` is the share that has an end date.',
            "Multiply by 100 for percent.",
        ),
        solution=(
            'early = pacts[pacts["began"].dt.year.between(1945, 1960)]\n'
            'check("m1-t3", 100 * early["ended"].notna().mean())'
        ),
    ),
    Task(
        id="m1-t4",
        objective="1.4",
        wants="one number, the percent of alliances begun before 1914 that hold a defence duty",
        expected=_defence_share,
        tolerance=0.1,
        right="Nearly two of three, not one of three. The whole must count what the part counts: treaties.",
        slips=(
            Slip(
                value=_defence_share_of_duties,
                says="This is the colleague's number in percent. A treaty with three duties is counted three times below the line.",
            ),
            Slip(
                value=lambda: float(
                    100 * load("alliances_begun")["defense"].sum() / load("alliances_begun")["begun"].sum()
                ),
                says="This is the share over all years, 1815-2018. Use the early rows only.",
            ),
        ),
        hints=(
            "What is counted above the line: treaties or duties? And below it?",
            "Which column counts each treaty once? Put its sum below the line, in place of `early[duties].sum().sum()`.",
        ),
        solution='check("m1-t4", 100 * early["defense"].sum() / early["begun"].sum())',
    ),
    Task(
        id="m1-t5",
        objective="1.4",
        wants="one number, the most members that NATO gained in one year after 1949",
        expected=lambda: int(_joined_per_year().drop(1949).max()),
        right="Seven states on one day, 29 March 2004, three of them once Soviet republics.",
        slips=(
            Slip(
                value=lambda: int(_joined_per_year().max()),
                says="These are the founders of 1949. The question is about the years after.",
            ),
            Slip(
                value=lambda: int(_joined_per_year().drop(1949).idxmax()),
                says="This is the year. How many joined in it?",
            ),
            Slip(
                value=lambda: int(_joined_per_year().drop(1949).sum()),
                says="These are all members that joined after 1949. Take the largest year.",
            ),
        ),
        hints=(
            "In the table `per_year`, leave out the first row and look for the largest count.",
            'Filter with `per_year["year"] > 1949`, then take `["new"].max()`.',
        ),
        solution='check("m1-t5", per_year[per_year["year"] > 1949]["new"].max())',
    ),
    Task(
        id="m1-t6",
        objective="1.4",
        wants="one number, the UN operations begun in 1989-1994",
        expected=lambda: _operations_begun(1989, 1994),
        right="Twenty starts in six years, after thirteen in the forty years before 1988.",
        slips=(
            Slip(
                value=lambda: _operations_begun(1990, 1994),
                says="You began with 1990. `between` includes both ends: write 1989.",
            ),
            Slip(
                value=lambda: _operations_begun(1989, 1993),
                says="You stopped at 1993. `between` includes both ends: write 1994.",
            ),
            Slip(
                value=lambda: _operations_begun(1988, 1994), says="You began with 1988. The question asks from 1989 on."
            ),
        ),
        hints=(
            "The line above counts 1948 to 1987. Two numbers change.",
            'Write `operations["start"].dt.year.between(1989, 1994).sum()`.',
        ),
        solution='check("m1-t6", operations["start"].dt.year.between(1989, 1994).sum())',
    ),
    Task(
        id="m1-t7",
        objective="1.4",
        wants="one number, the percent change of UN strength from December 2015 to December 2021, with its sign",
        expected=lambda: _change(_strength(2015), _strength(2021)),
        tolerance=0.1,
        right="Three of ten UN peacekeepers went in six years. UN uniformed people only, counted in December.",
        slips=(
            Slip(
                value=lambda: -_change(_strength(2015), _strength(2021)),
                says="The size is right. The strength fell, so the sign is minus.",
            ),
            Slip(
                value=lambda: _change(_strength(2021), _strength(2015)),
                says="You started from 2021. A change starts from the earlier year.",
            ),
            Slip(
                value=lambda: _strength(2021) - _strength(2015),
                says="This is the change in persons. Divide by the start and multiply by 100.",
            ),
            Slip(
                value=lambda: 100 * _strength(2021) / _strength(2015),
                says="This is what was left, in percent of 2015. Subtract 100 to get the change.",
            ),
        ),
        hints=(
            "Percent change: end minus start, divided by the start, times 100.",
            "`december[2015]` is the start, `december[2021]` the end.",
        ),
        solution='check("m1-t7", 100 * (december[2021] - december[2015]) / december[2015])',
    ),
    Task(
        id="m1-t8",
        objective="1.4",
        wants="one number, the median life so far in years of all operations begun in 2010-2019",
        expected=lambda: float(_lives_of_the_2010s().median()),
        tolerance=0.1,
        right="At least this long, because four of the seven are still open. The short ones ended first, as short ones do.",
        slips=(
            Slip(
                value=lambda: float(_ended_of_the_2010s().median()),
                says="This is the newspaper's number: only the operations that have ended.",
            ),
            Slip(
                value=lambda: float(_lives_of_the_2010s().mean()),
                says="This is the mean. The newspaper spoke of the median.",
            ),
        ),
        hints=(
            "The open operations have no life yet. Which date could stand in for their end?",
            "The column `so_far` counts open operations up to the day they were last seen running.",
            "Take the median of `so_far` where `decade` is 2010.",
        ),
        solution='check("m1-t8", operations[operations["decade"] == 2010]["so_far"].median())',
    ),
]
