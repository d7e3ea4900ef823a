"""nbgrader's own steps with this package's repair, sandbox, judge and feedback pages in them.

In: nbgrader's folders, traits and database. Out: the same folders and database, as nbgrader leaves them.
Never: a trait, folder, score or permission other than nbgrader's.
"""
