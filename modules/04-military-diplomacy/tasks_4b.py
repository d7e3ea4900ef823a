"""What the lab tasks of lesson 4B compute: right values and usual slips, by the names that tasks.yml uses."""

from __future__ import annotations

from course.content.data import load

SILENT = ["cable"] * 6 + ["holiday"] * 3 + ["incident"] * 2 + ["new officer"]
"""Why the line was silent on twelve mornings of an invented year; the lesson shows them in another order."""
INCIDENTS, MORNINGS = 3, 365
PLANNED = [4_000, 8_900, 9_000, 9_500, 12_700, 13_000, 17_900]
"""Troops of seven invented exercises of 2016."""


def _percent_silent_for(reason: str) -> float:
    """Percent of the silent mornings with this reason."""
    return 100 * SILENT.count(reason) / len(SILENT)


def _vienna(column: str) -> int:
    """What the Vienna Document 2011 has in one column of the table of thresholds."""
    return int(load("csbm_thresholds").set_index("document").loc["Vienna Document 2011", column])


def _pairs_in_nato(first: int | None = None, either: bool = False) -> int:
    """Pairs of exercises_pairs (the first so many) in which both states, or either, were NATO members by 2010."""
    members = load("nato_members")
    members = set(members[members["joined"] < "2011"]["iso3"])
    pairs = load("exercises_pairs").head(first) if first else load("exercises_pairs")
    one, other = pairs["iso3_a"].isin(members), pairs["iso3_b"].isin(members)
    return int(((one | other) if either else (one & other)).sum())


def incidents_in_percent_of_silent_mornings() -> float:
    """Percent of the silent mornings on which there was an incident."""
    return _percent_silent_for("incident")


def silent_mornings_in_percent_of_incidents() -> float:
    """Percent of the incidents on whose morning the line was silent: the admiral's number."""
    return 100 * SILENT.count("incident") / INCIDENTS


def silent_mornings_with_an_incident() -> float:
    """How many silent mornings had an incident."""
    return float(SILENT.count("incident"))


def share_of_silent_mornings_with_an_incident() -> float:
    """The same as a share of one, not times 100."""
    return SILENT.count("incident") / len(SILENT)


def silent_incidents_in_percent_of_all_mornings() -> float:
    """Percent of all mornings of the year with a silent line and an incident."""
    return 100 * SILENT.count("incident") / MORNINGS


def cables_in_percent_of_silent_mornings() -> float:
    """Percent of the silent mornings with a broken cable."""
    return _percent_silent_for("cable")


def percent_found_with_the_dots() -> float:
    """What the loop finds as long as the three dots stand in it."""
    return _percent_silent_for("...")


def exercises_to_be_notified() -> list[int]:
    """The planned exercises for which notice is due."""
    return [troops for troops in PLANNED if troops >= _vienna("notify_from_troops")]


def exercises_above_the_threshold() -> list[int]:
    """The planned exercises for which notice would be due if exactly the threshold did not count."""
    return [troops for troops in PLANNED if troops > _vienna("notify_from_troops")]


def exercises_with_observers() -> list[int]:
    """The planned exercises for which observers must be invited."""
    return [troops for troops in PLANNED if troops >= _vienna("observers_from_troops")]


def exercises_not_to_be_notified() -> list[int]:
    """The planned exercises for which no notice is due."""
    return [troops for troops in PLANNED if troops < _vienna("notify_from_troops")]


def all_planned_exercises() -> list[int]:
    """All planned exercises."""
    return list(PLANNED)


def busiest_pairs_within_nato() -> int:
    """Pairs among the 20 busiest in which both states were NATO members."""
    return _pairs_in_nato(first=20)


def busiest_pairs_with_any_member() -> int:
    """Pairs among the 20 busiest in which one or both states were NATO members."""
    return _pairs_in_nato(first=20, either=True)


def all_pairs_within_nato() -> int:
    """Pairs of the whole table in which both states were NATO members."""
    return _pairs_in_nato()
