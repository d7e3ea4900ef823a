"""What a test cell may take from where, read from the instructor's own notebook and never from the learner's.

A test cell looks at names. Some are the learner's answers, some are helpers of an earlier test, some are imports. In
one shared kernel the last writer wins, so a learner who rebinds a helper's name wins too. Here the instructor's
notebook decides who should have written a name last:

    a test cell                      -> the judge's own value
    an import, anywhere              -> the judge imports it itself
    a locked cell, and it is a function, a class or a module -> the judge runs that cell itself
    anything else                    -> the learner's value, as data

The result is plain JSON, so that it travels to the judge with the notebook.
"""

from __future__ import annotations

import ast
import builtins
import re
import symtable
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

# As short as nbgrader's own: "# BEGIN HIDDEN TESTS" is a mark too.
BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
_BUILTIN = frozenset(dir(builtins))
_MAGIC = re.compile(r"^\s*[%!]|\bget_ipython\s*\(|^\s*\w+\s*=\s*[%!]", re.MULTILINE)


@attrs.frozen
class Exam:
    """How to judge one notebook.

    sources: for each test cell and each locked cell, where each name that it uses comes from: ["import", statement],
    ["test", cell id], ["locked", cell id]; a name that is absent is the learner's.
    lend: test cells whose visible part also runs on the learner's side, because a later cell uses what they define.
    modules: every module that the notebook imports. shared: test cells that must run in the learner's own process.
    """

    sources: dict[str, dict[str, list[str]]] = attrs.field(factory=dict)
    lend: list[str] = attrs.field(factory=list)
    modules: list[str] = attrs.field(factory=list)
    shared: list[str] = attrs.field(factory=list)


def is_test(cell: Any) -> bool:
    """Whether nbgrader gives points for this code cell by running it."""
    about = cell.get("metadata", {}).get("nbgrader", {})
    return bool(cell["cell_type"] == "code" and about.get("grade") and not about.get("solution"))


def is_locked(cell: Any) -> bool:
    """Whether this is an instructor's code cell that learners cannot change and that gives no points."""
    about = cell.get("metadata", {}).get("nbgrader", {})
    locked = about.get("locked") and not about.get("solution") and not about.get("grade")
    return bool(cell["cell_type"] == "code" and locked)


def name_of(cell: Any) -> str:
    """The cell's nbgrader id, or ""."""
    return str(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))


def hidden_lines(source: str, begin: str = BEGIN, end: str = END) -> set[int]:
    """The numbers (from 1) of the lines of a test cell that learners never see, the two marks included.

    >>> sorted(hidden_lines("a\\n### BEGIN HIDDEN TESTS\\nb\\n### END HIDDEN TESTS\\nc"))
    [2, 3, 4]
    """
    found, inside = set(), False
    for number, line in enumerate(source.splitlines(), start=1):
        inside = inside or begin in line
        if inside:
            found.add(number)
        if end in line:
            inside = False
    return found


def visible_part(source: str, begin: str = BEGIN, end: str = END) -> str:
    """The test cell as learners see it."""
    gone = hidden_lines(source, begin, end)
    return "\n".join(line for number, line in enumerate(source.splitlines(), start=1) if number not in gone)


def uses(source: str) -> set[str]:
    """The global names that a cell's code looks up; an empty set when it is not plain Python.

    >>> sorted(uses("import math\\ndef f(x): return x + offset\\nassert f(answer) == math.pi"))
    ['answer', 'f', 'math', 'offset']
    """
    try:
        table = symtable.symtable(source, "cell", "exec")
    except (SyntaxError, ValueError):
        return set()
    found: set[str] = set()
    waiting = [table]
    while waiting:
        scope = waiting.pop()
        waiting += scope.get_children()
        for symbol in scope.get_symbols():
            free = symbol.is_global() or scope.get_type() == "module"
            if free and symbol.is_referenced():
                found.add(symbol.get_name())
    return found


def binds(source: str) -> Iterator[tuple[str, str]]:
    """The global names that a cell's code writes, in order, each with its import statement or "".

    >>> list(binds("import pandas as pd\\nx = 1"))
    [('pd', 'import pandas as pd'), ('x', '')]
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    for node in _top_level(tree.body):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                yield name, ast.unparse(ast.Import(names=[alias]))
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, ast.unparse(ast.ImportFrom(node.module, [alias], node.level))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name, ""
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, ""


def _top_level(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Every node outside functions, classes and comprehensions."""
    for node in nodes:
        yield node
        scopes = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        inner = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
        if not isinstance(node, scopes + inner):
            yield from _top_level(ast.iter_child_nodes(node))


def modules_of(source: str) -> Iterator[str]:
    """The modules that a cell's code imports, functions included."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def exam_of(notebook: Any) -> Exam:
    """Read an instructor's notebook (nbformat 4, with solutions or without)."""
    last: dict[str, list[str]] = {}
    sources: dict[str, dict[str, list[str]]] = {}
    lend: list[str] = []
    modules: set[str] = set()
    shared: list[str] = []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        source, name = cell["source"], name_of(cell)
        modules.update(modules_of(source))
        wanted = uses(source)
        if is_test(cell) or is_locked(cell):
            # A name that the cell itself writes first is its own; `last` then holds who wrote it before.
            sources[name] = {
                used: last.get(used, ["builtin", ""])
                for used in sorted(wanted)
                if used in last or used in _BUILTIN
                if last.get(used) != ["learner", ""]
            }
        if is_test(cell):
            if _MAGIC.search(source):
                shared.append(name)
        else:
            for used in wanted:
                kind, where = last.get(used, ["", ""])
                if kind == "test" and where not in lend:
                    lend.append(where)
        for bound, statement in binds(source):
            if statement and bound != "*":
                last[bound] = ["import", statement]
            elif is_test(cell):
                last[bound] = ["test", name]
            elif is_locked(cell):
                last[bound] = ["locked", name]
            else:
                last[bound] = ["learner", ""]
    return Exam(sources=sources, lend=lend, modules=sorted(modules), shared=shared)
