"""The nearest name to one that does not exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], likeness: float = 0.7) -> str:
    """The name in `known` that a person most likely meant; "" when none is near enough.

    Capital letters, spaces, hyphens and low lines count for nothing. likeness: from 0 (anything) to 1 (the same).

    >>> nearest("Start Precison", ["start", "start_precision"])
    'start_precision'
    """
    by_form: dict[str, str] = {}
    for candidate in known:
        by_form.setdefault(_form(candidate), candidate)
    found = difflib.get_close_matches(_form(name), by_form, n=1, cutoff=likeness)
    return by_form[found[0]] if found else ""


def _form(name: str) -> str:
    return name.casefold().strip().replace(" ", "_").replace("-", "_")
