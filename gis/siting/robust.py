# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan of the workspace under errors of the model and refusals: the draws, and tables of them."""

from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Dict, Iterator, List, Sequence, Tuple

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY

from ...engine.coverage import site_signals
from ...engine.errors import InputError
from ...engine.network import Network
from ...engine.pathloss import PathLossSettings
from ...engine.placement.robust import (
    FIELD,
    REFUSED,
    SHIFT,
    Robustness,
    ShadowField,
    Shift,
    collect,
    covers_under,
    draw_of,
    refusals,
    served_under,
)
from ...engine.progress import SILENT, Progress
from ..messages import tr
from ..workspace import Workspace
from .candidates import rule_book
from .problem import Prepared, cell_weights, prepare
from .quotas import free_rows
from .refine import LONGEST_STEP_M, candidates_of_rows, plan_options

NO_PLAN = "robust_no_plan"
DRAWS = [
    ("KIND", "text"), ("DRAW", "text"), ("REFUSED", "integer"), ("SERVED", "real"), ("LOSS_PCT", "real"), ("REPAIRED", "real"),
    ("REP_LOSS", "real"), ("EXCHANGED", "integer"),
]  # fmt: skip
SITES = [
    ("RES_ID", "text"), ("PLAN_ID", "text"), ("IN_PLAN", "integer"), ("CHOSEN_PCT", "real"), ("ALWAYS", "integer"), ("RES_NAME", "text"),
]  # fmt: skip


@dataclass(frozen=True)
class Uncertainty:
    """What may be otherwise.

    sigma_db : of the model; fields : random fields of that spread; correlation_m : of the fields
    refused_pct : share of the resources that are refused; draws : how many times; seed : of all that is random
    """

    sigma_db: float = 8.0
    fields: int = 5
    correlation_m: float = 50.0
    refused_pct: float = 5.0
    draws: int = 20
    seed: int = 1


@dataclass(frozen=True)
class Tested:
    """The plan, its rows by candidate, and what came out."""

    prepared: Prepared
    rows: Dict[int, Dict[str, Any]]
    unmatched: int
    result: Robustness


def try_plan(workspace: Workspace, given: Uncertainty, progress: Progress = SILENT) -> Tested:
    """Draw after draw; stopping keeps the draws made so far."""
    rows = free_rows(workspace, NO_PLAN)
    prepared = prepare(workspace, plan_options(workspace), progress.part(0.0, 0.25))
    matched = candidates_of_rows(prepared, rows)
    by_candidate = {number: row for number, row in zip(matched, rows) if number is not None}
    if not by_candidate:
        raise InputError("robust_no_candidate", sites=len(rows))
    plan, count = list(by_candidate), len(prepared.candidates)
    cell = prepared.grid.cell_size_m
    errors = [Shift(0.0), Shift(-given.sigma_db), Shift(given.sigma_db)]
    errors += [ShadowField(given.sigma_db, given.correlation_m, cell, given.seed, number + 1) for number in range(given.fields)]
    labels = [(SHIFT, "0"), (SHIFT, f"{-given.sigma_db:+g}"), (SHIFT, f"{given.sigma_db:+g}")]
    labels += [(FIELD, str(number + 1)) for number in range(given.fields)]
    problems = [  # with as many sites as the plan has: else a plan made anew would be a larger one
        (replace(one, max_sites=len(plan)), serves) for one, serves in _problems(workspace, prepared, errors, progress.part(0.25, 0.6))
    ]
    problem, today = problems[0]
    base = today + problem.value(plan)
    resources = prepared.resources()

    def model(number: int):
        part = progress.part(0.6 + 0.15 * number / len(errors), 0.6 + 0.15 * (number + 1) / len(errors))
        part.report(0.0)
        changed, serves = problems[number]
        return [draw_of(changed, plan, serves, *labels[number])]

    def refused_draw(number: int):
        progress.report(0.75 + 0.25 * number / given.draws)
        draw = refusals(problem, plan, today, resources, given.refused_pct, 1, given.seed * 100_003 + number)[0]
        return [replace(draw, label=str(number + 1))]

    parts = [lambda number=number: model(number) for number in range(len(errors))]
    if given.refused_pct > 0:
        parts += [lambda number=number: refused_draw(number) for number in range(given.draws)]
    return Tested(prepared, by_candidate, len(rows) - len(by_candidate), collect(base, plan, count, parts))


