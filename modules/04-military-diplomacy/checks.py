"""Lab tasks of module 04: what `check`, `hint` and `solution` know about them.

Every expected value and every slip is computed from the course's tables. Troops are persons, notice is in days.

>>> [task.id for task in TASKS][:2]
['m4-t1', 'm4-t2']
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task

CASES = [
    (24_000, 1980),
    (26_000, 1980),
    (12_000, 1988),
    (13_000, 1988),
    (20_000, 1988),
    (8_900, 2015),
    (9_000, 2015),
    (14_000, 2017),
]
"""Troops and year of eight invented exercises; none lies in 1991-2010, which the table does not cover."""

BORDER_CASES = [3_000, 7_000, 14_000, 18_000]
"""Troops of four invented exercises near the line of actual control."""


def _share_in(year: int) -> float:
    """Percent of the exercises begun in a year that are coded as peacekeeping."""
    row = load("exercises_year").set_index("year").loc[year]
    return float(100 * row["peacekeeping"] / row["exercises"])


def _share_in_all_years() -> float:
    """Percent of the exercises of all years that are coded as peacekeeping."""
    table = load("exercises_year")
    return float(100 * table["peacekeeping"].sum() / table["exercises"].sum())


def _highest_share(least: int) -> str:
    """Name of the state with the highest share of peacekeeping among those in at least so many exercises."""
    table = load("exercises_states")
    table = table[table["exercises"] >= least]
    return str(table.loc[(table["peacekeeping"] / table["exercises"]).astype("float64").idxmax(), "country"])


def _most_peacekeeping() -> str:
    """Name of the state that joined most peacekeeping exercises."""
    table = load("exercises_states")
    return str(table.loc[table["peacekeeping"].idxmax(), "country"])


def _signed_by_us() -> int:
    """Agreements signed by the United States."""
    return int(load("dca_states").set_index("iso3").loc["USA", "agreements"])


def _african() -> pd.DataFrame:
    """The rows of exercises_states for African states."""
    table = load("exercises_states").merge(load("countries")[["iso3", "region"]], on="iso3")
    return table[table["region"] == "Africa"]


def _african_share() -> float:
    """Percent of African participations that were in peacekeeping exercises."""
    table = _african()
    return float(100 * table["peacekeeping"].sum() / table["exercises"].sum())


def _african_mean_of_shares() -> float:
    """The mean of the African states' own shares: each state counts the same, however few its exercises."""
    table = _african()
    return float(100 * (table["peacekeeping"] / table["exercises"]).mean())


def _african_part() -> float:
    """Percent of the world's peacekeeping participations that were African."""
    return float(100 * _african()["peacekeeping"].sum() / load("exercises_states")["peacekeeping"].sum())


def _must_notify(troops: int, year: int) -> bool:
    """Whether notice is due under the newest document in the table that is not younger than `year`."""
    table = load("csbm_thresholds")
    return bool(troops >= table[table["year"] <= year].iloc[-1]["notify_from_troops"])


def _above(troops: int, year: int) -> bool:
    """The same with "more than" in place of "from"."""
    table = load("csbm_thresholds")
    return bool(troops > table[table["year"] <= year].iloc[-1]["notify_from_troops"])


def _newest(troops: int, year: int) -> bool:
    """The same with the document of 2011 for every year."""
    return bool(troops >= load("csbm_thresholds").iloc[-1]["notify_from_troops"])


def _last_day(days: int) -> pd.Timestamp:
    """The day that lies so many days before 5 October 2015."""
    return pd.Timestamp("2015-10-05") - pd.Timedelta(days=days)


def _notice(document: str) -> int:
    """Days of notice that a document asks for."""
    return int(load("csbm_thresholds").set_index("document").loc[document, "notice_days"])


def _pairs_in_nato(first: int | None = None, either: bool = False) -> int:
    """Pairs of exercises_pairs (the first so many) in which both states, or either, were NATO members by 2010."""
    members = load("nato_members")
    members = set(members[members["joined"] < "2011"]["iso3"])
    pairs = load("exercises_pairs").head(first) if first else load("exercises_pairs")
    one, other = pairs["iso3_a"].isin(members), pairs["iso3_b"].isin(members)
    return int(((one | other) if either else (one & other)).sum())


def _border_rule(troops: int, notice: int = 5_000, avoid: int = 15_000) -> str:
    """What the agreement of 1996 asks for an exercise of so many troops near the line."""
    if troops > avoid:
        return "avoid"
    return "notice" if troops > notice else "nothing"


