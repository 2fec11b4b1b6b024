# SPDX-License-Identifier: GPL-2.0-or-later
"""Antenna files named by sites: found, read, used by the network; what is missing or broken is told."""

import pytest

pytest.importorskip("qgis.core")

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY  # noqa: E402
from smartpole.engine.antenna_files import CutPattern  # noqa: E402
from smartpole.engine.errors import InputError  # noqa: E402
from smartpole.gis.readers.vectors import read_network  # noqa: E402
from smartpole.gis.workspace import Workspace  # noqa: E402


def msi(path, gain="17.0 dBi", frequency=3500, back=25.0):
    """A pattern as Planet writes it: 65 degrees wide, a back of `back` dB."""
    path.parent.mkdir(exist_ok=True)
    cut = [min(12 * (min(angle, 360 - angle) / 65) ** 2, back) for angle in range(360)]
    lines = [f"NAME {path.stem}", f"FREQUENCY {frequency}", f"GAIN {gain}", "TILT ELECTRICAL", "HORIZONTAL 360"]
    lines += [f"{angle} {loss:.2f}" for angle, loss in enumerate(cut)] + ["VERTICAL 360"]
    lines += [f"{angle} {loss:.2f}" for angle, loss in enumerate(cut)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def town(qgis_app, tmp_path):
    workspace = Workspace.create(tmp_path / "c.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"), "昌乐")

    def add(**fields):
        place = QgsGeometry.fromPointXY(QgsPointXY(663537.0, 4064779.0))
        row = {"SITE_CODE": "S1", "TWR_TYPE": "01", "ANT_H": 30.0, "HAS_5G": 1, "OP_CT": 1, "AZIMUTHS": "0;120;240", "geometry": place}
        with workspace.transaction() as transaction:
            transaction.delete("SITE_EX", where="1 = 1")
            transaction.insert("SITE_EX", [{**row, **fields}])
        network, notes = read_network(workspace)
        return [row.sector for row in network.sector_rows()], notes

    return add


def test_one_file_serves_all_sectors_and_stated_tilts_turn_it(town, tmp_path):
    msi(tmp_path / "antennas" / "AAU_n78.msi")
    sectors, notes = town(ANTENNA="aau_N78", TILTS="6")
    assert len(sectors) == 3 and all(isinstance(sector.antenna, CutPattern) for sector in sectors)
    assert sectors[0].antenna is sectors[2].antenna and sectors[0].antenna.max_gain_dbi == 17.0
    assert [sector.mechanical_tilt_deg for sector in sectors] == [6.0] * 3 and not [note for note in notes if "antenna" in note]
    sectors, _ = town(ANTENNA="AAU_n78.msi")
    assert [sector.mechanical_tilt_deg for sector in sectors] == [0.0] * 3


def test_sectors_and_bands_may_differ(town, tmp_path):
    for name, gain in (("a", "15 dBi"), ("b", "16 dBi"), ("c", "10 dBd")):
        msi(tmp_path / f"{name}.msi", gain)
    sectors, _ = town(ANTENNA="a.msi；b.msi; c.msi")
    assert [sector.antenna.max_gain_dbi for sector in sectors] == [15.0, 16.0, pytest.approx(12.15)]
    sectors, _ = town(ANTENNA="n79=a.msi; n78=b.msi", BAND="n78")
    assert {sector.antenna.max_gain_dbi for sector in sectors} == {16.0}
    sectors, _ = town(ANTENNA="n79=a.msi", BAND="n78")
    assert not any(isinstance(sector.antenna, CutPattern) for sector in sectors)  # nothing said of this band: the usual beam


def test_what_is_doubtful_is_marked(town, tmp_path):
    msi(tmp_path / "low.msi", frequency=900)
    sectors, notes = town(ANTENNA="low.msi", AZIMUTHS=None, TWR_TYPE="06", ANT_H=8.0)
    assert len(sectors) == 1 and {"site_antenna_azimuth_assumed:1", "site_antenna_band_assumed:1"} <= set(notes)


def test_missing_broken_and_miscounted_files_are_told(town, tmp_path):
    msi(tmp_path / "a.msi")
    (tmp_path / "broken.msi").write_text("HORIZONTAL 360\n0 x\n", encoding="utf-8")
    for text, key, said in (
        ("none.msi;a.msi;other.msi", "antenna_unknown", "none.msi (S1), other.msi (S1)"),
        ("a.msi;a.msi", "antenna_count", "2"),
        ("../../etc/passwd", "antenna_unknown", "passwd"),
        ("broken.msi", "antenna_file", "broken"),
    ):
        with pytest.raises(InputError) as error:
            town(ANTENNA=text)
        assert error.value.key.startswith(key) and said in str(error.value.values)
