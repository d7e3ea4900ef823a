"""Certificates: what is missing, issue, page, and offline verification (Open Badges 3.0 as VC-JWT).

In: an overview, marks as plain values, a private key. Out: a signed credential, a page to print, a verdict on one.
Never: a credential without what it does not prove; a key that is overwritten.
"""
