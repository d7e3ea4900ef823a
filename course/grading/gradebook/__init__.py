"""nbgrader's gradebook, read and written: one assignment, one student, one transaction, exports.

In: a course folder or a database address. Out: plain tables, marks, CSV for spreadsheets and learning platforms.
Never: a second rule for a status or a task; a write by something that only reads.
"""
