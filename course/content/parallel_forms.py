"""The two parallel forms of a module's quiz: which mastery items belong to form A and which to form B.

The split follows a fixed rule and is written down nowhere: within each objective the items stand in
order of Bloom level and id, and go to the two forms in turn. So a pair of items that asks the same
thing at the same level is parted, both forms ask for the same objectives, and their sizes differ by
at most one. A new mastery item can move others to the other form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from course.content.items import BLOOM, Item

FORMS = ("A", "B")
LEAST_ITEMS = 5
"""A form with fewer items says too little to count."""

Rule = tuple[str, str, str]
"""Place, what is wrong, how to mend it."""


def forms(items: Iterable[Item]) -> dict[str, tuple[Item, ...]]:
    """The mastery items of one module as {"A": ..., "B": ...}, by objective.

    items: all items of the module; only those with `use: mastery` are taken, in any order.

    >>> from course.content.catalog import catalog
    >>> both = forms(catalog().module("00").items)
    >>> abs(len(both["A"]) - len(both["B"])) <= 1
    True
    """
    split: dict[str, list[Item]] = {form: [] for form in FORMS}
    starts = "B"
    for group in _by_objective(items).values():
        lengths = {form: len(split[form]) for form in FORMS}
        # The shorter form starts, which keeps the sizes level. When they are level the start alternates,
        # because the form that starts gets the lower Bloom level of each pair.
        level = lengths["A"] == lengths["B"]
        starts = _other(starts) if level else min(FORMS, key=lambda form: lengths[form])
        for place, item in enumerate(group):
            split[starts if place % 2 == 0 else _other(starts)].append(item)
    return {form: tuple(chosen) for form, chosen in split.items()}


def form_faults(items: Iterable[Item]) -> Iterator[Rule]:
    """Every rule that a module's two forms break: too few items, or an objective that one form lacks.

    >>> list(form_faults(()))[0]
    ('form A', '0 items', 'write mastery items: a form needs at least 5')
    """
    items = list(items)
    split = forms(items)
    for form, chosen in split.items():
        if len(chosen) < LEAST_ITEMS:
            yield f"form {form}", f"{len(chosen)} items", f"write mastery items: a form needs at least {LEAST_ITEMS}"
        asked = {item.objective for item in chosen}
        for objective, group in _by_objective(items).items():
            if len(group) > 1 and objective not in asked:
                yield (
                    f"form {form}",
                    f"it does not ask for objective {objective}",
                    "see content/parallel_forms.py",
                )


def _by_objective(items: Iterable[Item]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = {}
    for item in sorted(items, key=lambda item: (item.objective, BLOOM.index(item.bloom), item.id)):
        if item.use == "mastery":
            groups.setdefault(item.objective, []).append(item)
    return groups


def _other(form: str) -> str:
    return "B" if form == "A" else "A"
