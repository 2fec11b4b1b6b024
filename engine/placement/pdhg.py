# SPDX-License-Identifier: GPL-2.0-or-later
"""A first-order method for the linear relaxation: restarted, diagonally preconditioned primal-dual steps.

    min over mu in [0, 1]^n, nu >= 0   of   max over y   of
        sum_j w_j (1 - mu_j) + h'nu + sum_i y_i (s + A(w mu) - G'nu)_i,      lo <= y <= hi, sum y <= p

mu_j is the share of a cell's weight that is credited to the candidates serving it, nu the price of a row.
Chambolle and Pock 2011; diagonal preconditioning: Pock and Chambolle 2011; restarts to the average with a new
balance of primal and dual steps: Applegate et al. 2021 (PDLP).
"""

import time
from dataclasses import dataclass

import numpy as np

from .years import YearCovers

CHECK_EVERY = 20
LONGEST_EPOCH = 240
BALANCE, LEAST_BALANCE = 1.0, 1e-5  #: first and smallest ratio of primal to dual steps
BALANCE_ROWS, LEAST_BALANCE_ROWS = 20.0, 4.0  #: the same where there are rows: their prices otherwise hardly settle


@dataclass
class DualPoint:
    """Prices of the cells (shares of their weight) and of the rows."""

    mu: np.ndarray
    nu: np.ndarray


class PrimalDual:
    """The iteration over one covering relaxation; call `run` as often as wanted.

    covers : csr (m, n) float32 or `years.YearCovers`; weights (n,), singles (m,)
    rows : csr (r, m), limits (r,); lower, upper : (m,) bounds of y; count : largest sum of y
    """

    def __init__(self, covers, weights, singles, rows, limits, lower, upper, count, y=None, dual=None):
        f32 = np.float32
        self.covers = covers
        self.times_served = covers.times_served if isinstance(covers, YearCovers) else covers.T.__matmul__
        self.weights, self.singles = weights.astype(f32), singles.astype(f32)
        self.rows = rows.astype(f32).tocsr()
        self.rows_by = self.rows.T.tocsr()
        self.limits = limits.astype(f32)
        self.lower, self.upper, self.count = lower.astype(f32), upper.astype(f32), count
        m, n = covers.shape
        degree = covers.column_counts() if isinstance(covers, YearCovers) else np.bincount(covers.indices, minlength=n)
        self.degree = np.maximum(degree, 1).astype(f32)
        self.full_gain = covers @ self.weights + self.singles
        self.full_gain = np.maximum(self.full_gain, 1e-6 * max(float(self.full_gain.max(initial=0)), 1e-30))
        top = np.sort(self.full_gain)[-min(count, m) :]
        self.price_unit = float(top.mean())  # nu is kept in this unit, so that all duals are of order one
        self.row_size = np.maximum(np.asarray(abs(self.rows).sum(axis=1)).ravel(), 1e-12).astype(f32)
        self.row_load = np.asarray(abs(self.rows).sum(axis=0)).ravel().astype(f32)
        self.y = np.clip(np.full(m, min(1.0, count / m), f32), self.lower, self.upper) if y is None else y.astype(f32)
        self.mu = np.clip(1 - self.times_served(self.y), 0, 1) if dual is None else dual.mu.astype(f32)
        self.nu = np.zeros(len(limits), f32) if dual is None else (dual.nu / self.price_unit).astype(f32)
        self.balance = BALANCE_ROWS if len(limits) else BALANCE
        self._least_balance = LEAST_BALANCE_ROWS if len(limits) else LEAST_BALANCE
        self.shift = 0.0
        self.best_bound, self.best_dual = np.inf, DualPoint(self.mu, self.nu * self.price_unit)
        self.y_average = self.y
        self.value, self.violation = 0.0, np.inf
        self._begin_epoch(self.y, self.mu, self.nu)
        self._last_gap = np.inf

    def run(self, iterations: int, tolerance: float = 1e-5, deadline: float = np.inf, watch=None) -> None:
        """Iterate until the relative gap between bound and relaxed value is below the tolerance."""
        tau_unit = 1.0 / (self.full_gain + self.price_unit * self.row_load)
        for step in range(1, iterations + 1):
            self._step(tau_unit)
            if step % CHECK_EVERY == 0:
                gap = self._check()
                if watch is not None:
                    watch()
                if gap < tolerance or time.monotonic() > deadline:
                    return
                if gap < 0.4 * self._last_gap or self._length >= LONGEST_EPOCH:
                    self._last_gap = gap
                    self._restart()

    def _step(self, tau_unit):
        y_next, self.shift = onto_capped_simplex(
            self.y + self.balance * tau_unit * self.reduced, tau_unit, self.lower, self.upper, self.count, self.shift
        )
        ahead = 2 * y_next - self.y
        self.mu = np.clip(self.mu + (1 - self.times_served(ahead)) / (self.balance * self.degree), 0, 1)
        if len(self.nu):
            self.nu = np.maximum(0, self.nu + (self.rows @ ahead - self.limits) / (self.balance * self.row_size))
        self.y = y_next
        self.reduced = self._reduced(self.mu, self.nu)
        self._sum_y += self.y
        self._sum_mu += self.mu
        self._sum_nu += self.nu
        self._sum_reduced += self.reduced
        self._length += 1

    def _reduced(self, mu, nu):
        reduced = self.covers @ (self.weights * mu) + self.singles
        return reduced - self.price_unit * (self.rows_by @ nu) if len(nu) else reduced

    def _check(self) -> float:
        """Judge the current point and the average of this epoch; the relative gap of the average."""
        f32 = np.float32
        y, mu, nu = ((total / self._length).astype(f32) for total in (self._sum_y, self._sum_mu, self._sum_nu))
        reduced = self._sum_reduced / self._length
        served = self.times_served(y)
        self.value = float(self.weights @ np.minimum(1, served)) + float(self.singles @ y)
        excess = np.maximum(self.rows @ y - self.limits, 0) if len(nu) else np.zeros(0)
        self.violation = float((excess / (1 + np.abs(self.limits))).max(initial=0))
        bounds = self._bound(mu, nu, reduced), self._bound(self.mu, self.nu, self.reduced)
        for bound, point in zip(bounds, ((mu, nu), (self.mu, self.nu))):
            if bound < self.best_bound:
                self.best_bound = bound
                self.best_dual = DualPoint(point[0].copy(), point[1] * self.price_unit)
        self.y_average = y
        return abs(bounds[0] - self.value) / max(self.value, 1e-30) + self.violation

    def _bound(self, mu, nu, reduced):
        free = float(np.dot(self.weights.astype(np.float64), 1 - mu.astype(np.float64)))
        priced = self.price_unit * float(np.dot(self.limits.astype(np.float64), nu))
        return free + priced + best_choice(reduced.astype(np.float64), self.lower > 0, self.upper > 0, self.count)

    def _restart(self):
        f32 = np.float32
        y, mu, nu = ((total / self._length).astype(f32) for total in (self._sum_y, self._sum_mu, self._sum_nu))
        moved_y = float(np.linalg.norm((y - self._y0) * np.sqrt(self.full_gain)))
        moved_mu = float(np.linalg.norm((mu - self._mu0) * np.sqrt(self.weights * self.degree)))
        moved_nu = float(np.linalg.norm((nu - self._nu0) * np.sqrt(self.price_unit * self.row_size)))
        moved = np.hypot(moved_mu, moved_nu)
        if moved_y > 1e-9 and moved > 1e-9:
            self.balance = float(np.clip(np.sqrt(self.balance * moved_y / moved), self._least_balance, 1e5))
        self.y, self.mu, self.nu = y, mu, nu
        self._begin_epoch(y, mu, nu)

    def _begin_epoch(self, y, mu, nu):
        self._y0, self._mu0, self._nu0 = y, mu, nu
        self._sum_y, self._sum_mu, self._sum_nu = (np.zeros(len(v)) for v in (y, mu, nu))
        self._sum_reduced, self._length = np.zeros(len(y)), 0
        self.reduced = self._reduced(mu, nu)


