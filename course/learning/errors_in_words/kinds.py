"""Values of the wrong kind: text with a number, a column where one True or False belongs, a table that is called."""

from __future__ import annotations

import ast
import builtins
import inspect
import re
from typing import Any

import pandas as pd

from course.learning.errors_in_words.near import nearest
from course.learning.errors_in_words.place import Place, a_kind, last_word
from course.learning.errors_in_words.recipes import NUMBER, given_to_recipe, number_in_quotes
from course.learning.errors_in_words.sentences import Explanation, explanation
from course.learning.errors_in_words.spoken import comma_in_call, comma_in_value

_SIGNS = {"and": "&", "or": "|"}
_EXAMPLES = {
    "load": ', for example `load("un_operations")`',
    "scenario": ', for example `from course import scenario; scenario("s2")`',
}
_CLASHES = (
    "can only concatenate",
    "unsupported operand type",
    "not supported between instances",
    "did not contain a loop",
    "not supported for the input types",
    "not supported for dtype",
    "Unordered Categoricals",
    "Invalid comparison",
    "must be str, not",
)


def type_wrong(error: TypeError, place: Place) -> Explanation | None:
    """A TypeError: something is done with a value of a kind that cannot do it."""
    said = str(error)
    if "ellipsis" in said:
        return explanation("dots left")
    return (
        given_to_recipe(place)
        or _conditions(place, said)
        or _called(place, said)
        or _in_brackets(place, said)
        or _arguments(place, said)
        or _clash(place, said)
        or _not_computed(place, said)
    )


def value_wrong(error: ValueError, place: Place) -> Explanation | None:
    """A ValueError: the kind is right, the value cannot be used."""
    said = str(error)
    if "truth value" in said:
        return _one_truth(place)
    found = re.search(r"could not convert string to float: '(.*)'", said)
    if found:
        return explanation("number unreadable", text=found[1], what="a number")
    found = re.search(r"invalid literal for int\(\) with base 10: '(.*)'", said)
    return explanation("number unreadable", text=found[1], what="a whole number") if found else None


def divided_by_zero(error: ZeroDivisionError, place: Place) -> Explanation | None:
    """A whole that is 0."""
    return explanation("divided by zero", line=place.where)


def _one_truth(place: Place) -> Explanation:
    for part in place.parts():
        if isinstance(part, ast.BoolOp):
            word = "and" if isinstance(part.op, ast.And) else "or"
            return explanation("and between columns", word=word, sign=_SIGNS[word])
        if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not):
            return explanation("not before a column")
        if isinstance(part, ast.Compare) and len(part.ops) > 1:
            return _unbracketed(part) or explanation("between two limits")
    return explanation("if with a column")


def _conditions(place: Place, said: str) -> Explanation | None:
    """`a > 1 & b == 2`, where the middle is joined before anything is compared."""
    if "&" not in said and "|" not in said and "and_" not in said and "or_" not in said:
        return None
    compared = (part for part in place.parts() if isinstance(part, ast.Compare))
    return next((found for part in compared if (found := _unbracketed(part))), None)


def _unbracketed(compared: ast.Compare) -> Explanation | None:
    for side in (compared.left, *compared.comparators):
        if isinstance(side, ast.BinOp) and isinstance(side.op, ast.BitAnd | ast.BitOr):
            return explanation("brackets around conditions", sign="&" if isinstance(side.op, ast.BitAnd) else "|")
    return None


def _called(place: Place, said: str) -> Explanation | None:
    if not said.endswith("object is not callable"):
        return None
    function = place.failed.func if isinstance(place.failed, ast.Call) else None
    held = place.value(function)
    if isinstance(function, ast.Attribute) and function.attr == "size":
        column = place.value(function.value)
        answers = isinstance(column, pd.Series) and pd.api.types.is_bool_dtype(column)
        if answers or isinstance(function.value, ast.Compare):
            return explanation("size called", name=last_word(function.value))
    if isinstance(function, ast.Name) and held is not None:
        if isinstance(held, pd.DataFrame | pd.Series):
            return explanation("table called", name=function.id, kind=a_kind(held))
        if isinstance(held, dict):
            return explanation("dictionary called", name=function.id)
        if hasattr(builtins, function.id):
            return explanation("name taken", name=function.id, kind=a_kind(held))
    found = re.match(r"'(\w+)' object", said)
    kinds = {"DataFrame": "a table", "Series": "a column of values", "str": "a text", "tuple": "a pair of numbers"}
    kinds |= {"int": "a number", "float": "a number"}
    kind = kinds.get(found[1], "a value") if found else "a value"
    return explanation("value called", line=place.where, kind=kind)


