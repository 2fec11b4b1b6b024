# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:antennaplot`: what an antenna file says, as a chart of its two cuts."""

from pathlib import Path

from qgis.core import (
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ..gis.assumptions import assumption_text
from ..gis.messages import tr
from ..gis.reports.antenna_chart import AntennaChart, cuts, read_pattern
from .base import SmartPoleAlgorithm


class AntennaPlotAlgorithm(SmartPoleAlgorithm):
    NAME = "antennaplot"
    GROUP_ID = "checks"

    def displayName(self):
        return tr("Plot an antenna pattern")

    def shortHelpString(self):
        return tr(
            "Reads an antenna file (MSI or Planet, or a two-column table of angle and level) and draws its horizontal and vertical cut "
            "as SVG or PNG. Gain in dBd is turned into dBi, and a vertical cut that grows upwards is turned downwards; what had to be "
            "assumed is told. The same file can be given to “Compute coverage”."
        )

    def initAlgorithm(self, config=None):
        antenna = QgsProcessingParameterFile("ANTENNA_FILE", tr("Antenna file"))
        antenna.setHelp(tr("The manufacturer's .msi, .pln or .txt file of one antenna at one frequency and electrical tilt."))
        self.addParameter(antenna)
        self.addParameter(QgsProcessingParameterFileDestination("CHART", tr("Chart"), "SVG (*.svg);;PNG (*.png)"))
        self.add_number("GAIN_DBI", tr("Greatest gain (dBi)"))
        self.add_number("WIDTH_DEG", tr("Horizontal width at −3 dB (°)"))
        self.add_number("TILT_DEG", tr("Electrical tilt (°)"))

    def check(self, parameters, context):
        read_pattern(self.parameterAsFile(parameters, "ANTENNA_FILE", context))

    def work(self, parameters, context, progress):
        source = self.parameterAsFile(parameters, "ANTENNA_FILE", context)
        pattern, notes = read_pattern(source)
        for code in notes:
            progress.note(assumption_text(code))
        path = Path(self.parameterAsFileOutput(parameters, "CHART", context))
        path.parent.mkdir(parents=True, exist_ok=True)
        chart = AntennaChart(pattern, pattern.name or Path(source).name)
        progress.check()
        if path.suffix.lower() == ".png":
            chart.save_png(path)
        else:
            chart.save_svg(path)
        _, horizontal, _ = cuts(pattern)
        return {
            "CHART": str(path),
            "GAIN_DBI": round(float(pattern.max_gain_dbi), 2),
            "WIDTH_DEG": int((horizontal >= horizontal.max() - 3).sum()),
            "TILT_DEG": float(pattern.electrical_tilt_deg),
        }
