"""The tables of the planning exercise: SYNTHETIC offers and needs around real contributors."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd

DATA = Path(__file__).resolve().parent.parent
AS_OF = "2026-11-22"
# The largest unit of each kind that the exercise lets a country offer, in persons.
LARGEST = {
    "infantry battalion": 850,
    "formed police": 160,
    "engineers": 250,
    "medical": 70,
    "transport": 180,
    "military observers": 30,
}
# Who offers what. The choice is the course's; none of these offers was ever made.
LANGUAGES = {"SEN": "French", "RWA": "French", "URY": "Spanish"}
OFFERS = (
    ("BGD", "infantry battalion"),
    ("RWA", "infantry battalion"),
    ("NPL", "infantry battalion"),
    ("IND", "infantry battalion"),
    ("IDN", "infantry battalion"),
    ("GHA", "infantry battalion"),
    ("URY", "infantry battalion"),
    ("BGD", "formed police"),
    ("RWA", "formed police"),
    ("SEN", "formed police"),
    ("JOR", "formed police"),
    ("CHN", "engineers"),
    ("PAK", "engineers"),
    ("KHM", "engineers"),
    ("IND", "medical"),
    ("DEU", "medical"),
    ("TZA", "transport"),
    ("LKA", "transport"),
    ("ZMB", "military observers"),
    ("IRL", "military observers"),
)
CAVEATS = {"infantry battalion": "patrol", "formed police": "order"}
SEED = 2001
SOURCE = (
    "SYNTHETIC: no such offer was made. Real: people and women share, from the UN contributor list of 31 January 2021; "
    "the rate, from reimbursement_rates. Drawn by lot: readiness, caveat, flights, the host's answer"
)


def synthetic_offers(_reference: Path) -> pd.DataFrame:
    """SYNTHETIC: twenty offers of real contributors, for the planning exercise.

    Real: the women share is that of all the country's UN personnel on 31 January 2021; the people are an eighth of
    that personnel, rounded down to tens, and at most the size of one unit (LARGEST); the cost is people times the
    latest rate in reimbursement_rates. Drawn by lot with a fixed seed, so that nobody judged a country: days to ready,
    caveat, flights (none for a country that brings itself), and the one country that the invented host refuses. The
    seed was chosen so that the exercise can be solved and its limits bite. The working language is an assumption.
    """
    given = pd.read_csv(DATA / "un_contributors_2021.csv").set_index("iso3")
    rate = int(pd.read_csv(DATA / "reimbursement_rates.csv").sort_values("valid_from")["usd_per_person_month"].iloc[-1])
    lot = random.Random(SEED)
    refused = lot.choice(sorted({iso3 for iso3, _ in OFFERS}))
    rows = []
    for number, (iso3, unit) in enumerate(OFFERS, start=1):
        country = given.loc[iso3]
        people = min(LARGEST[unit], int(country["total"]) // 8 // 10 * 10)
        caveat = CAVEATS[unit] if unit in CAVEATS and lot.random() < 0.4 else None
        by_itself = lot.random() < 0.25
        rows.append(
            {
                "offer": f"o{number:02}",
                "country": country["country"],
                "iso3": iso3,
                "unit": unit,
                "people": people,
                "cost_usd_month": people * rate,
                "ready_days": lot.choice([30, 45, 60, 75, 90, 120, 150]),
                "caveat": caveat,
                "flights": 0 if by_itself else max(1, round(people / 40)),
                "language": LANGUAGES.get(iso3, "English"),
                "women_percent": round(100 * country["women"] / country["total"], 1),
                "host_accepts": "false" if iso3 == refused else "true",
                "source": SOURCE,
                "as_of": AS_OF,
            }
        )
    return pd.DataFrame(rows)
