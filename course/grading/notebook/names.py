"""The names that a cell's code looks up, writes and imports, read without running it."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator


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
