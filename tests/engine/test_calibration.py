# SPDX-License-Identifier: GPL-2.0-or-later
"""Calibration: what was put in is found again, areas left out tell the error, and a kept calibration predicts the same."""

import csv
import gzip
import json
from dataclasses import replace

import numpy as np
import pytest
from smartpole.engine.calibration import Method, accuracy, area_numbers, calibrate, choose
from smartpole.engine.calibration.fit import fit_curve, sector_attenuation_db
from smartpole.engine.calibration.local_field import ResidualField, fit_fields
from smartpole.engine.calibration.predict import class_at
from smartpole.engine.calibration.samples import bin_samples, make_samples
from smartpole.engine.calibration.use import CalibratedBand, Calibration
from smartpole.engine.errors import InputError
from smartpole.engine.grid import Grid
from smartpole.engine.network import Mast
from smartpole.engine.profiles import FanPaths, make_fan
from smartpole.engine.propagation.tr38901 import path_loss_db
from smartpole.engine.terrain import Terrain

CURVES = (Method("offset"), Method("offset", range_m=100.0), Method("spm"))


def drive(levels, count=1500, noise=2.0, seed=1):
    """Samples around a mast at the origin whose level is `levels(distance, bearing, x, y)`."""
    random = np.random.default_rng(seed)
    x, y = random.uniform(-800, 800, (2, count))
    bearing = np.rad2deg(np.arctan2(x, y)) % 360
    distance = np.sqrt(x**2 + y**2 + 28.5**2)
    measured = levels(distance, bearing, x, y) + random.normal(0, noise, count)
    base = path_loss_db("uma", False, 2600, np.hypot(x, y), 30, 1.5, extrapolate=True)
    return make_samples(x, y, measured, site_x_m=0, site_y_m=0, tx_height_m=30, base_loss_db=base, cell=(x > 0).astype(int))


def test_an_offset_is_found_despite_outliers():
    samples = drive(lambda d, b, x, y: -path_loss_db("uma", False, 2600, np.sqrt(d**2 - 28.5**2), 30, 1.5, extrapolate=True) + 12)
    spoiled = samples.measured_dbm.copy()
    spoiled[::20] -= 60  # 5 % under a bridge
    samples = type(samples)(**{**vars(samples), "measured_dbm": spoiled})
    assert fit_curve(samples, "offset").terms["offset"] == pytest.approx(12, abs=0.5)


def test_a_slope_is_found_and_unseen_terms_stay_usual():
    fit = fit_curve(drive(lambda d, b, x, y: -20 - 30 * np.log10(d), noise=1), "spm")
    slope = fit.terms["K2"] + fit.terms["K5"] * np.log10(30)
    assert slope == pytest.approx(30, abs=0.7)
    assert fit.terms["K6"] == pytest.approx(0, abs=1e-4) and fit.terms["K4"] == pytest.approx(0.5, abs=1e-4)


def test_azimuths_of_unknown_antennas_are_found():
    def levels(d, b, x, y):
        azimuth = np.where(x > 0, 90.0, 250.0)
        return 10 - 35 * np.log10(d) - sector_attenuation_db(b - azimuth, 65, 25)

    fit = fit_curve(drive(levels), "spm", antennas=True)
    assert fit.antennas[1][0] == pytest.approx(90, abs=4) and fit.antennas[0][0] == pytest.approx(250, abs=4)
    assert fit.beam_width_deg == pytest.approx(65, abs=8)


TRUTH_DB = {10: 11.0, 40: 0.0, 50: 5.0}  # what each class of land cover takes


def by_class(count=1500, unknown=0.0, seed=3):
    """A drive through three classes in stripes whose true terms are known; a share of the classes is not."""
    random = np.random.default_rng(seed)
    classes = np.array(list(TRUTH_DB))

    def class_of(x):
        return classes[np.floor(x / 60).astype(int) % 3]

    def levels(d, b, x, y):
        return -15 - 32 * np.log10(d) - np.array([TRUTH_DB[c] for c in class_of(x)])

    samples = drive(levels, count, noise=3.0, seed=seed)
    known = np.where(random.random(count) < unknown, -1, class_of(samples.x_m))
    return type(samples)(**{**vars(samples), "clutter": known})


