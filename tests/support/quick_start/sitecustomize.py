"""Python reads this file first in every program that the tests start: nbformat is imported without a grammar.

jsonschema would load a grammar of internet addresses, a second's work, and the tests start some hundreds of programs
that import nbformat. A notebook's schema asks for no such address; `course grade` leaves the grammar out, too.
"""

import sys

sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
