"""Constructs: small pieces of an assignment, with answers of which it is known how good they are.

A family of constructs is a plain text file, constructs/FAMILY.cells:

    ===== a copy, not the same list
    --- right
    x = [1]
    y = x.copy()
    --- other
    y = list(x)
    --- wrong
    y = x
    --- test 2
    assert y == x and y is not x

The cells come in the order in which they stand. Kinds of sections: `before`, a locked cell of the instructor's;
`plain`, a cell that nbgrader does not know; `right`, `other`, `wrong`, a solution cell with the model answer and
others' (sections of these kinds that follow each other are answers for one cell); `test N`, a test for N points;
`hidden N`, a test that is left out of the release; `file NAME`, a file beside the notebook.

The n-th `other` (or `wrong`) answer of each solution cell make one answer to the construct; a cell that has none takes
the right one. What stock nbgrader must say of them, or else the construct is wrong: right and other answers get all
points, wrong ones fewer. Words in brackets after the name:

    [alone]    in a notebook of its own, because it may disturb others
    [fresh]    the same, and stock nbgrader starts a new Python for it, where no module is imported before
    [blank]    with one more answer, none at all, which others have only where there are fewer than three
    [partial]  any points are right for the other and wrong answers: how many, stock nbgrader says
"""

from __future__ import annotations

import re
from pathlib import Path

import attrs

FAMILIES = Path(__file__).with_name("constructs")
ANSWERS = ("right", "other", "wrong")
BLANK = "blank"
"""The answer of a learner who left the cells as they were handed out."""


@attrs.frozen
class Part:
    """One cell. kind: "answer", "test", "hidden", "before", "plain" or "file"; about: points or a file's name.

    answers: the texts of a solution cell by answer ("right", "other 1", "wrong 1"...); text: that of all others.
    """

    kind: str
    about: str = ""
    text: str = ""
    answers: dict[str, str] = attrs.field(factory=dict)


@attrs.frozen
class Construct:
    """A piece of an assignment; see the module. tags: the words in brackets."""

    family: str
    name: str
    tags: frozenset[str]
    parts: tuple[Part, ...]

    @property
    def id(self) -> str:
        """Family and name, for people and for pytest.

        >>> load("identity")[0].id.startswith("identity: ")
        True
        """
        return f"{self.family}: {self.name}"

    @property
    def slug(self) -> str:
        """The name as the beginning of its cells' ids."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")

    @property
    def answers(self) -> list[str]:
        """The answers in order: the right one, other right ones, wrong ones, perhaps none at all."""
        found = {answer for part in self.parts for answer in part.answers}
        blank = [BLANK] if "blank" in self.tags or len(found) < 3 else []
        return [*sorted(found, key=lambda one: (ANSWERS.index(one.split()[0]), one)), *blank]

    @property
    def alone(self) -> bool:
        """Whether it needs a notebook of its own."""
        return bool(self.tags & {"alone", "fresh"})

    def cell_id(self, place: int) -> str:
        """The grade id of a part."""
        return f"{self.slug}-{place}"

    @property
    def points(self) -> dict[str, float]:
        """The points of each test cell by its id."""
        graded = {place: part for place, part in enumerate(self.parts) if part.kind in ("test", "hidden")}
        return {self.cell_id(place): float(part.about or 1) for place, part in graded.items()}


def load(family: str = "*") -> list[Construct]:
    """The constructs of a family, or all. Errors: ValueError for a file that is not as it should be."""
    return [one for path in sorted(FAMILIES.glob(f"{family}.cells")) for one in _family(path)]


def _family(path: Path) -> list[Construct]:
    before, *pieces = re.split(r"^===== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if before.strip():
        raise ValueError(f"{path.name}: there is text before the first construct")
    found = [_construct(path.stem, piece) for piece in pieces]
    slugs = [one.slug for one in found]
    twice = {one for one in slugs if slugs.count(one) > 1}
    if twice:
        raise ValueError(f"{path.name}: two constructs have the name {twice.pop()}")
    return found


def _construct(family: str, text: str) -> Construct:
    heading, *sections = re.split(r"^--- ", text, flags=re.MULTILINE)
    name, _, tags = heading.strip().partition(" [")
    tags = frozenset(tags.rstrip("]").split())
    parts: list[Part] = []
    counted: dict[str, int] = {}
    for section in sections:
        line, _, body = section.partition("\n")
        kind, _, about = line.strip().partition(" ")
        body = body.strip("\n")
        if kind not in ANSWERS:
            if kind not in ("test", "hidden", "before", "plain", "file"):
                raise ValueError(f"{family}: {name}: no kind of section: {kind!r}")
            parts.append(Part(kind, about, body))
            continue
        if kind == "right":
            counted = {}
            parts.append(Part("answer"))
        counted[kind] = counted.get(kind, 0) + 1
        parts[-1].answers["right" if kind == "right" else f"{kind} {counted[kind]}"] = body
    made = Construct(family, name, tags, tuple(parts))
    if not made.points or not any("right" in part.answers for part in parts):
        raise ValueError(f"{family}: {name}: a right answer or a test is missing")
    return made
