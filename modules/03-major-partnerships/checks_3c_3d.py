"""Lab tasks of module 03, lessons 3C and 3D: what `check`, `hint` and `solution` know about them.

`checks.py` joins them to its own. Every expected value and every slip is computed from the course's tables.

>>> [task.id for task in TASKS][:2]
['m3-t11', 'm3-t12']
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task

PERMANENT = ["CHN", "FRA", "GBR", "RUS", "USA"]


def _slips(*pairs: tuple[Callable[[], float], str]) -> tuple[Slip, ...]:
    """Slips from (value, what to say) pairs."""
    return tuple(Slip(value=value, says=says) for value, says in pairs)


def _share_of_five(table: str) -> float:
    """Percent of a table's total that falls to the permanent members of the Council."""
    rows = load(table)
    return float(100 * rows[rows["iso3"].isin(PERMANENT)]["total"].sum() / rows["total"].sum())


def _number_of_five(table: str) -> float:
    """People of the permanent members in a table with a column `total`."""
    rows = load(table)
    return float(rows[rows["iso3"].isin(PERMANENT)]["total"].sum())


def _unifil(year: int) -> float:
    """Uniformed people of UNIFIL in December of a year."""
    rows = load("un_mission_month").query("mission == 'UNIFIL'")
    return float(rows.loc[rows["month"] == pd.Timestamp(year, 12, 1), "total"].iloc[0])


def _year_of(country: str, year: int = 2018, months: int = 12) -> float:
    """Reimbursement for a state's people of January 2021 at one rate, in million US dollars."""
    rates = load("reimbursement_rates")
    rate = rates.loc[rates["valid_from"].dt.year == year, "usd_per_person_month"].iloc[0]
    people = load("un_contributors_2021").set_index("country")["total"][country]
    return float(people * rate * months / 1e6)


def _women() -> pd.DataFrame:
    """Women, men and total of each contributor on 31 January 2021."""
    return load("un_contributors_2021")[["women", "men", "total"]].astype(float)


def _kept(study: str, first: int, last: int) -> float:
    """Percent of promises kept, all kinds, by one study and period."""
    rows = load("treaty_reliability")
    rows = rows[rows["study"].str.startswith(study) & (rows["promise"] == "all")]
    return float(rows[(rows["first_year"] == first) & (rows["last_year"] == last)]["kept_percent"].iloc[0])


def _signed(decade: int) -> float:
    """Defence cooperation agreements signed in ten years."""
    rows = load("dca_year")
    return float(rows[rows["year"].between(decade, decade + 9)]["signed"].sum())


def _change(start: float, end: float) -> float:
    """Percent change from start to end."""
    return 100 * (end - start) / start


def _hosts() -> pd.DataFrame:
    """US troops by host in 2023, largest first."""
    return load("us_troops").query("year == 2023").sort_values("troops", ascending=False)


def _top_three(rows: pd.DataFrame, whole: pd.DataFrame) -> float:
    """Percent of the whole that stands in the three largest rows."""
    return float(100 * rows["troops"].head(3).sum() / whole["troops"].sum())


def _russia(whole: float) -> float:
    """Russia's agreements in percent of a whole."""
    states = load("dca_states").set_index("iso3")["agreements"]
    return float(100 * states["RUS"] / whole)


def _pairs() -> pd.DataFrame:
    """Pairs with most agreements, with their exercises where these were 40 or more."""
    return load("dca_pairs").merge(load("exercises_pairs"), on=["iso3_a", "iso3_b"], how="left")


