"""What the lab tasks of lesson 6C compute: right values and usual slips, by the names that tasks.yml uses."""

from __future__ import annotations

import pandas as pd

from course.content.data import load

DEADLY = 25


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


def _true_alarms(base_rate: float) -> float:
    """Alarms in violent weeks of 1,000 weeks, of which `base_rate` percent are violent, with this system's recall."""
    cells = _weeks()
    return 10 * base_rate * cells["hit"] / (cells["hit"] + cells["missed"])


def _false_alarms(base_rate: float) -> float:
    """Alarms in quiet weeks of 1,000 weeks, of which `base_rate` percent are violent, with this false-alarm rate."""
    cells = _weeks()
    return 10 * (100 - base_rate) * cells["false"] / (cells["false"] + cells["quiet"])


def _precision(base_rate: float) -> float:
    """Percent of alarms that are true where `base_rate` percent of the weeks are violent."""
    return 100 * _true_alarms(base_rate) / (_true_alarms(base_rate) + _false_alarms(base_rate))


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


def _two_years() -> tuple[pd.Series, pd.Series]:
    """Which countries had 25 or more deaths in organised violence in 2023, and which in 2024."""
    table = load("violence_country_year").pivot_table(index="country", columns="year", values="deaths").fillna(0)
    return table[2023] >= DEADLY, table[2024] >= DEADLY


def severe_share_of_incidents() -> float:
    """Severe incidents in percent of all incidents."""
    return _share("severe", "incidents")


def severe_share_as_fraction() -> float:
    """Severe incidents as a fraction of all incidents."""
    return _share("severe", "incidents") / 100


def mean_of_states_severe_shares() -> float:
    """The mean of the states' own percentages of severe incidents."""
    return float((100 * load("cyber_rivals")["severe"] / load("cyber_rivals")["incidents"]).mean())


def severe_incidents() -> float:
    """Number of severe incidents."""
    return float(load("cyber_rivals")["severe"].sum())


def precision_of_the_system() -> float:
    """Percent of the alarms that come true."""
    return 100 * _weeks()["hit"] / (_weeks()["hit"] + _weeks()["false"])


def recall_of_the_system() -> float:
    """Percent of the violent weeks with an alarm."""
    return 100 * _weeks()["hit"] / (_weeks()["hit"] + _weeks()["missed"])


def false_share_of_alarms() -> float:
    """Percent of the alarms that do not come true."""
    return 100 * _weeks()["false"] / (_weeks()["hit"] + _weeks()["false"])


def precision_as_fraction() -> float:
    """The share of the alarms that come true, from 0 to 1."""
    return _weeks()["hit"] / (_weeks()["hit"] + _weeks()["false"])


def true_alarms_in_percent_of_all_weeks() -> float:
    """Weeks with a true alarm in percent of all weeks."""
    return 100 * _weeks()["hit"] / _weeks()["all"]


def precision_at_1_percent() -> float:
    """The system's precision where 1 % of the weeks are violent."""
    return _precision(1)


def precision_at_5_percent() -> float:
    """The system's precision where 5 % of the weeks are violent."""
    return _precision(5)


def precision_at_1_percent_as_fraction() -> float:
    """The precision where 1 % of the weeks are violent, from 0 to 1."""
    return _precision(1) / 100


def precision_with_false_alarms_of_violent_weeks() -> float:
    """What the colleague computes: the false alarms as a share of the violent weeks."""
    cells = _weeks()
    real, false = cells["hit"] / (cells["hit"] + cells["missed"]), cells["false"] / (cells["false"] + cells["quiet"])
    return 100 * real / (real + false)


def true_alarms_in_percent_of_false_alarms() -> float:
    """True alarms in percent of the false ones where 1 % of the weeks are violent."""
    return 100 * _true_alarms(1) / _false_alarms(1)


def upper_end_for_hard_mail() -> float:
    """Upper end of the interval for all who got the hard mail."""
    return _wilson(*_hard_mail())


def lower_end_for_hard_mail() -> float:
    """Lower end of the interval for all who got the hard mail."""
    return _wilson(*_hard_mail(), sign=-1)


def mean_of_upper_ends_for_hard_mail() -> float:
    """The mean of the three contingents' own upper ends."""
    table = load("synthetic_phishing_drill")
    rows = table[table["lure"] == "hard"]
    highs = [_wilson(int(k), int(n)) for k, n in zip(rows["clicked"], rows["people"], strict=True)]
    return sum(highs) / len(highs)


def upper_end_for_all_mail() -> float:
    """Upper end of the interval for every contingent, whichever mail it got."""
    table = load("synthetic_phishing_drill")
    return _wilson(int(table["clicked"].sum()), int(table["people"].sum()))


def click_rate_for_hard_mail() -> float:
    """Percent of those who got the hard mail and clicked."""
    return 100 * _hard_mail()[0] / _hard_mail()[1]


def naive_recall_of_2024() -> float:
    """Percent of the violent countries of 2024 for which the naive rule gave an alarm."""
    warned, violent = _two_years()
    return float(100 * (warned & violent).sum() / violent.sum())


def naive_accuracy_of_2024() -> float:
    """Percent of all countries for which the naive rule was right."""
    warned, violent = _two_years()
    return float(100 * (warned == violent).mean())


def naive_true_alarms_in_percent_of_countries() -> float:
    """Percent of all countries with an alarm that came true."""
    warned, violent = _two_years()
    return float(100 * (warned & violent).mean())


def naive_recall_as_fraction() -> float:
    """The share of the violent countries of 2024 with an alarm, from 0 to 1."""
    return naive_recall_of_2024() / 100