def _problems(workspace: Workspace, prepared: Prepared, errors: Sequence, progress: Progress) -> Iterator[Tuple]:
    """Per error the siting problem, and the demand that today's network serves."""
    from scipy import sparse

    demand, required = prepared.demand, prepared.service.required_dbm
    weights = np.where(demand.area, cell_weights(demand, rule_book(workspace).get("area_people_per_ha", {})), 0.0)
    layers = prepared.service.layers
    blocks: List[List[Any]] = [[] for _ in errors]
    columns: List[List[np.ndarray]] = [[] for _ in errors]
    today = np.zeros(len(errors))
    places = [(candidate.resource.x_m, candidate.resource.y_m) for candidate in prepared.candidates]
    for number, layer in enumerate(layers):
        part = progress.part(number / len(layers), (number + 1) / len(layers))
        near = layer.today.near(*prepared.grid.extent_m, prepared.options.radius_m)
        signals = _signals(prepared, near, [True] * len(near.sites), part.part(0.0, 0.2))
        served = served_under(signals, required, errors, [(site.x_m, site.y_m) for site in near.sites])
        wanted = [(weights > 0) & ~cells for cells in served]
        network = prepared.service.layer_networks(prepared.candidates)[number]
        macro = [candidate.is_macro for candidate in prepared.candidates]
        covers = covers_under(_signals(prepared, network, macro, part.part(0.2, 1.0)), len(places), required, wanted, errors, places)
        for k, (matrix, cells) in enumerate(zip(covers, wanted)):
            blocks[k].append(matrix)
            columns[k].append(weights[cells])
            today[k] += float(weights[served[k]].sum())
    for k in range(len(errors)):
        covers = blocks[k][0] if len(layers) == 1 else sparse.hstack(blocks[k], format="csr")
        yield replace(prepared.problem, covers=covers, weights=np.concatenate(columns[k])), float(today[k])


def _signals(prepared: Prepared, network: Network, macro: Sequence[bool], progress: Progress) -> Iterator:
    """What each site gives: poles over their shorter reach, the others over the longer one."""
    options, chosen = prepared.options, prepared.service.chosen
    step = min(options.cell_size_m, LONGEST_STEP_M)

    def part(numbers: List[int], radius_m: float, share: Progress):
        if not numbers:
            return
        settings = PathLossSettings(radius_m, step, options.rx_height_m, chosen.label, chosen.sampling)
        some = Network(tuple(network.sites[number] for number in numbers))
        for index, window, level in site_signals(
            some, prepared.terrain, prepared.grid, settings, chosen.over_fan, None, None, share
        ):  # fmt: skip
            yield numbers[index], window, level

    low = [number for number, high in enumerate(macro) if not high]
    high = [number for number, high in enumerate(macro) if high]
    middle = len(low) / max(1, len(low) + 8 * len(high))
    return chain(
        part(low, options.pole_radius_m, progress.part(0.0, middle)), part(high, options.radius_m, progress.part(middle, 1.0))
    )  # fmt: skip


def draw_rows(tested: Tested) -> List[Dict[str, Any]]:
    """One row per draw."""
    titles = {SHIFT: tr("model off by (dB)"), FIELD: tr("random error field"), REFUSED: tr("refusals")}
    result = tested.result
    return [
        {
            "KIND": titles[draw.kind],
            "DRAW": draw.label,
            "REFUSED": draw.lost,
            "SERVED": round(draw.served, 2),
            "LOSS_PCT": round(result.loss_pct(draw), 3),
            "REPAIRED": round(draw.repaired, 2),
            "REP_LOSS": round(result.loss_pct(draw, True), 3),
            "EXCHANGED": len(set(result.plan) - set(draw.sites)),
        }
        for draw in result.draws
    ]


def site_rows(tested: Tested) -> List[Dict[str, Any]]:
    """One point per resource that was chosen at least once, or is in the plan; those chosen most often first."""
    shares, always = tested.result.chosen_pct(), set(tested.result.always())
    shares = np.where(np.isfinite(shares), shares, 0.0)
    chosen = np.flatnonzero((shares > 0) | np.isin(np.arange(len(shares)), tested.result.plan))
    rows = []
    for number in chosen[np.argsort(-shares[chosen], kind="stable")]:
        resource, row = tested.prepared.candidates[number].resource, tested.rows.get(int(number))
        rows.append(
            {
                "RES_ID": resource.resource_id[:24],
                "PLAN_ID": row["PLAN_ID"] if row else None,
                "IN_PLAN": int(row is not None),
                "CHOSEN_PCT": round(float(shares[number]), 1),
                "ALWAYS": int(int(number) in always),
                "RES_NAME": (resource.road or resource.town or resource.resource_id)[:60],
                "geometry": QgsGeometry.fromPointXY(QgsPointXY(resource.x_m, resource.y_m)),
            }
        )
    return rows
