"""What somebody handed in, before anything in it is read as a notebook: which files, when, and what each of them is.

In: a submission's folder. Out: its ordinary files, copied; its time; which file is which notebook; by which platform it
came, and under which name; sentences.
Never: a link that is followed, a device or pipe that is opened, work that is passed over without a word.
"""
