# SPDX-License-Identifier: GPL-2.0-or-later
"""The parts of a Word document that do not depend on its text: styles, page, footer, relations (ECMA-376-1)."""

import re
from html import escape
from typing import Dict, List, Sequence

TEXT_WIDTH_MM = 210.0 - 2 * 24.0
_TWIPS_PER_MM = 1440 / 25.4
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}/relationships"'
TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}
TYPES.update(bmp="image/bmp", tif="image/tiff", tiff="image/tiff")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
_KINDS = {"word/styles.xml": "styles", "word/settings.xml": "settings", "word/footer1.xml": "footer"}


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_PER_MM)


def as_xml(text: str) -> str:
    """Any text as XML: escaped, without the letters that XML does not know."""
    return escape(_NO_XML.sub("", text))


def package(text: str, pictures: Sequence[str], title: str, lang: str) -> Dict[str, str]:
    """Every part but the pictures, by its name in the document; `text` is the inside of its body."""
    endings = sorted({name.rsplit(".", 1)[-1] for name in pictures})
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = [("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml")]
    types += [(ending, TYPES[ending]) for ending in endings if ending in TYPES]
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in types)
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{main}.{kind}+xml"/>' for name, kind in _KINDS.items())
    overrides += f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
    overrides += '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>',
        "_rels/.rels": _relations(
            [("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml")]
            + [("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")]
        ),
        "docProps/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{as_xml(title)}</dc:title></cp:coreProperties>',
        "word/document.xml": f"{_HEAD}<w:document {_SPACES}><w:body>{text}{_section()}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            [(f"rIdp{number}", f"{_OFFICE}/relationships/image", f"media/{name}") for number, name in enumerate(pictures, 1)]
            + [(f"rId{kind}", f"{_OFFICE}/relationships/{kind}", name[5:]) for name, kind in _KINDS.items()]
        ),
        "word/styles.xml": _styles(lang),
        "word/settings.xml": f'{_HEAD}<w:settings {_SPACES}><w:zoom w:percent="100"/></w:settings>',
        "word/footer1.xml": _footer(title),
    }


def _relations(rows) -> str:
    made = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _section() -> str:
    """A4 with the margins of the PDF, page numbers from the second page on."""
    side, top, low = _twips(24), _twips(22), _twips(24)
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rIdfooter"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{top}" w:right="{side}" w:bottom="{low}" w:left="{side}" '
        f'w:header="{_twips(12)}" w:footer="{_twips(12)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def _footer(title: str) -> str:
    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    def said(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{as_xml(text)}</w:t></w:r>'

    runs = said(f"{title}　") + field("PAGE") + said(" / ") + field("NUMPAGES")
    return f'{_HEAD}<w:ftr {_SPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{runs}</w:p></w:ftr>'


def table(rows: str, widths_pct: List[int]) -> str:
    """A table as wide as the text with thin rules and, above all, a grid that every reader follows."""
    whole = max(1, sum(widths_pct))
    columns = [_twips(TEXT_WIDTH_MM) * share // whole for share in widths_pct]
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="9AA3AA"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{edge} w:w="70" w:type="dxa"/>' for edge in ("left", "right"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def drawing(number: int, name: str, description: str, width_emu: int, height_emu: int) -> str:
    """A picture in the line of text; `description` is escaped already."""
    pic = f"{_DRAWING}/picture"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:extent cx="{width_emu}" cy="{height_emu}"/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{description}"/><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{pic}">'
        f'<pic:pic xmlns:pic="{pic}"><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rIdp{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width_emu}" cy="{height_emu}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def _styles(lang: str) -> str:
    """宋体 for the text, 黑体 for headings, captions and heads of tables; in English the usual Latin types beside them."""
    text = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="宋体"/>'
    head = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="黑体"/>'
    indent = '<w:ind w:firstLineChars="200" w:firstLine="420"/>' if lang == "zh" else ""
    tongue = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'

    def style(key: str, name: str, paragraph: str = "", run: str = "", based: str = "Normal", after: str = "BodyText") -> str:
        based = f'<w:basedOn w:val="{based}"/><w:next w:val="{after}"/>' if key != "Normal" else ""
        kind = ' w:default="1"' if key == "Normal" else ""
        return (
            f'<w:style w:type="paragraph"{kind} w:styleId="{key}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )

    def heading(level: int, size: int, before: int) -> str:
        form = f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="120"/><w:outlineLvl w:val="{level - 1}"/>'
        colour = '<w:color w:val="14356F"/>' if level == 2 else ""
        return style(f"Heading{level}", f"heading {level}", form, f'{head}<w:b/>{colour}<w:sz w:val="{size}"/>')

    small = '<w:sz w:val="18"/>'
    return (
        f"{_HEAD}<w:styles {_SPACES}><w:docDefaults><w:rPrDefault>"
        f'<w:rPr>{text}<w:sz w:val="21"/>{tongue}</w:rPr></w:rPrDefault></w:docDefaults>'
        + style("Normal", "Normal")
        + style("BodyText", "Body Text", f'<w:spacing w:before="40" w:after="80" w:line="360" w:lineRule="auto"/>{indent}')
        + heading(1, 40, 240)
        + heading(2, 28, 360)
        + heading(3, 22, 240)
        + style("Cover", "Cover", '<w:spacing w:before="120" w:after="120"/><w:jc w:val="center"/>', '<w:sz w:val="24"/>')
        + style("Caption", "caption", '<w:keepNext/><w:spacing w:before="100" w:after="80"/><w:jc w:val="center"/>', head + small)
        + style("Picture", "Picture", '<w:keepNext/><w:spacing w:before="160" w:after="40"/><w:jc w:val="center"/>')
        + style("Note", "Note", "", f'<w:color w:val="5B6670"/>{small}')
        + style("After", "After table", '<w:spacing w:line="120" w:lineRule="exact"/>', '<w:sz w:val="8"/>')
        + style("TableText", "Table Text", '<w:spacing w:before="20" w:after="20"/>', small, after="TableText")
        + style("ListParagraph", "List Paragraph", '<w:ind w:left="420"/>', after="ListParagraph")
        + style("Footer", "footer", '<w:jc w:val="center"/>', f'{head}<w:color w:val="5B6670"/><w:sz w:val="16"/>')
        + "</w:styles>"
    )