@pytest.mark.parametrize("antennas", [False, True])
@pytest.mark.parametrize("unknown", [0.0, 0.3])
def test_the_terms_of_classes_are_found(antennas, unknown):
    samples = by_class(unknown=unknown)
    fit = fit_curve(samples, "spm", antennas)
    assert fit.classes == (10, 40, 50)
    found = {value: fit.terms[f"clutter:{value}"] for value in TRUTH_DB}
    assert found[10] - found[40] == pytest.approx(11, abs=0.5) and found[50] - found[40] == pytest.approx(5, abs=0.5)
    known = samples.clutter >= 0
    shares = {value: np.mean(samples.clutter[known] == value) for value in TRUTH_DB}
    assert sum(found[value] * share for value, share in shares.items()) == pytest.approx(0, abs=1e-9)
    residual = samples.measured_dbm - fit.predict_dbm(samples)
    assert all(abs(residual[samples.clutter == value].mean()) < 0.5 for value in (*TRUTH_DB, *([-1] if unknown else [])))


def test_classes_make_areas_left_out_better_known():
    samples = by_class()
    blind = type(samples)(**{**vars(samples), "clutter": np.full(len(samples), -1)})
    with_classes, without = (calibrate(some, [Method("spm")]).by_area.rmse_db for some in (samples, blind))
    assert with_classes == pytest.approx(3.0, abs=0.4) and without > with_classes + 1.5


def test_squares_take_the_commonest_class():
    samples = make_samples([1, 2, 3, 14], [1] * 4, [-80.0] * 4, site_x_m=0, site_y_m=-50, tx_height_m=10, clutter=[50, 10, 10, 40])
    assert sorted(zip(bin_samples(samples, 10).x_m.tolist(), bin_samples(samples, 10).clutter.tolist())) == [(2.0, 10), (14.0, 40)]


def test_a_calibration_by_class_over_a_fan():
    """Each class as fitted; classes never measured, unknown ones and a terrain without land cover get the average."""
    inner = calibrate(by_class(), [Method("spm")])
    band = CalibratedBand("n41", 2600.0, inner, {}, {0: "west", 1: "east"})
    kept = Calibration("by class", "tr38901", "drive", "2025-01-01", (band,), "worldcover")
    again = Calibration.from_json(json.loads(json.dumps(kept.to_json())))
    assert again.landcover_classes == (10, 40, 50) and again.landcover_table == "worldcover"
    fan = make_fan(600, 20)
    zeros = np.zeros(fan.shape, np.float32)
    classes = np.resize(np.array([10, 40, 50, 80, -1], np.int32), fan.shape)
    paths = FanPaths(fan.distance_m, zeros, zeros, None, 30.0, 1.5, 2600.0, classes)
    mast = Mast(9000, 0, 30, 2600, "uma")
    loss, average = again.fan_model(None)(paths, mast), again.fan_model(None)(replace(paths, landcover_class=None), mast)
    for value in TRUTH_DB:
        assert (loss - average)[classes == value] == pytest.approx(inner.fit.terms[f"clutter:{value}"], abs=1e-3)
    assert np.array_equal(loss[(classes == 80) | (classes == -1)], average[(classes == 80) | (classes == -1)])
    old = {**kept.to_json(), "format": 1}
    del old["landcover_table"]
    assert Calibration.from_json(old).landcover_table == ""


def test_points_are_given_the_class_of_their_cell():
    grid = Grid(0, 100, 10, 10, 10)
    classes = np.full(grid.shape, 40, np.int32)
    classes[:, 5:] = 10
    terrain = replace(Terrain.flat(grid), landcover_class=classes)
    assert class_at(terrain, [5.0, 55.0, 120.0], [50.0, 50.0, 50.0]).tolist() == [40, 10, -1]
    assert class_at(Terrain.flat(grid), [5.0], [5.0]).tolist() == [-1]
    for broken in (classes.astype(np.float32), classes[:5]):
        with pytest.raises(InputError):
            replace(Terrain.flat(grid), landcover_class=broken)


