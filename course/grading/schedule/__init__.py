"""When work is due: due dates, more time for some, and what late work loses.

In: course.yml, the gradebook, words of a command line. Out: both changed, the line about it in the released notebooks.
Never: a date that somebody set overwritten unasked; a submission graded.
"""
