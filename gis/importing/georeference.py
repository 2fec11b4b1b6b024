# SPDX-License-Identifier: GPL-2.0-or-later
"""From the numbers a file gives to positions: which datum or CRS they are in, how that is known, and where they lie."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Sequence, Tuple

import numpy as np

from ...engine import coordinates
from ...engine.errors import InputError, RangeError
from .datum_suggestion import Suggestion, suggest
from .positions import Positions
from .rawtable import Note, RawTable
from .reference import Reference

_ZONES = tuple(f"EPSG:{code}" for code in range(4534, 4555))
_HINTS = (
    ("BD09", re.compile(r"bd-?09|百度|baidu", re.I)),
    ("GCJ02", re.compile(r"gcj-?02|火星|高德|腾讯|amap|tencent", re.I)),
    ("CGCS2000", re.compile(r"cgcs2000|国家2000|2000国家|2000坐标|大地2000", re.I)),
    ("WGS84", re.compile(r"wgs-?_?84", re.I)),
)
_MERIDIAN = re.compile(
    r"(?:中央经线|中央子午线|l0|central.?meridian)\D{0,4}(\d{2,3})(?!\d)|(?<!\d)(\d{2,3})\s*(?:°|度)?\s*(?:中央经线|中央子午线)", re.I
)
_EPSG = re.compile(r"epsg\W{0,2}(\d{4,6})", re.I)
_ZONE = re.compile(r"(?:第\s*|带号\D{0,2})(2[5-9]|3\d|4[0-5])(?:\s*带)?|(?<!\d)(2[5-9]|3\d|4[0-5])\s*带")
_LOCAL = re.compile(r"xian[ _]?1980|beijing[ _]?1954|new[ _]beijing", re.I)
_CODES = {"CGCS2000": "1", "WGS84": "2", "GCJ02": "3", "BD09": "4"}


@dataclass(frozen=True)
class Placed:
    """Where the rows lie: WGS 84 degrees, and how that was known.

    datum: one of `DATUMS` or "" for another CRS; crs: the CRS the numbers are in ("" for plain degrees);
    how: message key; suggestion: the comparison with a reference, if one was made; by_row: the datum of every row, where rows state it.
    """

    lon: np.ndarray
    lat: np.ndarray
    datum: str
    crs: str
    how: str
    notes: Tuple[Note, ...] = ()
    suggestion: Optional[Suggestion] = None
    by_row: Tuple[str, ...] = ()

    def source_code(self, row: int) -> Optional[str]:
        """The code of field SRC_CRS for a raw row."""
        datum = self.by_row[row] if self.by_row else self.datum
        if datum:
            return _CODES[datum]
        return "1" if re.fullmatch(r"EPSG:(449[1-9]|45[0-4]\d|455[0-4]|4490)", self.crs) else None


def hints(raw: RawTable) -> Tuple[str, str]:
    """(datum, CRS) that headers, title, sheet or file name speak of; empty where they say nothing or several things."""
    texts = (" ".join((*raw.names, *raw.groups)), f"{raw.title} {raw.sheet}", Path(raw.path).stem)
    datum = next((found[0] for found in ([d for d, p in _HINTS if p.search(text)] for text in texts) if len(found) == 1), "")
    crs = ""
    for text in texts:
        epsg, meridian, zone = _EPSG.search(text), _MERIDIAN.search(text), _ZONE.search(text)
        if epsg:
            crs = f"EPSG:{epsg[1]}"
        elif meridian and int(meridian[1] or meridian[2]) % 3 == 0 and 75 <= int(meridian[1] or meridian[2]) <= 135:
            crs = f"EPSG:{coordinates.cgcs2000_epsg(int(meridian[1] or meridian[2]))}"
        elif zone:
            crs = f"EPSG:{coordinates.cgcs2000_epsg(3 * int(zone[1] or zone[2]))}"
        if crs:
            break
    return datum, crs


def crs_code(text: str) -> str:
    """ "EPSG:4549" for "4549", "epsg:4549" or "EPSG:4549"; other authorities and WKT as they are."""
    text = text.strip()
    if text.isdigit():
        return f"EPSG:{text}"
    return f"EPSG:{text[5:].strip()}" if text.lower().startswith("epsg:") else text


def check_declared(declared: str) -> str:
    """The declared datum in our spelling: "auto", one of `DATUMS` or a CRS. Raises `InputError` for anything else."""
    name = declared.strip().upper().replace("-", "").replace(" ", "").replace("_", "")
    if name in ("", "AUTO"):
        return "auto"
    for datum in coordinates.DATUMS:
        if name == datum:
            return datum
    crs = crs_code(declared)
    refuse_local(crs)
    unknown = InputError("datum_unknown", datum=declared, known=", ".join(coordinates.DATUMS))
    if not _names_a_crs(crs):
        raise unknown
    try:
        coordinates.transform(0.0, 0.0, crs, "EPSG:4326")
    except RangeError as error:
        raise unknown from error
    return crs


def _names_a_crs(text: str) -> bool:
    """A code, WKT, a PROJ string or the whole name of a CRS; PROJ itself takes "foo" for Amersfoort."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    if any(sign in text for sign in ":[+{"):
        return True
    try:
        return CRS.from_user_input(text).name.casefold() == text.casefold()
    except CRSError:
        return False


def refuse_local(crs: str) -> None:
    """Raise `InputError` for Xi'an 1980 and Beijing 1954: their parameters to CGCS2000 are secret and must not be guessed."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        name = CRS.from_user_input(crs).geodetic_crs
    except CRSError:
        return
    if name is not None and _LOCAL.search(name.name.replace("'", "")):
        raise InputError("datum_local", crs=crs, name=name.name)


def _is_degrees(crs: str) -> bool:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return CRS.from_user_input(crs).is_geographic
    except CRSError as error:
        raise InputError("crs_unknown", crs=crs[:60], details=str(error)) from error


def layer_in_degrees(raw: RawTable) -> bool:
    """Whether a layer's geometry is in degrees, by its numbers and, where these could be either, its CRS."""
    known = np.isfinite(raw.x) & np.isfinite(raw.y)
    if not known.any():
        return bool(raw.crs) and _is_degrees(raw.crs)
    largest = float(np.median(np.maximum(np.abs(raw.x[known]), np.abs(raw.y[known]))))
    return largest <= 360 and (not raw.crs or largest > 1 or _is_degrees(raw.crs))


def believed_crs(raw: RawTable) -> str:
    """The CRS of a layer, unless its numbers cannot be in it (a .prj in degrees beside metres, or the other way round)."""
    if raw.x is None or not raw.crs or _is_degrees(raw.crs) != layer_in_degrees(raw):
        return ""
    return raw.crs


@dataclass(frozen=True)
class Rows:
    """What rows say of themselves that helps to find their datum: names, and which are buildings."""

    names: Sequence[str] = ()
    buildings: Optional[np.ndarray] = None


@dataclass
class Ground:
    """What is known of the area: its reference layers, its CRS, and the middle of its data."""

    references: Iterator[Reference] = iter(())
    crs: str = ""
    middle: Optional[Tuple[float, float]] = None  # WGS 84 degrees
    _made: List[Reference] = field(default_factory=list, repr=False)

    def each(self) -> Iterator[Reference]:
        """The references, each made when it is first asked for."""
        yield from self._made
        for reference in self.references:
            self._made.append(reference)
            yield reference

    def ask(self, candidates: Dict[str, Tuple[np.ndarray, np.ndarray]], rows: Rows) -> Optional[Suggestion]:
        """The first suggestion a reference makes, else the last "can't tell"; `None` without any reference."""
        found = None
        for reference in self.each():
            found = suggest(candidates, reference, rows.names, rows.buildings)
            if found.datum:
                return found
        return found


def place(positions: Positions, raw: RawTable, declared: str, ground: Ground, rows: Rows = Rows()) -> Placed:
    """Positions of all rows. Raises `InputError` when the datum is neither declared nor to be found out."""
    declared = check_declared(declared)
    crs = believed_crs(raw)
    if crs:
        refuse_local(crs)
    if declared not in ("auto", *coordinates.DATUMS):
        if positions.in_degrees and np.isfinite(positions.x).any() and not _is_degrees(declared):
            raise InputError("datum_needs_metres", crs=declared, path=raw.path)
        lon, lat = coordinates.to_wgs84(positions.x, positions.y, declared)
        return Placed(lon, lat, "", declared, "how_declared")
    if declared == "auto":
        return _found_out(positions, raw, crs, ground, rows)
    if positions.in_degrees or crs:
        x, y = (positions.x, positions.y) if positions.in_degrees else coordinates.to_wgs84(positions.x, positions.y, crs)
        lon, lat = coordinates.to_wgs84(x, y, declared)
        notes = _without_shift(lon, lat, declared)
        return Placed(lon, lat, declared, "" if positions.in_degrees else crs, "how_declared", notes=notes)
    if declared in ("CGCS2000", "WGS84"):
        return _projected(positions, raw, ground, rows, declared)
    raise InputError("datum_needs_degrees", datum=declared, path=raw.path)


def _without_shift(lon: np.ndarray, lat: np.ndarray, declared: str) -> Tuple[Note, ...]:
    """What to tell when a web-map datum is declared for rows that lie where none is used."""
    known = np.isfinite(lon) & np.isfinite(lat)
    outside = int((known & ~coordinates.in_mainland_china(lon, lat)).sum()) if declared in ("GCJ02", "BD09") else 0
    return (Note("note_no_shift", {"count": outside, "datum": declared}),) if outside else ()


def _found_out(positions: Positions, raw: RawTable, crs: str, ground: Ground, rows: Rows) -> Placed:
    """Without a declaration: what the file says, checked against a reference where there is one."""
    hinted, hinted_crs = hints(raw)
    if not crs and not positions.in_degrees:
        return _projected(positions, raw, ground, rows, "auto")
    if crs and not (positions.in_degrees and re.fullmatch(r"EPSG:(4326|4490)|OGC:CRS84", crs)):
        lon, lat = coordinates.to_wgs84(positions.x, positions.y, crs)
    else:
        lon, lat = coordinates.to_wgs84(positions.x, positions.y, "WGS84")
    told = "CGCS2000" if "4490" in crs or (hinted == "CGCS2000") else "WGS84"
    shown_crs = "" if positions.in_degrees else crs
    if not _in_shifted_area(lon, lat):
        return Placed(lon, lat, told if positions.in_degrees and not crs else "", crs, "how_file" if crs else "how_outside_mainland")
    candidates = {told: (lon, lat), **{d: coordinates.to_wgs84(lon, lat, d) for d in ("GCJ02", "BD09")}}
    suggestion = ground.ask(candidates, rows)
    if suggestion is not None and suggestion.datum:
        notes = []
        said = hinted or (told if crs else "")
        if said and said != suggestion.datum and {said, suggestion.datum} != {"WGS84", "CGCS2000"}:
            notes.append(Note("note_datum_contradiction", {"said": said, "found": suggestion.datum}))
        return Placed(*candidates[suggestion.datum], suggestion.datum, shown_crs, "how_reference", tuple(notes), suggestion)
    if hinted in ("GCJ02", "BD09") or (hinted and not crs):
        return Placed(*candidates.get(hinted, (lon, lat)), hinted, shown_crs, "how_hint", (), suggestion)
    if crs:
        note = Note("note_datum_unchecked", {"crs": crs if len(crs) < 40 else "WKT"})
        return Placed(lon, lat, told if positions.in_degrees else "", crs, "how_file", (note,), suggestion)
    raise InputError("datum_undeclared", path=raw.path)


def _in_shifted_area(lon: np.ndarray, lat: np.ndarray) -> bool:
    """Whether positions lie where GCJ-02 and BD-09 differ from WGS 84."""
    return bool(coordinates.in_mainland_china(lon, lat).any())


def _projected(positions: Positions, raw: RawTable, ground: Ground, rows: Rows, declared: str) -> Placed:
    """Metres without a CRS: by zone number, by what the file says, or by where the area lies."""
    known = np.isfinite(positions.x) & np.isfinite(positions.y)
    if not known.any():
        return Placed(positions.x, positions.y, "", "", "how_nothing")
    x, y = float(np.median(positions.x[known])), float(np.median(positions.y[known]))
    prefixed = coordinates.zone_epsg_of_easting(x) if 1.8e6 < y < 6.0e6 else None
    hinted_crs = hints(raw)[1]
    if prefixed is not None:
        return _as(positions, f"EPSG:{prefixed}", "how_zone_prefix")
    if hinted_crs:
        refuse_local(hinted_crs)
        return _as(positions, hinted_crs, "how_hint")
    candidates = {crs: coordinates.to_wgs84(positions.x, positions.y, crs) for crs in _zones(x, y, declared)}
    if ground.crs and declared == "auto":
        candidates.setdefault(ground.crs, coordinates.to_wgs84(positions.x, positions.y, ground.crs))
    candidates = {crs: lonlat for crs, lonlat in candidates.items() if np.isfinite(lonlat[0][known]).mean() > 0.5}
    near = [crs for crs, lonlat in candidates.items() if _near(lonlat, ground.middle)]
    if len(near) == 1:
        return _as(positions, near[0], "how_area")
    if ground.middle is None and ground.crs in candidates:
        return _as(positions, ground.crs, "how_workspace")
    suggestion = ground.ask({crs: candidates[crs] for crs in near or candidates}, rows) if candidates else None
    if suggestion is not None and suggestion.datum:
        return _as(positions, suggestion.datum, "how_reference", suggestion)
    raise InputError("zone_undeclared", path=raw.path, x=round(x), y=round(y))


def _as(positions: Positions, crs: str, how: str, suggestion: Optional[Suggestion] = None) -> Placed:
    lon, lat = coordinates.to_wgs84(positions.x, positions.y, crs)
    return Placed(lon, lat, "", crs, how, (), suggestion)


def _zones(x: float, y: float, declared: str) -> List[str]:
    """The CRSs that numbers of this size can be in, where the file does not say."""
    found = []
    if 1.0e5 < x < 9.0e5 and 1.8e6 < y < 6.0e6 and declared in ("auto", "CGCS2000"):
        found.extend(_ZONES)
    if 8.1e6 < x < 1.51e7 and 1.9e6 < y < 7.2e6 and declared in ("auto", "WGS84"):
        found.append("EPSG:3857")
    return found


def _near(lonlat, middle: Optional[Tuple[float, float]]) -> bool:
    """Whether positions lie within about a degree of the area's middle."""
    if middle is None:
        return False
    lon, lat = np.nanmedian(lonlat[0]), np.nanmedian(lonlat[1])
    return abs(lon - middle[0]) < 1.2 and abs(lat - middle[1]) < 1.0
