"""How Python's less usual values cross: iterators, views, files in memory, paths, named tuples and enumerations.

Importing this registers them in `codec`. A named tuple or an enumeration is a class of the learner's own, but one that
says no more than its names and values; so a class of those names is made anew, without any code of the learner's.

>>> from course.grading.judge.codec import pack, unpack
>>> list(unpack(pack(reversed([1, 2]))))
[2, 1]
"""

from __future__ import annotations

import array
import base64
import collections
import enum
import functools
import io
import itertools
import pathlib
import types
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from course.grading.judge.codec import FAMILIES, MARK, UNPACKERS, CannotCross, Crossing, crosses
from course.grading.judge.refused import Refused

FIRST = 1_000
"""Steps of an iterator that travel at once; the others are asked for one by one, so that it may have no end."""


# -- iterators ---------------------------------------------------------------------------------------------------------


class Steps:
    """What an iterator of the other side gives: its first steps, then as many as are asked for.

    >>> list(Steps(["a", "b"], None))
    ['a', 'b']
    """

    def __init__(self, first: list[Any], more: Any) -> None:
        self._first, self._more = iter(first), more

    def __iter__(self) -> Steps:
        return self

    def __next__(self) -> Any:
        for item in self._first:
            return item
        found = self._more() if self._more is not None else []
        if not found:
            raise StopIteration
        return found[0]


def _next(iterator: Iterator[Any]) -> list[Any]:
    """The next step in a list, or an empty list at the end."""
    return list(itertools.islice(iterator, 1))


def _steps(value: Any, crossing: Crossing) -> dict[str, Any] | None:
    if not isinstance(value, Iterator) or isinstance(value, io.IOBase):
        return None
    first = [crossing.pack(item) for item in itertools.islice(value, FIRST)]
    more = None
    if len(first) == FIRST:
        if crossing.hold is None:
            raise CannotCross("iterator", f"it has more than {FIRST:,} steps")
        more = crossing.hold(functools.partial(_next, value))
    return {MARK: "steps", "of": first, "more": more}


FAMILIES.append(_steps)
UNPACKERS["steps"] = lambda plain, crossing: Steps(
    [crossing.unpack(item) for item in plain["of"]], crossing.unpack(plain["more"])
)


# -- views, files in memory, paths -------------------------------------------------------------------------------------


def _items(value: Any, crossing: Crossing) -> dict[str, Any]:
    return {"of": [crossing.pack(item) for item in value]}


crosses(type({}.keys()), "keys", _items, lambda plain, crossing: dict.fromkeys(crossing.unpack(plain["of"])).keys())
crosses(
    type({}.values()), "values", _items, lambda plain, crossing: dict(enumerate(crossing.unpack(plain["of"]))).values()
)
crosses(type({}.items()), "items", _items, lambda plain, crossing: dict(crossing.unpack(plain["of"])).items())
crosses(
    types.MappingProxyType,
    "proxy",
    lambda value, crossing: {"of": crossing.pack(dict(value))},
    lambda plain, crossing: types.MappingProxyType(crossing.unpack(plain["of"])),
)
crosses(
    collections.ChainMap,
    "chain",
    lambda value, crossing: {"of": [crossing.pack(one) for one in value.maps]},
    lambda plain, crossing: collections.ChainMap(*crossing.unpack(plain["of"])),
)


def without_methods(members: Iterable[Any], what: str) -> None:
    """Refuse a value whose attributes could be called: these would be methods of a class of one's own.

    Errors: CannotCross.

    >>> without_methods([1, "a"], "SimpleNamespace")
    """
    if any(callable(one) or isinstance(one, Refused) for one in members):
        raise CannotCross(what, "it holds functions or objects, which would act as methods of its own", own=True)


def _namespace(plain: Mapping[str, Any], crossing: Crossing) -> types.SimpleNamespace:
    members = crossing.unpack(plain["of"])
    without_methods(members.values(), "SimpleNamespace")
    return types.SimpleNamespace(**members)


crosses(
    types.SimpleNamespace,
    "namespace",
    lambda value, crossing: {"of": crossing.pack(vars(value))},
    _namespace,
)
crosses(
    array.array,
    "numbers",
    lambda value, crossing: {"code": value.typecode, "of": crossing.pack(value.tolist())},
    lambda plain, crossing: array.array(str(plain["code"]), crossing.unpack(plain["of"])),
)
crosses(
    memoryview,
    "memory",
    lambda value, crossing: {"is": base64.b64encode(value.tobytes()).decode()},
    lambda plain, crossing: memoryview(base64.b64decode(plain["is"])),
)
for _path in (
    pathlib.PosixPath, pathlib.WindowsPath, pathlib.PurePosixPath, pathlib.PureWindowsPath
):  # fmt: skip
    crosses(
        _path,
        _path.__name__,
        lambda value, crossing: {"is": str(value)},
        lambda plain, crossing, kind=_path: kind(str(plain["is"])),  # type: ignore[misc]
    )


