"""Which function of a test may run where it is called: in the learner's process, a hundred times as fast.

A test may hand a function to the learner's code, such as `lambda x: x * x` to an integral that calls it 100,000 times.
Each call by number is a message and its answer. A function that only computes, from its arguments, builtins and
modules, gives the same wherever it runs; so its text is sent. Not sent: what stands in a hidden line, what looks at or
changes anything of the test, and what cannot be told apart from another function of the same line.
"""

from __future__ import annotations

import ast
import builtins
import dis
import types
from collections.abc import Collection, Mapping
from typing import Any

_PLAIN = (int, float, str, bool, type(None))
Text = tuple[str, str, Collection[int]]
"""The name of a test's file, its source, and the numbers of its hidden lines."""


def text_to_send(function: Any, test: Text, modules: Collection[str]) -> dict[str, Any] | None:
    """The text of a test's function and the modules that it uses by name, or None where it must stay.

    modules: those that the instructor's notebook imports.
    """
    file, source, hidden = test
    if type(function) is not types.FunctionType or function.__code__.co_filename != file:
        return None
    if function.__closure__ or function.__kwdefaults__ or function.__dict__:
        return None
    if not all(type(value) in _PLAIN for value in function.__defaults__ or ()):
        return None
    used = _modules_used(function.__code__, function.__globals__, modules)
    node = _node(function.__code__, source)
    if used is None or node is None or set(range(node.lineno, (node.end_lineno or node.lineno) + 1)) & set(hidden):
        return None
    return {"text": ast.unparse(node), "modules": used}


def made_of(about: Mapping[str, Any], name: str) -> Any:
    """The function that such a text stands for, in the learner's process."""
    names: dict[str, Any] = {alias: __import__(module, fromlist=["_"]) for alias, module in about["modules"].items()}
    text = str(about["text"])
    if text.startswith("lambda"):
        return eval(text, names)
    exec(text, names)
    return names[name]


def _modules_used(code: types.CodeType, names: Mapping[str, Any], modules: Collection[str]) -> dict[str, str] | None:
    """The modules that a function's code looks up, by their names there; None when it looks at something else."""
    found: dict[str, str] = {}
    waiting = [code]
    while waiting:
        one = waiting.pop()
        waiting += [const for const in one.co_consts if isinstance(const, types.CodeType)]
        for name in one.co_names:
            value = names.get(name)
            if isinstance(value, types.ModuleType) and value.__name__ in modules:
                found[name] = value.__name__
            elif not _only_attribute(name, one) and (name in names or not hasattr(builtins, name)):
                return None
    return found


def _only_attribute(name: str, code: types.CodeType) -> bool:
    """Whether a name is only ever looked up in something, as `sin` is in `math.sin`."""
    attribute = ("LOAD_ATTR", "LOAD_METHOD")
    return all(step.opname in attribute for step in dis.get_instructions(code) if step.argval == name)


def _node(code: types.CodeType, source: str) -> ast.Lambda | ast.FunctionDef | None:
    found = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.Lambda, ast.FunctionDef)) and node.lineno == code.co_firstlineno
        if getattr(node, "name", "<lambda>") == code.co_name and not getattr(node, "decorator_list", None)
    ]
    return found[0] if len(found) == 1 else None
