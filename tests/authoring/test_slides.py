"""Slides: is the whole lesson there, is a key never shown with its question, and does the page need nothing else?"""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

from course.authoring.slides import slides_page
from course.cli import app
from course.content.catalog import catalog
from course.content.run_sheet import read_run_sheet
from course.content.source import content_root
from course.errors import UnknownNameError

ROOT = content_root()
LESSONS = [
    (module.folder, entry.file, entry.file.partition("-")[0])
    for module in catalog().modules
    for entry in module.head.lessons
]
SECTION = re.compile(r"<section.*?</section>", re.DOTALL)


@pytest.fixture(scope="module")
def page() -> str:
    return slides_page("1B", catalog(), ROOT, more=True)


def sections(page: str) -> list[str]:
    return SECTION.findall(page)


@pytest.mark.parametrize(("folder", "file", "lesson"), LESSONS)
def test_every_lesson_becomes_slides(folder, file, lesson):
    """Does each lesson give one page under 3 MB that loads nothing, with each question, its answer and each task?"""
    made = slides_page(lesson, catalog(), ROOT, more=True)
    assert len(made.encode()) < 3_000_000
    assert re.findall(r'(?:src|href)="(?!data:)[^"]*"', re.sub(r'<a href="[^"]*"', "", "".join(sections(made)))) == []
    loads = r"<script[^>]+src=|<link(?![^>]+data:)[^>]*>|@import|url\([\"']?(?!data:)"
    assert re.findall(loads, made.partition("</head>")[0]) == []
    assert (
        re.findall(
            r"<(?:script|link|iframe|object)[^>]+(?:src|href|data)=",
            made.partition("<body>")[2].partition("<script>")[0],
        )
        == []
    )
    cells = json.loads((ROOT / "modules" / folder / f"{file}.ipynb").read_text(encoding="utf-8"))["cells"]
    keys = [
        output["data"]["application/vnd.military-partnerships.view+json"]["key"]
        for cell in cells
        for output in cell.get("outputs", [])
        if "application/vnd.military-partnerships.view+json" in output.get("data", {})
    ]
    items = [item for key in keys for item in key.get("items", [])]
    assert items
    assert re.findall(r">Question (m\d-q\d+)<", made) == items == re.findall(r">Answer to (m\d-q\d+)<", made)
    assert re.findall(r">Task (m\d-t\d+)<", made) == [key["task"] for key in keys if "task" in key]


def test_the_key_is_not_on_the_slide_of_the_question(page):
    """Is the feedback on the right option, on the page or for the speaker, only on the slide after the question?"""
    item = catalog().items["m1-q14"]
    (right,) = (option for option in item.options if option.correct)
    question, answer = (found for found in sections(page) if "m1-q14<" in found)
    assert right.text in question and right.text in answer
    assert right.feedback not in question and right.feedback in answer
    assert 'class="notes"' not in question and 'class="key"' not in question
    wrong = [option for option in item.options if not option.correct]
    assert [option.text in question for option in wrong] == [True] * len(wrong)


def test_the_lesson_is_there_and_its_machinery_is_not(page):
    """From the title to the question again: background, case, map, desk; and no import, ledger call or ticks?"""
    made = sections(page)
    assert "1B · Who lets them in" in made[0] and "Who has to agree" in made[0]
    assert "Module 01" in made[0] and "CC BY 4.0" in made[0] and "Military Partnerships for Peace" in made[0]
    kickers = re.findall(r'class="kicker">(.*?)<', page)
    assert {"Background", "The case", "More", "Your turn", "Code"} <= set(kickers)
    assert any("data:image/svg+xml" in found and "Sharm el-Sheikh" in found for found in made)
    headings = re.findall(r'<h2 id="slide-\d+">(.*?)</h2>', page)
    assert "On your desk" in headings
    assert "Notes" not in headings and "Words of this lesson" not in headings
    asked = next(found for found in made if "The question again" in found)
    assert "Who has to agree" in asked
    assert not re.search(r"from course import|ledger\(\)|progress\(|mastery\(|grey box|mpp-|<!--", "".join(made))


def test_without_more_the_slides_are_the_core(page):
    """Has the core's page no slide of *More*, and every other one, in the same order?"""
    told = [re.sub(r"slide-\d+", "", found) for found in sections(page)]
    core = [re.sub(r"slide-\d+", "", found) for found in sections(slides_page("1B", catalog(), ROOT))]
    assert 'class="kicker">More<' not in "".join(core)
    assert "Find the mistake" in "".join(core)
    assert len(core) < len(told) and [found for found in told if found in core] == core


def test_no_slide_is_a_wall_of_words(page):
    """Does a slide of text hold about 60 words, so that it can be read from the last row?"""
    for found in sections(page):
        shown = re.sub(r"<aside.*?</aside>|<[^>]+>", " ", found, flags=re.DOTALL)
        if '<section class="text"' in found:
            assert len(shown.split()) <= 85, shown


def test_the_speaker_sees_sources_minutes_and_usual_mistakes(page):
    """Do the notes hold the facts' sources, the run sheet's minutes, what to say, and the task's solution?"""
    notes = "".join(re.findall(r'<aside class="notes">(.*?)</aside>', page, re.DOTALL))
    assert "nationalised the Suez Canal Company" in notes and "Seen in the source" in notes
    sheet = read_run_sheet(ROOT / "modules/01-history/teaching.md", "1B")
    assert sheet.of_section("Find the mistake").startswith("10 minutes.")
    assert "10 minutes." in notes
    assert "Usual wrong answer" in notes
    assert "One solution:" in notes


def test_a_run_sheet_names_sections_of_its_own_lesson(tmp_path):
    """Are rows of another lesson left out, two sections of one row told apart, and *More* found without its word?"""
    path = tmp_path / "teaching.md"
    path.write_text(
        "| Lesson 1A | Minutes | Watch |\n| --- | --- | --- |\n| Start | 3 | Not this. |\n\n"
        "| Lesson 1B, *More* | Minutes | Watch |\n| --- | --- | --- |\n| Six bargains; dates | 15 | Groups. |\n\n"
        "| Where | Wrong answer | Say |\n| --- | --- | --- |\n| m1-q02 | defence | Read it. |\n"
    )
    sheet = read_run_sheet(path, "1B")
    assert sheet.of_section("Start") == ""
    assert sheet.of_section("More: six bargains") == sheet.of_section("Dates of old") == "15 minutes. Groups."
    assert sheet.answers == {"m1-q02": ("Usual wrong answer: defence. Say: Read it.",)}
    assert read_run_sheet(tmp_path / "none.md", "1B").answers == {}


def test_the_command_writes_the_page(tmp_path):
    """Does `course export slides 1B --output FILE` write it, and is a lesson that is not there refused with a name?"""
    target = tmp_path / "mine.html"
    done = CliRunner().invoke(app, ["export", "slides", "1B", "--output", str(target)])
    assert done.exit_code == 0, done.output
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(UnknownNameError, match="1Z"):
        slides_page("1Z", catalog(), ROOT)
