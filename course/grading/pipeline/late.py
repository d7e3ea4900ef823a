"""The steps about late work: nbgrader's own; its plugin reads course.yml, unless the settings name another."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import default
from traitlets.utils.importstring import import_item

PLUGIN = "course.grading.schedule.late.LateWork"
"""Named as nbgrader's settings name a plugin: what a class decided lies above the steps."""
SECONDS_LATE = "seconds_late"
"""Where nbgrader's resources say how late a submission was, in seconds."""


class LatePenalties(AssignLatePenalties):
    """Take points off late work while it is graded."""

    @default("plugin_class")
    def _course_file(self) -> Any:
        return import_item(PLUGIN)


class LatePenaltiesNow(LatePenalties):
    """The same before a feedback page is written: memos have points now. Only for what course.yml says."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Bring the points that are taken off up to date, and say how late it was."""
        self.init_plugin()
        about = resources["nbgrader"]
        if getattr(self.plugin_inst, "has_policy", False):
            nb, resources = super().preprocess(nb, resources)
        with Gradebook(about["db_url"]) as gradebook:
            submission = gradebook.find_submission(about["assignment"], about["student"])
            about[SECONDS_LATE] = submission.total_seconds_late if submission.assignment.duedate else 0
        return nb, resources
