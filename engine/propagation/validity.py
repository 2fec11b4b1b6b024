# SPDX-License-Identifier: GPL-2.0-or-later
"""Is a value inside a model's range? One check and one error for all models."""

import numpy as np

from ..errors import InputError, RangeError


def check_range(model: str, quantity: str, values, low: float, high: float, unit: str, extrapolate: bool = False) -> bool:
    """Whether every value lies within `low` to `high` (both included).

    Parameters
    ----------
    model, quantity, unit : named in the error
    values : number or array; NaN is never inside and never extrapolated
    extrapolate : return False instead of raising, so that the caller can mark its output

    Raises
    ------
    RangeError "model_range" naming the model, the quantity, the offending value and the range
    InputError "model_not_finite" when a value is NaN
    """
    values = np.asarray(values, np.float64)
    if values.size == 0:
        return True
    smallest, largest = values.min(), values.max()
    if np.isnan(smallest) or np.isnan(largest):
        raise InputError("model_not_finite", model=model, quantity=quantity)
    slack = 1e-12 * max(abs(low), abs(high) if np.isfinite(high) else 0.0, 1.0)
    below, above = smallest < low - slack, largest > high + slack
    if not (below or above):
        return True
    if extrapolate:
        return False
    worst = float(smallest if below else largest)
    raise RangeError("model_range", model=model, quantity=quantity, value=round(worst, 6), low=low, high=high, unit=unit)
