"""What of a failed check's message is its author's, when the learner's code already knows of hidden checks.

A message may quote the learner: ``f"{area(2)} is not 4"``. A function that a hidden check has called before can answer
such a quotation with what that check gave to it. So once hidden lines have called the learner's code, a message is put
together again without the parts that come from there: ``"... is not 4"``.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Collection, Iterator, Mapping

GONE = "..."


def own_words(error: BaseException, file: str, source: str, functions: Collection[str], changed: bool) -> str:
    """The message of a failed assert, or of a raised exception, without what the learner's functions have given.

    error: with its traceback. file: the name of the test's code. functions: the names that are functions of the
    learner's. changed: whether one of them has changed what it was given. "" where nothing is left.
    """
    frame, line = _place(error, file)
    if frame is None:
        return ""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assert, ast.Raise)) and node.lineno <= line <= (node.end_lineno or node.lineno):
            message = _message(node)
            return "" if message is None else _text(message, frame, theirs_in(tree, functions, changed))
    return ""


def _place(error: BaseException, file: str) -> tuple[types.FrameType | None, int]:
    """The innermost frame of the test's own code, and its line."""
    found, line, step = None, 0, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == file:
            found, line = step.tb_frame, step.tb_lineno
        step = step.tb_next
    return found, line


def _message(node: ast.Assert | ast.Raise) -> ast.expr | None:
    if isinstance(node, ast.Assert):
        return node.msg
    if isinstance(node.exc, ast.Call) and len(node.exc.args) == 1:
        return node.exc.args[0]
    return None


def _text(message: ast.expr, frame: types.FrameType, theirs: Collection[str]) -> str:
    if isinstance(message, ast.BinOp) and isinstance(message.op, ast.Add):
        return _text(message.left, frame, theirs) + _text(message.right, frame, theirs)
    if isinstance(message, ast.JoinedStr):
        return "".join(_text(part, frame, theirs) for part in message.values)
    if _is_theirs(message, theirs):
        return GONE
    part = ast.JoinedStr([message]) if isinstance(message, ast.FormattedValue) else message
    code = compile(ast.fix_missing_locations(ast.Expression(part)), "<message>", "eval")
    try:
        return str(eval(code, frame.f_globals, dict(frame.f_locals)))
    except Exception:  # noqa: BLE001  (an author's message may be wrong, too)
        return GONE


def theirs_in(tree: ast.AST, functions: Collection[str], changed: bool) -> set[str]:
    """The names in a test that hold, or may hold, what the learner's functions have given.

    >>> test = ast.parse("a = f(1)\\nb = [a]\\nc = 2\\ndef g(x):\\n    return f(x)\\nfor d in g(c): pass")
    >>> sorted(theirs_in(test, {"f"}, changed=False))
    ['a', 'b', 'd', 'f', 'g']
    """
    found = set(functions)
    parameters = {
        node.name: {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }
    while more := {name for node in ast.walk(tree) for name in _given(node, found, parameters, changed)} - found:
        found |= more
    return found


def _given(
    node: ast.AST, theirs: Collection[str], parameters: Mapping[str, Collection[str]], changed: bool
) -> Iterator[str]:
    """The names that a piece of code gives something of theirs. parameters: of the test's own functions."""
    match node:
        case ast.Assign(targets=targets, value=value) if _is_theirs(value, theirs):
            for target in targets:
                yield from _names(target)
        case ast.AnnAssign(target=target, value=ast.expr() as value) if _is_theirs(value, theirs):
            yield from _names(target)
        case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            if _is_theirs(value, theirs):
                yield from _names(target)
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            if _is_theirs(value, theirs):
                yield from _names(target)
        case ast.withitem(context_expr=value, optional_vars=ast.expr() as target) if _is_theirs(value, theirs):
            yield from _names(target)
        case ast.FunctionDef(name=name) if _is_theirs(node, theirs):
            yield name
        case ast.ExceptHandler(name=str(name)):
            yield name
        case ast.Call(args=args, keywords=keywords):
            given = [*args, *(one.value for one in keywords)]
            if any(_is_theirs(one, theirs) for one in given):
                if isinstance(node.func, ast.Attribute):
                    yield from _names(node.func.value)  # such as found.append(answer)
                elif isinstance(node.func, ast.Name):
                    yield from parameters.get(node.func.id, ())
            if changed and _is_theirs(node.func, theirs):
                for one in given:
                    yield from _names(one)


def _names(node: ast.AST) -> Iterator[str]:
    return (one.id for one in ast.walk(node) if isinstance(one, ast.Name))


def _is_theirs(node: ast.AST, theirs: Collection[str]) -> bool:
    return any(name in theirs for name in _names(node))
