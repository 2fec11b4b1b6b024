# SPDX-License-Identifier: GPL-2.0-or-later
"""Coordinate cells to numbers: degrees, degrees-minutes-seconds, both in one cell, swapped axes, X as northing."""

import re
from dataclasses import dataclass
from typing import List, Sequence, Tuple

import numpy as np

from .values import half_width, is_missing

_NUMBER = r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d{1,3})?"
_DMS = re.compile(
    r"(?P<before>[NSEW]|北纬|南纬|东经|西经)?\s*(?P<sign>[-+])?(?P<d>\d{1,3}(?:\.\d+)?)\s*(?:°|º|˚|度|d|:|\s)\s*"
    r"(?:(?P<m>\d{1,2}(?:\.\d+)?)\s*(?:′|'|’|‘|`|分|m|:|\s)?\s*)?"
    r"(?:(?P<s>\d{1,2}(?:\.\d+)?)\s*(?:″|\"|”|“|''|′′|秒|s)?\s*)?(?P<after>[NSEW]|北|南|东|西)?",
    re.I,
)
_LETTERED = re.compile(rf"^(?P<before>[NSEW]|北纬|南纬|东经|西经)?[:\s]*(?P<v>{_NUMBER})\s*°?\s*(?P<after>[NSEW])?$", re.I)
_WKT = re.compile(rf"POINT\s*Z?M?\s*\(\s*({_NUMBER})\s+({_NUMBER})", re.I)
_TWO = re.compile(rf"^[^\d+-]*({_NUMBER})[^\d.+-]*[,;/|、\s][^\d.+-]*({_NUMBER})[^\d]*$", re.I)
_LATITUDE_WORDS = ("N", "S", "北纬", "南纬", "北", "南")
_LONGITUDE_WORDS = ("E", "W", "东经", "西经", "东", "西")
_MINUS = ("S", "W", "南纬", "西经", "南", "西")

#: where swapped degrees are told beyond doubt: longitudes and latitudes of China do not overlap
_CHINA_LON, _CHINA_LAT = (73.0, 136.0), (3.0, 54.0)


@dataclass(frozen=True)
class Positions:
    """Coordinates of all rows, x east and y north, not-a-number where a row has none.

    in_degrees: longitude and latitude, else metres; swapped: rows whose two numbers were exchanged;
    unreadable: rows whose cells say something that is no coordinate; empty: rows whose cells say nothing.
    """

    x: np.ndarray
    y: np.ndarray
    in_degrees: bool
    swapped: np.ndarray
    unreadable: np.ndarray
    empty: np.ndarray


def angle(text: str, decimal_comma: bool = False) -> Tuple[float, str]:
    """One angle or length and its axis: "x", "y" or "" where the text does not say. Not-a-number when it is none."""
    try:
        return float(text), ""
    except ValueError:
        pass
    # NFKC would turn ″ into two primes, which the pattern for seconds accepts
    cleaned = half_width(text).strip().replace("′′", '"').upper()
    if decimal_comma or ("," in cleaned and "." not in cleaned and cleaned.count(",") == 1):
        cleaned = cleaned.replace(",", ".")
    lettered = _LETTERED.match(cleaned)
    if lettered:
        return _signed(float(lettered["v"]), lettered["before"], lettered["after"])
    dms = _DMS.fullmatch(cleaned)
    if not dms:
        return np.nan, ""
    minutes, seconds = float(dms["m"] or 0), float(dms["s"] or 0)
    if minutes >= 60 or seconds >= 60:
        return np.nan, ""
    value = float(dms["d"]) + minutes / 60 + seconds / 3600
    return _signed(-value if dms["sign"] == "-" else value, dms["before"], dms["after"])


def _signed(value: float, before, after) -> Tuple[float, str]:
    word = before or after or ""
    axis = "y" if word in _LATITUDE_WORDS else "x" if word in _LONGITUDE_WORDS else ""
    return (-abs(value) if word in _MINUS else value), axis


