"""`course grade`: a whole class, many at a time, started again after any break.

In: an assignment's name and a course folder. Out: the gradebook and folders of `nbgrader autograde`, and a report.
Never: a submission half recorded, or one that decides the fate of another.
"""
