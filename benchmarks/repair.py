"""How long does the repair of a file take that was made to be slow or large?

Prints the processor time for each file of tests/support/heavy_files.py. Aim: 10 s or less for each: a submission that
is looked at longer holds up the class behind it.

    python benchmarks/repair.py
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

# The helpers of the tests are imported as the tests do, from the root of the tree.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.heavy_files import HEAVY
from tests.support.repairs import HISTORY, Handout, generate

AIM = 10.0


def main() -> None:
    """Repair each file once; assignment 01 is the handout."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "course"
        generate(folder, [HISTORY])
        handout = Handout(folder, HISTORY)
        slowest = 0.0
        for name, make in HEAVY.items():
            data = make()
            began = time.process_time()
            handout.repair(data)
            seconds = time.process_time() - began
            slowest = max(slowest, seconds)
            print(f"{name:16} {len(data) / 1e6:6.1f} MB {seconds:6.2f} s", flush=True)
    print(f"slowest {slowest:.2f} s (aim: {AIM:.0f} s or less)")


if __name__ == "__main__":
    main()