def _in_brackets(place: Place, said: str) -> Explanation | None:
    if "string indices must be integers" in said and isinstance(place.failed, ast.Subscript):
        name = place.table_in_quotes(place.failed.value)
        return explanation("table in quotes", name=name) if name else None
    if "list indices must be" in said and isinstance(place.failed, ast.Subscript):
        name = last_word(place.failed.value)
        return explanation("list by word", name=name, line=place.where) if name else None
    if re.search(r"'(?:int|float)' object is not subscriptable", said):
        return explanation("brackets behind a number", line=place.where)
    function = r"'(?:method|function|builtin_function_or_method|type)'"
    if re.search(function + r" object is not subscriptable", said) and isinstance(place.failed, ast.Subscript):
        return explanation("function in square brackets", name=last_word(place.failed.value))
    if re.search(function, said) and "operand" in said:
        sides = (part for part in place.parts() if isinstance(part, ast.BinOp | ast.Compare))
        for part in sides:
            for side in (part.left, *(part.comparators if isinstance(part, ast.Compare) else (part.right,))):
                if isinstance(side, ast.Attribute) or callable(place.value(side)):
                    return explanation("brackets missing", name=last_word(side), line=place.where)
    return None


def _arguments(place: Place, said: str) -> Explanation | None:
    if "passed to isin()" in said:
        calls = (part for part in place.parts() if isinstance(part, ast.Call) and last_word(part.func) == "isin")
        text = next((part.args[0] for part in calls if part.args), None)
        return explanation("list wanted", name=text.value if isinstance(text, ast.Constant) else "...")
    if found := re.match(r"(?:[\w.<>]+\.)?(\w+)\(\) missing \d+ required .*?arguments?: '(\w+)'", said):
        return explanation("value missing", name=found[1], what=f"`{found[2]}`", example=_EXAMPLES.get(found[1], ""))
    if "supply one of 'by' and 'level'" in said:
        return explanation("value missing", name="groupby", what="the column that makes the groups", example="")
    if found := re.match(r"([\w.]+)\(\) got an unexpected keyword argument '(\w+)'", said):
        function, option = found[1], found[2]
        name = function.split(".")[-1]
        if near := nearest(option, _options(function, place)):
            return explanation("option almost right", function=name, name=option, near=near)
        return explanation("option unknown", function=name, name=option)
    if found := re.match(r"(?:[\w.<>]+\.)?(\w+)\(\) takes .* positional arguments? but", said):
        return comma_in_call(place) or explanation("too many values", name=found[1])
    return None


def _options(function: str, place: Place) -> list[str]:
    """The options of the function that Python calls `function`, such as DataFrame.sort_values or load."""
    held: Any = place.names.get(function)
    owner, _, method = function.rpartition(".")
    if owner in ("DataFrame", "Series"):
        held = getattr(getattr(pd, owner), method, None)
    return list(inspect.signature(held).parameters) if callable(held) else []


def _clash(place: Place, said: str) -> Explanation | None:
    """Two kinds that do not go together, in a sum or a comparison."""
    if "datetime64" in said or "DatetimeArray" in said or "Timestamp" in said:
        with_text = re.search(r"and '?str\b", said)
        return explanation("date unreadable" if with_text else "date and number", line=place.where)
    if not any(clash in said for clash in _CLASHES):
        return None
    for part in place.parts():
        if isinstance(held := place.value(part), dict) and isinstance(part, ast.Name) and held:
            return explanation("dictionary computed", line=place.where, name=part.id, word=next(iter(held)))
    if found := comma_in_value(place):
        return found
    for part in place.parts():
        text = part.value if isinstance(part, ast.Constant) else None
        if isinstance(text, str) and NUMBER.fullmatch(text):
            return number_in_quotes(text, place)
    for part in place.parts():
        if column := _text_column(part, place):
            return explanation("text column", column=column)
    if re.search(r"'?\bstr\b|StrDType|<U\d", said):
        return explanation("text and number", line=place.where)
    return None


def _text_column(part: ast.AST, place: Place) -> str:
    """The column that `table["column"]` names, when it holds text or labels; otherwise ""."""
    if not isinstance(part, ast.Subscript) or not isinstance(part.slice, ast.Constant):
        return ""
    table, column = place.value(part.value), part.slice.value
    if not isinstance(table, pd.DataFrame) or column not in table.columns:
        return ""
    kind = table[column].dtype
    return str(column) if isinstance(kind, pd.CategoricalDtype) or pd.api.types.is_string_dtype(kind) else ""


def _not_computed(place: Place, said: str) -> Explanation | None:
    found = re.search(r"does not support operation '(\w+)'|[Cc]annot perform reduction '(\w+)'", said)
    return explanation("no sum of text", name=found[1] or found[2]) if found else None
