"""What the lab tasks of lesson 8A compute: right values and usual slips, by the names that tasks.yml uses.

The figure for 2025 is second-hand and comes from `future_trends`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from course.content.data import load


def _known() -> pd.DataFrame:
    """Years and people of peace operations up to 2024, where the figure was seen."""
    return load("sipri_personnel")[["year", "personnel"]].dropna().astype(float)


def _step(intervals: int = 9) -> float:
    """Mean change of personnel per step from the first to the last known year."""
    known = _known()
    return float((known["personnel"].iloc[-1] - known["personnel"].iloc[0]) / intervals)


def _last() -> float:
    """People at the end of 2024."""
    return float(_known()["personnel"].iloc[-1])


def _held_out() -> float:
    """People in December 2025, second-hand."""
    return float(load("future_trends").set_index("trend").loc["personnel", "last_value"])


def _fit() -> tuple[float, float]:
    """Slope and start of the line with the least squared errors through the known years."""
    known = _known()
    slope, start = np.polyfit(known["year"], known["personnel"], 1)
    return float(slope), float(start)


def _strength() -> pd.Series:
    """UN strength by year, 1947-2021."""
    return load("un_strength_year").set_index("year")["personnel"].astype(float)


def _flat_nearer(window: int, ahead: int) -> float:
    """Percent of the years in which the flat forecast missed by less than the line."""
    strength = _strength()
    drift = ahead * (strength - strength.shift(window)) / window
    actual = strength.shift(-ahead)
    missed = pd.DataFrame({"flat": strength - actual, "line": strength + drift - actual}).abs().dropna()
    return float(100 * (missed["flat"] < missed["line"]).mean())


def _patrols(column: str) -> pd.Series:
    """100 patrols shared out over the SYNTHETIC districts by a column."""
    table = load("synthetic_area_reports")
    return (100 * table[column] / table[column].sum()).astype(float)


def _conflicts() -> pd.Series:
    """State-based conflicts by year, 1946-2024."""
    return load("conflicts_year").groupby("year")["conflicts"].sum()


def _conflicts_of_2025() -> float:
    """State-based conflicts of 2025, second-hand."""
    return float(load("future_trends").set_index("trend").loc["conflicts", "last_value"])


def _conflicts_miss(intervals: int = 9) -> float:
    """How far a line from 2015 to 2024 lies from the conflicts of 2025."""
    table = _conflicts()
    return float(abs(table[2024] + (table[2024] - table[2015]) / intervals - _conflicts_of_2025()))


def line_forecast_of_2025() -> float:
    """The last known value and one more mean step."""
    return _last() + _step()


def flat_forecast_of_2025() -> float:
    """The last known value once more."""
    return _last()


def line_forecast_with_step_subtracted() -> float:
    """The last known value less one mean step."""
    return _last() - _step()


def line_forecast_with_ten_steps() -> float:
    """The line's forecast with the change divided by ten years in place of nine steps."""
    return _last() + _step(10)


def flat_forecast_error() -> float:
    """Error of the flat forecast in percent of what came."""
    return 100 * (_last() - _held_out()) / _held_out()


def flat_forecast_error_in_percent_of_forecast() -> float:
    """Error of the flat forecast in percent of the forecast."""
    return 100 * (_last() - _held_out()) / _last()


def flat_forecast_error_in_people() -> float:
    """Error of the flat forecast in people."""
    return _last() - _held_out()


def line_forecast_error() -> float:
    """Error of the line's forecast in percent of what came."""
    return 100 * (_last() + _step() - _held_out()) / _held_out()


def flat_forecast_error_sign_reversed() -> float:
    """Error of the flat forecast in percent with the wrong sign."""
    return 100 * (_held_out() - _last()) / _held_out()


def flat_nearer_share() -> float:
    """Percent of the years in which the flat forecast missed by less than the line over nine years."""
    return _flat_nearer(9, 1)


def line_nearer_share() -> float:
    """Percent of the years in which the line over nine years was nearer."""
    return 100 - _flat_nearer(9, 1)


