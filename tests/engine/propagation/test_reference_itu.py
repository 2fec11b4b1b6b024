# SPDX-License-Identifier: GPL-2.0-or-later
"""The published ITU-R sets, where they are present, through the same runners as `scripts/reference.sh`."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

_PATH = Path(__file__).resolve().parents[2] / "benchmarks" / "reference_itu.py"
_SPEC = importlib.util.spec_from_file_location("reference_itu", _PATH)
reference_itu = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(reference_itu)

RUNNERS = {
    "itu_p526_delta_bullington": reference_itu.run_p526_delta_bullington,
    "itu_p1812": reference_itu.run_p1812,
    "itu_p452": reference_itu.run_p452,
}


@pytest.mark.parametrize("name", sorted(RUNNERS))
def test_every_figure_is_within_its_tolerance(reference_data, name):
    folder = reference_data / "vectors" / name
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    rows = RUNNERS[name](folder)
    assert rows
    for title, cases, worst, tolerance in rows:
        assert cases > 0 and worst <= tolerance, title


def test_more_cases_of_the_same_layout_run_and_a_wrong_figure_is_noticed(tmp_path):
    np.savetxt(tmp_path / "path9_profile.csv", [[0, 0], [1, 0], [2, 0]], delimiter=",", header="d_km,h_m_asl", comments="")
    header = "path,f_GHz,htg_m,hrg_m,Lbulla_dB,Lbulls_dB,Ldsph_dB,Ld_dB"
    (tmp_path / "expected.csv").write_text(f"{header}\n9,1.0,30,30,0,0,0,0.5\n", encoding="utf-8")
    rows = {title.split()[-1]: (cases, worst) for title, cases, worst, _ in reference_itu.run_p526_delta_bullington(tmp_path)}
    assert rows["Lbulla_dB"] == (1, 0.0) and rows["Ld_dB"] == (1, 0.5)
