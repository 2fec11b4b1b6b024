# SPDX-License-Identifier: GPL-2.0-or-later
"""3GPP large-scale calibration (R1-165974) through the shipped network and coverage code.

Scenarios of TR 38.901 V17.0.0 table 7.8-1: 19 sites x 3 sectors with wrap-around, 80 % of users indoors on floors
U{1..U{4..8}}, O2I half low, half high loss, independent shadowing per site, one column of 10 elements at half a
wavelength steered to zenith 102 degrees, isotropic receivers with noise figure 9 dB, full buffer. One drop, one seed.
"""

import csv
import math
from collections import namedtuple
from pathlib import Path

import numpy as np
from smartpole.engine.antenna import Array, zenith_deg
from smartpole.engine.coverage import ChannelSum, received_dbm
from smartpole.engine.network import Carrier, Network, Sector, Site
from smartpole.engine.propagation import tr38901, tr38901_o2i

SEED = 38901  # fixed before the first run
USERS = 120_000
PERCENTILES = (5, 10, 20, 50, 80, 90, 95)
TOLERANCE_DB = 1.0
SITE_OF = {"uma": "tower", "umi": "pole"}
SHADOW_DB = {"uma": (4.0, 6.0, 7.0), "umi": (4.0, 7.82, 7.0)}  # LOS, NLOS, indoors

Scenario = namedtuple("Scenario", "model frequency_mhz distance_m height_m nearest_m power_dbm bandwidth_mhz spacing_khz")
SCENARIOS = {
    "UMa-6GHz": Scenario("uma", 6000, 500, 25, 35, 49, 20, 15),
    "UMi-6GHz": Scenario("umi", 6000, 200, 10, 10, 44, 20, 15),
    "UMa-30GHz": Scenario("uma", 30000, 500, 25, 35, 35, 100, 60),
    "UMi-30GHz": Scenario("umi", 30000, 200, 10, 10, 35, 100, 60),
}
#: file name ending -> what it holds
METRICS = {"coupling_loss": "coupling_db", "wideband_sir": "sir_db", "geometry_sinr": "sinr_db"}


def hexagons(distance_m: float):
    """(19, 2) sites around the origin and (7, 2) shifts of the whole cluster; neighbours lie where sectors point."""
    north = np.array([0.0, distance_m])
    second = distance_m * np.array([math.sin(math.radians(60)), math.cos(math.radians(60))])
    cells = [(i, j) for i in range(-2, 3) for j in range(-2, 3) if abs(i + j) <= 2]
    sites = np.array([i * north + j * second for i, j in cells])
    shift = 3 * north + 2 * second  # 9 + 6 + 4 = 19 cells
    turns = [np.deg2rad(60 * k) for k in range(6)]
    shifts = [np.array([[math.cos(a), math.sin(a)], [-math.sin(a), math.cos(a)]]) @ shift for a in turns]
    return sites, np.vstack([[0.0, 0.0], shifts])


def network_of(scenario: Scenario) -> Network:
    """The 57 sectors as the product describes them."""
    blocks = round(scenario.bandwidth_mhz * 1e3 / (12 * scenario.spacing_khz))  # the whole channel is filled
    carrier = Carrier("calibration", scenario.frequency_mhz, scenario.bandwidth_mhz, blocks, scenario.spacing_khz, ("CT",))
    antenna = Array(rows=10, row_spacing=0.5, beam_tilt_deg=12.0)
    sectors = tuple(Sector(carrier, azimuth, 0.0, scenario.height_m, scenario.power_dbm, antenna, 1.0) for azimuth in (0, 120, 240))
    sites, _ = hexagons(scenario.distance_m)
    return Network(tuple(Site(str(i), "", x, y, SITE_OF[scenario.model], sectors) for i, (x, y) in enumerate(sites)))


def drop(scenario: Scenario, rng) -> np.ndarray:
    """(USERS, 2) positions, even over the cells of the sites, none nearer than the scenario allows."""
    sites, _ = hexagons(scenario.distance_m)
    half = scenario.distance_m / 2
    normals = np.array([[math.sin(a), math.cos(a)] for a in np.deg2rad([0, 60, 120])])
    found = np.zeros((0, 2))
    while len(found) < USERS:
        points = rng.uniform(-scenario.distance_m, scenario.distance_m, (USERS, 2))
        inside = (np.abs(points @ normals.T) <= half).all(1) & (np.hypot(*points.T) >= scenario.nearest_m)
        found = np.vstack([found, points[inside]])
    return found[:USERS] + sites[rng.integers(0, len(sites), USERS)]


