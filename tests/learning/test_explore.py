"""Explorers: what a learner is shown, how much of it lies in the notebook, and what a slip in a name leads to."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pandas as pd
import pytest

from course import charts, explore
from course.charts.figure import Figure
from course.content.catalog import catalog
from course.content.explorers import Explorer, explorer, module_explorers
from course.content.source import content_root
from course.content.tasks import find_task
from course.errors import ContentError, ResponseError
from course.learning.lab.card import Card
from course.learning.lab.explore import AHEAD, Explore, plain_result
from course.learning.record.store import Record
from course.learning.ui.message import Message
from course.learning.ui.view import MIME
from tests.support import ROOT

ROOTS = [ROOT / "modules" / module.folder for module in catalog().modules]
TASK = find_task("m1-t6")


@explorer("m1-e98", first=["Ghana", "Peru"], second=range(10_000, 40_000, 10_000))
def little(first: str, second: int) -> pd.DataFrame:
    """Who sent how many."""
    return pd.DataFrame({"country_name": [first], "troops": [second], "until": [None]})


def test_every_result_is_there_once_and_in_the_order_of_the_choices() -> None:
    """Does the page find the result of each choice, with readable headings and no NaN?"""
    data = Explore(little, Record(None)).data()
    assert [control["label"] for control in data["controls"]] == ["First", "Second"]
    assert data["controls"][1] == {"label": "Second", "options": ["10,000", "20,000", "30,000"], "slider": True}
    tables = [data["results"][int(place)]["table"] for place in data["shown"].split()]
    assert tables[0].splitlines() == ["country name\ttroops\tuntil", "Ghana\t10,000\t–"]
    assert [table.splitlines()[1].split("\t")[:2] for table in tables[3:5]] == [["Peru", "10,000"], ["Peru", "20,000"]]
    assert "no entry" in data["results"][0]["note"]


def test_the_same_result_is_kept_once() -> None:
    """When many settings of a slider show the same, does it lie in the notebook once?"""

    @explorer("m1-e97", number=range(100))
    def halves(number: int) -> pd.DataFrame:
        """Above or below."""
        return pd.DataFrame({"half": ["low" if number < 50 else "high"]})

    data = Explore(halves, Record(None)).data()
    assert [result["table"] for result in data["results"]] == ["half\nlow", "half\nhigh"]
    assert data["shown"].split() == ["0"] * 50 + ["1"] * 50


@pytest.mark.parametrize("width", [200, AHEAD])
def test_what_is_too_much_is_asked_for(width: int) -> None:
    """Do many or large results stay out of the notebook, all but the first, and does the state give any of them?"""

    @explorer("m1-e96", number=range(1000 if width == 200 else 3))
    def wide(number: int) -> pd.DataFrame:
        """Many words."""
        return pd.DataFrame({"words": [f"{number} " + "x" * width]})

    data = Explore(wide, Record(None)).data()
    assert len(data["results"]) == 1 and "shown" not in data
    state = Explore(wide, Record(None), [2]).state()
    assert state["choice"] == [2] and state["result"]["table"].startswith("words\n2 ")


def test_a_page_that_has_only_the_kernel_asks_by_a_message() -> None:
    """Does a message with a choice lead to a state that holds its result, and one without sense to words?"""
    view = Explore(little, Record(None))
    assert view.state() == {}
    view.receive({"kind": "chosen", "choice": [1, 2]})
    assert view.state()["result"]["table"].endswith("Peru\t30,000\t–")
    assert "no choice [1, 9]" in view.receive({"kind": "chosen", "choice": [1, 9]})


@pytest.mark.parametrize("folder", ROOTS, ids=lambda path: path.name[:2])
def test_no_explorer_of_the_course_is_large(folder: Path) -> None:
    """Are the results that lie in a notebook below the limit, and are they the same in every run?"""
    for one in module_explorers(folder, content_root()):
        bundle = Explore(one, Record(None)).bundle()
        assert len(json.dumps(bundle[MIME])) < AHEAD * 1.1, one.id
        assert bundle["text/plain"].startswith(one.words)
        assert "nan" not in bundle["text/plain"].casefold().split(), one.id


def test_an_explorer_without_choices_is_one_picture() -> None:
    """Is a fixed map or chart shown as it is, with its alternative text, and does the fallback hold the picture?"""

    @explorer("m1-e95")
    def fixed() -> Figure:
        """Troops."""
        data = pd.DataFrame({"country": ["Italy"], "troops": [1300]})
        return charts.bar(data, x="country", y="troops", title="Troops", finding="Italy sent 1,300.", source="x")

    bundle = Explore(fixed, Record(None)).bundle()
    data = bundle[MIME]["data"]
    assert data["controls"] == [] and data["results"][0]["finding"] == "Italy sent 1,300."
    assert 'alt="Italy sent 1,300."' in bundle["text/html"]


def test_a_map_keeps_its_words() -> None:
    """Does an explorer of a map hold the places in its alternative text, its finding and the remark on borders?"""
    figure = charts.map_of("sinai", title="Sinai", finding="UNEF stood here from 1956 to 1967.", source="UN")
    told = figure.plain()
    assert told["alt"] == f"UNEF stood here from 1956 to 1967. {figure.alt}" and "Gaza" in told["alt"]
    assert told["finding"] == figure.finding and told["note"] == figure.note != ""


@pytest.mark.parametrize(("name", "words"), [("m1-e2x", "Did you mean 'm1-e2'"), ("", "Which explorer?"), (5, "Which")])
def test_a_slip_in_the_name_is_a_sentence(name: object, words: str) -> None:
    """Does a name that is not there lead to the nearest one, without a traceback?"""
    assert words in str(explore(name))  # type: ignore[arg-type]


def test_only_charts_and_tables_are_shown() -> None:
    """Is a value that no page could draw refused in words?"""
    with pytest.raises(ResponseError, match="a chart or a table, and not int"):
        plain_result(5)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('@explorer("m2-e1")\ndef f():\n    """X."""', "the id does not fit this module"),
        ('@explorer("m1-e1")\ndef f():\n    pass', "no docstring"),
        ('@explorer("m1-e1", b=[1, 2])\ndef f(a):\n    """X."""', "the function takes ['a']"),
        ('@explorer("m1-e1", a=[1])\ndef f(a):\n    """X."""', "offers 1 option"),
        ('@explorer("m1-e1", a=[1, "1"])\ndef f(a):\n    """X."""', "offers the same words twice"),
        ('@explorer("m1-e1")\ndef f():\n    """X."""\n@explorer("m1-e1")\ndef g():\n    """X."""', "used twice"),
        ("x = 1", "it has no explorer"),
        ("x = 1 / 0", "it does not run: ZeroDivisionError"),
    ],
)
def test_a_fault_of_the_file_is_named(tmp_path: Path, code: str, words: str) -> None:
    """Does each slip of an author lead to the file, the explorer, what is wrong and how to mend it?"""
    folder = tmp_path / "modules" / "01-x"
    folder.mkdir(parents=True)
    (folder / "explorers.py").write_text(f"from course.content.explorers import explorer\n{code}\n")
    with pytest.raises(ContentError) as caught:
        module_explorers(folder, tmp_path)
    assert words in str(caught.value) and "To mend:" in str(caught.value)


def test_a_module_without_explorers_has_none(tmp_path: Path) -> None:
    """Is a missing file no fault?"""
    assert module_explorers(tmp_path, tmp_path) == []


def test_an_explorer_is_itself_and_no_other() -> None:
    """Are two explorers of the same name told apart, so that results are never mixed up?"""
    other = Explorer(id=little.id, words=little.words, controls=little.controls, function=lambda first, second: None)
    assert other != little


# Task cards ------------------------------------------------------------------------------------------


def test_a_card_says_the_same_where_it_cannot_be_drawn() -> None:
    """Does the text of the output hold the verdict and what to type for help, and neither hint nor solution?"""
    view = Card(TASK, Record(None), Message("wrong", "Not this value yet", ("Too low.",)), "Run hint.")
    bundle = view.bundle()
    assert bundle["text/plain"] == "✗ Not this value yet. Too low. Run hint."
    whole = json.dumps(bundle)
    assert not any(json.dumps(secret)[1:-1] in whole for secret in (*TASK.hints, TASK.solution))
    given = json.loads(base64.b64decode(bundle[MIME]["data"]["help"]))
    assert given == {"hints": list(TASK.hints), "solution": TASK.solution.strip()}


def test_only_a_hint_that_exists_is_kept() -> None:
    """Is a number that no hint has refused, and a real one in the state?"""
    view = Card(TASK, Record(None))
    assert view.receive({"kind": "hinted", "number": 9}).startswith("Not saved: m1-t6 has no hint 9")
    view.receive({"kind": "hinted", "number": 2})
    assert view.state() == {"attempts": 0, "solved": False, "hints": 2}