TASKS = [
    Task(
        id="m4-t1",
        objective="4.2",
        wants="one number, the percent of the exercises begun in 2010 that are coded as peacekeeping",
        expected=lambda: _share_in(2010),
        tolerance=0.1,
        right="One in ten, down from nearly one in five in 1998. The new use came, stayed and became a smaller part.",
        slips=(
            Slip(
                value=lambda: _share_in(1998), says="This is the share of 1998, worked above. The year asked is 2010."
            ),
            Slip(
                value=_share_in_all_years,
                says="This is the share over all 31 years. Take the row of 2010 only.",
            ),
            Slip(
                value=lambda: float(load("exercises_year").set_index("year").loc[2010, "peacekeeping"]),
                says="This is how many there were. Divide by all exercises of 2010 and multiply by 100.",
            ),
        ),
        hints=(
            "The line above takes the row of 1998. One number changes.",
            'For the row of 2010, the part is `["peacekeeping"]` and the whole is `["exercises"]`.',
        ),
        solution=('row = by_year.loc[2010]\ncheck("m4-t1", 100 * row["peacekeeping"] / row["exercises"])'),
    ),
    Task(
        id="m4-t2",
        objective="4.2",
        wants="one name, the state with the highest share of peacekeeping among those in 100 or more exercises",
        expected=lambda: _highest_share(100),
        right="A partner of NATO that was no member, and that trained with Russia as well: the new use, in one state.",
        slips=(
            Slip(
                value=_most_peacekeeping,
                says="This state joined most peacekeeping exercises, because it joined most exercises. A share is asked.",
            ),
            Slip(
                value=lambda: _highest_share(1),
                says="This state joined very few exercises, so one or two decide its share. Keep those with 100 or more.",
            ),
        ),
        hints=(
            'Filter first: `states[states["exercises"] >= 100]`.',
            "Add a column: the part, peacekeeping, divided by the whole, exercises.",
            'Sort by the new column with `ascending=False` and take `["country"].iloc[0]`.',
        ),
        solution=(
            'large = states[states["exercises"] >= 100]\n'
            'share = large["peacekeeping"] / large["exercises"]\n'
            'check("m4-t2", large["country"].loc[share.idxmax()])'
        ),
    ),
    Task(
        id="m4-t3",
        objective="4.2",
        wants="one number, the percent of all 1980-2010 agreements that the United States signed",
        expected=lambda: 100 * _signed_by_us() / int(load("dca_year")["signed"].sum()),
        tolerance=0.05,
        right="Twice the colleague's figure. An agreement has two signatures, and must be counted once.",
        slips=(
            Slip(
                value=lambda: 100 * _signed_by_us() / int(load("dca_states")["agreements"].sum()),
                says="This is the colleague's number. Below the line stand signatures, two for each agreement.",
            ),
            Slip(
                value=lambda: 50 * _signed_by_us() / int(load("dca_states")["agreements"].sum()),
                says="You halved the part as well. The part counts each of its agreements once already.",
            ),
        ),
        hints=(
            "How many agreements are there in all? Another table counts each of them once.",
            '`agreements["signed"].sum()` is the number of agreements.',
        ),
        solution='check("m4-t3", 100 * by_state.loc["USA", "agreements"] / agreements["signed"].sum())',
    ),
    Task(
        id="m4-t4",
        objective="4.2",
        wants="one number, the percent of African participations that were in peacekeeping exercises",
        expected=_african_share,
        tolerance=0.1,
        right="The highest share of the five regions, from few participations: one in three, three times Asia's.",
        slips=(
            Slip(
                value=_african_mean_of_shares,
                says="This is the mean of the states' shares: a state with two exercises weighs as much as one with 69.",
            ),
            Slip(
                value=_african_part,
                says="This is Africa's part of the world's peacekeeping participations. The whole asked for is African.",
            ),
            Slip(
                value=_share_in_all_years,
                says="This is the share of all exercises in the world, by year. Use the table of states and the region.",
            ),
        ),
        hints=(
            'Keep the rows with `region` equal to "Africa": `where[where["region"] == "Africa"]`.',
            "Add up the peacekeeping column, add up the exercises column, then divide.",
        ),
        solution=(
            'africa = where[where["region"] == "Africa"]\n'
            'check("m4-t4", 100 * africa["peacekeeping"].sum() / africa["exercises"].sum())'
        ),
    ),
    Task(
        id="m4-t5",
        objective="4.3",
        wants="eight values, True or False, one for each case in the list",
        expected=lambda: [_must_notify(troops, year) for troops, year in CASES],
        right="Eight of eight. Right year, right document, and from means that 13,000 and 9,000 count.",
        slips=(
            Slip(
                value=lambda: [_above(troops, year) for troops, year in CASES],
                says="Exactly 13,000 and exactly 9,000 slipped through. From 9,000 means 9,000 as well: use >=.",
            ),
            Slip(
                value=lambda: [_newest(troops, year) for troops, year in CASES],
                says="You judged 1980 by the document of 2011. Take the last document that existed in that year.",
            ),
            Slip(
                value=lambda: [not _must_notify(troops, year) for troops, year in CASES],
                says="All eight are turned round. True should mean that notice is due.",
            ),
        ),
        hints=(
            "`document` is the row of the table that was in force. Compare the troops with one of its columns.",
            'The column is `document["notify_from_troops"]`. Is an exercise at the threshold notifiable?',
            "Write `return troops >= ...` and give the list of answers to the check.",
        ),
        solution=(
            "def must_notify(troops, year):\n"
            '    document = thresholds[thresholds["year"] <= year].iloc[-1]\n'
            '    return troops >= document["notify_from_troops"]\n'
            'check("m4-t5", [must_notify(troops, year) for troops, year in cases])'
        ),
    ),
    Task(
        id="m4-t6",
        objective="4.3",
        wants="one date, the last day on which notice is in time",
        expected=lambda: _last_day(_notice("Vienna Document 2011")),
        right="24 August: six weeks ahead, in the holiday month. Such a date belongs in a calendar, not in a memory.",
        slips=(
            Slip(
                value=lambda: _last_day(_notice("Helsinki Final Act")),
                says="This is the day by the rule of 1975. The document of 2011 asks for twice as many days.",
            ),
            Slip(
                value=lambda: _last_day(-_notice("Vienna Document 2011")),
                says="This day lies after the exercise has begun. Take the days away, do not add them.",
            ),
        ),
        hints=(
            "How many days of notice does the document of 2011 ask for? The table has the column `notice_days`.",
            "`pd.Timedelta(days=...)` is a length of time. Take it away from the start.",
        ),
        solution='check("m4-t6", start - pd.Timedelta(days=42))',
    ),
    Task(
        id="m4-t7",
        objective="4.4",
        wants="one number, how many of the 20 busiest pairs joined two states that were NATO members by 2010",
        expected=lambda: _pairs_in_nato(first=20),
        right="Only Japan and the United States are not such a pair, and they are allies too. The table compares allies with nobody.",
        slips=(
            Slip(
                value=lambda: _pairs_in_nato(first=20, either=True),
                says="You counted pairs with at least one member. Both states have to be members: use & in place of |.",
            ),
            Slip(
                value=_pairs_in_nato,
                says="This is the number among all pairs of the table. Keep the first 20 rows.",
            ),
        ),
        hints=(
            '`busiest["iso3_a"].isin(members)` is True where the first state was a member.',
            "Do the same for `iso3_b`, join the two with `&`, and add up.",
        ),
        solution=(
            'both = busiest["iso3_a"].isin(members) & busiest["iso3_b"].isin(members)\ncheck("m4-t7", both.sum())'
        ),
    ),
    Task(
        id="m4-t8",
        objective="4.3",
        wants='four texts, each "nothing", "notice" or "avoid"',
        expected=lambda: [_border_rule(troops) for troops in BORDER_CASES],
        right="Another region, the same idea, and one thing that Europe's documents lack: a size to avoid altogether.",
        slips=(
            Slip(
                value=lambda: [_border_rule(troops, notice=9_000, avoid=13_000) for troops in BORDER_CASES],
                says="You used the numbers of Vienna. The agreement of 1996 has its own: 5,000 and 15,000.",
            ),
            Slip(
                value=lambda: [_border_rule(troops, avoid=10**9) for troops in BORDER_CASES],
                says="One of the four is so large that it should not be held near the line at all.",
            ),
        ),
        hints=(
            "Go through the four numbers one by one. Two thresholds cut them into three groups.",
            'Above 15,000 is "avoid"; above 5,000 is "notice"; the rest is "nothing".',
        ),
        solution='check("m4-t8", ["nothing", "notice", "notice", "avoid"])',
    ),
]
