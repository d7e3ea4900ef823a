"""The assignments: their points, their tests, what learners get to see, and what two hundred answers earn."""

from __future__ import annotations

import ast
import copy
import importlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.notebooknode import NotebookNode
from traitlets.config import Config

from course.content.catalog import catalog
from course.grading.run.environment import with_course
from course.grading.simulation.commands import Commands
from course.kernels.choice import fast_kernel
from tests.assignments.answers.marking import (
    ASSESSMENTS,
    ASSIGNMENTS,
    Marks,
    answer_cell,
    graded_cells,
    manual_of,
    mark,
    run,
    settings,
    source,
    stretch_of,
    tasks_of,
)

ANSWERS = {name: importlib.import_module(f"tests.assignments.answers.assignment_{name[:2]}") for name in ASSIGNMENTS}
CAPSTONE = "09-capstone"
EVERY_MANUAL = [(assignment, part) for assignment in ASSIGNMENTS for part in manual_of(assignment)]
RUBRIC = {
    "memo": {"Claim": 4, "Evidence": 5, "Counter-evidence": 5, "Recommendation": 4, "Clarity": 2},
    "design": {"Objectives": 4, "Theory of change": 4, "Indicators": 4, "Budget and burden": 4, "Exit": 4},
}
# The plan and the indicators are the learner's own, so there is no example to copy; see the tests below.
OWN_WORK = {(CAPSTONE, "task1"), (CAPSTONE, "task7")}
EVERY_TASK = [(name, task) for name in ASSIGNMENTS for task in (*tasks_of(name), *stretch_of(name))]
MARKERS = re.compile(r"### (BEGIN|END) (SOLUTION|HIDDEN TESTS)")

every_assignment = pytest.mark.parametrize("assignment", ASSIGNMENTS)
every_manual = pytest.mark.parametrize(("assignment", "part"), EVERY_MANUAL)
every_task = pytest.mark.parametrize(("assignment", "task"), EVERY_TASK)
# The release is made once for all tests of this file, on one worker.
pytestmark = pytest.mark.xdist_group("assignments")


@pytest.fixture(scope="module")
def sockets() -> Iterator[dict[str, str]]:
    """Settings that keep kernels off TCP ports, which other kernels on a busy machine may take; see Classroom."""
    with tempfile.TemporaryDirectory(prefix="peace-") as folder:
        yield {"transport": "ipc", "ip": f"{folder}/kernel"}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory, sockets: dict[str, str]) -> Path:
    """A copy of assessments/ after nbgrader's own generate_assignment and validate; the logs lie in logs/.

    One command validates all, in kernels of one warm parent; NAME.validate is its verdict on a notebook.
    """
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ASSESSMENTS / "nbgrader_config.py", folder)
    shutil.copytree(ASSESSMENTS / "source", folder / "source")
    kernel = fast_kernel()
    env = with_course(
        {"HOME": str(folder), "PATH": "/usr/bin:/bin", "JUPYTER_PATH": os.environ.get("JUPYTER_PATH", "")}
    )
    with (folder / "nbgrader_config.py").open("a") as settings_file:
        settings_file.writelines(f"c.KernelManager.{name} = {value!r}\n" for name, value in sockets.items())
        settings_file.write(f"c.Execute.kernel_name = {kernel!r}\n")
    # A stretch task's right answer, in a function that also warns when it is called.
    warned = copy.deepcopy(source(ASSIGNMENTS[0]))
    cell = answer_cell(warned, "stretch1")
    cell.source = "import warnings\n" + cell.source.replace(":\n", ":\n    warnings.warn('old')\n", 1)
    nbformat.write(warned, folder / "warned.ipynb")
    with Commands(folder / "logs") as nbgrader:
        for assignment in ASSIGNMENTS:
            nbgrader.run(["generate_assignment", assignment], cwd=folder, env=env)
        notebooks = [*(f"source/{name}/{name}.ipynb" for name in ASSIGNMENTS), "warned.ipynb"]
        said = nbgrader.run(["validate", *notebooks], cwd=folder, env=env).output
    verdicts = re.findall(r"^(?:Success! |VALIDATION FAILED|THE \w+ OF ).*", said, re.MULTILINE)
    for notebook, verdict in zip(notebooks, verdicts, strict=True):
        (folder / f"{Path(notebook).stem}.validate").write_text(verdict)
    return folder


