"""A table below a learner's cell has a caption, a heading everywhere, and no NaN; its plain text stays pandas' own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from course.charts.frame import frame_html, series_html
from course.content.data import contract, load


class Table(HTMLParser):
    """The cells of the first table of a page, row by row, and what stands around it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.scopes: list[str | None] = []
        self.tag = ""
        self.caption = self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
            self.scopes += [dict(attrs).get("scope")] if tag == "th" else []

    def handle_endtag(self, tag: str) -> None:
        self.tag = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.tag in ("th", "td"):
            self.rows[-1][-1] += data
        elif self.tag == "caption":
            self.caption += data


FRAMES = {
    "as loaded": lambda: load("un_operations"),
    "a few rows": lambda: load("pacts").head(3),
    "grouped": lambda: load("un_operations").groupby(["region", "kind"], observed=True)[["operation"]].count(),
    "a pivot with gaps": lambda: load("un_operations").pivot_table(
        index="kind", columns="region", values="name", aggfunc="count", observed=True
    ),
    "described": lambda: load("un_personnel_month").describe(),
    "on its side": lambda: load("synthetic_caveats").T,
    "no rows": lambda: load("pacts").head(0),
    "twice the same name": lambda: pd.concat([load("saar_force")["troops"]] * 2, axis=1),
    "two rows of headings": lambda: load("saar_force").groupby("country").agg({"troops": ["min", "max"]}),
}


@pytest.mark.parametrize("name", FRAMES)
def test_every_heading_has_a_name_and_a_scope(name: str) -> None:
    """Can a screen reader say for each cell which row and which column it is in?"""
    frame = FRAMES[name]()
    table = Table(frame_html(frame))
    levels = frame.index.nlevels
    assert len(table.rows[0]) == levels + len(frame.columns)
    assert all(heading.strip() for heading in table.rows[0])
    shown = len(frame) if len(frame) <= pd.get_option("display.max_rows") else pd.get_option("display.min_rows")
    assert table.scopes == ["col"] * len(table.rows[0]) + ["row"] * levels * shown
    assert table.caption


@pytest.mark.parametrize("name", FRAMES)
def test_no_cell_says_nan(name: str) -> None:
    """Is a missing value shown in one way, and is the sign explained where it stands?"""
    table = Table(frame_html(FRAMES[name]()))
    cells = [cell for row in table.rows[1:] for cell in row]
    assert not {"nan", "NaN", "<NA>", "NaT", "None", ""} & set(cells)
    assert ("missing" in table.text.replace(" ".join(cells), "")) >= ("–" in cells)


@pytest.mark.parametrize("value", [None, np.nan, pd.NA, pd.NaT])
def test_each_kind_of_missing_looks_the_same(value: object) -> None:
    """Does a learner see one sign, whichever of Python's four it is?"""
    table = Table(frame_html(pd.DataFrame({"a": pd.Series([value, "known"], dtype="object")})))
    assert [row[1] for row in table.rows[1:]] == ["–", "known"]


def test_column_names_are_those_that_are_typed_and_are_explained() -> None:
    """Does a learner see `signed_precision` as it is typed, and what it means?"""
    frame = load("pfp_signatures")
    page = frame_html(frame)
    assert Table(page).rows[0] == ["row", *frame.columns]
    meanings = {field["name"]: field["description"] for field in contract("pfp_signatures")["schema"]["fields"]}
    assert meanings["signed_precision"] in Table(page).text


def test_the_caption_names_the_table_also_after_a_filter() -> None:
    """Does the caption tell which table the rows came from, and how many they are?"""
    operations = load("un_operations")
    count = len(operations)
    assert Table(frame_html(operations)).caption == f"From un_operations: {count} rows"
    assert Table(frame_html(operations.head(1))).caption == "From un_operations: 1 row"
    assert Table(frame_html(pd.DataFrame({"a": [1, 2]}))).caption == "2 rows"
    assert Table(frame_html(load("synthetic_caveats"))).caption.startswith("SYNTHETIC. From synthetic_caveats")


