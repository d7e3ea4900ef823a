"""How a value crosses from the learner's process to the judge: as plain JSON, never as a pickle.

`pack(value)` turns a value into something that `json.dumps` takes; `unpack` makes an equal value of it on the other
side. JSON's own types stand for themselves; everything else is a dict with the one marking key ``"$"``:

    (1, 2)  ->  {"$": "tuple", "of": [1, 2]}

Only exact types cross. A subclass written by a learner might answer "equal" to everything, so it is refused with
`CannotCross`. Functions do not cross: the side that holds one gives it a number, and the other side calls it by that
number (see `proxies`). Tables and arrays are in `course.grading.judge.codec_tables`, which is asked for when one comes.

Not pickle: it runs what the sender names, and the sender is a learner. Not cattrs or jsonschema either: they read data
of a shape that is known before, and here a value may be anything that a notebook can hold.

>>> unpack(pack({"year": (1949, 2.5), "who": {"NATO"}}))
{'year': (1949, 2.5), 'who': {'NATO'}}
"""

from __future__ import annotations

import base64
import collections
import datetime as dt
import decimal
import fractions
import importlib
import sys
from collections.abc import Callable, Mapping
from typing import Any

MARK = "$"
DEPTH = 40
ITEMS = 2_000_000
"""The most values one crossing may hold; a longer one is refused instead of filling the judge's memory."""

_MOST_BITS = 4_000_000
MOST_OBJECTS = 10_000
"""Objects of one call whose identity is kept; the inner lists of a longer table cross as copies."""
_CHANGEABLE = frozenset(
    {
        list,
        dict,
        set,
        bytearray,
        collections.deque,
        collections.OrderedDict,
        collections.Counter,
        collections.defaultdict,
    }
)
_TABLES, _LIBRARIES = frozenset({"ndarray", "DataFrame", "Series"}), frozenset({"numpy", "pandas", "scipy"})
MARKS_OF_TABLES = frozenset(
    {"NA", "NaT", "array", "column", "frame", "index", "interval", "masked", "matrix", "pd.timedelta", "period"}
    | {"polynomial", "scalar", "series", "sparse", "timestamp"}
)
"""What `codec_tables` registers. It needs pandas, half a second's work: it is imported when the first of them comes."""

Packer = Callable[[Any, "Crossing"], Any]
Unpacker = Callable[[Mapping[str, Any], "Crossing"], Any]


class CannotCross(Exception):
    """A value that has no plain form.

    what: the name of its type. why: why it stays where it is, a clause. own: whether the class is written in the
    notebook itself.
    """

    def __init__(self, what: str, why: str, own: bool = False) -> None:
        super().__init__(f"a value of type {what} cannot be handed to the tests: {why}")
        self.what, self.why, self.own = what, why, own


class Objects:
    """Objects that both sides of a wire have, by number: the arguments of one call, and what they hold.

    >>> objects, list_ = Objects(), []
    >>> objects.add(list_), objects.number(list_), objects.number([])
    (0, 0, None)
    """

    def __init__(self) -> None:
        self._things: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._things)

    def items(self) -> list[tuple[int, Any]]:
        """All of them, with their numbers, in the order in which they got them."""
        return sorted(self._things.items(), key=lambda item: item[0])

    def add(self, thing: Any) -> int:
        """Give it the next number."""
        number = len(self._things)
        self.put(number, thing)
        return number

    def put(self, number: Any, thing: Any) -> Any:
        """Keep it under the number that the other side gave it; returns it."""
        if type(number) is not int:
            raise CannotCross("object", "its number is none")
        self._things[number] = thing
        self._numbers[id(thing)] = number
        return thing

    def number(self, thing: Any) -> int | None:
        """The number of this very object."""
        return self._numbers.get(id(thing)) if self._numbers else None

    def of(self, number: Any) -> Any:
        """The object of that number. Errors: CannotCross."""
        if type(number) is not int or number not in self._things:
            raise CannotCross("object", "nobody has given it out")
        return self._things[number]


def is_changeable(value: Any) -> bool:
    """Whether a value can be changed in place, and is of a type that crosses.

    >>> is_changeable([]), is_changeable(()), is_changeable("")
    (True, False, False)
    """
    kind = type(value)
    return kind in _CHANGEABLE or (kind.__name__ in _TABLES and kind.__module__.partition(".")[0] in _LIBRARIES)


