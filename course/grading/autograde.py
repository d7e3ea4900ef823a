"""A public name: `nbgrader_config.py` imports `install` from here. The code is in `course.grading.pipeline`."""

from course.grading.pipeline.autograde import Autograde, install

__all__ = ["Autograde", "install"]
