# SPDX-License-Identifier: GPL-2.0-or-later
"""Worker processes: the same results in the same order; nothing left behind when they die, are cancelled or cannot start."""

import io
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from smartpole.engine import compute, wire, workers
from smartpole.engine.antenna import Sector as SectorAntenna
from smartpole.engine.antenna import wrap_deg
from smartpole.engine.calibration import Accuracy, BandCalibration, Method
from smartpole.engine.calibration.fit import Fit
from smartpole.engine.calibration.local_field import ResidualField
from smartpole.engine.calibration.use import CalibratedBand, Calibration
from smartpole.engine.compute import map_ordered, spread, threads
from smartpole.engine.coverage import compute_coverage, site_signals
from smartpole.engine.errors import Cancelled, InputError
from smartpole.engine.grid import Grid
from smartpole.engine.network import Carrier, Network, Sector, Site
from smartpole.engine.pathloss import PatchWork, PathLossSettings
from smartpole.engine.progress import Progress
from smartpole.engine.propagation.registry import model, models
from smartpole.engine.terrain import Terrain
from smartpole.engine.workers import Workers

GRID = Grid(0, 1600, 10, 160, 170)
SETTINGS = PathLossSettings(600, 10)
CARRIER = Carrier("n78", 3450, 100, 273, 30, ("CT",))


def terrain():
    rng = np.random.default_rng(3)
    building = np.where(rng.random(GRID.shape) < 0.1, 12, 0).astype(np.float32)
    return Terrain(GRID, rng.uniform(0, 30, GRID.shape).astype(np.float32), building)


def network(count=12):
    rng = np.random.default_rng(4)
    antenna = SectorAntenna(16, 65, 10, 6, 30, 17)
    places = rng.uniform(0, 1600, (count, 2))
    return Network(
        tuple(
            Site(str(i), "", x, y, "roof", tuple(Sector(CARRIER, a, 0, 25, 50, antenna) for a in (0, 120, 240)))
            for i, (x, y) in enumerate(places)
        )
    )


def masts(count=12):
    return [row.mast for row in network(count).sector_rows()[::3]]


@pytest.fixture
def at_once(monkeypatch, tmp_path):
    """Workers are started for anything, two of them; returns the folder in which they must leave nothing."""
    monkeypatch.setattr(workers, "WORTH_SECONDS", 0.0)
    monkeypatch.setattr(workers, "JUDGED_BY", 0)
    monkeypatch.setattr(compute, "thread_count", lambda: 2)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path
    assert list(tmp_path.glob("smartpole_work_*")) == []


def test_results_are_those_of_the_function_itself(at_once):
    work = PatchWork(terrain(), GRID, SETTINGS)
    with spread(work, 12) as (pool, elsewhere):
        found = list(map_ordered(elsewhere, masts(), pool))
        assert elsewhere.started == 2 and elsewhere.lost == 0
        processes = [one._process for one in elsewhere._all]
    assert all(process.poll() is not None for process in processes)
    for mast, patch in zip(masts(), found):
        assert patch.mast == mast
        np.testing.assert_array_equal(patch.loss_db, work(mast).loss_db)


def test_coverage_and_signals_are_the_same_to_the_last_bit(at_once):
    where = terrain()
    with threads(2) as pool:
        alone = compute_coverage(network(), where, GRID, SETTINGS, executor=pool)
        signals = list(site_signals(network(), where, GRID, SETTINGS, executor=pool))
    together = compute_coverage(network(), where, GRID, SETTINGS)
    for layer in ("ss_rsrp_dbm", "ss_sinr_db", "best_server", "second_rsrp_dbm"):
        np.testing.assert_array_equal(getattr(alone, layer), getattr(together, layer))
    for one, other in zip(signals, site_signals(network(), where, GRID, SETTINGS)):
        assert one[:2] == other[:2]
        np.testing.assert_array_equal(one[2], other[2])


@pytest.mark.parametrize("key", [entry.key for entry in models("fan")])
def test_every_model_can_be_sent(key):
    work = PatchWork(terrain(), GRID, SETTINGS, model(key).fan_model())
    assert sent(work).model == work.model


def test_what_is_stored_is_what_is_loaded(tmp_path):
    value = {"large": np.arange(40_000.0).reshape(200, 200), "small": np.arange(3), "turned": np.asfortranarray(np.eye(200)), "text": "杆"}
    wire.store(value, tmp_path)
    loaded, maps = wire.load(tmp_path)
    for name in ("large", "small", "turned"):
        np.testing.assert_array_equal(loaded[name], value[name])
    assert loaded["text"] == "杆" and not loaded["large"].flags.writeable
    del loaded
    for one in maps:
        one.close()


def test_short_work_starts_nothing():
    with Workers(wrap_deg, 1000, 2) as elsewhere:
        assert [elsewhere(item + 360.0) for item in range(50)] == list(range(50)) and elsewhere.started == 0


def test_work_of_a_dead_worker_is_done_here(at_once, caplog):
    work = PatchWork(terrain(), GRID, SETTINGS)
    with caplog.at_level(logging.WARNING), spread(work, 12) as (pool, elsewhere):
        found = []
        for number, patch in enumerate(map_ordered(elsewhere, masts(), pool, ahead=3)):
            found.append(patch)
            if number == 2:
                for one in elsewhere._all:
                    one._process.kill()
        assert elsewhere.lost == 2
    assert "its work is done here" in caplog.text
    for mast, patch in zip(masts(), found):
        np.testing.assert_array_equal(patch.loss_db, work(mast).loss_db)


