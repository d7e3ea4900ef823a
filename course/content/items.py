"""Quiz items: one typed model for each kind, and the only schema of items.yml.

An item is formative. It asks one thing about one objective, and every answer that a learner is
likely to give has its own feedback. The five kinds share `Item`'s fields; each class adds its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import attrs

from course.content.source import read_yaml, relative, structure_rows
from course.errors import ContentError, Fault

BLOOM = ("Rem", "Und", "App", "Ana", "Eva", "Cre")
USES = ("pretest", "inline", "mastery")
ITEM_ID = re.compile(r"m(\d)-q(\d{2}|[1-9]\d{2})")

Rule = tuple[str, str]
"""What is wrong and how to mend it; the file and the item are added by the reader."""


@attrs.frozen(kw_only=True)
class Option:
    """One choice of a single or multiple item. `feedback` explains why it is right or tempting."""

    id: str
    text: str
    feedback: str
    correct: bool = False


@attrs.frozen(kw_only=True)
class Step:
    """One element of an order item, or one left-hand side of a match item."""

    id: str
    text: str
    feedback: str


@attrs.frozen(kw_only=True)
class Target:
    """One right-hand side of a match item."""

    id: str
    text: str


@attrs.frozen(kw_only=True)
class WrongNumber:
    """A wrong number that learners are expected to reach, and the slip behind it."""

    value: float
    feedback: str


@attrs.frozen(kw_only=True)
class Item:
    """What every kind has. `lesson` (or `facts`) says where the answer can be found.

    `alone` is false for an item that needs what stands around it in its lesson: review() leaves it out.
    """

    kind: ClassVar[str]

    id: str
    use: str
    stem: str
    objective: str
    bloom: str
    facts: tuple[str, ...] = ()
    lesson: str = ""
    certainty: bool = False
    alone: bool = True

    @property
    def module(self) -> str:
        """Two-digit module id, read from the item's own id: "m1-q03" -> "01"."""
        return f"0{self.id[1]}"

    def rules_broken(self) -> Iterator[Rule]:
        """Every rule this item breaks on its own; bank-wide rules are checked by `course check`."""
        if not ITEM_ID.fullmatch(self.id):
            yield f"the id {self.id!r} does not have the form m1-q03", "use the module's digit and two digits, or three"
        if self.use not in USES:
            yield f"use is {self.use!r}", f"choose one of {', '.join(USES)}"
        if self.bloom not in BLOOM:
            yield f"bloom is {self.bloom!r}", f"choose one of {', '.join(BLOOM)}"
        if not self.facts and not self.lesson:
            yield "it names neither a fact nor a lesson", "add facts: [F1.2] or lesson: 1A"


