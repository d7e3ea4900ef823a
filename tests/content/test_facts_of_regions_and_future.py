"""What was looked up again in November 2026 for modules 06 to 08 stands in facts, tables, keys and texts alike."""

from __future__ import annotations

import re

import pytest

from course.authoring.lint.sources import hosts
from course.content.catalog import catalog
from course.content.data import load
from course.content.source import content_root
from tests.support.tables import rows

MODULES = content_root() / "modules"


def _entry(table: str, organisation: str, feature: str) -> str:
    return str(rows(table, organisation=organisation, feature=feature)["entry"].item())


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        ("F6.24", ["based 9 kilometres away", "two days later", "regretted its inactivity"]),
        ("F6.28", ["2019", "Ref. 2023.05"]),
        ("F6.84", ["at least 30", "33 by MONUSCO", "37 crosses", "one for a soldier"]),
        ("F6.89", ["ten years for disobeying orders", "fifteen", "acquitted"]),
        ("F6.93", ["39 refugees", "fifteen minutes", "two hours"]),
        ("F6.50", ["515,000", "missing", "in detention"]),
        ("F6.51", ["Geneva and Vienna", "OHCHR"]),
        ("F6.52", ["superseded in April 2025 by Rev. 3", "Cybersecurity Framework 2.0"]),
        ("F7.2", ["decision of its Assembly", "Peace and Security Council recommends"]),
        ("F7.25", ["1,100", "about 1,600", "about 3,500"]),
        ("F7.48", ["5 January 2021"]),
        ("F7.56", ["protocol of 10 December 2010", "19 December 2012"]),
        ("F7.59", ["two thirds"]),
        ("F7.77", ["18 December 2009"]),
        ("F7.80", ["17 December 2015", "31 January 2016", "5,000"]),
        ("F7.81", ["19 November 1992", "disputed"]),
        ("F8.36", ["45 civilian", "60 police", "15 military", "S/RES/1599"]),
    ],
)
def test_facts_hold_what_the_originals_say(fact: str, values: list[str]) -> None:
    """Does the fact give the value that was found in the original, or in the best copy that could be read?"""
    claim = catalog().facts[fact].claim
    assert [value for value in values if value not in claim] == []


@pytest.mark.parametrize(
    ("table", "organisation", "feature", "words"),
    [
        ("regional_contrasts", "CSTO", "trigger", "since 19 December 2012"),
        ("regional_contrasts", "ECOWAS", "decision rule", "two thirds"),
        ("regional_features", "AU", "trigger", "in force since 18 December 2009"),
        ("regional_features", "AU", "who decides on force", "it recommends and the Assembly decides"),
        ("regional_features", "AU", "non-interference", "declined in January 2016"),
    ],
)
def test_cells_of_the_frame_cite_the_law_as_it_stands(table: str, organisation: str, feature: str, words: str) -> None:
    """Does each cell that was out of date say what is in force?"""
    assert words in _entry(table, organisation, feature)


def test_peacekeepers_were_nine_kilometres_from_mutarule() -> None:
    """Does the table of cases keep the distance that Human Rights Watch gives?"""
    assert "9 km" in rows("information_cases", case="Mutarule")["known"].item()


@pytest.mark.parametrize("table", sorted(path.stem for path in (content_root() / "data").glob("*.csv")))
def test_no_row_of_a_table_leads_to_a_refused_site(table: str) -> None:
    """Do the sources of the tables keep to the list that references.bib keeps to?"""
    rows_of_it = load(table)
    sources = rows_of_it["source"].dropna().astype(str).unique() if "source" in rows_of_it else []
    refused = hosts(content_root()).refused
    assert [source for source in sources if any(host in source for host in refused)] == []


