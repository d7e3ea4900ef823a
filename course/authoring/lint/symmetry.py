"""Rules about the form of options: a learner must not find the key by looking at how it is written.

What is measured, over all items of a module and over its quiz alone: how often the key stands out by its length, how
often keys and wrong options carry a reason, a colon or an absolute word, and how many points a person gets who has
learnt nothing and follows a simple rule ("take the shortest"). The numbers of each rule are below, with their reason.
Modules whose items wait in modules/not-yet-retold.yml are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from course.content.catalog import Catalog, Module
from course.content.items import Item, Multiple, Option, Single
from course.content.retelling import not_yet_retold
from course.errors import Fault

KEY_SHARE = 0.40
"""The key may be the longest, or the shortest, in so many single items; chance gives a third with three options."""
MIDDLE_SHARE = 0.50
"""The key may be the middle one of three in so many single items of a module's quiz; chance gives a third. An author
who is told to keep keys from both ends of the range pushes them all between, and then the middle is the hint."""
GUESS_SHARE = 0.40
"""A person who follows one of GUESSES may get so many points of a module's quiz; chance alone gives a third."""
RATE_SPREAD = 0.10
"""So far may the rate of a mark in keys lie from its rate in wrong options: three keys in a module of thirty."""
LEAST_ITEMS = 5
"""With fewer single items a share says nothing."""

REASON = re.compile(
    r"\b(because|since(?! \d)|so that|in order to|due to|thanks to|therefore|which is why"
    r"|as (it|he|she|they|we|no|nobody|there)\b)|, so\b|, as (?!well|far|long|soon|much|if|in |with |of |a rule)",
    re.IGNORECASE,
)
STOP = re.compile(r"[:;](?!\d)")
ABSOLUTE = re.compile(
    r"\b(all|only|none|must|every|everyone|everybody|everything|never|always|nothing|nobody|nowhere|no one|cannot"
    r"|entirely|completely|solely)\b",
    re.IGNORECASE,
)
MARKS = {"a reason (because, since, so that, as it ...)": REASON, "a colon or semicolon": STOP, "an absolute": ABSOLUTE}


def symmetry_faults(course: Catalog, root: Path) -> Iterator[Fault]:
    """Every rule of form that the options of a module break; modules that wait are left alone.

    >>> from course.content.catalog import catalog
    >>> from course.content.source import content_root
    >>> list(symmetry_faults(catalog(), content_root()))
    []
    """
    waiting = not_yet_retold(root).items
    for module in course.modules:
        if module.id not in waiting:
            file = f"modules/{module.folder}/items.yml"
            quiz = [item for item in module.items if item.use == "mastery"]
            for place, items in (("bank", list(module.items)), ("module quiz", quiz)):
                for rule, mend in _lengths(items):
                    yield Fault(file, place, rule, mend)
            yield from (Fault(file, "bank", rule, mend) for rule, mend in _marks(module))
            yield from (Fault(file, "module quiz", rule, mend) for rule, mend in (*_middles(quiz), *_guesses(quiz)))


def _lengths(items: list[Item]) -> Iterator[tuple[str, str]]:
    singles = _singles(items)
    for word, pick in (("longest", max), ("shortest", min)):
        found = [item.id for item in singles if _key_alone_at(item, pick(len(option.text) for option in item.options))]
        if len(found) > KEY_SHARE * len(singles):
            yield (
                f"the key is the {word} option in {len(found)} of {len(singles)} single items ({', '.join(found)})",
                f"keep it to {KEY_SHARE:.0%}: give keys and wrong options the same detail",
            )


def _middles(quiz: list[Item]) -> Iterator[tuple[str, str]]:
    threes = [item for item in _singles(quiz) if len(item.options) == 3]
    found = [item.id for item in threes if _key_is_between(item)]
    if len(threes) >= LEAST_ITEMS and len(found) > MIDDLE_SHARE * len(threes):
        yield (
            f"the key is the middle option in length in {len(found)} of {len(threes)} single items"
            f" with three options ({', '.join(found)})",
            f"keep it to {MIDDLE_SHARE:.0%}: make some of these keys the longest and some the shortest",
        )


def _key_is_between(item: Single) -> bool:
    """Whether one wrong option is shorter than the key and another one longer."""
    (key,) = (len(option.text) for option in item.options if option.correct)
    wrong = [len(option.text) for option in item.options if not option.correct]
    return min(wrong) < key < max(wrong)


def _key_alone_at(item: Single, length: int) -> bool:
    """Whether the key, and no other option, has this length in signs."""
    return [option.correct for option in item.options if len(option.text) == length] == [True]


def _marks(module: Module) -> Iterator[tuple[str, str]]:
    options = [option for item in module.items if isinstance(item, Single | Multiple) for option in item.options]
    keys, wrong = [o for o in options if o.correct], [o for o in options if not o.correct]
    if len(keys) < LEAST_ITEMS:
        return
    for name, mark in MARKS.items():
        in_keys, in_wrong = (sum(bool(mark.search(o.text)) for o in some) / len(some) for some in (keys, wrong))
        if abs(in_keys - in_wrong) > RATE_SPREAD:
            yield (
                f"{name} stands in {in_keys:.0%} of the keys and in {in_wrong:.0%} of the wrong options",
                f"bring the two within {RATE_SPREAD:.0%}: in an item use it in all options or in none",
            )


def _guesses(quiz: list[Item]) -> Iterator[tuple[str, str]]:
    singles = _singles(quiz)
    for name, guess in GUESSES.items():
        points = sum(_points(guess(item.options)) for item in singles)
        if points > GUESS_SHARE * len(singles):
            yield (
                f"who takes {name} gets {points:.1f} of {len(singles)} single items without knowing anything",
                f"keep it to {GUESS_SHARE:.0%}: {_given_away(singles, guess)} give it away",
            )


def _given_away(singles: list[Single], guess: Callable[[tuple[Option, ...]], list[Option]]) -> str:
    return ", ".join(item.id for item in singles if _points(guess(item.options)) == 1)


def _points(taken: list[Option]) -> float:
    """What taking one of these at random brings, on average."""
    return sum(option.correct for option in taken) / len(taken)


def _singles(items: list[Item]) -> list[Single]:
    singles = [item for item in items if isinstance(item, Single)]
    return singles if len(singles) >= LEAST_ITEMS else []


def _shortest(options: tuple[Option, ...]) -> list[Option]:
    least = min(len(option.text) for option in options)
    return [option for option in options if len(option.text) == least]


def _without(mark: re.Pattern[str], options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The options without the mark; all of them when each has it, because then it tells nothing."""
    return tuple(option for option in options if not mark.search(option.text)) or options


GUESSES: dict[str, Callable[[tuple[Option, ...]], list[Option]]] = {
    "the shortest option": _shortest,
    "an option without a reason": lambda options: list(_without(REASON, options)),
    "an option without a colon or semicolon": lambda options: list(_without(STOP, options)),
    "the shortest option without a reason, colon or semicolon": lambda options: _shortest(
        _without(STOP, _without(REASON, options))
    ),
}
"""What a person does who knows nothing. Each returns the options among which that person chooses at random."""
