"""Lab tasks of lesson 8A (those of 8B are in checks_8b.py): what `check`, `hint` and `solution` know about them.

Every expected value and every slip is computed from the course's tables. The figure for 2025 is
second-hand and comes from `future_trends`.

>>> [task.id for task in TASKS][:2]
['m8-t1', 'm8-t2']
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task


def _known() -> pd.DataFrame:
    """Years and people of peace operations up to 2024, where the figure was seen."""
    return load("sipri_personnel")[["year", "personnel"]].dropna().astype(float)


def _step(intervals: int = 9) -> float:
    """Mean change of personnel per step from the first to the last known year."""
    known = _known()
    return float((known["personnel"].iloc[-1] - known["personnel"].iloc[0]) / intervals)


def _last() -> float:
    """People at the end of 2024."""
    return float(_known()["personnel"].iloc[-1])


def _held_out() -> float:
    """People in December 2025, second-hand."""
    return float(load("future_trends").set_index("trend").loc["personnel", "last_value"])


def _fit() -> tuple[float, float]:
    """Slope and start of the line with the least squared errors through the known years."""
    known = _known()
    slope, start = np.polyfit(known["year"], known["personnel"], 1)
    return float(slope), float(start)


def _strength() -> pd.Series:
    """UN strength by year, 1947-2021."""
    return load("un_strength_year").set_index("year")["personnel"].astype(float)


def _flat_nearer(window: int, ahead: int) -> float:
    """Percent of the years in which the flat forecast missed by less than the line."""
    strength = _strength()
    drift = ahead * (strength - strength.shift(window)) / window
    actual = strength.shift(-ahead)
    missed = pd.DataFrame({"flat": strength - actual, "line": strength + drift - actual}).abs().dropna()
    return float(100 * (missed["flat"] < missed["line"]).mean())


def _patrols(column: str) -> pd.Series:
    """100 patrols shared out over the SYNTHETIC districts by a column."""
    table = load("synthetic_area_reports")
    return (100 * table[column] / table[column].sum()).astype(float)


def _conflicts() -> pd.Series:
    """State-based conflicts by year, 1946-2024."""
    return load("conflicts_year").groupby("year")["conflicts"].sum()


def _conflicts_miss(intervals: int = 9) -> float:
    """How far a line from 2015 to 2024 lies from the conflicts of 2025."""
    table = _conflicts()
    came = float(load("future_trends").set_index("trend").loc["conflicts", "last_value"])
    return float(abs(table[2024] + (table[2024] - table[2015]) / intervals - came))


TASKS = [
    Task(
        id="m8-t1",
        objective="8.3",
        wants="one number, the people that the line forecasts for 2025",
        expected=lambda: _last() + _step(),
        tolerance=1,
        right="The last value and one more step. That is all a line knows about 2025.",
        slips=(
            Slip(value=_last, says="This is the flat forecast. The line adds one step, and the step is negative."),
            Slip(
                value=lambda: _last() - _step(),
                says="You took the step away, and it is negative already. Add it.",
            ),
            Slip(
                value=lambda: _last() + _step(10),
                says="You divided by ten years. From 2015 to 2024 there are nine steps.",
            ),
        ),
        hints=("Start from the last known value and go one step on.", '`last["personnel"]` and `step`: add them.'),
        solution='check("m8-t1", last["personnel"] + step)',
    ),
    Task(
        id="m8-t2",
        objective="8.3",
        wants="one number, the percent by which the flat forecast was above what came in 2025",
        expected=lambda: 100 * (_last() - _held_out()) / _held_out(),
        tolerance=0.1,
        right="Nearly twice the error of the line. On this one year the line was nearer.",
        slips=(
            Slip(
                value=lambda: 100 * (_last() - _held_out()) / _last(),
                says="You divided by the forecast. Divide by what came: `held_out`.",
            ),
            Slip(value=lambda: _last() - _held_out(), says="These are the people. Divide by what came, times 100."),
            Slip(
                value=lambda: 100 * (_last() + _step() - _held_out()) / _held_out(),
                says="This is the error of the line. The flat forecast repeats the value of 2024.",
            ),
            Slip(
                value=lambda: 100 * (_held_out() - _last()) / _held_out(),
                says="The size is right. Too high is a plus: forecast minus what came.",
            ),
        ),
        hints=(
            "The flat forecast for 2025 is the value of 2024.",
            'Forecast minus what came: `last["personnel"] - held_out`. Divide by `held_out`, times 100.',
        ),
        solution='check("m8-t2", 100 * (last["personnel"] - held_out) / held_out)',
    ),
    Task(
        id="m8-t3",
        objective="8.3",
        wants="one number, the percent of years in which the flat forecast was nearer (window 9, 1 ahead)",
        expected=lambda: _flat_nearer(9, 1),
        tolerance=0.1,
        right="In about two years of three doing nothing was the better guess. The other third is where the line earns its keep.",
        slips=(
            Slip(value=lambda: 100 - _flat_nearer(9, 1), says="Here the line was nearer. Turn the comparison round."),
            Slip(value=lambda: _flat_nearer(9, 1) / 100, says="This is the fraction. Multiply by 100 for percent."),
            Slip(value=lambda: _flat_nearer(3, 1), says="This is a window of three years. Nine are asked for."),
        ),
        hints=(
            "`errors(9, 1)` has a column for each forecast. Compare the two.",
            'True counts as 1: `(table["flat"] < table["line"]).mean()`, times 100.',
        ),
        solution='table = errors(9, 1)\ncheck("m8-t3", 100 * (table["flat"] < table["line"]).mean())',
    ),
    Task(
        id="m8-t4",
        objective="8.4",
        wants="one number, the patrols of 100 that stand in another district than attacks would put them",
        expected=lambda: float((_patrols("reports") - _patrols("attacks")).clip(lower=0).sum()),
        right="A quarter of the patrols, and all of them moved from places with few phones to places with many.",
        slips=(
            Slip(
                value=lambda: float((_patrols("reports") - _patrols("attacks")).abs().sum()),
                says="Each moved patrol is counted twice here: where it is too much and where it is missing. Take half.",
            ),
            Slip(
                value=lambda: float((_patrols("attacks") - _patrols("reports")).max()),
                says="This is what Elder alone lacks. Other districts lack patrols too.",
            ),
            Slip(
                value=lambda: float((_patrols("reports") - _patrols("attacks")).max()),
                says="This is what Amber alone has too many. Add the other districts with too many.",
            ),
        ),
        hints=(
            "Patrols by a column: `100 * districts[column] / districts[column].sum()`. Take the two differences.",
            "Add up only the districts that have too many: `.clip(lower=0).sum()`.",
        ),
        solution=(
            'by_reports = 100 * districts["reports"] / districts["reports"].sum()\n'
            'by_attacks = 100 * districts["attacks"] / districts["attacks"].sum()\n'
            'check("m8-t4", (by_reports - by_attacks).clip(lower=0).sum())'
        ),
    ),
    Task(
        id="m8-t5",
        objective="8.3",
        wants="one number, the year in which the fitted line reaches zero",
        expected=lambda: -_fit()[1] / _fit()[0],
        tolerance=0.05,
        right="A date with a decimal, from six points. The line has no floor: a year later it says less than nobody.",
        slips=(
            Slip(
                value=lambda: 2024 - _last() / _step(),
                says="This is the zero of the first line, from 2015 to 2024. Use `slope` and `start`.",
            ),
            Slip(
                value=lambda: _fit()[1] / _fit()[0],
                says="The sign is missing. From start + slope * year = 0 follows year = -start / slope.",
            ),
            Slip(
                value=lambda: 2024 + _last() / _fit()[0] * -1,
                says="The fitted line does not pass through the point of 2024. Solve start + slope * year = 0.",
            ),
        ),
        hints=("The line is start + slope * year. For which year is it 0?", "Solve it: `-start / slope`."),
        solution='check("m8-t5", -start / slope)',
    ),
    Task(
        id="m8-t6",
        objective="8.3",
        wants="one number, the percent of the years 1948-2021 with a change of more than 10 %",
        expected=lambda: float(100 * (_strength().pct_change().abs().dropna() > 0.10).mean()),
        tolerance=0.1,
        right="More than a third. Who promises next year's strength to a tenth is wrong in every third year.",
        slips=(
            Slip(
                value=lambda: float(100 * (_strength().pct_change().abs() > 0.10).mean()),
                says="1947 has no year before it and was counted as no change. Drop it: `.dropna()`.",
            ),
            Slip(
                value=lambda: float(100 * (_strength().pct_change().dropna() > 0.10).mean()),
                says="These are the rises only. Take the absolute value: `.abs()`.",
            ),
            Slip(
                value=lambda: float((_strength().pct_change().abs().dropna() > 0.10).mean()),
                says="This is the fraction. Multiply by 100 for percent.",
            ),
            Slip(
                value=lambda: float((_strength().pct_change().abs().dropna() > 0.10).sum()),
                says="This is the number of years. Divide by all years, times 100.",
            ),
        ),
        hints=(
            "`strength.pct_change()` is the change on the year before, as a fraction.",
            "Drop the first year, take `.abs()`, compare with 0.10, take the mean, times 100.",
        ),
        solution='change = strength.pct_change().dropna().abs()\ncheck("m8-t6", 100 * (change > 0.10).mean())',
    ),
    Task(
        id="m8-t7",
        objective="8.4",
        wants="one number, the people by which the fitted line misses 2025",
        expected=lambda: abs(_fit()[1] + _fit()[0] * 2025 - _held_out()),
        tolerance=1,
        right="The brief judged the line on the points that made it. On the year held out it does far worse.",
        slips=(
            Slip(
                value=lambda: float((_fit()[1] + _fit()[0] * _known()["year"] - _known()["personnel"]).abs().mean()),
                says="This is the brief's number: the line judged on its own years.",
            ),
            Slip(
                value=lambda: _last() + _step() - _held_out(),
                says="This is the miss of the first line. Use `start + slope * 2025`.",
            ),
            Slip(
                value=lambda: _held_out() - (_fit()[1] + _fit()[0] * 2025),
                says="The size is right. By how many people it misses is asked: give it without a sign.",
            ),
        ),
        hints=("The year that it has not seen is in `held_out`.", "`abs(start + slope * 2025 - held_out)`."),
        solution='check("m8-t7", abs(start + slope * 2025 - held_out))',
    ),
    Task(
        id="m8-t8",
        objective="8.3",
        wants="one number, by how many conflicts the line missed the value of 2025",
        expected=_conflicts_miss,
        right="Too low by three. The line beat the flat forecast again, and again both lay on the same side.",
        slips=(
            Slip(
                value=lambda: abs(float(_conflicts()[2024]) - 65),
                says="This is the miss of the flat forecast. The line adds one mean step.",
            ),
            Slip(
                value=lambda: _conflicts_miss(10),
                says="You divided by ten. From 2015 to 2024 there are nine steps.",
            ),
            Slip(
                value=lambda: 65 - _conflicts_miss(),
                says="This is what the line says for 2025. How far is it from 65?",
            ),
        ),
        hints=(
            "`conflicts[2015]` and `conflicts[2024]` are the first and the last value.",
            "Step: last minus first, divided by 9. Forecast: last plus step. Miss: 65 minus the forecast.",
        ),
        solution=(
            'forecast = conflicts[2024] + (conflicts[2024] - conflicts[2015]) / 9\ncheck("m8-t8", 65 - forecast)'
        ),
    ),
]