def _duplicates(ids: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return sorted({i for i in ids if i in seen or seen.add(i)})  # type: ignore[func-returns-value]


def _option_rules(options: tuple[Any, ...]) -> Iterator[Rule]:
    if len(options) < 3:
        yield f"it has {len(options)} options", "give it at least 3 plausible ones"
    for double in _duplicates(option.id for option in options):
        yield f"option id {double!r} is used twice", "give each option its own letter"
    for double in _duplicates(option.text.casefold() for option in options):
        yield f"two options say the same: {double!r}", "make them differ"


@attrs.frozen(kw_only=True)
class Choice(Item):
    """What single and multiple items share: options, some of them correct."""

    options: tuple[Option, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Ids of the correct options, in the order they were written."""
        return tuple(option.id for option in self.options if option.correct)

    def rules_broken(self) -> Iterator[Rule]:
        yield from super().rules_broken()
        yield from _option_rules(self.options)


@attrs.frozen(kw_only=True)
class Single(Choice):
    """Exactly one option is right."""

    kind: ClassVar[str] = "single"

    def rules_broken(self) -> Iterator[Rule]:
        yield from super().rules_broken()
        if len(self.key) != 1:
            yield f"{len(self.key)} options are marked correct", "mark exactly one with correct: true"


@attrs.frozen(kw_only=True)
class Multiple(Choice):
    """A stated number of options is right; the learner is told how many to choose."""

    kind: ClassVar[str] = "multiple"
    choose: int

    def rules_broken(self) -> Iterator[Rule]:
        yield from super().rules_broken()
        if len(self.key) != self.choose:
            yield f"choose is {self.choose} but {len(self.key)} options are marked correct", "make the two agree"
        if not 2 <= self.choose < len(self.options):
            yield f"choose is {self.choose} of {len(self.options)}", "ask for 2 or more, and leave at least one wrong"


@attrs.frozen(kw_only=True)
class Numeric(Item):
    """A number within `tolerance` of `answer`, in `unit`. Anticipated wrong numbers are in `wrong`."""

    kind: ClassVar[str] = "numeric"
    answer: float
    tolerance: float
    unit: str = ""
    feedback: str
    wrong: tuple[WrongNumber, ...]
    otherwise: str

    def rules_broken(self) -> Iterator[Rule]:
        yield from super().rules_broken()
        if self.tolerance < 0:
            yield "tolerance is negative", "use 0 for an exact answer"
        if not self.wrong:
            yield "no anticipated wrong number", "add the number a usual slip leads to, under wrong:"
        for slip in self.wrong:
            if abs(slip.value - self.answer) <= self.tolerance:
                yield f"the wrong number {slip.value:g} lies within the tolerance", "correct one of the two"
        for double in _duplicates(f"{slip.value:g}" for slip in self.wrong):
            yield f"the wrong number {double} stands twice", "keep one"


@attrs.frozen(kw_only=True)
class Order(Item):
    """Put the options in order; `answer` lists their ids from first to last."""

    kind: ClassVar[str] = "order"
    options: tuple[Step, ...]
    answer: tuple[str, ...]

    def rules_broken(self) -> Iterator[Rule]:
        yield from super().rules_broken()
        yield from _option_rules(self.options)
        ids = [option.id for option in self.options]
        if sorted(self.answer) != sorted(ids):
            yield f"answer {list(self.answer)} is not an order of the options {ids}", "list each id once"
        elif list(self.answer) == ids:
            yield "the options are written in the right order, so the plain text gives it away", "mix them"


@attrs.frozen(kw_only=True)
class Match(Item):
    """Give each option its target; `answer` maps option id to target id."""

    kind: ClassVar[str] = "match"
    options: tuple[Step, ...]
    targets: tuple[Target, ...]
    answer: dict[str, str]

    def rules_broken(self) -> Iterator[Rule]:
        yield from super().rules_broken()
        yield from _option_rules(self.options)
        ids = {option.id for option in self.options}
        targets = [target.id for target in self.targets]
        for double in _duplicates(targets):
            yield f"target id {double!r} is used twice", "give each target its own letter"
        if set(self.answer) != ids:
            yield f"answer covers {sorted(self.answer)}, the options are {sorted(ids)}", "pair every option once"
        for missing in sorted(set(self.answer.values()) - set(targets)):
            yield f"answer uses target {missing!r}, which does not exist", "add it under targets:"


KINDS: dict[str, type[Item]] = {cls.kind: cls for cls in (Single, Multiple, Numeric, Order, Match)}


def read_items(path: Path, root: Path) -> list[Item]:
    """All items of one items.yml, in file order.

    Raises ContentError with every fault of the file at once: file, item, rule and mend.

    >>> from course.content.source import content_root
    >>> root = content_root()
    >>> read_items(root / "modules/01-history/items.yml", root)[0].id
    'm1-q01'
    """
    file = relative(path, root)

    def choose_class(row: dict[str, Any]) -> type[Item] | Fault:
        kind = row.pop("kind", None)
        if kind in KINDS:
            return KINDS[kind]
        place = str(row.get("id", "entry without id"))
        return Fault(file, place, f"kind is {kind!r}", f"choose one of {', '.join(KINDS)}")

    items, faults = structure_rows(read_yaml(path, root), file, choose_class)
    for item in items:
        faults += [Fault(file, item.id, rule, mend) for rule, mend in item.rules_broken()]
    for double in _duplicates(item.id for item in items):
        faults.append(Fault(file, double, "this id is used twice", "ids are never reused: take the next free one"))
    if faults:
        raise ContentError(faults)
    return items
