# SPDX-License-Identifier: GPL-2.0-or-later
"""The guide is there in both languages, and the first walk follows the states."""

from smartpole.ui.panel.first_guide import WALK, advice
from smartpole.ui.panel.steps import Facts, Result, step_states

FULL = {"RES_PT": 10, "SVC_AREA": 4, "SITE_EX": 3, "SITE_PL": 5}


def test_both_guides_have_the_same_parts(qgis_app):
    from smartpole.ui.help import guide_path

    texts = [guide_path().with_name(f"guide_{language}.html").read_text(encoding="utf-8") for language in ("zh", "en")]
    assert texts[0].count("<h2>") == texts[1].count("<h2>") >= 20
    for number in range(1, 8):
        assert all(f"<h3>{number} " in text for text in texts)


def test_the_first_walk_goes_on_as_steps_are_done(qgis_app):
    results, seen = {}, []
    for order, key in enumerate((*WALK, "")):
        seen.append(advice(step_states(Facts(path="helsinki.gpkg", counts=FULL, results=dict(results)))))
        results[key] = Result("2026-01-01", order)
    assert len(set(seen)) == 5
    assert [text[0] for text in seen[:4]] == ["1", "2", "3", "4"]


def test_help_opens_and_shows_the_guide(interface, own_settings, qgis_processing, town):
    from qgis.PyQt.QtCore import QUrl
    from qgis.PyQt.QtGui import QTextDocument
    from smartpole.gis.messages import language
    from smartpole.plugin import SmartPolePlugin

    plugin = SmartPolePlugin(interface)
    plugin.initGui()
    plugin.desk.conductor.commands.run("help")
    browser = plugin.desk.conductor.commands._help.browser
    assert "GeoPackage" in browser.toPlainText()
    picture = browser.loadResource(QTextDocument.ResourceType.ImageResource, QUrl(f"images/panel_{language()}.png"))
    assert picture, "pictures are there without a network"
    place = browser.verticalScrollBar().value()
    browser.setSource(QUrl("#expressions"))
    assert browser.verticalScrollBar().value() > place, "links within the page work"
    plugin.unload()


def test_only_copies_of_the_sample_count_as_the_sample(qgis_app):
    from smartpole.ui.sample import is_sample

    assert is_sample("/x/helsinki.gpkg") and is_sample("/x/helsinki_12.gpkg")
    assert not is_sample("") and not is_sample("/x/helsinki_centre.gpkg")
