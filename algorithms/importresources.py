# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:importresources`: a bureau's inventory of poles and buildings into the workspace."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ..engine.errors import InputError
from ..gis.importing import job, profile, qgis_layer, reference
from ..gis.importing.encoding import ENCODINGS
from ..gis.importing.georeference import check_declared
from ..gis.importing.values import coded, date
from ..gis.messages import text, tr
from ..gis.schema import table
from .base import SmartPoleAlgorithm

TABLES = ("RES_PT", "SITE_EX")  #: public resources, and the tower company's list of existing sites
COUNTS = ("READ", "ACCEPTED", "REJECTED", "ADDED", "CHANGED", "UNCHANGED", "GONE", "CONFLICTS", "ASSUMED")


class ImportAlgorithm(SmartPoleAlgorithm):
    """What the imports of resources and of demand share: parameters of reading, and the run itself."""

    GROUP_ID = "workspace"
    TABLE = "RES_PT"

    def add_reading_parameters(self):
        """Workspace, source, encoding, datum, columns."""
        self.add_workspace()
        self.addParameter(QgsProcessingParameterFile("FILE", tr("File (CSV, TXT, XLSX, XLS, SHP, GPKG, GeoJSON, KML, DXF)"), optional=True))
        any_geometry = [QgsProcessing.SourceType.TypeVector]
        self.addParameter(QgsProcessingParameterFeatureSource("LAYER", tr("Or a layer"), any_geometry, optional=True))
        self.addParameter(QgsProcessingParameterString("BUREAU", tr("Bureau that supplied the list"), optional=True))
        datum = QgsProcessingParameterString("DATUM", tr("Datum"), "auto", optional=True)
        datum.setHelp(tr("auto, WGS84, CGCS2000, GCJ02, BD09, or a code such as EPSG:4549"))
        self.addParameter(datum)
        lines_or_points = [QgsProcessing.SourceType.TypeVectorAnyGeometry]
        layer = QgsProcessingParameterFeatureSource("REFERENCE", tr("Reference layer to find the datum by"), lines_or_points, optional=True)
        layer.setHelp(tr("Roads, buildings or accepted resources whose position is certain; what the workspace holds is used as well"))
        self.addParameter(layer)
        encodings = ["auto", *ENCODINGS]
        for parameter in (
            QgsProcessingParameterString("SHEET", tr("Sheet or layer in the file"), optional=True),
            QgsProcessingParameterEnum("ENCODING", tr("Encoding"), encodings, defaultValue="auto", optional=True, usesStaticStrings=True),
            QgsProcessingParameterString("X_COLUMN", tr("Column of longitude, X or both coordinates"), optional=True),
            QgsProcessingParameterString("Y_COLUMN", tr("Column of latitude or Y"), optional=True),
            QgsProcessingParameterString("SOURCE_DATE", tr("Date of the list (YYYY-MM-DD)"), optional=True),
            QgsProcessingParameterString("MAPPING", tr("Saved column mapping to use (name or JSON file)"), optional=True),
            QgsProcessingParameterString("SAVE_MAPPING", tr("Save the column mapping under this name"), optional=True),
            QgsProcessingParameterBoolean("ONLY_SHOW", tr("Only show what would change"), defaultValue=False),
            QgsProcessingParameterBoolean("REMOVE_GONE", tr("Take out rows that the new list no longer has"), defaultValue=False),
            QgsProcessingParameterBoolean("OVERWRITE_EDITS", tr("Let the new list overwrite edits made by hand"), defaultValue=False),
        ):
            self.add_folded(parameter)

    def add_outputs(self):
        """The counts and decisions of the import."""
        self.add_number("READ", tr("Rows read"))
        self.add_number("ACCEPTED", tr("Rows accepted"))
        self.add_number("REJECTED", tr("Rows rejected"))
        self.add_number("ADDED", tr("Rows added"))
        self.add_number("CHANGED", tr("Rows changed"))
        self.add_number("UNCHANGED", tr("Rows unchanged"))
        self.add_number("GONE", tr("Rows gone from the list"))
        self.add_number("CONFLICTS", tr("Rows edited by hand that the list would change"))
        self.add_number("ASSUMED", tr("Values assumed"))
        self.addOutput(QgsProcessingOutputString("IMPORT_ID", tr("Import run")))
        self.addOutput(QgsProcessingOutputString("DATUM_USED", tr("Datum used")))
        self.addOutput(QgsProcessingOutputString("ENCODING_USED", tr("Encoding used")))

    def check(self, parameters, context):
        path = self.parameterAsFile(parameters, "FILE", context)
        if bool(path) == (parameters.get("LAYER") not in (None, "")):
            raise InputError("import_one_source")
        check_declared(self.parameterAsString(parameters, "DATUM", context))
        self._source_date(parameters, context)
        self.constants(parameters, context)

    def table_name(self, parameters, context) -> str:
        """The table the rows go to."""
        return self.TABLE

    def constants(self, parameters, context) -> dict:
        """Values of `Request` that this algorithm adds; refuses parameters that cannot work."""
        return {}

    def _source_date(self, parameters, context) -> str:
        stated = self.parameterAsString(parameters, "SOURCE_DATE", context)
        value = date(stated)
        if value.fault:
            raise InputError("date_unknown", date=stated)
        return value.value or ""

    def request(self, parameters, context, progress) -> job.Request:
        """The parameters as a request; a layer is read here."""
        raw = source = None
        if not self.parameterAsFile(parameters, "FILE", context):
            source = self.parameterAsSource(parameters, "LAYER", context)
            if source is None:
                raise InputError("file_unreadable", path=str(parameters["LAYER"]), details="-")
            raw = qgis_layer.read_source(source, source.sourceName(), progress=progress.part(0.0, 0.2))
        layer = self.parameterAsSource(parameters, "REFERENCE", context)
        return job.Request(
            path=self.parameterAsFile(parameters, "FILE", context),
            raw=raw,
            sheet=self.parameterAsString(parameters, "SHEET", context).strip(),
            encoding=self.parameterAsEnumString(parameters, "ENCODING", context),
            table=self.table_name(parameters, context),
            datum=self.parameterAsString(parameters, "DATUM", context),
            x_column=self.parameterAsString(parameters, "X_COLUMN", context).strip(),
            y_column=self.parameterAsString(parameters, "Y_COLUMN", context).strip(),
            bureau=self.parameterAsString(parameters, "BUREAU", context),
            source_date=self._source_date(parameters, context),
            mapping_profile=self.parameterAsString(parameters, "MAPPING", context).strip(),
            reference=reference.from_source(layer, layer.sourceName(), progress) if layer is not None else None,
            remove_gone=self.parameterAsBoolean(parameters, "REMOVE_GONE", context),
            overwrite_edits=self.parameterAsBoolean(parameters, "OVERWRITE_EDITS", context),
            **self.constants(parameters, context),
        )

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        request = self.request(parameters, context, progress)
        plan = job.plan_import(workspace, request, progress)
        save_as = self.parameterAsString(parameters, "SAVE_MAPPING", context).strip()
        if save_as:
            profile.save(profile.of(plan.prepared.mapping, save_as, table=request.table, bureau=request.bureau, datum=request.datum))
        if self.parameterAsBoolean(parameters, "ONLY_SHOW", context):
            result = job.summary(plan)
        else:
            result = job.write(workspace, plan, progress)
        for note in result.notes:
            progress.note(note)
        progress.note(
            text("import_done", read=result.read, added=result.added, changed=result.changed, gone=result.gone, rejected=result.rejected)
        )
        return {
            **{name: getattr(result, name.lower()) for name in COUNTS},
            "IMPORT_ID": result.import_id,
            "DATUM_USED": result.datum,
            "ENCODING_USED": result.encoding,
        }


