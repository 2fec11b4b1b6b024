# SPDX-License-Identifier: GPL-2.0-or-later
"""Antenna patterns: gain over azimuth and zenith, tilted and turned as the antenna hangs on its mast.

A pattern is a frozen object with `gain_dbi(azimuth_offset_deg, zenith_deg)`: azimuth clockwise from its own
boresight, zenith 0 straight up, 90 the horizon, 102 twelve degrees down. Tilts are positive downwards.

Sources: 3GPP TR 38.901 V17.0.0 table 7.3-1 (element); ITU-R M.2101-0 table 4 (array of elements, correlation);
3GPP TR 36.814 table A.2.1.1-2 (sector by beam widths).
"""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from .errors import InputError

_FLOOR = 1e-6  # of a power ratio: nulls are filled to -60 dB


class AntennaPattern(Protocol):
    """Whatever has a gain in every direction."""

    def gain_dbi(self, azimuth_offset_deg, zenith_deg) -> np.ndarray:
        """Gain in dBi, of the broadcast shape; float32 in, float32 out."""

    @property
    def max_gain_dbi(self) -> float:
        """The greatest gain in any direction."""


@dataclass(frozen=True)
class Omni:
    """The same gain all around, and over the zenith too unless a vertical beam width is given (a collinear pole antenna)."""

    max_gain_dbi: float = 0.0
    vertical_3db_deg: float = 0.0
    electrical_tilt_deg: float = 0.0
    vertical_attenuation_db: float = 20.0

    def gain_dbi(self, azimuth_offset_deg, zenith_deg) -> np.ndarray:
        _, zenith = _pair(azimuth_offset_deg, zenith_deg)
        if self.vertical_3db_deg <= 0:
            return np.full_like(zenith, self.max_gain_dbi)
        vertical = _parabola(zenith - (90 + self.electrical_tilt_deg), self.vertical_3db_deg, self.vertical_attenuation_db)
        return self.max_gain_dbi - vertical


@dataclass(frozen=True)
class Sector:
    """A sector antenna by its beam widths: gain - min(A_H + A_V, front-to-back).

    The TR 38.901 element is `Sector(8.0, 65, 65)`. With a narrow vertical beam it stands for a whole column
    or, for SS-RSRP, for the envelope of the SSB beams (their gain, never the traffic beams').
    """

    max_gain_dbi: float = 8.0
    horizontal_3db_deg: float = 65.0
    vertical_3db_deg: float = 65.0
    electrical_tilt_deg: float = 0.0
    front_to_back_db: float = 30.0
    vertical_attenuation_db: float = 30.0

    def __post_init__(self):
        for name in ("horizontal_3db_deg", "vertical_3db_deg"):
            if not 0 < getattr(self, name) <= 360:
                raise InputError("antenna_beam_width", name=name, value=getattr(self, name))

    def gain_dbi(self, azimuth_offset_deg, zenith_deg) -> np.ndarray:
        azimuth, zenith = _pair(azimuth_offset_deg, zenith_deg)
        horizontal = _parabola(wrap_deg(azimuth), self.horizontal_3db_deg, self.front_to_back_db)
        vertical = _parabola(zenith - (90 + self.electrical_tilt_deg), self.vertical_3db_deg, self.vertical_attenuation_db)
        return self.max_gain_dbi - np.minimum(horizontal + vertical, self.front_to_back_db)


ELEMENT_38901 = Sector()


