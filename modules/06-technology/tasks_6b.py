"""What the new lab tasks of lesson 6B compute: right values and usual slips, by the names that tasks.yml uses.

A message that was never released is late: it counts among all messages, and is never in time.
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load

NEVER = 9999
"""Minutes for a message that was never released, as the lesson fills them in."""
IN_TIME = 60


def _log() -> pd.DataFrame:
    """The SYNTHETIC messages, with their total minutes; missing if never released."""
    log = load("synthetic_latency")
    return log.assign(total=log["minutes_on_link"] + log["minutes_for_release"])


def _share(link: str, kind: str, share: float) -> float:
    """The quantile of the total minutes of one kind of message on one link."""
    log = _log()
    return float(log[(log["link"] == link) & (log["kind"] == kind)]["total"].quantile(share))


def _in_time(way_at_most: int = NEVER, wait_at_most: int = NEVER) -> pd.Series:
    """How many messages of each link are in time if ways and waits have limits."""
    log = _log()
    way = log["minutes_on_link"].clip(upper=way_at_most)
    wait = log["minutes_for_release"].fillna(NEVER).clip(upper=wait_at_most)
    return (way + wait <= IN_TIME).groupby(log["link"], observed=True).sum()


def restricted_satellite_90th_percentile() -> float:
    """The 90th percentile of the delivered restricted satellite messages."""
    return _share("satellite", "restricted", 0.9)


def restricted_satellite_median() -> float:
    """The median of the delivered restricted satellite messages."""
    return _share("satellite", "restricted", 0.5)


def open_satellite_90th_percentile() -> float:
    """The 90th percentile of the open satellite messages."""
    return _share("satellite", "open", 0.9)


def restricted_radio_90th_percentile() -> float:
    """The 90th percentile of the delivered restricted radio messages."""
    return _share("radio", "restricted", 0.9)


def satellite_90th_percentile() -> float:
    """The 90th percentile of all delivered satellite messages."""
    log = _log()
    return float(log[log["link"] == "satellite"]["total"].quantile(0.9))


def in_time_now() -> int:
    """Messages in time as things are."""
    return int(_in_time().sum())


def in_time_with_an_officer() -> int:
    """Messages in time if no wait for release is longer than 30 minutes (plan A)."""
    return int(_in_time(wait_at_most=30).sum())


def in_time_with_radios() -> int:
    """Messages in time if no way is longer than 25 minutes (plan B)."""
    return int(_in_time(way_at_most=25).sum())


def in_time_with_both() -> int:
    """Messages in time if both plans are carried out."""
    return int(_in_time(way_at_most=25, wait_at_most=30).sum())


def in_time_by_courier_bases_with_radios() -> int:
    """Messages in time from the bases that had a courier only, under plan B."""
    return int(_in_time(way_at_most=25)["courier"])
