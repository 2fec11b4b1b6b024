# SPDX-License-Identifier: GPL-2.0-or-later
"""T9: a city in which sites disturb each other, refined on true SINR against the bound of the coverage problem.

Received power over noise is (R/d)^3.5 outside a candidate's clear cells, 3 dB less there, at least 0 dB on the cells it
covers and below 0 dB elsewhere; sites are heard up to three times their radius R; neighbours send on a quarter of their
resources; a cell is served at SINR >= 0 dB. SINR is at most SNR, so the coverage bound holds for the SINR objective.
"""

import numpy as np

LOAD, HEARD, CHANNEL = 0.25, 3.0, (3450.0, 100.0)


class CityRadio:
    """What the candidates of a city give, made when first asked for."""

    def __init__(self, city):
        self.city, self.kept = city, {}

    def __call__(self, candidate: int):
        if candidate not in self.kept:
            self.kept[candidate] = [self._beam(candidate)]
        return self.kept[candidate]

    def _beam(self, candidate: int):
        from smartpole.engine.grid import Window
        from smartpole.engine.placement.sinr_field import Beam

        city, n, cell = self.city, self.city.cells_per_side, self.city.cell_m
        (x, y), radius = city.positions[candidate], city.radius_m[candidate]
        covered = city.covers.indices[city.covers.indptr[candidate] : city.covers.indptr[candidate + 1]]
        reach = int(np.ceil(HEARD * radius / cell)) + 1
        column, row = int(x // cell), int(y // cell)
        top, left = max(0, row - reach), max(0, column - reach)
        bottom, right = min(n, row + reach + 1), min(n, column + reach + 1)
        across = (np.arange(left, right) + 0.5) * cell - x
        down = (np.arange(top, bottom) + 0.5) * cell - y
        distance = np.hypot(across[None, :], down[:, None])
        power = (radius / np.maximum(distance, 15.0)) ** 3.5 * 10**-0.3
        clear = np.zeros(power.shape, bool)
        clear[covered // n - top, covered % n - left] = True
        power = np.where(clear, np.maximum(2 * power, 1.0), np.minimum(power, 0.99))
        power[(distance >= HEARD * radius) & ~clear] = 0.0
        return Beam(CHANNEL, Window(top, left, bottom - top, right - left), power.astype(np.float32), LOAD)


def refine_city(city, p: int, seconds: float, share: float = 0.25) -> dict:
    """Solve the coverage problem in a share of the time, refine in the rest; recounted from scratch."""
    import time

    from smartpole.engine.placement import problem, solver
    from smartpole.engine.placement.sinr_field import Field
    from smartpole.engine.placement.sinr_refine import Exchange, Place, Refinement

    start = time.monotonic()
    x_m, y_m = city.positions.T
    given = problem.build(city.covers, city.weights, max_sites=p, x_m=x_m, y_m=y_m)
    plan = solver.solve(given, share * seconds)
    shape = (city.cells_per_side, city.cells_per_side)
    ones = np.ones(shape)

    def field():
        return Field(city.weights.reshape(shape), ones, ones, {CHANNEL: 1.0})

    radio = CityRadio(city)
    exchange = Exchange(given, given.covers, np.arange(given.cells), int)
    search = Refinement(field(), radio, [Place(site, site, True, False) for site in plan.sites], exchange, most_trials=400)
    refined = search.run(seconds - (time.monotonic() - start))
    again = field()
    for place in refined.places:
        again.add(radio(place.candidate))
    sites = [place.candidate for place in refined.places]
    broken = given.violations(sites) + (["value differs"] if abs(again.value - refined.value) > 1e-6 * again.value else [])
    return {
        "value": again.value, "bound": plan.bound, "gap": 100 * (plan.bound - again.value) / plan.bound,
        "certificate": plan.certificate_bound, "seconds": time.monotonic() - start, "cpu": time.process_time(), "broken": broken,
        "before": refined.before, "exchanges": refined.exchanges, "trials": refined.trials, "history": refined.history[-1],
    }  # fmt: skip
