"""The names that a cell's code looks up, writes and imports, read without running it.

IPython's own transformer turns its syntax (`%matplotlib inline`, `!ls`, `?`) into Python first.
"""

from __future__ import annotations

import ast
import functools
import symtable
from collections.abc import Iterable, Iterator

from IPython.core.inputtransformer2 import TransformerManager

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SEE_THROUGH = frozenset({"capture", "prun", "time", "timeit"})
"""Cell magics whose cell is Python that runs in the notebook itself."""


@functools.lru_cache(maxsize=1000)
def as_python(source: str) -> str:
    """A cell's code as Python; what no transformer understands stays as it is.

    >>> as_python("%matplotlib inline\\nx = 1")
    "get_ipython().run_line_magic('matplotlib', 'inline')\\nx = 1\\n"
    >>> as_python("%%time\\nx = 1")
    'x = 1\\n'
    """
    try:
        ast.parse(source)
        return source
    except (SyntaxError, ValueError):
        pass
    try:
        found = TransformerManager().transform_cell(source)
        match [getattr(node, "value", None) for node in ast.parse(found).body]:
            case [ast.Call(ast.Attribute(attr="run_cell_magic"), [ast.Constant(name), _, ast.Constant(cell)])]:
                return as_python(str(cell)) if name in _SEE_THROUGH else found
        return found
    except (SyntaxError, ValueError):
        return source


def without_magics(source: str) -> str:
    """A cell's code as Python, without its lines that are only a magic or a command of the system.

    >>> without_magics("%matplotlib inline\\ndef f(): return 1")
    'def f():\\n    return 1'
    """
    try:
        tree = ast.parse(as_python(source))
    except (SyntaxError, ValueError):
        return source
    tree.body = [node for node in tree.body if not _is_magic(node)]
    return ast.unparse(tree)


def has_magics(source: str) -> bool:
    """Whether a cell's code has IPython's own syntax, or asks for IPython.

    >>> has_magics("%matplotlib inline"), has_magics("ok = (1\\n!= 2)"), has_magics("get_ipython().magic('time')")
    (True, False, True)
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return as_python(source) != source
    return any(isinstance(node, ast.Name) and node.id == "get_ipython" for node in ast.walk(tree))


def _is_magic(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(ast.Call(ast.Attribute(ast.Call(ast.Name("get_ipython"))))):
            return True
    return False


def uses(source: str) -> set[str]:
    """The global names that a cell's code looks up; an empty set when it is not plain Python.

    >>> sorted(uses("import math\\ndef f(x): return x + offset\\nassert f(answer) == math.pi"))
    ['answer', 'f', 'math', 'offset']
    """
    try:
        table = symtable.symtable(as_python(source), "cell", "exec")
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
        tree = ast.parse(as_python(source))
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
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            yield node.name, ""
        elif isinstance(node, ast.MatchMapping) and node.rest:
            yield node.rest, ""
    for node in ast.walk(tree):  # what binds a global name from within a function or a comprehension
        if isinstance(node, ast.Global):
            yield from ((name, "") for name in node.names)
        elif isinstance(node, _COMPREHENSIONS):
            inside = (one for one in ast.walk(node) if isinstance(one, ast.NamedExpr))
            yield from ((one.target.id, "") for one in inside)


def reads_first(source: str) -> set[str]:
    """The global names that a cell's code looks up where it has not surely written them before.

    What a function or a class looks up counts where it is defined.

    >>> sorted(reads_first("x = 1\\nif x:\\n    y = 2\\nprint(x, y, [z for z in 'ab'])"))
    ['print', 'y']
    """
    try:
        tree = ast.parse(as_python(source))
    except (SyntaxError, ValueError):
        return set()
    found: set[str] = set()
    _read(tree.body, set(), found)
    return found


def _read(body: Iterable[ast.stmt], written: set[str], found: set[str]) -> None:
    """Walk through statements: what they write is added to `written`, what they read before to `found`."""
    for node in body:
        match node:
            case ast.For() | ast.AsyncFor():
                found |= uses(ast.unparse(node.iter)) - written
                _inside([node.body, node.orelse], written | _names(node.target), found)
            case ast.If() | ast.While():
                found |= uses(ast.unparse(node.test)) - written
                _inside([node.body, node.orelse], written, found)
            case ast.Try():
                _inside([node.body, node.orelse, node.finalbody], written, found)
                for handler in node.handlers:
                    kind = uses(ast.unparse(handler.type)) if handler.type else set()
                    found |= kind - written
                    _inside([handler.body], written | {handler.name or ""}, found)
            case ast.AugAssign():
                found |= (uses(ast.unparse(node)) | _names(node.target)) - written
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found |= uses(ast.unparse(node)) - written - {node.name}
            case _:
                found |= uses(ast.unparse(node)) - written
        if not isinstance(node, (ast.For, ast.AsyncFor, ast.If, ast.While, ast.Try)):
            written |= {name for name, _ in binds(ast.unparse(node))}


def _inside(bodies: Iterable[list[ast.stmt]], written: set[str], found: set[str]) -> None:
    for body in bodies:
        _read(body, set(written), found)


def _names(target: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def _top_level(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Every node outside functions, classes and comprehensions."""
    for node in nodes:
        yield node
        scopes = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        if not isinstance(node, scopes + _COMPREHENSIONS):
            yield from _top_level(ast.iter_child_nodes(node))


def modules_of(source: str) -> Iterator[str]:
    """The modules that a cell's code imports, functions included."""
    try:
        tree = ast.parse(as_python(source))
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def texts_in(source: str) -> Iterator[str]:
    """The texts that stand in a cell's code as such.

    >>> list(texts_in("assert 'statistics' not in sys.modules"))
    ['statistics']
    """
    try:
        tree = ast.parse(as_python(source))
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
