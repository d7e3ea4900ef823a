"""Lessons as code: every explorer setting, every task with its solution and slips, every item with its key.

nbval proves that the lessons give the outputs they show. Here is what it cannot see: settings that
nobody chose, blanks that nobody filled, and answers that nobody gave.
"""

import ast
import re
from collections.abc import Callable
from typing import Any

import pytest

from course.authoring.build import read_text
from course.charts.figure import Figure
from course.content.catalog import catalog
from course.content.compare import difference
from course.content.explorers import find_explorer
from course.content.items import Match, Multiple, Numeric, Order, Single
from course.content.scoring import score
from course.content.source import content_root
from course.content.tasks import find_task
from course.content.usage import use_of_text

LESSONS = [
    content_root() / "modules" / module.folder / f"{lesson.file}.md"
    for module in catalog().modules
    for lesson in module.head.lessons
]
TASKS = [task for module in catalog().modules for task in module.tasks]
ITEMS = list(catalog().items.values())


def run_lesson(
    path, monkeypatch, before_check: Callable[[str, dict], None], on_explorer: Callable[[Any], None]
) -> None:
    """Run a lesson's code cells in one namespace, visiting every explorer setting and every check."""

    monkeypatch.setenv("COURSE_RECORD", "off")
    namespace: dict[str, Any] = {"__name__": "lesson"}
    for cell in read_text(path).cells:
        if cell.cell_type != "code":
            continue
        used = use_of_text("", cell.source)
        for name in used.explorers:
            shown = find_explorer(name)
            for choice in shown.choices():
                on_explorer(shown.at(choice))
        for task_id in used.tasks:
            # What stands above the check in the same cell is given to the learner too.
            above = cell.source.split("check(")[0]
            exec(compile(above, f"{path.name}: before {task_id}", "exec"), namespace)
            # In the lesson's own names, where a function of the lesson sees what the solution writes; then as before.
            kept = dict(namespace)
            before_check(task_id, namespace)
            namespace.clear()
            namespace.update(kept)
        exec(compile(cell.source, path.name, "exec"), namespace)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_works_in_every_setting_and_its_tasks_can_be_solved(path, monkeypatch, capsys):
    """Does each explorer show something sensible wherever it is set, and does each task's solution pass there?"""
    shown: list[Any] = []
    solved: list[str] = []

    def solve(task_id: str, namespace: dict) -> None:
        task = find_task(task_id)
        checked: list[Any] = []
        namespace["check"] = lambda _id, value: checked.append(value)
        tree = ast.parse(task.solution)
        last = tree.body[-1]
        if isinstance(last, ast.Expr) and "check(" not in ast.unparse(last):
            tree.body[-1] = ast.copy_location(ast.parse(f"check('', {ast.unparse(last)})").body[0], last)
            ast.fix_missing_locations(tree)
        exec(compile(tree, f"solution of {task_id}", "exec"), namespace)
        value = checked[-1] if checked else namespace[last.targets[0].id]  # type: ignore[attr-defined]
        found = difference(value, task.expected(), task.tolerance)
        assert found is None, f"the solution of {task_id} does not pass its own check: {found}"
        solved.append(task_id)

    run_lesson(path, monkeypatch, solve, shown.append)
    assert shown, "no explorer was visited"
    for result in shown:
        assert result is not None
        if isinstance(result, Figure):
            assert re.search(r"\d", result.finding)
            assert "nan" not in result.finding.casefold().split()
        elif hasattr(result, "shape"):
            assert result.shape[0] > 0, "an explorer setting shows an empty table"
    assert solved or path.stem.startswith("0A")


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_line_works_when_its_number_sign_is_deleted(path):
    """ "Delete the `#`": does the cell run when somebody deletes this sign and nothing else, or a space with it?"""
    for cell in read_text(path).cells:
        if cell.cell_type == "code" and re.search(r"^#\s*\w+\(", cell.source, re.MULTILINE):
            for sign in ("#", "# ?"):
                ast.parse(re.sub(rf"^{sign}(?=\s*\w+\()", "", cell.source, flags=re.MULTILINE))


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_each_slip_gets_words_that_teach(task):
    """Is every anticipated mistake met with a sentence, not with a word? (That it is a mistake, `course check` sees.)"""
    for slip in task.slips:
        assert len(slip.says.split()) >= 6, "a slip's words should teach"


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_no_hint_gives_the_value_away(task):
    """Can a number that is the answer be read in the prompt, the hints or in what is wanted?"""
    expected = task.expected()
    if isinstance(expected, int | float) and not isinstance(expected, bool) and abs(expected) >= 10:
        text = " ".join((task.prompt, *task.hints, task.wants, *(slip.says for slip in task.slips))).replace(",", "")
        for form in {f"{expected:.0f}", f"{expected:.1f}", f"{expected:.2f}"}:
            assert not re.search(rf"(?<![\d.]){re.escape(form)}(?![\d.])", text), f"{form} stands in {task.id}'s help"


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_each_item_takes_its_key_and_answers_each_mistake(item):
    """Does the key score full marks, and every wrong option or anticipated number get its own feedback?"""
    if isinstance(item, Single):
        for option in item.options:
            outcome = score(item, option.id)
            assert outcome.correct is option.correct
            assert outcome.feedback == (option.feedback,)
    elif isinstance(item, Multiple):
        assert score(item, list(item.key)).score == 1.0
        for wrong in (option.id for option in item.options if not option.correct):
            outcome = score(item, [*item.key[1:], wrong])
            assert not outcome.correct
            assert len(outcome.feedback) == item.choose
    elif isinstance(item, Numeric):
        assert score(item, item.answer).correct
        assert score(item, f"{item.answer:,}").correct
        for slip in item.wrong:
            assert score(item, slip.value).feedback == (slip.feedback,)
        assert score(item, item.answer * 17 + 12345).feedback == (item.otherwise,)
    elif isinstance(item, Order):
        assert score(item, list(item.answer)).correct
        assert not score(item, list(reversed(item.answer))).correct
    else:
        assert isinstance(item, Match)
        assert score(item, item.answer).correct
        values = list(item.answer.values())
        swapped = dict(zip(item.answer, values[1:] + values[:1], strict=True))
        assert not score(item, swapped).correct
