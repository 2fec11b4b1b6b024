"""Small random siting problems with every kind of rule, and an exact answer by another road."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from smartpole.engine.placement.problem import Row, build


@dataclass
class Small:
    """A problem as plain arrays, before our own code touches it."""

    covers: np.ndarray
    weights: np.ndarray
    cost: np.ndarray
    max_sites: int
    budget: float
    new: np.ndarray
    share: float
    district: np.ndarray
    least: int
    most: int
    keep: list
    x_m: np.ndarray
    y_m: np.ndarray
    spacing_m: float
    groups: np.ndarray

    def problem(self):
        rows = [Row.share_at_least("reuse", ~self.new, self.share)] if self.share else []
        for number in range(3):
            rows.append(Row.at_most(f"most {number}", self.district == number, self.most))
            rows.append(Row.at_least(f"least {number}", self.district == number, self.least))
        return build(
            self.covers, self.weights, cost=self.cost, max_sites=self.max_sites, budget=self.budget, rows=rows, keep=self.keep,
            x_m=self.x_m, y_m=self.y_m, spacing_m=self.spacing_m, groups=self.groups,
        )  # fmt: skip

    def broken(self, sites):
        """Which rules a plan breaks, counted without our code."""
        sites = list(sites)
        inside = np.isin(np.arange(len(self.cost)), sites)
        kept = np.isin(sites, self.keep)
        faults = []
        tests = {
            "sites": len(set(sites)) == len(sites) <= self.max_sites,
            "budget": self.cost[sites].sum() <= self.budget + 1e-6,
            "keep": inside[self.keep].all(),
            "reuse": not self.share or (~self.new)[sites].sum() >= self.share * len(sites) - 1e-6,
        }
        for number in range(3):
            tests[f"district {number}"] = self.least <= (inside & (self.district == number)).sum() <= self.most
        faults += [name for name, holds in tests.items() if not holds]
        for one in range(len(sites)):
            for other in range(one):
                a, b = sites[one], sites[other]
                near = np.hypot(self.x_m[a] - self.x_m[b], self.y_m[a] - self.y_m[b]) < self.spacing_m
                if (near or self.groups[a] == self.groups[b]) and not (kept[one] and kept[other]):
                    faults.append(f"pair {a} {b}")
        return faults

    def value(self, sites):
        return float(self.weights[self.covers[list(sites)].any(axis=0)].sum())

    def optimum(self, targets=()):
        """The best value by HiGHS on the plain formulation, None when there is no plan; targets: (amounts, least) over cells."""
        m, n = self.covers.shape
        rows, limits = [np.ones(m), self.cost], [self.max_sites, self.budget]
        if self.share:
            rows.append(np.where(self.new, self.share, self.share - 1))
            limits.append(0)
        for number in range(3):
            rows += [(self.district == number).astype(float), -(self.district == number).astype(float)]
            limits += [self.most, -self.least]
        kept = set(self.keep)
        for a in range(m):
            for b in range(a):
                near = np.hypot(self.x_m[a] - self.x_m[b], self.y_m[a] - self.y_m[b]) < self.spacing_m
                if (near or self.groups[a] == self.groups[b]) and not (a in kept and b in kept):
                    row = np.zeros(m)
                    row[[a, b]] = 1
                    rows.append(row)
                    limits.append(1)
        over_sites = sparse.hstack([sparse.csr_matrix(np.array(rows)), sparse.csr_matrix((len(rows), n))])
        served = sparse.hstack([-sparse.csr_matrix(self.covers.T.astype(float)), sparse.eye(n)])
        lower = np.zeros(m + n)
        lower[self.keep] = 1
        limits = np.append(limits, np.zeros(n))
        matrix = sparse.vstack([over_sites, served])
        for amounts, least in targets:
            matrix = sparse.vstack([matrix, sparse.csr_matrix(np.append(np.zeros(m), -np.asarray(amounts)))])
            limits = np.append(limits, -least)
        answer = milp(
            -np.append(np.zeros(m), self.weights),
            constraints=[LinearConstraint(matrix.tocsc(), -np.inf, limits)],
            integrality=np.append(np.ones(m), np.zeros(n)),
            bounds=Bounds(lower, 1),
            options={"mip_rel_gap": 0},
        )
        return None if answer.x is None else -answer.fun


def small(seed: int) -> Small:
    """A problem of 12 to 40 candidates; about a third of the seeds lack a kind of rule, some have weights of 1e9."""
    rng = np.random.default_rng(seed)
    m, n = int(rng.integers(12, 40)), int(rng.integers(20, 120))
    x_m, y_m = rng.uniform(0, 1000, m), rng.uniform(0, 1000, m)
    cells = rng.uniform(0, 1000, (n, 2))
    covers = np.hypot(x_m[:, None] - cells[:, 0], y_m[:, None] - cells[:, 1]) < rng.uniform(120, 330, m)[:, None]
    weights = np.round(rng.lognormal(0, 1, n) * rng.choice([1, 100, 1e9]), 3) * (rng.random(n) > 0.2)
    weights[0] = max(weights[0], 1.0)
    cost = np.round(rng.uniform(1, 5, m), 2)
    max_sites = int(rng.integers(3, 9))
    groups = np.arange(m)
    if rng.random() < 0.7:
        groups[: 2 * (m // 4)] = np.repeat(np.arange(m // 4), 2)
    return Small(
        covers=covers, weights=weights, cost=cost, max_sites=max_sites,
        budget=float(rng.uniform(2, 4) * max_sites) if rng.random() < 0.7 else 1e6,
        new=rng.random(m) < 0.5, share=float(rng.choice([0, 0.5, 0.8])),
        district=rng.integers(0, 3, m), least=int(rng.random() < 0.4), most=int(rng.integers(2, 9)),
        keep=sorted(rng.choice(m, int(rng.integers(0, 3)), replace=False).tolist()),
        x_m=x_m, y_m=y_m, spacing_m=float(rng.choice([0, 60, 150])), groups=groups,
    )  # fmt: skip
