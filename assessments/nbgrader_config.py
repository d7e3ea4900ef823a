"""nbgrader's settings for this course; `nbgrader` reads this file when run in this folder."""

from course.grading.autograde import course_settings, install

c = get_config()  # traitlets puts it here

# `nbgrader autograde` and formgrader's button run learners' code in a sandbox and the tests out of its reach;
# feedback pages show what the checks say and no hidden test.
install()

# What the course's assignments need: course/grading/pipeline/settings.py says it, for this folder and for each class.
course_settings(c)

c.CourseDirectory.course_id = "peace-partnerships"
