"""Rules about items that ask the same thing twice: across the two forms of a quiz, and within a bank.

Somebody who sat form A must not meet its questions in form B, and a question that a lesson answered with feedback
measures nothing in the quiz. Compared are the words of stem and options, in which each number counts as the same
word, so "the same with other numbers" is found. `difflib` of the standard library does it: a bank has some fifty
items, so a faster library would save less than a second. Two texts that say the same in other words are not found.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import attrs

from course.content.catalog import Catalog, Module
from course.content.items import Choice, Item, Match, Order
from course.content.parallel_forms import forms
from course.content.retelling import not_yet_retold
from course.errors import Fault

ALIKE = 0.60
"""From this similarity on two items are clones. In this course's banks clones measure 0.61 and more, while other
items on one theme measure up to 0.58."""
STEMS_ALIKE = 0.80
"""The same for stems alone, when both have LEAST_WORDS words: new options below an old question are a clone, too."""
LEAST_WORDS = 8
"""Shorter stems ("Match each promise to its type.") are alike without harm."""

_WORD = re.compile(r"[^\W\d_]+|\d[\d.,]*")


@attrs.frozen
class _Words:
    """An item's words: those of the stem, and those of stem and options.

    Order and match items have no `stem`: theirs is a frame ("Put these in order"), and the question is in the options.
    """

    stem: tuple[str, ...]
    whole: tuple[str, ...]


def clone_faults(course: Catalog, root: Path) -> Iterator[Fault]:
    """Every pair of items of a module that asks the same thing and of which at least one is in the module quiz.

    >>> from course.content.catalog import catalog
    >>> from course.content.source import content_root
    >>> list(clone_faults(catalog(), content_root()))
    []
    """
    waiting = not_yet_retold(root).items
    for module in course.modules:
        if module.id not in waiting:
            yield from _clones(module)


def _clones(module: Module) -> Iterator[Fault]:
    form = {item.id: name for name, items in forms(module.items).items() for item in items}
    words = {item.id: _words(item) for item in module.items}
    for one, other in itertools.combinations(module.items, 2):
        if "mastery" not in (one.use, other.use):
            continue
        alike = similarity(words[one.id], words[other.id])
        if alike:
            where = " and ".join(
                f"form {form[item.id]}" if item.id in form else f"{item.use} use" for item in (one, other)
            )
            yield Fault(
                f"modules/{module.folder}/items.yml",
                other.id,
                f"it asks what {one.id} asks ({alike:.0%} of the words are the same; {where})",
                "ask it of another case, or take one of the two out",
            )


def similarity(one: _Words, other: _Words) -> float:
    """How alike two clones are, from ALIKE to 1; 0 when they are no clones."""
    whole = _ratio(one.whole, other.whole, ALIKE)
    if whole >= ALIKE:
        return whole
    if min(len(one.stem), len(other.stem)) < LEAST_WORDS:
        return 0
    stems = _ratio(one.stem, other.stem, STEMS_ALIKE)
    return stems if stems >= STEMS_ALIKE else 0


def _ratio(one: tuple[str, ...], other: tuple[str, ...], least: float) -> float:
    # Without autojunk: it would drop words that are frequent in long texts.
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # The first two are upper bounds of the third, and much faster.
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0
    return matcher.ratio()


def _words(item: Item) -> _Words:
    stem = _split(item.stem)
    # Sorted, so that options in another order are the same options.
    texts = sorted(option.text for option in item.options) if isinstance(item, Choice | Order | Match) else []
    whole = stem + tuple(word for text in texts for word in _split(text))
    return _Words(() if isinstance(item, Order | Match) else stem, whole)


def _split(text: str) -> tuple[str, ...]:
    return tuple("#" if word[0].isdigit() else word for word in _WORD.findall(text.casefold()))
