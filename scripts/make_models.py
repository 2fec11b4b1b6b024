# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the ready models for the model designer, resources/models/*.model3, from the chains below.

Usage: QT_QPA_PLATFORM=offscreen /usr/bin/python3 scripts/make_models.py [FOLDER]
"""

import sys
from pathlib import Path

from generated import ROOT, load_package, steady
from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildDependency,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QPointF

WORKSPACE = ("WORKSPACE",)
RASTERS = ("SS_RSRP", "SS_SINR")


def parameters_of_both():
    return [QgsProcessingParameterFile("WORKSPACE", "Workspace", extension="gpkg")]


def monthly_update():
    """Import a list, check the inventory, coverage, gaps, statement."""
    file_kinds = "File (CSV, TXT, XLSX, XLS, SHP, GPKG, GeoJSON, KML, DXF)"
    parameters = [
        *parameters_of_both(),
        QgsProcessingParameterFile("FILE", file_kinds),
        QgsProcessingParameterString("BUREAU", "Bureau that supplied the list", optional=True),
        QgsProcessingParameterString("DATUM", "Datum", "auto"),
        QgsProcessingParameterString("SOURCE_DATE", "Date of the list (YYYY-MM-DD)", optional=True),
        QgsProcessingParameterBoolean("REMOVE_GONE", "Take out rows that the new list no longer has", defaultValue=False),
        QgsProcessingParameterRasterLayer("DEM", "Terrain model (none: level ground)", optional=True),
    ]
    children = [
        ("importresources", ("FILE", "BUREAU", "DATUM", "SOURCE_DATE", "REMOVE_GONE"), (), {}),
        ("checkinventory", (), (), {}),
        ("coverage", ("DEM",), (), {"SS_RSRP": "SS-RSRP (dBm)", "BEST_SERVER": "Best server", "SS_SINR": "SS-SINR (dB)"}),
        ("gaps", (), RASTERS, {"PASS_FAIL": "Pass or fail"}),
        ("compliance", (), RASTERS, {"WORKBOOK": "Statement (table)"}),
    ]
    return "monthlyupdate", parameters, children


def whole_plan():
    """Coverage, gaps, sites, package."""
    whole, number = QgsProcessingParameterNumber.Type.Integer, QgsProcessingParameterNumber.Type.Double
    parameters = [
        *parameters_of_both(),
        QgsProcessingParameterNumber("MAX_SITES", "Largest number of sites", whole, 20, minValue=1),
        QgsProcessingParameterNumber("BUDGET", "Budget (10,000 yuan; 0: no limit)", number, 0.0),
        QgsProcessingParameterNumber("SPACING", "Smallest distance between new sites (m)", number, 50.0),
        QgsProcessingParameterString("RECIPIENT_NAME", "Name of the recipient on the map", optional=True),
        QgsProcessingParameterString("CREDITS", "Source of the base map", optional=True),
    ]
    children = [
        ("coverage", (), (), {"SS_RSRP": "SS-RSRP (dBm)", "BEST_SERVER": "Best server", "SS_SINR": "SS-SINR (dB)"}),
        ("gaps", (), RASTERS, {"PASS_FAIL": "Pass or fail"}),
        ("suggestsites", ("MAX_SITES", "BUDGET", "SPACING"), (), {}),
        ("handover", ("RECIPIENT_NAME", "CREDITS"), (), {"FOLDER": "Folder of the package"}),
    ]
    return "wholeplan", parameters, children


def build(name, parameters, children):
    """A model: inputs in a row above, one algorithm below the other, each waiting for the one before."""
    model = QgsProcessingModelAlgorithm(name, "SmartPole 5G")
    for place, definition in enumerate(parameters):
        component = QgsProcessingModelParameter(definition.name())
        component.setPosition(QPointF(140 + 230 * place, 60))
        model.addModelParameter(definition, component)
    before = None
    for place, (algorithm, own, rasters, outputs) in enumerate(children):
        child = QgsProcessingModelChildAlgorithm(f"smartpole:{algorithm}")
        child.setChildId(algorithm)
        if child.algorithm() is None:
            raise SystemExit(f"there is no smartpole:{algorithm}")
        child.setDescription(child.algorithm().displayName())
        child.setPosition(QPointF(140 + 230 * place, 200 + 100 * place))
        for parameter in (*WORKSPACE, *own):
            child.addParameterSources(parameter, [QgsProcessingModelChildParameterSource.fromModelParameter(parameter)])
        for raster in rasters:
            child.addParameterSources(raster, [QgsProcessingModelChildParameterSource.fromChildOutput("coverage", raster)])
        finals = {}
        for row, (output, description) in enumerate(outputs.items()):
            final = QgsProcessingModelOutput(output.lower(), description)
            final.setChildId(algorithm)
            final.setChildOutputName(output)
            final.setDefaultValue(QgsProcessing.TEMPORARY_OUTPUT)
            final.setPosition(QPointF(420 + 230 * place, 180 + 100 * place + 40 * row))
            finals[output.lower()] = final
        child.setModelOutputs(finals)
        if before is not None:
            child.setDependencies([QgsProcessingModelChildDependency(before)])
        model.addChildAlgorithm(child)
        before = algorithm
    model.updateDestinationParameters()
    return model


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "models"
    application = QgsApplication([], False)
    application.initQgis()
    load_package()
    from smartpole.algorithms.provider import SmartPoleProvider

    provider = SmartPoleProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    folder.mkdir(parents=True, exist_ok=True)
    for chain in (monthly_update(), whole_plan()):
        path = folder / f"{chain[0]}.model3"
        if not build(*chain).toFile(str(path)):
            raise SystemExit(f"cannot write {path}")
        steady(path)
        print(path)
    application.exitQgis()


if __name__ == "__main__":
    main()
