"""quiz(), answer(), ledger() and the ticks, from the Python side: text, record and what the page is given."""

from __future__ import annotations

import base64
import datetime
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest

from course.content.catalog import VERDICTS, Claim, Objective
from course.content.items import Item, Option
from course.content.scoring import score
from course.errors import UnknownNameError
from course.learning.ledger.ledger import Ledger, judge, ledger
from course.learning.progress.objectives import Ticks, find_lesson
from course.learning.quiz import quiz as quiz_module
from course.learning.quiz.quiz import answer, quiz
from course.learning.quiz.text import item_text
from course.learning.quiz.widget import Quiz, items_for_browser
from course.learning.record.store import Record
from course.learning.ui.fallback import ViewWidget
from course.learning.ui.view import MIME, not_kept
from tests.support.browser import ROOT
from tests.support.quiz_items import ITEMS, MATCH, MULTIPLE, NUMERIC, ORDER, SINGLE

RIGHT = {
    "single": "b",
    "multiple": ["b", "d"],
    "numeric": 45.3,
    "order": ["c", "e", "b", "d", "a"],
    "match": {"1": "b", "2": "c", "3": "a"},
}
CLAIMS = (
    Claim(
        id="c01",
        text="Partnerships began with the World Wars.",
        taught_in="01",
        verdict="wrong",
        why="the Concert came first",
    ),
    Claim(id="c02", text="Training makes armies democratic.", taught_in="02", verdict="contested", why="mixed"),
)
GOALS = (
    Objective(id="1.1", text="Order milestones.", bloom="Rem"),
    Objective(id="1.2", text="Tell apart.", bloom="Und"),
)


@pytest.fixture
def record(record: Record) -> Record:
    """A record whose seed is drawn, so that options are shuffled as for a learner."""
    record.start()
    return record


@pytest.fixture
def here(record: Record, monkeypatch: pytest.MonkeyPatch) -> Record:
    """A course whose bank holds the small test items, and a record that quiz() and answer() find."""
    known = {item.id: item for item in ITEMS}

    def find(item_id: str) -> Item:
        if item_id not in known:
            raise UnknownNameError("quiz item", item_id, known)
        return known[item_id]

    monkeypatch.setattr("course.content.catalog.find_item", find)
    monkeypatch.setattr("course.learning.record.store.open_record", lambda: record)
    return record


def lines(record: Record) -> list[dict[str, Any]]:
    assert record.path is not None
    entries = [json.loads(line) for line in record.path.read_text(encoding="utf-8").splitlines()]
    return [entry for entry in entries if not entry["verb"]["id"].endswith("initialized")]


def shown_to_browser(widget: Quiz) -> list[dict[str, Any]]:
    return json.loads(base64.b64decode(widget.data()["bank"]))


def deliver(view: Any, **message: Any) -> str:
    """Hand the view's widget a message as the page sends it; returns what it replies."""
    replies: list[Any] = []
    widget = ViewWidget(view)
    widget.send = lambda content, buffers=None: replies.append(content)
    widget._receive(widget, {"receipt": "r-1", "message": message}, [])
    (reply,) = replies
    assert reply["receipt"] == "r-1"
    assert reply["said"] or widget.state == view.shown_state(), "the page is told the state that the record now holds"
    return reply["said"]


def answered(item: Item, response: Any, **more: Any) -> dict[str, Any]:
    return {"kind": "answered", "item": item.id, "response": response, "certainty": None, "number": 1, **more}


# What stands in the notebook ---------------------------------------------------------------------


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_plain_text_says_the_item_and_how_to_answer_it(item: Item) -> None:
    """Stem, every option with its id, the call to type; no key and no feedback."""
    text = item_text(item)
    assert text.startswith(f"{item.id}. {item.stem}\n")
    assert f'answer("{item.id}", ' in text
    for option in getattr(item, "options", ()):
        assert f"  {option.id}  {option.text}\n" in text
        assert option.feedback not in text
    assert "correct" not in text.lower()


