"""What a test cell may take from where, read from the instructor's own notebook and never from the learner's.

A test cell looks at names. Some are the learner's answers, some are helpers of an earlier test, some are imports. In
one shared kernel the last writer wins, so a learner who rebinds a helper's name wins too. Here the instructor's
notebook decides who should have written a name last:

    a test cell                      -> the judge's own value
    an import, anywhere              -> the judge imports it itself
    a locked cell, and it is a function, a class or a module -> the judge runs that cell itself
    only perhaps `from x import *`   -> the judge imports it itself, if the name is there
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

from course.errors import GradingError

AUTOTEST = re.compile(r"^\s*###.*AUTOTEST\b", re.MULTILINE)
# As short as nbgrader's own: "# BEGIN HIDDEN TESTS" is a mark too.
BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
_BUILTIN = frozenset(dir(builtins))
_MAGIC = re.compile(r"^\s*[%!]|\bget_ipython\s*\(|^\s*\w+\s*=\s*[%!]", re.MULTILINE)


@attrs.frozen
class Exam:
    """How to judge one notebook.

    tests, locked: the instructor's text of each test cell and each locked cell, by cell id. The judge runs these texts;
    what a submitted notebook says about its cells, their text or their kind among it, is not asked. An empty text
    stands for the one that nbgrader made of autotests, which sanitizing has put into the submission.
    sources: for each of these cells, where each name that it uses comes from: ["import", statement], ["test", cell id],
    ["locked", cell id], ["builtin", ""], ["star", statements]; a name that is absent is the learner's.
    lend: test cells whose visible part also runs on the learner's side, because a later cell uses what they define.
    modules: every module that the notebook imports. shared: test cells that must run in the learner's own process.
    given: the files, by relative path, that the instructor hands out: tests read these as they were handed out.
    """

    tests: dict[str, str] = attrs.field(factory=dict)
    locked: dict[str, str] = attrs.field(factory=dict)
    sources: dict[str, dict[str, list[str]]] = attrs.field(factory=dict)
    lend: list[str] = attrs.field(factory=list)
    modules: list[str] = attrs.field(factory=list)
    shared: list[str] = attrs.field(factory=list)
    given: list[str] = attrs.field(factory=list)


def refuse_shared(exams: Iterable[Exam]) -> None:
    """For the strict setting. Errors: GradingError when a test cell must run in the learner's own process."""
    shared = sorted({cell for exam in exams for cell in exam.shared})
    if shared:
        raise GradingError(
            f"These test cells can only run in the learner's own process: {', '.join(shared)}. To mend: test values "
            "and functions instead of figures, magics or objects of a class, or grade without strict."
        )


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


def exam_of(notebook: Any, submitted: bool = False) -> Exam:
    """Read an instructor's notebook (nbformat 4, with solutions or without).

    submitted: this is a sanitized submission, because there is no instructor's notebook. Then only its test cells and
    locked cells, which nbgrader has restored, are read: an import in a learner's cell must not choose what the judge
    imports.
    """
    last: dict[str, list[str]] = {}
    sources: dict[str, dict[str, list[str]]] = {}
    lend: list[str] = []
    modules: set[str] = set()
    shared: list[str] = []
    stars: list[str] = []
    texts: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        source, name = cell["source"], name_of(cell)
        ours = bool(name) and (is_test(cell) or is_locked(cell))
        if submitted and not ours:
            continue
        modules.update(modules_of(source))
        wanted = uses(source)
        if ours:
            # nbgrader writes these tests when it makes the release; their text is then in the gradebook alone.
            texts[is_test(cell)][name] = "" if AUTOTEST.search(source) else source
            # A name that the cell itself writes first is its own; `last` then holds who wrote it before.
            sources[name] = {
                used: last.get(used) or (["star", "\n".join(stars)] if stars else ["builtin", ""])
                for used in sorted(wanted)
                if used in last or used in _BUILTIN or stars
                if last.get(used) != ["learner", ""]
            }
        if ours and is_test(cell):
            if _MAGIC.search(source):
                shared.append(name)
        else:
            for used in wanted:
                kind, where = last.get(used, ["", ""])
                if kind == "test" and where not in lend:
                    lend.append(where)
        for bound, statement in binds(source):
            if statement and bound == "*":
                stars.append(statement)
            elif statement:
                last[bound] = ["import", statement]
            elif ours and is_test(cell):
                last[bound] = ["test", name]
            elif ours:
                last[bound] = ["locked", name]
            else:
                last[bound] = ["learner", ""]
    return Exam(
        tests=texts[True], locked=texts[False], sources=sources, lend=lend, modules=sorted(modules), shared=shared
    )
