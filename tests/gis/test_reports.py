# SPDX-License-Identifier: GPL-2.0-or-later
"""The planning report: complete, traceable, editable, all there or not at all."""

import importlib.util
import re
import shutil
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("qgis.core")

from qgis.PyQt.QtXml import QDomDocument  # noqa: E402
from smartpole.engine.errors import InputError  # noqa: E402
from smartpole.gis.formats.docx import write_docx  # noqa: E402
from smartpole.gis.handover.package import Order  # noqa: E402
from smartpole.gis.reports import report as reports  # noqa: E402
from smartpole.gis.reports.figures import Data  # noqa: E402
from smartpole.gis.reports.source_words import source_words  # noqa: E402
from smartpole.gis.reports.template import Contents, Figure, Picture, Sheet, render  # noqa: E402

_spec = importlib.util.spec_from_file_location("plan_workspace", Path(__file__).with_name("plan_workspace.py"))
plan_workspace = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(plan_workspace)


@pytest.fixture(scope="module")
def plan(qgis_app, tmp_path_factory):
    return plan_workspace.make_plan(tmp_path_factory.mktemp("plan") / "昌乐.gpkg")


@pytest.fixture(scope="module", params=["zh", "en"])
def report(request, plan, tmp_path_factory):
    return reports.write_report(plan, Order(tmp_path_factory.mktemp("out") / "r", lang=request.param))


def test_text_says_what_the_plan_holds(report):
    text = report.html.read_text(encoding="utf-8-sig")
    bare = re.sub(r"<[^>]+>", "", text)
    zh = report.html.name == "站址规划文本.html"
    for words in ("规划站址 12 个", "估算投资 30.0 万元", "昌乐县试点") if zh else ("12 planned sites", "30.0 × 10,000 CNY"):
        assert words in bare
    assert "{{" not in text
    assert "PL-012" in bare and "R-012" in bare


def test_every_figure_names_its_source(report):
    text = report.html.read_text(encoding="utf-8-sig")
    assert all(source for source in re.findall(r'<span title="([^"]*)">', text))
    assert 'title="count SITE_PL"' in text and "STAT where SCOPE = level" in text
    assert "规划站址（SITE_PL）记录数" in text or ">count SITE_PL<" in text
    assert report.figures > 25


def test_word_processors_get_sizes_fonts_and_charts_of_everything(report):
    from qgis.PyQt.QtGui import QImageReader

    text = report.html.read_text(encoding="utf-8-sig")
    sized = re.findall(r'<img src="([^"]+)" width="(\d+)" height="(\d+)"', text)
    assert {path for path, _, _ in sized} == set(re.findall(r'<img src="([^"]+)"', text))  # one alone and they cut the picture off
    for path, width, height in sized:
        size = QImageReader(str(report.folder / path)).size()
        assert int(height) == pytest.approx(int(width) * size.height() / size.width(), abs=1)
    names = {Path(path).stem for path, _, _ in sized}
    assert {"map_plan", "chart_years", "chart_years_cost", "chart_use", "chart_cost_mode", "chart_levels", "chart_resources"} <= names
    assert "<h1" in text and "<h2" in text and "page-break-before" in text


def test_reasons_are_said_in_the_language_of_the_report(plan):
    from smartpole.gis.reports.tables import tables

    data = Data(plan)
    data.rejected = [{"RULE": "too_low", "REASON": "mounting height 4 m"}] * 2 + [{"RULE": "own", "REASON": "本局规则"}]
    assert tables(data, "zh")["rejected"].rows == [("可挂高不足", "2"), ("本局规则", "1")]


def test_pictures_are_beside_the_text_and_the_page_is_well_formed(report):
    text = report.html.read_text(encoding="utf-8-sig")
    shown = re.findall(r'<img src="([^"]+)"', text)
    assert len(shown) >= 3
    for path in shown:
        assert (report.folder / path).stat().st_size > 1000
    usable, fault, *_ = QDomDocument().setContent(re.sub(r"<meta[^>]*>", "", text))
    assert usable, fault


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler's pdftotext")
def test_the_pdf_holds_the_text_and_its_page_numbers(report):
    text = subprocess.run(["pdftotext", str(report.pdf), "-"], capture_output=True, text=True, check=True).stdout
    text = unicodedata.normalize("NFKC", text).replace(" ", "")  # the typeface maps some signs to their radicals
    assert text.count("\f") == report.pages and "昌乐县试点" in text and ("编制日期" in text or "Date:" in text)


def test_word_gets_headings_tables_and_pictures_of_its_own(report):
    """The DOCX read with the standard library: every heading, table and picture of the HTML, nothing linked."""
    html = report.html.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(report.docx) as book:
        text = book.read("word/document.xml").decode("utf-8")
        pictures = [name for name in book.namelist() if name.startswith("word/media/")]
        for name in pictures:
            assert book.read(name)[:8] == b"\x89PNG\r\n\x1a\n"
        relations = book.read("word/_rels/document.xml.rels").decode("utf-8")
    assert text.count("<w:tbl>") == html.count("<table") and text.count("<w:tblHeader/>") == html.count("<thead>")
    assert text.count('w:val="Heading2"') == html.count("<h2") and text.count('w:val="Heading1"') == html.count("<h1")
    assert len(pictures) == html.count("<img") and all(name[5:] in relations for name in pictures)
    assert {name for name in re.findall(r'r:embed="(\w+)"', text)} <= set(re.findall(r'Id="(\w+)"', relations))
    assert 'TargetMode="External"' not in relations and "昌乐县试点" in text and '<w:pgSz w:w="11906" w:h="16838"/>' in text