def best_choice(reduced: np.ndarray, forced: np.ndarray, allowed: np.ndarray, count: int) -> float:
    """max of sum y_i r_i with the forced ones in, at most `count` in all, only allowed ones."""
    free = np.maximum(reduced[allowed & ~forced], 0.0)
    places = count - int(forced.sum())
    if places < len(free):
        free = np.partition(free, len(free) - places)[len(free) - places :] if places > 0 else free[:0]
    return float(reduced[forced].sum() + free.sum())


def onto_capped_simplex(v, scale, lower, upper, count, shift=0.0):
    """The point of {lower <= y <= upper, sum y <= count} nearest to v in the metric 1/scale, and its shift t.

    y = clip(v - t scale) with the smallest t >= 0 that brings the sum down to `count`: Newton steps on a falling,
    piecewise linear function, kept inside a bracket. Start with the shift of the last call.
    """
    y = np.clip(v, lower, upper)
    if y.sum(dtype=np.float64) <= count:
        return y, 0.0
    low, high = 0.0, float(((v - lower) / scale).max())
    t = min(max(shift, low), high)
    for _ in range(60):
        y = np.clip(v - np.float32(t) * scale, lower, upper)
        excess = float(y.sum(dtype=np.float64)) - count
        if abs(excess) <= 1e-5 * count:
            break
        low, high = (t, high) if excess > 0 else (low, t)
        slope = float(scale[(y > lower) & (y < upper)].sum(dtype=np.float64))
        t = t + excess / slope if slope > 0 else (low + high) / 2
        if not low < t < high:
            t = (low + high) / 2
    return y, t
