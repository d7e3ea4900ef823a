"""Lesson 6B: its plan and its mistake are what the invented log says, and what is told of Ogossagou keeps its owner."""

from __future__ import annotations

import pandas as pd
import pytest

from course.content.catalog import catalog
from course.content.data import load
from course.content.source import content_root
from course.content.tasks import find_task

LESSON = content_root() / "modules" / "06-technology" / "6B-sharing-in-time.md"


@pytest.fixture(name="log")
def _log() -> pd.DataFrame:
    log = load("synthetic_latency")
    return log.assign(total=log["minutes_on_link"] + log["minutes_for_release"])


def _at_most(minutes: int, limit: int) -> int:
    return minutes if minutes < limit else limit


def _in_time(ways: list[int], waits: list[int]) -> int:
    return sum(way + wait <= 60 for way, wait in zip(ways, waits, strict=True))


def test_by_the_median_the_satellite_wins_and_by_the_bad_day_the_radio(log: pd.DataFrame) -> None:
    """Does the order of the links turn round between half of the messages and nine of ten?"""
    by_link = log.groupby("link", observed=True)["total"]
    assert by_link.quantile(0.5).idxmin() == "satellite"
    assert by_link.quantile(0.9).idxmin() == "radio"
    assert by_link.quantile(0.9).idxmax() == "satellite"


def test_the_two_plans_bring_about_as_many_messages_in_time(log: pd.DataFrame) -> None:
    """Do text, task and table agree on 70 now, 92 with plan A and 90 with plan B?"""
    ways = log["minutes_on_link"].tolist()
    waits = log["minutes_for_release"].fillna(9999).tolist()
    assert _in_time(ways, waits) == 70
    assert _in_time(ways, [_at_most(wait, 30) for wait in waits]) == 92
    assert _in_time([_at_most(way, 25) for way in ways], waits) == find_task("m6-t32").expected() == 90


def test_a_faster_satellite_brings_no_message_more(log: pd.DataFrame) -> None:
    """Is the satellite's delay made by the rule, so that a way ten times as fast changes nothing?"""
    sky = log[log["link"] == "satellite"]
    waits = sky["minutes_for_release"].fillna(9999)
    assert ((sky["minutes_on_link"] / 10 + waits) <= 60).sum() == ((sky["minutes_on_link"] + waits) <= 60).sum() == 32


@pytest.mark.parametrize(
    ("fact", "owner"),
    [
        ("F6.102", ["Panel of Experts", "could not reach him"]),
        ("F6.103", ["told Human Rights Watch"]),
        ("F6.104", ["Witnesses told Human Rights Watch", "believed"]),
        ("F6.105", ["at least 35", "19 were missing"]),
        ("F6.106", ["investigators concluded", "had no part"]),
        ("F6.107", ["tactical error", "as soon as it learned of the attack"]),
        ("F6.108", ["the mission speaks of calm"]),
    ],
)
def test_what_is_told_of_ogossagou_has_an_owner(fact: str, owner: list[str]) -> None:
    """Does each contested claim say who says so?"""
    claim = catalog().facts[fact].claim
    assert [words for words in owner if words not in claim] == []


def test_the_lesson_lets_all_five_speak_and_names_no_accused() -> None:
    """Are government, experts, mission, the accused group and Human Rights Watch heard, and no general named?"""
    text = LESSON.read_text(encoding="utf-8")
    voices = [
        "*The government of Mali*",
        "*Experts of the UN*",
        "*MINUSMA*",
        "*Dan Na Ambassagou*",
        "*Human Rights Watch*",
    ]
    assert [voice for voice in voices if f"- {voice}" not in text] == []
    assert "Sangar" not in text
