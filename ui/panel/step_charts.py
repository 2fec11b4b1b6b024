# SPDX-License-Identifier: GPL-2.0-or-later
"""The further charts of a step, read from the workspace when the step is opened."""

import csv
from pathlib import Path
from typing import List

from qgis.PyQt.QtCore import QObject, QTimer

from ...engine.errors import SmartPoleError
from ...gis.reports.charts import Chart, cost_by_mode_chart, curve_chart, resources_chart, returns_chart, use_gauges, years_chart
from ...gis.workspace import Workspace
from . import steps

NO_RESERVE = "BATCH IS NULL OR BATCH <> '3'"  # runners-up are part of no plan
PLAN_COLUMNS = ["PLAN_YEAR", "MODE", "COST_WY", "COV_POP", "ORDER_NO", "OPERS"]


class StepCharts(QObject):
    """Fills the charts of the open step a turn after it was opened or the facts changed; `conductor` owns this object."""

    def __init__(self, conductor):
        super().__init__(conductor)
        self._conductor = conductor
        self._shown = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.fill)

    def follow(self) -> None:
        """Charts are wanted anew."""
        self._soon.start()

    def fill(self) -> None:
        """Show the charts of the open step; nothing is read again while the file is as it was."""
        session = self._conductor.session
        row = next((row for row in self._conductor.dock.rows.values() if row.is_open()), None)
        if row is None or session.workspace is None:
            return
        wanted = (session.path, row.key, session.signature)
        if wanted == self._shown:
            return
        try:
            with session.workspace.at_once():
                charts = step_charts(row.key, session.workspace)
        except SmartPoleError:
            return  # the session tells when the file has gone
        row.charts.set_charts(charts)
        self._shown = wanted


def step_charts(key: str, workspace: Workspace) -> List[Chart]:
    """Charts of a step, without those there is nothing to draw for."""
    if key == steps.RESOURCES:
        found = [resources_chart(workspace.tally("RES_PT", ("RES_TYPE", "OPEN_ST")))]
    elif key == steps.SITES:
        sites = list(workspace.rows("SITE_PL", PLAN_COLUMNS, NO_RESERVE))
        curve = saved_curve(workspace)
        found = [curve or returns_chart(sites), years_chart(sites), cost_by_mode_chart(sites), use_gauges(sites)]
    else:
        found = []
    return [chart for chart in found if chart is not None]


def saved_curve(workspace: Workspace):
    """The curve computed last by `smartpole:coveragecurve`, with today's plan on it; None when there is none or its table is gone."""
    entry = workspace.result("coveragecurve")
    if entry is None or not entry["path"]:
        return None
    try:
        with Path(entry["path"]).open(newline="", encoding="utf-8-sig") as file:
            rows = [tuple(float(row[name]) for name in ("sites", "served_pct", "bound_pct", "cost_wy")) for row in csv.DictReader(file)]
    except (OSError, KeyError, ValueError):
        return None
    planned = workspace.count("SITE_PL", NO_RESERVE)
    return curve_chart(rows, planned_sites=planned or None)
