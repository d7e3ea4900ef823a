"""nbgrader's settings for this course; `nbgrader` reads this file when run in this folder."""

import os

from course.grading.autograde import install

c = get_config()  # traitlets puts it here

# `nbgrader autograde` and formgrader's button run learners' code in a sandbox and the tests out of its reach;
# feedback pages show what the checks say and no hidden test.
install()

c.CourseDirectory.course_id = "peace-partnerships"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", ".DS_Store", "Thumbs.db"]

# Learners keep each course's assignments in a folder of its own: peace-partnerships/01-history/.
c.Exchange.path_includes_course = True

# `...` is a value, so a notebook that nobody has filled in yet still runs from top to bottom.
c.ClearSolutions.code_stub = {"python": "...  # your answer here"}
c.ClearSolutions.text_stub = "*Write your memo here, in place of this line.*"

# Seconds for one cell. The slowest honest one takes under a second; an endless loop ends here.
c.Execute.timeout = 60

# What every notebook of this course reads, read once before all submissions instead of in each.
c.Execute.warm = "from course.content.data import load, names; [load(name) for name in names() if name in mentioned]"

# nbgrader gives no points for a test cell that writes to stderr, and Python writes warnings there.
# A warning is not a wrong answer.
os.environ.setdefault("PYTHONWARNINGS", "ignore")

# nbgrader's own CSV export does not quote names that hold commas.
c.ExportApp.plugin_class = "course.grading.export.QuotedCsvExport"