def test_the_typed_line_runs_anywhere_and_is_the_same_whatever_the_key_is(here: Record) -> None:
    """Does the line run in an empty notebook as it is, say what to write, and give away nothing?"""
    turned = tuple(attrs.evolve(option, correct=option.id == "a") for option in SINGLE.options)
    assert item_text(attrs.evolve(SINGLE, options=turned)) == item_text(SINGLE)
    for item in ITEMS:
        (call,) = re.findall(r"(?:from course import answer; )answer\(.*\)", item_text(item))
        names: dict[str, Any] = {}
        exec(f"said = None\n{call.replace('; answer(', '; said = answer(')}", names)
        assert names["said"].title == "Not counted as an attempt"
    assert here.state().items == {}


@pytest.mark.parametrize("page_draws", [True, False])
def test_cell_output_is_stable(record: Record, page_draws: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two views of the same items give the same output, no object address in it, and a widget only where it is needed."""
    monkeypatch.setenv("COURSE_PAGE_DRAWS_VIEWS", "1" if page_draws else "")
    first, second = Quiz(ITEMS, record), Quiz(ITEMS, record)
    data, metadata = first._repr_mimebundle_()
    plain = {MIME, "text/html", "text/plain"}
    assert set(data) == (plain if page_draws else plain | {"application/vnd.jupyter.widget-view+json"})
    assert metadata == {}
    again = second._repr_mimebundle_()[0]
    assert {name: data[name] for name in plain} == {name: again[name] for name in plain}
    assert data["text/plain"] == repr(first) == str(first)
    assert " at 0x" not in json.dumps(data)
    deliver(first, **answered(NUMERIC, 45.3))
    assert repr(first) == repr(second) == repr(Quiz(ITEMS, record))


def test_two_outputs_of_one_view_share_a_widget(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do both outputs follow each other where only widgets can draw?"""
    monkeypatch.setenv("COURSE_PAGE_DRAWS_VIEWS", "")
    view = Quiz(ITEMS, record)
    name = "application/vnd.jupyter.widget-view+json"
    assert view._repr_mimebundle_()[0][name] == view._repr_mimebundle_()[0][name]


def test_the_readable_fallback_is_whole_and_has_no_markup_of_its_own(record: Record) -> None:
    """Can an output be read in a page without any script, and does text of an item stay text?"""
    page = Quiz(ITEMS, record).bundle()["text/html"]
    assert "&lt;script&gt;" in page and "<script>" not in page
    for item in ITEMS:
        assert f"{item.id}. " in page


# What the page is given --------------------------------------------------------------------------


def test_options_are_shuffled_by_seed_and_item_alone() -> None:
    """The same learner sees the same order tomorrow; another learner sees another."""
    orders = {seed: [entry.get("shown") for entry in items_for_browser(ITEMS, seed)] for seed in range(30)}
    assert items_for_browser(ITEMS, 7) == items_for_browser(list(ITEMS), 7)
    for place, item in enumerate(ITEMS):
        if item is NUMERIC:
            continue
        seen = [tuple(order[place]) for order in orders.values()]
        assert all(sorted(ids) == sorted(option.id for option in item.options) for ids in seen)  # type: ignore[attr-defined]
        assert len(set(seen)) > 3
    targets = {tuple(items_for_browser([MATCH], seed)[0]["shown_targets"]) for seed in range(30)}
    assert len(targets) > 3 and all(sorted(shown) == ["a", "b", "c"] for shown in targets)


def test_key_and_feedback_are_not_readable_at_a_glance(record: Record) -> None:
    """Nothing of the key stands in clear in what a saved notebook would hold."""
    widget = Quiz(ITEMS, record)
    state = json.dumps(widget.bundle())
    assert "drops the blanks" not in state and "correct" not in state and "45.3" not in state
    assert [entry["id"] for entry in shown_to_browser(widget)] == [item.id for item in ITEMS]
    assert all("objective" not in entry and "facts" not in entry for entry in shown_to_browser(widget))


def test_import_stays_light() -> None:
    """`from course import load, quiz` leaves the widget, YAML and the items for later."""
    code = "import sys; from course import load, quiz; print(*sorted(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(found.stdout.split())
    assert not loaded & {
        "anywidget",
        "course.learning.ui.fallback",
        "ipywidgets",
        "ruamel.yaml",
        "matplotlib.pyplot",
        "course.content.items",
    }


# What the page sends back ------------------------------------------------------------------------


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_a_response_is_scored_here_and_kept_by_option_id(record: Record, item: Item) -> None:
    """Python scores anew: what the page says of right or wrong does not count."""
    widget = Quiz(ITEMS, record)
    assert deliver(widget, **answered(item, RIGHT[item.kind], correct=False, score=0)) == ""
    (entry,) = lines(record)
    assert entry["object"]["id"] == f"course:item/{item.id}"
    assert entry["result"]["success"] is True and entry["result"]["score"] == {"scaled": 1.0}
    assert record.state().items[item.id].last.response == RIGHT[item.kind]
    assert widget.answers[item.id]["response"] == RIGHT[item.kind]


@pytest.mark.parametrize(
    "message",
    [
        answered(NUMERIC, "many"),
        answered(SINGLE, "zz"),
        answered(SINGLE, "b", certainty=9),
        answered(SINGLE, {"a": 1}),
        {"kind": "answered", "item": "m9-q99", "response": "a", "certainty": None, "number": 1},
        {"kind": "answered"},
    ],
)
def test_nonsense_from_the_page_is_refused_and_not_kept(record: Record, message: dict[str, Any]) -> None:
    assert deliver(Quiz(ITEMS, record), **message).startswith("Not saved: ")
    assert lines(record) == []


def test_nothing_is_called_saved_that_is_not(tmp_path: Path) -> None:
    """Without a file, or with one that cannot be written, the reply says so."""
    assert "gone when the kernel stops" in deliver(Quiz(ITEMS, Record(None)), **answered(NUMERIC, 1))
    blocked = Record(tmp_path / "no" / "such" / "folder" / "record.jsonl")
    widget = Quiz(ITEMS, blocked)
    with pytest.warns(UserWarning, match="not kept"):
        said = deliver(widget, **answered(NUMERIC, 1))
    assert said == blocked.notice and "Your answers are not kept" in said
    assert not_kept(Record(tmp_path / "record.jsonl")) == ""


def test_the_last_answer_comes_back_with_its_history(record: Record) -> None:
    """A new widget shows the last answer, the number of attempts and how the first one went."""
    for response, certainty in (("a", 3), ("b", 2)):
        record.answered(SINGLE.id, response, score(SINGLE, response, certainty), certainty)
    today = datetime.datetime.now().astimezone()
    known = Quiz(ITEMS, record).answers
    note = f"You answered this on {today.day} {today:%b}, attempt 2; first attempt not right."
    assert known == {SINGLE.id: {"response": "b", "certainty": 2, "number": 2, "note": note}}
    record.answered(MATCH.id, RIGHT["match"], score(MATCH, RIGHT["match"]), None)
    note = f"You answered this on {today.day} {today:%b}; first attempt right."
    assert Quiz([MATCH], record).answers[MATCH.id]["note"] == note


def test_an_answer_to_an_item_that_has_changed_is_not_shown(record: Record) -> None:
    record.answered(SINGLE.id, "c", score(SINGLE, "c"), None)
    fewer = attrs.evolve(SINGLE, options=(*SINGLE.options[:2], Option(id="d", text="new", feedback="f")))
    assert Quiz([fewer], record).answers == {}


def test_option_ids_that_look_like_numbers_come_back(record: Record) -> None:
    """JSON in the record would turn the id "1" into a number."""
    numbered = attrs.evolve(SINGLE, options=tuple(attrs.evolve(o, id=str(n)) for n, o in enumerate(SINGLE.options)))
    record.answered(numbered.id, "1", score(numbered, "1"), None)
    assert Quiz([numbered], record).answers[numbered.id]["response"] == "1"


# quiz() and answer() -----------------------------------------------------------------------------


def test_quiz_shows_each_item_once(here: Record) -> None:
    widget = quiz(SINGLE.id, NUMERIC.id, SINGLE.id)
    assert isinstance(widget, Quiz)
    assert [entry["id"] for entry in shown_to_browser(widget)] == [SINGLE.id, NUMERIC.id]


def test_quiz_with_a_wrong_name_says_what_is_near(here: Record) -> None:
    assert "There is no quiz item 'm1-q9'. Did you mean 'm1-q9" in str(quiz("m1-q9"))
    assert "Name at least one" in str(quiz())
    assert "There is no quiz item 'm1-q96'" in str(answer("m1-q96", "b"))


@pytest.mark.parametrize(
    ("item", "response", "text"),
    [
        (SINGLE, "b", "✓ Right. The blank group is kept and counted."),
        (MULTIPLE, "a b", "✗ 1 of 2 right. Clear the error outputs: This hides a fault and mends nothing."),
        (NUMERIC, "53,6 %", "✗ Not this number. You left out Sweden and the Netherlands."),
        (ORDER, "c > e > b > d > a", "✓ Right. Concert of Europe: It began with the treaties of 1815."),
        (MATCH, "1b 2c 3a", "✓ Right. A mutual-defence exercise: Allies practise"),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_answering_by_typing(here: Record, item: Item, response: str, text: str) -> None:
    """The same feedback as the widget's, and the same line in the record."""
    outcome = answer(item.id, response)
    assert repr(outcome).startswith(text)
    assert repr(outcome) == repr(answer(item.id, response))
    assert [entry["object"]["id"] for entry in lines(here)] == [f"course:item/{item.id}"] * 2
    assert "<script>" not in outcome._repr_html_()


def test_certainty_by_typing(here: Record) -> None:
    assert "Certainty mark: +2." in str(answer(SINGLE.id, "b", certainty=2))
    assert "Certainty mark: -6." in str(answer(SINGLE.id, "a", certainty=3))
    assert "Certainty mark: 0." in str(answer(SINGLE.id, "a", certainty=1))
    assert [entry["result"]["extensions"]["course:mark"] for entry in lines(here)] == [2, -6, 0]


@pytest.mark.parametrize(
    ("item", "response", "certainty", "says"),
    [
        (SINGLE, "z", None, "'z' is not an option of m1-q91. The options are a, b, c."),
        (MULTIPLE, "a", None, "Choose 2 options; you chose 1."),
        (NUMERIC, "many", None, "'many' is not a number. Write digits only, for example 1234.5."),
        (ORDER, "a b", None, "Give each of a, b, c, d, e one place, first to last."),
        (
            MATCH,
            "1b",
            None,
            "Pair each of 1, 2, 3 with one of a, b, c, written as '1? 2? 3?', a letter in place of each ?.",
        ),
        (SINGLE, 5, None, "5 is not an answer."),
        (SINGLE, "b", 7, "Certainty is 1, 2 or 3, not 7."),
    ],
    ids=str,
)
def test_what_cannot_be_read_is_a_message_and_no_attempt(
    here: Record, item: Item, response: Any, certainty: int | None, says: str
) -> None:
    outcome = answer(item.id, response, certainty)
    assert str(outcome).startswith("→ Not counted as an attempt. ")
    assert says in str(outcome)
    assert lines(here) == []


def test_answer_says_when_nothing_is_kept(here: Record) -> None:
    here.notice = "Your answers are not kept here."
    assert str(answer(NUMERIC.id, 45.3)).endswith("Your answers are not kept here.")


# Ledger and ticks --------------------------------------------------------------------------------


def test_ledger_keeps_and_restores_the_last_verdict(record: Record) -> None:
    widget = Ledger(CLAIMS, record)
    assert deliver(widget, kind="judged", claim="c01", verdict="supported", certainty=None) == ""
    assert deliver(widget, kind="judged", claim="c01", verdict="wrong", certainty=3) == ""
    assert [mark.verdict for mark in record.state().claims["c01"]] == ["supported", "wrong"]
    assert Ledger(CLAIMS, record).judgements == {"c01": {"verdict": "wrong", "certainty": 3, "evidence": ""}}
    assert repr(widget) == repr(Ledger(CLAIMS, record))


def test_ledger_does_not_give_the_courses_verdict_away(record: Record) -> None:
    widget = Ledger(CLAIMS, record)
    shown = {"id": "c01", "text": CLAIMS[0].text, "taught_in": "01", "history": "", "course": ""}
    assert widget.claims[0] == shown
    assert CLAIMS[0].why not in json.dumps(widget.bundle())
    assert "c02  Training makes armies democratic. (taught in module 02)" in repr(widget)


def test_the_courses_verdict_comes_only_after_the_module_and_a_mark(record: Record) -> None:
    """Is the verdict kept back in module 01, and for an unmarked claim, and shown from module 02 on?"""
    judge(record, CLAIMS, "c01", "supported", 3, evidence="my schoolbook", here="01")
    assert Ledger(CLAIMS, record, "01").claims[0]["course"] == ""
    judge(record, CLAIMS, "c01", "wrong", None, here="02")
    view = Ledger(CLAIMS, record, "02")
    assert view.claims[0]["course"].startswith(f"The course says: {CLAIMS[0].verdict}. {CLAIMS[0].why}")
    assert view.claims[0]["history"] == "module 01: supported, C3 [my schoolbook] → module 02: wrong"
    assert view.claims[1]["course"] == ""
    assert view.state()["said"] == {"c01": {name: view.claims[0][name] for name in ("history", "course")}}


def test_the_courses_verdict_comes_when_the_modules_work_is_done(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the last lesson of the module itself, does finishing everything reveal the verdict?"""
    judge(record, CLAIMS, "c01", "wrong", 2, here="01")
    monkeypatch.setattr("course.learning.ledger.ledger.finished_modules", lambda state: {"01"})
    assert Ledger(CLAIMS, record, "01").claims[0]["course"] != ""


@pytest.mark.parametrize(
    "message",
    [
        {"claim": "c09", "verdict": "wrong", "certainty": None},
        {"claim": "c01", "verdict": "false", "certainty": None},
        {"claim": "c01", "verdict": "wrong", "certainty": 4},
        {"claim": "c01", "verdict": "wrong", "certainty": 1, "evidence": "x" * 501},
        {"claim": "c01"},
    ],
)
def test_ledger_refuses_nonsense(record: Record, message: dict[str, Any]) -> None:
    assert deliver(Ledger(CLAIMS, record), kind="judged", **message).startswith("Not saved: ")
    assert lines(record) == []


def test_a_verdict_remembers_where_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the folder of the lesson name the module, when a claim is marked by typing?"""
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.jsonl"))
    for folder in ("01-history", "elsewhere"):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        assert ledger("c01", VERDICTS[0]).title == f"c01 marked {VERDICTS[0]}"
    marks = Record(tmp_path / "record.jsonl").state().claims["c01"]
    assert [mark.module for mark in marks] == ["01", ""]


def test_ticks_are_kept_and_restored(record: Record) -> None:
    widget = Ticks("1A", GOALS, record)
    assert deliver(widget, kind="ticked", objective="1.1", on=True) == ""
    assert deliver(widget, kind="ticked", objective="1.2", on=True) == ""
    assert deliver(widget, kind="ticked", objective="1.2", on=False) == ""
    assert Ticks("1A", GOALS, record).ticked == {"1.1": True, "1.2": False}
    assert deliver(widget, kind="ticked", objective="9.9", on=True).startswith("Not saved: There is no objective")
    assert deliver(widget, kind="ticked", objective="1.1", on="yes").startswith("Not saved: ")
    assert repr(widget) == "Lesson 1A: tick what you can do now\n  1.1  Order milestones.\n  1.2  Tell apart."


def test_every_lesson_of_the_course_has_its_ticks() -> None:
    from course.content.catalog import catalog

    course = catalog()
    for module in course.modules:
        for lesson in module.head.lessons:
            entry, objectives = find_lesson(course, lesson.file.partition("-")[0])
            assert entry == lesson and [objective.id for objective in objectives] == list(lesson.objectives)
    with pytest.raises(UnknownNameError, match="There is no lesson '9Z'"):
        find_lesson(course, "9Z")


def test_quiz_module_is_documented() -> None:
    """What learners call has a docstring with an example."""
    for function in (quiz_module.quiz, quiz_module.answer):
        assert ">>>" in (function.__doc__ or "")
