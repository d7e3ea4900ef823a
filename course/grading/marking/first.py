"""What the first marker gave, read from the gradebook without changing it."""

from __future__ import annotations

from pathlib import Path

import attrs
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from course.errors import UnknownNameError
from course.grading.gradebook.place import settings_of
from course.grading.marking.row_marks import read_comment
from course.grading.marking.rubric import Rubric
from course.grading.notebook.read import texts_of

_SHORTEST = 8


@attrs.frozen
class Marked:
    """One submission's first marks. id: nbgrader's, of formgrader's page. code: the id's beginning, no other's.

    marks: row id -> points. score: of all the rubric's cells; None while one waits. texts: cell -> what was written.
    """

    id: str
    code: str
    marks: dict[str, int]
    score: float | None
    texts: dict[str, str]


def marked_by_first(
    gradebook: Gradebook, course_dir: Path, assignment: str, rubric: Rubric, with_texts: bool = False
) -> list[Marked]:
    """The first marks of every submission that has one of the rubric's cells, in the order of their ids.

    with_texts: read also what was written, from the graded notebooks; a cell that nbgrader found empty is left out.
    Errors: UnknownNameError for an assignment that the gradebook does not have, GradebookError.

    Example: ``marked_by_first(gradebook, Path("my-class"), "01-history", rubric)[0].marks``
    """
    known = [one.name for one in gradebook.assignments]
    if assignment not in known:
        raise UnknownNameError("assignment in this gradebook", assignment, known)
    places = CourseDirectory(root=str(course_dir.resolve()), config=settings_of(course_dir))
    found = []
    for submission in gradebook.assignment_submissions(assignment):
        folder = Path(places.format_path(places.autograded_directory, submission.student.id, assignment))
        for notebook in submission.notebooks:
            grades = {grade.name: grade for grade in notebook.grades if grade.name in rubric.cells}
            if not grades:
                continue
            marks: dict[str, int] = {}
            for comment in notebook.comments:
                if comment.name in grades:
                    marks |= read_comment(comment.manual_comment, rubric.cells[comment.name])[0]
            scores = [grade.manual_score for grade in grades.values()]
            texts = _texts(folder / f"{notebook.name}.ipynb", grades) if with_texts else {}
            score = None if None in scores else float(sum(scores))
            found.append(Marked(notebook.id, notebook.id, marks, score, texts))
    return _with_codes(sorted(found, key=lambda one: one.id))


def _texts(file: Path, grades: dict[str, object]) -> dict[str, str]:
    """What was written in cells that wait for a person; nbgrader gives an untouched one 0 by itself."""
    texts = texts_of(file)
    return {
        name: texts[name]
        for name, grade in grades.items()
        if texts.get(name, "").strip() and getattr(grade, "auto_score", None) is None
    }


def _with_codes(found: list[Marked]) -> list[Marked]:
    length = _SHORTEST
    while len({one.id[:length] for one in found}) < len({one.id for one in found}):
        length += 1
    return [attrs.evolve(one, code=one.id[:length]) for one in found]
