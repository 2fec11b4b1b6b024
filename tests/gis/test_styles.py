# SPDX-License-Identifier: GPL-2.0-or-later
"""Styles: words, colours, what the shipped files say, and that 30,000 poles are no black carpet."""

import colorsys
import time

import numpy as np
import pytest

pytest.importorskip("qgis.core")

from osgeo import gdal, osr  # noqa: E402
from qgis.core import (  # noqa: E402
    QgsFeature,
    QgsGeometry,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402
from smartpole.gis import styles  # noqa: E402
from smartpole.gis.styles.colours import (  # noqa: E402
    DIFFERENCE_CLASSES,
    EXPOSURE_CLASSES,
    FAULT,
    GAP_COLOURS,
    GOOD,
    OVERLAP_CLASSES,
    RSRP_CLASSES,
    SINR_CLASSES,
    YEAR_COLOURS,
)
from smartpole.gis.words import words  # noqa: E402


@pytest.fixture()
def raster(tmp_path):
    """A raster that makes one from an array."""

    def make(values, kind=gdal.GDT_Float32):
        path = str(tmp_path / f"r{len(list(tmp_path.iterdir()))}.tif")
        values = np.asarray(values)
        data = gdal.GetDriverByName("GTiff").Create(path, values.shape[1], values.shape[0], 1, kind)
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(4548)
        data.SetProjection(reference.ExportToWkt())
        data.SetGeoTransform((500000, 5, 0, 4060000, 0, -5))
        data.GetRasterBand(1).WriteArray(values)
        data = None  # written when it goes
        return path

    return make


def points(table_fields, rows):
    layer = QgsVectorLayer(f"Point?crs=EPSG:4548&{table_fields}", "x", "memory")
    features = []
    for x, y, values in rows:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        feature.setAttributes(values)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


def lightness(colour):
    red, green, blue = (channel / 255 for channel in QColor(colour).getRgb()[:3])
    return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2


@pytest.mark.parametrize("classes", [RSRP_CLASSES, SINR_CLASSES])
def test_signal_grows_lighter_as_it_weakens_and_is_never_red(classes):
    shades = [lightness(colour) for _, _, colour in classes]
    assert all(weaker - stronger > 0.08 for stronger, weaker in zip(shades, shades[1:]))
    for _, _, colour in classes:
        hue = colorsys.rgb_to_hsv(*(channel / 255 for channel in QColor(colour).getRgb()[:3]))[0] * 360
        assert 50 < hue < 250
    assert colorsys.rgb_to_hsv(*(channel / 255 for channel in QColor(FAULT).getRgb()[:3]))[0] * 360 < 25
    assert [lightness(GAP_COLOURS[level]) for level in "ABCD"] == sorted(lightness(GAP_COLOURS[level]) for level in "ABCD")


@pytest.mark.parametrize("lang, words", [("zh", "优 ≥ −85 dBm"), ("en", "Excellent ≥ −85 dBm")])
def test_shipped_qml_shows_signal_in_words(qgis_app, raster, lang, words):
    layer = QgsRasterLayer(raster(np.linspace(-60, -130, 100).reshape(10, 10)), "r")
    _, usable = layer.loadNamedStyle(str(styles.style_path("ss_rsrp", lang)))
    assert usable
    labels = [label for label, _ in layer.renderer().legendSymbologyItems()]
    assert words in labels and len(labels) == 4


@pytest.mark.parametrize("value, name", [(-70.0, "excellent"), (-90.0, "good"), (-100.0, "fair"), (-120.0, "poor")])
def test_a_signal_gets_the_colour_of_its_class(qgis_app, raster, value, name):
    layer = QgsRasterLayer(raster(np.full((4, 4), value)), "r")
    styles.apply_style(layer, "ss_rsrp", "zh")
    layer.setOpacity(1.0)
    block = layer.renderer().block(1, layer.extent(), 4, 4)
    assert QColor(block.color(1, 1)).name() == next(colour for key, _, colour in RSRP_CLASSES if key == name)


@pytest.mark.parametrize(
    ("style", "classes", "faulty"), [("exposure", EXPOSURE_CLASSES, (100.5, 400)), ("overlap", OVERLAP_CLASSES, (4, 6))]
)
def test_only_what_is_above_a_limit_is_red(qgis_app, raster, style, classes, faulty):
    values = {"exposure": (0.1, 5, 50), "overlap": (1, 2, 3)}[style] + faulty
    layer = QgsRasterLayer(raster(np.array([values])), "r")
    styles.apply_style(layer, style, "zh")
    layer.setOpacity(1.0)
    block = layer.renderer().block(1, layer.extent(), 5, 1)
    shown = [QColor(block.color(0, column)).name() for column in range(5)]
    assert shown == [colour for _, _, colour in classes[::-1]] + [FAULT]
    assert len(layer.renderer().legendSymbologyItems()) == 4
    shades = [lightness(colour) for _, _, colour in classes[1:]]
    assert shades == sorted(shades)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_zones_of_a_statement_are_styled_whatever_language_it_was_written_in(qgis_app, lang):
    from qgis.core import QgsRenderContext
    from smartpole.gis.reports import statement

    square = "Polygon((0 0, 1 0, 1 1, 0 1, 0 0))"
    layer = QgsVectorLayer("Polygon?crs=EPSG:4548&field=VERDICT:string", "x", "memory")
    said = [statement.words()[key] for key in ("fail", "pass", "none")] + [words(f"compliance.said.{k}", lang) for k in ("fail", "pass")]
    features = []
    for text in said:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(square))
        feature.setAttributes([text])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    styles.apply_style(layer, "compliance", lang)
    context, renderer = QgsRenderContext(), layer.renderer()
    context.expressionContext().setFields(layer.fields())
    renderer.startRender(context, layer.fields())
    found = []
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        shown = renderer.rootRule().rulesForFeature(feature, context)
        found.append([rule.symbol().symbolLayer(0).fillColor().name() for rule in shown])
    renderer.stopRender(context)
    assert found[0] == found[3] == [FAULT] and found[1] == found[4] == [GOOD]
    assert len(found[2]) == 1 and found[2][0] not in (FAULT, GOOD)


