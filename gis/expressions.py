# SPDX-License-Identifier: GPL-2.0-or-later
"""Expression functions of group `SmartPole`: the newest results of the plan at a point, for labels, fields and styles.

Which plan: the function's argument `workspace`, else the variable `smartpole_workspace`, else the one open in the panel,
else the one the project was saved with. The last two are kept here by the main thread, because expressions are also
evaluated by threads that draw maps.
"""

import math
import threading
from typing import Callable, List, Optional, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsExpression,
    QgsExpressionFunction,
    QgsPointXY,
    QgsProject,
)

from ..engine.errors import InputError, SmartPoleError
from .messages import error_text, tr
from .readers.plan_values import PlanValues, forget, values_of

GROUP = "SmartPole"
VARIABLE = "smartpole_workspace"
PROJECT_SCOPE, PROJECT_ENTRY = "smartpole", "workspace"

_shown = {"panel": "", "project": ""}
_registered: List["PlanFunction"] = []
_transforms = threading.local()


def show_workspace(path: str) -> None:
    """The panel shows this workspace now; an empty text for none."""
    _shown["panel"] = path


def _follow_project(*_document) -> None:
    _shown["project"] = QgsProject.instance().readEntry(PROJECT_SCOPE, PROJECT_ENTRY, "")[0]


def register() -> None:
    """Make the functions known to QGIS."""
    if _registered:
        return
    for name, answer, help_text in functions():
        function = PlanFunction(name, answer, help_text)
        if QgsExpression.registerFunction(function):
            _registered.append(function)
    project = QgsProject.instance()
    project.readProject.connect(_follow_project)
    project.cleared.connect(_follow_project)
    _follow_project()


def unregister() -> None:
    """Take the functions away again, and what they had read."""
    if not _registered:
        return
    for function in _registered:
        QgsExpression.unregisterFunction(function.name())
    _registered.clear()
    project = QgsProject.instance()
    project.readProject.disconnect(_follow_project)
    project.cleared.disconnect(_follow_project)
    _shown.update(panel="", project="")
    forget()


class PlanFunction(QgsExpressionFunction):
    """One function of x, y and, where needed, the CRS of x and y and another workspace."""

    def __init__(self, name: str, answer: Callable[[PlanValues, float, float], object], help_text: str):
        known = QgsExpressionFunction.Parameter
        parameters = [known("x"), known("y"), known("crs", True, ""), known("workspace", True, "")]
        super().__init__(name, parameters, GROUP, help_text)
        self._answer = answer

    def func(self, values, context, parent, node):
        try:
            x, y = float(values[0]), float(values[1])
            if not (math.isfinite(x) and math.isfinite(y)):
                return None
            plan = values_of(self._workspace(values[3], context))
            if values[2]:
                x, y = in_plan_crs(plan, str(values[2]), x, y)
            return self._answer(plan, x, y)
        except (TypeError, ValueError):
            parent.setEvalErrorString(tr("x and y must be numbers."))
        except SmartPoleError as error:
            parent.setEvalErrorString(error_text(error))
        return None

    @staticmethod
    def _workspace(given, context) -> str:
        variable = context.variable(VARIABLE) if context is not None else None
        path = str(given or variable or _shown["panel"] or _shown["project"])
        if not path:
            raise InputError("expression_no_workspace")
        return path

    def usesGeometry(self, node):
        return False

    def isStatic(self, node, parent, context):
        return False  # a new result changes the answer


def in_plan_crs(plan: PlanValues, authid: str, x: float, y: float) -> Tuple[float, float]:
    """A place in the CRS `authid` as a place in the plan's CRS; one transformation per thread and CRS is kept."""
    kept = _transforms.__dict__.setdefault("kept", {})
    key = (authid, plan.workspace.crs.toWkt())
    if key not in kept:
        source = QgsCoordinateReferenceSystem(authid)
        if not source.isValid():
            raise InputError("expression_crs", crs=authid)
        kept[key] = QgsCoordinateTransform(source, plan.workspace.crs, QgsCoordinateTransformContext())
    try:
        point = kept[key].transform(QgsPointXY(x, y))
    except QgsCsException as error:
        raise InputError("expression_crs", crs=authid) from error
    return point.x(), point.y()


