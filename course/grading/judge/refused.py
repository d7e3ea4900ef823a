"""What stands in the judge for a learner's value that cannot cross, and how the changes a function made are given back.

>>> value = Refused("Trick", "a class of one's own cannot be copied")
>>> value == 5  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
...
course.grading.judge.refused.Refused.Error: Your value is of the type Trick: a class of one's own cannot be copied.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_WORDS = (
    "__abs__ __add__ __and__ __bool__ __bytes__ __call__ __complex__ __contains__ __delitem__ __divmod__ __enter__ "
    "__eq__ __exit__ __float__ __floordiv__ __format__ __ge__ __getitem__ __gt__ __iadd__ __index__ __int__ "
    "__invert__ __iter__ __le__ __len__ __lshift__ __lt__ __matmul__ __mod__ __mul__ __ne__ __neg__ __next__ __or__ "
    "__pos__ __pow__ __radd__ __rand__ __repr__ __reversed__ __rmul__ __round__ __rpow__ __rshift__ __rsub__ "
    "__rtruediv__ __setitem__ __str__ __sub__ __truediv__ __xor__ __array__ __hash__"
)


OWN_CLASS = "a value of a class that the tests do not know"
TOO_MUCH = "too many calls, or too much data, for the time of a cell"
"""Reasons why the judge could not see what a test looked at; the third is the name of a type."""
Told = Callable[[str], None]


def _nobody(_: str) -> None:
    pass


class Refused:
    """A value that stayed on the learner's side; looking at it fails the check, in words. It can be handed back.

    what: the name of its type. why: the reason, a clause. own: whether the class may be the learner's.
    number: under which the learner's side keeps it, or -1. told: hears the reason at every use.
    Errors: Refused.Error at every use.
    """

    class Error(Exception):
        """A check looked at a value that could not be handed over."""

    def __init__(self, what: str, why: str, own: bool = False, number: int = -1, told: Told = _nobody) -> None:
        object.__setattr__(self, "_said", f"Your value is of the type {what}: {why}.")
        object.__setattr__(self, "_reason", OWN_CLASS if own else f"a value of the type {what}")
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_told", told)

    def __getattr__(self, name: str) -> Any:
        raise _error(self)


class RefusedCallable(Refused):
    """Such a value that can be called, as a function of the learner's can; looking at anything else of it fails.

    call: what calling it does.
    """

    def __init__(self, call: Callable[..., Any], *about: Any) -> None:
        super().__init__(*about)
        object.__setattr__(self, "_call", call)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return object.__getattribute__(self, "_call")(*arguments, **named)


def _error(value: Refused) -> Refused.Error:
    object.__getattribute__(value, "_told")(object.__getattribute__(value, "_reason"))
    return Refused.Error(object.__getattribute__(value, "_said"))


def number_of(value: Refused) -> int:
    """The number under which the learner's side keeps it, or -1.

    >>> number_of(Refused("Trick", "it cannot be copied", number=3))
    3
    """
    return int(object.__getattribute__(value, "_number"))


def _refuse(self: Refused, *_: Any, **__: Any) -> Any:
    raise _error(self)


for _use in _WORDS.split():
    setattr(Refused, _use, _refuse)


def give_back(old: Any, new: Any) -> None:
    """Make `old`, which a test handed to a learner's function, look like `new`, which the function left behind.

    >>> numbers = [3, 1, 2]
    >>> give_back(numbers, [1, 2, 3])
    >>> numbers
    [1, 2, 3]
    """
    kind = type(old)
    if kind is not type(new) and not (isinstance(old, dict) and type(new) is dict):
        return
    if kind is list:
        old[:] = new
    elif kind is set or isinstance(old, dict):
        old.clear()
        old.update(new)
    elif kind.__name__ in ("deque", "bytearray"):
        old.clear()
        old.extend(new)
    elif kind.__name__ == "ndarray" and old.shape == new.shape:
        old[...] = new
    elif kind.__name__ in ("DataFrame", "Series") and kind.__module__.startswith("pandas"):
        old._update_inplace(new)
