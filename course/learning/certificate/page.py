"""The certificate as a page to read and to print: one HTML file without network, script or pictures.

Everything on it is read from the signed credential, so that the two cannot tell different things when
they are made. Afterwards anyone can edit the page; it says so itself.
"""

from __future__ import annotations

import base64
import datetime
import html
import json
from typing import Any

from course.content.catalog import TITLE
from course.content.page_policy import policy, tag

_STYLE = """
@page { size: A4; margin: 18mm; }
:root { color-scheme: light; }
body { margin: 0 auto; padding: 24px; max-width: 174mm; background: #fff; color: #1f1f1f;
       font: 11pt/1.45 Georgia, "Times New Roman", serif; }
header { border-bottom: 3px solid #0b5cad; margin-bottom: 18px; }
header p { margin: 0; color: #0b5cad; font-weight: bold; }
h1 { margin: 2px 0 10px; font-size: 24pt; line-height: 1.2; }
h2 { margin: 18px 0 4px; font-size: 13pt; }
p, ul { margin: 4px 0; }
ul { padding-left: 1.3em; }
.name { font-size: 19pt; margin: 10px 0 2px; }
table { width: 100%; border-collapse: collapse; font-size: 9.5pt; }
caption { text-align: left; padding-bottom: 4px; }
th, td { padding: 4px 10px 4px 0; border-bottom: 1px solid #767676; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
td:first-child { width: 34%; }
h2 { break-after: avoid; }
footer { margin-top: 18px; padding-top: 8px; border-top: 1px solid #767676; font-size: 9.5pt; }
code { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: 0.92em; overflow-wrap: anywhere; }
@media print { body { padding: 0; max-width: none; } }
"""


def page(token: str, fingerprint: str) -> str:
    """The page for a signed credential of ours.

    token: as `open_badge.sign` gave it. fingerprint: of the public key. Returns a whole HTML document.

    >>> from pathlib import Path
    >>> from course.learning.certificate.keys import key_pair
    >>> from course.learning.certificate.open_badge import Award, sign
    >>> pair = key_pair(Path("key.pem"))
    >>> award = Award(name="Ann Example", instructor=None)
    >>> "<h1>Record of completion</h1>" in page(sign(award, [("01", "Quiz")], pair), pair.fingerprint)
    True
    """
    credential = _payload(token)
    subject = credential["credentialSubject"]
    achievement = subject["achievement"]
    title = achievement["name"].partition(": ")[2].capitalize()
    name = subject["identifier"][0]["identityHash"]
    rule, _, limits = achievement["criteria"]["narrative"].partition("\n")
    items = [line.removeprefix("- ") for line in limits.splitlines()[1:]]
    until = credential.get("validUntil", "")
    escape = html.escape
    body = [
        f"<header><p>{escape(TITLE)}</p><h1>{escape(title)}</h1></header>",
        "<main>",
        f"<p>This says that</p><p class='name'><strong>{escape(name)}</strong></p>",
        "<p>has met the rule of this course.</p>",
        f"<p>Issued by {escape(credential['issuer']['name'])} on {_day(credential['validFrom'])}"
        + (f", valid until {_day(until)}" if until else "")
        + ".</p>",
        f"<h2>What it shows</h2><p>{escape(rule)}</p>",
        f"<h2>What it does not prove</h2><ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>",
        "<h2>Evidence</h2>",
        _table(credential.get("evidence", [])),
        "</main>",
        "<footer><p><strong>This page is not the proof.</strong> Anyone can edit a page. The proof is the signed file "
        "<code>credential.jwt</code> (Open Badges 3.0). To check it, without a network: "
        "<code>course certificate verify credential.jwt --public-key public-key.pem</code>, with the key from the "
        f"issuer. The key's fingerprint is <code>{escape(fingerprint)}</code>. "
        f"Number: <code>{escape(credential['id'])}</code>.</p></footer>",
    ]
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{tag(policy())}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · {escape(TITLE)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _payload(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))


def _table(evidence: list[dict[str, Any]]) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(entry['name'])}</th><td>{html.escape(entry['narrative'])}</td></tr>"
        for entry in evidence
    )
    return (
        "<table><caption>Days are in UTC. A sitting is one form of a quiz on one day.</caption>"
        f"<thead><tr><th scope='col'>Module or assignment</th><th scope='col'>Work</th></tr></thead>{rows}</table>"
    )


def _day(when: str) -> str:
    day = datetime.datetime.fromisoformat(when)
    return f"{day.day} {day:%B %Y}"