@dataclass(frozen=True)
class Array:
    """`rows` x `columns` of equal elements with one steered beam: a column of M is `Array(rows=M)`.

    G = G_element + 10 log10(1 + rho (|sum of w v|^2 - 1)); the sum over a uniform array is a product of two
    Dirichlet kernels. Spacings in wavelengths; `beam_tilt_deg` positive downwards, `beam_azimuth_deg` clockwise.
    """

    element: Sector = ELEMENT_38901
    rows: int = 10
    columns: int = 1
    row_spacing: float = 0.5
    column_spacing: float = 0.5
    beam_tilt_deg: float = 0.0
    beam_azimuth_deg: float = 0.0
    correlation: float = 1.0

    def __post_init__(self):
        if self.rows < 1 or self.columns < 1 or not 0 <= self.correlation <= 1:
            raise InputError("antenna_array", rows=self.rows, columns=self.columns, correlation=self.correlation)

    @property
    def max_gain_dbi(self) -> float:
        """At the centre of the beam."""
        return float(self.gain_dbi(self.beam_azimuth_deg, 90.0 + self.beam_tilt_deg))

    def gain_dbi(self, azimuth_offset_deg, zenith_deg) -> np.ndarray:
        azimuth, zenith = _pair(azimuth_offset_deg, zenith_deg)
        theta = np.deg2rad(zenith)
        tilt = math.radians(self.beam_tilt_deg)
        factor = dirichlet(math.pi * self.row_spacing * (np.cos(theta) + math.sin(tilt)), self.rows)
        if self.columns > 1:
            steered = math.cos(tilt) * math.sin(math.radians(self.beam_azimuth_deg))
            across = np.sin(theta) * np.sin(np.deg2rad(azimuth)) - steered
            factor = factor * dirichlet(math.pi * self.column_spacing * across, self.columns)
        factor = np.maximum(1 + self.correlation * (factor - 1), _FLOOR)
        return self.element.gain_dbi(azimuth, zenith) + 10 * np.log10(factor)


def dirichlet(half_phase: np.ndarray, count: int) -> np.ndarray:
    """|sum of `count` phasors 2*half_phase apart|^2 / count: from 0 to `count`."""
    if count == 1:
        return np.ones_like(half_phase)
    below = np.sin(half_phase)
    tiny = np.abs(below) < 1e-4
    ratio = np.sin(count * half_phase) / np.where(tiny, 1, below)
    return np.where(tiny, count, ratio**2 / count)


def sector_gain_dbi(pattern, azimuth_deg: float, mechanical_tilt_deg: float, bearing_deg, zenith_deg) -> np.ndarray:
    """Gain of a mounted antenna towards directions seen from it.

    Parameters
    ----------
    pattern : an `AntennaPattern`
    azimuth_deg : where the antenna points, clockwise from grid north
    mechanical_tilt_deg : positive downwards; turns the whole pattern about its horizontal axis, so that it
        points down in front and up behind (TR 38.901 §7.1.3), unlike an electrical tilt
    bearing_deg, zenith_deg : the directions; broadcast against each other
    """
    bearing, zenith = _pair(bearing_deg, zenith_deg)
    offset = wrap_deg(bearing - float(azimuth_deg))
    if mechanical_tilt_deg == 0:
        return pattern.gain_dbi(offset, zenith)
    return pattern.gain_dbi(*_tilted(offset, zenith, mechanical_tilt_deg))


def zenith_deg(distance_m, height_above_receiver_m) -> np.ndarray:
    """Zenith angle from an antenna to points `distance_m` away and `height_above_receiver_m` lower."""
    return 90 + np.rad2deg(np.arctan2(height_above_receiver_m, distance_m))


def wrap_deg(angle_deg) -> np.ndarray:
    """An angle brought to -180 to 180 degrees."""
    return angle_deg - 360 * np.rint(angle_deg / 360)


def _tilted(offset, zenith, tilt_deg):
    """Directions in the tilted antenna's own frame: offset and zenith, degrees."""
    cos_tilt, sin_tilt = math.cos(math.radians(tilt_deg)), math.sin(math.radians(tilt_deg))
    phi, theta = np.deg2rad(offset), np.deg2rad(zenith)
    flat = np.sin(theta)
    forward, right, up = flat * np.cos(phi), flat * np.sin(phi), np.cos(theta)
    ahead = forward * cos_tilt - up * sin_tilt
    above = forward * sin_tilt + up * cos_tilt
    level = np.hypot(ahead, right)
    return np.rad2deg(np.arctan2(right, ahead)), 90 - np.rad2deg(np.arctan2(above, level))


def _parabola(angle, width_3db_deg, limit_db):
    """12 (angle / width)^2, at most the limit: an attenuation in dB."""
    return np.minimum(12 * (angle / width_3db_deg) ** 2, limit_db)


def _pair(azimuth, zenith):
    """Both as floating arrays of the broadcast shape; float32 stays float32."""
    azimuth, zenith = np.broadcast_arrays(azimuth, zenith)
    kind = np.float32 if np.result_type(azimuth, zenith) == np.float32 else np.float64
    return azimuth.astype(kind, copy=False), zenith.astype(kind, copy=False)
