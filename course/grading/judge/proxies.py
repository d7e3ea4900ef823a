"""Functions stay where they are: the side that holds one gives it a number, the other side calls it by that number.

A learner's function is never copied to the judge. The judge gets a stand-in with the same name, signature and
docstring; calling it sends the arguments as data and brings the result back as data. The same works the other way
round when a test hands a function of its own to the learner's code.

Modules and data types (a module, int, pandas.DataFrame) cross by their name, and each side uses its own copy: a learner
who patches pandas patches only the learner's. The judge takes by name only the modules that the instructor's notebook
imports, the types that `codec` carries, and built-in exceptions. Any other name could be chosen so that the judge runs
something of the learner's choice, such as `globals`, whose result would then stand in a message.

Not rpyc: it hands out references, so a test that reads `answer.total` or writes `answer == 5` would run the learner's
code, as equal to everything as the learner likes. Here all but functions crosses as data, and is compared by the judge.
"""

from __future__ import annotations

import builtins
import functools
import importlib
import inspect
import sys
import types
from collections.abc import Callable, Collection, Mapping
from typing import Any

from course.grading.judge.codec import MARK, PACKERS, CannotCross, Crossing, Objects, cannot, learn_of
from course.grading.judge.moving import Text, made_of, text_to_send
from course.grading.judge.refused import Refused, RefusedCallable, Told, number_of

_PLAIN = (int, float, str, bool, type(None))
_DATA = frozenset({"builtins", "numpy", "pandas", "datetime", "decimal", "fractions", "collections"})
"""The modules that the judge always knows by name."""
_USUAL = frozenset(
    {*_DATA, "functools", "io", "itertools", "matplotlib", "operator", "pathlib", "scipy", "types", "uuid"}
)
"""The libraries whose values a learner may well have made, though the instructor did not."""
Caller = Callable[[int, tuple[Any, ...], dict[str, Any]], Any]


