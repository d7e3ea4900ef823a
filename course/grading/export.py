"""A public name: `nbgrader_config.py` names `QuotedCsvExport` here. The code is in `course.grading.gradebook`."""

from course.grading.gradebook.csv_plugin import QuotedCsvExport

__all__ = ["QuotedCsvExport"]
