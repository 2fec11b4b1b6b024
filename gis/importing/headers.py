# SPDX-License-Identifier: GPL-2.0-or-later
"""Which rows of a sheet are title, header and data: title rows, several header rows, merged groups, no header at all."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import FrozenSet, List, Sequence, Tuple

from ..schema import tables

_LOOK_AT = 40  # rows
#: traditional characters of headers and type words, and their simplified forms
_TRADITIONAL = (
    "經緯編號類稱資桿燈標設備單產權電話聯係區鄉鎮縣開狀態監視樓軌寬長東營運屬負責業務"
    "數據點線於牆場館學醫園車門見説說註記時間歷應項專維護氣給獎勵訊誌頻"
)
_SIMPLIFIED = (
    "经纬编号类称资杆灯标设备单产权电话联系区乡镇县开状态监视楼轨宽长东营运属负责业务"
    "数据点线于墙场馆学医园车门见说说注记时间历应项专维护气给奖励讯志频"
)
_SIMPLER = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_NUMBER = re.compile(r"^[^\w]*[-+]?\d")
_BRACKETS = re.compile(r"[(\[{【〔<][^)\]}】〕>]*[)\]}】〕>]")
_NOISE = re.compile(r"[\s*＊:：_\-./\\、,，;；。'\"“”·#]+")

#: header words of positions and running numbers, beside those of the schema
LONGITUDE = ("经度", "东经", "lon", "lng", "long", "longitude", "百度经度", "高德经度", "gps经度", "wgs84经度", "经度坐标", "经度值")
LATITUDE = ("纬度", "北纬", "lat", "latitude", "百度纬度", "高德纬度", "gps纬度", "wgs84纬度", "纬度坐标", "纬度值")
LONGITUDE += ("站点经度", "需求经度", "规划经度")
LATITUDE += ("站点纬度", "需求纬度", "规划纬度")
X = ("x", "x坐标", "坐标x", "横坐标", "pointx", "xcoord", "coordx", "x轴", "x值")
Y = ("y", "y坐标", "坐标y", "纵坐标", "pointy", "ycoord", "coordy", "y轴", "y值")
EAST = ("东坐标", "东向坐标", "easting", "east", "e坐标", "东")
NORTH = ("北坐标", "北向坐标", "northing", "north", "n坐标", "北")
BOTH = ("坐标", "经纬度", "经纬度坐标", "位置坐标", "gps坐标", "gps", "lonlat", "lnglat", "latlon", "latlng", "coordinates", "coordinate")
BOTH += (
    "经纬坐标",
    "地理坐标",
    "空间坐标",
    "坐标信息",
    "点位坐标",
    "百度坐标",
    "高德坐标",
    "wkt",
    "geometry",
    "geom",
    "坐标位置",
    "安装坐标",
)
DATUM = ("坐标系", "坐标系统", "原坐标系", "原始坐标系", "坐标基准", "坐标类型", "datum", "coordinate_system", "crs", "SRC_CRS")
NUMBERING = ("序号", "no", "number", "sn", "fid", "objectid", "oid", "行号", "序", "编号序号", "num")


@lru_cache(maxsize=20_000)
def plain(text: str, keep_brackets: bool = False) -> str:
    """A header for comparing: half width, lower case, simplified, without spaces, marks and (unless kept) what stands in brackets."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_SIMPLER)
    bare = _BRACKETS.sub("", text)
    return _NOISE.sub("", text if keep_brackets or not bare.strip() else bare).strip("()[]{}")


@lru_cache(maxsize=1)
def known_words() -> FrozenSet[str]:
    """Every header word of every table, and the position words, in comparable form."""
    words = {plain(word) for table in tables() for field in table.fields for word in field.headers}
    for group in (LONGITUDE, LATITUDE, X, Y, EAST, NORTH, BOTH, NUMBERING):
        words.update(plain(word) for word in group)
    words.discard("")
    return frozenset(words)


@dataclass(frozen=True)
class Header:
    """Names of the columns, the header text above each, the title, and where data begin (index into the rows)."""

    names: Tuple[str, ...]
    groups: Tuple[str, ...]
    title: str
    first_data: int


def _filled(row: Sequence[str]) -> List[str]:
    return [cell.strip() for cell in row if cell.strip()]


def _hits(row: Sequence[str]) -> int:
    """How many cells of a row are header words, wholly or at their end; a text told many times over counts once."""
    words = known_words()
    count = 0
    for cell in set(_filled(row)):
        if len(cell) > 30 or _NUMBER.match(cell):
            continue
        name = plain(cell)
        if name in words or any(name.endswith(word) for word in ("经度", "纬度", "坐标", "编号", "编码", "名称", "类型", "高度")):
            count += 1
    return count


