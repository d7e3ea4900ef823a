"""What nbgrader's settings say in every class of this course; a class's nbgrader_config.py adds its id and exchange."""

from __future__ import annotations

import os

from traitlets.config import Config


def course_settings(c: Config) -> None:
    """Write into nbgrader's settings what the course's assignments need, whoever teaches them.

    c: what `get_config()` gave. Call it in nbgrader_config.py, beside `install`; what stands below it there wins.

    >>> c = Config()
    >>> course_settings(c)
    >>> c.Execute.timeout
    60
    """
    c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", ".DS_Store", "Thumbs.db"]

    # Learners keep each course's assignments in a folder of its own: peace-partnerships/01-history/.
    c.Exchange.path_includes_course = True

    # `...` is a value, so a notebook that nobody has filled in yet still runs from top to bottom.
    c.ClearSolutions.code_stub = {"python": "...  # your answer here"}
    c.ClearSolutions.text_stub = "*Write your memo here, in place of this line.*"

    # Seconds for one cell. The slowest honest one takes under a second; an endless loop ends here.
    c.Execute.timeout = 60

    # What every notebook of this course reads, read once before all submissions instead of in each.
    c.Execute.warm = (
        "from course.content.data import load, names; [load(name) for name in names() if name in mentioned]"
    )

    # nbgrader gives no points for a test cell that writes to stderr, and Python writes warnings there.
    # A warning is not a wrong answer.
    os.environ.setdefault("PYTHONWARNINGS", "ignore")

    # nbgrader's own CSV export does not quote names that hold commas.
    c.ExportApp.plugin_class = "course.grading.export.QuotedCsvExport"
