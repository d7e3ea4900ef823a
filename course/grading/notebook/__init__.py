"""What a notebook with nbgrader's cells is made of: which cell is a test, a task, locked, hidden.

In: a notebook as nbformat's plain data. Out: names, roles, notes kept in metadata, outputs that are safe to keep.
Never: an import of another room of this wing; code that is run.
"""
