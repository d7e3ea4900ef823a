"""Lab tasks of module 02: what `check`, `hint` and `solution` know about them.

Every expected value and every slip is computed from the course's tables. Rates are disputes per 100 pairs; gaps
between rates are in points, changes of rates in percent.

>>> [task.id for task in TASKS][:2]
['m2-t1', 'm2-t2']
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task

BASE, CUT = 40, 85
"""The assumed base of m2-t6 (cases of 100) and the percent by which the hazard is lower."""


def _rates(world: str, relation: str = "") -> pd.Series:
    """Disputes per 100 pairs with a pact and without, in one invented world; all pairs when no relation is named."""
    table = load("synthetic_pacts")
    part = table[(table["world"] == world) & ((table["relation"] == relation) | (relation == ""))]
    sums = part.groupby("pact")[["pairs", "disputes"]].sum()
    return 100 * sums["disputes"] / sums["pairs"]


def _gap(world: str, relation: str = "") -> float:
    """The rate with a pact minus the rate without, in points."""
    rates = _rates(world, relation)
    return float(rates["pact"] - rates["no pact"])


def _percent(world: str, relation: str = "") -> float:
    """The same difference in percent of the rate without a pact."""
    rates = _rates(world, relation)
    return float(100 * (rates["pact"] - rates["no pact"]) / rates["no pact"])


def _weighted_gap(world: str) -> float:
    """The gaps of rivals and others, each weighed by the number of its pairs."""
    table = load("synthetic_pacts")
    pairs = table[table["world"] == world].groupby("relation")["pairs"].sum()
    return float(sum(_gap(world, name) * pairs[name] for name in ("rivals", "others")) / pairs.sum())


def _estimates() -> pd.Series:
    """The numbers that the evidence table holds on alliances; most are missing."""
    table = load("evidence")
    return table[table["topic"] == "alliances"]["estimate_percent"]


def _peacekeeping(first: int, last: int) -> float:
    """Exercises with a peacekeeping purpose from `first` to `last`, in percent of all exercises of these years."""
    table = load("exercises_year")
    part = table[table["year"].between(first, last)]
    return float(100 * part["peacekeeping"].sum() / part["exercises"].sum())


def _mean_of_years(first: int, last: int) -> float:
    """The mean of the yearly percentages, in which a year with few exercises weighs as much as one with many."""
    table = load("exercises_year")
    part = table[table["year"].between(first, last)]
    return float((100 * part["peacekeeping"] / part["exercises"]).mean())


def _still_broken(base: float, cut: float) -> float:
    """Cases of 100 that break when the hazard is `cut` percent lower than where `base` of 100 break."""
    return float(100 * (1 - (1 - base / 100) ** (1 - cut / 100)))


def _soldiers(*steps: str) -> int:
    """Soldiers of companies with credible reports and one of these steps taken by the government."""
    table = load("synthetic_vetting")
    return int(table[(table["report"] == "credible") & table["steps"].isin(steps)]["soldiers"].sum())


def _sent() -> pd.DataFrame:
    """Mission-years with the share of the authorised strength that was deployed, in percent."""
    table = load("un_authorised_year")
    return table.assign(share=100 * table["deployed"] / table["authorised"])


def _lowest(least: int, first: int) -> str:
    """The mission with the lowest share in a year, among those with at least `least` people authorised."""
    table = _sent()
    part = table[(table["authorised"] >= least) & (table["year"] >= first)]
    return str(part.loc[part["share"].idxmin(), "mission"])


def _women(column: str) -> float:
    """Women in percent of a column of the contributors' table, people counted."""
    table = load("un_contributors_2021")
    return float(100 * table["women"].sum() / table[column].sum())


