# SPDX-License-Identifier: GPL-2.0-or-later
"""Who is served today and by whom a candidate would serve, for the users that a plan is made for.

A plan for "any operator" has one layer; one for each operator's users has a layer per network that the operators do not
share, and a cell counts once in every layer in which it is not served.
"""

from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

import numpy as np

from ...engine import gaps
from ...engine.coverage import CoverageSettings, compute_coverage, site_signals
from ...engine.demand import Demand
from ...engine.grid import Grid
from ...engine.layers import weakest_operator
from ...engine.network import OPERATORS, Network
from ...engine.pathloss import PathLossSettings
from ...engine.placement.candidates import Candidate
from ...engine.placement.covers import cover_matrix
from ...engine.progress import Progress
from ...engine.terrain import Terrain
from ..messages import language
from ..readers.model_choice import ModelChoice, choose_model, extrapolated, model_of_label
from ..readers.vectors import preset
from ..workspace import Workspace
from .candidates import candidate_network, equipment_of
from .options import EVERY, SitingOptions

LONGEST_STEP_M = 30.0  #: of a terrain profile


@dataclass(frozen=True)
class Layer:
    """The users of some operators who share their networks; `operators` is empty for those of any operator.

    today : the network that serves them now
    """

    operators: Tuple[str, ...]
    today: Network


@dataclass(frozen=True)
class Service:
    """How signals are computed for a plan, and for whom."""

    options: SitingOptions
    grid: Grid
    terrain: Terrain
    demand: Demand
    chosen: ModelChoice
    layers: Tuple[Layer, ...]
    required_dbm: np.ndarray = field(repr=False)
    equipment: Optional[Dict[str, Any]] = field(default=None, repr=False)
    absent: Tuple[str, ...] = ()

    def notes(self, network: Network) -> Tuple[str, ...]:
        """Codes of what a reader should know: operators left out; where the model is asked outside its range, by what masts."""
        names = preset("network")["operators"]
        left = [f"operator_left_out:{names[code][language()]}" for code in self.absent]
        if not self.options.extrapolate:
            return tuple(left)
        masts = {row.mast for some in (self.layers[0].today, network) for row in some.sector_rows()}
        base = model_of_label(self.chosen.label)
        return (*left, *extrapolated(base, masts, self.options.rx_height_m, max(self.options.radius_m, self.options.pole_radius_m)))

    def served_today(self, progress: Progress) -> Tuple[List[np.ndarray], Tuple[gaps.Share, ...]]:
        """Per layer the cells served by SS-RSRP, bool; and what is attained per level and key area, by SS-SINR too."""
        served, coverages = [], []
        for number, layer in enumerate(self.layers):
            part = progress.part(number / len(self.layers), (number + 1) / len(self.layers))
            coverage = self._coverage(layer.today, part)
            coverages.append(coverage)
            rsrp = np.full(self.grid.shape, np.nan, np.float32) if coverage is None else coverage.ss_rsrp_dbm
            served.append(self._judge(rsrp) == gaps.PASS)
        return served, self._attained(coverages)

    def attained_with(self, networks: Sequence[Network], progress: Progress) -> Tuple[gaps.Share, ...]:
        """What is attained when each layer's network gains the sites of a network of its own."""
        coverages = []
        for number, (layer, more) in enumerate(zip(self.layers, networks)):
            part = progress.part(number / len(self.layers), (number + 1) / len(self.layers))
            coverages.append(self._coverage(Network(layer.today.sites + more.sites), part))
        return self._attained(coverages)

    def covers(self, candidates: Sequence[Candidate], wanted: Sequence[np.ndarray], progress: Progress):
        """The cover matrix over the wanted cells of every layer, side by side."""
        from scipy import sparse

        blocks = []
        for number, (layer, cells) in enumerate(zip(self.layers, wanted)):
            part = progress.part(number / len(self.layers), (number + 1) / len(self.layers))
            network = candidate_network(candidates, layer.operators[:1], equipment=self.equipment)
            blocks.append(cover_matrix(self._signals(network, candidates, part), len(candidates), self.required_dbm, cells))
        return blocks[0] if len(blocks) == 1 else sparse.hstack(blocks, format="csr")

    def network_of(self, candidates: Sequence[Candidate]) -> Network:
        """The sites as they would be built: with the operators that the plan is for."""
        operators = [code for layer in self.layers for code in layer.operators]
        return candidate_network(candidates, operators, equipment=self.equipment)

    def layer_networks(self, candidates: Sequence[Candidate]) -> List[Network]:
        """The sites as each layer's users see them."""
        return [candidate_network(candidates, layer.operators[:1], equipment=self.equipment) for layer in self.layers]

    def _judge(self, ss_rsrp_dbm, ss_sinr_db=None):
        return gaps.judge(self.demand, ss_rsrp_dbm, ss_sinr_db, self.options.indoor_loss_db)

    def _attained(self, coverages) -> Tuple[gaps.Share, ...]:
        some = [coverage for coverage in coverages if coverage is not None]
        if len(some) < len(coverages) or not some:  # an operator without any site serves nobody
            verdict = np.where(self.demand.area, gaps.FAIL, gaps.OUTSIDE).astype(np.uint8)
        else:
            weakest = some[0] if len(some) == 1 else weakest_operator(some)
            verdict = self._judge(weakest.ss_rsrp_dbm, weakest.ss_sinr_db)
        return tuple(gaps.attainment(self.demand, verdict))

    def _coverage(self, network: Network, progress: Progress):
        """The coverage of a network; None where no site is in reach."""
        near = network.near(*self.grid.extent_m, self.options.radius_m)
        if not near.sites:
            return None
        settings = CoverageSettings(self.options.load, preset("network")["noise_figure_db"])
        path_loss = self._path_loss(self.options.radius_m)
        return compute_coverage(
            near, self.terrain, self.grid, path_loss, settings, self.demand.area, self.chosen.over_fan, progress=progress
        )

    def _path_loss(self, radius_m: float) -> PathLossSettings:
        step = min(self.options.cell_size_m, LONGEST_STEP_M)
        return PathLossSettings(radius_m, step, self.options.rx_height_m, self.chosen.label, self.chosen.sampling)

    def _signals(self, network: Network, candidates: Sequence[Candidate], progress: Progress) -> Iterator:
        """What each candidate would give: poles over their shorter reach first, then roofs and towers."""
        poles = [number for number, candidate in enumerate(candidates) if not candidate.is_macro]
        macros = [number for number, candidate in enumerate(candidates) if candidate.is_macro]
        share = len(poles) / (len(poles) + 8.0 * len(macros))  # a patch of a macro site takes about eight times as long
        parts = (
            (poles, self.options.pole_radius_m, progress.part(0.0, share)),
            (macros, self.options.radius_m, progress.part(share, 1.0)),
        )
        return chain.from_iterable(self._signals_of(network, numbers, radius, part) for numbers, radius, part in parts)

    def _signals_of(self, network: Network, numbers: Sequence[int], radius_m: float, progress: Progress) -> Iterator:
        if not numbers:
            return
        some = Network(tuple(network.sites[number] for number in numbers))
        path_loss, model = self._path_loss(radius_m), self.chosen.over_fan
        for index, window, signal in site_signals(some, self.terrain, self.grid, path_loss, model, progress=progress):
            yield numbers[index], window, signal


