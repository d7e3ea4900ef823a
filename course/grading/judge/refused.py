"""What stands in the judge for a learner's value that cannot cross, and how the changes a function made are given back.

>>> value = Refused("Trick", "a class of one's own cannot be copied")
>>> value == 5  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
...
course.grading.judge.refused.Refused.Error: Your value is of the type Trick: a class of one's own cannot be copied.
"""

from __future__ import annotations

from typing import Any

_WORDS = (
    "__abs__ __add__ __and__ __bool__ __bytes__ __call__ __complex__ __contains__ __delitem__ __divmod__ __enter__ "
    "__eq__ __exit__ __float__ __floordiv__ __format__ __ge__ __getitem__ __gt__ __iadd__ __index__ __int__ "
    "__invert__ __iter__ __le__ __len__ __lshift__ __lt__ __matmul__ __mod__ __mul__ __ne__ __neg__ __next__ __or__ "
    "__pos__ __pow__ __radd__ __rand__ __repr__ __reversed__ __rmul__ __round__ __rpow__ __rshift__ __rsub__ "
    "__rtruediv__ __setitem__ __str__ __sub__ __truediv__ __xor__ __array__ __hash__"
)


class Refused:
    """A value that stayed on the learner's side; looking at it fails the check, in words.

    what: the name of its type. why: the reason, a clause. Errors: Refused.Error at every use.
    """

    class Error(Exception):
        """A check looked at a value that could not be handed over."""

    def __init__(self, what: str, why: str) -> None:
        object.__setattr__(self, "_said", f"Your value is of the type {what}: {why}.")

    def __getattr__(self, name: str) -> Any:
        raise Refused.Error(object.__getattribute__(self, "_said"))


def _refuse(self: Refused, *_: Any, **__: Any) -> Any:
    raise Refused.Error(object.__getattribute__(self, "_said"))


for _use in _WORDS.split():
    setattr(Refused, _use, _refuse)


def give_back(old: Any, new: Any) -> None:
    """Make `old`, which a test handed to a learner's function, look like `new`, which the function left behind.

    >>> numbers = [3, 1, 2]
    >>> give_back(numbers, [1, 2, 3])
    >>> numbers
    [1, 2, 3]
    """
    if type(old) is not type(new):
        return
    kind = type(old)
    if kind is list:
        old[:] = new
    elif kind in (dict, set) or hasattr(old, "popitem"):
        old.clear()
        old.update(new)
    elif kind.__name__ == "ndarray" and old.shape == new.shape:
        old[...] = new
    elif kind.__name__ in ("DataFrame", "Series") and kind.__module__.startswith("pandas"):
        old._update_inplace(new)
