"""What an author touches: lessons built into notebooks, content checked.

In: the texts and tables of modules/, assessments/ and data/. Out: executed notebooks, and faults in words.
Never: an import of another wing; a notebook that differs from its text.
"""
