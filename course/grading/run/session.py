"""nbgrader's gradebook for a whole class: opened once, what never changes read once, one transaction a submission.

nbgrader's own steps open the gradebook anew, ask it for every cell and commit after every cell. Here they are handed
an object that answers from memory, or a gradebook whose commits wait for the end of the submission: after a crash a
submission's grades are all there or none.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import fastjsonschema
import jsonschema
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session, sessionmaker
from sqlalchemy.orm.attributes import set_committed_value

from course.content.extra import is_extra

LENT = (
    ("nbgrader.preprocessors.overwritekernelspec", "Gradebook"),
    ("nbgrader.preprocessors.overwritecells", "Gradebook"),
    ("nbgrader.preprocessors.saveautogrades", "Gradebook"),
    ("nbgrader.preprocessors.latesubmissions", "Gradebook"),
    ("course.grading.pipeline.repairing", "Gradebook"),
    ("nbgrader.nbgraderformat.common", "jsonschema"),
)
"""What `lent` replaces: modules that open `Gradebook(...)` by this name, and the one that checks metadata. nbgrader
promises none of it, so pyproject.toml sets a ceiling to its version."""


class _Patient(Session):
    """A session whose commit waits for `finish`; a query in between sees what was written, as always."""

    def commit(self) -> None:
        pass

    def finish(self) -> None:
        super().commit()


class Known:
    """What the gradebook knows of an assignment's own notebooks, in memory; answers nbgrader's sanitizing steps.

    book: where it is read from, once. Errors: nbgrader's MissingEntry when there is no such assignment.
    """

    def __init__(self, book: SharedGradebook, assignment: str) -> None:
        rows = book.find_assignment(assignment).notebooks
        self.notebooks = {row.name: row for row in rows}
        self._source = {(row.name, cell.name): cell for row in rows for cell in row.source_cells}
        self._graded = {(row.name, cell.name): cell for row in rows for cell in (*row.grade_cells, *row.task_cells)}
        # The points of every cell are read, also of those that do not count here: later there is no session to ask.
        points = [(name, cell.max_score) for (_, name), cell in self._graded.items()]
        self.most = sum(most for name, most in points if not is_extra(name))
        book.db.expunge_all()  # from now on plain objects, of no session

    def __enter__(self) -> Known:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def find_notebook(self, name: str, assignment: str) -> Any:
        """The assignment's notebook of that name. Errors: MissingEntry."""
        return _found(self.notebooks, name)

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """The instructor's version of a cell. Errors: MissingEntry."""
        return _found(self._source, (notebook, name))

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """A cell with points. Errors: MissingEntry."""
        return _found(self._graded, (notebook, name))


def _found(rows: dict[Any, Any], key: Any) -> Any:
    try:
        return rows[key]
    except KeyError:
        raise MissingEntry(f"No such entry: {key}") from None


def roster_of(book: Gradebook) -> frozenset[str]:
    """The ids of a class's list of students; empty when nobody has made one.

    Grading adds whoever hands in, by id alone. So students who are all known by their work alone are no list.
    """
    students = list(book.students)
    working = set(book.db.scalars(select(SubmittedAssignment.student_id)))
    listed = any(one.first_name or one.last_name or one.email or one.id not in working for one in students)
    return frozenset(one.id for one in students) if listed else frozenset()


class SharedGradebook(Gradebook):
    """The gradebook while a class is graded; for one thread.

    db_url, course_id: as nbgrader's own. Errors: those of nbgrader.api and sqlalchemy.
    """

    db: Any

    def __init__(self, db_url: str, course_id: str) -> None:
        super().__init__(db_url, course_id)
        self.db.remove()
        session = sessionmaker(class_=_Patient, autoflush=True, bind=self.engine, future=True, expire_on_commit=False)
        self.db = scoped_session(session)
        self._grades: dict[tuple[str, ...], Any] = {}
        self._comments: dict[tuple[str, ...], Any] = {}

    def __exit__(self, *_: object) -> None:
        """A step of nbgrader's closes what it thinks it opened; `close` is for the owner."""

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes inside are kept together, or none."""
        try:
            yield
            self.db().finish()
        finally:
            self._grades.clear()
            self._comments.clear()
            self.db.remove()  # rolls back what was not finished

    def read_submission(self, submission: Any) -> None:
        """Keep a submission's grades and comments at hand; until then nbgrader's steps ask for each by itself.

        nbgrader's own way to a submission's notebooks, grades and comments looks through the tables of the whole class:
        their indexes begin with the assignment's notebook or cell. So these are named in the question, too.
        """
        whole = self.db.scalars(select(Notebook.id).where(Notebook.assignment_id == submission.assignment_id)).all()
        own = SubmittedNotebook.notebook_id.in_(whole), SubmittedNotebook.assignment_id == submission.id
        notebooks = list(self.db.scalars(select(SubmittedNotebook).where(*own)))
        set_committed_value(submission, "notebooks", notebooks)
        for notebook in notebooks:
            key = (notebook.name, submission.assignment.name, submission.student.id)
            grades, comments = self._of_cells(Grade, notebook), self._of_cells(Comment, notebook)
            set_committed_value(notebook, "grades", grades)
            set_committed_value(notebook, "comments", comments)
            self._grades |= {(grade.cell.name, *key): grade for grade in grades}
            self._comments |= {(comment.cell.name, *key): comment for comment in comments}

    def _of_cells(self, kind: Any, notebook: Any) -> list[Any]:
        cells = self.db.scalars(select(BaseCell.id).where(BaseCell.notebook_id == notebook.notebook_id)).all()
        return list(self.db.scalars(select(kind).where(kind.cell_id.in_(cells), kind.notebook_id == notebook.id)))

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """As nbgrader's, from memory where it can."""
        key = (grade_cell, notebook, assignment, student)
        return self._grades[key] if key in self._grades else super().find_grade(*key)

    def find_comment(self, solution_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """As nbgrader's, from memory where it can."""
        key = (solution_cell, notebook, assignment, student)
        return self._comments[key] if key in self._comments else super().find_comment(*key)


@functools.cache
def _validator(schema: str) -> Any:
    return fastjsonschema.compile(json.loads(schema))


def _validate(metadata: Any, schema: Any) -> None:
    """What jsonschema.validate does, compiled once; that takes a tenth of a second for a notebook's cells."""
    try:
        _validator(json.dumps(schema))(metadata)
    except fastjsonschema.JsonSchemaException:
        jsonschema.validate(metadata, schema)  # for its own words


@contextlib.contextmanager
def lent(book: SharedGradebook | Known) -> Iterator[None]:
    """While it lasts, nbgrader's steps that open a gradebook get this one, and check metadata the short way."""
    instead = {"Gradebook": lambda *_, **__: book, "jsonschema": SimpleNamespace(validate=_validate)}
    places = [(importlib.import_module(module), name) for module, name in LENT]
    before = [getattr(module, name) for module, name in places]
    for module, name in places:
        setattr(module, name, instead[name])
    try:
        yield
    finally:
        for (module, name), own in zip(places, before, strict=True):
            setattr(module, name, own)
