"""How a value crosses from the learner's process to the judge: as plain JSON, never as a pickle.

`pack(value)` turns a value into something that `json.dumps` takes; `unpack` makes an equal value of it on the other
side. JSON's own types stand for themselves; everything else is a dict with the one marking key ``"$"``:

    (1, 2)  ->  {"$": "tuple", "of": [1, 2]}

Only exact types cross. A subclass written by a learner might answer "equal" to everything, so it is refused with
`CannotCross`. Functions do not cross: the side that holds one gives it a number, and the other side calls it by that
number (see `proxies`). Tables and arrays are in `course.grading.judge.codec_tables`.

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
import types
from collections.abc import Callable, Mapping
from typing import Any

MARK = "$"
DEPTH = 40
ITEMS = 2_000_000
"""The most values one crossing may hold; a longer one is refused instead of filling the judge's memory."""

Packer = Callable[[Any, "Crossing"], Any]
Unpacker = Callable[[Mapping[str, Any], "Crossing"], Any]


class CannotCross(Exception):
    """A value that has no plain form. `what` names its type; the message says why it stays where it is."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"a value of type {what} cannot be handed to the tests: {why}")
        self.what = what


class Crossing:
    """One message on its way: counts its values, and knows what to do with functions.

    hold: gives a callable a plain form (or raises CannotCross). fetch: makes a callable of such a form.
    """

    def __init__(
        self,
        hold: Callable[[Any], dict[str, Any]] | None = None,
        fetch: Callable[[Mapping[str, Any]], Any] | None = None,
    ) -> None:
        self.hold, self.fetch = hold, fetch
        self._left = ITEMS
        self._depth = 0

    def pack(self, value: Any) -> Any:
        """The plain form of `value`. Errors: CannotCross."""
        self._enter()
        try:
            packer = PACKERS.get(type(value))
            if packer is not None:
                return packer(value, self)
            # Types, modules and functions are many types; whoever holds this crossing decides.
            if self.hold is not None and (callable(value) or isinstance(value, types.ModuleType)):
                return self.hold(value)
            raise CannotCross(_name(type(value)), "its type is not one of Python's, numpy's or pandas' data types")
        finally:
            self._depth -= 1

    def unpack(self, plain: Any) -> Any:
        """The value of a plain form. Errors: CannotCross for a form that nobody of ours wrote."""
        self._enter()
        try:
            if isinstance(plain, list):
                return [self.unpack(item) for item in plain]
            if not isinstance(plain, dict):
                return plain
            kind = plain.get(MARK)
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


def _name(kind: type) -> str:
    return str(kind.__qualname__) if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


PACKERS: dict[type, Packer] = {}
UNPACKERS: dict[str, Unpacker] = {}


def crosses(kind: type, name: str, packer: Packer, unpacker: Unpacker) -> None:
    """Register a type: how it is packed into a dict (the mark is added), and how it is made again."""

    def with_mark(value: Any, crossing: Crossing) -> Any:
        return {MARK: name, **packer(value, crossing)}

    PACKERS[kind] = with_mark
    UNPACKERS[name] = unpacker


def _itself(value: Any, crossing: Crossing) -> Any:
    return value


def _integer(value: int, crossing: Crossing) -> Any:
    # Python refuses to write very long integers in decimals; nobody hands one in honestly.
    if value.bit_length() > 10_000:
        raise CannotCross("int", "it has more than 3,000 digits")
    return value


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
PACKERS[list] = lambda value, crossing: [crossing.pack(item) for item in value]
_mapping(dict, "dict")
PACKERS[dict] = _dict
UNPACKERS["record"] = lambda plain, crossing: {str(key): crossing.unpack(item) for key, item in plain["of"].items()}
for _kind, _word in ((tuple, "tuple"), (set, "set"), (frozenset, "frozenset"), (collections.deque, "deque")):
    _sequence(_kind, _word)
for _kind, _word in ((collections.Counter, "counter"), (collections.OrderedDict, "ordered")):
    _mapping(_kind, _word)
# A view of a dict, or an iterator, crosses as what it would have given: equal in a loop, which is what tests do.
for _kind in (type({}.keys()), type({}.values()), type({}.items())):
    PACKERS[_kind] = lambda value, crossing: [crossing.pack(item) for item in value]
crosses(
    collections.defaultdict,
    "dict",  # without its factory: a function cannot cross, and reading needs none
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


def _steps(value: Any, crossing: Crossing) -> Any:
    found = []
    for item in value:
        found.append(crossing.pack(item))  # counts, so an endless generator ends in CannotCross
    return {"of": found}


for _kind, _word in ((types.GeneratorType, "iterator"), (map, "iterator"), (filter, "iterator"), (zip, "iterator")):
    crosses(_kind, _word, _steps, lambda plain, crossing: iter([crossing.unpack(item) for item in plain["of"]]))