class Proxies:
    """The functions that this side has shown to the other, by number.

    call: sends a call of one of the other side's functions and returns its result.
    test: on the judge's side, the text of the test that runs. told: hears why, when a test looks at a value that could
    not cross. modules: None on the learner's side, where any name may be fetched; on the judge's side, the names of the
    modules that the instructor's notebook imports.
    """

    def __init__(self, call: Caller, modules: Collection[str] | None = None) -> None:
        self._call = call
        self._modules = None if modules is None else frozenset(modules)
        self.told: Told = lambda reason: None
        self.test: Text = ("", "", ())
        self._shown: list[Any] = []
        self._numbers: dict[int, int] = {}  # by id(): what is shown is kept, so none is used twice
        self._known: dict[int, Any] = {}

    def copied(self, call: Caller, told: Told) -> Proxies:
        """The same, for a fork of the other side: what this side has shown has the same numbers there."""
        made = Proxies(call, self._modules)
        made.told, made.test = told, self.test
        made._shown, made._numbers = list(self._shown), dict(self._numbers)
        return made

    def crossing(self, objects: Objects | None = None, naming: bool = False) -> Crossing:
        """A fresh crossing that knows these functions; objects, naming: see `Crossing`."""
        return Crossing(self.hold, self.fetch, objects, naming)

    def shown(self, number: int) -> Any:
        """The function that was shown under this number. Errors: CannotCross for a number nobody gave out."""
        if type(number) is not int or not 0 <= number < len(self._shown):
            raise CannotCross("function", f"number {number!r} was not given out")
        return self._shown[number]

    def hold(self, value: Any) -> dict[str, Any]:
        """The plain form of a module, a type or a function, or of what stays behind and goes by a number alone."""
        theirs = getattr(value, "__theirs__", None) if type(value) is types.FunctionType else None
        if type(theirs) is int and self._known.get(theirs) is value:
            return {MARK: "back", "number": theirs}
        if isinstance(value, types.ModuleType):
            return {MARK: "module", "name": str(value.__name__)}
        # The judge's own names are safe to give by name; the learner's functions stay with the learner.
        if isinstance(value, type) or self._modules is not None:
            named = _by_name(value)
            if named is not None:
                return named
        if isinstance(value, type) or not (inspect.isroutine(value) or type(value) is functools.partial):
            error = cannot(value if isinstance(value, type) else type(value))
            if self._modules is not None:  # the judge's own: nothing of it may be called by number but functions
                raise error
            return {**self.refuse(value, error), "calls": callable(value)}
        number = self._number(value)
        name = getattr(value, "__name__", "function")
        doc = getattr(value, "__doc__", None)
        text = text_to_send(value, self.test, self._modules) if self._modules is not None else None
        return {
            MARK: "function",
            "text": text,
            "number": number,
            "name": name if type(name) is str else "function",
            "doc": doc if type(doc) is str else None,
            "parameters": _parameters(value),
        }

    def refuse(self, value: Any, error: CannotCross) -> dict[str, Any]:
        """The form of a value that cannot cross: why not, and a number under which it can be handed back."""
        about = {"what": error.what[:100], "why": error.why, "own": error.own}
        return {MARK: "cannot", "number": self._number(value), **about}

    def _number(self, value: Any) -> int:
        number = self._numbers.get(id(value))
        if number is None:
            number = self._numbers[id(value)] = len(self._shown)
            self._shown.append(value)
        return number

    def fetch(self, plain: Mapping[str, Any]) -> Any:
        """What a form made by `hold` on the other side stands for here. Errors: CannotCross."""
        kind = plain.get(MARK)
        if kind == "back":
            return self.shown(plain["number"])
        if kind == "module":
            return self._module(str(plain["name"]))
        if kind == "name":
            return self._named(str(plain["module"]), str(plain["name"]))
        if kind == "function":
            return self._stand_in(plain)
        if kind == "cannot":
            return self._refused(plain)
        raise CannotCross(str(kind)[:100], "this side does not know it")

    def _refused(self, plain: Mapping[str, Any]) -> Refused:
        number, what = plain.get("number"), str(plain.get("what"))[:100]
        about = (
            what,
            str(plain.get("why"))[:300],
            plain.get("own") is True or not self._is_usual(what),
            number if type(number) is int else -1,
            self.told,
        )
        if type(number) is int and plain.get("calls") is True:
            return RefusedCallable(lambda *arguments, **named: self._call(number, arguments, named), *about)
        return Refused(*about)

    def _is_usual(self, kind: str) -> bool:
        """Whether a type's name speaks for honest work: of Python's own data, or of a library that the tests use."""
        top = kind.partition(".")[0] if "." in kind else "builtins"
        return top in _USUAL or top in {name.partition(".")[0] for name in self._modules or ()}

    def _named(self, module: str, name: str) -> Any:
        if self._modules is not None:
            learn_of(module)
            known = _data_types().get((module, name))
            if known is None:
                raise CannotCross(f"{module}.{name}"[:100], "the tests take only data types by name")
            return known
        found: Any = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part, None)
        if found is None:
            raise CannotCross(f"{module}.{name}", "it is not a data type")
        return found

    def _module(self, name: str) -> types.ModuleType:
        known = self._modules
        if known is not None and name not in known | _DATA:
            raise CannotCross("module", f"the tests do not use the module {name[:100]!r}")
        try:
            return importlib.import_module(name)
        except ImportError:
            raise CannotCross("module", f"there is no module {name!r} here") from None

    def _stand_in(self, plain: Mapping[str, Any]) -> Callable[..., Any]:
        number = plain["number"]
        if type(number) is not int:
            raise CannotCross("function", "it has no number")
        if number in self._known:
            return self._known[number]

        if self._modules is None and plain.get("text"):  # a test's function, which may run here
            moved = self._known[number] = made_of(plain["text"], str(plain["name"]))
            moved.__theirs__ = number
            return moved

        def stand_in(*arguments: Any, **named: Any) -> Any:
            return self._call(number, arguments, named)

        stand_in.__name__ = stand_in.__qualname__ = str(plain["name"])
        stand_in.__doc__ = None if plain["doc"] is None else str(plain["doc"])
        stand_in.__module__ = "__main__"
        stand_in.__theirs__ = number  # type: ignore[attr-defined]
        signature = _signature(plain["parameters"])
        if signature is not None:
            stand_in.__signature__ = signature  # type: ignore[attr-defined]
        self._known[number] = stand_in
        return stand_in


def _back(value: Refused, crossing: Crossing) -> dict[str, Any]:
    return {MARK: "back", "number": number_of(value)}


PACKERS[Refused] = PACKERS[RefusedCallable] = _back


def _data_types() -> dict[tuple[str, str], type]:
    """The types that the judge takes by name: those of values that cross, `object`, and the built-in exceptions."""
    carried = [kind for kind in PACKERS if not issubclass(kind, Refused)]
    errors = [kind for kind in vars(builtins).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    return {(kind.__module__, kind.__qualname__): kind for kind in (*carried, object, *errors)}


def _by_name(value: Any) -> dict[str, Any] | None:
    """The name under which anyone can import this very object, if there is one."""
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if type(module) is not str or type(name) is not str or module == "__main__":
        return None
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return {MARK: "name", "module": module, "name": name} if found is value else None


def _parameters(value: Any) -> list[list[Any]] | None:
    try:
        parameters = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return None
    empty = inspect.Parameter.empty
    return [
        [p.name, int(p.kind), p.default is not empty, p.default if type(p.default) in _PLAIN else None]
        for p in parameters
    ]


def _signature(parameters: list[list[Any]] | None) -> inspect.Signature | None:
    if parameters is None:
        return None
    try:
        made = [
            inspect.Parameter(
                str(name), inspect._ParameterKind(kind), default=default if has else inspect.Parameter.empty
            )
            for name, kind, has, default in parameters
        ]
        return inspect.Signature(made)
    except (TypeError, ValueError):
        return None
