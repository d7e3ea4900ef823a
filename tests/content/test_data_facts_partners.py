"""Facts of modules 03 to 05 that fact-checks had found wrong: the corrected values hold in tables, facts, keys and verdicts."""

from __future__ import annotations

import pandas as pd
import pytest

from course.content.catalog import catalog
from course.content.data import load
from course.content.explorers import find_explorer
from course.content.items import Item, Match, Numeric, Single
from tests.support.tables import rows


def item(name: str) -> Item:
    """The item of this id, from the bank of its module."""
    module = catalog().module(f"0{name[1]}")
    return next(found for found in module.items if found.id == name)


# --- 03: partnerships -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        pytest.param("F3.3", "93 KFOR soldiers", id="the hurt of Zvecan by KFOR's later count"),
        pytest.param("F3.5", "whole war since 2001", id="SIGAR counts the war, not ISAF"),
        pytest.param("F3.9", "official who was not named", id="who said 682 million"),
        pytest.param("F3.50", "four of them peacekeepers", id="the dead of July 2022 on both sides"),
        pytest.param("F3.54", "Rokfar Sultana", id="the commander's name"),
        pytest.param("F3.60", "1,872", id="what the data set's own page says"),
        pytest.param("F3.68", "on 31 March NATO took command", id="a coalition for twelve days"),
        pytest.param("F3.165", "twelve against it", id="the vote of Manila in 1991"),
        pytest.param("F3.169", "constitutional processes", id="the condition in the treaty of 1951"),
        pytest.param("F3.170", "if they so request", id="the condition on custody"),
        pytest.param("F4.12", "for its approval", id="the host may refuse the name"),
        pytest.param("F4.34", "United States announced", id="who announced the ceasefire of May 2025"),
        pytest.param("F4.37", "August 2025", id="the agreement of Korea after its suspension"),
        pytest.param("F4.47", "38 people were hurt", id="the hurt of Pocheon by the later count"),
        pytest.param("F4.53", "without serious danger", id="the condition of article 98"),
        pytest.param("F5.30", "Ethiopia and Bangladesh offered", id="helicopters for Darfur"),
        pytest.param("F5.33", "not under its command", id="whose soldiers the panel of 2015 wrote about"),
    ],
)
def test_a_corrected_fact_keeps_its_correction(fact: str, value: str) -> None:
    """Does the fact still hold the value or condition that an earlier version lacked?"""
    claims = {found.id: found.claim for module in catalog().modules for found in module.facts}
    assert value in claims[fact]


def test_the_ledger_calls_the_few_individuals_contested() -> None:
    """Is the sentence on a few individuals contested, since the panel of 2015 did not write of UN soldiers?"""
    verdicts = {claim.id: claim.verdict for claim in catalog().claims}
    assert (verdicts["c12"], verdicts["c37"], verdicts["c39"]) == ("contested", "wrong", "contested")


@pytest.mark.parametrize(
    ("name", "key"),
    [("m3-q35", "c"), ("m3-q36", "a"), ("m3-q116", "a"), ("m3-q62", "a"), ("m4-q15", "c"), ("m5-q13", "a")],
)
def test_the_key_of_a_corrected_single_item(name: str, key: str) -> None:
    """Is the option that the corrected facts support the one that scores?"""
    found = item(name)
    assert isinstance(found, Single)
    assert found.key == (key,)


def test_no_price_of_an_exit_is_named_that_the_exit_cannot_have_caused() -> None:
    """Does the feedback on a gradual exit say that Goma fell while the force was there?"""
    found = item("m3-q35")
    assert isinstance(found, Single)
    right = next(option for option in found.options if option.correct)
    assert "although the force was still there" in right.feedback


def test_helicopters_for_darfur_are_a_matter_of_logistics_and_some_states_offered_them() -> None:
    """Is Darfur 2009 sorted under logistics, and does the feedback name who offered?"""
    found = item("m5-q23")
    assert isinstance(found, Match)
    target = {each.id: each.text for each in found.targets}
    assert target[found.answer["a"]] == "logistics"
    darfur = next(option for option in found.options if option.id == "a")
    assert "Ethiopia and Bangladesh" in darfur.feedback


