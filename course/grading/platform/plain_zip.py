"""Zips of ours that are the same, byte for byte, when what is in them is the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_TIME = (1980, 1, 1, 0, 0, 0)
_ORDINARY = 0o100644 << 16


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files by their names, in order; without times, accounts or rights of this machine.

    >>> zipped({"b": b"2", "a": b"1"}) == zipped({"a": b"1", "b": b"2"})
    True
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _ORDINARY, 3
            made.writestr(entry, files[name])
    return out.getvalue()
