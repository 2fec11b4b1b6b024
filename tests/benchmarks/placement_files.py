# SPDX-License-Identifier: GPL-2.0-or-later
"""Published covering instances as siting problems: city nodes with latitude and longitude, facilities and customers."""

import gzip
from pathlib import Path

import numpy as np
from scipy import sparse

EARTH_M = 6378100.0


def read(path: Path, radius: float):
    """(covers, weights, positions) of an instance file; which format it has shows in its first line."""
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text()
    return _nodes(text, radius) if text.lstrip().startswith("NAME") else _facilities(text, radius)


def _nodes(text: str, radius_m: float):
    """Every node is demand and candidate; great-circle distance as float32, a node always covers itself."""
    coordinates, demand, section = [], [], None
    for line in text.splitlines():
        word = line.split(":")[0].strip()
        if word in ("NODE_COORD_SECTION", "DEMAND_SECTION", "EOF"):
            section = word
        elif section == "NODE_COORD_SECTION":
            coordinates.append([float(value) for value in line.split()])
        elif section == "DEMAND_SECTION":
            demand.append(float(line))
    degrees = np.array(coordinates)
    latitude, longitude = np.radians(degrees).T
    cosine = np.cos(latitude)[:, None] * np.cos(latitude) * np.cos(longitude[:, None] - longitude)
    cosine += np.sin(latitude)[:, None] * np.sin(latitude)
    distance = (EARTH_M * np.arccos(np.clip(cosine, -1, 1))).astype(np.float32)
    covers = distance <= np.float32(radius_m)
    np.fill_diagonal(covers, True)
    metres = np.c_[longitude * np.cos(latitude.mean()), latitude] * EARTH_M
    return sparse.csr_matrix(covers.astype(np.float32)), np.array(demand), metres


def _facilities(text: str, radius: float):
    facilities, customers = [], []
    for line in text.splitlines()[1:]:
        fields = line.split()
        if fields:
            (facilities if fields[0] == "F" else customers).append([float(value) for value in fields[2:5]])
    sites, people = np.array(facilities), np.array(customers)
    rows, columns = [], []
    for number, (x, y, _) in enumerate(sites):
        near = np.flatnonzero(np.hypot(people[:, 0] - x, people[:, 1] - y) <= radius)
        rows.append(np.full(len(near), number))
        columns.append(near)
    rows, columns = np.concatenate(rows), np.concatenate(columns)
    covers = sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(sites), len(people)))
    return covers, people[:, 2], sites[:, :2]
