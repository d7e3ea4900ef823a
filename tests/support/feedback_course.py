"""A small nbgrader course of its own, with every kind of test cell, graded through nbgrader's own programming interface."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from course.grading.pipeline.autograde import install

NAME = "ps1"


def cell(source: str, name: str = "", points: float | None = None, solution: bool = False) -> Any:
    """A code cell; with a name one of nbgrader's."""
    made = nbformat.v4.new_code_cell(source)
    if name:
        about = {"schema_version": 3, "grade": points is not None, "grade_id": name}
        about |= {"locked": not solution, "solution": solution, "task": False}
        made.metadata["nbgrader"] = about | ({} if points is None else {"points": points})
    return made


SOURCE = [
    cell("### BEGIN SOLUTION\nanswer, total, parts, boom = 42, 7, [1, 2, 3, 4], 0\n### END SOLUTION", "work", solution=True),
    cell("assert answer > 0, 'The answer is a positive number.'\nassert isinstance(total, int)", "seen", 1),
    cell(
        "# More checks run later\n### BEGIN HIDDEN TESTS\nsecret_key = {'first_of_all': 42}\n"
        "assert answer == secret_key['first_of_all'], 'Use <b>every</b> row & column.'\n### END HIDDEN TESTS",
        "told", 2,
    ),
    cell("# BEGIN HIDDEN TESTS\nexpected_total = 3 + 4\nassert total == expected_total\n# END HIDDEN TESTS", "bare", 2),
    cell("### BEGIN HIDDEN TESTS\nvault_of_numbers = {'k': 1}\nfound = vault_of_numbers[boom or 'k']\n### END HIDDEN TESTS", "odd", 1),
    cell(
        "### BEGIN HIDDEN TESTS\nright_parts = {1, 2, 3, 4}\nprint('looking for', right_parts)\n"
        "0.5 * len(right_parts & set(parts))\n### END HIDDEN TESTS",
        "partial", 2,
    ),
    cell(
        "get_ipython().run_cell('two = 2')\n### BEGIN HIDDEN TESTS\nwhispered_word = 'rosebud-1941'\n"
        "assert answer == 42 and whispered_word, 'Not the answer.'\n### END HIDDEN TESTS",
        "inside", 1,
    ),
    cell("after = 1", "later", solution=True),
]  # fmt: skip
HIDDEN = (
    "secret_key", "first_of_all", "expected_total", "3 + 4", "vault_of_numbers", "right_parts", "looking for", "whispered_word",
    "rosebud", "BEGIN HIDDEN", "END HIDDEN",
)  # fmt: skip
"""What no learner may read on a feedback page."""


class Course:
    """A course root with one assignment, released."""

    def __init__(self, root: Path) -> None:
        install()
        self.root = root
        self._write(root / "source" / "." / NAME, SOURCE)
        config = Config()
        config.CourseDirectory.root = str(root)
        config.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}"
        config.Execute.timeout = 5
        self.api = NbGraderAPI(CourseDirectory(config=config), config=config)
        self._check(self.api.generate_assignment(NAME))

    def _write(self, folder: Path, cells: list[Any], metadata: dict[str, Any] | None = None) -> None:
        folder.mkdir(parents=True)
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata or {})
        nbformat.write(notebook, folder / f"{NAME}.ipynb")

    @staticmethod
    def _check(done: dict[str, Any]) -> None:
        assert done["success"], done.get("error", "") + done.get("log", "")

    def submit(self, who: str, work: str, later: str = "after = 1", metadata: dict[str, Any] | None = None) -> None:
        """Hand in a notebook with these two solution cells."""
        released = nbformat.read(self.root / "release" / NAME / f"{NAME}.ipynb", as_version=4)
        released.cells[0].source, released.cells[-1].source = work, later
        self._write(self.root / "submitted" / who / NAME, released.cells, {**released.metadata, **(metadata or {})})

    def grade(self, who: str) -> str:
        """Autograde and write feedback as formgrader's buttons do; the feedback page."""
        self._check(self.api.autograde(NAME, who))
        self._check(self.api.generate_feedback(NAME, who))
        return self.page(who)

    def page(self, who: str) -> str:
        """The feedback page."""
        return (self.root / "feedback" / who / NAME / f"{NAME}.html").read_text(encoding="utf-8")

    def points(self, who: str) -> dict[str, float]:
        """Each grade cell's points in the gradebook."""
        with self.api.gradebook as gradebook:
            notebook = gradebook.find_submission_notebook(NAME, NAME, who)
            return {grade.name: grade.score for grade in notebook.grades}


def words(page: str) -> str:
    """What a reader of the page sees."""
    return " ".join(
        html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<(style|script).*?</\1>", "", page, flags=re.S))).split()
    )


def row(page: str, name: str) -> str:
    """The line of the summary for one task."""
    (found,) = re.findall(rf'<tr[^>]*><td><a href="#{name}">.*?</tr>', page)
    return html.unescape(re.sub(r"<[^>]*>", " ", found))
