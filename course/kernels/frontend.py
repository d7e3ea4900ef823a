"""Import libraries as they are imported in a notebook, in a process that has no notebook yet.

pandas asks at import whether it runs in a terminal or under a Jupyter kernel, and shows wide tables in another way.
"""

from __future__ import annotations

import builtins
import contextlib
import types
from collections.abc import Iterator


@contextlib.contextmanager
def as_in_a_kernel() -> Iterator[None]:
    """While this lasts, `get_ipython()` gives something that has a kernel.

    >>> with as_in_a_kernel():
    ...     hasattr(get_ipython(), "kernel")
    True
    """
    missing = object()
    before = getattr(builtins, "get_ipython", missing)
    builtins.get_ipython = lambda: types.SimpleNamespace(kernel=None)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        if before is missing:
            del builtins.get_ipython  # type: ignore[attr-defined]
        else:
            builtins.get_ipython = before  # type: ignore[attr-defined]
