"""Cyber incidents and the Global Cybersecurity Index."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from compiling.codes import iso3_by_code, names

EUREPOC = "European Repository of Cyber Incidents, Global Dataset 1.1 (2023), zenodo.org/records/7848941"
DCID = "Maness and others 2023, Dyadic Cyber Incident and Campaign Data 2.0"
ITU = "ITU, Global Cybersecurity Index 2024, as served by World Bank Data360"
TYPES = {
    "disruption": "Disruption",
    "data_theft": "Data theft",
    "doxing": "Data theft & Doxing",
    "hijacking": "Hijacking",
    "ransomware": "Ransomware",
}


def cyber_incidents_year(reference: Path) -> pd.DataFrame:
    """Cyber incidents with a political dimension begun in each year 2000-2022, by kind, response and known initiator:
    counts.

    Left out: 16 incidents without a start date, and 2023, which ends in August. An incident can be of several kinds.
    412 start days are 1 January because only the year is known, which does not matter here. The source reads public
    reports, so a rise is partly one of attention.
    """
    raw = pd.read_csv(reference / "eurepoc_1_1_incidents_2000_2023.csv", low_memory=False)
    raw = raw.drop_duplicates("ID").dropna(subset=["start_date"])
    raw["year"] = raw["start_date"].str[:4].astype(int)
    raw = raw[raw["year"] <= 2022]
    kinds = raw["incident_type"].fillna("").str.split(";").map(lambda parts: [part.strip() for part in parts])
    unknown = raw["initiator_country"].fillna("Not available").isin(["Unknown", "Not available"])
    flags = pd.DataFrame({"year": raw["year"]})
    for name, word in TYPES.items():
        exact = {word} if word != "Hijacking" else {"Hijacking with Misuse", "Hijacking without Misuse"}
        flags[name] = kinds.map(lambda parts, exact=exact: bool(exact & set(parts)))
    flags["political_response"] = raw["number_of_political_responses"] > 0
    flags["legal_response"] = raw["number_of_legal_responses"] > 0
    flags["initiator_unknown"] = unknown
    grouped = flags.groupby("year")
    table = grouped.sum().astype(int)
    table.insert(0, "incidents", grouped.size())
    return table.reset_index().assign(source=EUREPOC, as_of="2022-12-31")


def cyber_rivals(reference: Path) -> pd.DataFrame:
    """Cyber incidents between rival states 2000-2020 by the state that began them: counts, and how many were severe.

    Severity runs from 0 to 10; severe is 5 or more. Only pairs that the source calls rivals are in, so partners and
    groups that are not states are absent.
    """
    raw = pd.read_csv(reference / "dcid_2_0_dyadic_cyber_incidents_2000_2020.csv")
    raw = raw.assign(iso3=raw["initiator"].map(iso3_by_code(reference)), severity=pd.to_numeric(raw["severity"]))
    grouped = raw.groupby("iso3")["severity"]
    table = pd.DataFrame(
        {
            "incidents": grouped.size(),
            "severe": grouped.apply(lambda s: int((s >= 5).sum())),
            "mean_severity": grouped.mean().round(2),
            "highest_severity": grouped.max().astype(int),
        }
    ).reset_index()
    table = table.sort_values(["incidents", "iso3"], ascending=[False, True])
    table.insert(1, "country", table["iso3"].map(names(reference)))
    return table.assign(source=DCID, as_of="2020-12-31")


def gci_2024(reference: Path) -> pd.DataFrame:
    """Global Cybersecurity Index 2024: five pillars of 0 to 20 points and their sum, for 194 countries.

    It measures commitment (laws, bodies, training, cooperation), not attacks. The sum differs from the five pillars
    by 0.02 at most, because the source rounds.
    """
    raw = pd.read_csv(reference / "itu_gci_2024.csv")
    table = raw.rename(columns={"organizational": "organisational"}).drop(columns=["year"])
    table["country"] = table["iso3"].map(names(reference)).fillna(table["country"])
    return table.sort_values("iso3").assign(source=ITU, as_of="2024-12-31")
