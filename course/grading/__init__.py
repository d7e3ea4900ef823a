"""The instructor's wing: run a class through nbgrader and read its grades.

It imports the ground floor (course/content, course/errors) and no other wing.
"""
