"""JupyterLab as the course starts it: `python -m course.kernels.lab`, with JupyterLab's own options.

It is JupyterLab itself, without one message that means nothing to a learner: where a Node is installed, JupyterLab
asks it for settings that only builders of extensions need, and prints several screens when that fails. The address to
open stands below it, and nobody finds it there.
"""

from __future__ import annotations

import logging
import sys


def about_yarn(record: logging.LogRecord) -> bool:
    """Whether a message of JupyterLab's log speaks of the settings of yarn, its builder's tool.

    >>> about_yarn(logging.makeLogRecord({"msg": "Fail to get yarn configuration. ..."}))
    True
    """
    return "yarn configuration" in str(record.msg)


def main() -> None:
    """Start JupyterLab; it reads the command line itself."""
    # Of all that JupyterLab imports this takes longest, a second and more: a grammar of internet addresses in every
    # script of the world. jsonschema does without it, and what Jupyter checks with jsonschema has no such address.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    # Before the import: it asks already while its classes are made.
    logging.getLogger("jupyterlab").addFilter(lambda record: not about_yarn(record))
    from jupyterlab.labapp import main as start

    sys.exit(start())


if __name__ == "__main__":
    main()
