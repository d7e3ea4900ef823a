"""The learner's desk: what the page asks while a notebook is open, answered by the server or by the kernel.

In: questions of the course's JupyterLab extension, as plain JSON. Out: the learner's saved answers, and new ones kept.
Never: a path outside the server's folder; an answer called saved that is not in the record.
"""
