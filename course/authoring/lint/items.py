"""Rules about the item bank as a whole, after Haladyna, Downing and Rodriguez (2002).

What one item can break on its own is in `course.content.items`; here are the rules that need the
other items, the lessons or the facts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from course.content.catalog import Catalog, Module
from course.content.items import KINDS, Item, Match, Multiple, Numeric, Order, Single
from course.content.parallel_forms import form_faults
from course.content.usage import module_use
from course.errors import Fault

LEAST_ITEMS = 24
LONGEST_KEY_SHARE = 0.40
KEY_SHARE_SPREAD = 0.15
"""How far a key position's share may lie from an even share."""
LEAST_FEEDBACK_WORDS = 5

_GIVEAWAY = re.compile(r"\b(always|never|all of the above|none of the above|both of the above)\b", re.IGNORECASE)


def item_faults(course: Catalog, root: Path) -> Iterator[Fault]:
    """Every bank rule that is broken, module by module and over the whole bank."""
    yield from _stems(course)
    for module in course.modules:
        file = f"modules/{module.folder}/items.yml"
        objectives = {objective.id for objective in module.head.objectives}
        lessons = {lesson.file.split("-")[0] for lesson in module.head.lessons}
        shown = {item for use in module_use(module, root).values() for item in use.items}
        for item in module.items:
            for rule, mend in _rules(item, module, course, objectives, lessons, shown):
                yield Fault(file, item.id, rule, mend)
        yield from _bank_rules(module, file)
        yield from (Fault(file, *fault) for fault in form_faults(module.items))


def _rules(
    item: Item, module: Module, course: Catalog, objectives: set[str], lessons: set[str], shown: set[str]
) -> Iterator[tuple[str, str]]:
    if item.module != module.id:
        yield "its id belongs to another module", f"use m{module.id[1]}-q.."
    if item.objective not in objectives:
        yield f"objective {item.objective!r} is not one of this module's", "correct it, or move the item"
    if item.lesson and item.lesson not in lessons:
        yield f"lesson {item.lesson!r} is not one of this module's", f"choose one of {', '.join(sorted(lessons))}"
    for fact in item.facts:
        if fact not in course.facts:
            yield f"fact {fact!r} does not exist", "correct the id or add the fact"
    if item.use in ("inline", "pretest") and item.id not in shown:
        yield f"it is for {item.use} use but no lesson shows it", f'put quiz("{item.id}") in a lesson'
    for text in _feedback(item):
        if len(text.split()) < LEAST_FEEDBACK_WORDS:
            yield f"feedback too short to teach: {text!r}", "say why it is right, or which misconception misleads"
    if isinstance(item, Single | Multiple):
        for option in item.options:
            if found := _GIVEAWAY.search(option.text):
                yield f"option {option.id} says {found[0]!r}, which gives it away", "word it without"


def _feedback(item: Item) -> list[str]:
    if isinstance(item, Numeric):
        return [item.feedback, item.otherwise, *(slip.feedback for slip in item.wrong)]
    assert isinstance(item, Single | Multiple | Order | Match)
    return [option.feedback for option in item.options]


def _stems(course: Catalog) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for module in course.modules:
        for item in module.items:
            stem = " ".join(item.stem.casefold().split())
            if stem in seen:
                yield Fault(
                    f"modules/{module.folder}/items.yml",
                    item.id,
                    f"it has the stem of {seen[stem]}",
                    "ask another thing",
                )
            seen.setdefault(stem, item.id)


def _bank_rules(module: Module, file: str) -> Iterator[Fault]:
    if len(module.items) < LEAST_ITEMS:
        yield Fault(file, "bank", f"{len(module.items)} items", f"write at least {LEAST_ITEMS}")
    for kind in KINDS:
        if not any(item.kind == kind for item in module.items):
            yield Fault(file, "bank", f"no {kind} item", "use every kind in each module")
    choices = [item for item in module.items if isinstance(item, Single | Multiple)]
    longest = [item.id for item in choices if _key_is_longest(item)]
    if choices and len(longest) > LONGEST_KEY_SHARE * len(choices):
        rule = f"the key is the longest option in {len(longest)} of {len(choices)} items ({', '.join(longest)})"
        yield Fault(file, "bank", rule, f"keep it to {LONGEST_KEY_SHARE:.0%}: shorten keys or fill out distractors")
    yield from _balance([item for item in choices if isinstance(item, Single)], file)


def _key_is_longest(item: Single | Multiple) -> bool:
    """Whether the longest option is a key, alone at that length."""
    lengths = sorted(((len(option.text), option.correct) for option in item.options), reverse=True)
    return lengths[0][1] and lengths[0][0] > lengths[1][0]


def _balance(singles: list[Single], file: str) -> Iterator[Fault]:
    by_size: dict[int, list[Single]] = {}
    for item in singles:
        by_size.setdefault(len(item.options), []).append(item)
    for size, items in by_size.items():
        if len(items) < 2 * size:
            # Too few to speak of balance.
            continue
        places = Counter([option.correct for option in item.options].index(True) for item in items)
        for place in range(size):
            share = places[place] / len(items)
            if abs(share - 1 / size) > KEY_SHARE_SPREAD:
                letter = "abcdefgh"[place]
                rule = f"place {letter} holds the key in {places[place]} of {len(items)} items with {size} options"
                yield Fault(file, "bank", rule, "move keys so that each place has about the same number")