def test_shipped_styles_are_those_of_the_code(qgis_app, raster, tmp_path):
    """Whoever changes the definition must write the files anew."""
    path = raster(np.linspace(-60, -130, 100).reshape(10, 10))
    for fresh in styles.write_qml(tmp_path, path):
        shipped = styles.RESOURCES / "styles" / fresh.name
        assert shipped.is_file(), fresh.name
        assert _content(shipped, path) == _content(fresh, path), fresh.name


def _content(path, raster_path):
    text = path.read_text(encoding="utf-8")
    if "<rasterrenderer" in text:
        layer = QgsRasterLayer(str(raster_path), "r")
        layer.loadNamedStyle(str(path))
        return [(label, colour.name()) for label, colour in layer.renderer().legendSymbologyItems()]
    kind = {"0": "Point", "1": "LineString", "2": "Polygon"}[text.split("<layerGeometryType>")[1][0]]
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:4548&field=SVC_LV:string", "v", "memory")
    layer.loadNamedStyle(str(path))
    return [(item.label(), item.symbol() and item.symbol().dump()) for item in layer.renderer().legendSymbolItems()]


def test_planned_sites_show_way_and_year(qgis_app):
    layer = points(
        "field=PLAN_ID:string&field=MODE:string(1)&field=PLAN_YEAR:integer",
        [(0, 0, ["P1", "2", 2026]), (50, 0, ["P2", "2", 2027]), (0, 50, ["P3", "4", 2026])],
    )
    styles.apply_style(layer, "site_pl", "zh")
    items = layer.renderer().legendSymbolItems()  # they own their symbols
    found = {item.label(): item.symbol().symbolLayer(0) for item in items if item.symbol()}
    first, second, star = found["共享社会杆 · 2026 年"], found["共享社会杆 · 2027 年"], found["新建智慧杆 · 2026 年"]
    assert first.color().name() == YEAR_COLOURS[0] and second.color().name() == YEAR_COLOURS[1]
    assert star.color() == first.color() and star.shape() != first.shape()


def test_thirty_thousand_poles_stay_light_and_quick(qgis_app):
    places = np.random.default_rng(1).random((30000, 2)) * 40000
    layer = points(
        "field=RES_TYPE:string(2)&field=RES_NAME:string(60)", [(x, y, [f"{1 + i % 9:02d}", "杆"]) for i, (x, y) in enumerate(places)]
    )
    styles.apply_style(layer, "res_pt", "zh")
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent())
    settings.setOutputSize(QSize(1000, 1000))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    start = time.perf_counter()
    job.start()
    job.waitForFinished()
    assert time.perf_counter() - start < 5
    image = job.renderedImage()
    inked = sum(QColor(image.pixel(x, y)).lightness() < 200 for x in range(0, 1000, 7) for y in range(0, 1000, 7)) / 143**2
    assert 0.01 < inked < 0.25