def test_bins_are_medians_per_cell_and_square():
    samples = make_samples(
        [1, 2, 3, 12, 4], [1, 1, 1, 1, 1], [-80, -90, -150, -70, -60], site_x_m=0, site_y_m=-50, tx_height_m=10, cell=[1, 1, 1, 1, 2]
    )
    binned = bin_samples(samples, 10)
    assert sorted(binned.measured_dbm.tolist()) == [-90, -70, -60]
    assert sorted(binned.cell.tolist()) == [1, 1, 2]


def test_a_field_meets_its_points_and_fades_away():
    samples = drive(lambda d, b, x, y: 0 * d, count=40, noise=0)
    residual = 10 * np.sin(samples.x_m / 200)
    field = fit_fields(samples, residual, 300.0)[0]
    assert np.corrcoef(field.at(samples.x_m, samples.y_m), residual)[0, 1] > 0.9
    assert abs(field.at(5000.0, 5000.0)) < 1e-3


def test_left_out_areas_choose_the_field_only_where_shadowing_is_alike():
    rough = drive(
        lambda d, b, x, y: -path_loss_db("uma", False, 2600, d, 30, 1.5, extrapolate=True) + 12 * np.sin(x / 300) * np.cos(y / 300), noise=2
    )
    plain = drive(lambda d, b, x, y: -path_loss_db("uma", False, 2600, d, 30, 1.5, extrapolate=True), noise=6)
    assert calibrate(rough, CURVES).method.range_m > 0
    found = calibrate(plain, CURVES)
    assert found.method == Method("offset")
    assert found.by_area.rmse_db == pytest.approx(6, abs=0.7)
    assert found.by_cell is not None and set(found.by_cell.cell_bias_db) == {0, 1}


def test_simpler_wins_within_a_tenth_of_a_decibel():
    offset, field, spm = CURVES
    assert choose([(field, 6.0), (offset, 6.09), (spm, 6.05)]) == offset
    assert choose([(field, 5.0), (offset, 6.09), (spm, 6.05)]) == field


def test_areas_are_whole_squares():
    samples = make_samples([10, 240, 260, -1], [10, 10, 10, 10], [-80.0] * 4, site_x_m=0, site_y_m=0, tx_height_m=10)
    numbers = area_numbers(samples, 250)
    assert numbers[0] == numbers[1] and len(set(numbers.tolist())) == 3


def test_accuracy_figures():
    samples = make_samples([0, 1, 2, 3], [0] * 4, [-100, -110, -110, -100], site_x_m=50, site_y_m=0, tx_height_m=10, cell=[1, 1, 2, 2])
    said = accuracy([-101, -111, -104, -100], samples, -105)
    assert said.rmse_db == pytest.approx(np.sqrt((1 + 1 + 36) / 4))
    assert said.cell_bias_db == {1: -1.0, 2: 3.0}
    assert said.poorly_f1 == pytest.approx(2 * 1 / (2 + 1))


def test_too_few_measurements_are_refused():
    with pytest.raises(InputError):
        calibrate(drive(lambda d, b, x, y: 0 * d, count=20), CURVES)
    with pytest.raises(InputError):
        make_samples([0.0], [0.0], [np.nan], site_x_m=1, site_y_m=1, tx_height_m=10)


