"""Errors in words: one plain sentence and a likely mend below Python's red text.

In: an exception of a learner's cell, the cell's code, the names that the kernel knows. Out: an `Explanation`, or None
where nothing sure can be said. One slip raises nothing and gets its sentence, too: a filter for a text that no row has
(`unmatched.py`). Never: an error hidden, changed or replaced.

Why our own rules and not friendly-traceback (0.7.61, tried on twenty-six slips of beginners with pandas): it knows
nothing of pandas (a column that does not exist, `and` between two columns, a date against a number: "no information
is known about this exception"), for `=` in place of `==` it says less than Python itself, it takes a second to import
and two more for its first answer, and its last release knows Python 3.10. What it does well, Python's own messages say
since 3.10, and `syntax.py` only puts them into simpler words.
"""
