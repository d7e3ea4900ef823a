"""The ground floor: what the course is.

In: the files of modules/, assessments/ and data/. Out: items, facts, tasks, scenarios and tables as checked objects.
Never: an import of a wing; something that only works where threads, sockets or other processes are.
"""
