"""Bilateral partnerships and military diplomacy: agreements, exercises, troops abroad, NATO-led operations."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pandas as pd

from compiling.codes import iso3_by_code, names

DCAD = "Kinne 2020, Defense Cooperation Agreement Dataset 1.0 (JCR 64:4)"
MME = "D'Orazio and Galambos, Multinational Military Exercises 7"
TROOPS = "Allen, Flynn and Martinez Machain 2022 (CMPS 39:3); Kane 2005; US Defense Manpower Data Center"
KINDS = {
    "Land": "land",
    "Sea": "sea",
    "Air": "air",
    "Amphibious": "amphibious",
    "CPX": "command_post",
    "Warfighting": "warfighting",
    "Peacekeeping": "peacekeeping",
    "Humanitarian": "humanitarian",
}
# Participants without a number in the source that are countries, and the names it gives them.
SMALL = {
    "Antigua & Barbuda": "ATG",
    "Dominica": "DMA",
    "Tonga": "TON",
    "St. Lucia": "LCA",
    "St. Kitts & Nevis": "KNA",
    "st. christopher": "KNA",
    "Grenada": "GRD",
    "St. Vincent & Grenadines": "VCT",
    "São Tomé & Príncipe": "STP",
    "Yemen": "YEM",
    "Vanuatu": "VUT",
    "Hong Kong SAR China": "HKG",
    "Seychelles": "SYC",
    "Palau": "PLW",
    "New Caledonia": "NCL",
    "Bermuda": "BMU",
}
HOME = 2
AFLOAT = 1003
NOT_STATED = {1099}
TERRITORIES = {6, 1007, 1008, 1011, 1013, 1014}
LARGE_HOST = 5000
PAIR_FROM = 4


def dca_year(reference: Path) -> pd.DataFrame:
    """Bilateral defence cooperation agreements signed in each year 1980-2010: counts.

    `general` is a framework agreement, `sector` one on a single field. The rise after 1990 is partly one of
    sources: more agreements are published.
    """
    raw = pd.read_csv(reference / "dcad_1_0_agreements_1980_2010.csv")
    table = raw.groupby(["signYear", "type"]).size().unstack(fill_value=0)[["general", "sector"]]
    table.insert(0, "signed", table.sum(axis=1))
    return table.rename_axis("year").reset_index().assign(source=DCAD, as_of="2010-12-31")


def _agreements(reference: Path) -> pd.DataFrame:
    raw = pd.read_csv(reference / "dcad_1_0_agreements_1980_2010.csv")
    codes = iso3_by_code(reference)
    return raw.assign(a=raw["ccode1"].map(codes), b=raw["ccode2"].map(codes))


def dca_states(reference: Path) -> pd.DataFrame:
    """Agreements signed by each state 1980-2010, and with how many partners; most first.

    States that are gone (Czechoslovakia, the German Democratic Republic) have no ISO code and are left out.
    """
    raw = _agreements(reference)
    sides = pd.concat([raw[["a", "b", "type"]], raw[["b", "a", "type"]].set_axis(["a", "b", "type"], axis=1)])
    sides = sides.dropna(subset=["a"])
    grouped = sides.groupby("a")
    table = pd.DataFrame(
        {
            "agreements": grouped.size(),
            "general": grouped["type"].apply(lambda kind: int((kind == "general").sum())),
            "partners": grouped["b"].nunique(),
        }
    )
    table = table.rename_axis("iso3").reset_index().sort_values(["agreements", "iso3"], ascending=[False, True])
    table.insert(1, "country", table["iso3"].map(names(reference)))
    return table.assign(source=DCAD, as_of="2010-12-31")


def dca_pairs(reference: Path) -> pd.DataFrame:
    """Pairs of states with four or more agreements signed 1980-2010: the strong ties, not the whole network."""
    raw = _agreements(reference).dropna(subset=["a", "b"])
    pairs = pd.DataFrame({"iso3_a": raw[["a", "b"]].min(axis=1), "iso3_b": raw[["a", "b"]].max(axis=1)})
    table = pairs.groupby(["iso3_a", "iso3_b"]).size().rename("agreements").reset_index()
    table = table[table["agreements"] >= PAIR_FROM]
    table = table.sort_values(["agreements", "iso3_a", "iso3_b"], ascending=[False, True, True])
    return table.assign(source=DCAD, as_of="2010-12-31")


def _participants(reference: Path) -> pd.DataFrame:
    """One row for each exercise and state, each once.

    Mended: 32 repeated pairs; states without a number are found by name; alliances, regions and unknown
    participants ("-9") are left out; the Federal Republic of Germany and Germany are one state.
    """
    raw = pd.read_csv(reference / "military_exercises_mme7_1980_2010.csv")
    iso3 = raw["gwcode"].map(iso3_by_code(reference)).fillna(raw["country"].map(SMALL))
    return raw.assign(iso3=iso3).dropna(subset=["iso3"]).drop_duplicates(["MMEID", "iso3"])


def exercises_year(reference: Path) -> pd.DataFrame:
    """Multinational military exercises begun in each year 1980-2010, by kind; an exercise can be of several kinds.

    The source reads the press, so the 1980s are thinner than they were.
    """
    raw = pd.read_csv(reference / "military_exercises_mme7_1980_2010.csv").drop_duplicates("MMEID")
    grouped = raw.groupby("year")
    table = grouped[list(KINDS)].sum().rename(columns=KINDS)
    table.insert(0, "exercises", grouped.size())
    return table.reset_index().assign(source=MME, as_of="2010-12-31")


def exercises_states(reference: Path) -> pd.DataFrame:
    """Exercises 1980-2010 in which each state took part, those for peacekeeping among them; most first."""
    raw = _participants(reference)
    grouped = raw.groupby("iso3")
    table = pd.DataFrame({"exercises": grouped.size(), "peacekeeping": grouped["Peacekeeping"].sum()}).reset_index()
    table = table.sort_values(["exercises", "iso3"], ascending=[False, True])
    table.insert(1, "country", table["iso3"].map(names(reference)))
    return table.assign(source=MME, as_of="2010-12-31")


def exercises_pairs(reference: Path) -> pd.DataFrame:
    """Pairs of states that met in 40 or more exercises 1980-2010."""
    counts: dict[tuple[str, str], int] = {}
    for _exercise, states in _participants(reference).groupby("MMEID")["iso3"]:
        for pair in combinations(sorted(states), 2):
            counts[pair] = counts.get(pair, 0) + 1
    rows = [(a, b, n) for (a, b), n in counts.items() if n >= 40]
    table = pd.DataFrame(rows, columns=["iso3_a", "iso3_b", "exercises"])
    table = table.sort_values(["exercises", "iso3_a", "iso3_b"], ascending=[False, True, True])
    return table.assign(source=MME, as_of="2010-12-31")


def us_troops(reference: Path) -> pd.DataFrame:
    """US active-duty troops abroad by year 1950-2023: every host that once had 5,000 or more, and the rest as one row.

    Mended: hosts are joined by their number, because 18 of them change their name; the United States itself and
    troops afloat (only in 2006-07) are left out; US territories (Guam, Puerto Rico and others) are one row of their
    own, and so are troops whose place is not stated. Germany is the Federal Republic to 1990. Kept as found, with
    doubt: 1951 and 1952 have the same world total, and South Korea the same figure in 1951-53.
    """
    raw = pd.read_csv(reference / "us_troops_country_year_1950_2023.csv")
    raw = raw[~raw["ccode"].isin([HOME, AFLOAT])]
    named = names(reference)
    iso3 = raw["ccode"].map(iso3_by_code(reference))
    host = iso3.map(named)
    host = host.mask(raw["ccode"] == 817, "South Vietnam")
    host = host.mask(iso3 == "SRB", "Serbia and the former Yugoslavia")
    host = host.mask(raw["ccode"].isin(TERRITORIES), "US territories")
    host = host.mask(raw["ccode"].isin(NOT_STATED), "Not stated")
    raw = raw.assign(host=host.fillna("Other hosts"), iso3=iso3)
    sums = raw.groupby(["year", "host"])["troops"].sum().reset_index()
    peak = sums.groupby("host")["troops"].max()
    own = set(peak[peak >= LARGE_HOST].index) | {"US territories", "Not stated"}
    raw["host"] = raw["host"].where(raw["host"].isin(own), "Other hosts")
    table = raw.groupby(["year", "host"])["troops"].sum().reset_index()
    codes = {name: code for code, name in named.items()} | {"Serbia and the former Yugoslavia": "SRB"}
    table.insert(1, "iso3", table["host"].map(codes))
    table = table.sort_values(["year", "troops", "host"], ascending=[True, False, True])
    return table.assign(source=TROOPS, as_of="2023-12-31")


def nato_operation_troops(reference: Path) -> pd.DataFrame:
    """Troops by nation in ISAF (October 2009, 15 November 2010) and KFOR (February 2017): three snapshots.

    In the print of KFOR 2017 four figures stand without their nation; they were given to Slovenia, Turkiye, the
    United Kingdom and the United States by alphabetical place, and `certain` is false for them. AFP speaks of 48 ISAF
    nations in 2010; 46 have a figure.
    """
    raw = pd.read_csv(reference / "nato_operation_troop_contributions.csv")
    named = names(reference)
    guessed = (raw["operation"] == "KFOR") & raw["iso3"].isin(["SVN", "TUR", "GBR", "USA"])
    table = pd.DataFrame(
        {
            "operation": raw["operation"],
            "date": raw["as_of"].str.replace(r"^(\d{4}-\d{2})$", r"\1-01", regex=True),
            "iso3": raw["iso3"],
            "country": raw["iso3"].map(named),
            "troops": raw["troops"],
            "certain": (~guessed).map({True: "true", False: "false"}),
            "source": raw["source"],
        }
    )
    table = table.sort_values(["operation", "date", "troops", "iso3"], ascending=[True, True, False, True])
    return table.assign(as_of=table["date"])