def _key(item_id: str) -> list[str]:
    """The texts of the right options."""
    item = catalog().items[item_id]
    return [option.text for option in item.options if option.correct]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("m6-q51", ["each one's own choice"]),
        ("m7-q09", ["African Union's plan was set aside"]),
        ("m7-q53", ["35 deaths", "conspiracy"]),
        ("m7-q56", ["joint command"]),
        ("m7-q59", ["leaders still decide"]),
        ("m8-q08", ["54 to 65", "refusing hosts"]),
    ],
)
def test_contestable_keys_are_what_the_sources_say(item: str, words: list[str]) -> None:
    """Does each key that an expert had doubted say what the source says, one right option for each part?"""
    key = _key(item)
    assert len(key) == len(words)
    assert [part for part in words if not any(part in text for text in key)] == []


def test_the_order_of_a_design_is_that_of_the_page_in_the_lesson() -> None:
    """Does the key of m8-q23 run as the rows of 8B's page do, from the people to the exit?"""
    lesson = (MODULES / "08-future/8B-strengthening-a-partnership.md").read_text(encoding="utf-8")
    page = re.findall(r"^\| (\w[\w ]*) \|", lesson[lesson.index("| Part | Bad | Better |") :], re.MULTILINE)[1:]
    words = ["people for whom", "objective", "if, then", "indicators", "budget", "exit"]
    item = catalog().items["m8-q23"]
    texts = {option.id: option.text for option in item.options}
    assert [part.lower() for part in page] == ["for whom", "objective", "theory", "indicators", "budget", "exit"]
    assert [word in texts[letter] for letter, word in zip(item.answer, words, strict=True)] == [True] * 6


@pytest.mark.parametrize(
    ("item", "numbers", "answer"),
    [
        ("m6-q64", ["30 %", "300", "50 raids", "5 of them"], 30 - 100 * (50 - 5) / 300),
        ("m7-q29", ["64 million", "320 million"], 320 - 0.75 * 320 - 64),
        ("m7-q30", ["156 million"], 156 / 0.75),
        ("m7-q38", ["3,000 of 15,000", "coalition of 3,000"], 100 * 3000 / 12000 - 100 * 3000 / 15000),
        ("m7-q68", ["70 %", "80 %", "90 %"], 100 * (0.8 * 0.9 + 0.2 * 0.1) - 70),
        ("m8-q29", ["300", "540", "2019", "2024", "2026"], (2026 - 2024) * (540 - 300) / (2024 - 2019)),
        ("m8-q31", ["7,000", "5,600"], 100 * (7000 - 5600) / 5600),
    ],
)
def test_new_numeric_keys_follow_from_their_stems(item: str, numbers: list[str], answer: float) -> None:
    """Is the key what the numbers of the stem give?"""
    asked = catalog().items[item]
    assert [number for number in numbers if number not in asked.stem] == []
    assert asked.answer == pytest.approx(answer)


@pytest.mark.parametrize(
    "words",
    [
        "75 advisers",
        "never published how many",
        "Unified Military Command since November",
        "nine members decide by majority",
        "nine members can decide by majority",
        "Liberia 1990 broke article 53",
        "people looking for relatives",
        "has lost its base",
    ],
)
def test_what_was_found_wrong_stands_in_no_text(words: str) -> None:
    """Has a sentence that was found wrong gone from lessons, items, facts, scenarios, notes for teachers and glossary?"""
    texts = [path for kind in ("md", "yml") for path in MODULES.rglob(f"*.{kind}")]
    assert [path.name for path in texts if words in path.read_text(encoding="utf-8")] == []


def test_collective_defence_is_not_only_natos() -> None:
    """Does the glossary name treaties that owe more than the action each ally deems necessary?"""
    meaning = next(term.meaning for term in catalog().glossary if term.id == "collective-defence")
    assert "NATO" in meaning and "deems necessary" in meaning
    assert "42(7)" in meaning and "Brussels" in meaning


def test_consent_is_a_base_of_peacekeeping_and_no_limit_of_chapter_vii() -> None:
    """Does the glossary keep practice and law apart?"""
    meaning = next(term.meaning for term in catalog().glossary if term.id == "consent")
    assert "Peacekeeping rests on it" in meaning
    assert "under chapter VII does not end with it" in meaning
