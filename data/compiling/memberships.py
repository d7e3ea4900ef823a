"""Who belongs to which organisation, from when to when."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from compiling.codes import iso3_by_code, names

HERE = Path(__file__).resolve().parent
COW = "Correlates of War IGO 3.0 (Pevehouse and others 2020)"
ORGANISATIONS = {
    "asean": "ASEAN",
    "au": "AU",
    "csto": "CSTO",
    "ecowas": "ECOWAS",
    "eu": "EU",
    "gcc": "GCC",
    "osce": "OSCE",
    "sco": "SCO",
}
LAST_YEAR = 2014
COLUMNS = [
    *("organisation", "iso3", "country", "joined", "joined_precision"),
    *("left", "left_precision", "note", "source", "as_of"),
]


def memberships(reference: Path) -> pd.DataFrame:
    """Full members of nine organisations with the dates of joining and leaving; a blank `left` is still in.

    The years to 2014 come from Correlates of War (year only, so the date stands on 1 January); NATO comes from our
    own table nato_members; changes since 2014 and errors of the source are mended row by row in
    compiling/membership_changes.csv, each with its own source. Mended: SCO members dated by the Shanghai Five,
    Uzbekistan's time in the CSTO, Equatorial Guinea's gap in the AU, small states missing from the OSCE, observers
    counted as members, states that are gone. `as_of` is the end of the source's time where nothing later was looked
    up.
    """
    raw = pd.read_csv(reference / "cow_igo_3_membership_spells_1945_2014.csv")
    raw = raw[raw["org"].isin(ORGANISATIONS) & (raw["status"] == "full")]
    raw = raw.assign(iso3=raw["ccode"].map(iso3_by_code(reference))).dropna(subset=["iso3"])
    ended = raw["last_year"] < LAST_YEAR
    spells = pd.DataFrame(
        {
            "organisation": raw["org"].map(ORGANISATIONS),
            "iso3": raw["iso3"],
            "joined": raw["first_year"].astype(str) + "-01-01",
            "joined_precision": "year",
            "left": raw["last_year"].astype(str).add("-01-01").where(ended),
            "left_precision": pd.Series("year", index=raw.index).where(ended),
            "note": "",
            "source": COW,
            "as_of": f"{LAST_YEAR}-12-31",
        }
    )
    changes = pd.read_csv(HERE / "membership_changes.csv", keep_default_na=False).assign(as_of="2026-11-22")
    changed = pd.MultiIndex.from_frame(changes[["organisation", "iso3"]])
    kept = spells[~pd.MultiIndex.from_frame(spells[["organisation", "iso3"]]).isin(changed)]
    members = pd.read_csv(HERE.parent / "nato_members.csv")
    nato = members[["iso3", "joined", "joined_precision", "source", "as_of"]].assign(organisation="NATO")
    table = pd.concat([kept, changes, nato]).replace("", pd.NA)
    table["country"] = table["iso3"].map(names(reference))
    return table.sort_values(["organisation", "joined", "iso3"])[COLUMNS]
