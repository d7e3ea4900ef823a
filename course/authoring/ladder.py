"""Which pieces of code stand in a cell: from Python's own syntax tree to the ids of modules/skills.yml.

A construct has a readable name, its *mark*: ".median()" for a call of a method, ".year" for an attribute, "len()" for
a call of a name, '["column"]' for what stands in brackets, "==", "def", "for" ... Numbers, texts, True, False and None
have none, and neither have the names of a call's arguments.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterable, Iterator

import attrs

from course.content.skills import Skill

OWN = "own()"
"""A call of a name that the learner's own code, or the lesson's, has defined."""

_SIGNS: dict[type[ast.AST], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.And: "and",
    ast.Or: "or",
    ast.Not: "not",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.Invert: "~",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.USub: "-x",
    ast.FunctionDef: "def",
    ast.Return: "return",
    ast.For: "for",
    ast.While: "while",
    ast.Break: "break",
    ast.Continue: "continue",
    ast.Pass: "pass",
    ast.IfExp: "a if b else c",
    ast.Lambda: "lambda",
    ast.ListComp: "[... for ...]",
    ast.SetComp: "{... for ...}",
    ast.DictComp: "{name: ... for ...}",
    ast.GeneratorExp: "(... for ...)",
    ast.JoinedStr: 'f"..."',
    ast.Dict: "{name: value}",
    ast.Set: "{a, b}",
    ast.Starred: "*x",
    ast.Import: "import",
    ast.ImportFrom: "from import",
    ast.AnnAssign: "name: type",
    ast.NamedExpr: ":=",
    ast.Assert: "assert",
    ast.Raise: "raise",
    ast.Try: "try",
    ast.With: "with",
    ast.ClassDef: "class",
    ast.Global: "global",
    ast.Delete: "del",
    ast.Match: "match",
    ast.Yield: "yield",
}
"""Nodes whose name says it all; the others are looked at below."""


@attrs.frozen
class Idioms:
    """What a piece of code asks a reader to know: ids of skills, and the marks that no skill has."""

    known: frozenset[str]
    unknown: frozenset[str]


def idioms(source: str, skills: Iterable[Skill]) -> Idioms:
    """The skills that some code uses, and the constructs that belong to none. Raises SyntaxError for what is no Python.

    >>> from course.content.skills import read_skills
    >>> from course.content.source import content_root
    >>> found = idioms("years = table['year'].median()\\nwhile True: pass", read_skills(content_root()))
    >>> sorted(found.known), sorted(found.unknown)
    (['column', 'median', 'name'], ['pass', 'while'])
    """
    owner = {mark: skill.id for skill in skills for mark in skill.marks}
    found = {_own_or_given(mark, owner) for mark in constructs(source)}
    return Idioms(
        known=frozenset(owner[mark] for mark in found if mark in owner),
        unknown=frozenset(mark for mark in found if mark not in owner),
    )


def _own_or_given(mark: str, listed: Collection[str]) -> str:
    """A call of a name that is neither listed nor Python's own is a call of what somebody has defined in the lesson."""
    plain = mark.removesuffix("()")
    return (
        OWN if mark not in listed and plain != mark and plain.isidentifier() and not hasattr(builtins, plain) else mark
    )


def constructs(source: str) -> set[str]:
    """The marks of all constructs in some code. Raises SyntaxError for what is no Python.

    >>> sorted(constructs("early = pacts[pacts['year'] < 1914]"))
    ['<', '["column"]', '[condition]', 'name =']
    """
    tree = ast.parse(source)
    # What a subscript holds is named by the subscript, and the name of a called function by its call.
    spoken_for = {id(node.slice) for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
    spoken_for |= {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    spoken_for |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    return {mark for node in ast.walk(tree) for mark in _marks(node, id(node) in spoken_for)}


def _marks(node: ast.AST, spoken_for: bool) -> Iterator[str]:
    if type(node) in _SIGNS:
        yield _SIGNS[type(node)]
    elif isinstance(node, ast.Call):
        yield from _called(node)
    elif isinstance(node, ast.Attribute) and not spoken_for:
        yield f".{node.attr}"
    elif isinstance(node, ast.Subscript):
        yield _bracket(node.slice) + (" =" if isinstance(node.ctx, ast.Store) else "")
    elif isinstance(node, ast.List) and not spoken_for:
        yield "[...]"
    elif isinstance(node, ast.Tuple) and not spoken_for:
        yield "name, name =" if isinstance(node.ctx, ast.Store) else "(a, b)"
    elif isinstance(node, ast.If):
        yield "if"
        if node.orelse:
            yield "else"
    elif isinstance(node, ast.AugAssign):
        yield "name +="
    elif isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) for target in node.targets):
        yield "name ="
    elif isinstance(node, ast.Constant) and node.value is ...:
        yield "..."


def _called(node: ast.Call) -> Iterator[str]:
    if isinstance(node.func, ast.Attribute):
        yield f".{node.func.attr}()"
    elif isinstance(node.func, ast.Name):
        yield f"{node.func.id}()"
    else:
        yield "(...)()"


def _bracket(inside: ast.expr) -> str:
    if isinstance(inside, ast.Constant):
        return '["column"]' if isinstance(inside.value, str) else "[number]"
    if isinstance(inside, ast.UnaryOp) and isinstance(inside.op, ast.USub):
        return "[number]"
    if isinstance(inside, ast.List):
        return '[["column", ...]]'
    if isinstance(inside, ast.Slice):
        return "[a:b]"
    if isinstance(inside, ast.Tuple):
        return "[a, b]"
    return "[name]" if isinstance(inside, ast.Name) else "[condition]"
