"""Numbers that an assignment's prose, its model memo and its marking guide give: do its tables say the same?"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from course.content.data import load
from course.content.source import content_root

NAME = "06-technology"


@pytest.fixture(scope="module")
def cells() -> dict[str, str]:
    """The cells of the instructor's notebook by their ids."""
    source = content_root() / "assessments/source" / NAME / f"{NAME}.ipynb"
    return {cell["id"]: "".join(cell["source"]) for cell in json.loads(source.read_text(encoding="utf-8"))["cells"]}


@pytest.fixture(scope="module")
def tables(cells: dict[str, str]) -> dict[str, Any]:
    """The invented tables of tasks 2 to 5."""
    names: dict[str, Any] = {"pd": pd}
    exec(cells["tables"], names)
    return names


@pytest.fixture(scope="module")
def guide() -> str:
    """What the person who marks reads."""
    return (content_root() / "assessments/rubrics" / f"{NAME}.md").read_text(encoding="utf-8")


def test_the_officer_of_task_3_gives_the_medians_of_what_came(
    cells: dict[str, str], tables: dict[str, Any], guide: str
) -> None:
    """Are the usual days alike, and do the bad days differ as memo and guide say?"""
    minutes = tables["messages"].groupby("kind")["minutes"]
    assert minutes.median().to_dict() == {"open": 12.0, "restricted": 11.0}
    assert "are there in 11 minutes, and half of the open ones in 12" in cells["task3-prose"]
    filled = tables["messages"].fillna({"minutes": 9999}).groupby("kind")["minutes"]
    assert filled.quantile(0.9).to_dict() == {"open": 24.0, "restricted": 420.0}
    assert "open warnings arrive within 24 minutes, restricted ones within 420" in cells["memo"]
    assert "Nine of ten stay under 24 and 420 minutes. Two of 21 restricted" in guide
    assert (minutes.size()["restricted"], minutes.count()["restricted"]) == (21, 19)


def test_the_colleague_of_task_4_gives_the_recall(cells: dict[str, str], tables: dict[str, Any], guide: str) -> None:
    """Does the machine catch 90 of 100, and is it right in 15.5 of 100 alarms at a base rate of 2 %?"""
    nights = tables["nights"]
    assert nights.loc[nights["strangers"], "alarm"].mean() == 0.9
    assert "It gives 90." in cells["task4-prose"]
    assert nights["strangers"].mean() == 0.02
    assert round(100 * nights.loc[nights["alarm"], "strangers"].mean(), 1) == 15.5
    assert "was right in 15.5 of 100 alarms where the base rate was 2 %" in cells["memo"]
    assert "recall 90 %, precision 15.5 % at a base rate of 2 %" in guide


def test_luck_of_task_5_is_a_world_of_ten_in_a_hundred(cells: dict[str, str], tables: dict[str, Any]) -> None:
    """Does luck reach 25 % for 20 people, so that one of the four contingents is above it and one just there?"""
    luck = tables["luck"]["percent"]
    assert (round(luck.mean()), luck.quantile(0.975)) == (10, 25.0)
    assert set(luck) <= {100 * clicks / 20 for clicks in range(21)}
    assert "In Hazel 10 % do, in Juniper 20, in Lime 25, in Maple 40." in cells["task5-prose"]


def test_the_rule_of_task_6_caught_39_of_42(cells: dict[str, str], guide: str) -> None:
    """Do memo and guide give what the rule "as last year" did for 2023?"""
    deaths = load("violence_country_year").pivot(index="country", columns="year", values="deaths").fillna(0)
    warned, violent = deaths[2022] >= 25, deaths[2023] >= 25
    assert (int((warned & violent).sum()), int(violent.sum())) == (39, 42)
    assert "caught 39 of 42 violent countries in 2023" in cells["memo"]
    assert "39 of the 42 countries with 25 or more deaths in 2023, and missed three" in guide
