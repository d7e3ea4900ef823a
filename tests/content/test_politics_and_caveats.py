"""Lesson 5A: its invented plan has one best answer, and its facts keep their owners."""

from __future__ import annotations

import pytest

from course.content.catalog import catalog
from course.content.data import load
from course.content.tasks import find_task

SOLDIERS = [120, 200, 150, 90, 60, 80]
PERMISSIONS = ["may_leave_sector", "may_move_at_night", "may_face_crowds"]


def _hours(lifted: tuple[str, str] | None = None) -> int:
    """Hours until 200 soldiers are at the school, when one limit of one contingent is lifted."""
    table = load("synthetic_caveats").assign(soldiers=SOLDIERS)
    if lifted:
        table.loc[table["contingent"] == lifted[0], lifted[1]] = True
    plan = table[table[PERMISSIONS].all(axis=1)].sort_values("hours_away")
    return int(plan.loc[plan["soldiers"].cumsum() >= 200, "hours_away"].min())


def test_one_signature_alone_brings_the_help_earlier() -> None:
    """Is there exactly one limit whose end shortens the wait, and is it Cedar's night?"""
    table = load("synthetic_caveats")
    limits = [(row["contingent"], name) for _, row in table.iterrows() for name in PERMISSIONS if not row[name]]
    better = {limit: _hours(limit) for limit in limits if _hours(limit) < _hours()}
    assert (_hours(), better) == (5, {("Cedar", "may_move_at_night"): 3})
    assert find_task("m5-t11").expected() == 3


def test_both_calls_leave_somebody_waiting() -> None:
    """Is the answer of m5-t12 later than each call alone, and is the school's own hour a named slip?"""
    task = find_task("m5-t12")
    assert task.expected() == 9 > _hours()
    assert any(slip.value() == _hours() for slip in task.slips)


def test_money_and_share_rank_the_members_differently() -> None:
    """Do the numbers of F5.67 stand in the tables?"""
    rows = load("milex_country_year").merge(load("nato_members")[["iso3"]], on="iso3")
    rows = rows[rows["year"] == 2024].dropna(subset=["share_gdp"])
    money = rows.sort_values("constant_2023_usd_m", ascending=False)["constant_2023_usd_m"]
    by_share = list(rows.sort_values("share_gdp", ascending=False)["country"])
    assert round(100 * money.iloc[0] / money.sum(), 1) == 66.4
    assert round(100 * money.head(4).sum() / money.sum(), 1) == 82.0
    assert (by_share[:2], by_share.index("Germany") + 1) == (["Poland", "United States"], 22)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        pytest.param("F5.50", "who did it is disputed", id="the aircraft"),
        pytest.param("F5.52", "his daughter Marie Yolanda says", id="who was refused"),
        pytest.param("F5.55", "told the Belgian Senate", id="who says what officials said"),
        pytest.param("F5.57", "the Court of Appeal held", id="two courts, two judgments"),
        pytest.param("F5.59", "no document on what Accra ordered", id="what was not found"),
        pytest.param("F5.63", "which a critic", id="the Patriotic Front and the force"),
        pytest.param("F5.64", "nothing in the archives that shows complicity", id="the French commission"),
    ],
)
def test_a_fact_of_kigali_keeps_its_owner(fact: str, words: str) -> None:
    """Does a contested claim of the case still say whose it is?"""
    found = next(found for module in catalog().modules for found in module.facts if found.id == fact)
    assert words in f"{found.claim} {found.at}"
