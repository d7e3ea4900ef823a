"""Lab tasks of lessons 6A and 6B: what `check`, `hint` and `solution` know about them.

Every expected value and every slip is computed from the course's tables. A message that was never released has no
total; where a task counts it, it counts as late.

>>> [task.id for task in TASKS][:2]
['m6-t1', 'm6-t2']
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task


def _reports() -> pd.DataFrame:
    """SYNTHETIC events by step (rows, in the order of the chain) and by who told the mission (columns)."""
    table = load("synthetic_reports")
    wide = table.pivot(index="step", columns="told_by", values="reports")
    return wide.loc[table["step"].unique()].astype(float)


def _rates(told_by: str) -> pd.Series:
    """Share of events that each link lets through, from 0 to 1."""
    column = _reports()[told_by]
    return (column / column.shift()).dropna()


def _log(link: str) -> pd.DataFrame:
    """SYNTHETIC messages of one link, with their total minutes; missing if never released."""
    table = load("synthetic_latency")
    table = table[table["link"] == link]
    return table.assign(total=table["minutes_on_link"] + table["minutes_for_release"])


def _released_share(link: str) -> float:
    """Percent of all minutes of a link's delivered messages that were spent waiting for release."""
    log = _log(link).dropna()
    return float(100 * log["minutes_for_release"].sum() / log["total"].sum())


def _in_hand(minutes: int, link: str = "satellite") -> float:
    """Percent of all messages of a link that were in hand within so many minutes."""
    log = _log(link)
    return float(100 * (log["total"] <= minutes).sum() / len(log))


def _width(iso3: str, year: int) -> float:
    """Width of UCDP's range of deaths, high minus low, in percent of the best estimate."""
    row = load("violence_country_year").query(f"iso3 == '{iso3}' and year == {year}").iloc[0]
    return float(100 * (row["high"] - row["low"]) / row["deaths"])


def _nations() -> int:
    """Nations in the force in Kosovo, February 2017."""
    return int((load("nato_operation_troops")["operation"] == "KFOR").sum())


