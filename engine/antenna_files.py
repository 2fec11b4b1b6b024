# SPDX-License-Identifier: GPL-2.0-or-later
"""Antenna patterns from makers' files: MSI / Planet, and two-column tables of angle and level.

MSI files hold attenuations below the maximum, a horizontal cut clockwise from boresight and a vertical cut whose
0 degrees is the horizon. Their gain is in dBd unless they say dBi (dBi = dBd + 2.15). The vertical cut usually
grows downwards; where the file names an electrical tilt, the main lobe tells which way it grows.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional, Tuple

import numpy as np

from .antenna import _pair, wrap_deg
from .errors import InputError

DBD_TO_DBI = 2.15
_DEFAULT_BACK_DB = 30.0


@dataclass(frozen=True, eq=False)
class CutPattern:
    """A pattern known by two cuts, each 360 attenuations in dB at whole degrees.

    horizontal_db : clockwise from boresight; vertical_db : downwards from the horizon in front, 180 the horizon behind
    Between the cuts the vertical one in front and the one behind are blended by azimuth; the vertical cut comes out
    unchanged in its plane, the horizontal one on the horizon where both agree in front and behind.
    """

    name: str
    max_gain_dbi: float
    horizontal_db: np.ndarray
    vertical_db: np.ndarray
    frequency_mhz: Optional[float] = None
    electrical_tilt_deg: float = 0.0
    notes: Tuple[str, ...] = ()

    def gain_dbi(self, azimuth_offset_deg, zenith_deg) -> np.ndarray:
        azimuth, zenith = _pair(azimuth_offset_deg, zenith_deg)
        down = zenith - 90
        share = np.abs(wrap_deg(azimuth)) / 180
        horizontal, vertical = self.horizontal_db, self.vertical_db
        front = float(horizontal[0]) - _at(vertical, down)
        back = float(horizontal[180]) - _at(vertical, 180 - down)
        return self.max_gain_dbi - np.maximum(_at(horizontal, azimuth) - (1 - share) * front - share * back, 0)


def read_antenna(path, **options) -> CutPattern:
    """A pattern from a file, by its content: MSI / Planet, or a two-column table of the horizontal cut.

    Raises
    ------
    InputError "antenna_file_…" naming the file and what is wrong with it
    """
    path = Path(path)
    text = _decoded(path.read_bytes())
    if re.search(r"^\s*HORIZONTAL\b", text, re.IGNORECASE | re.MULTILINE):
        return parse_msi(text, path.name, **options)
    return parse_table(text, path.name, **options)


def parse_msi(text: str, name: str = "", *, vertical_positive_down: Optional[bool] = None) -> CutPattern:
    """An MSI / Planet file.

    vertical_positive_down : which way the vertical cut grows; None: by the main lobe where the file names an electrical
        tilt, else downwards
    """
    header, cuts = _sections(text, name)
    for cut in ("HORIZONTAL", "VERTICAL"):
        if cut not in cuts:
            raise InputError("antenna_file_no_cut", name=name, cut=cut)
    gain_dbi, notes = _gain(header, name)
    tilt = _tilt(header)
    if max(cut[:, 1].max() for cut in cuts.values()) <= 0.01 and min(cut[:, 1].min() for cut in cuts.values()) < -1:
        cuts = {key: np.stack([cut[:, 0], -cut[:, 1]], axis=1) for key, cut in cuts.items()}
        notes.append("levels_taken_as_relative_gain")
    horizontal, vertical = (_degrees(cuts[cut], name, cut) for cut in ("HORIZONTAL", "VERTICAL"))
    upwards = _grows_upwards(vertical, tilt) if vertical_positive_down is None else not vertical_positive_down
    if upwards:
        vertical = np.roll(vertical[::-1], 1)
        notes.append("vertical_cut_turned")
    frequency = _number(header.get("FREQUENCY", ""))
    return CutPattern(header.get("NAME", name), gain_dbi, horizontal, vertical, frequency, tilt, tuple(notes))


def parse_table(
    text: str,
    name: str = "",
    *,
    vertical_text: Optional[str] = None,
    kind: str = "auto",
    max_gain_dbi: Optional[float] = None,
    vertical_positive_down: bool = True,
) -> CutPattern:
    """Two columns, angle in degrees and level in dB, one table per cut; separators are blanks, commas, semicolons or tabs.

    kind : "attenuation" (positive), "relative" (gain below the maximum, negative), "absolute" (dBi), or "auto":
        told by the signs
    vertical_text : the vertical cut; without it the horizontal cut's shape is used for it, and a note says so
    max_gain_dbi : needed unless the levels are absolute
    """
    notes: List[str] = []
    tables = [_rows(text, name)]
    if vertical_text is None:
        notes.append("vertical_cut_assumed")
    else:
        tables.append(_rows(vertical_text, name))
    levels = np.concatenate([table[:, 1] for table in tables])
    kind = _kind(levels) if kind == "auto" else kind
    if kind == "absolute":
        max_gain_dbi = float(levels.max()) if max_gain_dbi is None else max_gain_dbi
    elif max_gain_dbi is None:
        raise InputError("antenna_file_no_gain", name=name)
    for table in tables:
        table[:, 1] = {"attenuation": table[:, 1], "relative": -table[:, 1], "absolute": levels.max() - table[:, 1]}[kind]
    horizontal = _degrees(tables[0], name, "HORIZONTAL")
    vertical = _degrees(tables[-1], name, "VERTICAL")
    if not vertical_positive_down and vertical_text is not None:
        vertical = np.roll(vertical[::-1], 1)
    return CutPattern(name, float(max_gain_dbi), horizontal, vertical, notes=tuple(notes))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _sections(text, name):
    header: Dict[str, str] = {}
    cuts: Dict[str, np.ndarray] = {}
    rows, current = [], None
    for line in text.splitlines():
        words = line.split()
        if not words:
            continue
        key = words[0].upper()
        if key in ("HORIZONTAL", "VERTICAL"):
            rows, current = cuts.setdefault(key, []), key
        elif current and len(words) >= 2 and _number(words[0]) is not None and _number(words[1]) is not None:
            rows.append((_number(words[0]), _number(words[1])))
        elif current is None or not _is_number(words[0]):
            header.setdefault(key, line.strip()[len(key) :].strip())
            current = current if _is_number(words[0]) else None
        else:
            raise InputError("antenna_file_line", name=name, line=line.strip()[:60])
    return header, {key: np.array(values, float) for key, values in cuts.items() if values}


def _gain(header, name):
    text = header.get("GAIN", "")
    value = _number(text)
    if value is None:
        raise InputError("antenna_file_no_gain", name=name)
    if re.search(r"dBi", text, re.IGNORECASE):
        return value, []
    notes = [] if re.search(r"dBd", text, re.IGNORECASE) else ["gain_taken_as_dbd"]
    return value + DBD_TO_DBI, notes


def _tilt(header) -> float:
    for key in ("ELECTRICAL_TILT", "TILT"):
        value = _number(header.get(key, ""))
        if value is not None:
            return value
    return 0.0


def _grows_upwards(vertical, tilt) -> bool:
    """Whether the main lobe of a vertical cut lies on the other side of the horizon than the electrical tilt says."""
    if abs(tilt) < 1:
        return False
    lobe = wrap_deg(float(np.argmin(np.where(np.abs(wrap_deg(np.arange(360.0))) <= 90, vertical, np.inf))))
    return bool(abs(lobe) >= 1 and lobe * tilt < 0)


def _degrees(rows, name, cut) -> np.ndarray:
    """Attenuations at whole degrees 0 to 359, float32, by linear interpolation around the circle."""
    if len(rows) < 4:
        raise InputError("antenna_file_few_rows", name=name, cut=cut, rows=len(rows))
    if not np.isfinite(rows).all():
        raise InputError("antenna_file_not_finite", name=name, cut=cut)
    angle, first = np.unique(np.mod(rows[:, 0], 360), return_index=True)
    level = rows[first, 1]
    if level.min() < -1:
        raise InputError("antenna_file_negative", name=name, cut=cut, value=float(level.min()))
    if np.diff(np.append(angle, angle[0] + 360)).max() > 181:
        level, angle = _half_circle(level, angle)
    return np.interp(np.arange(360.0), angle, level, period=360).astype(np.float32)


def _half_circle(level, angle):
    """A cut given over one half only: what is missing gets the usual front-to-back ratio."""
    back = np.arange(angle[-1] + 10, angle[0] + 350, 10.0)
    filled = np.full(back.shape, max(_DEFAULT_BACK_DB, float(level.max())))
    return np.append(level, filled), np.append(angle, back)


def _rows(text, name) -> np.ndarray:
    rows = []
    for line in text.splitlines():
        words = [word for word in re.split(r"[\s,;]+", line.strip()) if word]
        if len(words) >= 2 and _is_number(words[0]) and _is_number(words[1]):
            rows.append((float(words[0]), float(words[1])))
    if not rows:
        raise InputError("antenna_file_few_rows", name=name, cut="HORIZONTAL", rows=0)
    return np.array(rows)


def _kind(levels) -> str:
    if levels.max() <= 0.01:
        return "relative"
    return "attenuation" if levels.min() >= -0.01 else "absolute"


def _at(cut, angle_deg):
    """A cut read between its whole degrees."""
    turned = np.mod(angle_deg, 360)
    low = turned.astype(np.int32)
    share = turned - low
    closed = np.append(cut, (cut[0], cut[0]))
    return closed[low] * (1 - share) + closed[low + 1] * share


def _is_number(word) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def _number(text) -> Optional[float]:
    found = re.match(r"\s*[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?", text)
    return float(found.group().replace(",", ".")) if found else None
