"""Tables made for teaching: a long form of the hosts, and invented data."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd

DATA = Path(__file__).resolve().parent.parent
INVENTED = "SYNTHETIC: invented for this course"


def un_operation_hosts(_reference: Path) -> pd.DataFrame:
    """One row for each operation and host, from un_operations; `main` is true for the main host."""
    raw = pd.read_csv(DATA / "un_operations.csv", keep_default_na=False)
    raw["iso3"] = raw["hosts"].str.split(";")
    table = raw.explode("iso3")
    table["main"] = (table["host"] == table["iso3"]).map({True: "true", False: "false"})
    return table[["operation", "iso3", "main", "source", "as_of"]]


def synthetic_early_warning(_reference: Path) -> pd.DataFrame:
    """SYNTHETIC: 1,000 invented weeks of an early-warning system, of which 50 saw violence.

    40 alarms were right, 10 attacks came without an alarm, 95 alarms were false, 855 weeks were quiet. The order is
    shuffled with a fixed seed; it means nothing.
    """
    cases = [("true", "true")] * 40 + [("false", "true")] * 10 + [("true", "false")] * 95 + [("false", "false")] * 855
    random.Random(2026).shuffle(cases)
    table = pd.DataFrame(cases, columns=["alarm", "violence"])
    table.insert(0, "case", range(1, len(table) + 1))
    return table.assign(source=INVENTED, as_of="2026-11-22")
