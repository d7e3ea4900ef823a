"""Which Jupyter kernel runs our own lessons: one that is forked from a warm parent, where that works.

The kernel's description lies in this package and not among Jupyter's own, so that learners' JupyterLab does not offer
a second Python. Whoever asks for its name puts that folder on Jupyter's search path for this process.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

WARM = "python3-warm"
PLAIN = "python3"
KERNELS = Path(__file__).with_name("jupyter")
"""A folder for Jupyter's search path, with the description of WARM."""


def fast_kernel() -> str:
    """The name of the fastest kernel that runs lessons here: WARM, or PLAIN where forking is no way to start one.

    WARM needs Linux and this package's entry point; a set-up that is older than this module does not have it yet.

    >>> fast_kernel() in (WARM, PLAIN)
    True
    """
    from importlib.metadata import entry_points

    if not sys.platform.startswith("linux"):
        return PLAIN
    if not entry_points(group="jupyter_client.kernel_provisioners", name="warm-provisioner"):
        return PLAIN
    folder = str(KERNELS)
    known = [place for place in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if place]
    if folder not in known:
        os.environ["JUPYTER_PATH"] = os.pathsep.join([*known, folder])
    return WARM
