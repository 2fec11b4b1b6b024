# SPDX-License-Identifier: GPL-2.0-or-later
"""Reference attenuation of the Irregular Terrain Model: line of sight, diffraction and troposcatter.

Source: Hufford, "The ITS Irregular Terrain Model, the algorithm" (NTIA 1995), equation numbers as there;
ERL 79-ITS 67 (1968) for the line-of-sight region. Arrays are (paths,), pairs of ends (2, paths).
"""

from dataclasses import dataclass

import numpy as np

from .itm_scatter import scatter_attenuation_db

WAVE_NUMBER_PER_MHZ = 1 / 47.7
ACTUAL_EARTH_RADIUS_M = 6370e3


@dataclass(frozen=True)
class Geometry:
    """Paths as the model sees them.

    distance_m, roughness_m, curvature : (paths,); heights_m above ground, effective_m, horizon_m, horizon_rad : (2, paths)
    """

    distance_m: np.ndarray
    heights_m: np.ndarray
    effective_m: np.ndarray
    horizon_m: np.ndarray
    horizon_rad: np.ndarray
    roughness_m: np.ndarray
    curvature: np.ndarray

    @property
    def radius_m(self) -> np.ndarray:
        """Effective earth radius."""
        return 1 / self.curvature

    @property
    def smooth_sight_m(self) -> np.ndarray:
        """Largest line-of-sight distance over a smooth earth."""
        return np.sqrt(2 * self.effective_m * self.radius_m).sum(axis=0)

    @property
    def sight_m(self) -> np.ndarray:
        """Sum of the horizon distances."""
        return self.horizon_m.sum(axis=0)

    @property
    def sight_rad(self) -> np.ndarray:
        """Angular distance of the line-of-sight region."""
        return -np.maximum(self.horizon_rad.sum(axis=0), -self.sight_m / self.radius_m)


def roughness_at(distance_m, roughness_m):
    """Terrain irregularity over a path of finite length (ERL 79-ITS 67 eq. 3)."""
    return roughness_m * (1 - 0.8 * np.exp(-distance_m / 50e3))


def reference_attenuation(geometry: Geometry, frequency_mhz: float, refractivity, impedance: complex, point_to_point: bool):
    """Median attenuation relative to free space, dB, and the mode (1 sight, 2 diffraction, 3 scatter), each (paths,)."""
    g, f = geometry, frequency_mhz
    scale = np.cbrt(g.radius_m**2 / f)
    d3 = np.maximum(g.smooth_sight_m, g.sight_m + 5 * scale)
    d4 = d3 + 10 * scale
    a3, a4 = (_diffraction_db(g, d, f, impedance, point_to_point) for d in (d3, d4))
    slope = (a4 - a3) / (d4 - d3)
    intercept = a3 - slope * d3

    with np.errstate(divide="ignore", invalid="ignore"):
        near = _line_of_sight_region_db(g, f, impedance, slope, intercept)
        a5, a6 = scatter_attenuation_db(g, f, refractivity)
        scatter_slope = (a6 - a5) / 200e3
        cross = (a5 - intercept - scatter_slope * (g.sight_m + 200e3)) / (slope - scatter_slope)
    least = np.maximum(g.smooth_sight_m, g.sight_m + 1.088 * scale * np.log(f))
    reasonable = a5 < 1000
    cross = np.where(reasonable, np.maximum(least, cross), 10e6)
    scatter = np.where(reasonable, scatter_slope, slope) * g.distance_m + np.where(reasonable, slope - scatter_slope, 0) * cross + intercept

    mode = np.where(g.distance_m < g.smooth_sight_m, 1, np.where(g.distance_m > cross, 3, 2))
    loss = np.select([mode == 1, mode == 3], [near, scatter], slope * g.distance_m + intercept)
    return np.maximum(loss, 0), mode


def _line_of_sight_region_db(g, f, impedance, slope, intercept):
    """A curve through up to three points between the antenna and the smooth-earth horizon (ERL 79-ITS 67 eq. 3.16 to 3.21)."""
    edge = g.smooth_sight_m
    at_edge = edge * slope + intercept
    d0 = 0.04 * f * g.effective_m[0] * g.effective_m[1]
    rising = intercept >= 0
    d0 = np.where(rising, np.minimum(d0, 0.5 * g.sight_m), d0)
    d1 = np.where(rising, d0 + 0.25 * (g.sight_m - d0), np.maximum(-intercept / slope, 0.25 * g.sight_m))
    a0, a1 = (_two_ray_db(g, d, f, impedance, slope, intercept) for d in (d0, d1))

    log_edge = np.log(edge / d0)
    numerator = (edge - d0) * (a1 - a0) - (d1 - d0) * (at_edge - a0)
    k2 = np.maximum(numerator / ((edge - d0) * np.log(d1 / d0) - (d1 - d0) * log_edge), 0)
    curved = (d0 < d1) & ((intercept > 0) | (k2 > 0))
    k1 = (at_edge - a0 - k2 * log_edge) / (edge - d0)
    falling = k1 < 0
    k2 = np.where(falling, np.maximum(at_edge - a0, 0) / log_edge, k2)
    k1 = np.where(falling, np.where(k2 == 0, slope, 0), k1)

    straight = np.maximum(at_edge - a1, 0) / (edge - d1)
    k1 = np.where(curved, k1, np.where(straight == 0, slope, straight))
    k2 = np.where(curved, k2, 0)
    return at_edge + k1 * (g.distance_m - edge) + k2 * (np.log(g.distance_m) - np.log(edge))


