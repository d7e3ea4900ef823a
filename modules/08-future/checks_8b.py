"""Lab tasks of lesson 8B: what `check`, `hint` and `solution` know about them.

Every expected value and every slip is computed from the course's tables.

>>> [task.id for task in TASKS][:2]
['m8-t9', 'm8-t10']
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task

BUDGET_SHARE_LEFT = 0.75


def _passes(*parts: str) -> int:
    """How many SYNTHETIC requests pass these parts of last resort; `need` is a need beyond civilian means."""
    table = load("synthetic_requests")
    table = table.assign(need=table["need_named"] & ~table["civilian_means"])
    return int(table[list(parts)].all(axis=1).sum())


def _hours_change() -> float:
    """Percent change of the SYNTHETIC hours in the field from months 1-6 to months 7-12."""
    table = load("synthetic_patrols")
    hours = (table["patrols"] * table["hours_each"]).groupby(table["target_set"]).sum()
    return float(100 * (hours[True] / hours[False] - 1))


def _patrols_change() -> float:
    """Percent change of the SYNTHETIC number of patrols between the same halves."""
    table = load("synthetic_patrols")
    counts = table.groupby("target_set")["patrols"].sum()
    return float(100 * (counts[True] / counts[False] - 1))


def _programme() -> pd.DataFrame:
    """The SYNTHETIC programme with what an equal cut leaves of each line."""
    table = load("synthetic_programme")
    return table.assign(left=table["cost"] * BUDGET_SHARE_LEFT)


def _wasted() -> float:
    """Money that an equal cut leaves in lines below their least."""
    table = _programme()
    return float(table[table["left"] < table["least"]]["left"].sum())


def _without(line: str) -> pd.DataFrame:
    table = _programme()
    return table[table["line"] != line]


def _women_share(year: int, *levels: str) -> float:
    """Percent of the recorded agreements of a year that mention women."""
    table = load("peace_agreements_year")
    table = table[table["year"] == year]
    table = table[table["level"].isin(levels)] if levels else table
    return float(100 * table["women"].sum() / table["agreements"].sum())


TASKS = [
    Task(
        id="m8-t9",
        objective="8.2",
        wants="one number, how many requests pass all three parts of last resort",
        expected=lambda: _passes("need", "unique_advantage", "complements"),
        right="Fewer than half. Free lorries and an escort that nobody asked for are offers, not needs.",
        slips=(
            Slip(
                value=lambda: _passes("need"),
                says="These pass the first part. Ask for the unique advantage and for complementing as well.",
            ),
            Slip(
                value=lambda: _passes("complements"),
                says="These complement civilian work. Two more parts are needed at the same time.",
            ),
            Slip(
                value=lambda: len(load("synthetic_requests")),
                says="These are all requests. Keep those with True in all three parts.",
            ),
        ),
        hints=(
            "`first_part` is True where the need is named and civilians cannot meet it. Join two columns with `&`.",
            'The columns are `requests["unique_advantage"]` and `requests["complements"]`. Sum the result.',
        ),
        solution='check("m8-t9", (first_part & requests["unique_advantage"] & requests["complements"]).sum())',
    ),
    Task(
        id="m8-t10",
        objective="8.4",
        wants="one number, the percent change of the hours in the field from the first to the second half",
        expected=_hours_change,
        tolerance=0.1,
        right="More patrols and fewer hours: the target was met with shorter rounds.",
        slips=(
            Slip(
                value=_patrols_change,
                says="This is the change in the number of patrols, the indicator. The hours are asked for.",
            ),
            Slip(value=lambda: -_hours_change(), says="The size is right. The hours fell, so the sign is a minus."),
            Slip(value=lambda: _hours_change() / 100, says="This is the fraction. Multiply by 100 for percent."),
        ),
        hints=(
            '`watch.groupby("target_set")["hours"].sum()` gives both halves.',
            "Second half divided by first half, minus 1, times 100.",
        ),
        solution=(
            'hours = watch.groupby("target_set")["hours"].sum()\n'
            'check("m8-t10", 100 * (hours[True] / hours[False] - 1))'
        ),
    ),
    Task(
        id="m8-t11",
        objective="8.5",
        wants="one number, the thousand dollars that go to lines below their least",
        expected=_wasted,
        right="Two thirds of what is left pays for lines that do nothing.",
        slips=(
            Slip(
                value=lambda: float(_programme()["left"].sum() - _wasted()),
                says="This goes to lines that still work. The others are asked for.",
            ),
            Slip(
                value=lambda: float((_programme()["left"] < _programme()["least"]).sum()),
                says="This is the number of lines. Add up their money.",
            ),
            Slip(
                value=lambda: _wasted() / BUDGET_SHARE_LEFT,
                says="This is what they were to cost before the cut. Take what is left of it.",
            ),
        ),
        hints=(
            "Three quarters of `cost` are left. Compare with `least`.",
            'Add up what is left where it is less: `left[left < programme["least"]].sum()`.',
        ),
        solution='left = programme["cost"] * 0.75\ncheck("m8-t11", left[left < programme["least"]].sum())',
    ),
    Task(
        id="m8-t12",
        objective="8.5",
        wants="one number, the thousand dollars of the 9,000 that are free",
        expected=lambda: float(_programme()["left"].sum() - _without("Joint staff exercise")["least"].sum()),
        right="Enough to give the patrols their planned sum back, or to double the mediators. Now it is a choice with reasons.",
        slips=(
            Slip(
                value=lambda: float(_without("Joint staff exercise")["least"].sum()),
                says="This is what the seven need. Take it from the 9,000.",
            ),
            Slip(
                value=lambda: float(_programme()["cost"].sum() - _without("Joint staff exercise")["least"].sum()),
                says="You started from 12,000. After the cut there are 9,000.",
            ),
            Slip(
                value=lambda: float(_programme()["left"].sum() - _programme()["least"].sum()),
                says="The exercise is still in. Add up `least` over `kept`.",
            ),
        ),
        hints=('What do the seven need? `kept["least"].sum()`.', "Take it from 9,000."),
        solution='check("m8-t12", 9000 - kept["least"].sum())',
    ),
    Task(
        id="m8-t13",
        objective="8.5",
        wants="one number, the percent of the planned money in lines that end with year three",
        expected=lambda: float(
            100 * _programme()[~_programme()["local_after"]]["cost"].sum() / _programme()["cost"].sum()
        ),
        tolerance=0.1,
        right="More than half ends with the partnership. The exit page must say what the camps have on the day after.",
        slips=(
            Slip(
                value=lambda: float(
                    100 * _programme()[_programme()["local_after"]]["cost"].sum() / _programme()["cost"].sum()
                ),
                says="This is the money in lines that are carried on. The tilde `~` turns True and False round.",
            ),
            Slip(
                value=lambda: float(100 * (~_programme()["local_after"]).mean()),
                says="This is the share of the lines. Add up the money.",
            ),
            Slip(
                value=lambda: float(_programme()[~_programme()["local_after"]]["cost"].sum()),
                says="These are thousand dollars. Divide by the whole, times 100.",
            ),
        ),
        hints=(
            'Lines that end: `programme[~programme["local_after"]]`.',
            "Sum of their `cost`, divided by the sum of all `cost`, times 100.",
        ),
        solution=(
            'ends = programme[~programme["local_after"]]\n'
            'check("m8-t13", 100 * ends["cost"].sum() / programme["cost"].sum())'
        ),
    ),
    Task(
        id="m8-t14",
        objective="8.4",
        wants="one number, the attacks in the two districts whose hotlines closed",
        expected=lambda: int(load("synthetic_area_reports").query("district in ['Clove', 'Dill']")["attacks"].sum()),
        right="Nothing became safer. The indicator lost two districts, and called that success.",
        slips=(
            Slip(
                value=lambda: int(
                    load("synthetic_area_reports").query("district in ['Clove', 'Dill']")["reports"].sum()
                ),
                says="These are the reports that vanished. More happened there than was ever reported.",
            ),
            Slip(
                value=lambda: int(
                    load("synthetic_area_reports").query("district not in ['Clove', 'Dill']")["attacks"].sum()
                ),
                says="These are the attacks in the four other districts. Leave out the tilde.",
            ),
            Slip(
                value=lambda: int(load("synthetic_area_reports")["attacks"].sum()),
                says="These are the attacks in all six. Keep the two whose hotlines closed.",
            ),
        ),
        hints=("`closed` is True for the two districts.", 'Sum another column: `districts[closed]["attacks"]`.'),
        solution='check("m8-t14", districts[closed]["attacks"].sum())',
    ),
    Task(
        id="m8-t15",
        objective="8.4",
        wants="one number, the percent of the agreements of 2024 that mention women",
        expected=lambda: _women_share(2024),
        tolerance=0.1,
        right="Fewer than in 2015. Before you call it a trend: 43 agreements are few, and a mention is not a seat.",
        slips=(
            Slip(value=lambda: _women_share(2015), says="This is 2015. Filter the year 2024."),
            Slip(
                value=lambda: _women_share(2024, "national or international"),
                says="This leaves the local agreements out. All levels together are asked for.",
            ),
            Slip(value=lambda: _women_share(2024) / 100, says="This is the fraction. Multiply by 100 for percent."),
        ),
        hints=(
            'Keep one year: `agreements[agreements["year"] == 2024]`.',
            "Sum `women`, divide by the sum of `agreements`, times 100.",
        ),
        solution=(
            'last_year = agreements[agreements["year"] == 2024]\n'
            'check("m8-t15", 100 * last_year["women"].sum() / last_year["agreements"].sum())'
        ),
    ),
]