def _file(value: Any, crossing: Crossing) -> dict[str, Any]:
    if value.closed:
        raise CannotCross(type(value).__name__, "it is closed")
    return {"of": crossing.pack(value.getvalue()), "at": value.tell()}


def _from_file(kind: Any, plain: Mapping[str, Any], crossing: Crossing) -> Any:
    made = kind(crossing.unpack(plain["of"]))
    made.seek(int(plain["at"]))
    return made


for _open in (io.StringIO, io.BytesIO):
    crosses(_open, _open.__name__, _file, functools.partial(_from_file, _open))


# -- named tuples and enumerations -------------------------------------------------------------------------------------

_ENUMS: dict[str, Any] = {
    kind.__name__: kind for kind in (enum.Enum, enum.IntEnum, enum.StrEnum, enum.Flag, enum.IntFlag)
}
_HARMLESS = frozenset({"__annotations__", "__orig_bases__", "__doc__", "__static_attributes__", "__firstlineno__"})


@functools.lru_cache(maxsize=1000)
def _named_tuple(name: str, fields: tuple[str, ...]) -> Any:
    return collections.namedtuple(name, fields)  # type: ignore[misc]


@functools.lru_cache(maxsize=1000)
def _enumeration(kind: str, name: str, members: tuple[tuple[str, Any], ...]) -> Any:
    return _ENUMS[kind](name, list(members), module="__main__")


def _says_no_more(own: type, made: type) -> bool:
    """Whether a class has nothing that one made of its names and values alone would not have."""
    return set(vars(own)) - set(vars(made)) <= _HARMLESS


def _about(kind: type) -> dict[str, Any] | None:
    """The names and values that a named tuple's or an enumeration's class is made of, if that is all of it."""
    if kind.__bases__ == (tuple,) and isinstance(fields := getattr(kind, "_fields", None), tuple):
        if all(type(one) is str for one in fields) and _says_no_more(kind, _named_tuple(kind.__name__, fields)):
            return {"tuple": kind.__name__, "fields": list(fields)}
    elif base := next((name for name, base in _ENUMS.items() if kind.__bases__ == (base,)), ""):
        members = tuple((name, one.value) for name, one in kind.__members__.items())  # type: ignore[attr-defined]
        plain = all(type(value) in (int, str, float, bool) for _, value in members)
        if members and plain and _says_no_more(kind, _enumeration(base, kind.__name__, members)):
            return {"enum": base, "name": kind.__name__, "members": [list(one) for one in members]}
    return None


def _made(about: Mapping[str, Any]) -> Any:
    if "tuple" in about:
        return _named_tuple(str(about["tuple"]), tuple(str(one) for one in about["fields"]))
    members = tuple((str(name), value) for name, value in about["members"])
    if not all(type(value) in (int, str, float, bool) for _, value in members):
        raise CannotCross("enumeration", "its values are not plain")
    return _enumeration(str(about["enum"]), str(about["name"]), members)


def _of_names(value: Any, crossing: Crossing) -> dict[str, Any] | None:
    if isinstance(value, type):
        about = _about(value)
        return None if about is None else {MARK: "class of names", "is": about}
    about = _about(type(value)) if isinstance(value, (tuple, enum.Enum)) else None
    if about is None:
        return None
    if isinstance(value, enum.Enum):
        if value.name not in type(value).__members__:  # several flags at once
            return None
        return {MARK: "member", "is": about, "name": value.name}
    return {MARK: "named tuple", "is": about, "of": [crossing.pack(item) for item in value]}


FAMILIES.append(_of_names)
UNPACKERS["class of names"] = lambda plain, crossing: _made(plain["is"])
UNPACKERS["member"] = lambda plain, crossing: _made(plain["is"])[str(plain["name"])]


def _tuple_of_names(plain: Mapping[str, Any], crossing: Crossing) -> Any:
    members = crossing.unpack(plain["of"])
    without_methods(members, "named tuple")
    return _made(plain["is"])(*members)


UNPACKERS["named tuple"] = _tuple_of_names
