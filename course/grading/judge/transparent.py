"""Which tests look at values only, so that what the judge says of them is what nbgrader would say.

The second witness costs a third of the time of a class. It can say something new where a test looks at what does not
cross to the judge: identity, introspection, files, patches, the state of a module; or where the test and the learner's
code change one another's names and objects. A test of the kinds below does neither, as far as its text can tell; the
rest is told by the learner's cells (`apart`) and by the run itself (`watch`). All three must agree before a
submission's second run is left out. Everything here is a list of what is known to be harmless: what stands in no list
is looked at by both witnesses.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable
from typing import Any

import attrs

from course.grading.judge.harmless import BUILTINS, CHANGING, MODULES, PURE, SEES_MORE
from course.grading.notebook.names import binds, reads_first, uses

_NODES = (
    ast.Module, ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For, ast.While, ast.If, ast.Assert, ast.Raise,
    ast.Return, ast.Pass, ast.Break, ast.Continue, ast.FunctionDef, ast.arguments, ast.arg, ast.Lambda, ast.Import,
    ast.ImportFrom, ast.alias, ast.Try, ast.ExceptHandler, ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call,
    ast.keyword, ast.IfExp, ast.Attribute, ast.Subscript, ast.Starred, ast.Name, ast.List, ast.Tuple, ast.Dict, ast.Set,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension, ast.JoinedStr, ast.FormattedValue,
    ast.Constant, ast.Slice, ast.NamedExpr, ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop,
)  # fmt: skip
_NEW = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.Constant, ast.JoinedStr)
_MAKES_NEW = frozenset({"Counter", "dict", "float", "int", "list", "set", "sorted", "str"})
_LOOKED_AT = (
    ast.Attribute, ast.Subscript, ast.Compare, ast.FormattedValue, ast.For, ast.comprehension, ast.BinOp, ast.UnaryOp,
    ast.BoolOp, ast.Assert, ast.If, ast.While, ast.AugAssign, ast.Expr,
)  # fmt: skip
_CONSTANTS = (None, True, False, ...)


@attrs.frozen
class Transparent:
    """What the tests of a notebook do with names, when all of them look at values only.

    learners: the names that each test takes from the learner. only_called: those of them that it calls and does
    nothing else with. catches: tests that catch exceptions. bound: the names that tests write, with the import
    statement that does it or "". needed: the names that they take from elsewhere, with their import or "".
    """

    learners: dict[str, list[str]] = attrs.field(factory=dict)
    only_called: dict[str, list[str]] = attrs.field(factory=dict)
    catches: list[str] = attrs.field(factory=list)
    bound: dict[str, str] = attrs.field(factory=dict)
    needed: dict[str, str] = attrs.field(factory=dict)


def read_transparent(tests: dict[str, str], sources: dict[str, dict[str, list[str]]]) -> Transparent | None:
    """What the tests do with names, or None when one of them may look at more than values.

    tests, sources: those of the test plan.

    >>> found = read_transparent({"t": "assert square(3) == 9"}, {"t": {}})
    >>> found.learners, found.only_called
    ({'t': ['square']}, {'t': ['square']})
    >>> read_transparent({"t": "assert square(3) is not square"}, {"t": {}}) is None
    True
    """
    found = Transparent()
    for name, source in tests.items():
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError):
            return None
        own = dict(binds(source))
        first = reads_first(source)
        known = {one: where for one, where in sources.get(name, {}).items() if one not in own}
        # What a locked cell defines is the judge's own, which `watch` sees; the rest of it the learner may change.
        learners = (uses(source) - set(known) - set(own)) | {
            one for one, (kind, _) in known.items() if kind in ("locked", "answer")
        }
        if any(kind not in ("builtin", "import", "locked", "answer") for kind, _ in known.values()):
            return None
        # What an earlier test has written stands there, too, when the learner has written nothing.
        if not source.strip() or learners & set(found.bound) or first & set(own):
            return None
        known = {one: where for one, where in known.items() if one not in learners}
        reading = _Reading(tree, learners, {one for one, (kind, _) in known.items() if kind == "builtin"})
        if not reading.harmless(tree):
            return None
        found.learners[name] = sorted(learners)
        found.only_called[name] = sorted(learners - reading.shown)
        if any(isinstance(node, ast.Try) for node in ast.walk(tree)):
            found.catches.append(name)
        found.bound.update({bound: _one(found.bound.get(bound), statement) for bound, statement in own.items()})
        found.needed.update({one: where for one, (_, where) in known.items()})
    return found


def _one(known: str | None, statement: str) -> str:
    """The import by which a name is always written, or "" when there are several ways."""
    return statement if known in (None, statement) else ""


class _Reading:
    """One test's text.

    learners, built_in: the names that come from there. shown: those of the learner's that it does more with than call.
    """

    def __init__(self, tree: ast.Module, learners: Iterable[str], built_in: Iterable[str]) -> None:
        self.learners, self.built_in = set(learners), set(built_in)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.shown: set[str] = set()
        self.fresh = _fresh(tree)
        self.changed: set[str] = set()

    def harmless(self, tree: ast.Module) -> bool:
        """Whether nothing in it looks at more than values, or changes anything but lists of its own."""
        if not all(isinstance(node, _NODES) and self._is_harmless(node) for node in ast.walk(tree)):
            return False
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in self.changed]
        return all(isinstance(node.ctx, ast.Store) or self._is_looked_at(node) for node in names)

    def _is_harmless(self, node: ast.AST) -> bool:
        match node:
            case ast.Import():
                return all(alias.name.partition(".")[0] in MODULES for alias in node.names)
            case ast.ImportFrom(module=module, names=names, level=0):
                if module == "course":  # a table of the course's own is new at each call
                    return all(alias.name == "load" for alias in names)
                return module in MODULES and all(alias.name in PURE for alias in names)
            case ast.ImportFrom():
                return False
            case ast.FunctionDef():
                return not node.decorator_list
            case ast.Name():
                return self._is_name(node)
            case ast.Attribute():
                return self._is_attribute(node)
            case ast.Subscript(value=value, ctx=ast.Store()):
                return self._changes(value)
            case ast.AugAssign(target=target):
                return not isinstance(target, ast.Name) or self._changes(target)
            case ast.Compare():
                return self._is_compared(node)
            case ast.Call(func=func):
                return isinstance(func, (ast.Name, ast.Attribute))
            case ast.keyword():
                return node.arg not in ("inplace", "out")
        return True

    def _is_name(self, node: ast.Name) -> bool:
        if node.id.startswith("_") and node.id != "_":
            return False
        if node.id in self.built_in and node.id not in BUILTINS:
            found = getattr(builtins, node.id, None)
            return isinstance(found, type) and issubclass(found, Exception)
        if node.id in self.learners and not self._is_called(node):
            self.shown.add(node.id)
        return True

    def _is_called(self, node: ast.Name) -> bool:
        parent = self.parents[node]
        if not isinstance(parent, ast.Call):
            return False
        return parent.func is node or (isinstance(parent.func, ast.Name) and parent.func.id == "callable")

    def _is_attribute(self, node: ast.Attribute) -> bool:
        if not isinstance(node.ctx, ast.Load):
            return False
        parent = self.parents[node]
        called = isinstance(parent, ast.Call) and parent.func is node
        if node.attr == "__name__":
            return isinstance(node.value, ast.Call) and _is_type(node.value)
        if node.attr.startswith("_") or node.attr in SEES_MORE:
            return False
        if called and node.attr in CHANGING:
            return self._changes(node.value)
        return node.attr in PURE if called else node.attr not in CHANGING

    def _is_compared(self, node: ast.Compare) -> bool:
        for left, how, right in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
            if isinstance(how, (ast.Is, ast.IsNot)):
                constant = isinstance(right, ast.Constant) and any(right.value is one for one in _CONSTANTS)
                if not (constant or (_is_type(left) and isinstance(right, ast.Name) and right.id in self.built_in)):
                    return False
        return True

    def _changes(self, node: ast.AST) -> bool:
        """Note that this is changed; whether it is a list or the like that the test has made."""
        if not isinstance(node, ast.Name) or node.id not in self.fresh:
            return False
        self.changed.add(node.id)
        return True

    def _is_looked_at(self, node: ast.Name) -> bool:
        """Whether something that is changed goes nowhere from here, where somebody may keep it."""
        parent = self.parents[node]
        if isinstance(parent, ast.Call):
            return isinstance(parent.func, ast.Name) and parent.func.id in self.built_in
        return isinstance(parent, _LOOKED_AT)


def _is_type(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "type"


def _fresh(tree: ast.Module) -> set[str]:
    """The names that only ever hold what this text has newly made."""
    made: set[str] = set()
    other: set[str] = set()
    targets: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    targets.add(target)
                    (made if _is_new(node.value) else other).add(target.id)
        elif isinstance(node, ast.AugAssign):
            targets.add(node.target)
        elif isinstance(node, ast.arg):
            other.add(node.arg)
    written = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    other |= {node.id for node in written if node not in targets}
    return made - other


def _is_new(value: Any) -> bool:
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id in _MAKES_NEW
    return isinstance(value, _NEW)
