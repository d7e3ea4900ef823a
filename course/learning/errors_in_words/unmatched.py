"""A filter for a text that no row has: no error for Python, and an empty table or `nan` for the learner."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from course.learning.errors_in_words.near import nearest
from course.learning.errors_in_words.place import Place, root
from course.learning.errors_in_words.recipes import NUMBER, number_in_quotes
from course.learning.errors_in_words.sentences import Explanation, explanation

_SHOWN = 4


def text_without_row(code: str, names: Mapping[str, Any]) -> Explanation | None:
    """What to tell below a cell that asks a column for a text that it does not hold; None where each is found.

    code: the cell, which has run. names: what the kernel knows. A cell may have given the filtered table the name of
    the whole one, so a text counts as found when any table has it in a column of this name.

    >>> names = {"table": pd.DataFrame({"pact": ["pact", "no pact"]})}
    >>> text_without_row('table[table["pact"] == "No pact"]', names).mend
    'Did you mean `no pact`? Capital and small letters are different for Python.'
    """
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):  # a line of IPython's own, such as %pip
        return None
    tables = [held for name, held in names.items() if isinstance(held, pd.DataFrame) and not name.startswith("_")]
    for column, text, line in _asked(tree, names):
        held = [table[column] for table in tables if column in table.columns]
        if any((entries == text).any() for entries in held):
            continue
        if NUMBER.fullmatch(text) and any(pd.api.types.is_numeric_dtype(entries) for entries in held):
            return number_in_quotes(text, Place(line, "", None, None, names))
        known = list(dict.fromkeys(entry for entries in held for entry in entries if isinstance(entry, str)))
        if known:
            return _unknown(text, column, known)
    return None


def _unknown(text: str, column: str, known: list[str]) -> Explanation:
    if near := nearest(text, known):
        return explanation("entry almost right", name=text, column=column, near=near)
    listed = ", ".join(f"`{entry}`" for entry in known[:_SHOWN])
    more = " and more" if len(known) > _SHOWN else ""
    return explanation("entry unknown", name=text, column=column, known=listed + more)


def _asked(tree: ast.AST, names: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """(column, text, line) for each `table["column"] == "text"`, its opposite `!=`, and each text of an `isin`."""
    for part in ast.walk(tree):
        if isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.Eq | ast.NotEq):
            column, texts = part.left, part.comparators
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr == "isin":
            column = part.func.value
            texts = part.args[0].elts if part.args and isinstance(part.args[0], ast.List) else []
        else:
            continue
        if not isinstance(column, ast.Subscript) or not isinstance(column.value, ast.Name | ast.Subscript):
            continue
        name = column.slice.value if isinstance(column.slice, ast.Constant) else None
        table = root(column)
        if isinstance(name, str) and table is not None and isinstance(names.get(table.id), pd.DataFrame):
            found = (text for text in texts if isinstance(text, ast.Constant))
            yield from ((name, text.value, part.lineno) for text in found if isinstance(text.value, str))
