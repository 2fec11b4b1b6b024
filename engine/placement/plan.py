# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan with its proof: what it is worth, what no plan can exceed, and what stands in its way."""

from dataclasses import dataclass
from typing import List, Tuple

from .certificate import Certificate


@dataclass(frozen=True)
class Limit:
    """A row at the plan: how much of it is used, and what one more unit would be worth at most (its price)."""

    name: str
    used: float
    limit: float
    price: float

    @property
    def binds(self) -> bool:
        return self.price > 0 and self.used >= self.limit - 1e-6 * (1 + abs(self.limit))


@dataclass(frozen=True)
class Plan:
    """The chosen candidates and how far they are from the best possible.

    sites : candidate numbers, ascending
    value : what they are worth, counted on the problem as given
    bound : no plan is worth more; `certificate` proves `certificate_bound` >= bound by one sparse product.
        Where `bound` is smaller it also rests on the exact solution of clusters or of the core.
    limits : the rows, the number of sites first
    history : (seconds, value, bound) as the search went on
    """

    sites: List[int]
    value: float
    bound: float
    certificate: Certificate
    certificate_bound: float
    limits: Tuple[Limit, ...]
    seconds: float
    history: Tuple[Tuple[float, float, float], ...]
    notes: Tuple[str, ...]

    @property
    def gap_percent(self) -> float:
        """The plan is at most this far below the best possible, in percent of the bound."""
        return 100.0 * max(0.0, self.bound - self.value) / self.bound if self.bound > 0 else 0.0

    @property
    def is_optimal(self) -> bool:
        return self.bound - self.value <= 1e-6 * max(1.0, abs(self.bound))
