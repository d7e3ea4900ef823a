"""Deaths in UN peace operations: counts by mission, year and cause, and by country of origin."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from compiling.codes import names
from compiling.personnel import operations

SOURCE = "UN Peace and Security Data Hub, DPPADPOSS-FATALITIES, state of 2025-04-04"
CAUSES = {
    "Malicious Act": "malicious act",
    "Accident": "accident",
    "Illness": "illness",
    "Self-Inflicted": "self-inflicted",
    "To Be Determined": "not determined",
    "Unknown": "not determined",
}
ISO3 = {"Côte d'Ivoire": "CIV", "Cote d'Ivoire": "CIV", "Türkiye": "TUR", "Turkey": "TUR"}


def deaths(reference: Path) -> pd.DataFrame:
    """The source's deaths, each person once, with our words for the causes.

    Mended: six people stand twice, under Montenegro and under Serbia and Montenegro; the first row is kept.
    The code of Cote d'Ivoire and of Turkiye, blank in the source, is filled from the name.
    """
    raw = pd.read_csv(reference / "un_pko_fatalities_1948_2025.csv", parse_dates=["incident_date"])
    raw = raw.drop_duplicates("casualty_id")
    nation = raw["casualty_nationality"].str.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return raw.assign(
        year=raw["incident_date"].dt.year,
        mission=raw["mission_acronym"].str.strip(),
        cause=raw["type_of_incident"].map(CAUSES),
        iso3=raw["isocode3"].fillna(nation.map(ISO3)),
    )


def un_deaths_year(reference: Path) -> pd.DataFrame:
    """Deaths by mission, year and cause, 1948 to February 2025; only combinations with a death have a row.

    UNEF, UNOSOM and UNAVEM stand without their number, as in the source, so their `operation` is missing, like
    that of political missions. The UN notes that data before 2000 may be incomplete.
    """
    raw = deaths(reference)
    table = raw.groupby(["year", "mission", "cause"]).size().rename("deaths").reset_index()
    table.insert(2, "operation", table["mission"].where(table["mission"].isin(operations())))
    return table.assign(source=SOURCE, as_of="2025-02-18")


def un_deaths_country(reference: Path) -> pd.DataFrame:
    """Deaths by country of origin and cause, 1948 to February 2025, most first.

    Deaths whose country is not known or no longer exists are one row without a code. Local staff count with their own
    country.
    """
    raw = deaths(reference)
    named = names(reference)
    known = raw["iso3"].where(raw["iso3"].isin(named), "")
    wide = raw.assign(iso3=known).groupby(["iso3", "cause"]).size().unstack(fill_value=0)
    wide.columns = [column.replace(" ", "_").replace("-", "_") for column in wide.columns]
    wide = wide[["malicious_act", "accident", "illness", "self_inflicted", "not_determined"]]
    wide["total"] = wide.sum(axis=1)
    table = wide.reset_index().sort_values(["total", "iso3"], ascending=[False, True])
    table.insert(1, "country", table["iso3"].map(named).fillna("Not known, or a state that is gone"))
    table["iso3"] = table["iso3"].replace("", pd.NA)
    return table.assign(source=SOURCE, as_of="2025-02-18")