class ImportResources(ImportAlgorithm):
    """Read an inventory of public resources, whatever its form."""

    NAME = "importresources"

    def displayName(self):
        return tr("Import public resources")

    def shortHelpString(self):
        return tr(
            "Reads a bureau's list of lamp poles, camera poles, signs, buildings or towers into the workspace, whatever its form: "
            "title rows, several header rows, merged cells, any usual encoding, degrees or metres, one or two coordinate columns, "
            "swapped axes.\n\n"
            "Columns are recognised by Chinese and English headers and by their values. The datum (WGS 84, CGCS2000, GCJ-02, BD-09) is "
            "taken as stated; with auto it is found by comparing the points with a reference layer, and the run stops where that cannot "
            "tell.\n\n"
            "Rows that cannot be imported are kept in the table of rejected rows with reason and text. Missing heights are assumed by type "
            "and marked. Columns with passwords, IP or MAC addresses are dropped. A list that comes again is compared with what it gave "
            "before: rows are added and changed, rows edited by hand are kept. Everything is written in one transaction or not at all."
        )

    def initAlgorithm(self, configuration=None):
        self.add_reading_parameters()
        choices = QgsProcessingParameterEnum("TABLE", tr("Into table"), list(TABLES), defaultValue=TABLES[0], usesStaticStrings=True)
        choices.setHelp("; ".join(f"{name}: {table(name).label}" for name in TABLES))
        self.addParameter(choices)
        self.addParameter(QgsProcessingParameterString("TYPE", tr("Type of rows that name none (code or word)"), optional=True))
        self.add_outputs()

    def table_name(self, parameters, context):
        return self.parameterAsEnumString(parameters, "TABLE", context)

    def constants(self, parameters, context):
        told = self.parameterAsString(parameters, "TYPE", context).strip()
        if not told:
            return {}
        if self.table_name(parameters, context) != self.TABLE:
            raise InputError("type_only_resources", table=table(self.table_name(parameters, context)).label)
        item = table(self.TABLE).field("RES_TYPE")
        code = coded(told, item).value
        if code is None:
            known = ", ".join(f"{c.code} {c.label}" for c in item.codes)
            raise InputError("type_unknown", code=told, table=table(self.TABLE).label, known=known)
        return {"default_type": code}
