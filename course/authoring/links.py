"""`course check --links`: does each address of references.bib still answer?

Needs a network, so it is no part of `make test`; a weekly workflow runs it. It is polite: a few hosts at a time, one
question at a time for each, HEAD first, and GET only where a server does not know HEAD.
"""

from __future__ import annotations

import concurrent.futures
import itertools
import time
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import attrs
import httpx

from course.content.references import Reference

SECONDS = 20.0
HOSTS_AT_ONCE = 6
PAUSE = 1.0
"""Seconds between two questions to the same host."""

BLOCKED = frozenset({401, 403, 405, 406, 418, 429, 451, 503})
"""Answers to a program that a person with a browser would not get: the address may be right."""


@attrs.frozen
class Answer:
    """What came of one address. `state` is "works", "blocked" (look yourself) or "dead"; `words` say why."""

    key: str
    address: str
    state: str
    words: str


def addresses(references: Iterable[Reference]) -> list[tuple[str, str]]:
    """(entry, address) for every link of the bibliography, originals and copies."""
    return [(entry.key, url) for entry in references for url in (entry.url, entry.read_in) if url]


def try_links(
    links: Iterable[tuple[str, str]], pause: float = PAUSE, done: Callable[[Answer], None] = lambda answer: None
) -> list[Answer]:
    """Ask for each address; the answers in the order of the links.

    links: (entry, address). pause: seconds between questions to one host. done: called with each answer as it comes.
    Example: `try_links([("un_charter_1945", "https://www.un.org/en/about-us/un-charter/full-text")])`
    """
    asked = list(links)
    by_host = [list(group) for _, group in itertools.groupby(sorted(asked, key=_host), key=_host)]
    answers: dict[tuple[str, str], Answer] = {}
    agent = {"User-Agent": "military-partnerships-course link check"}
    with (
        httpx.Client(follow_redirects=True, timeout=SECONDS, headers=agent) as client,
        concurrent.futures.ThreadPoolExecutor(HOSTS_AT_ONCE) as crew,
    ):
        for found in crew.map(lambda group: _one_host(client, group, pause, done), by_host):
            answers |= found
    return [answers[link] for link in asked]


def _host(link: tuple[str, str]) -> str:
    return urlsplit(link[1]).netloc


def _one_host(
    client: httpx.Client, links: list[tuple[str, str]], pause: float, done: Callable[[Answer], None]
) -> dict[tuple[str, str], Answer]:
    found = {}
    for number, link in enumerate(links):
        if number:
            time.sleep(pause)
        found[link] = Answer(*link, *_ask(client, link[1]))
        done(found[link])
    return found


def _ask(client: httpx.Client, address: str) -> tuple[str, str]:
    try:
        status = client.head(address).status_code
        if status >= 400:
            with client.stream("GET", address) as answer:
                status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return "dead", f"no answer: {type(error).__name__}"
    if status < 400:
        return "works", f"status {status}"
    return ("blocked" if status in BLOCKED else "dead"), f"status {status}"