def released(release: Path, assignment: str) -> NotebookNode:
    """What a learner gets."""
    return nbformat.read(release / "release" / assignment / f"{assignment}.ipynb", 4)


@cache
def marks_of(assignment: str, task: str, code: str) -> Marks:
    """What an answer earns; several tests ask about the same wrong ones."""
    return mark(source(assignment), task, code)


def regions(cell: NotebookNode, kind: str) -> list[str]:
    """The lines of a cell between BEGIN kind and END kind."""
    text = re.findall(rf"### BEGIN {kind}\n(.*?)### END {kind}", cell.source, re.DOTALL)
    return [line.strip() for part in text for line in part.splitlines() if line.strip()]


# -- the source notebooks ----------------------------------------------------------------------------------------------


@every_assignment
def test_the_source_is_a_clean_nbgrader_notebook(assignment: str) -> None:
    """Can the source be reviewed as text: ids that stay, no outputs, nbgrader's schema 3, one kernel for all?"""
    notebook = source(assignment)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in notebook.cells:
        assert re.fullmatch(r"[a-z][a-z0-9-]+", cell.id), cell.id
        if cell.cell_type == "code":
            assert not cell.outputs, f"{cell.id} has outputs"
            assert cell.execution_count is None
        if settings(cell):
            assert settings(cell)["schema_version"] == 3
            assert settings(cell)["grade_id"] == cell.id


@every_assignment
def test_points_in_the_prose_are_the_points_in_the_metadata(assignment: str) -> None:
    """Does a learner read the same points that nbgrader gives, task by task and in all?"""
    notebook = source(assignment)
    told = {}
    for cell in notebook.cells:
        for kind, points in re.findall(r"^## (Task \d|Memo|Design) .+ \((\d+) points\)$", cell.source, re.MULTILINE):
            told[kind.lower().replace(" ", "")] = int(points)
    tasks, manual = tasks_of(assignment), manual_of(assignment)
    meant = {group: sum(settings(c)["points"] for c in graded_cells(notebook, group)) for group in (*tasks, *manual)}
    assert told == meant
    assert meant == {**dict.fromkeys(tasks, 5), **dict.fromkeys(manual, 20)}
    assert (len(tasks), manual) == ((8, ("design", "memo")) if assignment == CAPSTONE else (6, ("memo",)))
    text = notebook.cells[0].source
    assert f"{sum(meant.values())} points in all" in text
    extra = re.findall(
        r"^## Stretch (\d) .+ \(5 extra points\)$", "\n".join(c.source for c in notebook.cells), re.MULTILINE
    )
    assert tuple(f"stretch{number}" for number in extra) == stretch_of(assignment)
    for task in stretch_of(assignment):
        assert sum(settings(cell)["points"] for cell in graded_cells(notebook, task)) == 5
    assert f"of the {sum(meant[task] for task in tasks)} points for the tasks" in text


@every_assignment
def test_points_agree_with_the_module(assignment: str) -> None:
    """Does module.yml, or capstone.yml, promise the points that the assignment gives?"""
    entry = catalog().capstone if assignment == CAPSTONE else catalog().module(assignment[:2]).head.assignment
    points = (5 * len(tasks_of(assignment)), 20 * len(manual_of(assignment)))
    assert (entry.name, entry.points_auto, entry.points_manual) == (assignment, *points)


@every_task
def test_each_test_cell_says_its_points(assignment: str, task: str) -> None:
    """Does the comment over each test cell state its own points, and can the readable part alone not give all?"""
    cells = graded_cells(source(assignment), task)
    assert [cell.id for cell in cells] == [f"{task}-visible", f"{task}-hidden"]
    for cell in cells:
        (told,) = re.findall(r"^# .*\((\d) of the 5 points", cell.source)
        assert int(told) == settings(cell)["points"]
    assert settings(cells[0])["points"] < 3
    assert not regions(cells[0], "HIDDEN TESTS")
    assert regions(cells[1], "HIDDEN TESTS")


