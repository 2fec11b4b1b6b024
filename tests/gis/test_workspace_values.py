# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever is put into a row: it is stored and comes back, or it is refused in words; nothing else happens."""

import datetime
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(), max_size=30),
    st.text("0123456789.-eE+年月 高m", max_size=12),
    st.dates(),
    st.datetimes(),
    st.binary(max_size=5),
    st.lists(st.integers(), max_size=2),
)
COLUMNS = ("RES_ID", "RES_NAME", "HEIGHT_M", "FREE_POS", "APPLY_DT", "CO_OWN")


@pytest.fixture(scope="module")
def workspace(qgis_app, tmp_path_factory):
    from qgis.core import QgsCoordinateReferenceSystem
    from smartpole.gis.workspace import Workspace

    return Workspace.create(tmp_path_factory.mktemp("values") / "a.gpkg", QgsCoordinateReferenceSystem("EPSG:4548"))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({name: ANYTHING for name in COLUMNS}), st.tuples(st.floats(), st.floats()))
def test_stored_and_read_back_or_refused(workspace, row, place):
    from smartpole.engine.errors import InputError
    from smartpole.gis.schema import table

    try:
        with workspace.transaction() as transaction:
            transaction.replace("RES_PT", [{**row, "geometry": place}])
    except InputError:
        return
    (read,) = workspace.rows("RES_PT")
    for name, value in row.items():
        column = table("RES_PT").field(name)
        missing = value is None or value == "" or (isinstance(value, float) and math.isnan(value))
        if missing:
            assert read[name] is None
        elif column.type == "text":
            assert read[name] == str(value)
        elif column.type == "date":
            assert isinstance(read[name], datetime.date)
        else:
            assert read[name] == float(value)
    assert read["geometry"].asPoint().x() == place[0]


@pytest.mark.parametrize("value", [10**30, 1e300, 2**63, "\ud800", "a\0b"])
def test_values_no_database_holds_are_refused_in_words(workspace, value):
    from smartpole.engine.errors import InputError
    from smartpole.gis.messages import error_text

    column = "RES_NAME" if isinstance(value, str) else "FREE_POS"
    with pytest.raises(InputError) as error, workspace.transaction() as transaction:
        transaction.insert("RES_PT", [{column: value}])
    assert column in error_text(error.value)
