"""``python -m tests.fair.stock autograde fair``: nbgrader's own program, which checks cells' metadata the short way.

nbgrader compiles the schema of the metadata for each cell anew, which is a third of its own work. The verdict of a
compiled schema is the same, and no grade depends on it. Nothing else of nbgrader is touched.
"""

from __future__ import annotations

import functools
import json
from types import SimpleNamespace
from typing import Any

import fastjsonschema
import nbgrader.nbgraderformat.common
from nbgrader.apps.nbgraderapp import NbGraderApp


@functools.cache
def _compiled(schema: str) -> Any:
    return fastjsonschema.compile(json.loads(schema))


def _validate(metadata: Any, schema: Any) -> None:
    _compiled(json.dumps(schema))(metadata)


if __name__ == "__main__":
    nbgrader.nbgraderformat.common.jsonschema = SimpleNamespace(validate=_validate)
    NbGraderApp.launch_instance()
