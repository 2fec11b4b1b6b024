# SPDX-License-Identifier: GPL-2.0-or-later
"""The proof: a bound that no plan can pass, and the prices from which anyone can count it again.

For any mu in [0, 1] per cell and any nu >= 0 per row and clique, weak duality gives for every plan S

    value(S) <= sum_j w_j (1 - mu_j) + h'nu + 1'nu_cliques + max over {must-keeps in, closed ones out, at most p}
                of sum_i y_i (s + A(w mu) - G'nu - Q'nu_cliques)_i,

so the bound needs no trust in the solver that found the prices: one sparse product checks it. Targets (`targets.py`) add
a price each: the weights become w + sum_k lambda_k a_k, and sum_k lambda_k T_k is taken off the bound.
"""

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Dict, Sequence

import numpy as np

from ..errors import InputError
from .pdhg import best_choice
from .problem import Problem
from .reduce import row_sums
from .years import YearCovers

VERSION = 1


@dataclass(frozen=True)
class Certificate:
    """Prices that prove a bound.

    cell_shares : (n,) float32 in [0, 1]; row_prices : (rows,); clique_prices : (cliques,); target_prices : (targets,), all >= 0
    """

    cell_shares: np.ndarray
    row_prices: np.ndarray
    clique_prices: np.ndarray
    target_prices: np.ndarray = field(default_factory=lambda: np.zeros(0))

    def reduced_gains(self, problem: Problem) -> np.ndarray:
        """What each candidate is worth at these prices, shape (m,), float64."""
        gains = row_sums(problem.covers, problem.weights * self.cell_shares.astype(np.float64)) + problem.singles
        return gains - problem.rows.T @ self.row_prices - problem.cliques.T.astype(np.float64) @ self.clique_prices

    def bound(self, problem: Problem, reduced: np.ndarray = None) -> float:
        """No plan of the problem is worth more than this."""
        self.check(problem)
        reduced = self.reduced_gains(problem) if reduced is None else reduced
        uncredited = float(np.dot(problem.weights, 1.0 - self.cell_shares.astype(np.float64)))
        priced = float(problem.limits @ self.row_prices) + float(self.clique_prices.sum())
        kept = np.zeros(problem.candidates, dtype=bool)
        kept[problem.keep] = True
        return uncredited + priced + best_choice(reduced, kept, ~problem.closed, problem.max_sites)

    def check(self, problem: Problem) -> None:
        """Raise `InputError` unless the prices fit the problem and are such that the bound holds."""
        shapes = (len(self.cell_shares), len(self.row_prices), len(self.clique_prices))
        expected = (problem.cells, len(problem.limits), problem.cliques.shape[0])
        if shapes != expected:
            raise InputError("certificate_shape", shapes=shapes, expected=expected)
        shares_fit = bool((self.cell_shares >= 0).all() and (self.cell_shares <= 1).all())
        if not (shares_fit and (self.row_prices >= 0).all() and (self.clique_prices >= 0).all()):
            raise InputError("certificate_prices")

    def bound_with(self, problem: Problem, targets: Sequence = ()) -> float:
        """No plan that meets the targets (`targets.Target`) is worth more than this."""
        prices = np.asarray(self.target_prices, dtype=float)
        if len(prices) != len(targets):
            raise InputError("certificate_shape", shapes=(len(prices),), expected=(len(targets),))
        if not (prices >= 0).all():
            raise InputError("certificate_prices")
        weights = problem.weights.copy()
        for target, price in zip(targets, prices):
            weights += price * target.amounts
        return self.bound(replace(problem, weights=weights)) - sum(price * target.least for target, price in zip(targets, prices))

    def save(self, path, problem: Problem, sites, value: float, targets: Sequence = ()) -> None:
        """Write prices, plan and the fingerprints of the problem to an .npz file."""
        hashes = fingerprints(problem, targets)
        np.savez_compressed(
            Path(path), version=VERSION, cell_shares=self.cell_shares, row_prices=self.row_prices,
            clique_prices=self.clique_prices, target_prices=self.target_prices, sites=np.asarray(sorted(sites), dtype=np.int64),
            value=value, bound=self.bound_with(problem, targets), hash_names=np.array(sorted(hashes)),
            hashes=np.array([hashes[k] for k in sorted(hashes)]),
        )  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What an independent check of a stored plan found."""

    value: float
    bound: float
    stated_value: float
    stated_bound: float
    violations: tuple
    changed: tuple  #: parts of the problem that are not what the plan was made for

    @property
    def gap_percent(self) -> float:
        return 100.0 * max(0.0, self.bound - self.value) / self.bound if self.bound > 0 else 0.0

    @property
    def holds(self) -> bool:
        """The plan is valid, and its value and bound are as stated."""
        near = abs(self.value - self.stated_value) <= 1e-6 * max(1.0, abs(self.value))
        return not self.violations and not self.changed and near and self.bound <= self.stated_bound * (1 + 1e-6)


def verify(path, problem: Problem, targets: Sequence = ()) -> Verdict:
    """Check a certificate file against a problem and its targets, with nothing but these and the file."""
    path = Path(path)
    try:
        with np.load(path, allow_pickle=False) as data:
            target_prices = data["target_prices"] if "target_prices" in data.files else np.zeros(0)
            certificate = Certificate(data["cell_shares"], data["row_prices"], data["clique_prices"], target_prices)
            sites, stated_value, stated_bound = data["sites"].tolist(), float(data["value"]), float(data["bound"])
            stored = dict(zip(data["hash_names"].tolist(), data["hashes"].tolist()))
    except (OSError, ValueError, KeyError) as error:
        raise InputError("certificate_unreadable", path=str(path), details=str(error)) from error
    if len(sites) and not 0 <= min(sites) <= max(sites) < problem.candidates:
        raise InputError("certificate_shape", shapes=(max(sites) + 1,), expected=(problem.candidates,))
    present = fingerprints(problem, targets)
    changed = tuple(name for name in sorted(present) if stored.get(name) != present[name])
    broken = list(problem.violations(sites))
    broken += [target.name for target in targets if not target.is_met(target.reached(problem, sites))]
    return Verdict(problem.value(sites), certificate.bound_with(problem, targets), stated_value, stated_bound, tuple(broken), changed)


def fingerprints(problem: Problem, targets: Sequence = ()) -> Dict[str, str]:
    """SHA-256 of each part of a problem."""
    parts = {
        "covers": _cover_arrays(problem),
        "weights": (problem.weights, problem.singles),
        "cost": (problem.cost,),
        "rows": (problem.rows.toarray(), problem.limits, np.array([problem.max_sites])),
        "keep": (problem.keep, problem.closed),
        "conflicts": (problem.conflicts.indptr.astype(np.int64), problem.conflicts.indices.astype(np.int32)),
    }
    if targets:
        parts["targets"] = tuple(array for target in targets for array in (target.amounts, np.array([target.least])))
    return {name: _sha256(arrays) for name, arrays in parts.items()}


def _cover_arrays(problem):
    covers = problem.covers
    yield covers.indptr.astype(np.int64)
    if isinstance(covers, YearCovers):  # as if written out
        yield from (covers.cells_of(candidate).astype(np.int32) for candidate in range(problem.candidates))
    else:
        yield covers.indices.astype(np.int32)


def _sha256(arrays) -> str:
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
