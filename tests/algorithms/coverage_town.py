# SPDX-License-Identifier: GPL-2.0-or-later
"""A made-up town for the coverage tests, and how to run an algorithm as QGIS does."""

import shutil
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "helsinki.gpkg"
X0, Y0 = 500000.0, 4000000.0


@pytest.fixture
def town(tmp_path, qgis_app):
    """A workspace 400 m by 300 m: levels A and C, two buildings with people, a roof site, a lamp-pole site, three poles."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle
    from smartpole.gis.workspace import Workspace

    def box(x, y, width, height):
        return QgsGeometry.fromRect(QgsRectangle(X0 + x, Y0 + y, X0 + x + width, Y0 + y + height))

    workspace = Workspace.create(tmp_path / "town.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"), "town")
    with workspace.transaction() as transaction:
        transaction.insert(
            "SVC_AREA",
            [
                {"AREA_ID": "a", "AREA_NAME": "centre", "SVC_LV": "A", "geometry": box(0, 0, 200, 300)},
                {"AREA_ID": "c", "AREA_NAME": "edge", "SVC_LV": "C", "geometry": box(200, 0, 200, 300)},
            ],
        )
        transaction.insert(
            "BUILDING",
            [
                {"BLD_ID": "1", "HEIGHT_M": 20, "HEIGHT_SRC": "measured", "POP": 100, "geometry": box(100, 100, 40, 60)},
                {"BLD_ID": "2", "HEIGHT_M": 12, "HEIGHT_SRC": "assumed", "POP": 30, "geometry": box(300, 50, 30, 30)},
                {"BLD_ID": "3", "POP": 7, "geometry": box(303, 203, 2, 2)},
            ],
        )
        transaction.insert(
            "SITE_EX",
            [
                {
                    "SITE_CODE": "420300908000000233", "SITE_NAME": "hall", "TWR_TYPE": "05", "ANT_H": 23, "OP_CT": 1, "HAS_5G": 1,
                    "AZIMUTHS": "0;120;240", "TX_W": 200, "BAND": "n78", "STATUS": "1", "geometry": (X0 + 120, Y0 + 130),
                },
                {"SITE_CODE": "420300908000000234", "TWR_TYPE": "06", "HAS_5G": 1, "OP_CU": 1, "geometry": (X0 + 20, Y0 + 20)},
                {"SITE_CODE": "420300908000000235", "TWR_TYPE": "01", "HAS_5G": 0, "geometry": (X0 + 350, Y0 + 250)},
                {"SITE_CODE": "420300908000000236", "TWR_TYPE": "01", "STATUS": "2", "geometry": (X0 + 350, Y0 + 250)},
            ],
        )  # fmt: skip
        transaction.insert(
            "KEY_AREA",
            [{"AREA_ID": "k", "AREA_NAME": "学校", "AREA_TYPE": "02", "SVC_LV": "A", "COV_TGT": 99, "geometry": box(250, 200, 50, 50)}],
        )
        transaction.insert(
            "RES_PT",
            [
                {"RES_ID": "P1", "RES_TYPE": "01", "HEIGHT_M": 8, "geometry": (X0 + 280, Y0 + 230)},
                {"RES_ID": "P2", "RES_TYPE": "01", "HEIGHT_M": 8, "OPEN_ST": "4", "geometry": (X0 + 281, Y0 + 231)},
                {"RES_ID": "P3", "RES_TYPE": "01", "HEIGHT_M": 8, "geometry": (X0 + 10, Y0 + 10)},
            ],
        )
        transaction.insert(
            "SITE_PL",
            [{"PLAN_ID": "N1", "BASE_TYPE": "01", "FORM": "2", "OPERS": "23", "BAND": "n78", "geometry": (X0 + 280, Y0 + 230)}],
        )
    return workspace


class Run:
    """Runs algorithms as QGIS does and keeps what they told; `cancel_after` stops after so many progress reports."""

    def __init__(self, folder):
        self.folder = folder
        self.told = []
        self.errors = []

    def __call__(self, name, cancel_after=None, **parameters):
        """(outputs, succeeded); a refusal before running is (reason, False)."""
        from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject
        from smartpole.algorithms.provider import algorithm_classes

        run = self

        class Feedback(QgsProcessingFeedback):
            reports = 0

            def setProgress(self, progress):
                self.reports += 1
                if cancel_after is not None and self.reports >= cancel_after:
                    self.cancel()
                super().setProgress(progress)

            def pushInfo(self, text):
                run.told.append(text)

            def reportError(self, text, fatalError=False):
                run.errors.append(text)

        algorithm = next(cls for cls in algorithm_classes() if name == cls.NAME)().create()
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        usable, reason = algorithm.checkParameterValues(parameters, context)
        if not usable:
            return reason, False
        self.errors.clear()
        outputs, succeeded = algorithm.run(parameters, context, Feedback(), {}, True)
        return (outputs if succeeded else "\n".join(self.errors)), succeeded

    def files(self):
        """Names of every file in the folder, hidden ones too, but not the workspace's own, nor cached path loss."""
        own = (".gpkg", ".patch")
        return sorted(path.name for path in self.folder.rglob("*") if path.is_file() and not any(end in path.name for end in own))


@pytest.fixture
def run(tmp_path, qgis_app):
    """Runs an algorithm; results go to the test's own folder."""
    return Run(tmp_path)


@pytest.fixture
def sample(tmp_path, qgis_app):
    """A copy of the sample workspace."""
    from smartpole.gis.workspace import Workspace

    return Workspace.open(shutil.copy(SAMPLE, tmp_path / "sample.gpkg"))


def predicted(town, x, y):
    """What the model says at points of the town, before anybody measured."""
    from smartpole.engine.calibration.predict import predict_points
    from smartpole.engine.grid import Grid
    from smartpole.engine.pathloss import PathLossSettings
    from smartpole.engine.propagation.registry import model
    from smartpole.gis.readers.vectors import read_network, read_terrain

    terrain = read_terrain(town, Grid.covering(X0, Y0, X0 + 400, Y0 + 300, 5))
    network, _ = read_network(town, terrain=terrain)
    return predict_points(network, terrain, x, y, PathLossSettings(1500, 5), model("tr38901").fan_model())


def coverage_files(folder, stem=""):
    """The three destinations of a coverage run."""
    return {name: str(folder / f"{stem}{name.lower()}.tif") for name in ("SS_RSRP", "BEST_SERVER", "SS_SINR")}
