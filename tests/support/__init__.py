"""What tests share. One way to import it: `from tests.support.browser import chromium`; never by a bare name."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The tree that is tested."""