def flat_nearer_share_as_fraction() -> float:
    """The share of the years in which the flat forecast was nearer, from 0 to 1."""
    return _flat_nearer(9, 1) / 100


def flat_nearer_share_for_three_year_line() -> float:
    """Percent of the years in which the flat forecast was nearer than a line over three years."""
    return _flat_nearer(3, 1)


def patrols_in_another_district() -> float:
    """Patrols of 100 that reports put in another district than attacks would."""
    return float((_patrols("reports") - _patrols("attacks")).clip(lower=0).sum())


def patrols_moved_counted_twice() -> float:
    """Patrols that reports move, counted both where they are too many and where they are missing."""
    return float((_patrols("reports") - _patrols("attacks")).abs().sum())


def patrols_missing_in_the_worst_district() -> float:
    """Patrols that are missing in the district that lacks most."""
    return float((_patrols("attacks") - _patrols("reports")).max())


def patrols_too_many_in_one_district() -> float:
    """Patrols too many in the district that has most too many."""
    return float((_patrols("reports") - _patrols("attacks")).max())


def fitted_line_zero() -> float:
    """The year in which the fitted line reaches zero."""
    return -_fit()[1] / _fit()[0]


def first_line_zero() -> float:
    """The year in which the line from 2015 to 2024 reaches zero."""
    return 2024 - _last() / _step()


def fitted_line_zero_sign_reversed() -> float:
    """The year of the fitted line's zero with the wrong sign."""
    return _fit()[1] / _fit()[0]


def fitted_slope_zero_from_2024() -> float:
    """The year in which a line with the fitted slope through the point of 2024 reaches zero."""
    return 2024 - _last() / _fit()[0]


def large_change_share() -> float:
    """Percent of the years 1948-2021 with a change of more than 10 %."""
    return float(100 * (_strength().pct_change().abs().dropna() > 0.10).mean())


def large_change_share_with_1947() -> float:
    """Percent of the years 1947-2021 with a change of more than 10 %, 1947 counted as a year without change."""
    return float(100 * (_strength().pct_change().abs() > 0.10).mean())


def large_rise_share() -> float:
    """Percent of the years 1948-2021 with a rise of more than 10 %."""
    return float(100 * (_strength().pct_change().dropna() > 0.10).mean())


def large_change_share_as_fraction() -> float:
    """The share of the years 1948-2021 with a change of more than 10 %, from 0 to 1."""
    return float((_strength().pct_change().abs().dropna() > 0.10).mean())


def number_of_large_changes() -> float:
    """Number of the years 1948-2021 with a change of more than 10 %."""
    return float((_strength().pct_change().abs().dropna() > 0.10).sum())


def fitted_line_miss_of_2025() -> float:
    """How far the fitted line lies from what came in 2025."""
    return abs(_fit()[1] + _fit()[0] * 2025 - _held_out())


def fitted_line_mean_miss_of_own_years() -> float:
    """How far the fitted line lies, on average, from the years that made it."""
    return float((_fit()[1] + _fit()[0] * _known()["year"] - _known()["personnel"]).abs().mean())


def first_line_miss_of_2025() -> float:
    """How far the line from 2015 to 2024 lies from what came in 2025."""
    return _last() + _step() - _held_out()


def fitted_line_miss_sign_reversed() -> float:
    """What came in 2025 minus the fitted line."""
    return _held_out() - (_fit()[1] + _fit()[0] * 2025)


def conflicts_line_miss() -> float:
    """How far a line from 2015 to 2024 lies from the conflicts of 2025."""
    return _conflicts_miss()


def conflicts_flat_miss() -> float:
    """How far the flat forecast lies from the conflicts of 2025."""
    return abs(float(_conflicts()[2024]) - _conflicts_of_2025())


def conflicts_line_miss_with_ten_steps() -> float:
    """How far the line lies with the change divided by ten years in place of nine steps."""
    return _conflicts_miss(10)


def conflicts_line_forecast() -> float:
    """What the line forecasts for 2025."""
    return _conflicts_of_2025() - _conflicts_miss()
