"""The step that writes scores into the gradebook: nbgrader's own, and which of them a person has to look at.

nbgrader lets every mark that a person has given wait again after a new grading. Here a mark stays as it is while what
it was given for is the same: for a memo its text, for a test all answers of the notebook and the test's own score.
"""

from __future__ import annotations

from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_output
from nbgrader import converters
from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.utils import is_solution

from course.grading.notebook.cells import is_test, name_of
from course.grading.notebook.metadata import KEY
from course.grading.notebook.verdicts import SUSPICIOUS, Verdict, read_verdicts, write_verdicts

ODD_POINTS = "OddPoints"
"""The name of the error in a test cell that gave other points than its cell can give."""
SAFE_FEEDBACK = "safe_feedback"
"""Where nbgrader's resources say whether this course's feedback is ours, which shows no word to the instructor."""
FOR_INSTRUCTORS = "for the instructor"
GRADED_BEFORE = "graded_before"
"""Where nbgrader's resources hold the text of each cell of the last grading, by cell id."""


class SaveGrades(SaveAutoGrades):
    """Write the scores; a cell whose verdict asks for a person waits for one, as nbgrader lets a memo wait."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Write the scores of one executed notebook."""
        self._verdicts = read_verdicts(nb.metadata) | _odd_points(nb)
        write_verdicts(nb.metadata, self._verdicts)
        self._waiting: set[str] = set()
        before = resources["nbgrader"].get(GRADED_BEFORE, {})
        texts = {name_of(cell): cell.source for cell in nb.cells if name_of(cell)}
        self._same = {name for name, text in texts.items() if before.get(name) == text}
        self._all_the_same = all(name_of(cell) in self._same for cell in nb.cells if is_solution(cell))
        nb, resources = super().preprocess(nb, resources)
        if resources["nbgrader"].get(SAFE_FEEDBACK, _installed()):
            for cell in nb.cells:
                self._tell(cell)
        return nb, resources

    def _tell(self, cell: NotebookNode) -> None:
        """Put the sentence below the cell, where formgrader shows it; our feedback pages leave it out."""
        if name_of(cell) in self._waiting:
            verdict = self._verdicts[name_of(cell)]
            text = f"For the instructor: look at this ({verdict.word}). {verdict.sentence}"
            cell.outputs.append(new_output("display_data", {"text/plain": text}, metadata={KEY: FOR_INSTRUCTORS}))

    def _add_score(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        name = name_of(cell)
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        marked = grade.manual_score is not None and not grade.needs_manual_grade
        score = grade.auto_score
        super()._add_score(cell, resources)
        if marked and self._unchanged(cell, score, grade):
            grade.needs_manual_grade = False
        elif name in self._verdicts and self._verdicts[name].waits:
            grade.needs_manual_grade = True
            self._waiting.add(name)
        self.gradebook.db.commit()

    def _unchanged(self, cell: NotebookNode, score: float | None, grade: Any) -> bool:
        """Whether the cell is what it was when a person gave it points."""
        if is_test(cell):
            return self._all_the_same and bool(score == grade.auto_score)
        return name_of(cell) in self._same


def _installed() -> bool:
    """Whether the settings that this process has read make feedback pages ours."""
    import nbgrader.apps.generatefeedbackapp as program

    return program.GenerateFeedback is not converters.GenerateFeedback


def _odd_points(nb: NotebookNode) -> dict[str, Verdict]:
    """A verdict for each test that gave other points than its cell can give: the test is wrong, or was fooled."""
    return {
        name_of(cell): Verdict(SUSPICIOUS, output.evalue)
        for cell in nb.cells
        if is_test(cell)
        for output in cell.outputs
        if output.output_type == "error" and output.ename == ODD_POINTS
    }