def test_no_word_is_cut() -> None:
    """Is a text shown to its end, however long?"""
    pacts = load("pacts")
    longest = max(pacts["note"], key=len)
    assert len(longest) > pd.get_option("display.max_colwidth")
    assert longest in Table(frame_html(pacts)).text


def test_numbers_have_no_commas_and_as_few_decimals_as_show_them() -> None:
    """Can a number be copied into code, and does a column keep one form?"""
    frame = pd.DataFrame({"people": [161509, 5], "share": [45.317, 0.5], "tiny": [0.00001, 1.0], "whole": [1e6, 2.0]})
    columns = list(zip(*Table(frame_html(frame)).rows, strict=True))
    assert columns[1] == ("people", "161509", "5")
    assert columns[2] == ("share", "45.317", "0.500")
    assert columns[3] == ("tiny", "1e-05", "1")
    assert columns[4] == ("whole", "1000000.0", "2.0")


def test_a_long_table_shows_both_ends_and_says_so() -> None:
    """Does a table of hundreds of rows stay short, and tell how many it leaves out?"""
    months = load("un_personnel_month")
    table = Table(frame_html(months))
    first, last = months["month"].iloc[[0, -1]].dt.strftime("%Y-%m-%d")
    assert table.rows[1][1] == first and table.rows[-1][1] == last
    assert ["… 326 more rows …"] in table.rows and len(table.rows) == 12
    with pd.option_context("display.max_rows", None):
        assert len(Table(frame_html(months)).rows) == len(months) + 1


def test_a_column_shows_its_index_and_its_name() -> None:
    """Is a Series a table of two columns with headings?"""
    troops = load("saar_force").set_index("country")["troops"]
    table = Table(series_html(troops))
    assert table.rows[0] == ["country", "troops"]
    assert len(table.rows) == len(troops) + 1
    assert Table(series_html(troops.rename(None))).rows[0] == ["country", "value"]


def test_text_from_data_cannot_break_the_page() -> None:
    """Is a tag in a cell, a name or an index shown as text?"""
    frame = pd.DataFrame({"<b>": ["<script>"]}, index=pd.Index(["<i>"], name="<u>"))
    frame.columns.name = "<s>"
    assert not re.search(r"<(b|script|i|u|s)>", frame_html(frame))


def in_a_notebook(cell: str) -> dict[str, str]:
    """What a cell shows in a fresh shell: its kinds of output."""
    code = (
        "import json, sys; from IPython.core.interactiveshell import InteractiveShell; "
        "shell = InteractiveShell.instance(); display = shell.display_formatter; "
        "display.active_types = display.format_types; value = shell.run_cell(sys.argv[1]).result; "
        "print(json.dumps(display.format(value)[0]))"
    )
    done = subprocess.run([sys.executable, "-c", code, cell], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("kind", ["load('pacts')", "load('pacts')['ended']"])
def test_a_notebook_that_imports_the_course_shows_tables_so(kind: str) -> None:
    """Is the new form there without a word in the lesson, and is the plain text still pandas' own?"""
    shown = in_a_notebook(f"from course import load\n{kind}")
    assert "<caption" in shown["text/html"] and "NaT" not in Table(shown["text/html"]).rows[4]
    assert shown["text/plain"] == repr(eval(kind, {"load": load}))


def test_a_notebook_without_the_course_is_left_alone() -> None:
    """Is pandas' own form untouched for somebody who does not import the course?"""
    shown = in_a_notebook("import pandas\npandas.DataFrame({'a': [1]})")
    assert "<caption" not in shown["text/html"]


def test_importing_the_course_does_not_load_the_tables_form() -> None:
    """Does the new form cost nothing until a table is shown?"""
    code = (
        "import sys; from IPython.core.interactiveshell import InteractiveShell; InteractiveShell.instance(); "
        "from course import hint; assert 'course.charts.frame' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
