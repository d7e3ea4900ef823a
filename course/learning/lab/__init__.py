"""What a lesson lets a learner try: task cards (`check`, `hint`, `solution`) and explorers (`explore`).

In: a task's id and the value that the learner computed, or an explorer's id. Out: a verdict, the slip behind it, a
hint, a solution; a chart or a table for each choice. Never: the expected value in a message about a wrong one.
"""
