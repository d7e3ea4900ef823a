"""Names that are not there: of the kernel, of a column, of a row, of a method, of a package."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from course import __all__ as OF_COURSE
from course.learning.errors_in_words.near import nearest
from course.learning.errors_in_words.place import Place, a_kind, last_word, root
from course.learning.errors_in_words.sentences import Explanation, explanation
from course.learning.errors_in_words.spoken import name_meant_as_text

OF_FIRST_CELL = {*OF_COURSE, "interact", "pd", "np", "plt"}
"""What the first cell of a lesson brings; `interact` in lessons that a learner changed and kept from before."""
_PACKAGES = ("course", "pandas", "numpy", "matplotlib", "ipywidgets")
_BUILT_IN = tuple(name for name in dir(builtins) if name.islower() and not name.startswith("_"))
_ID = re.compile(r"\bm\d-[a-z]\d+\b")
_SHOWN = 8


def name_unknown(error: NameError, place: Place) -> Explanation | None:
    """A name that the kernel does not know."""
    name = error.name
    if not name or isinstance(error, UnboundLocalError):
        return None
    if name.capitalize() in ("True", "False", "None"):
        return explanation("capital missing", name=name, near=name.capitalize())
    if name in OF_FIRST_CELL:
        return explanation("first cell not run", name=name)
    ids = [found[0] for found in _ID.finditer(place.text) if found[0].startswith(f"{name}-")]
    if ids:
        return explanation("id without quotes", name=ids[0])
    if what := _known_as_text(name, place):
        return explanation("quotes missing", name=name, what=what)
    mine = [known for known in place.names if not known.startswith("_")]
    near = nearest(name, mine, likeness=0.75)
    if not near and (found := name_meant_as_text(name, place)):
        return found
    # `supported` is like `sorted` letter by letter, but nobody who typed it meant a word so much shorter.
    given = [known for known in (*OF_COURSE, *_BUILT_IN) if abs(len(known) - len(name)) < 2]
    if near := near or nearest(name, given, likeness=0.75):
        return explanation("name almost right", name=name, near=near)
    return explanation("cell not run", name=name)


def _known_as_text(name: str, place: Place) -> str:
    """What a word without quotation marks is as text: a column, a table of the course, a value in a column; or ""."""
    from course.content.data import names as course_tables

    if name in place.columns():
        return "the column"
    calls = [part for part in place.parts() if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)]
    if name in course_tables() and any(call.func.id == "load" for call in calls):  # type: ignore[attr-defined]
        return "the table"
    for held in place.parts():
        if isinstance(words := place.value(held), dict) and isinstance(held, ast.Name) and name in words:
            return f"the word in `{held.id}`"
    if calls:
        for held_name, words in place.names.items():
            if isinstance(words, dict) and name in words and not held_name.startswith("_"):
                return f"the word in `{held_name}`"
    for table in place.tables().values():
        for column in table.columns:
            if not pd.api.types.is_numeric_dtype(table[column]) and (table[column] == name).any():
                return f"the entry of the column {column}"
    return ""


def key_unknown(error: LookupError, place: Place) -> Explanation | None:
    """A column or a row's label that the table does not have."""
    key = error.args[0] if error.args else None
    if key is ... or _names_in(key) == ["Ellipsis"]:
        return explanation("dots left")
    label, held, exact = _searched(place)
    if isinstance(held, pd.DataFrame) and isinstance(key, tuple) and all(isinstance(part, str) for part in key):
        return explanation("several columns", table=label, columns=", ".join(f'"{part}"' for part in key))
    if isinstance(held, pd.DataFrame) and isinstance(key, int) and exact:
        return explanation("row by number", name=key, table=label, column=held.columns[0])
    wanted = _names_in(key)
    table = f"`{label}`" if label else "this table"
    if isinstance(held, pd.DataFrame):
        known = [str(column) for column in held.columns]
        missing = next((name for name in wanted if name not in known), "")
        if near := nearest(missing, known):
            return explanation("column almost right", name=missing, near=near, table=table)
        if missing and exact:
            return explanation("column unknown", name=missing, table=table, known=_listed(known))
    if isinstance(held, dict):
        return _word_unknown(str(key), label, held)
    labels = [str(entry) for entry in held] if isinstance(held, Iterable) and not isinstance(held, pd.DataFrame) else []
    missing = next((name for name in wanted if name not in labels), "") or str(key)
    if near := nearest(missing, labels):
        return explanation("label almost right", name=missing, near=near, table=table)
    return explanation("label unknown", name=missing, table=table if exact else "what was asked")


