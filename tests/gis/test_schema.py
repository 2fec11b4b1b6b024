# SPDX-License-Identifier: GPL-2.0-or-later
"""The schema files are complete and consistent, in both languages."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
POLICY_TABLES = "RES_PT DEMAND_PT SITE_EX SITE_PL KEY_AREA PROT_RX LEDGER MONTHLY ADMIN_AREA LIMIT_ZONE IMPORT_REJ IMPORT_LOG PLAN_SET"


@pytest.fixture(scope="module")
def schema():
    from smartpole.gis import schema

    return schema


def test_every_table_of_the_policy_is_there(schema):
    names = [table.name for table in schema.tables()]
    assert set(POLICY_TABLES.split()) <= set(names)
    assert names == [table.name for table in sorted(schema.tables(), key=lambda table: table.order)]


def test_names_fit_a_shapefile_and_words_are_in_both_languages(schema):
    for table in schema.tables():
        assert all(table.alias.values()) and all(table.description.values())
        assert len({column.name.upper() for column in table.fields}) == len(table.fields)
        assert table.key is None or table.field(table.key).unique
        for column in table.fields:
            assert column.name.isascii() and len(column.name) <= 10 and column.name == column.name.upper()
            assert column.alias["zh"] and column.alias["en"], column
            assert column.type in ("text", "real", "integer", "date")
            assert column.group in table.groups
            assert len({code.code for code in column.codes}) == len(column.codes)
            for code in column.codes:
                assert code.zh and code.en
                assert not column.length or len(code.code) <= column.length


def test_headers_of_a_table_name_one_column_only(schema):
    """A header that two columns of a table claim could be mapped either way without anyone noticing."""
    for table in schema.tables():
        claimed = {}
        for column in table.fields:
            for header in set(column.headers):
                claimed.setdefault(header.lower(), set()).add(column.name)
        doubles = {header: names for header, names in claimed.items() if len(names) > 1}
        assert not doubles, (table.name, doubles)


def test_headers_of_the_field_are_known(schema):
    """Column names of the tower company's and the operators' own tables."""
    wanted = {
        "SITE_EX": "站址名称 站址编码 经度 纬度 所在地址 铁塔类型 塔身高度(m) 最低平台距地高度(m) 维护状态 剩余平台数目",
        "DEMAND_PT": "运营商 需求经度 需求纬度 经纬度偏移距离(米) 允许偏离半径(米) 期望交付时间 约定交付时间 所处阶段 覆盖场景",
        "RES_PT": "灯杆编号 灯杆高度 灯杆类型 设备名称 行政区划编码 建设单位 设备归属 管理单位 安装地址 立杆编号",
    }
    for name, headers in wanted.items():
        known = {header for column in schema.table(name).fields for header in column.headers}
        assert set(headers.split()) <= known, set(headers.split()) - known


def test_codes_speak_the_users_language(schema, monkeypatch):
    kind = schema.table("RES_PT").field("RES_TYPE")
    monkeypatch.setattr(schema, "language", lambda: "zh")
    assert kind.meaning("01") == "路灯杆"
    assert schema.table("SITE_PL").field("FUNCS").meaning("LG") == "照明、5G"
    monkeypatch.setattr(schema, "language", lambda: "en")
    assert kind.meaning("01") == "street lamp pole"
    assert kind.meaning("77") == "77"


def test_unknown_names_are_refused(schema):
    from smartpole.engine.errors import InputError

    with pytest.raises(InputError) as error:
        schema.table("NOPE")
    assert error.value.key == "schema_no_table"
    with pytest.raises(InputError):
        schema.table("RES_PT").field("NOPE")


def test_the_schema_page_is_fresh():
    run = subprocess.run([sys.executable, str(ROOT / "scripts" / "make_schema_page.py"), "--check"], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
