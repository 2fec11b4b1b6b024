# SPDX-License-Identifier: GPL-2.0-or-later
"""From the inventory of a workspace to candidates: what the rules look at is read or measured on the map."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY, QgsSpatialIndex

from ...engine.equipment import kind_of_base, site_of
from ...engine.errors import InputError
from ...engine.network import Network
from ...engine.placement.candidates import Candidate, Resource, Rules
from ..inventory.inside import Points
from ..presets import network_with, rules_with
from ..readers.vectors import preset
from ..shipped import siting_rules
from ..workspace import Workspace

SENSITIVE_USES = ("01", "04", "05")  # homes, schools, hospitals
SENSITIVE_REACH_M = 60.0  # farther neighbours are of no interest to any rule
BUILDING_TYPE = "06"
RETIRED = "2"
OWN_RULES = "siting_rules"  #: setting of a workspace


def rule_book(workspace: Workspace) -> Dict:
    """The plan's own rules and costs (setting `siting_rules`), else the product's defaults with what its preset asks for.

    Raises `InputError` where the setting is no JSON.
    """
    try:
        own = workspace.setting(OWN_RULES)
    except ValueError as error:  # written by hand
        raise InputError("rules_unreadable", path=f"PLAN_SET: {OWN_RULES}", details=str(error)) from error
    return own or rules_with(workspace, siting_rules())


def rules_of_file(path: Path) -> Dict:
    """The rule book in a file, checked; `InputError` naming what is wrong with it."""
    try:
        book = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise InputError("rules_unreadable", path=str(path), details=getattr(error, "strerror", None) or str(error)) from error
    Rules(book)
    return book


def read_resources(workspace: Workspace, measure: bool = True) -> List[Resource]:
    """The public resources with a place; with `measure` also their zone and their distances to sites and buildings."""
    mast_m = float(preset("network")["kinds"]["roof"]["mast_above_roof_m"])
    resources = []
    for row in workspace.rows("RES_PT"):
        if row["geometry"] is None or row["geometry"].isEmpty():
            continue
        point = row["geometry"].asPoint()
        mount = row["MOUNT_H"]
        if mount is None and row["HEIGHT_M"] is not None:
            mount = row["HEIGHT_M"] + (mast_m if row["RES_TYPE"] == BUILDING_TYPE else 0.0)
        resources.append(
            Resource(
                resource_id=row["RES_ID"] or str(row["fid"]),
                kind=row["RES_TYPE"] or "",
                x_m=point.x(),
                y_m=point.y(),
                mount_height_m=mount,
                load_kg=row["LOAD_KG"],
                free_positions=row["FREE_POS"],
                power=row["POWER"],
                power_kw=row["PWR_KW"],
                fibre_m=row["FIB_DIST"],
                opening=row["OPEN_ST"],
                fee=row["FEE_FLAG"],
                lessee=row["LESSEE"],
                owner_type=row["OWN_TYPE"],
                town=row["TOWN"] or "",
                road=row["ROAD"] or row["RES_NAME"] or "",
            )
        )
    return measured(workspace, resources) if measure and resources else resources


def measured(workspace: Workspace, resources: List[Resource]) -> List[Resource]:
    """Resources with zone, key areas, and distances to 5G sites and to taller homes, schools and hospitals."""
    to_sites = _distance_to_5g(workspace, resources)
    zones = _zones(workspace, resources)
    taller = _distance_to_taller(workspace, resources)
    areas = _key_areas(workspace, resources)
    return [
        replace(resource, existing_5g_m=near, zone=zone, taller_sensitive_m=high, areas=inside)
        for resource, near, zone, high, inside in zip(resources, to_sites, zones, taller, areas)
    ]


def _distance_to_5g(workspace: Workspace, resources: Sequence[Resource]) -> List[Optional[float]]:
    sites = [
        row["geometry"].asPoint()
        for row in workspace.rows("SITE_EX", ["STATUS", "HAS_5G", "geometry"])
        if row["geometry"] is not None and row["STATUS"] != RETIRED and row["HAS_5G"] != 0
    ]
    if not sites:
        return [None] * len(resources)
    places = np.array([(site.x(), site.y()) for site in sites])
    return [round(float(np.hypot(places[:, 0] - r.x_m, places[:, 1] - r.y_m).min()), 1) for r in resources]


def _zones(workspace: Workspace, resources: Sequence[Resource]) -> List[Optional[str]]:
    """The strictest restricted zone (2 forbidden, 1 restricted) at each resource, "0" outside all, None without any zone."""
    zones = [(row["ZONE_TYPE"], row["geometry"]) for row in workspace.rows("LIMIT_ZONE", ["ZONE_TYPE", "geometry"]) if row["geometry"]]
    if not zones:
        return [None] * len(resources)
    found = []
    for resource in resources:
        point = QgsPointXY(resource.x_m, resource.y_m)
        inside = [kind for kind, shape in zones if kind and shape.boundingBox().contains(point) and shape.contains(point)]
        found.append(max(inside, default="0"))
    return found


def _key_areas(workspace: Workspace, resources: Sequence[Resource]) -> List[Tuple[str, ...]]:
    """The types of the key areas in which each resource stands."""
    found: List[set] = [set() for _ in resources]
    points = Points(np.array([(resource.x_m, resource.y_m) for resource in resources], float).reshape(-1, 2))
    for row in workspace.rows("KEY_AREA", ["AREA_TYPE", "geometry"]):
        if row["AREA_TYPE"] and row["geometry"] is not None and not row["geometry"].isEmpty():
            for number in np.flatnonzero(points.inside([row["geometry"]]) >= 0).tolist():
                found[number].add(row["AREA_TYPE"])
    return [tuple(sorted(types)) for types in found]


def _distance_to_taller(workspace: Workspace, resources: Sequence[Resource]) -> List[Optional[float]]:
    """Distance to the nearest home, school or hospital that is taller than the antenna, within reach; else None."""
    shapes: List[Tuple[QgsGeometry, float]] = []
    index = QgsSpatialIndex()
    for row in workspace.rows("BUILDING", ["USE", "HEIGHT_M", "geometry"]):
        if row["USE"] in SENSITIVE_USES and row["HEIGHT_M"] and row["geometry"] is not None and not row["geometry"].isEmpty():
            index.addFeature(len(shapes), row["geometry"].boundingBox())
            shapes.append((row["geometry"], float(row["HEIGHT_M"])))
    found = []
    for resource in resources:
        point = QgsGeometry.fromPointXY(QgsPointXY(resource.x_m, resource.y_m))
        box = point.boundingBox()
        box.grow(SENSITIVE_REACH_M)
        near = [
            shapes[number][0].distance(point)
            for number in index.intersects(box)
            if resource.mount_height_m is not None and shapes[number][1] > resource.mount_height_m
        ]
        near = [distance for distance in near if 0 < distance <= SENSITIVE_REACH_M]
        found.append(round(min(near), 1) if near else None)
    return found


def equipment_of(workspace: Workspace) -> Dict:
    """Operators, bands and equipment by kind of site, with what the plan's preset asks for."""
    return network_with(workspace, preset("network"))


def candidate_network(
    candidates: Sequence[Candidate], operators: Sequence[str] = (), bands: Sequence[str] = (), equipment: Optional[Dict] = None
) -> Network:
    """The sites that the candidates would become, in their order, with the equipment (`equipment_of`) of their kind."""
    values = equipment or preset("network")
    sites = []
    for number, candidate in enumerate(candidates):
        resource = candidate.resource
        sites.append(
            site_of(
                values,
                str(number),
                resource.x_m,
                resource.y_m,
                site_kind(values, candidate),
                "",
                candidate.height_m,
                operators,
                bands,
                planned=True,
            )  # fmt: skip
        )
    return Network(tuple(sites))


def site_kind(values, candidate: Candidate) -> str:
    """Pole, roof or tower: how the candidate would transmit."""
    kind = kind_of_base(values, candidate.resource.kind)
    return "tower" if candidate.is_macro and kind == "pole" else kind


def read_rules(workspace: Workspace) -> Rules:
    """The rule book, checked."""
    return Rules(rule_book(workspace))
