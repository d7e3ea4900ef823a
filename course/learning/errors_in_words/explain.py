"""explain(error, code, names): which rule speaks about an error."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from course.learning.errors_in_words import kinds, missing
from course.learning.errors_in_words.place import Place, place_of
from course.learning.errors_in_words.sentences import Explanation
from course.learning.errors_in_words.syntax import explain_unreadable

RULES: tuple[tuple[type[Exception], Callable[[Any, Place], Explanation | None]], ...] = (
    (NameError, missing.name_unknown),
    (KeyError, missing.key_unknown),
    (IndexError, missing.position_unknown),
    (AttributeError, missing.attribute_unknown),
    (ImportError, missing.import_failed),
    (FileNotFoundError, missing.file_unknown),
    (ZeroDivisionError, kinds.divided_by_zero),
    (TypeError, kinds.type_wrong),
    (ValueError, kinds.value_wrong),
)
"""For each kind of error the function that looks for the slip behind it. Another kind of error gets no sentence."""


def explain(error: BaseException, code: str, names: Mapping[str, Any]) -> Explanation | None:
    """What to tell a learner about `error`; None where nothing sure can be said.

    error: as Python raised it, with its traceback. code: the cell. names: what the kernel knows; the very dictionary
    that the cell ran in, because the traceback's steps are told apart by it. Runs none of the learner's code again.

    >>> try: exec("operation", names := {"operations": 3})
    ... except NameError as error: explain(error, "operation", names).mend
    'Did you mean `operations`? Capital and small letters are different for Python.'
    """
    if isinstance(error, SyntaxError):
        return explain_unreadable(_plainly(error, code), code, names)
    for kind, rule in RULES:
        if isinstance(error, kind):
            return rule(error, place_of(error, code, names))
    return None


def _plainly(error: SyntaxError, code: str) -> SyntaxError:
    """The error that Python itself would tell: where a bracket is open, IPython hears only of "incomplete input"."""
    if "incomplete input" in (error.msg or ""):
        try:
            ast.parse(code)
        except SyntaxError as plain:
            return plain
    return error
