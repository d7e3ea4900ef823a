"""From a view's kind and key, as they stand in a notebook's output, to the view itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from course.content.catalog import catalog, find_item
from course.content.explorers import find_explorer
from course.content.scenarios import find_scenario
from course.content.tasks import find_task
from course.errors import ResponseError, UnknownNameError
from course.learning.lab.card import Card
from course.learning.ledger.ledger import Ledger, module_of
from course.learning.progress.home import Home
from course.learning.progress.objectives import lesson_ticks
from course.learning.quiz.mastery import FORMS, MasteryQuiz
from course.learning.quiz.widget import Quiz
from course.learning.record.store import Record
from course.learning.scenario.play import Play
from course.learning.ui.view import View


def open_view(kind: str, key: Mapping[str, Any], record: Record, folder: Path) -> View:
    """The view that a notebook in `folder` shows, with this record behind it.

    Raises UnknownNameError for what is not in the course, and ResponseError for a key of another shape.

    >>> open_view("quiz", {"items": ["m1-q01"]}, Record(None), Path()).kind
    'quiz'
    """
    if kind not in _MAKERS:
        raise UnknownNameError("kind of view", kind, _MAKERS)
    try:
        return _MAKERS[kind](key, record, folder)
    except (KeyError, TypeError, AttributeError) as error:
        raise ResponseError(f"a view of kind {kind} has another key than {dict(key)!r}: {error}") from error


def _quiz(key: Mapping[str, Any], record: Record, _folder: Path) -> View:
    return Quiz([find_item(str(name)) for name in key["items"]], record)


def _mastery(key: Mapping[str, Any], record: Record, _folder: Path) -> View:
    if key["form"] not in FORMS:
        raise UnknownNameError("form", str(key["form"]), FORMS)
    return MasteryQuiz(catalog().module(str(key["module"])), key["form"], record)


def _ledger(_key: Mapping[str, Any], record: Record, folder: Path) -> View:
    return Ledger(catalog().claims, record, module_of(folder))


def _scenario(key: Mapping[str, Any], record: Record, _folder: Path) -> View:
    return Play(find_scenario(str(key["scenario"])), record)


def _ticks(key: Mapping[str, Any], record: Record, _folder: Path) -> View:
    return lesson_ticks(str(key["lesson"]), record)


def _plan(key: Mapping[str, Any], record: Record, _folder: Path) -> View:
    # Loads tables and a solver, which nobody but the capstone needs.
    from course.learning.planner.widget import board

    return board(key["limits"], record)


def _task(key: Mapping[str, Any], record: Record, _folder: Path) -> View:
    return Card(find_task(str(key["task"])), record)


def _explorer(key: Mapping[str, Any], record: Record, _folder: Path) -> View:
    # Loads the chart functions, which the other views do not need.
    from course.learning.lab.explore import Explore

    return Explore(find_explorer(str(key["explorer"])), record, key.get("choice"))


def _home(_key: Mapping[str, Any], record: Record, folder: Path) -> View:
    return Home(record, folder)


_MAKERS: dict[str, Callable[[Mapping[str, Any], Record, Path], View]] = {
    "quiz": _quiz,
    "mastery": _mastery,
    "ledger": _ledger,
    "scenario": _scenario,
    "ticks": _ticks,
    "plan": _plan,
    "overview": _home,
    "task": _task,
    "explorer": _explorer,
}
