"""Lab tasks of module 06, lesson 6C: what `check`, `hint` and `solution` know about them.

`checks.py` joins them to its own. Every expected value and every slip is computed from the course's tables.

>>> [task.id for task in TASKS][:2]
['m6-t11', 'm6-t12']
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task

DEADLY = 25


def _slips(*pairs: tuple[Callable[[], float], str]) -> tuple[Slip, ...]:
    """Slips from (value, what to say) pairs."""
    return tuple(Slip(value=value, says=says) for value, says in pairs)


def _share(part: str, whole: str) -> float:
    """Percent of one column's sum in another's, in the table of rival states."""
    table = load("cyber_rivals")
    return float(100 * table[part].sum() / table[whole].sum())


def _weeks() -> dict[str, int]:
    """The four cells of the SYNTHETIC early-warning table, and the totals."""
    table = load("synthetic_early_warning")
    alarm, violence = table["alarm"], table["violence"]
    return {
        "hit": int((alarm & violence).sum()),
        "missed": int((~alarm & violence).sum()),
        "false": int((alarm & ~violence).sum()),
        "quiet": int((~alarm & ~violence).sum()),
        "all": len(table),
    }


def _precision(base_rate: float) -> float:
    """Percent of alarms that are real at another base rate (in percent), with this system's two other rates."""
    cells = _weeks()
    recall = cells["hit"] / (cells["hit"] + cells["missed"])
    false_rate = cells["false"] / (cells["false"] + cells["quiet"])
    real = recall * base_rate
    return 100 * real / (real + false_rate * (100 - base_rate))


def _hard_mail() -> tuple[int, int]:
    """Clicks and people of the SYNTHETIC contingents that got the hard mail."""
    table = load("synthetic_phishing_drill")
    table = table[table["lure"] == "hard"]
    return int(table["clicked"].sum()), int(table["people"].sum())


def _wilson(clicked: int, people: int, sign: int = 1, z: float = 1.96) -> float:
    """One end of Wilson's 95 % interval, in percent: the upper one with sign 1, the lower one with -1."""
    middle = (clicked + z**2 / 2) / (people + z**2)
    half = z / (people + z**2) * (clicked * (people - clicked) / people + z**2 / 4) ** 0.5
    return 100 * (middle + sign * half)


def _hard_mean_of_highs() -> float:
    """The slip of m6-t14: the mean of the three upper ends."""
    table = load("synthetic_phishing_drill")
    rows = table[table["lure"] == "hard"]
    highs = [_wilson(int(k), int(n)) for k, n in zip(rows["clicked"], rows["people"], strict=True)]
    return sum(highs) / len(highs)


def _all_mail() -> float:
    """The slip of m6-t14: every contingent, whichever mail it got."""
    table = load("synthetic_phishing_drill")
    return _wilson(int(table["clicked"].sum()), int(table["people"].sum()))


def _two_years() -> tuple[pd.Series, pd.Series]:
    """Which countries had 25 or more deaths in organised violence in 2023, and which in 2024."""
    table = load("violence_country_year").pivot_table(index="country", columns="year", values="deaths").fillna(0)
    return table[2023] >= DEADLY, table[2024] >= DEADLY


def _recall_2024() -> float:
    """Percent of the violent countries of 2024 for which the naive rule gave an alarm."""
    warned, violent = _two_years()
    return float(100 * (warned & violent).sum() / violent.sum())


def _agreement_2024() -> float:
    """The slip of m6-t16: percent of all countries for which the rule was right."""
    warned, violent = _two_years()
    return float(100 * (warned == violent).mean())


def _warned_2024() -> float:
    """The slip of m6-t16: percent of all countries with an alarm that came true."""
    warned, violent = _two_years()
    return float(100 * (warned & violent).mean())