def simulate(scenario: Scenario, seed: int = SEED):
    """Coupling loss of the server (negative, as the companies give it), SIR and SINR of every user, dB."""
    rng = np.random.default_rng(seed)
    users = drop(scenario, rng)
    indoors = rng.random(USERS) < 0.8
    floors = rng.integers(4, 9, USERS)
    floor = np.floor(rng.random(USERS) * floors) + 1
    height = np.where(indoors, 3 * (floor - 1) + 1.5, 1.5)
    inside_m = np.where(indoors, np.minimum(rng.uniform(0, 25, USERS), rng.uniform(0, 25, USERS)), 0.0)
    high = rng.random(USERS) < 0.5
    through = np.zeros(USERS)
    for kind, chosen in (("low", indoors & ~high), ("high", indoors & high)):
        mean = tr38901_o2i.penetration_loss_db(kind, scenario.frequency_mhz, inside_m[chosen])
        through[chosen] = mean + rng.normal(0, tr38901_o2i.SIGMA_DB[kind], int(chosen.sum()))
    network = network_of(scenario)
    _, shifts = hexagons(scenario.distance_m)
    total = ChannelSum(USERS)
    for site in network.sites:
        place = np.array([site.x_m, site.y_m])
        ways = users[:, None, :] - (place + shifts)[None, :, :]
        away = np.hypot(ways[..., 0], ways[..., 1])
        nearest = away.argmin(1)
        way, distance = ways[np.arange(USERS), nearest], away[np.arange(USERS), nearest]
        loss = site_loss_db(scenario, distance, height, indoors, inside_m, rng) + through
        bearing = np.rad2deg(np.arctan2(way[:, 0], way[:, 1]))
        zenith = zenith_deg(distance, scenario.height_m - height)
        for row in network.sector_rows():
            if row.site is site:
                total.add(row.index, received_dbm(row.sector, bearing, zenith, loss), row.sector.load)
    carrier = network.sites[0].sectors[0].carrier
    epre = network.sites[0].sectors[0].epre_dbm
    return {
        "coupling_db": 10 * np.log10(total.best_mw) - epre,
        "sir_db": total.sinr_db(-400.0),
        "sinr_db": total.sinr_db(carrier.noise_per_resource_element_dbm(9.0)),
    }


def site_loss_db(scenario: Scenario, distance, height, indoors, inside_m, rng):
    """Path loss with shadowing from one site to every user, before penetration."""
    outside = np.maximum(distance - inside_m, 0.0)
    los = rng.random(USERS) < tr38901.los_probability(scenario.model, outside, height)
    loss = tr38901.path_loss_db(
        scenario.model,
        los,
        scenario.frequency_mhz,
        distance,
        scenario.height_m,
        height,
        environment_height_m=environment_height_m(scenario, distance, height, rng),
        extrapolate=True,
    )
    clear, blocked, indoor = SHADOW_DB[scenario.model]
    return loss + rng.normal(0, 1, USERS) * np.where(indoors, indoor, np.where(los, clear, blocked))


def environment_height_m(scenario: Scenario, distance, height, rng):
    """h_E: 1 m in UMi; random for high UMa users (table 7.4.1-1, note 1)."""
    if scenario.model == "umi":
        return 1.0
    g = np.where(distance <= 18, 0.0, 1.25 * (distance / 100) ** 3 * np.exp(-distance / 150))
    c = np.where(height < 13, 0.0, (np.maximum(height - 13, 0) / 10) ** 1.5) * g
    steps = np.maximum(np.floor((height - 1.5 - 12) / 3), 0)
    drawn = 12 + 3 * np.floor(rng.random(USERS) * (steps + 1))
    return np.where((rng.random(USERS) < 1 / (1 + c)) | (height - 1.5 < 12), 1.0, drawn)


def curves(path: Path):
    """Percentile -> (median, least, greatest) of the companies."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {float(row["pct"]): (float(row["median"]), float(row["min"]), float(row["max"])) for row in rows}


def run(folder: Path):
    """[(set, cases, largest error, tolerance)]: against the companies' median in dB, and the share outside their envelope."""
    results = []
    for name, scenario in SCENARIOS.items():
        files = {ending: folder / f"{name}_{ending}.csv" for ending in METRICS}
        present = {ending: path for ending, path in files.items() if path.is_file()}
        if not present:
            continue
        found = simulate(scenario)
        for ending, path in present.items():
            known = curves(path)
            ours = found[METRICS[ending]]
            errors = [abs(float(np.percentile(ours, p)) - known[p][0]) for p in PERCENTILES]
            results.append((f"3GPP {name} {ending} median", len(errors), max(errors), TOLERANCE_DB))
            between = [p for p in known if 5 <= p <= 95]
            outside = [p for p in between if not known[p][1] <= float(np.percentile(ours, p)) <= known[p][2]]
            results.append((f"3GPP {name} {ending} outside envelope", len(between), len(outside) / len(between), 0.0))
    return results


RUNNERS = {"3gpp_calibration_R1-165974": run}
