# SPDX-License-Identifier: GPL-2.0-or-later
"""Making the GeoPackage of a workspace from the schema: tables by GDAL, words, codes and change counters by SQL."""

import sqlite3
from pathlib import Path

from osgeo import gdal, ogr, osr
from qgis.core import QgsCoordinateReferenceSystem, QgsUnitTypes

from ...engine.errors import InputError, WorkspaceError
from ..schema import SCHEMA_VERSION, Field, Table, tables
from . import sql

#: `PRAGMA user_version` of a GeoPackage is its standard's version, 1.2.n as 102nn; n is free for us: the schema version
GEOPACKAGE_VERSION = 10200
_OGR_KINDS = {"text": ogr.OFTString, "real": ogr.OFTReal, "integer": ogr.OFTInteger64, "date": ogr.OFTDate}
_OGR_SHAPES = {"Point": ogr.wkbPoint, "MultiLineString": ogr.wkbMultiLineString, "MultiPolygon": ogr.wkbMultiPolygon, None: ogr.wkbNone}
_SCHEMA_URL = "http://www.geopackage.org/spec121/#extension_schema"


def check_crs(crs: QgsCoordinateReferenceSystem) -> None:
    """`InputError` unless the CRS is projected in metres."""
    if not crs.isValid():
        raise InputError("crs_missing")
    if crs.isGeographic() or QgsUnitTypes.encodeUnit(crs.mapUnits()) != "meters":
        raise InputError("crs_not_metric", crs=crs.userFriendlyIdentifier(), unit=QgsUnitTypes.toString(crs.mapUnits()))


def _spatial_reference(crs: QgsCoordinateReferenceSystem) -> osr.SpatialReference:
    reference = osr.SpatialReference()
    authority, _, number = crs.authid().partition(":")
    if authority == "EPSG":
        reference.ImportFromEPSG(int(number))
    else:
        reference.ImportFromWkt(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL))
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def _fail(path: Path) -> WorkspaceError:
    return WorkspaceError("workspace_not_created", path=str(path), details=gdal.GetLastErrorMsg())


def make_tables(path: Path, crs: QgsCoordinateReferenceSystem) -> None:
    """Write a GeoPackage with every table of the schema, empty."""
    gdal.ErrorReset()
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path), ["VERSION=1.2"])
    if source is None:
        raise _fail(path)
    reference = _spatial_reference(crs)
    for table in tables():
        options = ["FID=fid", f"IDENTIFIER={table.name}", f"DESCRIPTION={table.alias['zh']} / {table.alias['en']}"]
        if table.geometry:
            options += ["GEOMETRY_NAME=geom", "SPATIAL_INDEX=YES"]
        layer = source.CreateLayer(table.name, reference if table.geometry else None, _OGR_SHAPES[table.geometry], options)
        if layer is None:
            raise _fail(path)
        for column in table.fields:
            layer.CreateField(_definition(column))
    layer = None  # noqa: F841 -- GDAL closes the file when its last reference goes
    source.FlushCache()
    source = None
    _finish(path)


def _definition(column: Field) -> ogr.FieldDefn:
    definition = ogr.FieldDefn(column.name, _OGR_KINDS[column.type])
    if column.length:
        definition.SetWidth(column.length)
    return definition


def _finish(path: Path) -> None:
    connection = sql.connect(path, write=True)
    with sql.faults(path):
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE smartpole_versions (TBL_NAME TEXT PRIMARY KEY NOT NULL, CHANGES INTEGER NOT NULL DEFAULT 0)")
            prepare_words(connection)
            for table in tables():
                complete_table(connection, table)
            stamp(connection, SCHEMA_VERSION)
            connection.execute("COMMIT")
        finally:
            connection.close()


def stamp(connection: sqlite3.Connection, version: int) -> None:
    """Write the schema version into the file (a pragma takes no placeholder; the number is ours)."""
    connection.execute(f"PRAGMA user_version = {GEOPACKAGE_VERSION + int(version)}")


def prepare_words(connection: sqlite3.Connection) -> None:
    """The tables of GeoPackage's schema extension, which hold aliases, codes and ranges."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,"
        " description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name))"
    )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,"
        " min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,"
        " CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))"
    )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,"
        " definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))"
    )
    for table_name in ("gpkg_data_columns", "gpkg_data_column_constraints"):
        known = connection.execute("SELECT 1 FROM gpkg_extensions WHERE table_name = ?", (table_name,)).fetchone()
        if not known:
            connection.execute("INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', ?, 'read-write')", (table_name, _SCHEMA_URL))


def complete_table(connection: sqlite3.Connection, table: Table) -> None:
    """Words, constraints, key index and change counter of one table; safe to run again."""
    for column in table.fields:
        _describe(connection, table, column)
    if table.key:
        connection.execute(
            sql.statement(
                "CREATE INDEX IF NOT EXISTS",
                sql.name(f"smartpole_key_{table.name}"),
                "ON",
                sql.name(table.name),
                "(",
                sql.name(table.key),
                ")",
            )
        )
    connection.execute("INSERT OR IGNORE INTO smartpole_versions VALUES (?, 0)", (table.name,))
    for event in ("INSERT", "UPDATE", "DELETE"):
        connection.execute(
            sql.statement(
                "CREATE TRIGGER IF NOT EXISTS",
                sql.name(f"smartpole_count_{table.name}_{event.lower()}"),
                f"AFTER {event} ON",
                sql.name(table.name),
                "BEGIN UPDATE smartpole_versions SET CHANGES = CHANGES + 1 WHERE TBL_NAME =",
                f"'{table.name}'",
                "; END",
            )
        )


def _describe(connection: sqlite3.Connection, table: Table, column: Field) -> None:
    constraint = None
    if column.codes and not column.several:
        constraint = f"{table.name}_{column.name}".lower()
        for code in column.codes:
            connection.execute(
                "INSERT OR REPLACE INTO gpkg_data_column_constraints VALUES (?, 'enum', ?, NULL, NULL, NULL, NULL, ?)",
                (constraint, code.code, f"{code.zh} / {code.en}"),
            )
    elif column.min is not None and column.max is not None:
        constraint = f"{table.name}_{column.name}".lower()
        connection.execute("DELETE FROM gpkg_data_column_constraints WHERE constraint_name = ?", (constraint,))
        connection.execute(
            "INSERT INTO gpkg_data_column_constraints VALUES (?, 'range', NULL, ?, 1, ?, 1, NULL)", (constraint, column.min, column.max)
        )
    tooltip = " / ".join(words for words in (column.tooltip.get("zh"), column.tooltip.get("en")) if words)
    connection.execute(
        "INSERT OR REPLACE INTO gpkg_data_columns VALUES (?, ?, NULL, ?, ?, NULL, ?)",
        (table.name, column.name, column.alias["zh"], tooltip or column.alias["en"], constraint),
    )
