"""A real .xls file (BIFF8), as older office programs write it."""

import pytest

xlwt = pytest.importorskip("xlwt")


def test_title_merged_header_and_a_code_that_was_a_number(tmp_path, qgis_app):
    from smartpole.gis.importing.tables import read

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("路灯")
    sheet.write_merge(0, 0, 0, 3, "昌乐县路灯杆台账")
    for column, header in enumerate(["灯杆编号", "道路", "经度", "纬度"]):
        sheet.write(1, column, header)
    for row in range(5):
        for column, value in enumerate([f"LD{row:03d}", "中山路", 118.83 + row * 0.001, 36.70]):
            sheet.write(2 + row, column, value)
    path = tmp_path / "台账 旧版.xls"
    book.save(str(path))

    table = read(str(path))
    assert table.names == ("灯杆编号", "道路", "经度", "纬度")
    assert (len(table.rows), table.rows[1][0], table.rows[1][1]) == (5, "LD001", "中山路")
    assert float(table.rows[1][2]) == pytest.approx(118.831)
