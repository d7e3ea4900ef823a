"""Countries: names, ISO codes, UN regions and the year each joined the United Nations."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

SOURCE = "ISO 3166-1; UN M49 regions; UN member states"
CONTINENT = {"Africa": "Africa", "America": "Americas", "Asia": "Asia", "Europe": "Europe", "Oceania": "Oceania"}
# The crosswalk holds search patterns where a country has two codes in use.
ISO2 = {"GBR": "GB", "GRC": "GR"}
# Islands that the crosswalk puts with Antarctica; none is a state.
ANTARCTIC = "Antarctica"


def countries(reference: Path) -> pd.DataFrame:
    """One row for each current ISO 3166-1 code, and Kosovo under the user-assigned code XKX.

    Mended: the crosswalk's ISO2 of Namibia ("NA") is kept as text; the patterns it holds for the
    United Kingdom and Greece become GB and GR; six codes no longer in use are left out. Kosovo has no
    ISO numeric code: it stays missing.
    """
    raw = pd.read_csv(reference / "country_codes_crosswalk.csv", keep_default_na=False, dtype=str)
    raw = raw[raw["obsolete"] == ""]
    iso2 = raw["ISO2"].where(~raw["ISO3"].isin(ISO2), raw["ISO3"].map(ISO2))
    numeric = pd.to_numeric(raw["ISOnumeric"]).astype("Int64").where(raw["ISO3"] != "XKX")
    table = pd.DataFrame(
        {
            "iso3": raw["ISO3"],
            "iso2": iso2,
            "iso_numeric": numeric,
            "name": raw["name_short"],
            "region": raw["continent"].map({**CONTINENT, ANTARCTIC: ANTARCTIC}),
            "subregion": raw["UNregion"].replace("", pd.NA),
            "un_member_since": pd.to_numeric(raw["UNmember"], errors="coerce").astype("Int64"),
        }
    )
    return table.assign(source=SOURCE, as_of="2026-11-22").sort_values("iso3").reset_index(drop=True)


# Codes of Correlates of War and Gleditsch-Ward that the crosswalk lacks. They mostly agree; where they do not, both
# are given here. (970 is Kiribati in one and Nauru in the other; our only Nauru is in us_troops, in "Other hosts".)
# States that are gone (Czechoslovakia, the German Democratic Republic, South Vietnam, South Yemen) have no ISO code of
# today and stay without one.
EXTRA_CODES = {
    255: "DEU",
    260: "DEU",
    316: "CZE",
    317: "SVK",
    327: "VAT",
    340: "SRB",
    345: "SRB",
    511: "TZA",
    678: "YEM",
    679: "YEM",
    816: "VNM",
    946: "KIR",
    947: "TUV",
    955: "TON",
}
GONE = {265, 315, 680, 817}


def iso3_by_code(reference: Path) -> dict[int, str]:
    """ISO 3166 alpha-3 code for each Correlates of War or Gleditsch-Ward number."""
    raw = pd.read_csv(reference / "country_codes_crosswalk.csv", keep_default_na=False, dtype=str)
    raw = raw[(raw["GWcode"] != "") & (raw["obsolete"] == "")]
    codes = dict(zip(raw["GWcode"].astype(int), raw["ISO3"], strict=True)) | EXTRA_CODES
    return {code: iso3 for code, iso3 in codes.items() if code not in GONE}


def names(reference: Path) -> dict[str, str]:
    """Our short name of each ISO 3166 alpha-3 code."""
    table = countries(reference)
    return dict(zip(table["iso3"], table["name"], strict=True))