@every_task
def test_every_assertion_speaks(assignment: str, task: str) -> None:
    """Does each failing test tell a person what is wrong, in a sentence?"""
    for cell in graded_cells(source(assignment), task):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Assert):
                assert node.msg is not None, f"{cell.id}: {ast.unparse(node)}"
                assert not isinstance(node.test, ast.Tuple), f"{cell.id}: a test that is always true"
                assert len(ast.unparse(node.msg)) > 25, ast.unparse(node)


@every_assignment
def test_the_source_runs_clean(release: Path, assignment: str) -> None:
    """Does `nbgrader validate` pass on the source, that is, does the instructor's answer satisfy every test?"""
    assert "Success! Your notebook passes all the tests." in (release / f"{assignment}.validate").read_text()


def test_a_warning_is_not_a_wrong_answer(release: Path) -> None:
    """Does an answer that makes Python warn keep its points? (To nbgrader, anything on stderr is a failure.)"""
    assert "Success! Your notebook passes all the tests." in (release / "warned.validate").read_text()


@every_assignment
def test_the_instructors_answers_earn_full_points(assignment: str) -> None:
    """Do the solutions in the source earn 5 of 5 in every task?"""
    for task in (*tasks_of(assignment), *stretch_of(assignment)):
        assert mark(source(assignment), task, answer_cell(source(assignment), task).source).total == 5, task


@every_manual
def test_the_model_answer_keeps_its_own_rules(assignment: str, part: str) -> None:
    """Is the model memo or design as long as learners are told to write, and does it give numbers with dates?"""
    prose = next(cell.source for cell in source(assignment).cells if cell.id == f"{part}-prose")
    words = len(answer_cell(source(assignment), part).source.split())
    between = re.search(r"\((\d+) to (\d+)\)", prose)
    low, high = (
        (int(between[1]), int(between[2])) if between else (200, int(re.search(r"[Aa]t most (\d+) words", prose)[1]))
    )
    assert low <= words <= high
    assert re.search(r"\b20\d\d\b", answer_cell(source(assignment), part).source)


@every_manual
def test_rubric_prose_and_metadata_agree(assignment: str, part: str) -> None:
    """Do the marking guide, the list that learners see and the points in the metadata say the same?"""
    prose = next(cell.source for cell in source(assignment).cells if cell.id == f"{part}-prose")
    shown = [int(points) for points in re.findall(r"^\| [a-z].* \| (\d) \|$", prose, re.MULTILINE)]
    guide = (ASSESSMENTS / "rubrics" / f"{assignment}.md").read_text(encoding="utf-8")
    rows = {name: int(points) for name, points in re.findall(r"^\| ([A-Z][a-z -]+) \| (\d) \|", guide, re.MULTILINE)}
    assert [name for group in manual_of(assignment) for name in RUBRIC[group]] == list(rows)
    assert RUBRIC[part].items() <= rows.items()
    assert shown == list(RUBRIC[part].values())
    assert sum(shown) == settings(answer_cell(source(assignment), part))["points"]
    for total, parts in re.findall(r"(\d+) \((\d(?:, \d){4})\)", guide):
        assert int(total) == sum(int(part) for part in parts.split(", ")), "a marked example adds up wrongly"


# -- what learners get -------------------------------------------------------------------------------------------------


@every_assignment
def test_the_release_holds_no_solution_hidden_test_or_key(release: Path, assignment: str) -> None:
    """Is any line of a solution, of a hidden test or of the model memo left in what learners get?"""
    notebook = released(release, assignment)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert not MARKERS.search(text)
    lines = {line.strip() for line in text.splitlines()}
    shared = {"from course import load", "legal_base = {"}  # learners are given these two lines as well
    for cell in source(assignment).cells:
        for kind in ("SOLUTION", "HIDDEN TESTS"):
            for line in regions(cell, kind):
                assert line not in lines or line in shared or len(line) < 4, f"{cell.id}: {line}"
    for part in manual_of(assignment):
        model = answer_cell(source(assignment), part).source
        assert not any(line in lines for line in model.splitlines() if line.strip())
    assert not any(cell.get("outputs") for cell in notebook.cells)
    everything = "".join(
        p.read_text(encoding="utf-8") for p in (release / "release" / assignment).rglob("*") if p.is_file()
    )
    assert "HIDDEN TESTS" not in everything


