"""Make static/built/widget.js, the one file that front ends without the course's extension get, with esbuild.

Run `npm install` once, then `npm run build` after a change of the JavaScript in course/learning/ui. The first line of
the made file is a digest of its sources; tests/learning/test_views.py compares it, so a forgotten build is noticed.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "course/learning/ui/labextensions/military-partnerships/static"
ENTRY = "widget.js"


def sources() -> list[Path]:
    """The widget's module and all that it imports, in the order of their names."""
    found: set[str] = set()
    todo = {ENTRY}
    while todo:
        name = todo.pop()
        found.add(name)
        text = (STATIC / name).read_text(encoding="utf-8")
        todo |= set(re.findall(r'from "\./([\w.]+)"', text)) - found
    return [STATIC / name for name in sorted(found)]


def digest() -> str:
    """One digest of all sources, by name and text."""
    total = hashlib.sha256()
    for path in sources():
        total.update(f"{path.name}\n{path.read_text(encoding='utf-8')}".encode())
    return total.hexdigest()


def main() -> int:
    """Build it; returns esbuild's exit code."""
    program = ROOT / "node_modules/.bin/esbuild"
    if not program.exists():
        print("esbuild is missing. Run once: npm install", file=sys.stderr)
        return 1
    words = [program, STATIC / ENTRY, "--bundle", "--format=esm", "--minify-whitespace", "--charset=utf8"]
    words += [f"--outfile={STATIC / 'built' / ENTRY}", f"--banner:js=// Made by scripts/widget.py from {digest()}"]
    return subprocess.run(words, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