def _nearest(plan: PlanValues, x: float, y: float, part: int) -> Optional[object]:
    found = plan.nearest(x, y)
    return None if found is None else found[part]


def _served(plan: PlanValues, x: float, y: float) -> Optional[int]:
    found = plan.value("pass_fail", x, y)
    return None if found is None else int(found)


def functions() -> List[Tuple[str, Callable, str]]:
    """Name, answer and help of each function."""
    return [
        (
            "smartpole_rsrp",
            lambda plan, x, y: plan.value("ss_rsrp", x, y),
            _help("smartpole_rsrp", tr("SS-RSRP in dBm of the sites on air, as last computed."), "-87.4"),
        ),
        (
            "smartpole_rsrp_planned",
            lambda plan, x, y: plan.value("ss_rsrp", x, y, planned=True),
            _help("smartpole_rsrp_planned", tr("SS-RSRP in dBm of the sites on air and the planned ones, as last computed."), "-81.0"),
        ),
        (
            "smartpole_sinr",
            lambda plan, x, y: plan.value("ss_sinr", x, y),
            _help("smartpole_sinr", tr("SS-SINR in dB of the sites on air, as last computed."), "6.2"),
        ),
        (
            "smartpole_server",
            lambda plan, x, y: plan.server(x, y),
            _help("smartpole_server", tr("The sector that serves the point best: site, azimuth and band."), "'hall 120° n78'"),
        ),
        (
            "smartpole_site",
            lambda plan, x, y: plan.server(x, y, "SMARTPOLE_SITES"),
            _help("smartpole_site", tr("The code of the site that serves the point best."), "'420300908000000233'"),
        ),
        (
            "smartpole_level",
            lambda plan, x, y: plan.level(x, y),
            _help("smartpole_level", tr("The service level asked for at the point (A to D); key areas can raise it."), "'B'"),
        ),
        (
            "smartpole_served",
            _served,
            _help("smartpole_served", tr("1 where coverage meets the service level, 0 where it does not, as last judged."), "1"),
        ),
        (
            "smartpole_exposure",
            lambda plan, x, y: plan.value("exposure", x, y),
            _help("smartpole_exposure", tr("Electromagnetic exposure in percent of the public limit, as last computed."), "0.8"),
        ),
        (
            "smartpole_nearest_resource",
            lambda plan, x, y: _nearest(plan, x, y, 0),
            _help("smartpole_nearest_resource", tr("The number of the nearest resource that the siting rules allow."), "'LD-0012'"),
        ),
        (
            "smartpole_nearest_distance",
            lambda plan, x, y: _nearest(plan, x, y, 1),
            _help("smartpole_nearest_distance", tr("The distance in metres to the nearest resource that the siting rules allow."), "38.6"),
        ),
    ]


def _help(name: str, what: str, example: str) -> str:
    """The help page of a function, as the expression builder shows it."""
    lines = [
        f"<h3>{name}</h3><p>{what}</p>",
        f"<p><code>{name}(x, y, [crs], [workspace])</code></p><ul>",
        "<li><i>x, y</i>: {}</li>".format(tr("the place, in the coordinate system of the plan unless crs is given")),
        "<li><i>crs</i>: {}</li>".format(tr("coordinate system of x and y, such as 'EPSG:4326'")),
        "<li><i>workspace</i>: {}</li></ul>".format(tr("path of a workspace; without it the one open in the panel, or of the project")),
        "<p>{}</p>".format(
            tr("NULL outside the plan area. The variable @smartpole_workspace names another workspace for a whole project.")
        ),
        f"<p><code>{name}($x, $y)</code> → {example}<br/><code>{name}($x, $y, @layer_crs)</code> → {example}</p>",
    ]
    return "".join(lines)
