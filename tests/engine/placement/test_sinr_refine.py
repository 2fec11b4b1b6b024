# SPDX-License-Identifier: GPL-2.0-or-later
"""Refining a plan on true SINR: the kept value is the recomputed one, the search never loses, the bound holds."""

import itertools

import numpy as np
import pytest

pytest.importorskip("scipy")

from smartpole.engine.antenna import Omni
from smartpole.engine.antenna import Sector as SectorAntenna
from smartpole.engine.coverage import CoverageSettings, compute_coverage
from smartpole.engine.errors import Cancelled, InputError
from smartpole.engine.grid import Grid, Window
from smartpole.engine.network import Carrier, Network, Sector, Site
from smartpole.engine.pathloss import PathLossSettings, tr38901_statistical
from smartpole.engine.placement.problem import build
from smartpole.engine.placement.sinr_bound import bound_of_directions, bound_of_plan
from smartpole.engine.placement.sinr_field import Arriving, Beam, Field
from smartpole.engine.placement.sinr_layers import Layers
from smartpole.engine.placement.sinr_radio import Freedom, PatchRadio
from smartpole.engine.placement.sinr_refine import Exchange, Place, Refinement
from smartpole.engine.progress import Progress
from smartpole.engine.terrain import Terrain

SHAPE = (24, 30)
CHANNELS = ((3450.0, 100.0), (2600.0, 60.0))
NOISE = {channel: 10**-12.0 for channel in CHANNELS}


def random_beams(rng, count=1):
    beams = []
    for _ in range(count):
        row, column = rng.integers(0, SHAPE[0] - 6), rng.integers(0, SHAPE[1] - 6)
        rows, columns = rng.integers(4, SHAPE[0] - row + 1), rng.integers(4, SHAPE[1] - column + 1)
        power = 10 ** (rng.uniform(-13, -8, (rows, columns)))
        power[rng.random((rows, columns)) < 0.2] = 0
        beams.append(Beam(CHANNELS[rng.integers(2)], Window(row, column, rows, columns), power.astype(np.float32), rng.choice([0.3, 1.0])))
    return beams


def recount(weights, required_mw, ratio, beams):
    """The value from the definition, one cell and one channel at a time, in float64."""
    value = 0.0
    for row, column in itertools.product(*map(range, SHAPE)):
        best, good = 0.0, False
        for channel in sorted(CHANNELS):
            heard = []
            for beam in beams:
                w = beam.window
                if beam.channel == channel and w.row <= row < w.row + w.rows and w.column <= column < w.column + w.columns:
                    heard.append((float(beam.power_mw[row - w.row, column - w.column]), beam.load))
            if not heard or max(heard)[0] <= best:
                continue
            place = int(np.argmax([power for power, _ in heard]))
            others = sum(power * load for i, (power, load) in enumerate(heard) if i != place)
            best, good = heard[place][0], heard[place][0] / (others + NOISE[channel]) >= ratio[row, column]
        if good and best >= required_mw[row, column]:
            value += weights[row, column]
    return value


@pytest.mark.parametrize("seed", range(4))
def test_kept_value_is_the_recounted_one(seed):
    rng = np.random.default_rng(seed)
    weights = rng.uniform(0, 3, SHAPE) * (rng.random(SHAPE) < 0.8)
    required, ratio = 10 ** rng.uniform(-11, -9, SHAPE), 10 ** rng.uniform(-0.5, 0.5, SHAPE)
    field = Field(weights, required, ratio, NOISE, depth=2)
    ground = random_beams(rng, 3)
    field.ground(ground)
    standing = {}
    for step in range(14):
        if standing and rng.random() < 0.4:
            numbers = list(standing)[rng.integers(len(standing))]
            field.remove(numbers)
            del standing[numbers]
        else:
            beams = random_beams(rng, 2)
            before, promised = field.value, field.gain(Arriving(beams))
            standing[field.add(beams)] = beams
            assert field.value - before == pytest.approx(promised, abs=1e-9), step
        everything = ground + [beam for beams in standing.values() for beam in beams]
        assert field.value == pytest.approx(recount(weights, required, ratio, everything), abs=1e-6), step


def street(rows=30, columns=40, cell=10.0):
    grid = Grid(0.0, rows * cell, cell, rows, columns)
    zeros = np.zeros(grid.shape, np.float32)
    return grid, Terrain(grid, zeros, zeros, None, ())


