"""What a parent of many forks imports before the first of them."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def before_forks() -> Iterator[None]:
    """What is imported inside is shared by all forks to come.

    Meanwhile Python's collector of garbage rests: modules hardly leave any, and it looks at them again and again, for a
    sixth of the time. Afterwards it leaves them alone: a collection in a fork would copy all of this memory.

    >>> with before_forks():
    ...     import fractions
    >>> gc.isenabled() and gc.get_freeze_count() > 0
    True
    """
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()
