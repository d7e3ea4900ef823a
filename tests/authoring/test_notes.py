"""What the build makes of fact marks and words: numbered notes with their sources, and meanings at first use."""

import html
import re

import attrs
import nbformat
import pytest

from course.authoring.build import with_way_on
from course.authoring.notes import add_notes
from course.authoring.words import add_words, glossary_cells
from course.content.abbreviations import Abbreviation, abbreviations
from course.content.catalog import catalog, lesson_order
from course.content.source import content_root

MODULES = content_root() / "modules"
LESSONS = [MODULES / folder / f"{lesson.file}.md" for folder, lesson in lesson_order(MODULES)]
COURSE = catalog()
FIRST, SECOND = list(COURSE.facts.values())[:2]


def cells_of(*texts):
    return [nbformat.v4.new_markdown_cell(text) for text in texts]


def noted(*texts, course=COURSE):
    return [cell.source for cell in add_notes(cells_of(*texts), course)]


def test_numbers_follow_the_text_and_a_fact_keeps_its_number():
    """Are notes numbered in order of appearance, with one note for a fact that is used twice?"""
    *texts, notes = noted(f"One. <!-- {SECOND.id} -->", f"Two. <!-- {FIRST.id} {SECOND.id} -->")
    assert [re.findall(r"</span>(\d+)</a>", text) for text in texts] == [["1"], ["2", "1"]]
    assert notes.count('class="mpp-back"') == 2


def test_a_note_says_what_since_when_who_and_how_it_was_checked():
    """Does a note name the claim, its date, the source with its link, the copy that was read, and how?"""
    source = attrs.evolve(
        COURSE.references[FIRST.ref],
        author="Doe",
        title="A Report",
        url="https://example.org/original",
        symbol="S/2020/1",
        read_in="https://example.net/copy",
        read_in_name="A Library",
    )
    fact = attrs.evolve(FIRST, claim="It cost $5 and *more*.", as_of="2024-03-01", checked="source", at="page 3")
    module = attrs.evolve(COURSE.modules[0], facts=(fact,))
    course = attrs.evolve(COURSE, modules=(module,), references={FIRST.ref: source})
    note = noted(f"A claim. <!-- {FIRST.id} -->", course=course)[-1]
    for words in (
        r"It cost \$5 and \*more\*.",
        "As of 1 March 2024",
        "Doe",
        "[A Report](https://example.org/original)",
        "S/2020/1",
        "Read in [A Library](https://example.net/copy)",
        "Seen in this copy of the source: page 3.",
    ):
        assert words in note


@pytest.mark.parametrize(("checked", "words"), [("secondary", "not in the source itself"), ("memory", "from memory")])
def test_a_note_does_not_claim_more_than_was_seen(checked, words):
    """Does the note of a fact that was not seen in its source say so?"""
    module = attrs.evolve(COURSE.modules[0], facts=(attrs.evolve(FIRST, checked=checked),))
    note = noted(f"A claim. <!-- {FIRST.id} -->", course=attrs.evolve(COURSE, modules=(module,)))[-1]
    assert words in note


def test_a_mark_after_a_table_does_not_become_part_of_it():
    """Does a mark on a line of its own stay in a paragraph of its own?"""
    text = noted(f"| a |\n| --- |\n| b |\n<!-- {FIRST.id} -->")[0]
    assert "| b |\n\n<sup>" in text


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem[:2])
def test_each_number_and_word_of_a_lesson_leads_somewhere_and_back(path):
    """In each lesson as built: has every link within the page its target, and is no fact mark left?"""
    text = "\n".join(cell.source for cell in with_way_on(path, COURSE).cells if cell.cell_type == "markdown")
    targets = re.findall(r'id="([\w-]+)"', text)
    links = re.findall(r'href="#([\w-]+)"', text)
    assert set(links) == set(targets)
    assert len(targets) == len(set(targets))
    assert "## Notes" in text
    assert not re.search(r"<!-- F\d", text)


def test_a_word_shows_its_meaning_where_it_first_stands():
    """Is the first use of a bold term and of an abbreviation marked with its meaning, and no later one?"""
    term = COURSE.glossary[0]
    short = [Abbreviation(abbr="XYZ", words='the "X" and Y of Z')]
    texts = [
        f"# XYZ\n\n`XYZ` and [XYZ](https://example.org), then XYZ and **{term.term.lower()}**s.",
        f"XYZ, **{term.term}**",
    ]
    texts[0] = texts[0].replace("**s.", "**.")
    first, second, words = [cell.source for cell in add_words(cells_of(*texts), COURSE, short)]
    titles = [html.unescape(title) for title in re.findall(r'title="([^"]+)"', first)]
    assert titles == ['the "X" and Y of Z', term.meaning]
    assert first.startswith("# XYZ\n\n`XYZ` and [XYZ](https://example.org), then <a")
    assert "<a" not in second
    assert "**XYZ**" in words and f"**{term.term}**" in words


def test_the_glossary_lists_every_term_and_abbreviation():
    """Is each term and each abbreviation of the course on the page of all words, once?"""
    text = "\n".join(glossary_cells(COURSE, abbreviations(content_root())))
    for name in [term.term for term in COURSE.glossary] + [one.abbr for one in abbreviations(content_root())]:
        assert text.count(f"- **{name}**: ") == 1, name