def test_every_match_of_modules_03_to_05_announces_what_is_left_over_or_used_twice() -> None:
    """Does the stem say so where the two sides of a match are unequal?"""
    for number in ("03", "04", "05"):
        for found in catalog().module(number).items:
            if isinstance(found, Match):
                assert len(found.targets) != len(found.options) or len(set(found.answer.values())) < len(found.options)
                assert "left over" in found.stem or "twice" in found.stem, found.id


# --- 04: agreements, exercises ----------------------------------------------------------------------------------


def test_tanks_are_a_trigger_of_notice_in_1986_and_2011_only() -> None:
    """Do the documents of Stockholm and Vienna count battle tanks, too, and that of Helsinki not?"""
    tanks = load("csbm_thresholds").set_index("year")["notify_from_tanks"]
    assert pd.isna(tanks[1975])
    assert (tanks[1986], tanks[2011]) == (300, 250)


def test_snap_exercises_are_exempt_from_the_days_of_notice() -> None:
    """Does the table say so for both documents that exempt them?"""
    notes = load("csbm_thresholds").set_index("year")["note"]
    assert notes.str.contains("snap exercises").to_dict() == {1975: False, 1986: True, 2011: True}


def test_the_best_text_of_the_invented_talks_is_the_one_that_scores() -> None:
    """Does m4-q72 ask for the most bad meetings that a text touches for which neither side pays more than it has?"""
    table = find_explorer("m4-e22")
    texts = [table.at(choice) for choice in table.choices()]
    touched = {text.table["number"].iloc[2] for text in texts if "both can sign" in text.finding}
    refused = {text.table["number"].iloc[2] for text in texts if "cannot sign" in text.finding}
    best = item("m4-q72")
    assert isinstance(best, Numeric)
    assert max(touched) == best.answer
    assert {slip.value for slip in best.wrong} <= (touched | refused) - {best.answer}


def test_germany_and_russia_joined_more_exercises_than_singapore() -> None:
    """Is a ranking by exercises complete down to Australia?"""
    most = load("exercises_states").nlargest(7, "exercises")
    assert most["country"].tolist() == [
        *("United States", "United Kingdom", "France", "Germany", "Russia", "Singapore", "Australia")
    ]


def test_china_and_south_africa_are_ninth_and_tenth_by_defence_agreements() -> None:
    """Is a ranking by agreements complete down to South Africa, with Spain and others before China?"""
    most = load("dca_states").nlargest(10, "agreements")["iso3"].tolist()
    assert most == ["RUS", "USA", "TUR", "UKR", "ESP", "BGR", "FRA", "GBR", "CHN", "ZAF"]


# --- 05: missions told to leave, authorised strength ------------------------------------------------------------


def test_iraq_and_somalia_stand_among_the_hosts_that_asked_a_mission_to_leave() -> None:
    """Are political missions in the table beside forces, and marked as such?"""
    table = load("consent_ended").set_index("operation")
    political = table[table["kind"] == "political mission"]
    assert set(political["host"]) == {"SDN", "SOM", "IRQ"}
    assert str(table.loc["UNAMI", "demanded"].date()) == "2024-05-08"
    assert str(table.loc["UNAMI", "left"].date()) == "2025-12-31"
    assert pd.isna(table.loc["UNSOM", "left"]), "it became UNTMIS, which was to stay two years"
    assert (table["demanded"] >= "2007-01-01").sum() == 8


def test_half_of_the_missions_that_left_had_gone_after_seven_months() -> None:
    """What is the median from demand to exit, with UNAMI counted?"""
    table = load("consent_ended")
    assert ((table["left"] - table["demanded"]).dt.days / 30.44).median() == pytest.approx(7.24, abs=0.01)


def test_the_table_of_authorised_strength_is_nobodys_article() -> None:
    """Does the table name its file, and not an article whose sample is 21 missions in Africa?"""
    table = load("un_authorised_year")
    assert table["mission"].nunique() == 62
    assert table["source"].str.contains("who counted is not stated").all()
    assert not rows("un_authorised_year", mission="UNPROFOR").empty, "a mission in Europe"