def _numeric(row: Sequence[str]) -> int:
    return sum(1 for cell in row if _NUMBER.match(cell.strip()))


def find(rows: List[List[str]]) -> Header:
    """The header of a sheet; columns without a name are called 列1, 列2 … Empty rows are no error."""
    head = rows[:_LOOK_AT]
    if not head:
        return Header((), (), "", 0)
    width = _width(rows)
    at = _header_row(head, width)
    if at is None:
        return Header(tuple(f"列{i + 1}" for i in range(width)), ("",) * width, "", 0)
    last = _sub_headers(head, at)
    title, upper = _above(head[:at])
    levels = [*upper, *head[at : last + 1]]
    width = min(width, _width_of_data(rows[last + 1 : 1000], max(_last_filled(row) for row in levels)))
    names, groups = [], []
    for column in range(width):
        texts = []
        for level in levels:
            text = " ".join(level[column].split()) if column < len(level) else ""
            if text and text not in texts:
                texts.append(text)
        own = [t for t in texts if plain(t) in known_words()] or texts[-1:]
        name = own[-1] if own else f"列{column + 1}"
        names.append(name)
        groups.append("/".join(t for t in texts if t != name))
    return Header(_unique(names, groups), tuple(groups), title, last + 1)


def _width(rows: List[List[str]]) -> int:
    """Columns up to the last one with text in the first thousand rows, blank columns at the end left off."""
    widest = 0
    for row in rows[:1000]:
        for column in range(len(row), widest, -1):
            if row[column - 1].strip():
                widest = column
                break
    return widest


def _last_filled(row: Sequence[str]) -> int:
    return max((column + 1 for column, cell in enumerate(row) if cell.strip()), default=0)


def _width_of_data(rows: List[List[str]], named: int) -> int:
    """Columns with a name, and those beyond that at least a fifth of the rows fill."""
    widths = sorted(_last_filled(row) for row in rows)
    return max(named, widths[int(0.8 * len(widths))] if widths else 0)


def _header_row(head: List[List[str]], width: int):
    """Index of the row with most header words; without any, the first row of words above rows with numbers; else `None`."""
    hits = [_hits(row) for row in head]
    best = max(range(len(head)), key=lambda i: (hits[i], -i))
    if hits[best] >= 2 or (hits[best] == 1 and (width <= 2 or _numeric(head[best]) == 0 and len(_filled(head[best])) > 1)):
        return best
    for index, row in enumerate(head[:10]):
        filled = _filled(row)
        if len(filled) >= min(2, width) and len(filled) >= 0.5 * width and not _numeric(row):
            later = head[index + 1 : index + 11]
            if not later or any(_numeric(r) for r in later):
                return index
            return None if index else 0
    return None


def _sub_headers(head: List[List[str]], at: int) -> int:
    """The last header row: rows of units or English names under the header, above rows that hold numbers."""
    last = at
    for index in range(at + 1, min(at + 3, len(head))):
        later = [row for row in head[index + 1 : index + 9] if _filled(row)]
        usual = Counter(c for row in later for c, cell in enumerate(row) if _NUMBER.match(cell.strip()))
        columns = [c for c, count in usual.items() if count >= 0.6 * len(later)]
        row = head[index]
        filled = _filled(row)
        if len(later) < 2 or not columns or not filled or _numeric(row):
            break
        told = sum(1 for c in columns if c < len(row) and row[c].strip())
        if _hits(row) < 2 and told < 0.5 * len(columns):
            break
        last = index
    return last


def _above(rows: List[List[str]]) -> Tuple[str, List[List[str]]]:
    """Rows above the header: one text only is a title, several are groups over the columns."""
    title, groups = [], []
    for row in rows:
        texts = list(dict.fromkeys(_filled(row)))
        if len(texts) >= 2 and not _numeric(row) and all(len(t) <= 20 for t in texts):
            groups.append(row)
        elif texts:
            title.append(" ".join(texts))
    return " ".join(title), groups


def _unique(names: List[str], groups: List[str]) -> Tuple[str, ...]:
    """Names told apart: by the group above where that helps, else by a number."""
    counts = Counter(names)
    told = [f"{group}/{name}" if counts[name] > 1 and group else name for name, group in zip(names, groups)]
    seen: Counter = Counter()
    unique = []
    for name in told:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return tuple(unique)
