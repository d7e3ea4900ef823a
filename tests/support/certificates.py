"""Learners and gradebooks that tests of the certificate make: whole records, with one thing wrong where it is asked for."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from pathlib import Path

from course.content.catalog import Module, catalog
from course.content.parallel_forms import forms
from course.content.passing import required_assignments
from course.content.scoring import normalise, score
from course.content.usage import course_use
from course.learning.record.store import Record
from tests.support.gradebooks import new_gradebook

TODAY = datetime.datetime.now(datetime.UTC).replace(hour=0, minute=0, second=1)


def right_answer(item):
    """The response that an item's own key makes right."""
    if item.kind in ("single", "multiple"):
        return list(item.key)
    return item.answer if item.kind != "order" else list(item.answer)


def wrong_answer(item):
    """A response that can be read and is not right."""
    if item.kind == "single":
        return next(option.id for option in item.options if not option.correct)
    if item.kind == "multiple":
        return [option.id for option in item.options if not option.correct][:1] + list(item.key)[1:]
    if item.kind == "numeric":
        return item.answer + 10 * item.tolerance + 1000
    if item.kind == "order":
        return list(reversed(item.answer)) if list(reversed(item.answer)) != list(item.answer) else None
    wrong = dict(item.answer)
    first = next(iter(wrong))
    wrong[first] = next(target.id for target in item.targets if target.id != wrong[first])
    return wrong


def answer(record: Record, item, right: bool = True, days_ago: int = 0) -> None:
    """Answer one item as the quiz does, and move the statement's time back by whole days."""
    response = right_answer(item) if right else wrong_answer(item)
    outcome = score(item, response, None)
    assert outcome.correct is right
    record.answered(item.id, normalise(item, response), outcome, None)
    if days_ago:
        lines = record.path.read_text(encoding="utf-8").splitlines()
        last = json.loads(lines[-1])
        then = datetime.datetime.fromisoformat(last["timestamp"]) - datetime.timedelta(days=days_ago)
        lines[-1] = json.dumps({**last, "timestamp": then.isoformat(timespec="milliseconds")})
        record.path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        record._cached = None


def sit(record: Record, module: Module, form: str, wrong: int = 0, days_ago: int = 0) -> None:
    """Answer every item of a form, the first `wrong` of them not right."""
    for place, item in enumerate(forms(module.items)[form]):
        answer(record, item, right=place >= wrong, days_ago=days_ago)


def work(record: Record, but: Iterable[str] = ()) -> None:
    """Answer every question and solve every task of every lesson, except those named."""
    items = catalog().items
    for use in course_use().values():
        for name in (*use.items, *use.tasks):
            if name in but:
                continue
            if name in items:
                # Wrong answers: a lesson asks for work, and an inline answer must not pass a quiz by accident.
                answer(record, items[name], right=items[name].use == "mastery")
            else:
                record.attempted(name, True)


def finished(path: Path) -> Record:
    """A record with everything that a record of completion asks for."""
    record = Record(path)
    for module in catalog().modules:
        sit(record, module, "A")
    work(record)
    return record


def gradebook(folder: Path, student: str = "ann", **changes: dict) -> Path:
    """A gradebook in which `student` has passed everything; changes: assignment name -> what differs in its cells.

    A change may hold `auto` (of 30), `memo` (of 20, None for not marked yet) or `absent`. Names have "_" for "-".
    """
    with new_gradebook(folder, "peace-partnerships") as book:
        book.add_student(student)
        book.add_student("someone-else")
        for name in required_assignments(catalog()):
            differs = changes.get(name.replace("-", "_"), {})
            book.add_assignment(name)
            book.add_notebook("work", name)
            book.add_grade_cell("task1", "work", name, max_score=30, cell_type="code")
            book.add_grade_cell("memo", "work", name, max_score=20, cell_type="markdown")
            if differs.get("absent"):
                continue
            book.add_submission(name, student)
            task = book.find_grade("task1", "work", name, student)
            task.auto_score, task.needs_manual_grade = differs.get("auto", 24.0), False
            memo = book.find_grade("memo", "work", name, student)
            memo.auto_score, memo.manual_score = None, differs.get("memo", 13.0)
            memo.needs_manual_grade = memo.manual_score is None
            book.db.commit()
    return folder