class Crossing:
    """One message on its way: counts its values, and knows what to do with functions.

    hold: gives a callable a plain form (or raises CannotCross). fetch: makes a callable of such a form.
    objects: what both sides have; each of them crosses as its number, so that what was one object is one object on the
    other side, too. naming: whether what crosses now gets numbers, or only what has one already.
    `kinds`: the marks of all that has crossed.
    """

    def __init__(
        self,
        hold: Callable[[Any], dict[str, Any]] | None = None,
        fetch: Callable[[Mapping[str, Any]], Any] | None = None,
        objects: Objects | None = None,
        naming: bool = False,
    ) -> None:
        self.hold, self.fetch = hold, fetch
        self.objects, self.naming = objects if objects is not None else Objects(), naming
        self.kinds: set[str] = set()
        self._left = ITEMS
        self._depth = 0

    def pack(self, value: Any) -> Any:
        """The plain form of `value`. Errors: CannotCross."""
        number = self.objects.number(value)
        if number is not None:
            return {MARK: "same", "number": number}
        if self.naming and is_changeable(value) and len(self.objects) < MOST_OBJECTS:
            return {MARK: "new", "number": self.objects.add(value), "is": self.pack_inside(value)}
        return self.pack_inside(value)

    def pack_inside(self, value: Any) -> Any:
        """The plain form of what `value` holds, also where both sides have the object. Errors: CannotCross."""
        self._enter()
        try:
            packer = PACKERS.get(type(value))
            if packer is None and learn_of(str(type(value).__module__)):
                packer = PACKERS.get(type(value))
            if packer is not None:
                return packer(value, self)
            for family in (*FAMILIES, self._held):
                form = family(value, self)
                if form is not None:
                    self.kinds.add(str(form.get(MARK)))
                    return form
            raise cannot(type(value))
        finally:
            self._depth -= 1

    def _held(self, value: Any, _: Any) -> dict[str, Any] | None:
        """Types, modules, functions and objects of a class of one's own: whoever holds this crossing decides."""
        return None if self.hold is None else self.hold(value)

    def unpack(self, plain: Any) -> Any:
        """The value of a plain form. Errors: CannotCross for a form that nobody of ours wrote."""
        self._enter()
        try:
            if isinstance(plain, list):
                return [self.unpack(item) for item in plain]
            if not isinstance(plain, dict):
                return plain
            kind = plain.get(MARK)
            self.kinds.add(str(kind))
            if kind == "same":
                return self.objects.of(plain.get("number"))
            if kind == "new" and self.naming:
                return self.objects.put(plain.get("number"), self.unpack(plain.get("is")))
            if isinstance(kind, str) and kind in MARKS_OF_TABLES:
                learn_of("pandas")
            unpacker = UNPACKERS.get(kind) if isinstance(kind, str) else None
            try:
                if unpacker is not None:
                    return unpacker(plain, self)
                if self.fetch is not None:
                    return self.fetch(plain)
            except CannotCross:
                raise
            except Exception as error:  # noqa: BLE001  (a tampered form may break anything)
                raise CannotCross(str(kind)[:100], f"its form is broken ({type(error).__name__})") from None
            raise CannotCross(str(kind), "this side does not know it")
        finally:
            self._depth -= 1

    def _enter(self) -> None:
        self._left -= 1
        self._depth += 1
        if self._left < 0:
            self._depth -= 1
            raise CannotCross("collection", f"it holds more than {ITEMS:,} values")
        if self._depth > DEPTH:
            self._depth -= 1
            raise CannotCross("collection", f"it is nested more than {DEPTH} deep, or holds itself")


def pack(value: Any) -> Any:
    """`value` as something that json.dumps takes; functions are refused. Errors: CannotCross.

    >>> pack([1, None, "two"])
    [1, None, 'two']
    """
    return Crossing().pack(value)


def unpack(plain: Any) -> Any:
    """The value that `pack` made `plain` of.

    >>> unpack({"$": "set", "of": [3]})
    {3}
    """
    return Crossing().unpack(plain)


def cannot(kind: type) -> CannotCross:
    """The refusal of a value of this type, which names it.

    >>> cannot(decimal.Context).what, cannot(decimal.Context).own
    ('decimal.Context', False)
    """
    module, name = str(kind.__module__), str(kind.__qualname__)
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    if module == "__main__" or (found is not kind and module != "builtins"):
        return CannotCross(name, "a class of one's own, and what is made of it, cannot be copied", own=True)
    return CannotCross(
        name if module == "builtins" else f"{module}.{name}",
        "its type is not one of Python's, numpy's or pandas' data types",
    )


PACKERS: dict[type, Packer] = {}
UNPACKERS: dict[str, Unpacker] = {}
FAMILIES: list[Callable[[Any, Crossing], dict[str, Any] | None]] = []
"""For values that are told by more than their type: each gives the form, or None for what is not of its kind."""


def learn_of(module: str) -> bool:
    """Have this module's types registered, if they are those of tables and arrays; whether they are.

    >>> learn_of("pandas.core.frame"), learn_of("datetime")
    (True, False)
    """
    known = module.partition(".")[0] in _LIBRARIES
    if known:
        importlib.import_module("course.grading.judge.codec_tables")
    return known


def crosses(kind: type, name: str, packer: Packer, unpacker: Unpacker) -> None:
    """Register a type: how it is packed into a dict (the mark is added), and how it is made again."""

    def with_mark(value: Any, crossing: Crossing) -> Any:
        crossing.kinds.add(name)
        return {MARK: name, **packer(value, crossing)}

    PACKERS[kind] = with_mark
    UNPACKERS[name] = unpacker


