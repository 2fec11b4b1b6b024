# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers, dates and codes as people write them: "12m", "十二米", "约 8.5", "2023年5月", 路灯 for 01."""

import datetime
import re
import unicodedata
from typing import Dict, Iterable, NamedTuple, Optional, Tuple

from ..schema import Field
from .headers import plain

_MISSING = frozenset(
    (
        "",
        "-",
        "--",
        "—",
        "——",
        "/",
        "\\",
        "nan",
        "none",
        "null",
        "n/a",
        "na",
        "nil",
        "无",
        "未知",
        "不详",
        "待定",
        "空",
        "暂无",
        "?",
        "？",
        "#n/a",
        "#value!",
    )
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGITS.update({"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2})
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_CHINESE = "".join((*_DIGITS, *_TENS, *_MYRIADS, "点", "负"))
_CHINESE_NUMBER = re.compile(f"[{_CHINESE}]+")
_NUMBER = re.compile(r"[-+]?(\d+(?:[ ,']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:e([-+]?\d{1,3}))?(?![\d])", re.I)
_COMMA_NUMBER = re.compile(r"[-+]?\d+(?:\.\d{3})*,\d+")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*[a-z米]*\s*(?:-|~|—|–|至|到)\s*(\d+(?:\.\d+)?)", re.I)
_ABOUT = re.compile(r"约|大概|左右|大约|approx|about|~|≈|±")

#: factors of written units to the unit of the schema
_UNITS: Dict[str, Dict[str, float]] = {
    "m": {
        "m": 1,
        "米": 1,
        "公尺": 1,
        "cm": 0.01,
        "厘米": 0.01,
        "mm": 0.001,
        "毫米": 0.001,
        "km": 1000,
        "公里": 1000,
        "千米": 1000,
        "ft": 0.3048,
    },
    "kg": {"kg": 1, "公斤": 1, "千克": 1, "t": 1000, "吨": 1000, "斤": 0.5, "g": 0.001},
    "kW": {"kw": 1, "千瓦": 1, "w": 0.001, "瓦": 0.001, "mw": 1000},
    "W": {"w": 1, "瓦": 1, "kw": 1000, "千瓦": 1000},
    "MHz": {"mhz": 1, "兆": 1, "兆赫": 1, "ghz": 1000, "g": 1000, "khz": 0.001},
    "km": {"km": 1, "公里": 1, "千米": 1, "m": 0.001, "米": 0.001},
}
_UNIT_TEXT = re.compile(r"^\s*\(?([a-z]+|[\u4e00-\u9fff]+)", re.I)
_FLOORS = re.compile(r"^\s*(层|楼|floors?|levels?)", re.I)
_FLOOR_HEIGHT_M = 3.2
_METRE_TENTHS = re.compile(r"(\d)米(\d)(?![\d.米])")  # 12米5 is twelve and a half metres


class Value(NamedTuple):
    """What a cell says: the value or `None`; `fault` is a message key when it cannot be read, `assumed` when it was interpreted."""

    value: object = None
    fault: str = ""
    assumed: str = ""


NOTHING = Value()


def is_missing(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, nan, 无 …"""
    return text.strip().lower() in _MISSING


def half_width(text: str) -> str:
    """Full-width digits, letters, commas and signs in their usual form."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def chinese_number(text: str) -> Optional[float]:
    """The value of a Chinese numeral such as 十二, 一百零五, 三点五, 两万; `None` when it is none."""
    if not text or not all(c in _CHINESE for c in text):
        return None
    if text[0] == "负":
        value = chinese_number(text[1:])
        return None if value is None else -value
    whole, point, decimals = text.partition("点")
    total = section = digit = 0
    if whole and all(c in _DIGITS for c in whole):
        total = int("".join(str(_DIGITS[c]) for c in whole))
    else:
        for c in whole:
            if c in _DIGITS:
                digit = _DIGITS[c]
            elif c in _TENS:
                section += (digit or 1) * _TENS[c]
                digit = 0
            elif c in _MYRIADS:
                total = (total + section + digit) * _MYRIADS[c]
                section = digit = 0
            else:
                return None
        total += section + digit
    if point:
        if not decimals or not all(c in _DIGITS for c in decimals):
            return None
        return float(f"{total}.{''.join(str(_DIGITS[c]) for c in decimals)}")
    return float(total)


def uses_decimal_comma(cells: Iterable[str]) -> bool:
    """Whether a column writes 12,5 for twelve and a half: commas that no thousands explain."""
    seen = False
    for cell in cells:
        if "," not in cell:
            continue
        if not _COMMA_NUMBER.fullmatch(cell.strip()) or len(cell.strip().rpartition(",")[2]) == 3:
            return False
        seen = True
    return seen


def number(text: str, unit: str = "", decimal_comma: bool = False) -> Value:
    """A number with or without unit, in the schema's unit; a range gives its lower end, floors 3.2 m each, both marked assumed."""
    if is_missing(text):
        return NOTHING
    try:
        return Value(float(text)) if abs(float(text)) < 1e300 else Value(fault="fault_number")
    except ValueError:
        pass
    cleaned = _METRE_TENTHS.sub(r"\1.\2米", half_width(text).strip().lower())
    if decimal_comma and _COMMA_NUMBER.match(cleaned):
        cleaned = cleaned.replace(".", "").replace(",", ".")
    assumed = "assumed_about" if _ABOUT.search(cleaned) else ""
    between = _RANGE.search(cleaned)
    found = _NUMBER.search(cleaned)
    if between:
        value, rest, assumed = float(between[1]), cleaned[between.end() :], "assumed_range"
    elif found:
        value = float(re.sub(r"[ ,']", "", found[0]))
        rest = cleaned[found.end() :]
    else:
        chinese = _CHINESE_NUMBER.search(cleaned)
        value = chinese_number(chinese[0]) if chinese else None
        if value is None:
            return Value(fault="fault_number")
        rest = cleaned[chinese.end() :]
    if not abs(value) < 1e300:
        return Value(fault="fault_number")
    return _with_unit(value, rest, unit, assumed)


def _with_unit(value: float, rest: str, unit: str, assumed: str) -> Value:
    if rest[:1] in ("万", "千", "百") and rest[1:2] not in ("瓦", "米", "克"):
        value *= {"万": 1e4, "千": 1e3, "百": 1e2}[rest[0]]
        rest = rest[1:]
    if unit == "m" and _FLOORS.match(rest):
        return Value(value * _FLOOR_HEIGHT_M, "", "assumed_floors")
    written = _UNIT_TEXT.match(rest)
    factors = _UNITS.get(unit)
    if written and factors:
        word = written[1]
        factor = factors.get(word) or next((factors[w] for w in sorted(factors, key=len, reverse=True) if word.startswith(w)), None)
        if factor is not None:
            return Value(value * factor, "", assumed)
    return Value(value, "", assumed)


_DATE = re.compile(r"^(\d{4})\s*[-/.年\s]\s*(\d{1,2})(?:\s*[-/.月\s]\s*(\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_MONTHS = {m: i for i, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
_WORDS = re.compile(r"^(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s,-]+(\d{4})", re.I)


def date(text: str) -> Value:
    """A date as YYYY-MM-DD; a month or year alone gives its first day, an Excel day count its date, both marked assumed."""
    if is_missing(text):
        return NOTHING
    cleaned = half_width(text).strip()
    parts, assumed = None, ""
    if _DATE.match(cleaned):
        year, month, day = _DATE.match(cleaned).groups()
        parts, assumed = (year, month, day or 1), "" if day else "assumed_first_day"
    elif _COMPACT.match(cleaned):
        century, years, month, day = _COMPACT.match(cleaned).groups()
        parts, assumed = (century + years, month, day or 1), "" if day else "assumed_first_day"
    elif _DAY_FIRST.match(cleaned):
        first, second, year = (int(p) for p in _DAY_FIRST.match(cleaned).groups())
        assumed = "assumed_day_first" if first <= 12 and second <= 12 and first != second else ""
        parts = (year, second, first) if second <= 12 else (year, first, second)
    elif _WORDS.match(cleaned):
        day, month, year = _WORDS.match(cleaned).groups()
        parts = (year, _MONTHS.get(month.lower(), 0), day)
    elif re.fullmatch(r"(19|20)\d{2}年?", cleaned):
        parts, assumed = (cleaned[:4], 1, 1), "assumed_first_day"
    elif re.fullmatch(r"\d{5}(\.\d+)?", cleaned):
        day = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(float(cleaned)))
        return Value(day.isoformat(), "", "assumed_day_count")
    if parts is None:
        return Value(fault="fault_date")
    try:
        return Value(datetime.date(*(int(p) for p in parts)).isoformat(), "", assumed)
    except ValueError:
        return Value(fault="fault_date")


def code_words(field: Field) -> Tuple[Dict[str, str], Tuple[Tuple[str, str], ...]]:
    """Exact words to code, and words to look for inside a cell, longest first."""
    exact: Dict[str, str] = {}
    for code in field.codes:
        for word in (code.code, code.code.lstrip("0") or "0", code.zh, code.en, *code.words):
            exact.setdefault(plain(word), code.code)
    exact.pop("", None)
    parts = [(word, code) for word, code in exact.items() if len(word) >= 2 and not word.isdigit()]
    return exact, tuple(sorted(parts, key=lambda pair: -len(pair[0])))


def coded(text: str, field: Field, words=None) -> Value:
    """The code a cell means; several codes are joined as the field asks. A word no code has is a fault."""
    if is_missing(text) and text.strip() != "无":
        return NOTHING
    exact, parts = words or code_words(field)
    if field.several:
        pieces = [p for p in re.split(r"[;；,，、/|+]\s*", text) if p.strip()]
        found = [_one_code(piece, exact, parts) for piece in pieces]
        known = list(dict.fromkeys(code for code in found if code))
        if not known:
            return Value(fault="fault_code")
        joint = "" if all(len(code.code) == 1 for code in field.codes) else ";"
        return Value(joint.join(known), "", "" if all(found) else "assumed_code")
    code = _one_code(text, exact, parts)
    if code:
        return Value(code)
    return NOTHING if is_missing(text) else Value(fault="fault_code")


def _one_code(text: str, exact: Dict[str, str], parts) -> str:
    key = plain(text)
    if key in exact:
        return exact[key]
    whole = plain(text, keep_brackets=True)
    for word, code in parts:
        if word in whole:
            return code
    return ""


def whole_code(text: str) -> str:
    """An identifier as text: no ".0" that a spreadsheet added, no "'" that Excel hides, no spaces at the ends."""
    cleaned = text.strip().lstrip("'＇`").strip()
    if re.fullmatch(r"\d+\.0+", cleaned):
        return cleaned.partition(".")[0]
    return cleaned
