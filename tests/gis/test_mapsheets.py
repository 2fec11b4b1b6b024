# SPDX-License-Identifier: GPL-2.0-or-later
"""Map sheets: every kind, every page, legends that fit, templates a bureau may rearrange, and pictures that show the plan."""

import importlib.util
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("qgis.core")

from qgis.PyQt.QtGui import QColor, QImage  # noqa: E402
from smartpole.engine.errors import InputError  # noqa: E402
from smartpole.gis.compat import label_format, set_label_format  # noqa: E402
from smartpole.gis.handover import map_sheet  # noqa: E402
from smartpole.gis.handover.data import collect  # noqa: E402
from smartpole.gis.handover.map_sheet import map_texts, sheet_layers, write_map  # noqa: E402
from smartpole.gis.handover.package import Order  # noqa: E402
from smartpole.gis.layouts.fill import NICE_SCALES, _text_height_mm, fill  # noqa: E402
from smartpole.gis.layouts.pages import document, template_path  # noqa: E402
from smartpole.gis.layouts.plan_sectors import azimuths_deg, wedge  # noqa: E402
from smartpole.gis.layouts.sheets import KINDS, write_sheets  # noqa: E402
from smartpole.gis.layouts.site_page import site_facts  # noqa: E402
from smartpole.gis.layouts.templates import SHEETS  # noqa: E402
from smartpole.gis.messages import text_in  # noqa: E402
from smartpole.gis.styles.colours import YEAR_COLOURS  # noqa: E402

_spec = importlib.util.spec_from_file_location("plan_workspace", Path(__file__).with_name("plan_workspace.py"))
plan_workspace = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(plan_workspace)

FACTS = {"lang": "zh", "recipient": "tower", "recipient_name": "", "credits": "", "assumptions": [], "stale": []}


@pytest.fixture(scope="module")
def plan(qgis_app, tmp_path_factory):
    return plan_workspace.make_plan(tmp_path_factory.mktemp("plan") / "昌乐.gpkg")


@pytest.fixture(scope="module")
def sheets(plan, tmp_path_factory):
    return write_sheets(plan, Order(tmp_path_factory.mktemp("out") / "图"), KINDS)


