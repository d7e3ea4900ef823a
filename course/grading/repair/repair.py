"""Mend a submission before it is graded: bytes in, a notebook that is ready to run out, and a list of what was mended.

Test cells, locked cells and all nbgrader settings always come from the instructor. Answers are found by what is left of
their marks (see repair_match); where an answer cannot be found, that task alone gets nothing. A file that is no
notebook gives a notebook without answers and a reason; it is not to be run, and every task of it gets zero.

`repair` is a pure function: it reads no file and no database, and it does not raise for anything that a file holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import attrs

from course.grading.notebook.metadata import KEY
from course.grading.repair.match import Matcher, Repair
from course.grading.repair.metadata import of_cell, of_notebook, sound_attachments
from course.grading.repair.order import in_order
from course.grading.repair.original import Original, SourceCell, names_in, same
from course.grading.repair.outputs import not_run, sound_outputs
from course.grading.repair.read import LONGEST_MARKDOWN, MOST_MARKDOWN, Piece, Submitted, plain, read

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_PICTURE = re.compile(r"data:image/[a-z0-9.+-]{1,20};base64,[A-Za-z0-9+/=]+")
_AGAIN = "It gets zero points. If it opens on your computer, save it there once more and hand it in again."
_MOST_TOLD = 20
_MOST_BRACKETS = 2_000_000
"""Opening brackets of each line times its length: nbconvert looks from each one to the line's end for a link, also in
what is fenced in."""
_LONG_LINE, _BROKEN = re.compile(r"(.{120})(?=.)"), r"\1\n"
_ELSEWHERE = "# The answer to {name} stands in another cell."


@attrs.frozen
class Repaired:
    """What `repair` gives.

    notebook: nbformat 4 as a dict, without outputs, each cell's source one text. repairs: in words, in the notebook's
    order. unreadable: why there was nothing to read, or ""; then the notebook must not be run and every task gets zero.
    strangers: how many cells claim a task that the instructor's notebook does not have.
    """

    notebook: dict[str, Any]
    repairs: tuple[Repair, ...] = ()
    unreadable: str = ""
    strangers: int = 0


def repair(data: bytes, original: Original, keep_outputs: bool = False) -> Repaired:
    """Mend one submitted notebook file.

    data: the file's bytes. original: the instructor's notebook, from `original_of`. keep_outputs: believe the outputs
    that the learner's file shows, for `nbgrader autograde --no-execute`; a cell that is put back then shows an error.

    >>> empty = repair(b"", Original(cells=(SourceCell("task1", "code", solution=True, shown="answer = ..."),)))
    >>> empty.unreadable, empty.notebook["cells"][0]["source"]
    ('The file is empty.', 'answer = ...')
    """
    submitted = read(data)
    repairs = [Repair(note) for note in submitted.notes]
    if submitted.unreadable:
        repairs = [Repair(f"{submitted.unreadable} {_AGAIN}")]
    pieces, strangers = submitted.pieces, 0
    if not submitted.unreadable:
        matcher = Matcher(pieces, original)
        pieces, strangers = matcher.run(), matcher.strangers
        repairs += matcher.repairs
        repairs += _settings(pieces, original)
    missing, told = _missing(pieces, original)
    pieces, moved = in_order(pieces, missing, original)
    if not submitted.unreadable:
        words = {cell.name: cell.word for cell in original.cells}
        repairs += told
        repairs += [
            Repair(f"The {words[name]} cell {name!r} was moved; it is back in its place.", name) for name in moved
        ]
        repairs += _kernel(submitted, original)
        repairs += _as_plain_text(pieces, original)
    for piece in missing:
        piece.outputs = [not_run(submitted.unreadable or "the cell was deleted")]
    notebook = _written(pieces, submitted, original, keep_outputs)
    notebook["metadata"][KEY] = {
        "repairs": [str(one) for one in repairs],
        "cells": _by_cell(repairs),
        "unreadable": submitted.unreadable,
        "ended": submitted.unreadable,
        "shared": [],
    }
    return Repaired(notebook=notebook, repairs=tuple(repairs), unreadable=submitted.unreadable, strangers=strangers)


def _by_cell(repairs: Iterable[Repair]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in repairs:
        if one.cell:
            found.setdefault(one.cell, []).append(one.text)
    return found


def _missing(pieces: Iterable[Piece], original: Original) -> tuple[list[Piece], list[Repair]]:
    """A piece for each cell that the submission lacks, and the words about it."""
    there = {piece.name for piece in pieces}
    gone = [cell for cell in original.cells if cell.name not in there]
    defined = {name for piece in pieces if piece.kind == "code" for name in names_in(piece.text)} if gone else set()
    found, told = [], []
    for cell in gone:
        text, what = cell.shown, "was deleted; it was put back"
        if cell.solution:
            what = "was deleted; an empty one was put in its place"
            wanted = names_in(cell.shown) if cell.kind == "code" else frozenset()
            if wanted and wanted <= defined:
                # The empty answer would overwrite what the learner defined elsewhere.
                text = _ELSEWHERE.format(name=cell.name)
                what = "was merged with another cell or deleted; what other cells define counts"
        found.append(Piece(kind=cell.kind, text=text, name=cell.name))
        told.append(Repair(f"The {cell.word} cell {cell.name!r} {what}.", cell.name))
    return found, told


def _settings(pieces: Iterable[Piece], original: Original) -> list[Repair]:
    """The words about what was changed in cells that were found: type, text of fixed cells, points and marks."""
    cells = {cell.name: cell for cell in original.cells}
    told = []
    for piece in pieces:
        if not piece.name:
            continue
        cell = cells[piece.name]
        changes = []
        if piece.kind != cell.kind:
            changes.append(f"was turned from {cell.kind} into {piece.kind}; it is {cell.kind} again")
        if cell.fixed and same(piece.text) not in (same(cell.shown), same(cell.text)):
            changes.append("was changed; the instructor's text counts")
        about = piece.metadata.get("nbgrader")
        if piece.claim == cell.name and isinstance(about, dict) and _altered(about, cell):
            changes.append("had other points or marks; the instructor's count")
        told += [Repair(f"The {cell.word} cell {cell.name!r} {what}.", cell.name) for what in changes]
    return told


def _altered(about: dict[str, Any], cell: SourceCell) -> bool:
    flags = [(about.get(key, False), getattr(cell, key)) for key in ("grade", "solution", "task")]
    if not (cell.grade or cell.solution or cell.task):
        flags.append((about.get("locked", False), cell.locked))
    if any(said is not meant for said, meant in flags):
        return True
    points = about.get("points")
    return cell.points is not None and (isinstance(points, bool) or points != cell.points)


def _kernel(submitted: Submitted, original: Original) -> list[Repair]:
    wanted, found = original.kernelspec, submitted.metadata.get("kernelspec")
    name = found.get("name") if isinstance(found, dict) else None
    if wanted and name != wanted.get("name"):
        return [Repair("The notebook named another kernel; it ran on the instructor's.")]
    return []


def _as_plain_text(pieces: Iterable[Piece], original: Original) -> list[Repair]:
    """Fence the learner's own Markdown in where it is too long to be laid out; no letter is lost."""
    cells = {cell.name: cell for cell in original.cells}
    left, told = MOST_MARKDOWN, []
    for piece in pieces:
        cell = cells.get(piece.name)
        if (cell.kind if cell else piece.kind) != "markdown" or (cell and cell.fixed):
            continue
        if same(piece.text) in original.ordinary:
            continue
        words = _PICTURE.sub("", piece.text)
        size = len(words)
        brackets = sum(line.count("[") * len(line) for line in words.splitlines())
        if size <= min(left, LONGEST_MARKDOWN) and brackets <= _MOST_BRACKETS:
            left -= size
            continue
        fence = "~" * (3 + max(map(len, re.findall("~+", piece.text)), default=0))
        piece.text = f"{fence}text\n{_LONG_LINE.sub(_BROKEN, piece.text)}\n{fence}"
        which = f"The {cell.word} cell {cell.name!r}" if cell else "A text cell"
        what = f"has more than {LONGEST_MARKDOWN:,} letters, or all text cells have {MOST_MARKDOWN:,}"
        what += ", or it is full of brackets"
        told.append(Repair(f"{which} {what}; it is shown as plain text, in short lines.", piece.name))
    return told[:_MOST_TOLD]


