"""Zips of ours that are the same, byte for byte, when what is in them is the same."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

_FIRST, _LAST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC), dt.datetime(2107, 12, 31, tzinfo=dt.UTC)
"""Between these a zip can say a time."""
_ORDINARY = 0o100644 << 16


def zipped(files: Mapping[str, bytes], written: float | None = None) -> bytes:
    """A zip of these files by their names, in order; without accounts or rights of this machine.

    written: the time that all of them bear, in seconds since 1970, as UTC; without one the first that a zip can say.

    >>> zipped({"b": b"2", "a": b"1"}) == zipped({"a": b"1", "b": b"2"})
    True
    """
    time = _FIRST if written is None else min(max(dt.datetime.fromtimestamp(written, dt.UTC), _FIRST), _LAST)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, time.timetuple()[:6])
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _ORDINARY, 3
            made.writestr(entry, files[name])
    return out.getvalue()
