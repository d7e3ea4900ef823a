"""``python -m tests.fair [WORDS] [--keep FOLDER]``: what differs between stock nbgrader and `course grade`."""

from __future__ import annotations

import argparse
import resource
import tempfile
from pathlib import Path

from tests.fair.construct import load
from tests.fair.grading import compare


def main() -> None:
    """Grade and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.fair", description=__doc__)
    parser.add_argument("words", nargs="*", help="only constructs whose family or name contains one of these")
    parser.add_argument("--keep", type=Path, help="an empty folder in which both courses stay")
    asked = parser.parse_args()
    chosen = [one for one in load() if not asked.words or any(word in one.id for word in asked.words)]
    with tempfile.TemporaryDirectory(prefix="fair-") as own:
        found = compare(chosen, asked.keep or Path(own))
    cells = [cell for cells in found.values() for cell in cells]
    for cell in cells:
        if cell.verdict != "same":
            print(cell)
    for cell in cells:
        if not cell.sound:
            print(f"UNSOUND        {cell}")
    for construct in chosen:
        told = found[construct.id]
        for answer in construct.answers:
            mine = [cell for cell in told if cell.answer == answer]
            if answer.startswith("wrong") and mine and all(cell.stock.points == cell.most for cell in mine):
                print(f"STOCK PAYS     {construct.id} / {answer}")
    red = {cell.construct.id for cell in cells if cell.verdict not in ("same", "marked")}
    marked = sum(cell.ours.marked for cell in cells)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{len(chosen)} constructs, {len(red)} red; {len(cells)} cells, {marked} marked for a person;", end=" ")
    print(f"{used.ru_utime + used.ru_stime:.0f} s of processor time")


if __name__ == "__main__":
    main()
