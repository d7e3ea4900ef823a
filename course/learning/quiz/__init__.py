"""Questions: shown, answered, repeated at the right distance, and sat as a module quiz.

In: items of the catalogue and the learner's record. Out: forms with feedback, and one statement for each answer.
Never: points for a certificate from anything but a first answer; a score that the page claims and Python did not check.
"""