def _two_ray_db(g, distance, f, impedance, slope, intercept):
    """Attenuation within sight: two rays, weighted with the extended diffraction line (eq. 4.46 to 4.50)."""
    wave_number = f * WAVE_NUMBER_PER_MHZ
    rough = _rms_roughness(roughness_at(distance, g.roughness_m))
    both = g.effective_m.sum(axis=0)
    sine = both / np.hypot(distance, both)
    reflection = (sine - impedance) / (sine + impedance) * np.exp(-np.minimum(10.0, wave_number * rough * sine))
    power = np.abs(reflection) ** 2
    reflection = np.where((power < 0.25) | (power < sine), reflection * np.sqrt(sine / power), reflection)
    phase = wave_number * 2 * g.effective_m[0] * g.effective_m[1] / distance
    phase = np.where(phase > np.pi / 2, np.pi - (np.pi / 2) ** 2 / phase, phase)
    rays = -10 * np.log10(np.abs(np.exp(-1j * phase) + reflection) ** 2)
    weight = 1 / (1 + f * g.roughness_m / np.maximum(10e3, g.smooth_sight_m))
    return weight * rays + (1 - weight) * (slope * distance + intercept)


def _diffraction_db(g, distance, f, impedance, point_to_point):
    """Diffraction attenuation at a distance beyond the horizon: knife edges and smooth earth, weighted by roughness."""
    beyond = distance / g.radius_m - g.sight_rad
    edges = _knife_edges_db(g, distance, f, beyond)
    round_earth = _round_earth_db(g, distance, f, beyond, impedance)
    rough = _rms_roughness(roughness_at(g.smooth_sight_m, g.roughness_m))
    product = g.heights_m[0] * g.heights_m[1]
    clutter = np.minimum(15.0, 5 * np.log10(1 + 1e-5 * product * f * rough))
    low = product + (10.0 if point_to_point else 0.0)
    term = np.sqrt(1 + (g.effective_m[0] * g.effective_m[1] - product) / low)
    roughness = np.minimum(roughness_at(distance, g.roughness_m) * f * WAVE_NUMBER_PER_MHZ, 6283.2)
    q = (term + (g.sight_m - g.sight_rad * g.radius_m) / distance) * roughness
    weight = 25.1 / (25.1 + np.sqrt(q))
    return weight * round_earth + (1 - weight) * edges + clutter


def _knife_edges_db(g, distance, f, beyond):
    gap = distance - g.sight_m
    v2 = 0.0795775 * f * WAVE_NUMBER_PER_MHZ * beyond**2 * g.horizon_m * gap / (gap + g.horizon_m)
    near = 6.02 + 9.11 * np.sqrt(v2) - 1.27 * v2
    far = 12.953 + 10 * np.log10(np.maximum(v2, 1e-12))
    return np.where(v2 < 5.76, near, far).sum(axis=0)


def _round_earth_db(g, distance, f, beyond, impedance):
    """Vogler's three-radii method (eq. 4.20)."""
    radii = np.stack([(distance - g.sight_m) / beyond, *(0.5 * g.horizon_m**2 / g.effective_m)])
    arcs_km = np.stack([radii[0] * beyond, *g.horizon_m]) / 1000
    ratio = np.cbrt(4 / 3 * ACTUAL_EARTH_RADIUS_M / radii)
    k = 0.017778 * ratio * f ** (-1 / 3) / abs(impedance)
    x = (1.607 - k) * ratio**2 * f ** (1 / 3) * arcs_km
    total = x.sum(axis=0)
    gains = _height_function_db(x[1], k[1]) + _height_function_db(x[2], k[2])
    return 0.05751 * total - 10 * np.log10(total) - gains - 20


def _height_function_db(x, k):
    log_x = np.log(np.maximum(x, 1e-12))
    w = -np.log(k)
    low = np.where(
        (k < 1e-5) | (x * w**3 > 5495),
        np.where(x > 1, 17.372 * log_x, 0) - 117.0,
        2.5e-5 * x**2 / k - 8.686 * w - 15.0,
    )
    high = 0.05751 * x - 4.343 * log_x
    blend = 0.0134 * x * np.exp(-0.005 * x)
    middle = (1 - blend) * high + blend * (17.372 * log_x - 117.0)
    return np.select([x < 200, x < 2000], [low, middle], high)


def _rms_roughness(roughness):
    return 0.78 * roughness * np.exp(-0.5 * roughness**0.25)
