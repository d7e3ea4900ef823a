"""Rules about references.bib: an entry leads to the original, and a copy that was read is named, unless it may not be.

modules/refused-hosts.yml lists the sites. What no list can tell, whether an address is the original, people judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import attrs

from course.content.catalog import Catalog
from course.content.references import Reference
from course.content.source import read_yaml, structure_rows
from course.errors import ContentError, Fault

FILE = "modules/refused-hosts.yml"
BIB = "modules/references.bib"


@attrs.frozen(kw_only=True)
class Hosts:
    """Sites of copies: `refused` may not be named at all, `copies` only as the copy that was read."""

    refused: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


def hosts(root: Path) -> Hosts:
    """What modules/refused-hosts.yml lists; nothing when there is no such file. Raises ContentError.

    Example: `"docslib.org" in hosts(content_root()).refused`
    """
    if not (root / FILE).is_file():
        return Hosts()
    good, faults = structure_rows([read_yaml(root / FILE, root)], FILE, lambda _: Hosts)
    if faults:
        raise ContentError(faults)
    return good[0]


def reference_faults(course: Catalog, listed: Hosts) -> Iterator[Fault]:
    """Each entry whose link or copy is on a listed site, and each copy that is named without an original."""
    for entry in course.references.values():
        if site := _listed(entry.url, (*listed.refused, *listed.copies)):
            yield Fault(
                BIB,
                entry.key,
                f"its url is on {site}, which holds copies",
                "give the original (doi, symbol, or the address of its publisher or institution)"
                + ("" if site in listed.refused else "; name the copy under read_in"),
            )
        if site := _listed(entry.read_in, listed.refused):
            yield Fault(
                BIB,
                entry.key,
                f"its read_in is on {site}, which may not be named",
                "read it elsewhere, or take read_in out and set its facts to checked: secondary",
            )
        if entry.read_in and entry.read_in == entry.url:
            yield Fault(BIB, entry.key, "url and read_in are the same", "take read_in out, or find the original")


def share_of_originals(references: Iterable[Reference]) -> str:
    """One line on how many entries have a link to an original, as far as the list of copies knows.

    >>> share_of_originals([])
    'Sources: no entry.'
    """
    entries = list(references)
    if not entries:
        return "Sources: no entry."
    linked = sum(1 for entry in entries if entry.url)
    copies = sum(1 for entry in entries if entry.read_in)
    return (
        f"Sources: {linked} of {len(entries)} entries ({linked / len(entries):.0%}) have a link that is on no list of "
        f"copies; {copies} name the copy that was read."
    )


def _listed(address: str, sites: Iterable[str]) -> str:
    """The listed site that holds this address, or nothing; a site holds its subdomains."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    return next((site for site in sites if host == site or host.endswith(f".{site}")), "")