@every_assignment
def test_the_release_runs_unfilled_and_says_what_to_do(release: Path, sockets: dict[str, str], assignment: str) -> None:
    """Does an untouched notebook run from top to bottom, with sentences for errors, and in test cells only?"""
    notebook = released(release, assignment)
    config = Config({"KernelManager": sockets})
    NotebookClient(notebook, timeout=60, kernel_name=fast_kernel(), allow_errors=True, config=config).execute()
    for cell in notebook.cells:
        errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
        if cell.id.endswith("-visible"):
            assert [error.ename for error in errors] == ["AssertionError"], cell.id
            assert "yet" in errors[0].evalue, f"{cell.id}: {errors[0].evalue}"
        else:
            assert not errors, f"{cell.id}: {errors}"


@every_task
def test_an_untouched_task_earns_nothing(release: Path, assignment: str, task: str) -> None:
    """Does handing in the notebook as it came give 0 points?"""
    stub = answer_cell(released(release, assignment), task).source
    assert "..." in stub
    assert mark(source(assignment), task, stub).total == 0


@every_assignment
def test_test_and_set_up_cells_are_locked(release: Path, assignment: str) -> None:
    """Can a learner delete or edit a test by accident?"""
    for cell in released(release, assignment).cells:
        if settings(cell).get("locked"):
            assert cell.metadata["deletable"] is False
            assert cell.metadata["editable"] is False
        elif settings(cell).get("solution"):
            assert cell.metadata["deletable"] is False


# -- two hundred answers -----------------------------------------------------------------------------------------------


@every_task
def test_right_answers_keep_all_points(assignment: str, task: str) -> None:
    """Do answers that are right but written differently keep all 5 points?"""
    answers = ANSWERS[assignment].RIGHT[task]
    assert len(answers) >= 2
    for name, code in answers.items():
        marks = marks_of(assignment, task, code)
        assert marks.total == 5, f"{name}: {marks}"


@every_task
def test_wrong_answers_lose_points(assignment: str, task: str) -> None:
    """Does each of the mistakes that people make lose points, and each with a sentence that says why?"""
    answers = ANSWERS[assignment].WRONG[task]
    assert len(answers) >= 5
    for name, code in answers.items():
        marks = marks_of(assignment, task, code)
        assert marks.total < 5, f"{name} keeps all points"
        # Task 6 of assignment 01 gives half a point for each case, so a miss there is no failing test.
        assert marks.complaint or (assignment, task) == ("01-history", "task6"), f"{name} fails without a word"


@every_task
def test_some_mistakes_pass_the_readable_tests(assignment: str, task: str) -> None:
    """Are the hidden tests needed: do at least two mistakes, a copied example value among them, pass what is shown?"""
    found = set()
    for name, code in ANSWERS[assignment].WRONG[task].items():
        marks = marks_of(assignment, task, code)
        if marks.visible == settings(graded_cells(source(assignment), task)[0])["points"]:
            assert marks.hidden < settings(graded_cells(source(assignment), task)[1])["points"]
            found.add(name)
    assert len(found) >= 2
    copied = {name for name in ANSWERS[assignment].WRONG[task] if name.endswith("of the visible test")}
    assert copied <= found
    assert copied or task == "task6" or (assignment, task) in OWN_WORK


def test_the_harness_marks_like_nbgrader() -> None:
    """Does the fast harness treat errors, warnings on stderr and partial points as nbgrader does?"""
    assert run("1 / 0", {})[0][0].output_type == "error"
    assert run("import sys; print('careful', file=sys.stderr)", {})[0][0].name == "stderr"
    assert run("import warnings; warnings.warn('old')", {})[0] == []
    assert run("0.5 * 7", {})[0][0].data == {"text/plain": "3.5"}
