"""Which of the things that people handed in are the work for another assignment of the class.

The cells of all assignments bear the same names, `task1-answer`, so only the texts that learners do not write tell them
apart: those of the tasks, the tests, and what stands between them. Texts that two assignments share tell nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from course.errors import PlatformError
from course.grading.notebook.read import LARGEST, read_bytes
from course.grading.platform.arrived import Piece
from course.grading.platform.deliveries import Delivery
from course.grading.repair.original import Original, same
from course.grading.repair.read import read
from course.grading.submission.files import shown

_ENOUGH = 0.5
"""The share of another assignment's own texts that a notebook holds at least when it is the work for that one."""
_MORE = 2.0
"""By how much that share is larger than the share of the texts that are asked for."""
_MOST_READ = 100
"""Files of one person that are looked into, as in course.grading.submission.work."""
_MOST_ALONE = 1
"""So many people may hand in the wrong notebook before the whole download is thought to be the wrong one."""


@attrs.frozen
class OtherWork:
    """The texts by which the work for one assignment and that for the others are known.

    own: of the assignment that is asked for. others: of each other one, by name.
    """

    own: frozenset[str]
    others: Mapping[str, frozenset[str]]

    def of(self, data: bytes) -> str:
        """The other assignment that a notebook file is the work for; "" when it is none, or no notebook.

        >>> cells = '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "assert treaty"}]}'
        >>> OtherWork(frozenset(["assert war"]), {"02": frozenset(["assert treaty"])}).of(cells.encode())
        '02'
        """
        if not self.others or not is_notebook(data):
            return ""
        there = {same(piece.text) for piece in read(data).pieces}
        shares = {name: _share(texts, there) for name, texts in self.others.items()}
        nearest = max(shares, key=lambda name: shares[name])
        far = shares[nearest] >= _ENOUGH and shares[nearest] > _MORE * _share(self.own, there)
        return nearest if far else ""


def other_work(assignment: str, originals: Mapping[str, Iterable[Original]]) -> OtherWork:
    """What tells the work for `assignment` from that for the others. originals: the notebooks of each, by assignment.

    Example: ``other_work("01-history", {"01-history": [one], "02-objectives": [two]})``
    """
    texts = {name: frozenset().union(*map(_texts, all_)) for name, all_ in originals.items()}
    count = Counter(text for all_ in texts.values() for text in all_)
    alone = {name: frozenset(text for text in all_ if count[text] == 1) for name, all_ in texts.items()}
    return OtherWork(alone.pop(assignment, frozenset()), {name: all_ for name, all_ in alone.items() if all_})


def _texts(original: Original) -> frozenset[str]:
    fixed = {same(cell.shown) for cell in original.cells if cell.fixed}
    return original.ordinary | frozenset(fixed - {""})


def _share(texts: frozenset[str], there: set[str]) -> float:
    return len(texts & there) / len(texts) if texts else 0.0


def is_notebook(data: bytes) -> bool:
    """Whether it looks like a notebook, without reading all of it.

    >>> is_notebook(b'{"cells": []}'), is_notebook(b"%PDF-1.7")
    (True, False)
    """
    return len(data) <= LARGEST and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and b'"cells"' in data


@attrs.frozen
class Misplaced:
    """Notebooks that somebody handed in for another assignment. all_: the person handed in no other notebook."""

    delivery: Delivery
    assignment: str
    pieces: tuple[Piece, ...]
    all_: bool


def misplaced(found: Sequence[Delivery], about: OtherWork) -> list[Misplaced]:
    """All notebooks among these deliveries that are the work for another assignment, by person.

    Example: ``misplaced(deliveries, other_work("01-history", originals))[0].assignment``
    """
    made = []
    for one in found:
        if one.stranger:
            continue
        wrong: dict[Piece, str] = {}
        notebooks = 0
        for piece in sorted(one.pieces, key=lambda piece: ".ipynb" not in piece.parts[-1].lower())[:_MOST_READ]:
            data = read_bytes(piece.file)
            notebooks += is_notebook(data)
            if name := about.of(data):
                wrong[piece] = name
        if wrong:
            (name, _), *_ = Counter(wrong.values()).most_common(1)
            made.append(Misplaced(one, name, tuple(wrong), len(wrong) == notebooks))
    return made


def refuse_wrong_download(assignment: str, found: Sequence[Delivery], wrong: Sequence[Misplaced]) -> None:
    """Errors: PlatformError when most people of a download, or of all of them, handed in another assignment's work.

    One alone is no such download: that person handed in the wrong file.

    Example: ``refuse_wrong_download("01-history", deliveries, misplaced(deliveries, about))``
    """
    for source in (None, *dict.fromkeys(one.source for one in found)):
        together = [one for one in found if source in (None, one.source) and not one.stranger]
        whole = [one for one in wrong if one.all_ and source in (None, one.delivery.source)]
        if len(whole) > _MOST_ALONE and 2 * len(whole) > len(together):
            (name, _), *_ = Counter(one.assignment for one in whole).most_common(1)
            whose = [shown(one.delivery.owner.key) for one in whole[:3]]
            raise PlatformError(
                f"This is the work for {name}, not {assignment}: so it is with {len(whole)} of {len(together)} people "
                f"({', '.join(whose)}{', ...' if len(whole) > len(whose) else ''}). Nothing of it was taken, and "
                f"nothing was changed. To mend: --assignment {name}, or download {assignment}."
            )
