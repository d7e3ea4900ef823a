"""Lab tasks of module 07, lesson 7C: what `check`, `hint` and `solution` know about them.

Every expected value and every slip is computed from the course's tables.

>>> [task.id for task in TASKS][:2]
['m7-t11', 'm7-t12']
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task

SOFT = ["own money", "majority decides"]


def _slips(*pairs: tuple[Callable[[], float], str]) -> tuple[Slip, ...]:
    """Slips from (value, what to say) pairs."""
    return tuple(Slip(value=value, says=says) for value, says in pairs)


def _members(organisation: str, also_left: bool = False) -> set[str]:
    """Country codes of a body's members; with those who have left, if asked."""
    table = load("memberships")
    table = table[table["organisation"] == organisation]
    return set(table["iso3"] if also_left else table[table["left"].isna()]["iso3"])


def _saudi(year: int) -> float:
    """Percent of the six states' known spending of a year that was Saudi."""
    table = load("milex_country_year")
    known = table[table["iso3"].isin(_members("GCC")) & (table["year"] == year)].set_index("iso3")
    return float(100 * known["constant_2023_usd_m"]["SAU"] / known["constant_2023_usd_m"].sum())


def _mean_share() -> float:
    """Percent that one of six states would have if all spent the same."""
    return 100 / len(_members("GCC"))


def _agreement(features: list[str]) -> float:
    """Percent of codes of these features on which the SYNTHETIC readers agree."""
    rows = load("synthetic_raters")
    rows = rows[rows["feature"].isin(features)]
    return float(100 * (rows["rater_a"].astype(str) == rows["rater_b"].astype(str)).mean())


def _features() -> list[str]:
    """The five features that the readers coded."""
    return sorted(load("synthetic_raters")["feature"].astype(str).unique())


def _shares(rater: str) -> pd.Series:
    """Share of each code that a reader gave on standing force."""
    rows = load("synthetic_raters").query("feature == 'standing force'")
    return rows[rater].astype(str).value_counts(normalize=True)


def _chance() -> float:
    """Percent of agreement on standing force that two lots with the readers' shares would give."""
    return float(100 * (_shares("rater_a") * _shares("rater_b")).sum())


def _overlap(first: str, second: str, also_left: bool = False) -> float:
    """Percent of the members of one body that belong to another as well."""
    mine = _members(first, also_left)
    return 100 * len(mine & _members(second)) / len(mine)


def _person_months(region: str, provider: str = "regional organisation") -> float:
    """People times months of one kind of provider in a region."""
    table = load("peacekeepers_region_month")
    return float(table[(table["region"] == region) & (table["provider"] == provider)]["personnel"].sum())


def _of_regional(region: str) -> float:
    """Percent of the regional bodies' person-months that were served in a region."""
    table = load("peacekeepers_region_month")
    whole = table[table["provider"] == "regional organisation"]["personnel"].sum()
    return float(100 * _person_months(region) / whole)


def _of_europe() -> float:
    """Percent of Europe's person-months that regional bodies served."""
    table = load("peacekeepers_region_month")
    return float(100 * _person_months("Europe") / table[table["region"] == "Europe"]["personnel"].sum())


