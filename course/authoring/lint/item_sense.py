"""Rules about what an item says of itself: its feedback, its two sides, its stem, and where it may be asked.

Some hold for the whole course. Those about style wait for the modules in modules/not-yet-retold.yml.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from course.authoring.prose import STARS, starred
from course.content.catalog import Catalog, Module
from course.content.items import Choice, Item, Match, Order, Step
from course.content.retelling import not_yet_retold
from course.content.usage import module_use
from course.errors import Fault

Rule = tuple[str, str]
"""What is wrong and how to mend it."""

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
_PLACE = re.compile(rf"({'|'.join(_PLACES)}|last)\b(?! World)", re.IGNORECASE)
"""A feedback that begins like this names the step's place."""
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_NEWEST_FIRST = re.compile(r"\b(newest|latest|youngest|most recent) first\b", re.IGNORECASE)
_SAYS_UNEQUAL = re.compile(
    r"\b(left over|fits? none|not needed|not used|unused|more than once|twice|again)\b", re.IGNORECASE
)
_YES_OR_NO = re.compile(r"(yes|no)\b\s*[,:;.]", re.IGNORECASE)
_SECOND_QUESTION = re.compile(
    r"\?.*\?|,? and (what|which|why|how|who|whose|when|where)\b[^.]*\?", re.IGNORECASE | re.DOTALL
)
_SURROUNDINGS = re.compile(
    r"\b(above|below(?! (the line|zero|average))|this (lesson|cell|chart|map|figure|explorer)"
    r"|the (next|last) (cell|table|chart)|the table (here|itself)|you (just|have just))\b",
    re.IGNORECASE,
)


def sense_faults(course: Catalog, root: Path) -> Iterator[Fault]:
    """Every item whose feedback, stem or use does not agree with the item itself.

    >>> from course.content.catalog import catalog
    >>> from course.content.source import content_root
    >>> list(sense_faults(catalog(), content_root()))
    []
    """
    waiting = not_yet_retold(root).items
    for module in course.modules:
        shown = _shown(module, root)
        for item in module.items:
            rules = list(_everywhere(item))
            if module.id not in waiting:
                rules += _retold(item, shown)
            yield from (Fault(f"modules/{module.folder}/items.yml", item.id, rule, mend) for rule, mend in rules)


def _shown(module: Module, root: Path) -> dict[str, str]:
    """Item id -> the lesson that shows it."""
    return {item: lesson for lesson, use in module_use(module, root).items() for item in use.items}


def _everywhere(item: Item) -> Iterator[Rule]:
    if isinstance(item, Order):
        yield from _order_feedback(item)
    found = _SURROUNDINGS.search(item.stem)
    if found and item.alone and item.use != "pretest":
        yield (
            f"its stem points to its surroundings ({found[0]!r}), but review() shows it without them",
            "say in the stem what is meant, or write alone: false",
        )
    if words := starred(_texts(attrs.asdict(item))):
        yield f"it has {words} in stars", STARS


def _texts(value: Any) -> Iterator[str]:
    """Every text in an item, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _retold(item: Item, shown: dict[str, str]) -> Iterator[Rule]:
    if item.use == "mastery":
        if item.id in shown:
            yield (
                f"it is for the module quiz, but {shown[item.id]} shows it with its feedback",
                "write another item for the lesson, with its own id",
            )
        if not item.alone:
            yield "the module quiz shows it without its surroundings", "tell in the stem what is needed"
    if isinstance(item, Match):
        yield from _two_sides(item)
    if isinstance(item, Choice) and any(_YES_OR_NO.match(option.text) for option in item.options):
        yield (
            "an option begins with yes or no, which answers the question before its reason does",
            "ask which reason or reading fits, and give that in each option",
        )
    if found := _SECOND_QUESTION.search(item.stem):
        yield (
            f"its stem asks two questions ({found[0].strip()[-40:]!r})",
            "ask one, and make another item of the second",
        )


def _order_feedback(item: Order) -> Iterator[Rule]:
    steps = {option.id: option for option in item.options}
    in_order = [steps[step] for step in item.answer]
    count = len(in_order)
    for place, step in enumerate(in_order):
        found = _PLACE.match(step.feedback)
        if found and not _is_place(found[1], place, count):
            yield (
                f"the feedback of {step.id} begins with {found[1]!r}, but in answer it is {place + 1} of {count}",
                "correct the feedback or the order in answer",
            )
    if not _NEWEST_FIRST.search(item.stem):
        yield from _order_of_years(in_order)


def _is_place(word: str, place: int, steps: int) -> bool:
    if word.casefold() == "last":
        return place == steps - 1
    return place == _PLACES.index(word.casefold())


def _order_of_years(in_order: list[Step]) -> Iterator[Rule]:
    dated = [(step.id, int(found[0])) for step in in_order if (found := _YEAR.search(step.feedback))]
    for (one, earlier), (other, later) in itertools.pairwise(dated):
        if earlier > later:
            yield (
                f"the feedback dates {one} to {earlier} and {other} to {later}, but answer has {one} before {other}",
                "correct the years or the order in answer; the first year in each feedback is read as its date",
            )


def _two_sides(item: Match) -> Iterator[Rule]:
    used = list(item.answer.values())
    if len(item.targets) == len(item.options) and len(set(used)) == len(used):
        yield (
            "both sides are equally long, so the last pair is found by elimination",
            "add a target that fits none, or let one be used twice, and say so in the stem",
        )
    elif not _SAYS_UNEQUAL.search(item.stem):
        yield (
            f"{len(set(used))} of its {len(item.targets)} targets are used, and its stem does not say so",
            "say in the stem that a target is left over, or may be used twice",
        )