CARRIER = Carrier("n78", 3450.0, 100.0, 273, 30.0, ("CT",))


def roof(number, x, y, azimuths=(0.0, 120.0, 240.0), tilt=6.0):
    antenna = SectorAntenna(16.0, 65, 10, tilt, 30, 17)
    return Site(str(number), "", x, y, "roof", tuple(Sector(CARRIER, a, 0.0, 25.0, 40.0, antenna) for a in azimuths))


def pole(number, x, y):
    return Site(str(number), "", x, y, "pole", (Sector(CARRIER, 0.0, 0.0, 8.0, 30.0, Omni(8.0, 30.0, 0.0, 15.0)),))


def scene(load=1.0):
    grid, terrain = street()
    path_loss, settings = PathLossSettings(450.0, 10.0, 1.5, "tr38901_statistical"), CoverageSettings(load)
    return PatchRadio(terrain, grid, path_loss, settings, tr38901_statistical), grid, terrain, path_loss, settings


def field_of(grid, level_dbm=-92.0, sinr_db=3.0, seed=0):
    weights = np.random.default_rng(seed).uniform(0.5, 2, grid.shape)
    noise = {CARRIER.channel: 10 ** (CARRIER.noise_per_resource_element_dbm(9.0) / 10)}
    return Field(weights, np.full(grid.shape, 10 ** (level_dbm / 10)), np.full(grid.shape, 10 ** (sinr_db / 10)), noise), weights


def served_by_coverage(sites, radio, weights, level_dbm=-92.0, sinr_db=3.0):
    coverage = compute_coverage(Network(tuple(sites)), radio.terrain, radio.grid, radio.path_loss, radio.settings, None, radio.model)
    served = (coverage.ss_rsrp_dbm >= level_dbm) & (coverage.ss_sinr_db >= sinr_db)
    near = (np.abs(coverage.ss_rsrp_dbm - level_dbm) < 1e-3) | (np.abs(coverage.ss_sinr_db - sinr_db) < 1e-3)
    return float(weights[served].sum()), float(weights[near].sum())


FREEDOM = Freedom(electrical_tilts_deg={"roof": (2.0, 4.0, 6.0, 8.0, 10.0), "pole": (0.0, 4.0)})


def test_turns_help_and_the_network_code_agrees():
    radio, grid, *_ = scene()
    field, weights = field_of(grid)
    today, plan = [pole(90, 200, 20)], [roof(0, 100, 150, (10, 130, 250)), roof(1, 290, 160, (200, 320, 80)), pole(2, 200, 260)]
    field.ground([beam for site in today for beam in radio.beams_of(site)])
    alone = field.value
    unserved = field.missing()
    reaches = radio.reaches(plan, FREEDOM, Layers([field], [None]))
    search = Refinement(field, radio.beams_of, [Place(site) for site in plan], None, FREEDOM.turns_of)
    refined = search.run(20.0)
    for sites, value in ((plan, refined.before), ([place.option for place in refined.places], refined.value)):
        counted, doubtful = served_by_coverage([*today, *sites], radio, weights)
        assert value == pytest.approx(counted, abs=doubtful + 1e-6)
    assert refined.value > refined.before and refined.turns > 0 and refined.exchanges == 0
    for place, site in zip(refined.places, plan):
        assert (place.option.x_m, place.option.y_m) == (site.x_m, site.y_m)
    bound = bound_of_directions(alone, unserved, reaches)
    assert refined.value <= bound.total + 1e-6 and 0 <= bound.gap_percent(refined.value) <= 100


def choice(seed=3, candidates=14, sites=3, spacing_m=60.0):
    """A street with candidates, the rules, and a plan that is not the best."""
    radio, grid, *_ = scene()
    rng = np.random.default_rng(seed)
    network = [pole(i, *rng.uniform((10, 10), (390, 290))) for i in range(candidates)]
    field, weights = field_of(grid, -88.0, 3.0)
    reaches = radio.reaches(network, Freedom(False, False), Layers([field], [None]))
    x_m, y_m = [site.x_m for site in network], [site.y_m for site in network]
    from scipy import sparse

    covers = sparse.lil_matrix((candidates, weights.size), dtype=np.float32)
    for i, cells in enumerate(reaches):
        covers[i, cells] = 1
    rules = build(covers.tocsr(), weights.ravel(), max_sites=sites, x_m=x_m, y_m=y_m, spacing_m=spacing_m)
    plan = next(list(some) for some in itertools.combinations(range(candidates), sites) if not rules.violations(some))
    return radio, field, weights, network, rules, reaches, plan


