"""Find out which cell of a submission is which cell of the instructor's notebook.

In this order, surest first: the nbgrader id in the metadata, Jupyter's cell id, the very text, the names that the code
defines, the place between two neighbours that were found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import attrs

from course.grading.repair.original import Original, SourceCell, names_in, parses, same
from course.grading.repair.read import Piece


@attrs.frozen
class Repair:
    """One thing that was mended, in words for instructor and learner. cell: the nbgrader id it is about, or ""."""

    text: str
    cell: str = ""

    def __str__(self) -> str:
        return self.text


class Matcher:
    """The cells of one submission on the way to their names. `run` gives the cells that remain.

    repairs: what was mended. strangers: how many cells claim a task that the instructor's notebook does not have.
    """

    def __init__(self, pieces: Iterable[Piece], original: Original) -> None:
        self.pieces = list(pieces)
        self.original = original
        self.cells = {cell.name: cell for cell in original.cells}
        self.repairs: list[Repair] = []
        self.strangers = 0
        self.found: dict[str, Piece] = {}

    def run(self) -> list[Piece]:
        """Name every piece that can be named; returns the pieces that stay, in the learner's order."""
        self._by_metadata()
        self._by_cell_id()
        self._by_text()
        self._by_names()
        self._by_place()
        return self.pieces

    def _missing(self) -> list[SourceCell]:
        return [cell for cell in self.original.cells if cell.name not in self.found]

    def _loose(self) -> list[Piece]:
        return [piece for piece in self.pieces if not piece.name]

    def _take(self, cell: SourceCell, piece: Piece, how: str = "") -> None:
        piece.name = cell.name
        self.found[cell.name] = piece
        if how:
            self._tell(cell, f"had lost its nbgrader id; it was known by {how}")

    def _tell(self, cell: SourceCell, what: str) -> None:
        self.repairs.append(Repair(f"The {cell.word} cell {cell.name!r} {what}.", cell.name))

    def _drop(self, gone: Piece) -> None:
        self.pieces.remove(gone)

    # -- by metadata, and what to do with copies --------------------------------------------------------------------

    def _by_metadata(self) -> None:
        groups: dict[str, list[Piece]] = {}
        for piece in self.pieces:
            if piece.claim in self.cells:
                groups.setdefault(piece.claim, []).append(piece)
            elif piece.claim:
                self.strangers += any(
                    piece.metadata["nbgrader"].get(key) for key in ("grade", "solution", "locked", "task")
                )
        if self.strangers:
            count = "1 cell has" if self.strangers == 1 else f"{self.strangers} cells have"
            text = f"{count} an nbgrader id that this assignment does not know; that does not count."
            self.repairs.append(Repair(text))
        for name, group in groups.items():
            cell = self.cells[name]
            if len(group) == 1:
                self._take(cell, group[0])
            elif cell.fixed:
                self._fixed_copies(cell, group)
            elif cell.grade or cell.kind != "code":
                self._graded_copies(cell, group)
            else:
                self._code_copies(cell, group)

    def _home(self, cell: SourceCell, group: list[Piece]) -> Piece:
        """The piece that has Jupyter's own id of the cell; else the first."""
        return next((piece for piece in group if cell.cell_id and piece.cell_id == cell.cell_id), group[0])

    def _fixed_copies(self, cell: SourceCell, group: list[Piece]) -> None:
        kept = self._home(cell, group)
        known = set(same(cell.shown).split("\n")) | {""}
        for piece in group:
            # A copy that says more may hold an answer: it stays, as an ordinary cell.
            if piece is not kept and set(same(piece.text).split("\n")) <= known:
                self._drop(piece)
        self._take(cell, kept)
        self._tell(cell, f"was there {len(group)} times; one counts, with the instructor's text")

    def _graded_copies(self, cell: SourceCell, group: list[Piece]) -> None:
        """An answer that a person marks must stand in one cell: what was written in several is joined."""
        written: list[Piece] = []
        known = {"", same(cell.shown)}
        for piece in group:
            text = same(piece.text)
            if text.strip() and text not in known:
                known.add(text)
                written.append(piece)
        kept = written[0] if written else self._home(cell, group)
        for piece in group:
            if piece is not kept:
                kept.attachments = {**piece.attachments, **kept.attachments}
                self._drop(piece)
        self._take(cell, kept)
        if len(written) > 1:
            kept.text = "\n\n".join(piece.text for piece in written)
            self._tell(cell, f"was there {len(group)} times; what was written in them was joined, in their order")
        else:
            self._tell(cell, f"was there {len(group)} times; the one that was filled in counts")

    def _code_copies(self, cell: SourceCell, group: list[Piece]) -> None:
        """Copies of an answer in code all run, as they would in Jupyter, except those that nobody filled in."""
        written = [piece for piece in group if piece.text.strip() and same(piece.text) != same(cell.shown)]
        if not written:
            written = [self._home(cell, group)]
        for piece in group:
            if piece not in written:
                self._drop(piece)
        first = self.pieces.index(written[0])
        joined = "\n".join(piece.text for piece in written)
        together = self.pieces[first : first + len(written)] == written
        if together and not all(parses(piece.text) for piece in written) and parses(joined):
            for piece in written[1:]:
                self._drop(piece)
            written[0].text = joined
            self._take(cell, written[0])
            self._tell(cell, f"was split into {len(group)} cells; they were joined")
            return
        self._take(cell, written[-1])
        self._tell(cell, f"was there {len(group)} times; all that were filled in run, in their order")

    # -- for cells without metadata ---------------------------------------------------------------------------------

    def _by_cell_id(self) -> None:
        loose = self._loose()
        count = Counter(piece.cell_id for piece in loose)
        by_id = {piece.cell_id: piece for piece in loose if piece.cell_id and count[piece.cell_id] == 1}
        for cell in self._missing():
            if cell.cell_id in by_id:
                self._take(cell, by_id[cell.cell_id], "Jupyter's cell id")

    def _by_text(self) -> None:
        ordinary = self.original.ordinary
        there: dict[str, list[Piece]] = {}
        for piece in self._loose():
            there.setdefault(same(piece.text), []).append(piece)
        wanted: dict[str, list[SourceCell]] = {}
        for cell in self._missing():
            wanted.setdefault(same(cell.shown), []).append(cell)
        for text, cells in wanted.items():
            pieces = there.get(text, [])
            # Several cells may read alike, as hidden tests do; in equal numbers their order tells them apart.
            if text.strip() and text not in ordinary and len(pieces) == len(cells):
                for cell, piece in zip(cells, pieces, strict=True):
                    self._take(cell, piece, "its text")

    def _by_names(self) -> None:
        waiting = [
            cell
            for cell in self.original.cells
            if cell.solution and cell.kind == "code" and names_in(cell.shown)
            if cell.name not in self.found or same(self.found[cell.name].text) == same(cell.shown)
        ]
        if not waiting:
            return
        ordinary = self.original.ordinary
        loose = [(piece, names_in(piece.text)) for piece in self._loose() if same(piece.text) not in ordinary]
        overwritten = [
            (piece, names_in(piece.text) - names_in(cell.shown))
            for cell in self.original.cells
            if cell.fixed and cell.name in self.found
            for piece in (self.found[cell.name],)
            if same(piece.text) not in (same(cell.shown), same(cell.text))
        ]
        for cell in waiting:
            wanted = names_in(cell.shown)
            there = [piece for piece, names in loose if wanted <= names and not piece.name]
            if cell.name not in self.found and there:
                # In Jupyter, what was defined last is what counts.
                self._take(cell, there[-1], "the names that it defines")
                continue
            typed = [piece for piece, names in overwritten if wanted <= names]
            if typed and not there:
                self._from_fixed(cell, typed[-1])

    def _from_fixed(self, cell: SourceCell, fixed: Piece) -> None:
        """An answer that was typed into, or merged with, a cell whose text will be put back."""
        if cell.name in self.found:
            self.found[cell.name].text = fixed.text
        else:
            answer = Piece(kind="code", text=fixed.text)
            order = list(self.cells)
            later = order.index(cell.name) > order.index(fixed.name)
            self.pieces.insert(self.pieces.index(fixed) + later, answer)
            self._take(cell, answer)
        self._tell(cell, f"was empty, and its answer stood in the cell {fixed.name!r}; it was taken from there")

    def _by_place(self) -> None:
        order = list(self.original.cells)
        at = {piece: place for place, piece in enumerate(self.pieces)}
        ordinary = self.original.ordinary
        gaps: dict[tuple[int, int], list[SourceCell]] = {}
        places = [at[self.found[cell.name]] if cell.name in self.found else None for cell in order]
        for index, cell in enumerate(order):
            if cell.solution and cell.name not in self.found:
                before = next((place for place in reversed(places[:index]) if place is not None), -1)
                after = next((place for place in places[index:] if place is not None), len(self.pieces))
                gaps.setdefault((before, after), []).append(cell)
        for (before, after), cells in gaps.items():
            for kind in ("code", "markdown"):
                wanted = [cell for cell in cells if cell.kind == kind]
                between = [
                    piece
                    for piece in self.pieces[before + 1 : max(after, before + 1)]
                    if not piece.name and piece.kind == kind and piece.text.strip()
                    if same(piece.text) not in ordinary and piece.cell_id not in self.original.ordinary_ids
                ]
                if wanted and len(between) == len(wanted):
                    for cell, piece in zip(wanted, between, strict=True):
                        self._take(cell, piece, "its place between its neighbours")