def test_kept_and_used_as_a_model():
    samples = drive(lambda d, b, x, y: -path_loss_db("uma", False, 2600, d, 30, 1.5, extrapolate=True) + 12 * np.sin(x / 300))
    inner = calibrate(samples, CURVES)
    band = CalibratedBand("n41", 2600.0, inner, {0: (0.0, 0.0)}, {0: "west", 1: "east"})
    kept = Calibration("first", "tr38901", "drive", "2025-01-01", (band,))
    again = Calibration.from_json(json.loads(json.dumps(kept.to_json())))
    assert again.bands[0].calibration.predict_dbm(samples) == pytest.approx(inner.predict_dbm(samples), abs=1e-2)

    fan = make_fan(600, 20)
    zeros = np.zeros(fan.shape, np.float32)
    paths = FanPaths(fan.distance_m, zeros, zeros, None, 30.0, 1.5, 2600.0)
    base = lambda p, m: np.broadcast_to(path_loss_db("uma", False, 2600, fan.distance_m, 30, 1.5, extrapolate=True), fan.shape)  # noqa: E731
    loss = again.fan_model(base)(paths, Mast(0, 0, 30, 2600, "uma"))
    ray, step = fan.shape[0] // 4, 25
    point = make_samples([500.0], [0.0], [0.0], site_x_m=0, site_y_m=0, tx_height_m=30, base_loss_db=base(0, 0)[0, step])
    assert -loss[ray, step] == pytest.approx(inner.predict_dbm(point)[0], abs=0.5)
    alone = FanPaths(fan.distance_m, zeros[:1], zeros[:1], None, 30.0, 1.5, 2600.0, None, fan.azimuth_rad[ray : ray + 1])
    one = again.fan_model(lambda p, m: base(p, m)[:1])(alone, Mast(0, 0, 30, 2600, "uma"))
    assert one[0] == pytest.approx(loss[ray], abs=1e-3), "a single ray has the field of its own direction"
    far = again.fan_model(base)(paths, Mast(9000, 0, 30, 2600, "uma"))  # another site: the offset without the field
    assert far[0] == pytest.approx(base(0, 0)[0] - inner.fit.terms["offset"], abs=1e-3)
    other = FanPaths(fan.distance_m, zeros, zeros, None, 30.0, 1.5, 700.0)
    assert again.fan_model(base)(other, Mast(0, 0, 30, 700, "uma")) == pytest.approx(base(0, 0))


@pytest.mark.parametrize("broken", [{}, {"format": 99}, {"format": 1, "name": "x"}, None])
def test_unreadable_calibrations_say_so(broken):
    with pytest.raises(InputError):
        Calibration.from_json(broken)


# Best simple line on the blind route (RMSE, dB): fitted slope at 811 MHz, constant at 2630 MHz.
@pytest.mark.parametrize(
    "frequency,simple_db,methods", [(811.0, 5.91, [(True, 100.0), (False, 0.0)]), (2630.0, 6.46, [(False, 400.0), (False, 0.0)])]
)
def test_the_blind_route_of_dtu(reference_data, frequency, simple_db, methods):
    """J. Thrane et al., drive tests of the DTU campus (IEEE DataPort): fitted on the training set only."""
    samples = {name: dtu(reference_data, frequency, name) for name in ("training", "eval")}
    found = calibrate(samples["training"], [Method("offset", *method) for method in methods])
    blind = accuracy(found.predict_dbm(samples["eval"]), samples["eval"], -105)
    assert found.method.range_m > 0  # chosen on areas of the training set left out
    assert blind.rmse_db <= simple_db


def dtu(reference_data, frequency, name):
    path = reference_data / "measurements" / "dtu" / "dtu_rsrp.csv.gz"
    if not path.is_file():
        pytest.skip(f"no {path}")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] == name and float(row["f_MHz"]) == frequency]
    x, y, level, distance = (np.array([float(row[key]) for row in rows]) for key in ("east_m", "north_m", "rsrp_dBm", "d_m"))
    base = path_loss_db("uma", False, frequency, distance, 30, 1.5, extrapolate=True)
    cell = [int(row["pci"]) for row in rows]
    return make_samples(x, y, level, site_x_m=0, site_y_m=0, tx_height_m=30, cell=cell, base_loss_db=base)


def test_fields_are_evaluated_in_any_shape():
    field = ResidualField(np.array([0.0]), np.array([0.0]), np.array([2.0]), 50.0)
    assert field.at(np.zeros((3, 4)), 0.0).shape == (3, 4)
    assert field.at(0.0, 50.0) == pytest.approx(2 / np.e)
