# SPDX-License-Identifier: GPL-2.0-or-later
"""What there is to say about a spot on the map, in a planner's words."""

import math
from html import escape
from typing import List

from ...engine.exposure import PROJECT_SHARE
from ...engine.spot import OFF_AXIS_DEG
from ...gis.messages import tr
from ...gis.readers.scene import EXPOSURE_HEIGHT_M, EXPOSURE_RADIUS_M, Spot
from ...gis.schema import table
from ...gis.styles.colours import RSRP_CLASSES
from ..panel.figures import class_name

FAR_M = 300.0


def quality(ss_rsrp_dbm: float) -> str:
    """How good a signal is, in a word."""
    code = next(code for code, low, _colour in RSRP_CLASSES if low is None or ss_rsrp_dbm >= low)
    return class_name(code)


def verdict(spot: Spot) -> str:
    """Who serves the spot, and whether that is enough."""
    if not spot.signals:
        return tr("No site reaches this spot.")
    best = spot.signals[0]
    text = tr("<b>{site}</b> serves this spot: {level:.0f} dBm ({quality}), SS-SINR {sinr:.0f} dB, from {distance:,.0f} m.").format(
        site=best.row.site.name or best.row.site.site_id,
        level=best.ss_rsrp_dbm,
        quality=quality(best.ss_rsrp_dbm),
        sinr=spot.ss_sinr_db,
        distance=best.distance_m,
    )
    if spot.level is None:
        return text + " " + tr("No service level is asked for here.")
    asked = {"code": spot.level.code, "rsrp": spot.level.ss_rsrp_dbm, "sinr": spot.level.ss_sinr_db}
    if spot.meets_level:
        return text + " " + tr("Level {code} is met (asks for {rsrp:g} dBm and {sinr:g} dB).").format(**asked)
    return text + " " + tr("Level {code} is <b>not met</b>: it asks for {rsrp:g} dBm and {sinr:g} dB.").format(**asked)


def reasons(spot: Spot) -> List[str]:
    """Why the signal is not better, the weightiest first."""
    if not spot.signals:
        return []
    best, found = spot.signals[0], []
    if spot.obstacle is not None and spot.obstacle.building:
        found.append(
            tr(
                "Blocked by {name}, {height:.0f} m high, {distance:,.0f} m from here; it stands {above:.0f} m above the line of sight."
            ).format(
                name=spot.obstacle_name or tr("a building"),
                height=spot.obstacle.height_m,
                distance=spot.obstacle.from_spot_m,
                above=spot.obstacle.above_line_m,
            )
        )
    elif spot.obstacle is not None:
        found.append(tr("Blocked by the ground, {distance:,.0f} m from here.").format(distance=spot.obstacle.from_spot_m))
    elif best.line_of_sight:
        found.append(tr("The antenna is in sight."))
    if not math.isnan(best.off_axis_deg) and best.off_axis_deg > OFF_AXIS_DEG:
        found.append(tr("The sector points {angle:.0f}° past this spot.").format(angle=best.off_axis_deg))
    if best.distance_m > FAR_M:
        found.append(tr("The site is far away: {distance:,.0f} m.").format(distance=best.distance_m))
    if spot.level is not None and best.ss_rsrp_dbm >= spot.level.ss_rsrp_dbm and spot.ss_sinr_db < spot.level.ss_sinr_db:
        found.append(tr("The signal is strong enough, but other sectors disturb it."))
    return found


def candidates(spot: Spot) -> List[str]:
    """Which resources could serve the spot, the strongest first."""
    kinds = table("RES_PT").field("RES_TYPE")
    lines = []
    for candidate, signal in spot.candidates:
        line = tr('<a href="resource:{key}">{kind} {key}</a>: {level:.0f} dBm from {distance:,.0f} m').format(
            key=candidate.resource.resource_id,
            kind=kinds.meaning(candidate.resource.kind),
            level=signal.ss_rsrp_dbm,
            distance=signal.distance_m,
        )
        lines.append(line if signal.line_of_sight else line + tr(", not in sight"))
    return lines


def exposure(spot: Spot) -> str:
    """Exposure at the spot against the public limit, in words."""
    found = spot.exposure
    if found.strongest is None:
        return tr("Exposure: no antenna within {radius:.0f} m adds anything that counts.").format(radius=EXPOSURE_RADIUS_M)
    text = tr("Exposure at {height:g} m: {share} of the public limit (GB 8702-2014), {verdict}.").format(
        height=EXPOSURE_HEIGHT_M, share=percent(found.share), verdict=exposure_verdict(found.share)
    )
    name = found.strongest.name or found.strongest.site_id
    text += " " + tr("Most of it comes from {site} ({share}).").format(site=name, share=percent(found.strongest_share))
    if found.planned > 0:
        text += " " + tr("Planned sites add {share}.").format(share=percent(found.planned))
    return text


def percent(share: float) -> str:
    """A share of a limit, with as many digits as make sense."""
    value = 100.0 * share
    if value < 0.01:
        return tr("less than 0.01 %")
    return f"{value:.0f} %" if value >= 10 else f"{value:.2g} %"


def exposure_verdict(share: float) -> str:
    """What a share of the limit means: the limit itself, and the fifth of it that one project may use (HJ/T 10.3-1996)."""
    if share > 1.0:
        return tr("<b>above the limit</b>: people must be kept away, or power and direction changed")
    if share > PROJECT_SHARE:
        return tr("within the limit, but above the fifth of it that one project may use: to be reviewed")
    return tr("well within the limit")


def whole(spot: Spot, said: str = "") -> str:
    """All of it, as rich text; `said` tells what it was computed with."""
    parts = [f"<p>{verdict(spot)}</p>"]
    if spot.in_building:
        parts.append("<p>" + tr("The spot lies in a building: told is what arrives outside its wall; indoors it is weaker.") + "</p>")
    why = reasons(spot)
    if why:
        parts.append("<p>" + " ".join(why) + "</p>")
    others = spot.signals[1:4]
    if others:
        listed = tr(", ").join(
            f"{s.row.site.name or s.row.site.site_id} {s.row.sector.azimuth_deg:.0f}° {s.ss_rsrp_dbm:.0f} dBm" for s in others
        )
        parts.append("<p>" + tr("Also heard: {list}.").format(list=listed) + "</p>")
    parts.append(f"<p>{exposure(spot)}</p>")
    could = candidates(spot)
    if could:
        parts.append("<p>" + tr("Resources that could serve it:") + "<br>" + "<br>".join(could) + "</p>")
    if said:
        parts.append(f"<p><small>{escape(said)}</small></p>")
    return "".join(parts)
