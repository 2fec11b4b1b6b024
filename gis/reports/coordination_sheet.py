# SPDX-License-Identifier: GPL-2.0-or-later
"""The sheet on which the sites around a protected station are coordinated; HTML with its map inside, so that it stands alone."""

import html
import tempfile
from pathlib import Path
from typing import Any, Dict, List, Mapping, Sequence

from .. import schema
from ..assumptions import assumption_text
from ..handover.coordinates import crs_title, wgs84
from ..messages import text
from ..words import words
from .coordination_map import CoordinationMap

SITES = 50  #: in the table at most, strongest first; the table PAIRS has all
COLUMNS = ("SITE_ID", "PLANNED", "RELATION", "DIST_M", "LOSS_DB", "OFF_AXIS", "I_N_DB", "RX_DBM", "IN_RING", "GIVE_WAY")
_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 11pt/1.5 sans-serif; max-width: 62em; margin: 2em auto; padding: 0 1em; color: #222; }}
h1 {{ font-size: 17pt; }} table {{ border-collapse: collapse; margin: 1em 0; font-size: 10pt; }}
td, th {{ border: 1px solid #999; padding: .15em .6em; text-align: left; }} .n {{ text-align: right; }}
tr.give {{ background: #fbe3da; font-weight: bold; }} figure {{ margin: 1em 0; }} figure svg {{ width: 30em; height: auto; }}
small {{ color: #555; }}
</style></head><body><h1>{title}</h1>{body}</body></html>
"""


def coordination_sheet(network, finding, row: Mapping[str, Any], pairs: Sequence[Dict[str, Any]], time, assumed: Sequence[str], crs) -> str:
    """The sheet of a station.

    row : the station's row of PROT_RX; pairs : a row per site (`COLUMNS`), strongest first; crs : of the plan. Raises OSError.
    """
    station = finding.station
    values = {
        "name": html.escape(station.name or station.station_id), "low": station.frequency_low_mhz, "high": station.frequency_high_mhz,
        "i_n": _figure(finding.i_n_db), "limit": station.criterion_db, "received": _figure(finding.received_dbm),
        "time": time if station.time_percent is None else station.time_percent,
        "saturation": station.saturation_dbm, "spfd": station.spfd_limit_db,
    }  # fmt: skip
    what = "what" if station.spfd_limit_db is None else "what_ra769"
    parts = [f"<p>{text(f'interference_sheet_{part}', **values)}</p>" for part in (what, finding.verdict)]
    if row.get("SENS") in (1, "1"):
        parts.insert(0, f"<p>{words('coordination.sensitive')}</p>")
    notes = "".join(f"<li>{html.escape(assumption_text(code))}</li>" for code in assumed)
    parts += [_facts(station, row, crs), _map(network, finding, row), _table(station, pairs)]
    parts += [f"<p>{text('interference_sheet_basis', **values)}</p>", f"<ul>{notes}</ul>"]
    return _PAGE.format(title=text("interference_sheet_title", **values), body="".join(parts))


def _facts(station, row, crs) -> str:
    """What the station is, where, and by what it is judged."""
    table, unknown = schema.table("PROT_RX"), words("coordination.unknown")
    lon, lat = wgs84(crs).degrees(station.x_m, station.y_m)
    metres = words("coordination.east_north", x=station.x_m, y=station.y_m, crs=crs_title(crs))
    kept = ("SRC_BUREAU", "SRC_FILE", "SRC_DATE")
    source = "，".join(str(row[name]) for name in kept if row.get(name)) or unknown
    facts: List[tuple] = [
        (words("coordination.station"), html.escape(" ".join(part for part in (station.station_id, station.name) if part))),
        (words("coordination.kind"), html.escape(table.field("RX_TYPE").meaning(row.get("RX_TYPE")) or unknown)),
        (words("coordination.degrees"), f"{lon:.6f}°, {lat:.6f}°"),
        (words("coordination.metres"), html.escape(metres)),
        (words("coordination.band"), f"{station.frequency_low_mhz:g}–{station.frequency_high_mhz:g} MHz"),
        (words("coordination.dish"), _antenna(station, row)),
        (words("coordination.criterion"), _criterion(station, row)),
        (words("coordination.contact"), html.escape(str(row.get("CONTACT") or unknown))),
        (words("coordination.source"), html.escape(source)),
    ]
    return "<table>" + "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in facts) + "</table>"


def _antenna(station, row) -> str:
    if station.spfd_limit_db is not None:
        return words("coordination.telescope", height=station.height_m)
    if station.dish_m == 0 and station.antenna is None:
        return words("coordination.round", height=station.height_m)
    values = {"height": station.height_m, "dish": station.dish_m, "azimuth": station.azimuth_deg, "elevation": station.elevation_deg}
    said = words("coordination.beam", **values)
    name = f"ITU-R {station.pattern}" if station.antenna is None else station.antenna.name
    said += words("coordination.pattern", pattern=html.escape(name))
    return said + (words("coordination.assumed") if any(row.get(name) is None for name in ("ANT_H", "AZ", "EL")) else "")


def _criterion(station, row) -> str:
    """The criterion, who says so, and whether it is official."""
    if station.spfd_limit_db is not None:
        return words("coordination.ra769", spfd=station.spfd_limit_db)
    return words("coordination.usual" if row.get("IN_LIM") is None else "coordination.entered", limit=station.criterion_db)


def _map(network, finding, row) -> str:
    """The map as SVG within the page; nothing for a station around which there is no site."""
    station, chosen = finding.station, set(finding.coordinate)
    if not finding.entries:
        return ""
    strongest = sorted(finding.entries, key=lambda entry: -entry.i_n_db)
    sites = [(network.sites[one.site_index], one.site_index in chosen) for one in strongest]
    places = [(site.x_m - station.x_m, site.y_m - station.y_m, site.site_id, wanted) for site, wanted in sites]
    aimed = station.dish_m > 0 or station.antenna is not None
    looks = row.get("AZ") is not None and aimed and station.spfd_limit_db is None
    rings = [ring for ring in (1000.0 * station.co_channel_km, station.adjacent_m) if ring > 0]
    drawn = CoordinationMap(places, station.azimuth_deg if looks else None, rings)
    with tempfile.TemporaryDirectory() as folder:
        said = drawn.save_svg(Path(folder) / "map.svg").read_text(encoding="utf-8")
    return f"<figure>{said[said.index('<svg') :]}<figcaption><small>{words('coordination.map')}</small></figcaption></figure>"


def _table(station, pairs) -> str:
    """The strongest sites, heads and codes in words."""
    excess = {} if station.spfd_limit_db is None else {"I_N_DB": "coordination.excess"}
    heads = "".join(f"<th>{words(excess.get(name, f'coordination.{name}'))}</th>" for name in COLUMNS)
    lines = "".join(_line(pair) for pair in pairs[:SITES])
    first = f"<p>{words('coordination.first', shown=SITES, count=len(pairs))}</p>" if len(pairs) > SITES else ""
    return f"{first}<table><tr>{heads}</tr>{lines}</table>"


def _line(pair) -> str:
    cells = []
    for name in COLUMNS:
        value = pair[name]
        if name == "PLANNED":
            value = words("coordination.planned" if value else "coordination.existing")
        elif name == "RELATION":
            value = words(f"coordination.{value}")
        elif name in ("IN_RING", "GIVE_WAY"):
            value = words("coordination.yes" if value else "coordination.no")
        number = " class='n'" if isinstance(value, (int, float)) else ""
        cells.append(f"<td{number}>{'' if value is None else html.escape(str(value))}</td>")
    mark = " class='give'" if pair["GIVE_WAY"] else ""
    return f"<tr{mark}>{''.join(cells)}</tr>"


def _figure(value: float):
    """Two decimals, a dash for what is not finite."""
    return round(value, 2) if abs(value) < float("inf") else "–"