TASKS = [
    Task(
        id="m7-t11",
        objective="7.5",
        wants="one percentage, the Saudi part of the six states' military spending in 2010",
        expected=lambda: _saudi(2010),
        right="Nearly two thirds. Each of the six can say no, and without this one little can be done.",
        slips=_slips(
            (lambda: _saudi(2010) / 100, "This is a fraction. Multiply by 100."),
            (lambda: _saudi(2024), "This is 2024, where two of the six have no figure. Missing is not zero."),
            (_mean_share, "That would be the part of each if all six spent the same. Use the figures."),
        ),
        hints=(
            'Two numbers: `in_2010["SAU"]` and the sum of all six.',
            "Divide the first by `in_2010.sum()` and multiply by 100.",
        ),
        solution='check("m7-t11", 100 * in_2010["SAU"] / in_2010.sum())',
        tolerance=0.05,
    ),
    Task(
        id="m7-t12",
        objective="7.4",
        wants="one percentage, the agreement of the two readers on the three features that ask about force",
        expected=lambda: _agreement([name for name in _features() if name not in SOFT]),
        right="Higher than over all five. Which questions you ask decides how reliable you look.",
        slips=_slips(
            (lambda: _agreement(_features()), "This is the agreement over all five features. Use the table `force`."),
            (lambda: _agreement(SOFT), "These are the two features that were to be left out."),
            (
                lambda: 100 - _agreement([name for name in _features() if name not in SOFT]),
                "This is the part on which they differ.",
            ),
            (
                lambda: _agreement([name for name in _features() if name not in SOFT]) / 100,
                "This is a fraction. Multiply by 100.",
            ),
        ),
        hints=(
            "The worked example needs one other name.",
            '`force["rater_a"] == force["rater_b"]` is True where they agree; its mean times 100 is the answer.',
        ),
        solution='check("m7-t12", 100 * (force["rater_a"] == force["rater_b"]).mean())',
        tolerance=0.05,
    ),
    Task(
        id="m7-t13",
        objective="7.4",
        wants="one percentage, the part of the CSTO's members that also belong to the SCO",
        expected=lambda: _overlap("CSTO", "SCO"),
        right="Five of six; Armenia is the one outside. For most of them two bodies are at hand, and only one has a duty.",
        slips=_slips(
            (lambda: _overlap("SCO", "CSTO"), "You divided by the SCO's members. Asked is the part of the CSTO's."),
            (
                lambda: _overlap("CSTO", "SCO", also_left=True),
                "Uzbekistan left the CSTO in 2012. Use `members`, which leaves it out.",
            ),
            (lambda: float(len(_members("CSTO") & _members("SCO"))), "This is how many. Divide by the CSTO's members."),
        ),
        hints=(
            'First the two lists: `csto = members[members["organisation"] == "CSTO"]`, and the same for the SCO.',
            '`csto["iso3"].isin(sco["iso3"])` is True for each that is in both; take the mean, times 100.',
        ),
        solution=(
            'csto = members[members["organisation"] == "CSTO"]\n'
            'sco = members[members["organisation"] == "SCO"]\n'
            'check("m7-t13", 100 * csto["iso3"].isin(sco["iso3"]).mean())'
        ),
        tolerance=0.05,
    ),
    Task(
        id="m7-t14",
        objective="7.4",
        wants="one percentage, the agreement on standing force that chance alone would give",
        expected=_chance,
        right="More than the 71.4 % observed. Where one code is nearly certain, agreement is cheap.",
        slips=_slips(
            (
                lambda: _agreement(["standing force"]),
                "This is the agreement that was observed. Compute the one by chance.",
            ),
            (lambda: _chance() / 100, "This is a fraction. Multiply by 100."),
            (
                lambda: float(100 * _shares("rater_a")["no"]),
                "This is how often one reader wrote no. Multiply by the other's share.",
            ),
            (
                lambda: 100 / 3,
                "One third would be chance if the three codes were equally frequent. Here nearly all are no.",
            ),
        ),
        hints=(
            "Both readers wrote no in six of seven cases: 6/7 times 6/7. The other codes add nothing here. Why?",
            "`(a * b).sum()` multiplies the shares code by code; a code that one of them did not use drops out.",
        ),
        solution='check("m7-t14", 100 * (a * b).sum())',
        tolerance=0.05,
    ),
    Task(
        id="m7-t15",
        objective="7.4",
        wants="one percentage, the part of the regional bodies' person-months that was served in Europe",
        expected=lambda: _of_regional("Europe"),
        right="More than two thirds, NATO's large forces in the Balkans among them. Regional does not mean African.",
        slips=_slips(
            (_of_europe, "This is the regional part of Europe's peacekeepers. Divide by the regional bodies' whole."),
            (lambda: _of_regional("Africa"), "This is Africa's part. Asked is Europe's."),
            (lambda: _of_regional("Europe") / 100, "This is a fraction. Multiply by 100."),
        ),
        hints=(
            "Above the line: the rows of `regional` in Europe. Below: all rows of `regional`. Sum `personnel`.",
            '`regional[regional["region"] == "Europe"]["personnel"].sum()` is the first of the two.',
        ),
        solution=(
            'europe = regional[regional["region"] == "Europe"]["personnel"].sum()\n'
            'check("m7-t15", 100 * europe / regional["personnel"].sum())'
        ),
        tolerance=0.05,
    ),
]