TASKS = [
    Task(
        id="m2-t1",
        objective="2.4",
        wants="one number, the rate with a pact minus the rate without, among the rivals of the world danger, in points",
        expected=lambda: _gap("danger", "rivals"),
        tolerance=0.05,
        right="Among rivals the pact lowers the rate. Over all pairs it seemed to raise it, because the endangered sign.",
        slips=(
            Slip(
                value=lambda: -_gap("danger", "rivals"),
                says="The size is right. With a pact the rate is lower, so the gap has a minus sign.",
            ),
            Slip(
                value=lambda: _gap("danger"),
                says="This is the gap over all pairs, the one of the table above. Use the rows of `rivals`.",
            ),
            Slip(
                value=lambda: _percent("danger", "rivals"),
                says="This is a percent change. Points are the plain difference of the two rates.",
            ),
        ),
        hints=(
            "A rate is 100 times the disputes divided by the pairs. You need two: with a pact and without.",
            'Put the kind of pact first: `rivals.set_index("pact")`. Then divide the two columns.',
            'With `rate` as that column, the gap is `rate["pact"] - rate["no pact"]`.',
        ),
        solution=(
            'table = rivals.set_index("pact")\n'
            'rate = 100 * table["disputes"] / table["pairs"]\n'
            'check("m2-t1", rate["pact"] - rate["no pact"])'
        ),
    ),
    Task(
        id="m2-t2",
        objective="2.3",
        wants="one number, the percent change of the rate from no pact to pact, with its sign",
        expected=lambda: _percent("friendship", "others"),
        tolerance=0.05,
        right="A quarter fewer, and yet only one point: three instead of four of 100. Always ask for the base.",
        slips=(
            Slip(
                value=lambda: -_percent("friendship", "others"),
                says="The size is right. The rate falls, so the change has a minus sign.",
            ),
            Slip(
                value=lambda: _gap("friendship", "others"),
                says="This is the difference in points. Divide it by the rate without a pact, times 100.",
            ),
            Slip(
                value=lambda: float(100 * _gap("friendship", "others") / _rates("friendship", "others")["pact"]),
                says="You divided by the rate with a pact. The change starts from the rate without one.",
            ),
        ),
        hints=(
            "Percent change: new minus old, divided by old, times 100. Which is the old one here?",
            'The start is `rate["no pact"]`, the end `rate["pact"]`.',
        ),
        solution='check("m2-t2", 100 * (rate["pact"] - rate["no pact"]) / rate["no pact"])',
    ),
    Task(
        id="m2-t3",
        objective="2.4",
        wants="one number, the gap of the two groups in the world danger, weighed by their pairs, in points",
        expected=lambda: _weighted_gap("danger"),
        tolerance=0.05,
        right="The same as where a lot decides. Comparing like with like undid what the selection had done.",
        slips=(
            Slip(
                value=lambda: (_gap("danger", "rivals") + _gap("danger", "others")) / 2,
                says="This is the plain mean of the two gaps. The groups differ in size: weigh them.",
            ),
            Slip(
                value=lambda: _gap("danger"),
                says="This is the gap over all pairs, which mixes the groups. Take the gap in each group first.",
            ),
            Slip(
                value=lambda: -_weighted_gap("danger"),
                says="The size is right. In both groups the rate is lower with a pact, so the sign is minus.",
            ),
        ),
        hints=(
            "Two gaps and two group sizes: gap times pairs for each group, added, divided by all pairs.",
            'The group sizes are `danger.groupby("relation")["pairs"].sum()`.',
            "The gaps are those that the explorer shows for `rivals` and for `others` in this world.",
        ),
        solution=(
            'pairs = danger.groupby("relation")["pairs"].sum()\n'
            'wide = danger.assign(rate=100 * danger["disputes"] / danger["pairs"])\n'
            'wide = wide.pivot(index="relation", columns="pact", values="rate")\n'
            'gaps = wide["pact"] - wide["no pact"]\n'
            'check("m2-t3", (gaps * pairs).sum() / pairs.sum())'
        ),
    ),
    Task(
        id="m2-t4",
        objective="2.3",
        wants="one number, how many of the five rows on alliances hold an estimate",
        expected=lambda: int(_estimates().count()),
        tolerance=0,
        right="Two, and both from one article, about different actors. The mean left out the other three without a word.",
        slips=(
            Slip(
                value=lambda: len(_estimates()),
                says="These are all rows on alliances. A missing estimate takes no part in the mean.",
            ),
            Slip(
                value=lambda: int(_estimates().isna().sum()),
                says="These are the rows without an estimate. The others are asked for.",
            ),
        ),
        hints=(
            "The mean skips missing values. How many values were not missing?",
            'On a column, `.count()` counts what is there: `alliances["estimate_percent"]` is the column.',
        ),
        solution='check("m2-t4", alliances["estimate_percent"].count())',
    ),
    Task(
        id="m2-t5",
        objective="2.2",
        wants="one number, the percent of the exercises of 1990-1999 that had a peacekeeping purpose",
        expected=lambda: _peacekeeping(1990, 1999),
        tolerance=0.05,
        right="One in eight, from none before. The purpose of an exercise follows the objective of the time.",
        slips=(
            Slip(
                value=lambda: _mean_of_years(1990, 1999),
                says="This is the mean of ten yearly percentages. Sum first, then divide.",
            ),
            Slip(
                value=lambda: _peacekeeping(1980, 2010),
                says="This is the share over all years, 1980-2010. Keep 1990 to 1999.",
            ),
            Slip(
                value=lambda: float(load("exercises_year").query("1990 <= year <= 1999")["peacekeeping"].sum()),
                says="This is how many there were. Divide by all exercises of these years.",
            ),
        ),
        hints=(
            'Keep the rows with `exercises["year"].between(1990, 1999)`.',
            "Sum the column `peacekeeping` and the column `exercises`, then divide and multiply by 100.",
        ),
        solution=(
            'nineties = exercises[exercises["year"].between(1990, 1999)]\n'
            'check("m2-t5", 100 * nineties["peacekeeping"].sum() / nineties["exercises"].sum())'
        ),
    ),
    Task(
        id="m2-t6",
        objective="2.3",
        wants="one number, the peaces of 100 that still break, from a base of 40 and a hazard 85 % lower",
        expected=lambda: _still_broken(BASE, CUT),
        tolerance=0.1,
        right="About seven instead of 40. The base is an assumption; the study gives the change, not the base.",
        slips=(
            Slip(
                value=lambda: BASE * (1 - CUT / 100),
                says="You cut the number of cases by 85 %. A hazard acts on those still at peace: use `of_100`.",
            ),
            Slip(
                value=lambda: float(BASE * CUT / 100),
                says="You took 85 % of 40, which would be the cases saved if a hazard were a plain share.",
            ),
            Slip(
                value=lambda: BASE - _still_broken(BASE, CUT),
                says="This is how many fewer break. How many still do?",
            ),
        ),
        hints=(
            "The function `of_100` above takes the base first and the cut second.",
            "Put the two numbers of the question into its brackets.",
        ),
        solution='check("m2-t6", of_100(40, 85))',
    ),
    Task(
        id="m2-t7",
        objective="2.5",
        wants="one number, the soldiers of companies with credible reports whose government has not taken steps",
        expected=lambda: _soldiers("none", "promised"),
        tolerance=0,
        right="A promise is not a step taken. Company F may come back in, after a look at what was really done.",
        slips=(
            Slip(
                value=lambda: _soldiers("none", "promised", "taken"),
                says="You barred every company with credible reports. The rule lifts the bar once steps are taken.",
            ),
            Slip(
                value=lambda: _soldiers("none"),
                says="You let a promise count as a step. Effective steps are asked for.",
            ),
            Slip(
                value=lambda: int((load("synthetic_vetting")["report"] == "credible").sum()),
                says="This counts companies. Soldiers are asked for: sum their column.",
            ),
            Slip(
                value=lambda: int(
                    load("synthetic_vetting").query("report != 'none' and steps != 'taken'")["soldiers"].sum()
                ),
                says="You barred the unconfirmed reports as well. They call for a check, not for this bar.",
            ),
        ),
        hints=(
            "Two conditions: the report is credible, and the steps are not taken.",
            'Join conditions with `&`, each in brackets: `(vetting["report"] == "credible") & (...)`.',
            'The second one is `vetting["steps"] != "taken"`. Then sum the soldiers.',
        ),
        solution=(
            'barred = (vetting["report"] == "credible") & (vetting["steps"] != "taken")\n'
            'check("m2-t7", vetting[barred]["soldiers"].sum())'
        ),
    ),
    Task(
        id="m2-t8",
        objective="2.6",
        wants="one number, the percent of mission-years with less than 80 % deployed",
        expected=lambda: float(100 * (_sent()["share"] < 80).mean()),
        tolerance=0.05,
        right="Three of ten mission-years. Some were opening or shrinking, so look at the mission before you blame anyone.",
        slips=(
            Slip(
                value=lambda: float((_sent()["share"] < 80).sum()),
                says="This is how many. Divide by all mission-years: the mean of True and False does it.",
            ),
            Slip(
                value=lambda: float(100 * (_sent()["share"] >= 80).mean()),
                says="This is the share with 80 % or more. The others are asked for.",
            ),
            Slip(
                value=lambda: float(100 * (_sent()["deployed"] < _sent()["authorised"]).mean()),
                says="These are all with fewer people than authorised. The line is drawn at 80 %.",
            ),
        ),
        hints=(
            "True counts as 1, so the mean of `short` is the part that is True.",
            "Multiply by 100 for percent.",
        ),
        solution='check("m2-t8", 100 * short.mean())',
    ),
    Task(
        id="m2-t9",
        objective="2.6",
        wants="one name, the mission with the lowest share in any year since 2000, with 10,000 or more authorised",
        expected=lambda: _lowest(10_000, 2000),
        right="Its first months, in 2008. A mandate of 26,000 people is a decision; filling it took four years.",
        slips=(
            Slip(
                value=lambda: _lowest(0, 2000),
                says="You kept the small missions. Keep those with 10,000 or more authorised.",
            ),
            Slip(
                value=lambda: _lowest(10_000, 1990),
                says="You kept the years before 2000. The question starts in 2000.",
            ),
        ),
        hints=(
            'Filter twice: `sent["authorised"] >= 10_000` and `sent["year"] >= 2000`.',
            'Sort the rest with `.sort_values("share")` and look at the first row.',
            'Or take its name: `large.loc[large["share"].idxmin(), "mission"]`.',
        ),
        solution=(
            'large = sent[(sent["authorised"] >= 10_000) & (sent["year"] >= 2000)]\n'
            'check("m2-t9", large.loc[large["share"].idxmin(), "mission"])'
        ),
    ),
    Task(
        id="m2-t10",
        objective="2.6",
        wants="one number, women in percent of all UN uniformed people on 31 January 2021",
        expected=lambda: _women("total"),
        tolerance=0.05,
        right="Seven of 100 people. The 13 % is a mean over states, a true number for another question.",
        slips=(
            Slip(
                value=lambda: float((lambda t: (100 * t["women"] / t["total"]).mean())(load("un_contributors_2021"))),
                says="This is the journalist's number, the mean of the states' percentages. Sum the people first.",
            ),
            Slip(
                value=lambda: _women("men"),
                says="You divided women by men. The whole is women and men, the column `total`.",
            ),
            Slip(
                value=lambda: float(load("un_contributors_2021")["women"].sum()),
                says="This is how many women there were. Divide by all people.",
            ),
        ),
        hints=(
            "Sum first, divide afterwards: all women over all people.",
            'The two sums are `senders["women"].sum()` and `senders["total"].sum()`.',
        ),
        solution='check("m2-t10", 100 * senders["women"].sum() / senders["total"].sum())',
    ),
]
