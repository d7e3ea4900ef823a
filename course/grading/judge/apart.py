"""Whether a learner's cells and the tests keep apart: neither changes what the other looks up by name.

Run in one process, as nbgrader runs them, a cell may read a name that a test has written, give a new meaning to a name
that the tests use (`sum = 0`), or set an option of a library for both. Before the judge none of this happens. So where
a cell may do it, as far as its text can tell, the second witness is asked (see `transparent`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from course.grading.judge.harmless import LEARNERS_MODULES, LOOKS_AROUND, SETTINGS
from course.grading.judge.transparent import Transparent
from course.grading.notebook.names import binds, reads_first, uses

_LONGEST = 50_000
"""Characters of all cells together that are read; a longer notebook has both witnesses."""
_LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.GeneratorExp)
"""What may look names up long after it is defined."""
_USUAL = frozenset({"__init__", "__name__", "__doc__"})


class Apart:
    """Follows the cells of one submission in their order. tests: what its tests do with names; None: nothing is known.

    so_far: whether cells and tests have kept apart until now.

    >>> from course.grading.judge.transparent import read_transparent
    >>> tests = read_transparent({"t": "found = square(3)\\nassert sum([found]) == 9"}, {"t": {"sum": ["builtin", ""]}})
    >>> apart = Apart(tests)
    >>> apart.cell("def square(x): return x * x"), apart.cell("sum = 0"), apart.cell("x = 1")
    (True, False, False)
    """

    def __init__(self, tests: Transparent | None) -> None:
        self.tests = tests if tests is not None else Transparent()
        self.so_far = tests is not None
        self._keeps_state = tests is None
        self._data: set[str] = set()
        self._functions: set[str] = set()
        self._looked_up: set[str] = set()
        self._written_by_tests: set[str] = set()
        self._imports: dict[str, str] = {}
        self._read = 0

    @property
    def stateless(self) -> bool:
        """Whether no function of the cells can tell how often it, or another, was called before."""
        return not self._keeps_state and not self._looked_up & self._data

    def test(self, text: str) -> None:
        """A test cell has run."""
        self._written_by_tests |= {name for name, _ in binds(text)}

    def cell(self, text: str, ended_well: bool = True) -> bool:
        """Whether this cell, which has run, and all before it keep apart from the tests."""
        self._read += len(text)
        if self.so_far:
            try:
                self.so_far = self._read <= _LONGEST and self._keeps_apart(text, ended_well)
            except (SyntaxError, ValueError, RecursionError, MemoryError):  # it is not Python, or hardly
                self.so_far = False
        return self.so_far

    def _keeps_apart(self, text: str, ended_well: bool) -> bool:
        tree = ast.parse(text)
        words = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        bound, needed = self.tests.bound, self.tests.needed
        # Nothing that the tests look up gets another meaning; importing the same again gives it none.
        writes = list(_writes(tree, text))
        for name, statement in writes:
            theirs = needed.get(name) or bound.get(name)
            if (name in needed or theirs) and (not theirs or statement != theirs):
                return False
        if {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names} & set(bound):
            return False
        # Nothing that a test may have written is looked up, but what had been imported in the same way before.
        imports = {**self._imports, **{name: statement for name, statement in writes if statement}}
        mine = words & self._written_by_tests
        before = mine & reads_first(text) if mine else mine
        if any(not bound.get(name) or self._imports.get(name) != bound[name] for name in before):
            return False
        later = _read_later(tree) & set(bound) if words & set(bound) else set()
        if any(not bound[name] or imports.get(name) != bound[name] for name in later):
            return False
        if ended_well:
            self._imports = imports
        plain = {name for node in tree.body for name in _plain(node)}
        self._data |= {name for name, statement in writes if not statement and name not in plain}
        self._looked_up |= _read_later(tree)
        self._functions |= {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        self._keeps_state = self._keeps_state or any(_may_keep_state(node) for node in ast.walk(tree))
        # What is hung upon a function stays there.
        called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
        names = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and node not in called)
        self._keeps_state = self._keeps_state or any(node.id in self._functions for node in names)
        return all(_is_harmless(node, imports) for node in ast.walk(tree))


def _writes(tree: ast.Module, text: str) -> Iterator[tuple[str, str]]:
    """Every global name that a cell may write or remove, with its import statement or ""."""
    yield from binds(text)
    for node in ast.walk(tree):
        match node:
            case ast.Global(names=names):
                yield from ((name, "") for name in names)
            case ast.Name(id=name, ctx=ast.Del()) | ast.NamedExpr(target=ast.Name(id=name)):
                yield name, ""
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name, ""
            case ast.MatchMapping(rest=str(name)):
                yield name, ""


def _plain(node: ast.stmt) -> set[str]:
    """The names that a statement gives to a function or to a number or text, which nobody can change in place."""
    match node:
        case ast.FunctionDef(name=name):
            return {name}
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant()):
            return {name}
    return set()


def _may_keep_state(node: ast.AST) -> bool:
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
            return name in ("random", "cache", "lru_cache")
    return False


def _read_later(node: ast.AST) -> set[str]:
    """The global names that functions and the like of a cell look up."""
    if isinstance(node, _LATER):
        return uses(ast.unparse(node))
    return {name for child in ast.iter_child_nodes(node) for name in _read_later(child)}


def _is_harmless(node: ast.AST, imports: Iterable[str]) -> bool:
    match node:
        case ast.Import(names=names):
            return all(alias.name.partition(".")[0] in LEARNERS_MODULES for alias in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            top = (module or "").partition(".")[0]
            return top in LEARNERS_MODULES and not level and all(alias.name not in ("*", *SETTINGS) for alias in names)
        case ast.Name(id=name):
            return name not in LOOKS_AROUND and (not name.startswith("__") or name in _USUAL)
        case ast.Attribute(attr=name) if name in SETTINGS or (name.startswith("__") and name not in _USUAL):
            return False
        case ast.Attribute(ctx=ast.Store() | ast.Del()) | ast.Subscript(ctx=ast.Store() | ast.Del()):
            root: ast.AST = node
            while isinstance(root, (ast.Attribute, ast.Subscript)):
                root = root.value
            return isinstance(root, ast.Name) and root.id not in imports
    return True
