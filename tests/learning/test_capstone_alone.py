"""The capstone in the learner's own folder: no red before anything is typed, and the code it needs is shown there."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from course.content.catalog import catalog
from course.content.source import content_root
from course.learning.lab.readable_tests import in_words, told_in_words
from course.learning.workspace.files import without_solutions

NOTEBOOK = catalog().capstone.notebook  # type: ignore[union-attr]
SOURCE = content_root() / "assessments/source" / NOTEBOOK


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The learner's copy, run from top to bottom as it came."""
    notebook = nbformat.reads(without_solutions(SOURCE).decode(), 4)
    folder = tmp_path_factory.mktemp("alone")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_RECORD", "off")
        client = NotebookClient(
            notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
        )
        return client.execute()


def test_nothing_is_red_before_anything_is_typed(opened: Any) -> None:
    """Does every cell run without an error, and does each readable test say in words what is not there yet?"""
    for cell in opened.cells:
        outputs = cell.get("outputs", [])
        assert [output.evalue for output in outputs if output.output_type == "error"] == [], cell.id
        if cell.id.endswith("-visible"):
            (said,) = [output.data["text/plain"] for output in outputs]
            assert said.startswith("→ Not yet. "), cell.id
            assert "yet" in said or "empty" in said or "Nobody" in said


def test_the_tests_are_the_same_as_in_a_class() -> None:
    """Is each assertion of the class's tests in the learner's copy, in the same order and unchanged?"""
    own = {cell.id: cell for cell in nbformat.reads(without_solutions(SOURCE).decode(), 4).cells}
    seen = 0
    for cell in nbformat.read(SOURCE, 4).cells:
        if cell.id.endswith("-visible"):
            wanted = [ast.dump(node) for node in ast.parse(cell.source).body]
            (block,) = [node for node in ast.parse(own[cell.id].source).body if isinstance(node, ast.With)]
            assert [ast.dump(node) for node in block.body] == wanted
            assert own[cell.id].source.splitlines()[0] == cell.source.splitlines()[0]
            seen += 1
    assert seen == 8


def test_right_answers_are_said_to_pass_and_other_errors_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Is a passed test said, a failed one told in its words, and a learner's own error not hidden?"""
    with in_words():
        assert True
    with in_words():
        raise AssertionError("Nobody serves these needs.")
    assert capsys.readouterr().out.splitlines() == ["✓ These tests pass.", "→ Not yet. Nobody serves these needs."]
    with pytest.raises(NameError), in_words():
        raise NameError("no such name")


def test_an_ordinary_cell_stays_as_it_is() -> None:
    """Is a cell that is no test, or a memo, or a test without an assertion, left alone?"""
    for marks, source in (
        ({}, "assert x"),
        ({"grade": True, "solution": True}, "assert x"),
        ({"grade": True, "solution": False}, "# More tests run here after you hand in"),
    ):
        cell = nbformat.v4.new_code_cell(source, metadata={"nbgrader": marks})
        told_in_words(cell)
        assert cell.source == source


def test_the_code_that_tasks_need_is_shown_and_runs(tmp_path: Path) -> None:
    """Does every example of the reminder run as it stands, and is its comment the value that it gives?"""
    import pandas as pd

    notebook = nbformat.read(SOURCE, 4)
    (cell,) = [cell for cell in notebook.cells if cell.id == "code-you-need"]
    blocks = [part.split("```")[0] for part in cell.source.split("```python\n")[1:]]
    names: dict[str, Any] = {"pd": pd}
    told = 0
    for block in blocks:
        for node in ast.parse(block).body:
            exec(compile(ast.Module([node], []), "example", "exec"), names)
            line = block.splitlines()[node.end_lineno - 1]  # type: ignore[operator]
            if isinstance(node, ast.Expr) and "#" in line:
                value = eval(ast.unparse(node.value), names)
                assert value == ast.literal_eval(line.partition("#")[2].strip()), line
                told += 1
    assert len(blocks) == 6 and told >= 9


def test_every_task_has_a_hint() -> None:
    """Does each of the eight tasks say how to begin?"""
    tasks = [cell.source for cell in nbformat.read(SOURCE, 4).cells if cell.source.startswith("## Task ")]
    assert len(tasks) == 8
    assert [task.splitlines()[0] for task in tasks if "\n*Hint.* " not in task] == []
