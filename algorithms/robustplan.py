# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:robustplan`: what a plan loses when the model is wrong or owners refuse, and which sites are chosen anyway."""

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from ..engine.errors import InputError
from ..engine.placement.robust import FIELD, REFUSED, SHIFT, check_sigma
from ..gis.messages import text, tr
from ..gis.reports.charts import Bar, BarChart
from ..gis.siting.problem import TABLES
from ..gis.siting.quotas import free_rows
from ..gis.siting.robust import DRAWS, NO_PLAN, SITES, Uncertainty, draw_rows, site_rows, try_plan
from .base import SmartPoleAlgorithm
from .sinks import fields_of, fill_sink

REAL, WHOLE = QgsProcessingParameterNumber.Type.Double, QgsProcessingParameterNumber.Type.Integer
MOST_BARS = 40
OFTEN_PCT = 90.0


class RobustPlan(SmartPoleAlgorithm):
    NAME = "robustplan"
    GROUP_ID = "placement"

    def displayName(self):
        return tr("Test the plan against errors and refusals")

    def shortHelpString(self):
        return tr(
            "Counts the plan again with the levels of the model off by one standard deviation either way, with random error fields of that "
            "spread (shadowing, half common to all sites), and with a share of the resources refused at random. In each draw the plan is "
            "counted as it stands; refused sites are then replaced under the rules of the plan. Beside it a plan is made anew in every "
            "draw, which keeps the plan's own sites where that costs at most 0.5 %: sites that such plans keep are safe, those they keep "
            "rarely hang on the model or bring little. Losses are percent of the demand that today's network and the plan serve together "
            "by signal level. The same seed gives the same draws. Nothing is changed in the plan; stopping gives the draws made so far."
        )

    def initAlgorithm(self, config=None):
        self.add_workspace()
        self.addParameter(QgsProcessingParameterNumber("SIGMA", tr("Standard deviation of the model's error (dB)"), REAL, 8.0))
        fields = tr("Random error fields")
        self.addParameter(QgsProcessingParameterNumber("FIELDS", fields, WHOLE, 5, minValue=0, maxValue=100))
        self.addParameter(QgsProcessingParameterNumber("REFUSED_PCT", tr("Resources refused (%)"), REAL, 5.0))
        draws = tr("Draws of refusals")
        self.addParameter(QgsProcessingParameterNumber("DRAWS", draws, WHOLE, 20, minValue=0, maxValue=1000))
        correlation = QgsProcessingParameterNumber("CORRELATION", tr("Distance over which errors are alike (m)"), REAL, 50.0)
        seed = QgsProcessingParameterNumber("SEED", tr("Seed"), WHOLE, 1, minValue=0)
        for parameter in (correlation, seed):
            self.add_folded(parameter)
        table, point = QgsProcessing.SourceType.TypeVector, QgsProcessing.SourceType.TypeVectorPoint
        self.addParameter(QgsProcessingParameterFeatureSink("TABLE", tr("Draws"), table, optional=True))
        self.addParameter(QgsProcessingParameterFeatureSink("SITES", tr("How often sites are chosen"), point, optional=True))
        self.addParameter(QgsProcessingParameterFileDestination("CHART", tr("Chart"), "SVG (*.svg)", optional=True, createByDefault=False))
        for name, title in (
            ("PLAN_SITES", tr("Sites of the plan")),
            ("ALWAYS", tr("Sites chosen in every draw")),
            ("OFTEN", tr("Sites chosen in nine of ten draws")),
            ("MINUS_LOSS", tr("Loss when levels are one deviation lower (%)")),
            ("PLUS_LOSS", tr("Loss when levels are one deviation higher (%)")),
            ("FIELD_MEAN", tr("Mean loss under random error fields (%)")),
            ("FIELD_WORST", tr("Worst loss under random error fields (%)")),
            ("REFUSED_MEAN", tr("Mean loss when resources are refused, repaired (%)")),
            ("REFUSED_P95", tr("Loss passed in 5 % of the draws of refusals, repaired (%)")),
            ("REFUSED_WORST", tr("Worst loss when resources are refused, repaired (%)")),
            ("UNREPAIRED_WORST", tr("Worst loss when resources are refused, not repaired (%)")),
        ):
            self.add_number(name, title)
        self.addOutput(QgsProcessingOutputString("SENTENCE", tr("In words")))

    def check(self, parameters, context):
        given = self.uncertainty(parameters, context)
        check_sigma(given.sigma_db)
        if not 0 <= given.refused_pct <= 100:
            raise InputError("robust_share", share=given.refused_pct)
        if not 0 < given.correlation_m < 1e6:
            raise InputError("robust_correlation", correlation_m=given.correlation_m)
        free_rows(self.workspace_of(parameters, context), NO_PLAN)

    def uncertainty(self, parameters, context) -> Uncertainty:
        """The parameters that say what may be otherwise."""
        return Uncertainty(
            self.parameterAsDouble(parameters, "SIGMA", context),
            self.parameterAsInt(parameters, "FIELDS", context),
            self.parameterAsDouble(parameters, "CORRELATION", context),
            self.parameterAsDouble(parameters, "REFUSED_PCT", context),
            self.parameterAsInt(parameters, "DRAWS", context),
            self.parameterAsInt(parameters, "SEED", context),
        )

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        given = self.uncertainty(parameters, context)
        tested = try_plan(workspace, given, progress.part(0.0, 0.97))
        if tested.unmatched:
            progress.note(text("robust_unmatched", sites=tested.unmatched))
        if tested.result.stopped:
            progress.note(text("robust_stopped", draws=len(tested.result.draws)))
        numbers = figures(tested.result, given)
        sentence = sentence_of(numbers, given)
        progress.note(sentence)
        sites = site_rows(tested)
        none, point, crs = QgsWkbTypes.Type.NoGeometry, QgsWkbTypes.Type.Point, workspace.crs
        made = {
            "TABLE": fill_sink(self, parameters, "TABLE", context, fields_of(DRAWS), draw_rows(tested), none, crs),
            "SITES": fill_sink(self, parameters, "SITES", context, fields_of(SITES), sites, point, crs),
        }
        chart = self.parameterAsFileOutput(parameters, "CHART", context)
        if chart:
            made["CHART"] = str(draw(Path(chart), sites))
        if not tested.result.stopped:
            recorded = {**vars(given)}
            workspace.log_result(self.NAME, "", recorded, (*TABLES, "SITE_PL"), {**numbers, "SENTENCE": sentence}, tested.prepared.assumed)
        return {**{name: value for name, value in made.items() if value is not None}, **numbers, "SENTENCE": sentence}


