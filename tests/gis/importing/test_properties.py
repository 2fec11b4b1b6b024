"""Whatever a file holds, the import ends in rows and rejected rows, or in a message: never in an exception of another kind."""

import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from smartpole.engine.errors import SmartPoleError
from smartpole.gis.importing import job

_SPEC = importlib.util.spec_from_file_location("generated", Path(__file__).with_name("generated.py"))
generated = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(generated)

FREE = settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def imported(workspace, path, datum="auto"):
    """The result of an import, or None where a message refused it."""
    try:
        return job.run_import(workspace, job.Request(path=str(path), datum=datum))
    except SmartPoleError as error:
        assert error.key != "value_too_long"
        return None


@pytest.mark.parametrize("datum", ["auto", "GCJ02", "EPSG:4549"])
def test_any_file_gives_rows_or_a_message(workspace, tmp_path, datum):
    @FREE
    @given(generated.files())
    def check(file):
        path = tmp_path / f"文件 {datum.replace(':', '')}{file[0]}"
        path.write_bytes(file[1])
        before = workspace.count("RES_PT")
        result = imported(workspace, path, datum)
        if result is None:
            assert workspace.count("RES_PT") == before
        else:
            assert result.read == result.accepted + result.rejected
            assert workspace.count("RES_PT") == before + result.added

    check()
    for row in workspace.rows("IMPORT_REJ"):
        assert isinstance(json.loads(row["ORIGINAL"]), dict)
        assert row["REASON"]