def test_exchanges_keep_the_rules_and_meet_the_best_plan():
    radio, field, weights, network, rules, reaches, plan = choice()
    exchange = Exchange(rules, rules.covers, np.arange(rules.cells), lambda i: network[i])
    refined = Refinement(field, radio.beams_of, [Place(network[i], i) for i in plan], exchange).run(8.0, visits=400)
    best, doubt = 0.0, 0.0
    for some in itertools.combinations(range(len(network)), len(plan)):
        if not rules.violations(some):
            best, doubt = max((best, doubt), served_by_coverage([network[i] for i in some], radio, weights, -88.0))
    assert refined.value >= 0.99 * best and refined.value <= best + doubt + 1e-6 and refined.exchanges > 0
    assert rules.violations([place.candidate for place in refined.places]) == []
    bound, _ = bound_of_plan(0.0, weights.ravel(), [], reaches, rules, len(plan), 5.0)
    assert best <= bound.total + 1e-6


def test_locked_sites_stay_and_nothing_is_lost():
    radio, field, weights, network, rules, reaches, plan = choice(5)
    exchange = Exchange(rules, rules.covers, np.arange(rules.cells), lambda i: network[i])
    places = [Place(network[i], i, may_move=k > 0, may_turn=False) for k, i in enumerate(plan)]
    refined = Refinement(field, radio.beams_of, places, exchange, FREEDOM.turns_of).run(2.0)
    assert refined.places[0] == places[0] and refined.value >= refined.before
    again, _ = field_of(radio.grid, -88.0, 3.0)
    for place in refined.places:
        again.add(radio.beams_of(place.option))
    assert again.value == pytest.approx(refined.value, abs=1e-6)


def test_stopping_keeps_the_best_so_far():
    radio, field, weights, network, rules, reaches, plan = choice(7)
    exchange = Exchange(rules, rules.covers, np.arange(rules.cells), lambda i: network[i])
    asked = []

    def stop():
        asked.append(1)
        return len(asked) > 4

    refined = Refinement(field, radio.beams_of, [Place(network[i], i) for i in plan], exchange).run(30.0, Progress(is_cancelled=stop))
    assert refined.stopped and refined.value >= refined.before and refined.seconds < 20
    with pytest.raises(Cancelled):
        Progress(is_cancelled=stop).check()


def test_each_operators_users_count():
    """A site of one operator serves its layer alone; a shared one serves both; taken out, all is as before."""
    radio, grid, *_ = scene()
    other = Carrier("n41", 2565.0, 100.0, 273, 30.0, ("CM",))
    alone = pole(1, 100, 100)
    both = Site("2", "", 250.0, 200.0, "pole", (alone.sectors[0], alone.sectors[0].turned(carrier=other)))
    noise = {carrier.channel: 10 ** (carrier.noise_per_resource_element_dbm(9.0) / 10) for carrier in (CARRIER, other)}
    ones = np.ones(grid.shape)
    layers = Layers([Field(ones, ones * 1e-9, ones, noise) for _ in range(2)], ["CT", "CM"])
    numbers = layers.add(radio.beams_of(alone))
    assert layers.fields[0].value > 0 and layers.fields[1].value == 0
    before, promised = layers.value, layers.gain(layers.arriving(radio.beams_of(both)))
    layers.add(radio.beams_of(both))
    assert layers.value - before == pytest.approx(promised) and layers.fields[1].value > 0
    assert len(layers.missing()) == 2 * ones.size and layers.missing().sum() == pytest.approx(2 * ones.size - layers.value)
    layers.remove(numbers)
    empty = Layers([Field(ones, ones * 1e-9, ones, noise) for _ in range(2)], ["CT", "CM"])
    empty.add(radio.beams_of(both))
    assert layers.value == pytest.approx(empty.value)


def test_bad_input_is_named():
    grid, _ = street()
    ones = np.ones(grid.shape)
    with pytest.raises(InputError):
        Field(ones, np.ones((2, 2)), ones, NOISE)
    with pytest.raises(InputError):
        Field(ones, ones, ones, {})
    with pytest.raises(InputError):
        Field(-ones, ones, ones, NOISE)
    with pytest.raises(InputError):
        Freedom(turns_deg=(float("nan"),))