TASKS = [
    Task(
        id="m3-t11",
        objective="3.3",
        wants="one number, the percent of the people lent in January 2021 that came from the permanent five",
        expected=lambda: _share_of_five("un_contributors_2021"),
        tolerance=0.05,
        right="Fewer than one in twenty, and two of three of these are Chinese. The number leaves out money and equipment.",
        slips=_slips(
            (lambda: _number_of_five("un_contributors_2021"), "This is how many people. Divide by all 81,932 of them."),
            (
                lambda: 100 * len(PERMANENT) / len(load("un_contributors_2021")),
                "This is five states among all contributors. Count people, not states.",
            ),
            (
                lambda: _share_of_five("un_contributors_2021") / 100,
                "This is the fraction. Multiply by 100 for a percentage.",
            ),
        ),
        hints=(
            'The five are in `groups["permanent five"]`. Filter as the explorer does, then sum `total`.',
            'Part: `people[people["iso3"].isin(groups["permanent five"].split())]["total"].sum()`. Whole: `people["total"].sum()`.',
        ),
        solution=(
            'five = people[people["iso3"].isin(groups["permanent five"].split())]\n'
            'check("m3-t11", 100 * five["total"].sum() / people["total"].sum())'
        ),
    ),
    Task(
        id="m3-t12",
        objective="3.3",
        wants="one number, the percent change of UNIFIL from December 2005 to December 2006, with its sign",
        expected=lambda: _change(_unifil(2005), _unifil(2006)),
        tolerance=0.5,
        right="Nearly six times the size in a year: resolution 1701 and the states that answered it within months.",
        slips=_slips(
            (lambda: _unifil(2006) - _unifil(2005), "This is the change in people. Divide by the start, times 100."),
            (lambda: 100 * _unifil(2006) / _unifil(2005), "This is 2006 in percent of 2005. Subtract 100."),
            (
                lambda: _change(_unifil(2006), _unifil(2005)),
                "You began with 2006. A change starts from the earlier year.",
            ),
        ),
        hints=(
            "`start` and `end` are ready. Percent change: end minus start, divided by start, times 100.",
            'Write `check("m3-t12", 100 * (end - start) / start)`.',
        ),
        solution='check("m3-t12", 100 * (end - start) / start)',
    ),
    Task(
        id="m3-t13",
        objective="3.3",
        wants="one number, million US dollars for Nepal's people for twelve months at the 2018 rate",
        expected=lambda: _year_of("Nepal"),
        tolerance=0.05,
        right="An upper bound: observers and single police officers are paid in another way, and deductions are made.",
        slips=_slips(
            (lambda: _year_of("Nepal", months=1), "This is one month. A year has twelve."),
            (lambda: _year_of("Nepal", year=2014), "This uses the rate of 2014. Take `rates[2018]`."),
            (lambda: _year_of("Nepal") * 1e6, "This is in dollars. Divide by a million."),
        ),
        hints=(
            "As in the worked example, with `nepal` in place of the battalion.",
            "People times `rates[2018]` times 12, divided by 1_000_000.",
        ),
        solution='check("m3-t13", nepal * rates[2018] * 12 / 1_000_000)',
    ),
    Task(
        id="m3-t14",
        objective="3.3",
        wants="one number, the percent of women among all the people lent in January 2021",
        expected=lambda: float(100 * _women()["women"].sum() / _women()["total"].sum()),
        tolerance=0.05,
        right="One in fourteen, not one in eight. Small contingents with high shares had pulled the mean up.",
        slips=_slips(
            (
                lambda: float((100 * _women()["women"] / _women()["total"]).mean()),
                "This is the leaflet's number: every state counts alike. Add the people first.",
            ),
            (
                lambda: float((100 * _women()["women"] / _women()["total"]).median()),
                "This is the middle state. The question is about people, not about states.",
            ),
            (
                lambda: float(100 * _women()["women"].sum() / _women()["men"].sum()),
                "This is women per hundred men. The whole is women and men together.",
            ),
        ),
        hints=(
            "Sum the women of all states, sum the people of all states, and divide once.",
            'Part: `people["women"].sum()`. Whole: `people["total"].sum()`.',
        ),
        solution='check("m3-t14", 100 * people["women"].sum() / people["total"].sum())',
    ),
    Task(
        id="m3-t15",
        objective="3.3",
        wants="one number, the percent of all the dead that came from the permanent five",
        expected=lambda: _share_of_five("un_deaths_country"),
        tolerance=0.05,
        right="The sentence is too simple: the share of the dead is nearly twice the share of the people in 2021.",
        slips=_slips(
            (lambda: _number_of_five("un_deaths_country"), "This is how many died. Divide by all the dead."),
            (lambda: _share_of_five("un_contributors_2021"), "This is their share of the people lent. Use `deaths`."),
        ),
        hints=(
            "The same two sums as at the start of the lesson, on the table `deaths`.",
            'The part is `deaths[deaths["iso3"].isin(groups["permanent five"].split())]["total"].sum()`.',
        ),
        solution=(
            'five = deaths[deaths["iso3"].isin(groups["permanent five"].split())]\n'
            'check("m3-t15", 100 * five["total"].sum() / deaths["total"].sum())'
        ),
    ),
    Task(
        id="m3-t16",
        objective="3.3",
        wants="one number, the percentage points between the two studies within 1816-1944",
        expected=lambda: _kept("Leeds", 1816, 1944) - _kept("Berkemeier", 1816, 1944),
        tolerance=0.05,
        right="About a third of the gap is coding. The other 16 points came in with the years 1945-2003.",
        slips=_slips(
            (
                lambda: _kept("Berkemeier", 1816, 1944) - _kept("Berkemeier", 1816, 2003),
                "These are the points that the later years took away. The rest is asked for.",
            ),
            (
                lambda: _kept("Leeds", 1816, 1944) - _kept("Berkemeier", 1816, 2003),
                "This is the whole gap. Compare the two studies over the same years.",
            ),
            (
                lambda: _kept("Leeds", 1816, 1944) - _kept("Berkemeier", 1945, 2003),
                "This sets the first study against the later years. Take the same years, to 1944.",
            ),
        ),
        hints=(
            "Which two bars of the chart cover the same years, 1816-1944?",
            "Take the second of them from the first, in percentage points.",
        ),
        solution=(
            'same = kept[(kept["last_year"] == 1944)]["kept_percent"]\ncheck("m3-t16", same.iloc[0] - same.iloc[1])'
        ),
    ),
    Task(
        id="m3-t17",
        objective="3.3",
        wants="one number, the percent change in agreements signed from the 1990s to 2000-2009, with its sign",
        expected=lambda: _change(_signed(1990), _signed(2000)),
        tolerance=0.1,
        right="The rise slowed: most of the growth in signatures belongs to the decade after the Cold War.",
        slips=_slips(
            (
                lambda: _signed(2000) - _signed(1990),
                "This is how many more were signed. Divide by the start, times 100.",
            ),
            (
                lambda: _change(_signed(2000), _signed(1990)),
                "You began with the later decade. A change starts from the earlier one.",
            ),
            (
                lambda: _change(_signed(1980), _signed(2000)),
                "You began with the 1980s. Here the start is `signed[1990]`.",
            ),
        ),
        hints=("The worked line with `start` and `end`.", "End minus start, divided by start, times 100."),
        solution='check("m3-t17", 100 * (end - start) / start)',
    ),
    Task(
        id="m3-t18",
        objective="3.3",
        wants="one number, the percent of all US troops of 2023 in the table that stood in its three largest hosts",
        expected=lambda: _top_three(_hosts(), _hosts()),
        tolerance=0.1,
        right="Two of three: Japan, Germany, South Korea. The whole here holds US territories and places not stated, too.",
        slips=_slips(
            (
                lambda: _top_three(_hosts(), _hosts().dropna(subset=["iso3"])),
                "You left out territories and places not stated. They belong to all US troops of the table.",
            ),
            (lambda: float(_hosts()["troops"].head(3).sum()), "This is how many people. Divide by all of them."),
            (lambda: _top_three(_hosts().head(1), _hosts()), "This is the largest host alone. Take three."),
        ),
        hints=(
            "Sort `latest` by troops, largest first, and take three rows.",
            'The part is `latest["troops"].nlargest(3).sum()`, the whole `latest["troops"].sum()`.',
        ),
        solution='check("m3-t18", 100 * latest["troops"].nlargest(3).sum() / latest["troops"].sum())',
    ),
    Task(
        id="m3-t19",
        objective="3.3",
        wants="one number, the percent of all agreements of 1980-2010 to which Russia is a party",
        expected=lambda: _russia(float(load("dca_year")["signed"].sum())),
        tolerance=0.05,
        right="One in eleven. In the sum over states every agreement stands twice, once for each of its parties.",
        slips=_slips(
            (
                lambda: _russia(float(load("dca_states")["agreements"].sum())),
                "This is the colleague's number: the sum over states counts each agreement for both parties.",
            ),
            (
                lambda: _russia(float(load("dca_year")["general"].sum())),
                "The whole here is general agreements only. Russia's count has the sector ones, too.",
            ),
            (lambda: float(100 / len(load("dca_states"))), "This is one state among all states. Count agreements."),
        ),
        hints=(
            "Two parties sign each agreement, so the sum over states is about twice the number of agreements.",
            'Below the line belongs `agreements["signed"].sum()`.',
        ),
        solution='check("m3-t19", 100 * russia / agreements["signed"].sum())',
    ),
    Task(
        id="m3-t20",
        objective="3.3",
        wants="one number, the percent of the 56 pairs that also have a count of exercises",
        expected=lambda: float(100 * _pairs()["exercises"].notna().mean()),
        tolerance=0.1,
        right="About half. Papers and practice are different things, and a blank here only means fewer than 40.",
        slips=_slips(
            (lambda: float(_pairs()["exercises"].notna().sum()), "This is how many pairs. Divide by all of them."),
            (
                lambda: float(100 * _pairs()["exercises"].isna().mean()),
                "This is the share of blanks. The others count.",
            ),
            (
                lambda: float(100 * _pairs()["exercises"].notna().sum() / len(load("exercises_pairs"))),
                "The whole is the pairs with most agreements, not those with most exercises.",
            ),
        ),
        hints=(
            "In `both`, a pair that is not in the second table has a blank in `exercises`.",
            '`both["exercises"].notna().mean()` is the share that has a count. Multiply by 100.',
        ),
        solution='check("m3-t20", 100 * both["exercises"].notna().mean())',
    ),
]
