"""Between the class folder and a learning platform or a mailbox: hand out, take in, give back.

In: a released assignment; a platform's "download all submissions"; feedback pages. Out: a zip for learners, the
submitted/ folder, a zip that the platform takes back, sentences. Never: a file of a stranger opened as more than
bytes; something handed in that is lost, overwritten, or given to somebody by a guess.
"""