TASKS = [
    Task(
        id="m6-t11",
        objective="6.3",
        wants="one number, the percent of all incidents with severity 5 or more",
        expected=lambda: _share("severe", "incidents"),
        tolerance=0.1,
        right="About one in eighteen. A base rate, the first of this lesson: most recorded incidents are mild.",
        slips=_slips(
            (lambda: _share("severe", "incidents") / 100, "This is the fraction. Multiply by 100 for percent."),
            (
                lambda: float((100 * load("cyber_rivals")["severe"] / load("cyber_rivals")["incidents"]).mean()),
                "This is the mean of the states' own shares: Georgia's one incident weighs as much as China's 115. Sum first.",
            ),
            (lambda: float(load("cyber_rivals")["severe"].sum()), "This is the count. Divide it by all incidents."),
        ),
        hints=(
            "Sum the column `severe`, and divide by the sum of `incidents`.",
            'Percent: `100 * rivals["severe"].sum() / rivals["incidents"].sum()`.',
        ),
        solution='check("m6-t11", 100 * rivals["severe"].sum() / rivals["incidents"].sum())',
    ),
    Task(
        id="m6-t12",
        objective="6.3",
        wants="one number, the precision of the system in percent",
        expected=lambda: 100 * _weeks()["hit"] / (_weeks()["hit"] + _weeks()["false"]),
        tolerance=0.1,
        right="Three alarms in ten are real, from a system that catches four attacks in five. Both sentences are true.",
        slips=_slips(
            (
                lambda: 100 * _weeks()["hit"] / (_weeks()["hit"] + _weeks()["missed"]),
                "This is the recall: you divided by the violent weeks. Precision divides by the weeks with an alarm.",
            ),
            (
                lambda: 100 * _weeks()["false"] / (_weeks()["hit"] + _weeks()["false"]),
                "This is the share of the alarms that are false. You want the other part.",
            ),
            (
                lambda: _weeks()["hit"] / (_weeks()["hit"] + _weeks()["false"]),
                "This is the fraction. Multiply by 100 for percent.",
            ),
            (
                lambda: 100 * _weeks()["hit"] / _weeks()["all"],
                "You divided by all weeks. Of the weeks with an alarm, how many were violent?",
            ),
        ),
        hints=(
            "Look at the row `alarm = True` of the table: how many weeks are in it, and how many of them were violent?",
            "40 real alarms, 95 false ones: 40 divided by their sum, times 100.",
        ),
        solution='check("m6-t12", 100 * weeks[weeks["alarm"]]["violence"].mean())',
    ),
    Task(
        id="m6-t13",
        objective="6.3",
        wants="one number, the precision in percent at a base rate of 1 %",
        expected=lambda: _precision(1),
        tolerance=0.1,
        right="Thirteen patrols for one real attack. The same system, the same maker, another place.",
        slips=_slips(
            (lambda: _precision(5), "This is the precision at 5 %. In 1,000 weeks now 10 are violent, 990 quiet."),
            (lambda: _precision(1) / 100, "This is the fraction. Multiply by 100 for percent."),
            (
                lambda: 100 * 8 / (8 + 95),
                "You kept the 95 false alarms. There are more quiet weeks now: one in ten of 990.",
            ),
            (lambda: 100 * 8 / 99, "You divided by the false alarms alone. All alarms are real ones and false ones."),
        ),
        hints=(
            "`real` is 8 weeks: 80 % of the 10 violent ones. The false alarms are 10 % of the 990 quiet weeks.",
            "Precision is `100 * real / (real + false)`, with `false = 0.10 * 990`.",
        ),
        solution='check("m6-t13", 100 * real / (real + 0.10 * 990))',
    ),
    Task(
        id="m6-t14",
        objective="6.6",
        wants="one number, the upper end of the 95 % interval for the hard mail, in percent",
        expected=lambda: _wilson(*_hard_mail()),
        tolerance=0.1,
        right=(
            "From about 9 to 21 % on the hard mail. The easy one had 5 to 13 %: what looks like a difference of contingents "
            "may be one of mails."
        ),
        slips=_slips(
            (lambda: _wilson(*_hard_mail(), sign=-1), "This is the lower end. The function gives two numbers."),
            (_hard_mean_of_highs, "This is the mean of three upper ends. Add people and clicks first, then compute."),
            (_all_mail, "This is all six contingents. Keep the rows whose `lure` is `hard`."),
            (
                lambda: 100 * _hard_mail()[0] / _hard_mail()[1],
                "This is the rate itself. The question is how high the true rate may be.",
            ),
        ),
        hints=(
            'Keep three rows: `hard = drill[drill["lure"] == "hard"]`.',
            'Give `interval` two sums: `hard["clicked"].sum()` and `hard["people"].sum()`. Take the second number, `[1]`.',
        ),
        solution=(
            'hard = drill[drill["lure"] == "hard"]\n'
            'check("m6-t14", interval(hard["clicked"].sum(), hard["people"].sum())[1])'
        ),
    ),
    Task(
        id="m6-t15",
        objective="6.3",
        wants="one number, the accuracy in percent of a system that gives no alarm",
        expected=lambda: 100 * (_weeks()["false"] + _weeks()["quiet"]) / _weeks()["all"],
        tolerance=0.05,
        right="Saying nothing is right in 19 of 20 weeks, and saves nobody. Ask for precision and recall instead.",
        slips=_slips(
            (
                lambda: 100 * (_weeks()["hit"] + _weeks()["quiet"]) / _weeks()["all"],
                "This is the maker's system. A silent one is right in every quiet week, and only there.",
            ),
            (
                lambda: 100 * (_weeks()["hit"] + _weeks()["missed"]) / _weeks()["all"],
                "This is how often silence is wrong. Accuracy counts the weeks in which it is right.",
            ),
            (
                lambda: 100 * _weeks()["quiet"] / _weeks()["all"],
                "These are the quiet weeks without an alarm of the real system. A silent one has no false alarms at all.",
            ),
        ),
        hints=(
            "Without alarms, the system is right whenever the week is quiet.",
            'How many percent of `weeks["violence"]` are False? The tilde `~` turns True and False round.',
        ),
        solution='check("m6-t15", 100 * (~weeks["violence"]).mean())',
    ),
    Task(
        id="m6-t16",
        objective="6.3",
        wants="one number, the recall of the naive rule in percent",
        expected=_recall_2024,
        tolerance=0.1,
        right="Nine in ten, because violence lasts. A model has to beat this rule before it deserves praise.",
        slips=_slips(
            (
                _agreement_2024,
                "This is the accuracy over all countries, quiet ones included. Divide by the violent ones.",
            ),
            (_warned_2024, "You divided by all countries. Recall divides by the countries that were violent in 2024."),
            (lambda: _recall_2024() / 100, "This is the fraction. Multiply by 100 for percent."),
        ),
        hints=(
            "Both are columns of True and False. `warned & violent` is True where the alarm came true.",
            "Count with `.sum()`: `100 * (warned & violent).sum() / violent.sum()`.",
        ),
        solution='check("m6-t16", 100 * (warned & violent).sum() / violent.sum())',
    ),
]
