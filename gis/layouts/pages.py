# SPDX-License-Identifier: GPL-2.0-or-later
"""Print documents: pages made from a template, in a project of their own, exported as one PDF.

Runs in the thread of an algorithm: the project, its layers and its layout are made there, used there and dropped there.
"""

import re
from contextlib import contextmanager
from pathlib import Path
from typing import Dict, Iterator, Sequence

from qgis.core import (
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtXml import QDomDocument

from ...engine.errors import InputError, WorkspaceError
from ...engine.progress import Progress
from .. import compat
from ..formats.staging import check_pdf, check_picture
from ..messages import RESOURCES, text
from ..styles.symbols import PAPER_STRATEGY, font_family, has_chinese, installed_families

#: words a label of a template may ask for, by its id or as {{name}} in its text
PLACEHOLDERS = (
    "title", "subtitle", "stamp", "summary", "details", "notes", "credits",
    "plan", "date", "crs", "scale", "site_count", "resource_count", "gap_count", "unit", "page", "pages",
)  # fmt: skip
MARK = re.compile(r"\{\{\s*(.*?)\s*\}\}")


class Page(Dict[str, QgsLayoutItem]):
    """The items of a page by their id in the template; labels without one stand under `label 1`, `label 2`, …"""

    def __init__(self, items: Dict[str, QgsLayoutItem], template: Path):
        super().__init__(items)
        self.template = template


def template_path(name: str) -> Path:
    """The shipped template `name`, such as plan_a3 or site_a4."""
    return RESOURCES / "layouts" / f"{name}.qpt"


class Document:
    """A layout of as many pages as are asked for, all from one template; made by `document`."""

    def __init__(self, project: QgsProject, template: Path):
        self.layout = QgsPrintLayout(project)
        self.layout.setName(template.stem)
        self.layout.initializeDefaults()
        self.pages = 0
        self._path = template
        self._source = QDomDocument()
        try:
            content = template.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("layout_template", path=str(template), details=str(error)) from error
        parsed = self._source.setContent(content)
        if not (parsed[0] if isinstance(parsed, tuple) else parsed):  # Qt 6 answers with an object
            raise InputError("layout_template", path=str(template), details="XML")
        self._size = self._page_size()

    def _page_size(self) -> QgsLayoutSize:
        """The size of the template's first page."""
        pages = self._source.elementsByTagName("PageCollection")
        page = pages.at(0).firstChildElement("LayoutItem") if pages.count() else None
        if page is not None and not page.nextSiblingElement("LayoutItem").isNull():
            raise InputError("layout_template_pages", path=str(self._path))
        parts = page.attribute("size").split(",") if page is not None else []
        try:
            return QgsLayoutSize(float(parts[0]), float(parts[1]))
        except (IndexError, ValueError):
            raise InputError("layout_template", path=str(self._path), details="PageCollection") from None

    def add_page(self) -> Page:
        """One more page with the template's items on it, empty, in a typeface that is installed and has Chinese."""
        number = self.pages
        collection = self.layout.pageCollection()
        if number:
            page = QgsLayoutItemPage(self.layout)
            collection.addPage(page)
        collection.page(number).setPageSize(self._size)
        self.pages += 1
        made, usable = self.layout.loadFromTemplate(QDomDocument(self._source.cloneNode(True).toDocument()), QgsReadWriteContext(), False)
        items = Page({item.id(): item for item in made if item.id()}, self._path)
        unnamed = (item for item in made if isinstance(item, QgsLayoutItemLabel) and not item.id())
        items.update({f"label {place}": item for place, item in enumerate(unnamed, 1)})
        if not usable or not isinstance(items.get("map"), QgsLayoutItemMap):
            raise InputError("layout_template", path=str(self._path), details="map")
        for item in made:
            if number:
                item.attemptMove(QgsLayoutPoint(item.pos().x(), item.pos().y()), True, False, number)
            _set_typeface(item)
        for name in ("legend", "scalebar"):  # a copied item still points to the first page's map
            if isinstance(items.get(name), (QgsLayoutItemLegend, QgsLayoutItemScaleBar)):
                items[name].setLinkedMap(items["map"])
        return items

    def export_pdf(self, path: Path, dpi: int = 200) -> Path:
        """Write all pages as one PDF, text as text. Raises `WorkspaceError` when nothing usable was written."""
        settings = QgsLayoutExporter.PdfExportSettings()
        settings.dpi = dpi
        settings.rasterizeWholeImage = False
        settings.appendGeoreference = True
        settings.exportMetadata = True
        exporter = QgsLayoutExporter(self.layout)
        result = exporter.exportToPdf(str(path), settings)
        if result != QgsLayoutExporter.ExportResult.Success:
            raise WorkspaceError("handover_write", path=Path(path).name, details="PDF")
        return check_pdf(Path(path))

    def export_image(self, path: Path, dpi: int = 110) -> Path:
        """Write the first page as PNG. Raises `WorkspaceError`."""
        if not QgsLayoutExporter(self.layout).renderPageToImage(0, QSize(), dpi).save(str(path), "PNG"):
            raise WorkspaceError("handover_write", path=Path(path).name, details="PNG")
        return check_picture(Path(path))


def note_missing_typeface(progress: Progress) -> None:
    """Say that papers will show boxes instead of Chinese, where this machine has no typeface for it."""
    if not has_chinese():
        progress.note(text("no_chinese_typeface"))


@contextmanager
def document(layers: Sequence[QgsMapLayer], template: Path) -> Iterator[Document]:
    """A document in a project that owns `layers`; both are gone afterwards, the layout first.

    Never the project the user works in: this runs in the thread of an algorithm.
    """
    project = QgsProject()
    project.setCrs(layers[0].crs())
    project.addMapLayers(list(layers), False)
    made = Document(project, Path(template))
    project.layoutManager().addLayout(made.layout)
    try:
        yield made
    finally:
        project.layoutManager().clear()
        project.clear()


def check_template(path: Path) -> None:
    """Raise `InputError` that names the file when it cannot serve as a template or asks for words we do not have."""
    project = QgsProject()
    made = Document(project, Path(path))
    project.layoutManager().addLayout(made.layout)  # the project's own now, which frees it first
    try:
        check_placeholders(made.add_page())
    finally:
        project.layoutManager().clear()


def check_placeholders(page: Page) -> None:
    """Raise `InputError` when a label of a template asks for words we do not have."""
    labels = [item.text() for item in page.values() if isinstance(item, QgsLayoutItemLabel)]
    unknown = sorted({name for said in labels for name in MARK.findall(said)} - set(PLACEHOLDERS))
    if unknown:
        raise InputError("layout_placeholder", path=str(page.template), names=", ".join(unknown), known=", ".join(PLACEHOLDERS))


def _set_typeface(item: QgsLayoutItem) -> None:
    """A typeface of a template that is missing on this machine gives way to one that has Chinese; sizes and weights stay."""
    if isinstance(item, QgsLayoutItemLabel):
        style = compat.label_format(item)
        style.setFont(_installed(style.font()))
        compat.set_label_format(item, style)
    elif isinstance(item, QgsLayoutItemScaleBar):
        style = item.textFormat()
        style.setFont(_installed(style.font()))
        item.setTextFormat(style)
    elif isinstance(item, QgsLayoutItemLegend):
        parts = QgsLegendStyle.Style
        for part in (parts.Title, parts.Group, parts.Subgroup, parts.SymbolLabel):
            style = compat.legend_format(item, part)
            style.setFont(_installed(style.font()))
            compat.set_legend_format(item, part, style)


def _installed(font: QFont) -> QFont:
    if font.family() not in installed_families():
        font.setFamily(font_family())
    font.setStyleStrategy(PAPER_STRATEGY)
    return font


def set_picture(page: Page, item_id: str, path: Path) -> None:
    """Show a picture (a chart) in an item, where the template has it."""
    item = page.get(item_id)
    if isinstance(item, QgsLayoutItemPicture):
        item.setPicturePath(str(path))
