"""The rule that an abbreviation is written out where it first stands."""

import nbformat
import pytest

from course.authoring.lint.terms import abbreviation_rules
from course.content.abbreviations import Abbreviation
from course.content.catalog import catalog

KNOWN = (
    Abbreviation(abbr="UNEF", words="United Nations Emergency Force"),
    Abbreviation(abbr="UN", words="United Nations", known_after="00"),
    Abbreviation(abbr="XYO", words="Xylophone Organization"),
)


def told(*texts, module="01"):
    cells = [nbformat.v4.new_markdown_cell(text) for text in texts]
    return [f"{place}: {rule}. {mend}" for place, rule, mend in abbreviation_rules(cells, catalog(), KNOWN, module)]


@pytest.mark.parametrize(
    "text",
    [
        "The United Nations Emergency Force, UNEF for short, came. UNEF stayed.",
        "The United Nations\nEmergency Force (UNEF) came.",
        "The UN is known since module 00.",
        "Chapter VII, lesson 1B, the table `UNEF` <!-- UNEF -->, [a report](https://example.org/UNEF), and SYNTHETIC data.",
        "The Xylophone Organisation (XYO) came.",
        "A troop-contributing country (TCC) lends soldiers.",
    ],
)
def test_what_is_written_out_or_known_passes(text):
    """Does the rule leave alone what a reader can understand?"""
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("UNEF came. It was the United Nations force.", "write: United Nations Emergency Force (UNEF)"),
        ("UNEF came.\n\nIt is the United Nations Emergency Force.", "cell 1: UNEF is not written out"),
        ("The ABCDE came.", "the abbreviation ABCDE is not in abbreviations.yml"),
        ("TCCs sent them, and one TCC did not.", "TCC is not written out"),
    ],
)
def test_what_is_not_written_out_is_told(text, words):
    """Is an abbreviation without its words told, with the cell and how to mend it?"""
    assert words in "\n".join(told(text))


def test_an_abbreviation_is_told_once_and_only_where_it_first_stands():
    """Does a lesson with many uses get one message?"""
    assert len(told("UNEF.", "UNEF again. UNEF.")) == 1


def test_module_00_has_to_write_out_what_later_lessons_may_use():
    """Is UN not free before the module that teaches it is over?"""
    assert told("The UN decides.", module="00") != []