def test_an_error_comes_as_if_nobody_else_had_worked(at_once):
    work = PatchWork(terrain(), GRID, PathLossSettings(6000, 40), model("tr38901").fan_model())
    with pytest.raises(InputError, match="model_range"), spread(work, 3) as (pool, elsewhere):
        list(map_ordered(elsewhere, masts(3), pool))


def test_cancel_ends_workers_at_once(at_once, monkeypatch):
    begun = time.monotonic()
    progress = Progress(is_cancelled=lambda: time.monotonic() - begun > 1.0)
    monkeypatch.setattr(workers, "RUN_SCRIPT", "import time; time.sleep(60)")
    with pytest.raises(Cancelled), spread(wrap_deg, 4) as (pool, elsewhere):
        list(map_ordered(elsewhere, [370.0] * 4, pool, progress=progress))
    assert time.monotonic() - begun < 5.0 and elsewhere.started == 2


@pytest.mark.parametrize(
    "start",
    [
        partial(Workers, interpreter=sys.executable + "-none"),
        partial(Workers, interpreter="/bin/false" if os.name == "posix" else "where"),
    ],
    ids=["no interpreter", "another program"],
)
def test_without_workers_it_is_done_here(at_once, start):
    with start(wrap_deg, 10, 2) as elsewhere:
        assert [elsewhere(item + 360.0) for item in range(10)] == list(range(10))


def test_a_function_that_cannot_be_sent_stays_here(at_once, caplog):
    lock = threading.Lock()
    with Workers(lambda item: (lock, item)[1], 10, 2) as elsewhere:
        assert [elsewhere(item) for item in range(10)] == list(range(10)) and elsewhere.started == 0
    assert "no worker processes" in caplog.text


def test_another_numpy_is_not_used(at_once, monkeypatch):
    monkeypatch.setattr(workers, "version", lambda: ((2, 7, 0), "1.0"))
    with Workers(wrap_deg, 10, 2) as elsewhere:
        assert [elsewhere(item + 360.0) for item in range(10)] == list(range(10)) and elsewhere.lost == 2


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_nothing_is_left_when_the_program_is_killed(tmp_path):
    root = Path(__file__).resolve().parents[2]
    code = f"""
import importlib.util, sys, tempfile, time
spec = importlib.util.spec_from_file_location("smartpole", r"{root}/__init__.py", submodule_search_locations=[r"{root}"])
sys.modules["smartpole"] = importlib.util.module_from_spec(spec)
from smartpole.engine import antenna, workers
tempfile.tempdir, workers.WORTH_SECONDS, workers.JUDGED_BY = r"{tmp_path}", 0.0, 0
with workers.Workers(antenna.wrap_deg, 10, 2) as elsewhere:
    elsewhere(370.0), print(elsewhere._all[0]._process.pid, elsewhere._all[1]._process.pid, flush=True), time.sleep(60)
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in process.stdout.readline().split()]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    ends = time.monotonic() + 10
    while time.monotonic() < ends and (any(map(_runs, pids)) or list(tmp_path.iterdir())):
        time.sleep(0.05)
    assert len(pids) == 2 and not any(map(_runs, pids)) and list(tmp_path.iterdir()) == []


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def sent(value):
    stream = io.BytesIO()
    wire.send(stream, value)
    stream.seek(0)
    return wire.receive(stream)


def test_what_is_sent_is_what_is_received():
    values = [None, True, 0.1, -3, float("inf"), "杆", (1, (2.5, None)), [1, []], {1: "a", "b": (2,)}, np.float32(0.1), GRID, masts()[0]]
    for value in values:
        assert sent(value) == value and type(sent(value)) is type(value)
    for array in (np.arange(6.0).reshape(2, 3)[:, ::2], np.zeros((0, 4), np.int16), np.array([True, False]), np.float32([np.nan])):
        np.testing.assert_array_equal(sent(array), array)
        assert sent(array).dtype == array.dtype
    limit = model("p1812").limits["distance_m"]
    assert sent(limit) == limit and type(sent(limit)) is type(limit)


@pytest.mark.parametrize("value", [object(), threading.Lock(), lambda item: item, np.array([object()]), sent, os.system, Path("a")])
def test_nothing_else_is_sent(value):
    with pytest.raises(TypeError):
        sent(value)


def test_a_calibrated_model_can_be_sent():
    x = np.arange(400.0)
    field = ResidualField(x, x + 1, x - 200, 120.0)
    fit = Fit("offset", {"offset": 3.25})
    accuracy = Accuracy(9, 6.5, float("nan"), 0.7, 0.8, -105.0, {0: 1.5})
    fitted = BandCalibration(Method("offset", False, 100.0), fit, {0: field}, accuracy, None, ((Method(), 6.6),))
    band = CalibratedBand("n78", 3450.0, fitted, {0: (1.0, 2.0)}, {0: "cell"})
    calibration = Calibration("own", "tr38901", "drive.csv", "2026-01-01", (band,))
    got = sent(calibration.fan_model(model("tr38901").fan_model()))
    assert repr(got.calibration.to_json()) == repr(calibration.to_json()), "nan is not equal to itself"
    assert got.base == model("tr38901").fan_model()