# -- writing ---------------------------------------------------------------------------------------------------------


def _written(pieces: Iterable[Piece], submitted: Submitted, original: Original, keep_outputs: bool) -> dict[str, Any]:
    sources = {cell.name: cell for cell in original.cells}
    cells = [_cell(piece, sources.get(piece.name), keep_outputs) for piece in pieces]
    if submitted.minor >= 5:
        # A cell that is put back takes its old id again, unless the learner's notebook has given it to another.
        taken: set[str] = set()
        for position, (piece, cell) in enumerate(zip(pieces, cells, strict=True)):
            source = sources.get(piece.name)
            wanted = piece.cell_id or (source.cell_id if source else "")
            if not _ID.fullmatch(wanted) or wanted in taken:
                wanted = f"repaired-{position}"
                while wanted in taken:
                    wanted += "x"
            taken.add(wanted)
            cell["id"] = wanted
    metadata = of_notebook(plain(submitted.metadata))
    if original.kernelspec:
        metadata["kernelspec"] = original.kernelspec
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": submitted.minor}


def _cell(piece: Piece, source: SourceCell | None, keep_outputs: bool) -> dict[str, Any]:
    metadata = of_cell(piece.metadata)
    about = metadata.pop("nbgrader", None)
    about = about if isinstance(about, dict) else {}
    kind, text = piece.kind, piece.text
    if source is not None:
        kind = source.kind
        text = source.text if source.fixed else text
        metadata["nbgrader"] = _marks(about, source)
    cell: dict[str, Any] = {"cell_type": kind, "metadata": metadata, "source": text}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
        if keep_outputs:
            cell |= {"execution_count": piece.execution_count, "outputs": sound_outputs(piece.outputs)}
        else:
            metadata.pop("collapsed", None)
            metadata.pop("scrolled", None)
    elif sound_attachments(piece.attachments):
        cell["attachments"] = piece.attachments
    return cell


def _marks(about: dict[str, Any], source: SourceCell) -> dict[str, Any]:
    """nbgrader's settings of a cell: the instructor's, spelled as nbgrader leaves them in an honest submission."""
    marks: dict[str, Any] = {
        "cell_type": source.kind,
        "checksum": source.checksum,
        "grade": source.grade,
        "grade_id": source.name,
        "locked": source.locked,
        "schema_version": 3,
        "solution": source.solution,
        "task": source.task,
    }
    if source.grade and not source.solution and isinstance(about.get("locked"), bool):
        # A test is locked whatever this says; nbgrader leaves it as it is.
        marks["locked"] = about["locked"]
    if source.points is not None:
        said = about.get("points")
        marks["points"] = said if not isinstance(said, bool) and said == source.points else source.points
    return marks
