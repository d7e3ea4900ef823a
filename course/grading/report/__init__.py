"""`course report`: one page about an assignment, quiz items, or both.

In: tables of the gradebook and pooled answers. Out: a page that opens without a network or a script.
Never: a figure from too few answers; a verdict on a person.
"""
