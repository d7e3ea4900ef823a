"""What is left of a stranger's HTML: a browser's test is test_pages.py, this one is quick and tries far more."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.grading.viewing.exporter import SafeHTMLExporter
from course.grading.viewing.sanitizer import LARGEST, clean_html, clean_notebook
from tests.hostile import scripts

PIECES = [text for text in scripts.markdown() if text.startswith("<")]
WORDS = [
    "<",
    ">",
    '"',
    "'",
    "=",
    "/",
    "&lt;",
    "&#x3c;",
    "<!--",
    "-->",
    "<svg>",
    "<math>",
    "<style>",
    "<p title='",
    "`",
    "\x00",
    "\n",
]


class Kinds(HTMLParser):
    """Everything in a page that acts: elements, and attributes with their values."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.acting: list[Any] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "button",
            "link",
            "meta",
            "base",
            "svg",
        }:
            self.acting.append(tag)
        for name, value in attrs:
            address = (value or "").strip().lower()
            outside = address.startswith(("http", "//", "/", "javascript:")) or ".." in address
            faults = {
                "src": outside,
                "href": outside and not address.startswith(("http://", "https://", "mailto:", "#learner-")),
                "style": "position" in address or "url(" in address,
                "id": not address.startswith("learner-"),
            }
            handler = name.startswith("on") or name in {"srcdoc", "srcset", "formaction", "background", "name"}
            if handler or faults.get(name, False):
                self.acting.append((tag, name, value))


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES + WORDS), min_size=1, max_size=8).map("".join))
def test_nothing_that_acts_is_left(text: str) -> None:
    """Is there no script, handler, form, frame, foreign picture or position left of any mixture of the pieces?"""
    cleaned = clean_html(text)
    assert Kinds(cleaned).acting == []
    assert clean_html(cleaned) == cleaned


def test_a_link_leads_to_no_page_of_the_learners() -> None:
    """May a link lead to a picture or a table beside the notebook, and to no file that a browser would run?"""
    for name in ("page.html", "page.HTML", "p.svg", "p.xhtml", "p.xml", "p.pdf", "folder", "p.png.html", "p"):
        assert "href" not in clean_html(f'<a href="{name}">x</a>'), name
    for name in ("plot.png", "sub/table.csv", "notes.txt"):
        assert f'href="{name}"' in clean_html(f'<a href="{name}">x</a>'), name


@pytest.mark.parametrize(
    "address",
    [
        "../../../formgrader/?path=/srv/submitted/bob/ps1",
        "/formgrader/?path=/srv/submitted/bob/ps1",
        "%2e%2e/%2e%2e/formgrader/",
        "a/..%2f..%2fformgrader",
        "\\\\far.example\\x",
        "//far.example/x",
        "next?index=1",
        "http://127.0.0.1:8888/formgrader/?path=/srv/submitted/bob/ps1",
        "https://school.example@far.example/",
        "data:text/html,x",
        "blob:http://127.0.0.1/x",
    ],
)
def test_no_address_gives_the_server_orders(address: str) -> None:
    """Does a link or picture of a learner lead neither to the server's own addresses nor under a false name elsewhere?"""
    cleaned = clean_html(f'<a href="{address}">x</a><img src="{address}">', host="127.0.0.1")
    assert "href" not in cleaned and "src" not in cleaned
    link = nbformat.v4.new_output("display_data", data={"text/html": f'<a href="{address}">x</a>'})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=[link])])
    assert "href" not in str(clean_notebook(notebook, host="127.0.0.1"))


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 100_000,
        "<b a=1>" * 50_000,
        "<b " + "a=1 " * 100_000 + ">",
        "&" * 400_000,
        "<i>" * 150 + "<p></b>" * 100_000,
    ],
    ids=["deep", "open", "attributes", "signs", "misplaced"],
)
def test_html_made_to_last_is_shown_as_text(text: str) -> None:
    """Is HTML that a parser would take minutes for shown as plain text, cut?"""
    assert "Shown as plain text" in clean_html(text)
    assert len(clean_html(text)) < 2 * LARGEST


def test_metadata_cannot_write_into_the_page() -> None:
    """Are ids, counters, tags and names that nbgrader's templates write as they are nothing but themselves?"""
    evil = "\"><img src=x onerror=hit()><p id='"
    cell = nbformat.v4.new_code_cell("x = 1")
    cell.metadata.update({"tags": [evil], "nbgrader": {"grade": True, "grade_id": evil, "points": evil, "score": evil}})
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"title": evil, "language_info": {"name": evil}})
    page, _ = SafeHTMLExporter(template_name="classic").from_notebook_node(notebook)
    assert "onerror" not in page
    assert "<" not in clean_notebook(notebook).cells[0].metadata.nbgrader.grade_id
    cell["id"] = cell["execution_count"] = evil
    cleaned = clean_notebook(notebook).cells[0]
    assert "id" not in cleaned and cleaned.execution_count is None


def test_markdown_that_cannot_be_drawn_costs_its_cell() -> None:
    """Is a cell whose picture is missing shown as its text, where nbconvert would end the page?"""
    cells = [nbformat.v4.new_markdown_cell("![x](attachment:gone.png)"), nbformat.v4.new_markdown_cell("**after**")]
    page, _ = SafeHTMLExporter(template_name="classic").from_notebook_node(nbformat.v4.new_notebook(cells=cells))
    assert "attachment:gone.png" in page and "<strong>after</strong>" in page
