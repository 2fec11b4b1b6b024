# SPDX-License-Identifier: GPL-2.0-or-later
"""Compliance boxes as shapes on the ground: one for each sector, at the share of a project and at the limit itself."""

from typing import Any, Dict, Iterator, Sequence, Tuple

from qgis.core import QgsGeometry, QgsPointXY

from ...engine.exposure import Emitter
from ...engine.exposure_boxes import footprint, sector_boxes
from ...engine.network import Site

BOX_FIELDS = (
    ("SITE_ID", "text"), ("SITE_NAME", "text"), ("PLANNED", "integer"), ("AZIMUTH", "real"), ("BANDS", "text"), ("LEVEL", "text"),
    ("SHARE_PCT", "real"), ("FRONT", "real"), ("BACK", "real"), ("SIDE", "real"), ("ABOVE", "real"), ("BELOW", "real"),
    ("TOP_M", "real"), ("BOTTOM_M", "real"),
)  # fmt: skip


def box_rows(by_site: Sequence[Tuple[Site, Sequence[Emitter]]], share: float) -> Iterator[Dict[str, Any]]:
    """Rows of `BOX_FIELDS` with their shape, larger boxes first; emitters are those of the site's sectors, in their order.

    ABOVE and BELOW are distances from the antennas, TOP_M and BOTTOM_M the same above the ground. LEVEL is "share" or "limit".
    """
    for site, emitters in by_site:
        heights = [sector.height_m for sector in site.sectors]
        for level, part in (("share", share), ("limit", 1.0)) if share < 1 else (("limit", 1.0),):
            for one in sector_boxes(emitters, part):
                box = one.box
                corners = [QgsPointXY(*corner) for corner in footprint(box, one.azimuth_deg, site.x_m, site.y_m)]
                bands = sorted({site.sectors[index].carrier.band for index in one.emitters})
                yield {
                    "SITE_ID": site.site_id, "SITE_NAME": site.name, "PLANNED": int(site.planned), "AZIMUTH": one.azimuth_deg,
                    "BANDS": ";".join(bands), "LEVEL": level, "SHARE_PCT": round(100 * part, 2), "FRONT": round(box.front_m, 1),
                    "BACK": round(box.back_m, 1), "SIDE": round(box.side_m, 1), "ABOVE": round(box.above_m, 1),
                    "BELOW": round(box.below_m, 1), "TOP_M": round(max(heights) + box.above_m, 1),
                    "BOTTOM_M": round(max(0.0, min(heights) - box.below_m), 1), "geometry": QgsGeometry.fromPolygonXY([corners]),
                }  # fmt: skip
