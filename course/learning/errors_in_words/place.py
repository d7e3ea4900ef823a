"""Where in the learner's code an error happened: the line, the statement, and the part that failed."""

from __future__ import annotations

import ast
import itertools
import linecache
from collections import ChainMap
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

import attrs
import pandas as pd

from course.content.compare import kind_of


@attrs.frozen
class Place:
    """One place in a learner's cell.

    line: counted from 1. text: the whole line. failed: the part of the line that Python was at, None when it cannot be
    told. statement: everything that belongs to the line, None when the cell cannot be read. names: what the learner's
    names stand for there. recipe: the learner's function that the line is in, "" for none; given: the values that it
    got, by its own names; call: where it was called.
    """

    line: int
    text: str
    failed: ast.expr | None
    statement: ast.stmt | None
    names: Mapping[str, Any]
    recipe: str = ""
    given: Mapping[str, Any] = attrs.field(factory=dict)
    call: Place | None = None

    @property
    def where(self) -> str:
        """The line as it is told: "2", or "2 of the recipe `share`", which may stand in another cell."""
        return f"{self.line} of the recipe `{self.recipe}`" if self.recipe else str(self.line)

    def parts(self) -> Iterator[ast.AST]:
        """The failed part and all within it; then the whole statement."""
        if self.failed is not None:
            yield from ast.walk(self.failed)
        if self.statement is not None:
            yield from ast.walk(self.statement)

    def value(self, node: ast.AST | None) -> Any:
        """What a plain name in the code stands for; None for anything longer, which is not run again."""
        return self.names.get(node.id) if isinstance(node, ast.Name) else None

    def table_in_quotes(self, node: ast.AST) -> str:
        """The name of a table or column that stands in the code as text, `"operations"`; "" for anything else."""
        text = node.value if isinstance(node, ast.Constant) else None
        known = isinstance(text, str) and isinstance(self.names.get(text), pd.DataFrame | pd.Series)
        return str(text) if known else ""

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables that are named in the statement, by their names."""
        named = [part.id for part in self.parts() if isinstance(part, ast.Name)]
        return {name: table for name in named if isinstance(table := self.names.get(name), pd.DataFrame)}

    def columns(self) -> list[str]:
        """The columns of `tables()`."""
        return [str(column) for table in self.tables().values() for column in table.columns]


def root(node: ast.AST | None) -> ast.Name | None:
    """The name at which a chain begins: `operations` in `operations["region"].head()`; None without one.

    >>> root(ast.parse('a["b"].head()', mode="eval").body).id
    'a'
    """
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node if isinstance(node, ast.Name) else None


def last_word(node: ast.AST) -> str:
    """The last name in a chain: `groupby` in `operations.groupby`; "" when it ends with something else.

    >>> last_word(ast.parse("a.b", mode="eval").body)
    'b'
    """
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def a_kind(held: Any) -> str:
    """What a thing is, in words, with its article.

    >>> a_kind(3)
    'a number'
    """
    if type(held).__name__ == "module":
        return f"`{held.__name__.removeprefix('course.')}`"
    if type(held).__name__.endswith("GroupBy"):
        return "groups"
    word = "list" if isinstance(held, list) else kind_of(held)
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def is_learners(step: TracebackType, names: Mapping[str, Any]) -> bool:
    """Whether this step of a traceback is in a cell: only cells share the kernel's own names."""
    return step.tb_frame.f_globals is names


def place_of(error: BaseException, code: str, names: Mapping[str, Any]) -> Place:
    """The last place in the learner's cells before `error`; line 1 of `code` when the traceback does not tell."""
    step, here = error.__traceback__, None
    while step is not None:
        if is_learners(step, names):
            here = _place_in(step, code, names, here)
        step = step.tb_next
    return here or _place(code, 1, None, names)


def _place_in(step: TracebackType, code: str, names: Mapping[str, Any], call: Place | None) -> Place:
    frame, kept = step.tb_frame, step.tb_frame.f_code
    # A function may stand in an earlier cell; IPython keeps the text of every cell where tracebacks look for it.
    source = "".join(linecache.getlines(kept.co_filename)) or code
    span = next(itertools.islice(kept.co_positions(), step.tb_lasti // 2, None), None)
    place = _place(source, step.tb_lineno, span, ChainMap(dict(frame.f_locals), dict(names)))
    if call is None or kept.co_name.startswith("<"):
        return place
    parameters = kept.co_varnames[: kept.co_argcount]
    given = {name: frame.f_locals[name] for name in parameters if name in frame.f_locals}
    return attrs.evolve(place, recipe=kept.co_name, given=given, call=call)


def _place(
    source: str, line: int, span: tuple[int | None, int | None, int | None, int | None] | None, names: Mapping[str, Any]
) -> Place:
    lines = source.splitlines() or [""]
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return Place(line, text, None, None, names)
    statement = failed = None
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0):
            statement = node  # the walk goes inwards, so the innermost comes last
        at = (getattr(node, "lineno", None), getattr(node, "end_lineno", None))
        across = (getattr(node, "col_offset", None), getattr(node, "end_col_offset", None))
        if isinstance(node, ast.expr) and span == (*at, *across):
            failed = node
    return Place(line, text, failed, statement, names)
