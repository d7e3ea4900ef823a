"""Put the cells of a submission into the instructor's order, moving as few of the learner's as can be.

Cells that stand in order already stay where they are, with everything between them. A cell that was moved, and a cell
that was deleted, comes after the instructor's cell before it, and after the learner's own code that follows that one.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from course.grading.notebook.names import uses
from course.grading.repair.original import Original, is_long, names_in, same
from course.grading.repair.read import Piece


def in_order(pieces: Sequence[Piece], missing: Sequence[Piece], original: Original) -> tuple[list[Piece], list[str]]:
    """The pieces and the missing ones in the instructor's order, and the names of those that were moved.

    missing: pieces that carry a name and are not among `pieces`.
    """
    rank = {cell.name: place for place, cell in enumerate(original.cells)}
    lead = {cell.name: same(cell.lead) for cell in original.cells}
    known = [piece for piece in pieces if piece.name]
    staying = {known[place] for place in _longest_rise([rank[piece.name] for piece in known])}
    moved = [piece for piece in known if piece not in staying]
    blocks = {piece: _with_helpers(piece, pieces) for piece in moved}
    away = {part for block in blocks.values() for part in block}
    result = [piece for piece in pieces if piece not in away]
    for piece in sorted([*moved, *missing], key=lambda piece: rank[piece.name]):
        place = _place(result, rank, rank[piece.name], lead[piece.name])
        result[place:place] = blocks.get(piece, [piece])
    return result, [piece.name for piece in moved]


def _longest_rise(values: Sequence[int]) -> list[int]:
    """The places of a longest rising run among the values.

    >>> _longest_rise([0, 3, 1, 2])
    [0, 2, 3]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect.bisect_left(tails, value)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [place]
    run = []
    place = ends[-1] if ends else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]


def _with_helpers(piece: Piece, pieces: Sequence[Piece]) -> list[Piece]:
    """A moved answer with the learner's own cells right above it that define what it uses."""
    block = [piece]
    if piece.kind != "code" or is_long(piece.text):
        return block
    try:
        wanted = uses(piece.text)
    except (RecursionError, MemoryError):
        return block
    place = list(pieces).index(piece)
    while place > 0:
        place -= 1
        above = pieces[place]
        if above.name or above.kind != "code" or not wanted & names_in(above.text):
            break
        block.insert(0, above)
    return block


def _place(pieces: Sequence[Piece], rank: dict[str, int], own: int, lead: str) -> int:
    """Where a cell of this rank goes among pieces whose named ones are in order."""
    before = [at for at, piece in enumerate(pieces) if piece.name and rank[piece.name] < own]
    start = before[-1] + 1 if before else 0
    end = next((at for at in range(start, len(pieces)) if pieces[at].name), len(pieces))
    after_lead = next((at + 1 for at in range(start, end) if lead and same(pieces[at].text) == lead), start)
    if not before:
        # The first cell of all stands above all code, and below the title.
        code = next((at for at in range(end) if pieces[at].kind == "code"), end)
        return min(after_lead, code) if after_lead else code
    place = after_lead
    while place < end and pieces[place].kind == "code":
        place += 1
    return place