def test_a_result_is_named_styled_and_put_into_our_group(qgis_app):
    project = QgsProject()
    layer = points("field=PLAN_ID:string&field=MODE:string(1)&field=PLAN_YEAR:integer", [(0, 0, ["P1", "2", 2026])])
    base = points("field=RES_TYPE:string(2)", [(0, 0, ["01"])])
    context = QgsProcessingContext()
    context.setProject(project)
    project.addMapLayers([layer, base])
    for item, style in ((base, "res_pt"), (layer, "site_pl")):
        styles.StyledOutput(style).postProcessLayer(item, context, QgsProcessingFeedback())
    group = styles.layer_group(project)
    assert [node.layerId() for node in group.findLayers()] == [layer.id(), base.id()]
    assert layer.name() == styles.style_title("site_pl")
    assert len(project.layerTreeRoot().findLayers()) == 2


def test_a_difference_is_told_apart_by_every_eye_and_weaker_is_never_the_colour_of_stronger():
    names = [key for key, _, _ in DIFFERENCE_CLASSES]
    assert names == ["much_stronger", "stronger", "same", "weaker", "much_weaker"]
    colours = [QColor(colour) for _, _, colour in DIFFERENCE_CLASSES]
    # what a red-green blind eye still sees: blue against yellow, and lightness
    seen = [((c.red() + c.green()) / 2 - c.blue(), 0.299 * c.red() + 0.587 * c.green() + 0.114 * c.blue()) for c in colours]
    for one in range(5):
        for other in range(one):
            assert max(abs(a - b) for a, b in zip(seen[one], seen[other])) > 20, (names[one], names[other])
    assert all(words(f"difference.{name}", lang) for name in names for lang in ("zh", "en"))


@pytest.mark.parametrize("style", styles.RASTER_STYLES)
def test_no_legend_speaks_of_bands(qgis_app, raster, style):
    """Neither the layer panel nor a printed legend shows QGIS's own first line of a one-band raster."""
    from qgis.core import QgsLayerTreeModel, QgsRasterLayer
    from smartpole.gis.layouts.fill import fill
    from smartpole.gis.layouts.pages import document, template_path

    path = raster([[0, 1], [1, 0]])

    def said(model, node):
        return [legend.data(0) for legend in model.layerLegendNodes(node)]

    project, layer = QgsProject(), QgsRasterLayer(path, "r")
    model = QgsLayerTreeModel(project.layerTreeRoot())
    styles.apply_style(layer, style)
    styles.add_to_group(project, layer)
    shown = said(model, project.layerTreeRoot().findLayer(layer.id()))
    del model  # before the project whose tree it shows
    assert shown[0] == words(f"band.{style}") and not any("Gray" in line or "Band" in line for line in shown)
    printed = QgsRasterLayer(path, "r")
    styles.apply_style(printed, style, "zh")
    with document([printed], template_path("report")) as made:
        page = made.add_page()
        fill(page, [printed], printed.extent(), {}, "图例")
        tree = page["legend"].model()
        lines = said(tree, tree.rootGroup().findLayer(printed.id()))
        del tree, page
    assert lines and len(lines) == len(shown) - 1 and not any("Gray" in line or "Band" in line for line in lines)


def test_every_table_with_a_place_has_a_style_and_every_style_a_title():
    from smartpole.gis.schema import tables

    assert {entry.name for entry in tables() if entry.geometry} == set(styles.TABLE_STYLES)
    assert set(styles.TABLE_STYLES.values()) <= set(styles.STYLE_NAMES) and set(styles.STYLE_NAMES) == set(styles.ORDER)
    for name in styles.STYLE_NAMES:
        assert styles.style_title(name, "zh") != styles.style_title(name, "en") and styles.style_path(name, "zh").is_file()


def test_every_further_layer_of_a_coverage_has_its_style():
    from smartpole.gis.more_layers import titles

    assert {name.lower() for name in titles()} <= set(styles.RASTER_STYLES)
