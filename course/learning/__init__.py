"""What a learner touches: questions, tasks, scenarios, the ledger, the record and the workspace.

In: the catalogue, and what the learner does. Out: forms with feedback, and the learner's record.
Never: an import of another wing; an answer lost; anything sent anywhere.
"""