TASKS = [
    Task(
        id="m6-t1",
        objective="6.1",
        wants="one number, the percent of all 200 observed events that were acted on",
        expected=lambda: float(100 * _reports().loc["acted"].sum() / _reports().loc["observed"].sum()),
        tolerance=0.1,
        right="Fewer than one in five. Most of the events were known to somebody, and got lost on the way.",
        slips=(
            Slip(
                value=lambda: float(100 * _reports().loc["acted"].sum() / _reports().loc["reported"].sum()),
                says="You divided by the events that were reported. The chain begins one link earlier, with `observed`.",
            ),
            Slip(
                value=lambda: float(100 * (_reports().loc["acted"] / _reports().loc["observed"]).mean()),
                says="This is the mean of the three shares. Patrols saw more events than the others: sum first, then divide.",
            ),
            Slip(
                value=lambda: float(100 - 100 * _reports().loc["acted"].sum() / _reports().loc["observed"].sum()),
                says="This is the share that was lost. The share that was acted on is asked for.",
            ),
        ),
        hints=(
            "`total` holds the sums of the three columns, one for each step.",
            'Divide `total["acted"]` by `total["observed"]` and multiply by 100.',
        ),
        solution='check("m6-t1", 100 * total["acted"] / total["observed"])',
    ),
    Task(
        id="m6-t2",
        objective="6.1",
        wants="one number, the percent that the weakest link lets through for events seen by a drone",
        expected=lambda: float(100 * _rates("drone").min()),
        tolerance=0.1,
        right="Sharing: two of three checked images stayed where they were. The aircraft sees more than anyone is allowed to read.",
        slips=(
            Slip(
                value=lambda: float(100 * _rates("patrol").min()),
                says="This is the weakest link of the patrols. Take the column `drone`.",
            ),
            Slip(
                value=lambda: float(100 * _reports()["drone"].min() / _reports()["drone"].max()),
                says="This is the whole chain, from observed to acted. One link only: divide by the step before it.",
            ),
            Slip(
                value=lambda: float(100 - 100 * _rates("drone").min()),
                says="This is what the weakest link loses. What it lets through is asked for.",
            ),
            Slip(
                value=lambda: float(_rates("drone").min()),
                says="This is the fraction. Multiply by 100 for percent.",
            ),
        ),
        hints=(
            "The worked example needs one other column.",
            '`reports["drone"] / reports["drone"].shift()` gives each link; `.min()` finds the weakest.',
        ),
        solution='rate = reports["drone"] / reports["drone"].shift()\ncheck("m6-t2", 100 * rate.min())',
    ),
    Task(
        id="m6-t3",
        objective="6.1",
        wants="one number, how many residents' events would be acted on if every one reported were also checked",
        expected=lambda: float(_reports().loc["reported", "residents"] * _rates("residents")[2:].prod()),
        right="Twice as many, without one more sensor: a second person who calls back is enough, if the other links hold.",
        slips=(
            Slip(
                value=lambda: float(_reports().loc["acted", "residents"]),
                says="This is what happens now. Replace the rate of the link `checked` by 1.",
            ),
            Slip(
                value=lambda: float(_reports().loc["observed", "residents"] * _rates("residents")[2:].prod()),
                says="You repaired the reporting as well. 42 events were reported, not 60.",
            ),
            Slip(
                value=lambda: float(_reports().loc["reported", "residents"]),
                says="These 42 are now checked. Three links are left: shared, decided, acted.",
            ),
        ),
        hints=(
            "Of 60 observed events 42 are reported. If all 42 are checked, three links are left.",
            'Make `rate = reports["residents"] / reports["residents"].shift()`, then multiply 42 by `rate["shared"]` and so on.',
        ),
        solution=(
            'rate = reports["residents"] / reports["residents"].shift()\n'
            'check("m6-t3", 42 * rate["shared"] * rate["decided"] * rate["acted"])'
        ),
    ),
    Task(
        id="m6-t4",
        objective="6.1",
        wants="one number, the percent of events seen by patrols that were acted on",
        expected=lambda: float(100 * _rates("patrol").prod()),
        tolerance=0.1,
        right="Links in a row are multiplied. The mean made a chain of five decent links look decent itself.",
        slips=(
            Slip(
                value=lambda: float(100 * _rates("patrol").mean()),
                says="This is the officer's mean. A report has to pass all five links, not an average one.",
            ),
            Slip(
                value=lambda: float(100 * _rates("patrol").min()),
                says="This is the weakest link alone. The other four lose reports as well.",
            ),
            Slip(
                value=lambda: float(_rates("patrol").prod()),
                says="This is the fraction. Multiply by 100 for percent.",
            ),
        ),
        hints=(
            "Look at the ends of the column: how many were observed, how many acted on?",
            "`rate.prod()` multiplies the links; or divide the last number of the column by the first.",
        ),
        solution='check("m6-t4", 100 * rate.prod())',
    ),
    Task(
        id="m6-t5",
        objective="6.1",
        wants="one number, the width of UCDP's range for Myanmar in 2022 in percent of its best estimate",
        expected=lambda: _width("MMR", 2022),
        tolerance=0.5,
        right="The range is three times as wide as the estimate is high. Where few may report, a count says how little is known.",
        slips=(
            Slip(
                value=lambda: _width("COD", 2022),
                says="This is the Congo. Take the row of Myanmar, `MMR`.",
            ),
            Slip(
                value=lambda: _width("MMR", 2022) / 100,
                says="This is the fraction. Multiply by 100 for percent.",
            ),
            Slip(
                value=lambda: float(
                    100
                    * load("violence_country_year").query("iso3 == 'MMR' and year == 2022").iloc[0]["high"]
                    / load("violence_country_year").query("iso3 == 'MMR' and year == 2022").iloc[0]["low"]
                ),
                says="You divided the high end by the low end. The width is high minus low, divided by `deaths`.",
            ),
        ),
        hints=(
            'Take the row: `year22[year22["iso3"] == "MMR"].iloc[0]`.',
            "Width: high minus low. Divide by `deaths`, multiply by 100.",
        ),
        solution=(
            'row = year22[year22["iso3"] == "MMR"].iloc[0]\n'
            'check("m6-t5", 100 * (row["high"] - row["low"]) / row["deaths"])'
        ),
    ),
    Task(
        id="m6-t6",
        objective="6.4",
        wants="one number, the 90th percentile of the minutes of the delivered satellite messages",
        expected=lambda: float(_log("satellite")["total"].quantile(0.9)),
        tolerance=0.6,
        right="More than six hours, on a link whose median is three minutes. One message in ten waits longer still.",
        slips=(
            Slip(
                value=lambda: float(_log("satellite")["total"].median()),
                says="This is the median, the middle message. Ask for `.quantile(0.9)`.",
            ),
            Slip(
                value=lambda: float(_log("radio")["total"].quantile(0.9)),
                says="This is the radio. Filter the satellite.",
            ),
            Slip(
                value=lambda: float(0.9 * _log("satellite")["total"].max()),
                says="You took nine tenths of the longest. A percentile counts messages, not minutes.",
            ),
            Slip(
                value=lambda: float(_log("satellite")["total"].quantile(0.1)),
                says="This is the fast end, the 10th percentile. Nine of ten are to lie below: 0.9.",
            ),
        ),
        hints=(
            "The worked example needs one other link.",
            'Filter `log["link"] == "satellite"` and take `.quantile(0.9)` of `total`.',
        ),
        solution='check("m6-t6", log[log["link"] == "satellite"]["total"].quantile(0.9))',
    ),
    Task(
        id="m6-t7",
        objective="6.4",
        wants="one number, the percent of all minutes of the delivered courier messages that were waits for release",
        expected=lambda: _released_share("courier"),
        tolerance=0.1,
        right="Here the road is the bottleneck and the rule is not. The remedy depends on the link: measure before you buy.",
        slips=(
            Slip(
                value=lambda: _released_share("satellite"),
                says="This is the satellite. Filter the courier.",
            ),
            Slip(
                value=lambda: 100 - _released_share("courier"),
                says="This is the part on the road. The wait for release is the rest.",
            ),
            Slip(
                value=lambda: float(
                    100
                    * load("synthetic_latency").query("link == 'courier'")["minutes_for_release"].sum()
                    / load("synthetic_latency").query("link == 'courier'")["minutes_on_link"].sum()
                ),
                says="You divided by the minutes on the road. The whole is both parts: `total`.",
            ),
        ),
        hints=(
            'Filter the courier, and drop what was never released: `log[log["link"] == "courier"].dropna()`.',
            "Sum `minutes_for_release`, divide by the sum of `total`, times 100.",
        ),
        solution=(
            'road = log[log["link"] == "courier"].dropna()\n'
            'check("m6-t7", 100 * road["minutes_for_release"].sum() / road["total"].sum())'
        ),
    ),
    Task(
        id="m6-t8",
        objective="6.4",
        wants="one number, the percent of all satellite messages that were in hand within an hour",
        expected=lambda: _in_hand(60),
        tolerance=0.1,
        right="What was never released is late, not absent. Module 01 called the same trap censoring.",
        slips=(
            Slip(
                value=lambda: float(100 * (_log("satellite")["total"].dropna() <= 60).mean()),
                says="This is the engineer's number. It leaves out what was never released.",
            ),
            Slip(
                value=lambda: _in_hand(30),
                says="This is half an hour. The question is about sixty minutes.",
            ),
            Slip(
                value=lambda: _in_hand(60) / 100,
                says="This is the fraction. Multiply by 100 for percent.",
            ),
        ),
        hints=(
            "How many rows has `sky`, and how many of them have a total?",
            'Count the early ones with `(sky["total"] <= 60).sum()` and divide by `len(sky)`.',
        ),
        solution='check("m6-t8", 100 * (sky["total"] <= 60).sum() / len(sky))',
    ),
    Task(
        id="m6-t9",
        objective="6.2",
        wants="one number, how many agreements between two nations KFOR's nations would need in February 2017",
        expected=lambda: _nations() * (_nations() - 1) // 2,
        right="Thirty signatures to one common set of rules do the same. That is the arithmetic behind a federated network.",
        slips=(
            Slip(
                value=lambda: _nations() * (_nations() - 1),
                says="You counted each pair twice. A with B is also B with A: halve it.",
            ),
            Slip(
                value=lambda: _nations() ** 2,
                says="You paired each nation with itself too. Multiply by one fewer, then halve.",
            ),
            Slip(
                value=lambda: _nations(),
                says="This is the number of nations. Each of them pairs with all the others.",
            ),
        ),
        hints=(
            "`nations` is the number of nations. Each one has `nations - 1` partners.",
            "Multiply the two and halve, since each pair was counted twice.",
        ),
        solution='check("m6-t9", nations * (nations - 1) / 2)',
    ),
]
