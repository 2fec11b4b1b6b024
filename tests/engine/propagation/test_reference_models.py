# SPDX-License-Identifier: GPL-2.0-or-later
"""The published vector sets, where they are present, through the same runners as `scripts/reference.sh`."""

import importlib.util
from pathlib import Path

import pytest

_PATH = Path(__file__).resolve().parents[2] / "benchmarks" / "reference_models.py"
_SPEC = importlib.util.spec_from_file_location("reference_models", _PATH)
reference_models = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(reference_models)


@pytest.mark.parametrize("name", sorted(reference_models.RUNNERS))
def test_every_set_is_within_its_tolerance(reference_data, name):
    folder = reference_data / "vectors" / name
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    rows = reference_models.RUNNERS[name](folder)
    assert rows
    for title, cases, worst, tolerance in rows:
        assert cases > 0 and worst <= tolerance, title


def test_a_wrong_figure_is_noticed(tmp_path):
    (tmp_path / "more.csv").write_text(
        "scenario,cond,f_GHz,d2D_m,hBS_m,hUT_m,W_m,h_m,PL_dB,source\nUMa,LOS,5.0,100.0,25,1.5,,,86.3,\n", encoding="utf-8"
    )
    (name, cases, worst, tolerance), *_ = reference_models.run_tr38901(tmp_path)
    assert (name, cases) == ("tr38901 path loss", 1) and worst == pytest.approx(0.0638, abs=1e-3) and worst > tolerance
