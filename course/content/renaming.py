"""Renaming a file onto another, also where another program may hold it open for a moment.

Windows refuses with PermissionError while a virus scanner, a search index or JupyterLab reads the file.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

TRIES = 5
PAUSE = 0.05
"""Seconds before the second try; each further pause is twice as long."""


def replace(source: Path, target: Path) -> None:
    """Like os.replace, but try again for about a second while the target is held; PermissionError after that.

    Example: `replace(folder / "a.ipynb.partial", folder / "a.ipynb")`
    """
    for number in range(TRIES):
        try:
            return os.replace(source, target)
        except PermissionError:
            if number == TRIES - 1:
                raise
            time.sleep(PAUSE * 2**number)
    return None
