# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:importdemand`: an operator's table of 5G demand into the workspace, matched to sites and resources."""

from qgis.core import QgsProcessingParameterBoolean, QgsProcessingParameterNumber, QgsProcessingParameterString

from ..engine.errors import InputError
from ..gis.importing import demand
from ..gis.importing.values import coded
from ..gis.messages import text, tr
from ..gis.schema import table
from .importresources import ImportAlgorithm


class ImportDemand(ImportAlgorithm):
    """Read the demand of one or several operators and match it."""

    NAME = "importdemand"
    TABLE = "DEMAND_PT"

    def displayName(self):
        return tr("Import operators' demand")

    def shortHelpString(self):
        return tr(
            "Reads the demand table of an operator (China Mobile, Unicom, Telecom, Broadnet), or one table with a column of systems per "
            "operator, in the same way as inventories are read.\n\n"
            "Then every demand is matched within its permitted deviation: to the nearest existing site that stays on air, else to the "
            "nearest resource whose owner has not refused and which is high enough. One site or resource answers at most one demand of "
            "each operator; demands with the first priority choose first. A demand that states no deviation gets the one given here, "
            "and the number of such demands is told."
        )

    def initAlgorithm(self, configuration=None):
        self.add_reading_parameters()
        self.addParameter(
            QgsProcessingParameterString("OPERATOR", tr("Operator, where the table names none (code or word)"), optional=True)
        )
        number = QgsProcessingParameterNumber.Type.Double
        radius = tr("Permitted deviation where a row states none (m)")
        self.addParameter(QgsProcessingParameterNumber("DEVIATION", radius, number, 50.0, minValue=1.0, maxValue=5000.0))
        self.addParameter(QgsProcessingParameterBoolean("MATCH", tr("Match demand to sites and resources"), defaultValue=True))
        self.add_outputs()
        self.add_number("MATCHED_SITES", tr("Demands an existing site answers"))
        self.add_number("MATCHED_RESOURCES", tr("Demands a resource answers"))
        self.add_number("UNMATCHED", tr("Demands without site or resource in reach"))

    def constants(self, parameters, context):
        told = self.parameterAsString(parameters, "OPERATOR", context).strip()
        if not told:
            return {}
        item = table(self.TABLE).field("OPER")
        code = coded(told, item).value
        if code is None:
            known = ", ".join(f"{c.code} {c.label}" for c in item.codes)
            raise InputError("type_unknown", code=told, table=item.label, known=known)
        return {"default_type": code}

    def work(self, parameters, context, progress):
        results = super().work(parameters, context, progress.part(0.0, 0.8))
        matched = None
        if self.parameterAsBoolean(parameters, "MATCH", context) and not self.parameterAsBoolean(parameters, "ONLY_SHOW", context):
            workspace = self.workspace_of(parameters, context, write=True)
            radius_m = self.parameterAsDouble(parameters, "DEVIATION", context)
            matched = demand.match(workspace, radius_m, progress.part(0.8, 1.0))
            names = table(self.TABLE).field("OPER")
            for code, (found, of) in matched.by_operator.items():
                progress.note(text("demand_matched", operator=names.meaning(code), matched=found, count=of))
            if matched.assumed_radius:
                progress.note(text("demand_radius_assumed", count=matched.assumed_radius, radius_m=f"{radius_m:g}"))
        results["MATCHED_SITES"] = matched.sites if matched else 0
        results["MATCHED_RESOURCES"] = matched.resources if matched else 0
        results["UNMATCHED"] = matched.unmatched if matched else 0
        return results
