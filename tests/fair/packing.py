"""Which constructs share a notebook: as many as do not use each other's names, for a kernel costs more than a cell."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator

import attrs

from course.grading.notebook.names import binds, uses
from tests.fair.construct import Construct

MOST = 60
"""Constructs in one notebook: if a program dies there, the others are told from it by their names."""
STUDENTS = 4
_KNOWN = frozenset(dir(builtins)) | {"get_ipython", "In", "Out", "display", "open"}


@attrs.frozen
class Block:
    """Constructs that stay together, in order. hands_in: how many answers there are at most.

    bound: the names that they write, with the import statements that do so, or "". used: all names that they read.
    """

    constructs: tuple[Construct, ...]
    hands_in: int
    bound: dict[str, set[str]]
    used: set[str]

    def disturbs(self, other: Block) -> bool:
        """Whether one of them writes a name of the other's, other than by the same import."""
        for one, two in ((self, other), (other, self)):
            for name in one.bound.keys() & (two.bound.keys() | two.used):
                if "" in one.bound[name] or one.bound[name] != two.bound.get(name):
                    return True
        return False


def packed(constructs: Iterable[Construct]) -> dict[str, list[Construct]]:
    """The constructs of each notebook by its name."""
    alone: dict[str, list[Construct]] = {}
    blocks: list[Block] = []
    families: dict[str, list[Construct]] = {}
    for one in constructs:
        if one.alone:
            alone[f"alone-{one.family}-{one.slug}"] = [one]
        else:
            families.setdefault(one.family, []).append(one)
    for family in families.values():
        missing = {name for one in family for name in _missing(one)}
        together = [one for one in family if _missing(one) or _gives(one, missing)]
        blocks += [_block(held) for held in [together, *([one] for one in family if one not in together)] if held]
    blocks.sort(key=lambda block: -len(block.constructs))
    notebooks: list[list[Block]] = []
    for block in blocks:
        for held in notebooks:
            size = sum(len(one.constructs) for one in held)
            if held[0].hands_in != block.hands_in or size + len(block.constructs) > MOST:
                continue
            if not any(block.disturbs(one) for one in held):
                held.append(block)
                break
        else:
            notebooks.append([block])
    shared = {
        f"answers-{held[0].hands_in}-{number}": [one for block in held for one in block.constructs]
        for number, held in enumerate(notebooks)
    }
    return shared | alone


def _texts(construct: Construct) -> Iterator[list[str]]:
    """Each cell's texts: one, or one for each answer."""
    for part in construct.parts:
        if part.kind != "file":
            yield list(part.answers.values()) if part.kind == "answer" else [part.text]


def _missing(construct: Construct) -> set[str]:
    """The names that it uses and that are not its own."""
    bound: set[str] = set()
    found: set[str] = set()
    for texts in _texts(construct):
        here = {name for text in texts for name, _ in binds(text)}
        found |= {name for text in texts for name in uses(text)} - bound - here - _KNOWN
        bound |= here
    return found


def _gives(construct: Construct, names: set[str]) -> bool:
    """Whether a cell of the instructor's makes one of these names for the rest of its family."""
    made = {name for part in construct.parts if part.kind == "before" for name, _ in binds(part.text)}
    return bool(made & names)


def _block(constructs: list[Construct]) -> Block:
    bound: dict[str, set[str]] = {}
    used: set[str] = set()
    for construct in constructs:
        for text in (text for texts in _texts(construct) for text in texts):
            used |= uses(text)
            for name, statement in binds(text):
                bound.setdefault(name, set()).add(statement)
    most = max(len(construct.answers) for construct in constructs)
    return Block(tuple(constructs), min(most, STUDENTS), bound, used)
