"""Compare a learner's value with the expected one: type, then size, then value.

Two values that a person would call the same are the same: 3 and 3.0, a list and a Series of the same
numbers in the same order, Int64 and float64, "Italy" and "italy ".
"""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Mapping
from typing import Any

import attrs
import pandas as pd


@attrs.frozen
class Difference:
    """What differs first. kind: "type", "size" or "value"; says: one sentence without the expected value."""

    kind: str
    says: str


def kind_of(value: Any) -> str:
    """A plain word for what a value is: "number", "text", "column of values", "table", ...

    >>> kind_of(3.5), kind_of("a"), kind_of(True)
    ('number', 'text', 'true-or-false value')
    """
    if isinstance(value, pd.DataFrame):
        return "table"
    if isinstance(value, pd.Series | pd.Index | list | tuple) or type(value).__name__ in ("ndarray", "StringArray"):
        return "column of values"
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "true-or-false value"
    if isinstance(value, numbers.Number):
        return "number"
    if isinstance(value, str):
        return "text"
    if hasattr(value, "isoformat"):
        return "date"
    if isinstance(value, Mapping):
        return "dictionary"
    if value is None or value is pd.NA or value is pd.NaT:
        return "missing value"
    if callable(value):
        return "function that was not called"
    return type(value).__name__


def difference(value: Any, expected: Any, tolerance: float) -> Difference | None:
    """The first difference between a learner's value and the expected one; None when they are the same."""
    got, wanted = kind_of(value), kind_of(expected)
    if got != wanted:
        return Difference("type", _type_advice(value, got, wanted))
    if wanted == "table":
        return _table_difference(value, expected, tolerance)
    if wanted == "column of values":
        return _column_difference(value, expected, tolerance)
    if wanted == "dictionary":
        return _column_difference(pd.Series(value), pd.Series(expected), tolerance)
    if _equal(value, expected, tolerance):
        return None
    return Difference(
        "value", _number_advice(float(value), float(expected)) if wanted == "number" else _other_advice(wanted)
    )


def same(value: Any, other: Any, tolerance: float) -> bool:
    """Whether two values count as the same answer."""
    return difference(value, other, tolerance) is None


def _article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _type_advice(value: Any, got: str, wanted: str) -> str:
    advice = f"You gave {_article(got)}; {_article(wanted)} is wanted."
    if got == "text" and wanted == "number" and re.fullmatch(r"-?\d+,(?:\d{1,2}|\d{4,})", value):
        advice += f" Write it without quotes and with a point: {value.replace(',', '.')}."
    elif got == "text" and wanted == "number" and _is_number_in_quotes(value):
        advice += " Leave out the quotes, so that Python reads it as a number."
    elif got == "function that was not called":
        advice += " Put round brackets behind the name to run it, for example `.sum()`."
    elif wanted == "number" and isinstance(value, tuple) and len(value) == 2 and all(type(n) is int for n in value):
        advice = _comma_advice(*value)
    elif got in ("table", "column of values") and wanted == "number":
        advice += " You still have many values: choose one, or sum, count or average them."
    elif got == "table" and wanted == "column of values":
        advice += ' Pick one column with its name in square brackets, for example `table["total"]`.'
    return advice


def _comma_advice(before: int, behind: int) -> str:
    """For `share = 45,3`, which is two numbers for Python. What stood behind the comma may have been computed with."""
    if not 0 <= behind < 1000:
        return "The comma makes two numbers of it. Write a number with a point and not with a comma, for example 23.9."
    number = f"{before},{behind}"
    point = number.replace(",", ".")
    if behind > 99 and before:
        whole = number.replace(",", "")
        return (
            f"The comma makes two numbers of {number}. "
            f"Write {whole} without the comma, or {point} with a point if decimals follow the comma."
        )
    return f"The comma makes two numbers of {number}. Write the number with a point: {point}."


def _is_number_in_quotes(text: str) -> bool:
    return any(sign.isdigit() for sign in text) and not any(sign.isalpha() for sign in text)


def _equal(value: Any, expected: Any, tolerance: float) -> bool:
    if not (pd.api.types.is_scalar(value) and pd.api.types.is_scalar(expected)):
        return bool(str(value) == str(expected))
    if pd.isna(value) or pd.isna(expected):
        return bool(pd.isna(value) and pd.isna(expected))
    if isinstance(expected, str) and isinstance(value, str):
        return value.strip().casefold() == expected.strip().casefold()
    if kind_of(value) == "number" and kind_of(expected) == "number":
        return abs(float(value) - float(expected)) <= tolerance + 1e-9 * max(1.0, abs(float(expected)))
    return bool(value == expected)


def _number_advice(value: float, expected: float) -> str:
    if math.isnan(value):
        return "The result is missing (NaN): somewhere a missing value came into the sum."
    if expected and math.isclose(value, -expected, rel_tol=1e-3):
        return "The size is right, the sign is not. Which of the two is the start, and which the end?"
    if expected and math.isclose(value * 100, expected, rel_tol=1e-3):
        return "This is a fraction; a percentage is wanted. Multiply by 100."
    if expected and math.isclose(value, expected * 100, rel_tol=1e-3):
        return "This is 100 times too large. Is it a percentage where a fraction is wanted?"
    return f"The number is too {'high' if value > expected else 'low'}."


def _other_advice(wanted: str) -> str:
    if wanted == "text":
        return "It is another name or word. Look at the table again, and at the spelling."
    if wanted == "date":
        return "It is another date. Look at which column and which row it comes from."
    return "It is a different value."


def _series(value: Any) -> pd.Series:
    return value if isinstance(value, pd.Series) else pd.Series(list(value))


def _column_difference(value: Any, expected: Any, tolerance: float) -> Difference | None:
    got, wanted = _series(value), _series(expected)
    if len(got) != len(wanted):
        return Difference(
            "size", f"It has {len(got)} entries, which is too {'many' if len(got) > len(wanted) else 'few'}."
        )
    labelled = isinstance(value, pd.Series) and isinstance(expected, pd.Series)
    right = [_equal(g, w, tolerance) for g, w in zip(got.tolist(), wanted.tolist(), strict=True)]
    labels = [str(g) == str(w) for g, w in zip(got.index, wanted.index, strict=True)]
    if all(right) and (all(labels) or not labelled):
        return None
    if sorted(map(str, got.tolist())) == sorted(map(str, wanted.tolist())):
        return Difference(
            "value", "The values are right; their order or their labels are not. Look at how it is sorted."
        )
    first = right.index(False) if False in right else labels.index(False)
    where = f"{got.index[first]!s}" if labelled else f"place {first + 1}"
    return Difference("value", f"{sum(right)} of {len(right)} entries are right. Look first at {where}.")


def _table_difference(value: pd.DataFrame, expected: pd.DataFrame, tolerance: float) -> Difference | None:
    missing = [str(name) for name in expected.columns if name not in value.columns]
    if missing:
        return Difference("size", f"A column is missing: {', '.join(missing)}.")
    if len(value.columns) > len(expected.columns):
        extra = [str(name) for name in value.columns if name not in expected.columns]
        return Difference("size", f"It has more columns than asked for: {', '.join(extra)}.")
    if len(value) != len(expected):
        return Difference(
            "size", f"It has {len(value)} rows, which is too {'many' if len(value) > len(expected) else 'few'}."
        )
    for name in expected.columns:
        found = _column_difference(value[name].tolist(), expected[name].tolist(), tolerance)
        if found is not None:
            return Difference("value", f"Column {name}: {found.says[0].lower()}{found.says[1:]}")
    return None
