# SPDX-License-Identifier: GPL-2.0-or-later
"""Knife-edge diffraction over a fan: Bullington's equivalent edge, for models that have no diffraction of their own.

Source: ITU-R P.526-15 §4.1 eq. (31) for J(v), §4.5.1 for the equivalent edge (without the empirical term that
belongs to delta-Bullington).
"""

import numpy as np

LOOK_BACK_M = 150.0  # how far before the receiver its own horizon is searched


def knife_edge_db(v) -> np.ndarray:
    """J(v), the loss of a knife edge, dB; 0 for v <= -0.78 (P.526-15 eq. 31); float32 in, float32 out."""
    v = np.maximum(v, -0.78) - 0.1
    return np.maximum(6.9 + 20 * np.log10(np.sqrt(v * v + 1) + v), 0)


def bullington_loss_db(distance_m, surface_m, receiver_m, horizon, frequency_mhz: float) -> np.ndarray:
    """Knife-edge loss of every point of a fan behind the equivalent edge of its path, float32 (rays, steps).

    Parameters
    ----------
    distance_m : (steps,), evenly spaced from 0
    surface_m, receiver_m : (rays, steps) float32, relative to the antenna, less the earth bulge
    horizon : (rays, steps) float32, greatest slope before each step, from the antenna

    The antenna's horizon is exact; the receiver's is the higher of the antenna's horizon edge and the surface
    within `LOOK_BACK_M` of it, which is where a street's last roof stands.
    """
    step = float(distance_m[1] - distance_m[0])
    d = distance_m.astype(np.float32)
    lags = min(surface_m.shape[1] - 2, int(LOOK_BACK_M / step))
    back = np.full(surface_m.shape, -np.inf, np.float32)
    for lag in range(1, lags + 1):
        rise = surface_m[:, 1:-lag] - receiver_m[:, 1 + lag :]
        rise *= np.float32(1.0 / (lag * step))
        np.maximum(back[:, 1 + lag :], rise, out=back[:, 1 + lag :])
    edge = _edge_steps(surface_m, d, horizon)
    run = np.maximum(d - d[edge], np.float32(step))
    height = np.take_along_axis(surface_m, edge, axis=1)
    np.maximum(back, (height - receiver_m) / run, out=back)
    with np.errstate(invalid="ignore", divide="ignore"):
        at = (receiver_m + back * d) / (horizon + back)
        at = np.clip(at, np.float32(step / 2), np.maximum(d - np.float32(step / 2), np.float32(step / 2)))
        above = at * (horizon - receiver_m / np.maximum(d, np.float32(step)))
        v = above * np.sqrt(np.float32(2 * frequency_mhz / 299.792458) * d / (at * np.maximum(d - at, np.float32(step / 2))))
    return knife_edge_db(np.nan_to_num(v, nan=-1.0, posinf=1e4, neginf=-1.0)).astype(np.float32)


def _edge_steps(surface_m, d, horizon):
    """The step of the antenna's horizon edge before each step, int32."""
    steps = np.arange(d.size, dtype=np.int32)
    raised = np.zeros(horizon.shape, bool)
    raised[:, 1:] = horizon[:, 1:] > horizon[:, :-1]  # the edge is the step before
    edge = np.where(raised, steps - 1, 0)
    return np.maximum.accumulate(edge, axis=1)
