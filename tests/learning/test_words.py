"""Does everything that the course tells a learner to type work as written, and give no answer away?"""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import course
from course.authoring.build import read_text
from course.content.catalog import catalog
from course.content.items import Match, Numeric, Order, Single
from course.content.scoring import example_number, score
from course.content.source import content_root
from course.content.usage import course_use
from course.learning.ledger.ledger import ledger_text
from course.learning.progress.overview import overview
from course.learning.quiz.mastery import mastery
from course.learning.quiz.text import item_text
from course.learning.record.store import Record
from course.learning.scenario.play import scenario_text
from tests.support import ROOT

LESSONS = list(course_use().items())
NAMES = "|".join(sorted(set(course.__all__) - {"charts"}))
LINE = re.compile(rf"(?:from course import [\w, ]+; )?\b(?:{NAMES})\((?:[^()\n]|\([^()\n]*\))*\)")


def first_cell(folder: str, lesson: str) -> str:
    cells = read_text(content_root() / "modules" / folder / f"{lesson}.md").cells
    return next(cell.source for cell in cells if cell.cell_type == "code")


def numbers_on(page: Any) -> Iterator[tuple[str, float, float]]:
    """Name, answer and tolerance of every item and task of a lesson whose answer is one number."""
    for name in page.items:
        item = catalog().items[name]
        if isinstance(item, Numeric):
            yield name, item.answer, item.tolerance
    for module in catalog().modules:
        for task in module.tasks:
            if task.id in page.tasks:
                expected = task.expected()
                if isinstance(expected, int | float) and not isinstance(expected, bool):
                    yield task.id, float(expected), task.tolerance


@pytest.mark.parametrize("place", [place for place, _ in LESSONS], ids=lambda place: place[1][:2])
def test_no_example_is_an_answer_on_its_page(place: tuple[str, str]) -> None:
    """Is the number that shows how one is written away from each answer of the lesson's items and tasks?"""
    page = course_use()[place]
    for name in page.items:
        item = catalog().items[name]
        if isinstance(item, Numeric):
            example = float(example_number(item))
            near = [other for other, answer, slack in numbers_on(page) if abs(example - answer) <= slack]
            assert near == [], f"the example {example} of {name} answers {near}"
            assert not score(item, example).correct
            assert example not in [wrong.value for wrong in item.wrong]


def test_the_example_moves_away_from_the_answer() -> None:
    """When an item's answer is the usual example, is another one shown?"""
    import attrs

    item = next(item for item in catalog().items.values() if isinstance(item, Numeric))
    usual = float(example_number(item))
    assert example_number(attrs.evolve(item, answer=usual, wrong=())) != example_number(item)


def test_no_typed_line_holds_an_answer() -> None:
    """Over the whole bank: is what stands in the line to type never the key, nor an option that may be it?"""
    for item in catalog().items.values():
        shown = re.search(r'answer\("[^"]+", "([^"]*)"', item_text(item))
        assert shown, item.id
        if isinstance(item, Numeric):
            assert shown[1] == "NUMBER"
        else:
            assert not set(shown[1].split()) & {option.id for option in item.options}, item.id
    assert {type(item) for item in catalog().items.values()} >= {Single, Order, Match}


def used_record(path: Path) -> Record:
    """A learner who has answered and tried, long enough ago for reviews to be due."""
    record = Record(path)
    for item in [item for item in catalog().items.values() if isinstance(item, Single)][:6]:
        record.answered(item.id, item.options[0].id, score(item, item.options[0].id), None)
    text = path.read_text(encoding="utf-8")
    year = str(datetime.date.today().year)
    path.write_text(text.replace(f'"timestamp":"{year}', f'"timestamp":"{int(year) - 1}'), encoding="utf-8")
    return Record(path)


