"""Explorers: charts and tables that a learner changes with a menu or a slider, and calls by name.

An author writes one plain function in modules/NN-name/explorers.py and says what can be chosen. What the function
gives for a choice is a chart of `course.charts` or a table, made from the course's own data:

    @explorer("m1-e2", region=["Middle East", "Africa"])
    def lives(region):
        \"\"\"How long the operations of one region lasted.\"\"\"
        return charts.timeline(...)

A list (or a dictionary from the words of a line to its value) becomes a menu, a range becomes a slider. What stands
first is shown first. A function without arguments is one picture.
"""

from __future__ import annotations

import functools
import inspect
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from course.content.source import WHOLE_FILE, content_root, relative, run_module
from course.errors import ContentError, Fault, ResponseError, UnknownNameError

EXPLORER_ID = re.compile(r"m(\d)-e(\d+)")

Choices = Sequence[Any] | Mapping[str, Any]


@attrs.frozen(kw_only=True)
class Control:
    """One thing to choose. name: the function's argument. options: the words shown, one for each of `values`."""

    name: str
    options: tuple[str, ...]
    values: tuple[Any, ...]
    slider: bool

    @property
    def label(self) -> str:
        """The name as words, for example "Share of the UN"."""
        words = self.name.replace("_", " ")
        return words[:1].upper() + words[1:]


@attrs.frozen(kw_only=True, eq=False)
class Explorer:
    """One explorer. id: "m1-e2". words: what it shows, from the function's docstring. controls: may be none."""

    id: str
    words: str
    controls: tuple[Control, ...]
    function: Callable[..., Any]

    def choices(self) -> Iterator[tuple[int, ...]]:
        """Every way to set the controls, as places in their options; the one that is shown first comes first."""
        return itertools.product(*(range(len(control.options)) for control in self.controls))

    def at(self, choice: Sequence[int]) -> Any:
        """The chart or the table for one choice. Raises ResponseError when there is no such choice."""
        if not self._offers(choice):
            raise ResponseError(f"{self.id} has no choice {choice!r}")
        chosen = zip(self.controls, choice, strict=True)
        return self.function(**{control.name: control.values[place] for control, place in chosen})

    def _offers(self, choice: object) -> bool:
        # The page may ask for anything.
        if not isinstance(choice, list | tuple) or len(choice) != len(self.controls):
            return False
        limits = [len(control.options) for control in self.controls]
        return all(isinstance(place, int) and 0 <= place < end for place, end in zip(choice, limits, strict=True))

    def rules_broken(self, module: str) -> Iterator[tuple[str, str]]:
        """What this explorer breaks on its own, and how to mend it. module: the digit of its module's id."""
        match = EXPLORER_ID.fullmatch(self.id)
        if not match or match[1] != module:
            yield "the id does not fit this module", f"use m{module}-e1, -e2, ..."
        if not self.words:
            yield "its function has no docstring", "say in one sentence what it shows; a learner reads it"
        wanted = list(inspect.signature(self.function).parameters)
        if wanted != [control.name for control in self.controls]:
            yield f"the function takes {wanted}", "name the same arguments, in this order, in @explorer(...)"
        for control in self.controls:
            if len(control.options) < 2:
                yield f"{control.name!r} offers {len(control.options)} option(s)", "offer two or more, or leave it out"
            if len(set(control.options)) < len(control.options):
                yield f"{control.name!r} offers the same words twice", "give each option words of its own"


def explorer(name: str, **choices: Choices) -> Callable[[Callable[..., Any]], Explorer]:
    """Make an explorer of the function below this line.

    name: its id. choices: for each argument of the function a list, a dictionary or a range. The first sentence of
    the docstring says to the learner what is shown.

    >>> @explorer("m1-e9", region=["Africa", "Asia"])
    ... def lives(region):
    ...     \"\"\"How long the operations of one region lasted.\"\"\"
    ...     return region
    >>> lives.at([1])
    'Asia'
    """

    def made(function: Callable[..., Any]) -> Explorer:
        words = " ".join((inspect.getdoc(function) or "").partition("\n\n")[0].split())
        controls = tuple(_control(argument, offered) for argument, offered in choices.items())
        return Explorer(id=name, words=words, controls=controls, function=function)

    return made


def _control(name: str, offered: Choices) -> Control:
    values = tuple(offered.values() if isinstance(offered, Mapping) else offered)
    # Amounts with commas, years without: from ten thousand on it cannot be a year.
    amounts = all(isinstance(option, int) for option in offered) and max(offered, default=0) >= 10_000
    options = tuple(f"{option:,}" if amounts else str(option) for option in offered)
    return Control(name=name, options=options, values=values, slider=isinstance(offered, range))


def module_explorers(folder: Path, root: Path) -> list[Explorer]:
    """The explorers of one module folder, in the order of its explorers.py; none where it has no such file.

    Raises ContentError with every fault of the file at once: file, explorer, rule and mend.

    >>> root = content_root()
    >>> [found.id for found in module_explorers(root / "modules/01-history", root)][:1]
    ['m1-e1']
    """
    path = folder / "explorers.py"
    if not path.exists():
        return []
    file = relative(path, root)
    found = [value for value in vars(run_module(path, file)).values() if isinstance(value, Explorer)]
    names = [one.id for one in found]
    faults = [Fault(file, one.id, rule, mend) for one in found for rule, mend in one.rules_broken(folder.name[1])]
    for double in sorted({name for name in names if names.count(name) > 1}):
        faults.append(Fault(file, double, "this id is used twice", "ids are never reused: take the next free one"))
    if not found:
        faults.append(Fault(file, WHOLE_FILE, "it has no explorer", 'write @explorer("m...-e1") above a function'))
    if faults:
        raise ContentError(faults)
    return found


@functools.cache
def _explorers_by_id(module_digit: str) -> dict[str, Explorer]:
    root = content_root()
    for folder in sorted((root / "modules").glob(f"0{module_digit}-*")):
        return {found.id: found for found in module_explorers(folder, root)}
    return {}


def find_explorer(name: str) -> Explorer:
    """The explorer with this id, reading only its module; UnknownNameError with the nearest ids otherwise.

    >>> find_explorer("m1-e2").controls[0].label
    'Region'
    """
    match = EXPLORER_ID.fullmatch(str(name))
    known = _explorers_by_id(match[1]) if match else {}
    if name not in known:
        raise UnknownNameError("explorer", name, known or ["m1-e1", "m1-e2"])
    return known[name]