def _itself(value: Any, crossing: Crossing) -> Any:
    return value


def _integer(value: int, crossing: Crossing) -> Any:
    # Python refuses to write very long integers in decimals.
    if value.bit_length() > _MOST_BITS:
        raise CannotCross("int", "it has more than a million digits")
    return value if value.bit_length() < 10_000 else {MARK: "long", "hex": hex(value)}


def _long(text: str) -> int:
    if len(text) > _MOST_BITS:
        raise CannotCross("int", "it has more than a million digits")
    return int(text, 16)


def _sequence(kind: type, name: str) -> None:
    crosses(
        kind,
        name,
        lambda value, crossing: {"of": [crossing.pack(item) for item in value]},
        lambda plain, crossing: kind(crossing.unpack(item) for item in plain["of"]),
    )


def _mapping(kind: type, name: str) -> None:
    crosses(
        kind,
        name,
        lambda value, crossing: {"of": [[crossing.pack(key), crossing.pack(item)] for key, item in value.items()]},
        lambda plain, crossing: kind({crossing.unpack(key): crossing.unpack(item) for key, item in plain["of"]}),
    )


def _text(kind: type, name: str, write: Callable[[Any], str], read: Callable[[str], Any]) -> None:
    crosses(kind, name, lambda value, crossing: {"is": write(value)}, lambda plain, crossing: read(plain["is"]))


def _dict(value: dict[Any, Any], crossing: Crossing) -> Any:
    # The common case stays readable: text keys, none of them the mark.
    if all(type(key) is str for key in value) and MARK not in value:
        return {MARK: "record", "of": {key: crossing.pack(item) for key, item in value.items()}}
    return {MARK: "dict", "of": [[crossing.pack(key), crossing.pack(item)] for key, item in value.items()]}


def _duration(text: str) -> dt.timedelta:
    days, seconds, micro = text.split()
    return dt.timedelta(int(days), int(seconds), int(micro))


_kind: Any
for _kind in (type(None), bool, float, str):
    PACKERS[_kind] = _itself
PACKERS[int] = _integer
UNPACKERS["long"] = lambda plain, crossing: _long(plain["hex"])
PACKERS[list] = lambda value, crossing: [crossing.pack(item) for item in value]
_mapping(dict, "dict")
PACKERS[dict] = _dict
UNPACKERS["record"] = lambda plain, crossing: {str(key): crossing.unpack(item) for key, item in plain["of"].items()}
for _kind, _word in ((tuple, "tuple"), (set, "set"), (frozenset, "frozenset"), (collections.deque, "deque")):
    _sequence(_kind, _word)
for _kind, _word in ((collections.Counter, "counter"), (collections.OrderedDict, "ordered")):
    _mapping(_kind, _word)
crosses(
    collections.defaultdict,
    "dict with a default",  # without its factory: a function cannot cross, and reading needs none
    lambda value, crossing: {"of": [[crossing.pack(key), crossing.pack(item)] for key, item in value.items()]},
    UNPACKERS["dict"],
)
crosses(
    range,
    "range",
    lambda value, crossing: {"of": [value.start, value.stop, value.step]},
    lambda plain, crossing: range(*(int(number) for number in plain["of"])),
)
crosses(
    slice,
    "slice",
    lambda value, crossing: {"of": [crossing.pack(part) for part in (value.start, value.stop, value.step)]},
    lambda plain, crossing: slice(*(crossing.unpack(part) for part in plain["of"])),
)
crosses(type(...), "ellipsis", lambda value, crossing: {}, lambda plain, crossing: ...)
crosses(type(NotImplemented), "notimplemented", lambda value, crossing: {}, lambda plain, crossing: NotImplemented)


def _fraction(text: str) -> fractions.Fraction:
    # Fraction also reads "1e999999999", and would compute that power here.
    above, _, below = text.partition("/")
    return fractions.Fraction(int(above), int(below or 1))


_text(complex, "complex", repr, complex)
_text(bytes, "bytes", lambda value: base64.b64encode(value).decode(), base64.b64decode)
_text(bytearray, "bytearray", lambda v: base64.b64encode(v).decode(), lambda text: bytearray(base64.b64decode(text)))
_text(decimal.Decimal, "decimal", str, decimal.Decimal)
_text(fractions.Fraction, "fraction", str, _fraction)
_text(dt.datetime, "datetime", dt.datetime.isoformat, dt.datetime.fromisoformat)
_text(dt.date, "date", dt.date.isoformat, dt.date.fromisoformat)
_text(dt.time, "time", dt.time.isoformat, dt.time.fromisoformat)
_text(dt.timedelta, "timedelta", lambda value: f"{value.days} {value.seconds} {value.microseconds}", _duration)
