"""What a page that we write allows the browser to do: its content security policy.

The policy is the second wall. The first is that nothing of a stranger gets into a page unescaped; if something did, the
browser would still not run it, load nothing for it and send nothing away.

>>> policy().partition(";")[0]
"default-src 'none'"
"""

from __future__ import annotations

import html

MATHJAX = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/2.7.7/"
"""Where nbconvert's pages load MathJax from, which draws formulas."""

_ALWAYS = ("base-uri 'none'", "form-action 'none'", "frame-src 'none'", "object-src 'none'")


def policy(nonce: str = "", *extra: str) -> str:
    """The policy of a page.

    nonce: the word that marks the page's own scripts, drawn anew for each page; without one no script runs at all.
    extra: further directives, for example "connect-src 'self'" for a page that talks to its server.

    >>> "script-src" in policy(), "script-src 'nonce-Zx9'" in policy("Zx9")
    (False, True)
    """
    if not nonce:
        pictures_only = ("default-src 'none'", "img-src data:", "style-src 'unsafe-inline'")
        return "; ".join([*pictures_only, *_ALWAYS, *extra])
    own = (
        "default-src 'none'",
        # MathJax evaluates the settings that stand in nbconvert's page as text.
        f"script-src 'nonce-{nonce}' 'unsafe-eval' {MATHJAX}",
        f"style-src 'self' 'unsafe-inline' {MATHJAX}",
        f"font-src 'self' data: {MATHJAX}",
        "img-src 'self' data:",
    )
    return "; ".join([*own, *_ALWAYS, *extra])


def tag(words: str) -> str:
    """The elements for a page's head that put a policy in force, and keep the page's address to itself.

    >>> tag("default-src 'none'")[:50]
    '<meta http-equiv="Content-Security-Policy" content'
    """
    content = html.escape(words, quote=True).replace("&#x27;", "'")
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{content}">\n'
        '<meta name="referrer" content="same-origin">\n'
    )
