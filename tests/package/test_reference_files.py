# SPDX-License-Identifier: GPL-2.0-or-later
"""`scripts/reference.sh` takes the other scenarios of R1-165974 as soon as their files lie in the folder."""

import csv
import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

PATH = Path(__file__).resolve().parents[1] / "benchmarks" / "reference_3gpp.py"
SHARES = (0, 5, 10, 20, 50, 80, 90, 95, 100)


@pytest.fixture
def reference(monkeypatch):
    spec = importlib.util.spec_from_file_location("reference_3gpp_files", PATH)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "USERS", 2000)  # what is looked at here is the way of the files, not the figures
    return module


def files(folder, reference, name, shift_db=0.0):
    """Made-up files of a scenario in the published layout, around our own curve."""
    ours = reference.simulate(reference.SCENARIOS[name])
    for ending, metric in reference.METRICS.items():
        with (folder / f"{name}_{ending}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["pct", "median", "mean", "min", "max", "A", "B"])
            for share in SHARES:
                middle = float(np.percentile(ours[metric], share)) + shift_db
                writer.writerow([float(share), middle, middle, middle - 1, middle + 1, middle - 1, middle + 1])


def test_the_scenarios_are_those_of_the_calibration(reference):
    expected = {  # model, MHz, site distance, height, nearest user, dBm, MHz
        "UMa-6GHz": ("uma", 6000, 500, 25, 35, 49, 20),
        "UMi-6GHz": ("umi", 6000, 200, 10, 10, 44, 20),
        "UMa-30GHz": ("uma", 30000, 500, 25, 35, 35, 100),
    }
    assert {name: tuple(reference.SCENARIOS[name])[:7] for name in expected} == expected


@pytest.mark.parametrize("name", ["UMi-6GHz", "UMa-30GHz"])
def test_files_of_other_scenarios_are_run(reference, tmp_path, name):
    files(tmp_path, reference, name)
    results = reference.run(tmp_path)
    assert [line[0] for line in results] == [
        f"3GPP {name} {ending} {what}" for ending in reference.METRICS for what in ("median", "outside envelope")
    ]
    assert all(error <= tolerance for _, _, error, tolerance in results)
    files(tmp_path, reference, name, shift_db=3.0)
    assert all(error > tolerance for _, _, error, tolerance in reference.run(tmp_path)), "and a miss is a miss"