def service_of(workspace: Workspace, options: SitingOptions, grid: Grid, terrain: Terrain, demand: Demand, today: Network) -> Service:
    """The service of a plan; raises `InputError` for an unknown model or calibration."""
    chosen = choose_model(
        workspace, terrain, options.model, options.calibration, landcover_table=options.landcover_table, extrapolate=options.extrapolate
    )
    required = demand.required_rsrp_dbm()
    if options.indoor_loss_db:
        required = np.where(demand.outdoor, required, required + np.float32(options.indoor_loss_db))
    concerned = operators_concerned(workspace, today)
    layers = tuple(layers_of(options.operator, today, concerned))
    absent = tuple(code for code in OPERATORS if code not in concerned) if options.operator == EVERY else ()
    return Service(options, grid, terrain, demand, chosen, layers, required, equipment_of(workspace), absent)


def operators_concerned(workspace: Workspace, today: Network) -> Tuple[str, ...]:
    """The operators with a site, own or shared, or with demand in the plan; all of them where that is none."""
    asked = {str(row["OPER"]) for row in workspace.rows("DEMAND_PT", ["OPER"])}
    codes = {name: entry["code"] for name, entry in preset("network")["operators"].items()}
    return tuple(code for code in OPERATORS if codes[code] in asked or today.of_operator(code).sites) or OPERATORS


def layers_of(operator: str, today: Network, concerned: Sequence[str] = OPERATORS) -> List[Layer]:
    """The layers of an operator option; operators who share their networks, today's and new ones, are one layer.

    concerned : the operators that "every" means
    """
    if not operator:
        return [Layer((), today)]
    if operator != EVERY:
        return [Layer((operator,), today.of_operator(operator))]
    shared = {code: frozenset(group) for group in preset("network")["shared"] for code in group}
    layers: List[Layer] = []
    for code in concerned:
        network = today.of_operator(code)
        place = next((i for i, layer in enumerate(layers) if _same(layer, network) and code in shared.get(layer.operators[0], ())), None)
        if place is None:
            layers.append(Layer((code,), network))
        else:
            layers[place] = Layer((*layers[place].operators, code), network)
    return layers


def _same(layer: Layer, network: Network) -> bool:
    return layer.today == network
