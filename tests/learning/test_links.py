"""The links that a learner follows: from the start page, the help page, the status and each lesson's end."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from course.authoring.build import with_way_on
from course.authoring.navigation import way_on
from course.content.catalog import catalog, lesson_order
from course.content.source import content_root
from course.learning.progress.overview import overview
from course.learning.record.store import Record
from course.learning.workspace.files import update

MODULES = content_root() / "modules"
LESSONS = [MODULES / folder / f"{lesson.file}.md" for folder, lesson in lesson_order(MODULES)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh workspace, as `course learn` makes it."""
    folder = tmp_path_factory.mktemp("learner") / "my-course"
    update(folder)
    return folder


def markdown_links(text: str) -> list[str]:
    """Targets of a text's links to other notebooks."""
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith(("http", "#"))]


def dead(links: list[str], page: Path) -> list[str]:
    """Those that lead nowhere from this page."""
    return [link for link in links if not (page.parent / unquote(link)).is_file()]


def test_every_link_of_the_start_page_and_the_status_leads_somewhere(workspace: Path) -> None:
    """In a fresh workspace: do the links of the map and the paths that status names exist?"""
    view = overview(Record(workspace / "record.jsonl"))
    links = [html.unescape(link) for link in re.findall(r"href='([^']+)'", view._repr_html_())]
    assert len(links) > len(LESSONS)
    assert dead(links, workspace / "start-here.ipynb") == []
    named = re.findall(r"^  open (.+)$", str(view), re.MULTILINE)
    assert named and dead(named, workspace / "start-here.ipynb") == []


@pytest.mark.parametrize("name", ["start-here", "help"])
def test_every_link_of_the_two_pages_leads_somewhere(workspace: Path, name: str) -> None:
    """Does the start page lead to the help page and back, and each other link to a notebook that is there?"""
    cells = json.loads((workspace / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    links = markdown_links("\n".join("".join(cell["source"]) for cell in cells))
    assert {"start-here": "help.ipynb", "help": "start-here.ipynb"}[name] in links
    assert dead(links, workspace / f"{name}.ipynb") == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem[:2])
def test_every_lesson_ends_with_the_way_on(workspace: Path, path: Path) -> None:
    """Does the last cell lead to the next lesson in course order, the start page and the help page, and do they exist?"""
    last = with_way_on(path).cells[-1]
    assert last.cell_type == "markdown"
    links = markdown_links(last.source)
    following = [*LESSONS[1:], Path("09-capstone/09-capstone.md")][LESSONS.index(path)]
    assert [Path(link).stem for link in links] == [following.stem, "start-here", "help"]
    assert dead(links, workspace / path.parent.name / f"{path.stem}.ipynb") == []


def test_only_a_lesson_has_a_way_on(tmp_path: Path) -> None:
    """Is nothing added to the start page, to the help page, or to a text outside the course?"""
    assert [way_on(path) for path in (MODULES / "start-here.md", MODULES / "help.md", tmp_path / "x.md")] == [
        "",
        "",
        "",
    ]


def test_a_lesson_with_another_name_is_still_found(tmp_path: Path) -> None:
    """When the learner renamed a lesson, does the map lead to it under its new name?"""
    folder = tmp_path / "my-course"
    update(folder)
    lesson = folder / LESSONS[2].parent.name / f"{LESSONS[2].stem}.ipynb"
    lesson.rename(lesson.with_name("1A with my notes.ipynb"))
    page = overview(Record(folder / "record.jsonl"))._repr_html_()
    links = [html.unescape(link) for link in re.findall(r"href='([^']+)'", page)]
    assert "01-history/1A%20with%20my%20notes.ipynb" in links
    assert dead(links, folder / "start-here.ipynb") == []


def test_the_help_page_can_be_read_in_five_minutes_and_names_what_it_promises() -> None:
    """Has it 500 to 700 words, and a section for each question that a learner in trouble has?"""
    text = (MODULES / "help.md").read_text(encoding="utf-8").split("---", 2)[2]
    assert 500 <= len(text.split()) <= 700
    heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
    for word in ("kernel", "red text", "start again", "lesson back", "saved", "ask"):
        assert any(word in head for head in heads), word
    assert catalog().modules