def pages_of(path):
    said = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    words = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    width, _, height = words["Page size"].split()[:3]
    return int(words["Pages"]), round(float(width) * 25.4 / 72), round(float(height) * 25.4 / 72)


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs poppler's pdfinfo")
def test_every_sheet_has_its_pages_and_size(sheets):
    assert sheets.skipped == ("coverage",)
    found = {path.name.split("_", 1)[1]: pages_of(path) for path in sheets.folder.iterdir()}
    assert found["站址规划图.pdf"] == (1, 420, 297) and found["挂图_A0.pdf"] == (1, 1189, 841)
    assert found["站址图表.pdf"] == (12, 210, 297)
    assert sum(pages for pages, _, _ in found.values()) == sheets.pages


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler's pdftotext")
def test_a_site_page_tells_its_site(sheets):
    path = next(sheets.folder.glob("*站址图表.pdf"))
    text = subprocess.run(["pdftotext", "-f", "2", "-l", "2", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "规划站2\n" in text and "路灯杆" in text and "规划站3\n" not in text


def test_figures_of_a_site_are_written_as_people_read_them(plan):
    site = {**collect(plan, "tower").sites[0], "AZIMUTHS": "0;120;240", "COV_M2": 114600.0, "COV_POP": 15025}
    lines = [line for group in site_facts(site, "zh") for line in group]
    assert any(line.endswith("0°、120°、240°") for line in lines)
    assert any(line.endswith("114,600 m²") for line in lines) and any("15,025" in line for line in lines)


def test_a_site_page_says_what_it_stands_on_and_what_was_not_computed(plan):
    content = collect(plan, "tower")
    why = text_in("zh", "reserve_why", sites="PL-009", people=12.0, cost=3.0, base="R-1", mode="楼面")
    site = {**content.sites[0], "WHY": why}
    zh, en = ([line for group in site_facts(site, lang, content.resources[0]) for line in group] for lang in ("zh", "en"))
    assert "名称：𠮷林路灯杆 Ä" in zh and "达标距离：尚未计算" in zh and "投资：2.5 万元" in zh
    assert "Investment: 2.5 × 10,000 CNY" in en and not any("王工" in line or "138" in line for line in zh)
    assert any("PL-009 的备选" in line for line in zh) and any("reserve for PL-009" in line for line in en)


def test_words_that_do_not_fit_are_set_smaller_and_cut_at_last(plan):
    layers = sheet_layers(plan, collect(plan, "tower"), FACTS)
    with document(layers, template_path("site_a4")) as made:
        page = made.add_page()
        item, usual = page["notes"], label_format(page["notes"]).size()
        for words, smaller, cut in (("短", False, False), ("长" * 400, True, False), ("很长" * 2000, True, True)):
            fill(page, layers, layers[0].extent(), {"notes": words}, "图例")
            assert (label_format(item).size() < usual) == smaller and item.text().endswith("…") == cut
            assert _text_height_mm(item.text(), label_format(item), item.rect().width()) <= item.rect().height()
            style = label_format(item)
            style.setSize(usual)
            set_label_format(item, style)


@pytest.mark.parametrize("title, said", [(None, ""), ("覆盖缺口（规划前）", "覆盖缺口（规划前） 0 处")])
def test_gaps_that_were_never_computed_are_not_called_none(plan, monkeypatch, title, said):
    monkeypatch.setattr(map_sheet, "gap_title", lambda workspace, lang: title)
    subtitle = map_texts(plan, replace(collect(plan, "tower"), gaps=[]), FACTS)["subtitle"]
    assert ("缺口" in subtitle) == bool(title) and subtitle.endswith(said)


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_nothing_leaves_its_page_and_the_legend_stays_in_its_box(plan, name):
    sheet = SHEETS[name]
    layers = sheet_layers(plan, collect(plan, "tower"), FACTS)
    with document(layers, template_path(name)) as made:
        page = made.add_page()
        fill(page, layers, layers[0].extent(), {"title": "昌乐县"}, "图例")
        for item_id, item in page.items():
            box = item.mapRectToScene(item.rect())
            assert box.left() >= 0 and box.top() >= 0 and box.right() <= sheet.width_mm and box.bottom() <= sheet.height_mm, item_id
        legend, room = page["legend"].rect(), sheet.boxes["legend"]
        assert legend.height() <= room[3] + 0.5 and legend.width() <= room[2] + 0.5
        assert round(page["map"].scale()) in [round(scale) for scale in NICE_SCALES]
        assert page["map"].extent().contains(layers[0].extent())


def test_the_map_shows_sites_in_the_hue_of_their_year(plan, tmp_path):
    layers = sheet_layers(plan, collect(plan, "tower"), FACTS)
    with document(layers, template_path("plan_a3")) as made:
        fill(made.add_page(), layers, layers[0].extent().buffered(50), {}, "图例")
        made.export_image(tmp_path / "a.png", 60)
    image = QImage(str(tmp_path / "a.png"))
    wanted = QColor(YEAR_COLOURS[0])
    near = sum(
        abs(colour.red() - wanted.red()) + abs(colour.green() - wanted.green()) + abs(colour.blue() - wanted.blue()) < 30
        for x in range(image.width() * 2 // 3)
        for y in range(0, image.height())
        for colour in [QColor(image.pixel(x, y))]
    )
    assert near > 60


def test_a_bureau_may_rearrange_a_template_but_needs_the_map(plan, tmp_path):
    text = template_path("plan_a3").read_text(encoding="utf-8")
    (tmp_path / "own.qpt").write_text(text.replace('id="chart"', 'id="mine"'), encoding="utf-8")
    assert write_map(tmp_path / "a.pdf", plan, collect(plan, "tower"), FACTS, tmp_path, tmp_path / "own.qpt").stat().st_size > 1000
    for name, content in (("none.qpt", text.replace('id="map"', 'id="carte"')), ("bad.qpt", "<x/>")):
        (tmp_path / name).write_text(content, encoding="utf-8")
        with pytest.raises(InputError) as error:
            write_map(tmp_path / "b.pdf", plan, collect(plan, "tower"), FACTS, tmp_path, tmp_path / name)
        assert error.value.key == "layout_template"


def own_template(path, change=lambda layout: None):
    """A template as a bureau would draw it in QGIS: other size, other places, words of its own."""
    from qgis.core import QgsLayoutItemLabel, QgsLayoutPoint, QgsLayoutSize, QgsProject, QgsReadWriteContext
    from smartpole.gis.layouts.templates import Sheet, build

    project = QgsProject()
    layout = build(
        Sheet("own", 250, 200, {"map": (5, 20, 170, 170), "legend": (180, 20, 65, 160), "scalebar": (10, 175, 60, 10)}, {"notes": 8}, 8),
        project,
    )
    project.layoutManager().addLayout(layout)
    for text, top in (("局标：{{plan}}，{{ site_count }} 站，1:{{scale}}，{{unit}}第{{page}}页", 2), ("昌乐县自然资源和规划局", 10)):
        label = QgsLayoutItemLabel(layout)
        label.setText(text)
        layout.addLayoutItem(label)
        label.attemptMove(QgsLayoutPoint(5, top))
        label.attemptResize(QgsLayoutSize(240, 8))
    change(layout)
    layout.saveAsTemplate(str(path), QgsReadWriteContext())
    project.layoutManager().clear()
    return path


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler's pdftotext")
def test_a_template_drawn_in_qgis_serves_every_sheet(plan, tmp_path):
    own = own_template(tmp_path / "局标.qpt")
    made = write_sheets(plan, Order(tmp_path / "p"), ("plan", "wall", "gaps", "atlas", "sites"), template=own)
    for name in made.files:
        assert pages_of(made.folder / name)[1:] == (250, 200)
        text = subprocess.run(["pdftotext", str(made.folder / name), "-"], capture_output=True, text=True, check=True).stdout
        text = unicodedata.normalize("NFKC", text)
        assert "昌乐县试点" in text and ("12 站" in text or "图册" in name) and "{{" not in text and "自然资源和规划局" in text, name


def test_a_template_that_cannot_serve_is_named_before_anything_runs(plan, tmp_path):
    from qgis.core import QgsLayoutItemLabel, QgsLayoutItemPage, QgsProcessingContext
    from smartpole.algorithms.mapsheets import MapSheets

    def wrong_word(layout):
        label = QgsLayoutItemLabel(layout)
        label.setText("{{titel}}")
        layout.addLayoutItem(label)

    files = {
        "layout_placeholder": own_template(tmp_path / "word.qpt", wrong_word),
        "layout_template_pages": own_template(
            tmp_path / "two.qpt", lambda layout: layout.pageCollection().addPage(QgsLayoutItemPage(layout))
        ),
        "layout_template": tmp_path / "none.qpt",
    }
    (tmp_path / "cut.qpt").write_text(files["layout_placeholder"].read_text(encoding="utf-8")[:900], encoding="utf-8")
    (tmp_path / "binary.qpt").write_bytes(bytes(range(256)))
    from smartpole.gis.layouts.pages import check_template

    for key, path in [*files.items(), ("layout_template", tmp_path / "cut.qpt"), ("layout_template", tmp_path / "binary.qpt")]:
        with pytest.raises(InputError) as error:
            check_template(path)
        assert error.value.key == key and error.value.values["path"] == str(path)
    parameters = {"WORKSPACE": str(plan.path), "FOLDER": str(tmp_path / "p"), "LAYOUT": str(files["layout_placeholder"])}
    usable, said = MapSheets().create().checkParameterValues(parameters, QgsProcessingContext())
    assert not usable and "word.qpt" in said and "titel" in said


def test_sectors_point_where_they_say():
    assert azimuths_deg("0;120;240") == [0.0, 120.0, 240.0] and azimuths_deg(None) == [] and azimuths_deg("30/150、270") == [30, 150, 270]
    east = wedge(0.0, 0.0, 90.0, 10.0).centroid().asPoint()
    assert east.x() > 5 and abs(east.y()) < 1e-6


def test_sheets_are_all_there_or_none(plan, tmp_path, monkeypatch):
    from smartpole.gis.layouts import sheets as mapsheets

    def full(_job):
        raise OSError(28, "full")

    monkeypatch.setitem(mapsheets._MAKERS, "gaps", full)
    with pytest.raises(OSError):
        write_sheets(plan, Order(tmp_path / "p"), ("plan", "gaps"))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError):
        write_sheets(plan, Order(tmp_path / "p"), ())


def test_the_algorithm_declares_its_figures(plan, tmp_path, qgis_app):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback
    from smartpole.algorithms.mapsheets import MapSheets

    feedback = QgsProcessingFeedback()
    parameters = {"WORKSPACE": str(plan.path), "SHEETS": [0, 2], "LANGUAGE": 1, "FOLDER": str(tmp_path / "p")}
    results, succeeded = MapSheets().create().run(parameters, QgsProcessingContext(), feedback)
    assert succeeded, feedback.textLog()
    assert (results["FILES"], results["PAGES"], results["SKIPPED"]) == (1, 1, "coverage")


def test_many_sites_come_in_several_files_and_a_county_in_few_tiles(plan, tmp_path, monkeypatch):
    from qgis.core import QgsRectangle
    from smartpole.gis.layouts import sheets as mapsheets
    from smartpole.gis.layouts import site_page

    monkeypatch.setattr(site_page, "PAGES_PER_FILE", 5)
    sheets = write_sheets(plan, Order(tmp_path / "p"), ("sites",))
    assert sheets.pages == 12 and [name.rsplit("_", 1)[1] for name in sheets.files] == ["001-005.pdf", "006-010.pdf", "011-012.pdf"]
    county = QgsRectangle(0, 0, 45000, 40000)
    grids = [mapsheets._tiles(county, scale) for scale in mapsheets.ATLAS_SCALES]
    assert grids[0][0] * grids[0][1] > 1000 and grids[-1][0] * grids[-1][1] <= mapsheets.MOST_TILES
    assert all(columns * 0.29 * scale >= 45000 for (columns, _), scale in zip(grids, mapsheets.ATLAS_SCALES))


def test_what_a_full_disk_cuts_off_is_noticed(sheets, tmp_path):
    from smartpole.engine.errors import WorkspaceError
    from smartpole.gis.formats.staging import check_pdf, check_picture

    whole = next(sheets.folder.glob("*站址规划图.pdf"))
    assert check_pdf(whole) == whole
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole.read_bytes()[:-2000])
    for path, check in ((cut, check_pdf), (tmp_path / "none.pdf", check_pdf), (cut, check_picture)):
        with pytest.raises(WorkspaceError):
            check(path)


@pytest.mark.parametrize("missing", [True, False])
def test_a_machine_without_chinese_typefaces_is_told(plan, tmp_path, monkeypatch, missing):
    from smartpole.engine.progress import Progress
    from smartpole.gis.layouts import pages

    monkeypatch.setattr(pages, "has_chinese", lambda: not missing)
    notes = []

    class Listening(Progress):
        def note(self, said):
            notes.append(said)

    write_sheets(plan, Order(tmp_path / "p"), ("plan",), Listening())
    assert any("Noto Sans CJK" in note for note in notes) == missing