def _word_unknown(word: str, name: str, held: dict[Any, Any]) -> Explanation:
    known = [str(entry) for entry in held]
    if near := nearest(word, known):
        return explanation("word almost right", word=word, name=name, near=near)
    return explanation("word unknown", word=word, name=name, known=_listed(known))


def _listed(known: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in known[:_SHOWN]) + (" and more" if len(known) > _SHOWN else "")


def _names_in(key: Any) -> list[str]:
    """The names that a KeyError is about; pandas gives the name itself, a list, or a sentence with the list in it."""
    if isinstance(key, list | tuple):
        return [str(part) for part in key]
    text = str(key)
    if listed := re.search(r"\[((?:'[^']*'(?:, )?)+)\].*(?:not in index|not found in axis|are in the)", text):
        return re.findall(r"'([^']*)'", listed[1])
    if found := re.fullmatch(r"Column not found: (.*)", text):
        return [found[1]]
    return [text]


def _searched(place: Place) -> tuple[str, Any, bool]:
    """(name, what was searched, whether it was exactly that): a table, or the labels of a column, row or dictionary."""
    node = place.failed
    base = node.func if isinstance(node, ast.Call) else node
    base = base.value if isinstance(base, ast.Subscript | ast.Attribute) else None
    rows = isinstance(base, ast.Attribute) and base.attr in ("loc", "at")
    if rows:
        assert isinstance(base, ast.Attribute)
        base = base.value
    name = root(base)
    if name is None:
        (only,) = list(place.tables().items()) if len(place.tables()) == 1 else [("", None)]
        return *only, False
    held, exact = place.value(name), base is name and isinstance(node, ast.Subscript)
    if isinstance(held, pd.DataFrame):
        asked = node.slice if isinstance(node, ast.Subscript) else None
        by_row = rows and not (isinstance(asked, ast.Tuple) and _second_is_missing(asked, held))
        return name.id, [str(label) for label in held.index] if by_row else held, exact
    if isinstance(held, pd.Series):
        return name.id, [str(label) for label in held.index], exact
    return name.id, held if isinstance(held, dict) else [], exact


def _second_is_missing(asked: ast.Tuple, table: pd.DataFrame) -> bool:
    """Whether `.loc[row, column]` names a column that the table does not have."""
    second = asked.elts[1]
    return isinstance(second, ast.Constant) and second.value not in table.columns


def position_unknown(error: IndexError, place: Place) -> Explanation | None:
    """A row's number beyond the last row."""
    return explanation("row too far", line=place.where)


def attribute_unknown(error: AttributeError, place: Place) -> Explanation | None:
    """A method or property that does not exist behind the point."""
    said = str(error)
    if "Can only use .dt" in said:
        return explanation("accessor of dates")
    if "Can only use .str" in said:
        return explanation("accessor of text")
    node = place.failed
    if error.name is None or not isinstance(node, ast.Attribute):
        return None
    held, before = error.obj, node.value
    if name := place.table_in_quotes(before):
        return explanation("table in quotes", name=name)
    if isinstance(held, dict) and error.name in held and isinstance(before, ast.Name):
        return explanation("word behind a point", name=before.id, word=error.name)
    if callable(held) and not isinstance(held, type) and hasattr(held, "__name__"):
        return explanation("brackets missing", name=last_word(before) or held.__name__, line=place.where)
    if near := nearest(error.name, _public(held)):
        return explanation("attribute almost right", name=error.name, near=near, kind=a_kind(held))
    if isinstance(held, pd.DataFrame | pd.Series) or type(held).__name__ == "module":
        return None
    return explanation("attribute of a number", name=error.name, kind=a_kind(held))


def _public(held: Any) -> list[str]:
    columns = [str(column) for column in held.columns] if isinstance(held, pd.DataFrame) else []
    return [*columns, *(name for name in dir(held) if not name.startswith("_"))]


def import_failed(error: ImportError, place: Place) -> Explanation | None:
    """A package, or a name in it, that cannot be imported."""
    if isinstance(error, ModuleNotFoundError):
        if not error.name:
            return None
        if near := nearest(error.name.split(".")[0], _PACKAGES):
            return explanation("module almost right", name=error.name, near=near)
        return explanation("module unknown", name=error.name)
    found = re.match(r"cannot import name '(\w+)' from '([\w.]+)'", str(error))
    if not found:
        return None
    known = OF_COURSE if found[2] == "course" else []
    near = nearest(found[1], known)
    return explanation("import almost right" if near else "import unknown", name=found[1], module=found[2], near=near)


def file_unknown(error: FileNotFoundError, place: Place) -> Explanation | None:
    """A file that is not in the notebook's folder."""
    return explanation("file unknown", name=error.filename) if error.filename else None