def figures(result, given):
    """The declared numbers; those of draws that were not made are absent."""
    shifts = {draw.label: result.loss_pct(draw) for draw in result.draws if draw.kind == SHIFT}
    numbers = {"PLAN_SITES": len(result.plan), "ALWAYS": len(result.always()), "OFTEN": len(result.always(OFTEN_PCT))}
    for name, label in (("MINUS_LOSS", f"{-given.sigma_db:+g}"), ("PLUS_LOSS", f"{given.sigma_db:+g}")):
        if label in shifts:
            numbers[name] = round(shifts[label], 3)
    field, refused, bare = result.summary(FIELD), result.summary(REFUSED, True), result.summary(REFUSED)
    if field is not None:
        numbers.update(FIELD_MEAN=round(field[0], 3), FIELD_WORST=round(field[2], 3))
    if refused is not None:
        numbers.update(REFUSED_MEAN=round(refused[0], 3), REFUSED_P95=round(refused[1], 3), REFUSED_WORST=round(refused[2], 3))
        numbers["UNREPAIRED_WORST"] = round(bare[2], 3)
    return numbers


def sentence_of(numbers, given):
    """What the figures say, as one paragraph in the user's language."""
    parts = [text("robust_always", always=numbers["ALWAYS"], often=numbers["OFTEN"], sites=numbers["PLAN_SITES"])]
    if "MINUS_LOSS" in numbers:
        parts.append(text("robust_shift", sigma=given.sigma_db, loss=numbers["MINUS_LOSS"]))
    if "FIELD_MEAN" in numbers:
        parts.append(text("robust_field", mean=numbers["FIELD_MEAN"], worst=numbers["FIELD_WORST"]))
    if "REFUSED_MEAN" in numbers:
        values = {"mean": numbers["REFUSED_MEAN"], "worst": numbers["REFUSED_WORST"], "bare": numbers["UNREPAIRED_WORST"]}
        parts.append(text("robust_refused", share=given.refused_pct, **values))
    return "".join(parts).strip()


def draw(path, sites):
    """Bars: in how many draws each site of the plan is chosen."""
    bars = [Bar(f"{row['PLAN_ID'] or row['RES_ID']} {row['RES_NAME']}"[:28], row["CHOSEN_PCT"]) for row in sites if row["IN_PLAN"]]
    if len(bars) > MOST_BARS:  # the least safe are what one looks for
        bars = bars[-MOST_BARS:]
    return BarChart(bars, tr("How often each planned site is chosen (% of draws)")).save_svg(path)
