"""The walls around learners' code: bubblewrap, seccomp, limits.

In: a program to start, the folders it may see, its limits. Out: a process with one open socket, and why it ended.
Never: network, environment, sources, gradebook or other people's files inside.
"""
