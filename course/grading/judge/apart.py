"""Whether a learner's cells and the tests keep apart: neither changes what the other looks up by name.

Run in one process, as nbgrader runs them, a cell may read a name that a test has written, give a new meaning to a name
that the tests use (`sum = 0`), or set an option of a library for both. Before the judge none of this happens. So where
a cell may do it, as far as its text can tell, the second witness is asked (see `transparent`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from course.grading.judge.harmless import LEARNERS_MODULES, LOOKS_AROUND, SETTINGS
from course.grading.judge.remember import LONGEST, read_later, writes
from course.grading.judge.transparent import Transparent
from course.grading.notebook.names import binds, reads_first

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
        self._written_by_tests: set[str] = set()
        self._imports: dict[str, str] = {}
        self._read = 0

    def test(self, text: str) -> None:
        """A test cell has run."""
        self._written_by_tests |= {name for name, _ in binds(text)}

    def cell(self, text: str, ended_well: bool = True) -> bool:
        """Whether this cell, which has run, and all before it keep apart from the tests."""
        self._read += len(text)
        if self.so_far:
            try:
                self.so_far = self._read <= LONGEST and self._keeps_apart(text, ended_well)
            except (SyntaxError, ValueError, RecursionError, MemoryError):  # it is not Python, or hardly
                self.so_far = False
        return self.so_far

    def _keeps_apart(self, text: str, ended_well: bool) -> bool:
        tree = ast.parse(text)
        words = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        bound, needed = self.tests.bound, self.tests.needed
        # Nothing that the tests look up gets another meaning; importing the same again gives it none.
        written = list(writes(tree, text))
        for name, statement in written:
            theirs = needed.get(name) or bound.get(name)
            if (name in needed or theirs) and (not theirs or statement != theirs):
                return False
        if {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names} & set(bound):
            return False
        # Nothing that a test may have written is looked up, but what had been imported in the same way before.
        imports = {**self._imports, **{name: statement for name, statement in written if statement}}
        mine = words & self._written_by_tests
        before = mine & reads_first(text) if mine else mine
        if any(not bound.get(name) or self._imports.get(name) != bound[name] for name in before):
            return False
        later = read_later(tree) & set(bound) if words & set(bound) else set()
        if any(not bound[name] or imports.get(name) != bound[name] for name in later):
            return False
        if ended_well:
            self._imports = imports
        return all(_is_harmless(node, imports) for node in ast.walk(tree))


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