def pair(text: str) -> Tuple[float, float]:
    """Both coordinates of one cell in the order (x, y) the text names or, unnamed, as they stand."""
    cleaned = half_width(text).strip()
    wkt = _WKT.search(cleaned)
    if wkt:
        return float(wkt[1]), float(wkt[2])
    two = _TWO.match(cleaned)
    if two and not re.search(r"[分秒′″'\"]", cleaned):
        first, second = float(two[1]), float(two[2])
        upper = cleaned.upper()
        latitude_at = min((upper.find(w) for w in ("N", "北", "LAT", "纬") if w in upper), default=-1)
        longitude_at = min((upper.find(w) for w in ("E", "东", "LON", "LNG", "经") if w in upper), default=-1)
        swapped = 0 <= latitude_at < longitude_at
        return (second, first) if swapped else (first, second)
    for separator in (",", ";", "、", "|", "/", "\t"):
        parts = [p for p in cleaned.split(separator) if p.strip()]
        if len(parts) == 2:
            return _ordered(angle(parts[0]), angle(parts[1]))
    found = [m for m in _DMS.finditer(cleaned.upper().replace("′′", '"')) if m["m"] is not None]
    if len(found) == 2:
        return _ordered(angle(found[0][0]), angle(found[1][0]))
    return np.nan, np.nan


def _ordered(first: Tuple[float, str], second: Tuple[float, str]) -> Tuple[float, float]:
    if first[1] == "y" or second[1] == "x":
        return second[0], first[0]
    return first[0], second[0]


def from_two(x_cells: Sequence[str], y_cells: Sequence[str], decimal_comma: bool = False) -> Positions:
    """Positions from two columns; `x_cells` is what the header calls longitude, X or easting."""
    count = len(x_cells)
    x, y = np.full(count, np.nan), np.full(count, np.nan)
    turned = np.zeros(count, dtype=bool)
    for i in range(count):
        first, second = angle(x_cells[i], decimal_comma), angle(y_cells[i], decimal_comma)
        if first[1] == "y" and second[1] != "y" or second[1] == "x" and first[1] != "x":
            first, second = second, first
            turned[i] = True
        x[i], y[i] = first[0], second[0]
    empty = np.fromiter((is_missing(a) and is_missing(b) for a, b in zip(x_cells, y_cells)), dtype=bool, count=count)
    return _finish(x, y, turned, empty)


def from_one(cells: Sequence[str]) -> Positions:
    """Positions from one column that holds both coordinates."""
    both = np.array([pair(cell) for cell in cells], dtype=float).reshape(-1, 2)
    empty = np.fromiter((is_missing(cell) for cell in cells), dtype=bool, count=len(cells))
    return _finish(both[:, 0].copy(), both[:, 1].copy(), np.zeros(len(cells), dtype=bool), empty)


def from_geometry(x: np.ndarray, y: np.ndarray, in_degrees: bool) -> Positions:
    """Positions a geometry brought; its axes are taken as they are, except degrees that can only be the other way round."""
    nothing = np.zeros(len(x), dtype=bool)
    if not in_degrees:
        return Positions(x.copy(), y.copy(), False, nothing, nothing.copy(), ~(np.isfinite(x) & np.isfinite(y)))
    return _finish(x.copy(), y.copy(), nothing, ~(np.isfinite(x) & np.isfinite(y)))


def _finish(x: np.ndarray, y: np.ndarray, turned: np.ndarray, empty: np.ndarray) -> Positions:
    """Degrees or metres, and axes the right way round."""
    known = np.isfinite(x) & np.isfinite(y)
    unreadable = ~known & ~empty
    in_degrees = not known.any() or bool(np.median(np.maximum(np.abs(x[known]), np.abs(y[known]))) <= 360.0)
    with np.errstate(invalid="ignore"):
        swap = _swapped_degrees(x, y) if in_degrees else _swapped_metres(x, y)
    x, y = np.where(swap, y, x), np.where(swap, x, y)
    return Positions(x, y, in_degrees, turned ^ swap, unreadable, empty)


def _swapped_degrees(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    inside = (x >= _CHINA_LAT[0]) & (x <= _CHINA_LAT[1]) & (y >= _CHINA_LON[0]) & (y <= _CHINA_LON[1])
    beyond = (np.abs(x) <= 90.0) & (np.abs(y) > 90.0) & (np.abs(y) <= 180.0)
    return inside | beyond


def _swapped_metres(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Surveyors' X is north: northings of China lie at 1.8e6-6e6, eastings below 1e6 or behind a zone number."""
    x_north = (x > 1.8e6) & (x < 6.0e6)
    y_east = ((y > 1.0e5) & (y < 9.0e5)) | ((y > 1.31e7) & (y < 4.6e7))
    return x_north & y_east


def split_rows(cells: Sequence[str]) -> List[bool]:
    """For each cell, whether it holds both coordinates of a place."""
    return [bool(np.isfinite(pair(cell)).all()) for cell in cells]
