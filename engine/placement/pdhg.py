# SPDX-License-Identifier: GPL-2.0-or-later
"""A first-order method for the linear relaxation: reflected, anchored, diagonally preconditioned primal-dual steps.

    min over mu in [0, 1]^n, nu >= 0   of   max over y   of
        sum_j w_j (1 - mu_j) + h'nu + sum_i y_i (s + A(w mu) - G'nu)_i,      lo <= y <= hi, sum y <= p

mu_j is the share of a cell's weight that is credited to the candidates serving it, nu the price of a row.
Chambolle and Pock 2011; diagonal preconditioning: Pock and Chambolle 2011; restarts with a new balance of primal and dual
steps: Applegate et al. 2021 (PDLP); each step goes twice as far and is drawn back to where the epoch began (Halpern 1967;
Lu and Yang 2024), which takes less than half the steps that averaging takes.
"""

import time
from dataclasses import dataclass

import numpy as np

from .years import YearCovers

CHECK_EVERY = 20
SHORTEST_EPOCH, LONGEST_EPOCH = 40, 0.36  #: in steps; and in shares of all steps so far
ENOUGH, SOME = 0.2, 0.8  #: a new epoch begins when a step is this much shorter than the first was, or, once they grow again, that much
BALANCE, BALANCE_ROWS = 1.0, 8.0  #: first ratio of primal to dual steps, and where there are rows
LEAST_BALANCE, MOST_BALANCE = 1e-5, 1e5


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
        self.shift = 0.0
        self.best_bound, self.best_dual = np.inf, DualPoint(self.mu, self.nu * self.price_unit)
        self.y_best = self.y  #: the fractional plan at the last look
        self.value, self.violation = 0.0, np.inf
        self.steps = 0
        self._tau = 1.0 / (self.full_gain + self.price_unit * self.row_load)
        self._now = (self.y, self.mu, self.nu, self._reduced(self.mu, self.nu))
        self._begin_epoch(self._now)

    def run(self, iterations: int, tolerance: float = 1e-5, deadline: float = np.inf, watch=None) -> None:
        """Iterate until the relative gap between bound and relaxed value is below the tolerance."""
        for _ in range(iterations):
            there = self._step()
            self.steps += 1
            if self.steps % CHECK_EVERY == 0:
                gap = self._check(there)
                if watch is not None:
                    watch()
                if gap < tolerance or time.monotonic() > deadline:
                    return
            length = self._length(there) if self._epoch == 0 or self.steps % CHECK_EVERY == 0 else None
            if length is not None and self._is_over(length):
                self._rebalance(there)
                self._begin_epoch(there)
            else:
                self._anchor(there)

    def _step(self):
        """Where the plain primal-dual step leads: (y, mu, nu, reduced gains)."""
        y, mu, nu, reduced = self._now
        y_next, self.shift = onto_capped_simplex(
            y + self.balance * self._tau * reduced, self._tau, self.lower, self.upper, self.count, self.shift
        )
        ahead = 2 * y_next - y
        mu_next = np.clip(mu + (1 - self.times_served(ahead)) / (self.balance * self.degree), 0, 1)
        nu_next = nu
        if len(nu):
            nu_next = np.maximum(0, nu + (self.rows @ ahead - self.limits) / (self.balance * self.row_size))
        return y_next, mu_next, nu_next, self._reduced(mu_next, nu_next)

    def _anchor(self, there):
        """Go twice the step, and back to the epoch's beginning, ever less."""
        part = np.float32((self._epoch + 1) / (self._epoch + 2))
        self._now = tuple(part * (2 * new - old) + (1 - part) * first for new, old, first in zip(there, self._now, self._first))
        self._epoch += 1

    def _begin_epoch(self, point):
        self._first = self._now = point
        self._epoch, self._first_length, self._last_length = 0, None, None

    def _is_over(self, length: float) -> bool:
        if self._first_length is None:
            self._first_length = length
            return False
        grows = self._last_length is not None and length > self._last_length
        self._last_length = length
        long = self._epoch >= max(SHORTEST_EPOCH, LONGEST_EPOCH * self.steps)
        return length <= ENOUGH * self._first_length or (grows and length <= SOME * self._first_length) or long

    def _moved(self, there, since):
        """How far primal and dual have come, in the metric of the steps."""
        y, mu, nu = (new - old for new, old in zip(there[:3], since[:3]))
        in_mu = float(np.dot(mu * mu, self.weights * self.degree))
        in_nu = self.price_unit * float(np.dot(nu * nu, self.row_size))
        return float(np.sqrt(np.dot(y * y, 1.0 / self._tau))), float(np.sqrt(in_mu + in_nu))

    def _length(self, there) -> float:
        primal, dual = self._moved(there, self._now)
        return float(np.sqrt(primal**2 / self.balance + self.balance * dual**2))

    def _rebalance(self, there):
        primal, dual = self._moved(there, self._first)
        if primal > 1e-9 and dual > 1e-9:
            self.balance = float(np.clip(np.sqrt(self.balance * primal / dual), LEAST_BALANCE, MOST_BALANCE))

    def _check(self, there) -> float:
        """Judge where the last step led; the relative gap between its two sides."""
        y, mu, nu, reduced = there
        served = self.times_served(y)
        self.value = float(self.weights @ np.minimum(1, served)) + float(self.singles @ y)
        excess = np.maximum(self.rows @ y - self.limits, 0) if len(nu) else np.zeros(0)
        self.violation = float((excess / (1 + np.abs(self.limits))).max(initial=0))
        bound = self._bound(mu, nu, reduced)
        if bound < self.best_bound:
            self.best_bound, self.best_dual = bound, DualPoint(mu, nu * self.price_unit)
        self.y_best = y
        return abs(bound - self.value) / max(self.value, 1e-30) + self.violation

    def _reduced(self, mu, nu):
        reduced = self.covers @ (self.weights * mu) + self.singles
        return reduced - self.price_unit * (self.rows_by @ nu) if len(nu) else reduced

    def _bound(self, mu, nu, reduced):
        free = float(np.dot(self.weights.astype(np.float64), 1 - mu.astype(np.float64)))
        priced = self.price_unit * float(np.dot(self.limits.astype(np.float64), nu))
        return free + priced + best_choice(reduced.astype(np.float64), self.lower > 0, self.upper > 0, self.count)


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
