"""Lesson 5B: its table says what its facts say, and the UN's words stand in it as they were spoken."""

from __future__ import annotations

import pytest

from course.content.catalog import catalog
from course.content.data import load
from course.content.items import Single
from tests.support import ROOT

LESSON = ROOT / "modules" / "05-challenges" / "5B-culture-logistics-money-and-accountability.md"


def test_the_first_week_is_down_the_river_and_the_most_cases_are_later_in_the_capital() -> None:
    table = load("haiti_cholera_week")
    first = table[table["week"] == table["week"].min()].set_index("department")
    assert first["cases"].sum() == 7300
    assert first["cases"].nlargest(3).to_dict() == {"Artibonite": 6234, "Ouest": 540, "Centre": 507}
    rates = (10_000 * first["cases"] / first["people"]).astype("float64")
    assert [round(rates[name], 1) for name in ("Artibonite", "Centre", "Ouest")] == [36.1, 6.8, 1.3]
    cases = table.groupby("department")["cases"].sum()
    assert (cases.idxmax(), cases["Ouest"], cases.sum()) == ("Ouest", 57177, 184011)


def test_each_department_has_one_number_of_people_and_a_row_in_each_week() -> None:
    table = load("haiti_cholera_week")
    assert (table.groupby("department")["people"].nunique() == 1).all()
    assert (table.groupby("department").size() == 11).all() and table["department"].nunique() == 10


@pytest.mark.parametrize(
    "words",
    [
        "we apologise to the Haitian people. We simply did not do enough with regard to the cholera outbreak and its "
        "spread in Haiti. We are profoundly sorry for our role.",
        "was not the fault of, or deliberate action of, a group or individual",
        "would necessarily include a review of political and policy matters",
        "shall make provisions for appropriate modes of settlement",
        "the UN did not accept legal responsibility",
    ],
)
def test_what_the_united_nations_said_is_quoted_word_by_word(words: str) -> None:
    assert words in LESSON.read_text(encoding="utf-8")


def test_the_item_on_the_apology_keeps_to_what_was_apologised_for() -> None:
    found = next(item for item in catalog().module("05").items if item.id == "m5-q53")
    assert isinstance(found, Single)
    right = next(option for option in found.options if option.id in found.key)
    assert "not doing enough" in right.text
