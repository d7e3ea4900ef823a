"""What every form of the learner's wing stands on: the widget's base, messages, style and JavaScript.

In: plain data from the other rooms. Out: something that a page, a notebook or a terminal can show.
Never: markup made from text of items, claims or answers.
"""
