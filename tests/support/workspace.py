"""A learner's folder as the course knows it, without its forty notebooks."""

from pathlib import Path

from course.learning.record.store import MARKER


def empty_workspace(folder: Path) -> Path:
    """Make `folder` a learner's workspace that holds nothing yet; returns it."""
    (folder / MARKER).parent.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text("{}")
    return folder
