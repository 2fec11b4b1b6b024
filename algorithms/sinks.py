# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows into a feature sink, the same way for every algorithm."""

from typing import Any, Dict, Iterable, Optional

from qgis.core import QgsFeature, QgsFeatureSink, QgsFields

from ..engine.errors import WorkspaceError
from ..gis.compat import make_field

TEXT_LENGTH = 250


def fields_of(columns, aliases: Optional[Dict[str, str]] = None) -> QgsFields:
    """Fields from (name, kind) pairs."""
    fields = QgsFields()
    for name, kind in columns:
        field = make_field(name, kind, TEXT_LENGTH if kind == "text" else 0)
        if aliases and name in aliases:
            field.setAlias(aliases[name])
        fields.append(field)
    return fields


def fill_sink(algorithm, parameters, name: str, context, fields: QgsFields, rows: Iterable[Dict[str, Any]], wkb, crs) -> Optional[str]:
    """Write rows (dicts by field name, with `geometry` where there is one); None when the sink was not asked for."""
    sink, identifier = algorithm.parameterAsSink(parameters, name, context, fields, wkb, crs)
    if sink is None:
        return None
    names = fields.names()
    for row in rows:
        feature = QgsFeature(fields)
        feature.setAttributes([row.get(column) for column in names])
        if row.get("geometry") is not None:
            feature.setGeometry(row["geometry"])
        if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise WorkspaceError("sink_write", name=name, details=sink.lastError())
    if hasattr(sink, "finalize"):  # from QGIS 3.40 on
        sink.finalize()
    return identifier
