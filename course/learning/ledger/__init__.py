"""The claims ledger: what the learner holds true, how sure, and how that changed.

In: the claims of the catalogue and the learner's judgements. Out: the ledger, and two people's ledgers compared.
Never: the course's verdict before the learner has given one.
"""
