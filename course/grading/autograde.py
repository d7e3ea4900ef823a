"""Public names: `nbgrader_config.py` imports them from here. The code is in `course.grading.pipeline`."""

from course.grading.pipeline.autograde import Autograde, install
from course.grading.pipeline.settings import course_settings

__all__ = ["Autograde", "course_settings", "install"]
