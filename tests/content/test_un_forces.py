"""Lesson 3C: part and whole of its tables, and what its facts must go on saying."""

from __future__ import annotations

import pytest

from course.content.catalog import catalog
from course.content.data import load
from course.content.tasks import find_task

CEILING = {"soldiers": 19_815, "military observers": 760, "police": 391, "members of formed police units": 1_050}


def _monusco(year: int, column: str) -> float:
    rows = load("un_authorised_year")
    return float(rows[(rows["mission"] == "MONUSCO") & (rows["year"] == year)][column].iloc[0])


def test_the_ceiling_in_the_table_is_the_sum_of_what_the_council_authorised() -> None:
    """Do soldiers, observers and police add up to the whole that task m3-t51 asks for?"""
    claim = next(fact.claim for module in catalog().modules for fact in module.facts if fact.id == "F3.143")
    assert sum(CEILING.values()) == _monusco(2012, "authorised") == _monusco(2014, "authorised") == 22_016
    for number in (*CEILING.values(), 22_016):
        assert f"{number:,}" in claim


def test_the_brigade_came_inside_the_ceiling_and_there_was_room_for_it() -> None:
    """Were at least 2,800 places empty before the brigade, and fewer after it?"""
    empty = {year: _monusco(year, "authorised") - _monusco(year, "deployed") for year in (2012, 2014)}
    assert empty[2012] > 2_800 > empty[2014] > 0


def test_the_colleagues_number_is_told_apart_from_the_right_one() -> None:
    """Is a whole of soldiers alone a named slip of m3-t51, and no right value?"""
    task = find_task("m3-t51")
    wrong = 100 * _monusco(2012, "deployed") / CEILING["soldiers"]
    assert task.expected() == pytest.approx(86.9, abs=0.05)
    assert any(slip.value() == pytest.approx(wrong) and "colleague" in slip.says for slip in task.slips)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        pytest.param("F3.144", "reported to threaten", id="who speaks of a massacre"),
        pytest.param("F3.150", "end of Rwandan support", id="the brigade was one of three things"),
        pytest.param("F3.152", "claimed to have become pregnant", id="claims, and no judgment"),
        pytest.param("F3.157", "aid organisations", id="who asked for less harm"),
    ],
)
def test_a_fact_of_the_case_keeps_its_owner(fact: str, words: str) -> None:
    """Does a contested or unproved claim of the case still say whose it is?"""
    claims = {found.id: found.claim for module in catalog().modules for found in module.facts}
    assert words in claims[fact]
