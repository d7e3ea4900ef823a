"""Whether a learner's functions stand alone: what they give depends on what they are given, and on nothing else.

Such a function gives the same whenever it is called and however often it was called before. So a hidden test may call
it when the last cell has run (see `later`), without a fork of the learner's process as it was at the test's turn. What
this module does not know for sure, it says no to.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from course.grading.judge.harmless import LEARNERS_MODULES, SETTINGS
from course.grading.notebook.names import binds, uses

LONGEST = 50_000
"""Characters of all cells together that are read; a longer notebook is not known."""
_LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.GeneratorExp)
"""What may look names up long after it is defined."""


_MODULES = LEARNERS_MODULES - {"matplotlib", "random"}
_REMEMBER = frozenset({"cache", "lru_cache", "open", "random", "globals", "exec", "eval", "setattr", "vars"})


def stand_alone(cells: Iterable[str]) -> bool:
    """Whether all functions in these cells, which run in this order, stand alone.

    >>> stand_alone(["def f(x): return x * 2", "def g(x): return f(x)"])
    True
    >>> stand_alone(["rate = []", "def f(x): return x * len(rate)"])
    False
    """
    cells = list(cells)
    if sum(map(len, cells)) > LONGEST:
        return False
    try:
        trees = [ast.parse(text) for text in cells]
        written = [one for tree, text in zip(trees, cells, strict=True) for one in sorted(set(writes(tree, text)))]
        looked_up = {name for tree in trees for name in read_later(tree)}
        functions = {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}
        if not all(_is_known(node) for tree in trees for node in ast.walk(tree)):
            return False
        if any(_may_remember(node) for tree in trees for node in ast.walk(tree)):
            return False
        # What is hung upon a function stays there.
        if any(name in functions for tree in trees for name in _not_called(tree)):
            return False
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # one is not Python, or hardly
        return False
    fixed = functions | {name for tree in trees for name in _constants(tree)}
    for name in looked_up:
        ways = {statement for one, statement in written if one == name}
        times = sum(one == name for one, _ in written)
        if ways and (len(ways) > 1 or (ways == {""} and (times > 1 or name not in fixed))):
            return False
    return True


def _is_known(node: ast.AST) -> bool:
    """Whether it is no import, or that of a module whose functions remember nothing."""
    match node:
        case ast.Import(names=names):
            return all(alias.name.partition(".")[0] in _MODULES for alias in names)
        case ast.ImportFrom(module=module, level=level):
            return not level and (module or "").partition(".")[0] in _MODULES
    return True


def _constants(tree: ast.Module) -> Iterator[str]:
    """The names that are given a number or a text, which nobody can change in place."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant()):
                yield name


def _not_called(tree: ast.Module) -> Iterator[str]:
    """The names that are looked up other than to call them."""
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node not in called:
            yield node.id


def _may_remember(node: ast.AST) -> bool:
    """Whether a function may remember its calls: by a default, a decorator, a class, a name or a random number."""
    match node:
        case ast.FunctionDef(args=args, decorator_list=decorators):
            defaults = [one for one in (*args.defaults, *args.kw_defaults) if one is not None]
            return bool(decorators) or not all(isinstance(one, ast.Constant) for one in defaults)
        case ast.Lambda(args=args):
            return bool(args.defaults)
        case ast.ClassDef() | ast.AsyncFunctionDef() | ast.Nonlocal() | ast.Global():
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
            return name in _REMEMBER or name in SETTINGS
    return False


def writes(tree: ast.Module, text: str) -> Iterator[tuple[str, str]]:
    """Every global name that a cell may write or remove, with its import statement or ""."""
    yield from binds(text)
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Del()) | ast.ExceptHandler(name=str(name)):
                yield name, ""


def read_later(node: ast.AST) -> set[str]:
    """The global names that functions and the like of a cell look up."""
    if isinstance(node, _LATER):
        return uses(ast.unparse(node))
    return {name for child in ast.iter_child_nodes(node) for name in read_later(child)}