def test_any_html_of_a_template_gives_a_document_that_opens(tmp_path):
    body = "<p>a &lt; b<br/>c</p>loose <b>bold <i>both</i></b><ul><li>one</li><li>two</li></ul><ol><li>first</li></ol>"
    body += "<table><tr><td>x<table><tr><td>in&#7;ner</td></tr></table></td><td colspan='2'><p>p</p></td></tr></table><marquee>ok"
    path = write_docx(tmp_path / "a.docx", body, tmp_path, "t & t", "en")
    with zipfile.ZipFile(path) as book:
        text = book.read("word/document.xml").decode("utf-8")
    said = [re.sub("<[^>]+>", "", part) for part in re.findall(r"<w:p>.*?</w:p>", text)]
    assert [part for part in said if part] == ["a &lt; bc", "loose bold both", "• one", "• two", "1. first", "x", "inner", "p", "ok"]
    assert '<w:gridSpan w:val="2"/>' in text and text.count("<w:tbl>") == 2 and "<w:b/><w:i/>" in text


def test_sources_are_said_in_chinese():
    assert source_words("count SITE_PL where ZONE_CHK in (1, 2)", "zh") == "规划站址（SITE_PL）中限禁建（ZONE_CHK）为 1、2的记录数"
    assert source_words("sum SITE_PL.COST_WY", "zh") == "规划站址（SITE_PL）中投资（COST_WY）之和"
    assert source_words("STAT ACTUAL where STAGE = after, SCOPE = total", "zh").startswith("达标统计（STAT）中阶段（STAGE）为 after")
    assert source_words("whatever else", "zh") == "whatever else" and source_words("count SITE_PL", "en") == "count SITE_PL"


def test_rates_are_counted_as_stated(plan):
    """4 of 12 sites are new smart poles; 6 name two operators."""
    data = Data(plan)
    from smartpole.gis.reports.figures import _plan

    found = _plan(data, "zh")
    assert (found["use_pct"].text, found["use_met"].text) == ("66.7", "未达标")
    assert (found["pole_pct"].text, found["shared_pct"].text, found["tenancy"].text) == ("100.0", "50.0", "1.50")


def test_a_template_of_ones_own(plan, tmp_path):
    own = tmp_path / "own.html"
    own.write_text("<h1>{{plan}}</h1>{{if gaps}}<p>{{gaps}}</p>{{end}}{{if demand}}<p>never</p>{{end}}", encoding="utf-8")
    text = reports.write_report(plan, Order(tmp_path / "r"), own).html.read_text(encoding="utf-8-sig")
    assert "昌乐县试点" in text and ">2<" in text and "never" not in text
    own.write_text("{{plann}} {{table nothing}}", encoding="utf-8")
    with pytest.raises(InputError) as error:
        reports.write_report(plan, Order(tmp_path / "x"), own)
    assert error.value.key == "report_template_names" and "plann" in error.value.values["names"]
    assert not (tmp_path / "x").exists()
    with pytest.raises(InputError):
        reports.write_report(plan, Order(tmp_path / "x"), tmp_path / "none.html")


def test_blocks_nest_and_values_cannot_break_the_page():
    contents = Contents(
        {"a": Figure("1 < 2", 'x"y'), "b": Figure("", ""), "c": Figure("0", "")},
        {"t": Sheet(["h"], [("<b>",)], "s"), "u": Sheet(["h"], [], "s")},
        {"p": Picture("p.png", 100, 50, "c&d")},
    )
    assert render("{{if a}}x{{if b}}y{{end}}{{if not b}}z{{end}}{{end}}{{if c}}0{{end}}{{if u}}u{{end}}", contents) == "xz"
    text = render("{{a}}{{table t}}{{picture p}}{{picture q}}{{picture p}}", contents, "en")
    assert "Figure 1: c&amp;d" in text and "Figure 2: c&amp;d" in text
    assert "1 &lt; 2" in text and "x&quot;y" in text and "&lt;b&gt;" in text and "c&amp;d" in text


def test_a_fault_leaves_nothing(plan, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "full")

    monkeypatch.setattr(reports, "write_pdf", full)
    with pytest.raises(OSError):
        reports.write_report(plan, Order(tmp_path / "r"))
    assert list(tmp_path.iterdir()) == []


def test_the_algorithm_runs_in_the_background(plan, tmp_path, qgis_app):
    from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProcessingFeedback
    from qgis.PyQt.QtCore import QEventLoop, QTimer
    from smartpole.algorithms.report import PlanReport

    context, feedback, done, loop = QgsProcessingContext(), QgsProcessingFeedback(), [], QEventLoop()
    algorithm = PlanReport().create()
    task = QgsProcessingAlgRunnerTask(algorithm, {"WORKSPACE": str(plan.path), "FOLDER": str(tmp_path / "r")}, context, feedback)
    task.executed.connect(lambda succeeded, results: (done.append((succeeded, results)), loop.quit()))
    QTimer.singleShot(120000, loop.quit)
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    assert done and done[0][0], feedback.textLog()
    results = done[0][1]
    assert Path(results["HTML"]).is_file() and Path(results["DOCX"]).is_file() and Path(results["PDF"]).is_file() and results["PAGES"] >= 4
