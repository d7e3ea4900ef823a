"""A recipe that fails because of what it was given: the call is to blame, and not the recipe's own line."""

from __future__ import annotations

import ast
import re
from typing import Any

import pandas as pd

from course.learning.errors_in_words.place import Place, last_word
from course.learning.errors_in_words.sentences import Explanation, explanation

NUMBER = re.compile(r"-?\d[\d., ]*")
"""A text that somebody meant as a number."""


def given_to_recipe(place: Place) -> Explanation | None:
    """For a TypeError within a learner's recipe: a text, or a function without its brackets, that the call gave it."""
    if place.call is None:
        return None
    for part in ast.walk(place.failed or place.statement or ast.Pass()):
        name = part.id if isinstance(part, ast.Name) else ""
        if name not in place.given:
            continue
        value = place.given[name]
        if isinstance(value, str):
            return _text(value, place)
        if callable(value) and isinstance(argument := _argument(place, name), ast.Attribute):
            return explanation("brackets missing", name=last_word(argument), line=place.call.where)
    return None


def number_in_quotes(text: str, place: Place) -> Explanation:
    """The sentence about a number that is written as text in this place."""
    better = text.replace(",", "").replace(" ", "")
    return explanation("number in quotes", line=place.where, number=text, better=better)


def _text(text: str, place: Place) -> Explanation:
    assert place.call is not None
    if NUMBER.fullmatch(text):
        return number_in_quotes(text, place.call)
    table = next((name for name, held in place.call.tables().items() if text in held.columns), "")
    table = table or next((name for name, held in place.names.items() if _has_column(held, text)), "table")
    return explanation("recipe given text", line=place.call.where, recipe=place.recipe, text=text, table=table)


def _has_column(held: Any, name: str) -> bool:
    return isinstance(held, pd.DataFrame) and name in held.columns


def _argument(place: Place, name: str) -> ast.expr | None:
    """What stands in the call for this name of the recipe; None when it cannot be told."""
    call = place.call.failed if place.call else None
    if not isinstance(call, ast.Call):
        return None
    by_name = {word.arg: word.value for word in call.keywords}
    return by_name.get(name) or dict(zip(place.given, call.args, strict=False)).get(name)