def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the start page, status, help page, messages and plain texts say, in one piece."""
    view = overview(used_record(tmp_path / "record.jsonl"))
    texts = [str(view), ledger_text(catalog().claims[:2]), mastery("00").plain_text()]
    texts += [scenario_text(module.scenario) for module in catalog().modules[:3] if module.scenario]
    kinds = {item.kind: item for item in catalog().items.values()}
    texts += [item_text(item) for item in kinds.values()]
    texts += [(ROOT / "modules" / name).read_text(encoding="utf-8") for name in ("start-here.md", "help.md")]
    task = catalog().modules[1].tasks[0]
    course.hint(task.id)
    course.solution(task.id)
    for value in ("text", "other"):
        course.check(task.id, value)
        course.hint(task.id)
    course.hint(task.id)
    course.hint(task.id)
    course.check(task.id, "a third")
    texts.append(capsys.readouterr().out)
    return "\n".join(texts)


def test_every_line_to_type_runs_after_the_first_cell_of_any_lesson(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Taken as written, after nothing but a lesson's first cell: does each line run, in every lesson?"""
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "mine.jsonl"))
    text = told(tmp_path, capsys)
    lines = sorted(set(LINE.findall(text)))
    assert any("review(" in line for line in lines), lines
    # A hint and a solution have buttons on the card; their lines are for where no card can be drawn.
    assert any("solution(" in line for line in lines) and any("restore(" in line for line in lines), lines
    monkeypatch.chdir(tmp_path)
    for (folder, lesson), _ in LESSONS:
        start: dict[str, Any] = {}
        exec(first_cell(folder, lesson), start)
        for line in lines:
            if line.startswith("check(") and ", ..." not in line:
                continue
            try:
                exec(line, dict(start))
            except NameError as error:
                pytest.fail(f"{lesson}: {line}: {error}")


def strings_of(path: Path) -> Iterator[str]:
    """Every text in a file of Python that is no docstring, with X in place of what is computed."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    typed = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "typed"
        for argument in node.args
        for part in ast.walk(argument)
    }
    for node in ast.walk(tree):
        if id(node) in docs or id(node) in typed:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_a_name_that_some_lesson_lacks_comes_with_its_import() -> None:
    """Over all texts of the learner's wing: is a call that is told either known to each lesson, or complete?"""
    imported = [
        {
            name.strip()
            for line in re.findall(r"from course import (.+)", first_cell(*place))
            for name in line.split(",")
        }
        for place, _ in LESSONS
    ]
    everywhere = set.intersection(*imported)
    assert {"check", "quiz", "ledger"} <= everywhere
    for path in sorted((ROOT / "course/learning").rglob("*.py")):
        for text in strings_of(path):
            for name in re.findall(rf"(?<![\w.])({NAMES})\([\"'X]", text):
                complete = f"from course import {name}; {name}(" in text
                assert name in everywhere or complete, f"{path.name}: {text!r} tells to type {name}(...)"


def test_rescue_sentences_name_the_first_cell() -> None:
    """Where a text tells to run a cell again, does it say that the first cell of the lesson comes before it?"""
    found = []
    for path in sorted((ROOT / "course/learning").rglob("*")):
        if path.suffix in (".js", ".py") and "built" not in path.parts:
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [line.strip() for line in lines if re.search(r"[Rr]un .*cell again", line)]
    assert found, "no such sentence is left: this test has become useless"
    assert [line for line in found if "first cell" not in line] == []


def test_no_codes_of_facts_where_learners_read() -> None:
    """Is a fact named by words, and not as F1.1, in what the learner's wing shows of claims and scenarios?"""
    from course.learning.ledger.ledger import _shown
    from course.learning.record.state import Judgement, State
    from course.learning.scenario.play import scenario

    for claim in catalog().claims:
        state = State(claims={claim.id: [Judgement("wrong", None, "00", "2026-11-27T10:00:00+00:00")]})
        assert not re.search(r"\bF\d\.\d", str(_shown(claim, state, "99")))
    for module in catalog().modules:
        if module.scenario:
            for letters in ("a", "b", "a a a a a a", "b b b b b b"):
                assert not re.search(r"\bF\d\.\d", str(scenario(module.scenario.id, letters)))
