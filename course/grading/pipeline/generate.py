"""nbgrader's GenerateAssignment with one more step: the line that says until when, in what learners get."""

from __future__ import annotations

from nbgrader import converters
from traitlets import List
from traitlets.utils.importstring import import_item

SHOW_DUE = "course.grading.schedule.due_line.ShowDue"
"""Named as nbgrader's settings name a step: what a class decided lies above the steps."""


class GenerateAssignment(converters.GenerateAssignment):
    """Make the version for learners as nbgrader does, and say when it is due; source/ stays as it is."""

    preprocessors = List([*converters.GenerateAssignment.preprocessors.default_args[0], import_item(SHOW_DUE)]).tag(
        config=True
    )
