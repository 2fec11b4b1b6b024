# SPDX-License-Identifier: GPL-2.0-or-later
"""The import dialog: a messy list is looked at, its columns put right, tried out and imported."""

import pytest


@pytest.fixture
def lamps(tmp_path):
    """Thirty lamp poles as a bureau would send them: GB18030, a title line, one column whose meaning no header tells."""
    lines = ["路灯杆台账（2026）", "灯杆编号,道路,经度,纬度,灯杆高度,管理员密码,备用"]
    for n in range(30):
        lines.append(f"LD{n:03d},人民路,{117.0 + 0.0001 * n:.6f},36.1310{n % 10},9.5,secret{n},甲单位")
    path = tmp_path / "路灯.csv"
    path.write_bytes("\n".join(lines).encode("gb18030"))
    return path


@pytest.fixture
def dialog(town, qgis_app, qgis_processing, interface, own_settings):
    from smartpole.plugin import SmartPolePlugin
    from smartpole.ui.importing.dialog import ImportDialog
    from smartpole.ui.session import Session

    plugin = SmartPolePlugin(None)
    plugin.initProcessing()
    session = Session()
    session.open(town.path)
    made = ImportDialog(session)
    yield made
    made.done(0)
    session.close()
    plugin.unload()


def test_a_messy_list_is_read_mapped_tried_and_imported(dialog, lamps, town, wait_for):
    dialog.datum.setEditText("CGCS2000")
    dialog.file.setFilePath(str(lamps))
    wait_for(lambda: dialog.table.columnCount(), 10.0, "the preview")
    wait_for(lambda: dialog.go.isEnabled(), 10.0)
    mapping = dialog.table.mapping()
    assert mapping.x == "经度" and mapping.y == "纬度"
    assert mapping.fields["HEIGHT_M"] == "灯杆高度" and mapping.secret == ("管理员密码",)
    assert "***" in [dialog.table.item(1, column).text() for column in range(7) if dialog.table.item(1, column)]
    assert "GB" in dialog.told.text().upper()

    points = dialog.map.canvas.layers()[0]
    assert points.featureCount() == 30, "the points of the list lie on the small map"
    assert dialog.map.canvas.extent().contains(points.extent())
    assert points.crs() == town.crs

    spare = dialog.table._choices["备用"]
    spare.setCurrentIndex(spare.findData("OWN_UNIT"))
    spare.activated.emit(spare.currentIndex())
    wait_for(lambda: dialog.go.isEnabled(), 10.0)
    assert dialog.table.mapping().fields["OWN_UNIT"] == "备用"

    before = town.count("RES_PT")
    dialog.kind.setCurrentIndex(dialog.kind.findData("01"))
    dialog.try_out.click()
    wait_for(lambda: "30" in dialog.result.text(), 20.0, "the counts")
    assert town.count("RES_PT") == before, "trying out writes nothing"

    ended = []
    dialog.runner.finished.connect(ended.append)
    dialog.runner.run("import", dialog.ALGORITHM, dialog.parameters())
    wait_for(lambda: ended, 20.0)
    assert ended[0].ok, ended[0].reason
    assert town.count("RES_PT") == before + 30
    assert {row["OWN_UNIT"] for row in town.rows("RES_PT", ["OWN_UNIT"], "ROAD = ?", ("人民路",))} == {"甲单位"}


def test_a_file_that_cannot_be_read_is_told_and_cannot_be_imported(dialog, tmp_path, wait_for):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"this is no workbook")
    dialog.file.setFilePath(str(broken))
    wait_for(lambda: "broken.xlsx" in dialog.told.text(), 10.0)
    assert not dialog.go.isEnabled()
