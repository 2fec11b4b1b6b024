# SPDX-License-Identifier: GPL-2.0-or-later
"""Published vectors of the ITU-R terrain models run through the engine: `run_*(folder) -> [(set, cases, max abs error, tolerance)]`.

Each reader takes whatever files of the folder's layout it finds, so more cases need no change here.
"""

import csv
from pathlib import Path
from typing import Dict, List, Tuple

import numpy as np
from smartpole.engine.propagation import p452, p526, p1812
from smartpole.engine.propagation.itu_radio_climate import path_centre_latitude_deg

Row = Tuple[str, int, float, float]


def run_p526_delta_bullington(folder) -> List[Row]:
    """Folder itu_p526_delta_bullington: expected.csv (and any other expected*.csv) with pathN_profile.csv."""
    folder = Path(folder)
    names = ("Lbulla_dB", "Lbulls_dB", "Ldsph_dB", "Ld_dB")
    worst = {name: 0.0 for name in names}
    cases = 0
    for table in sorted(folder.glob("*expected*.csv")):
        for row in _rows(table):
            distance, height = np.loadtxt(folder / f"path{row['path']}_profile.csv", delimiter=",", skiprows=1).T
            result = p526.delta_bullington_loss(
                frequency_mhz=1000.0 * float(row["f_GHz"]),
                distance_km=distance,
                height_m=height,
                tx_height_m=float(row["htg_m"]),
                rx_height_m=float(row["hrg_m"]),
                polarization="horizontal",
                earth_radius_km=8500.0,
            )
            values = (result.bullington_actual_db, result.bullington_smooth_db, result.spherical_earth_db, result.loss_db)
            for name, value in zip(names, values):
                worst[name] = _worse(worst[name], value[0], row[name])
            cases += 1
    return [(f"itu_p526_delta_bullington {name}", cases, worst[name], 0.01) for name in names]


def run_p1812(folder) -> List[Row]:
    """Folder itu_p1812: every log of validation_results against the profile it was made from; every intermediate."""
    folder = Path(folder)
    profiles = {path.stem: path for path in (folder / "validation_profiles").glob("*.csv")}
    worst: Dict[str, float] = {}
    cases = 0
    for log in sorted((folder / "validation_results").glob("*_log.csv")):
        stem = log.stem[: -len("_log")].rsplit("_", 1)[0]
        if stem not in profiles:
            raise FileNotFoundError(f"{log.name}: no profile {stem}.csv")
        expected = _p1812_log(log)
        for name, value in _p1812_values(profiles[stem], expected).items():
            worst[name] = _worse(worst.get(name, 0.0), value, expected[name])
        cases += 1
    loss = worst.pop("Lb (dB),Eq (69)", np.nan)
    intermediates = max(worst.values()) if worst else np.nan
    return [("itu_p1812 Lb", cases, loss, 1e-4), (f"itu_p1812 {len(worst)} intermediates", cases, intermediates, 1e-4)]


def _p1812_values(profile_path: Path, given: Dict[str, float]) -> Dict[str, float]:
    profile = _p1812_profile(profile_path)
    ends = (given[name] for name in ("phi_t (deg)", "lam_t (deg)", "phi_r (deg)", "lam_r (deg)"))
    centre = path_centre_latitude_deg(*ends, length_km=profile[-1, 0])
    result = p1812.p1812_loss(
        frequency_mhz=1000.0 * given["f (GHz)"],
        distance_km=profile[:, 0],
        height_m=profile[:, 1],
        clutter_m=np.nan_to_num(profile[:, 3]),
        zone=profile[:, 4],
        tx_height_m=given["htg (m)"],
        rx_height_m=given["hrg (m)"],
        time_percent=given["p (%)"],
        location_percent=given["pL (%)"],
        location_sd_db=given["sigmaL (dB)"],
        polarization="horizontal" if given["pol"] == 1 else "vertical",
        latitude_deg=centre,
        delta_n=given["DN"],
        n0=given["N0"],
        tx_coast_km=given["dct (km)"],
        rx_coast_km=given["dcr (km)"],
    )
    view, smooth, climate, parts = result.horizon, result.smooth, result.climate, result.mechanisms
    values = {
        "d (km)": result.distance_km,
        "dlt (km),Eq (78)": view.tx_distance_km,
        "dlr (km),Eq (81a)": view.rx_distance_km,
        "th_t (mrad),Eqs (76-78)": view.tx_elevation_mrad,
        "th_r (mrad),Eqs (79-81)": view.rx_elevation_mrad,
        "th (mrad),Eq (82)": view.angular_distance_mrad,
        "hts (m)": result.tx_m,
        "hrs (m)": result.rx_m,
        "w,Table 5": climate.sea_fraction,
        "dtm (km),Sec 3.6": climate.longest_land_km,
        "dlm (km),Sec 3.6": climate.longest_inland_km,
        "b0 (%),Eq (5)": climate.beta0_percent,
        "ae (km),Eq (7a)": climate.earth_radius_km,
        "phi (deg),Eq (4)": centre,
        "hst (m),Eq (85)": smooth.fitted_tx_m,
        "hsr (m),Eq (86)": smooth.fitted_rx_m,
        "hst (m),Eq (90a)": smooth.ducting_tx_m,
        "hsr (m),Eq (90b)": smooth.ducting_rx_m,
        "hstd (m),Eq (89)": smooth.diffraction_tx_m,
        "hsrd (m),Eq (89)": smooth.diffraction_rx_m,
        "htc (m),Eq (37a)": result.tx_m - smooth.diffraction_tx_m,
        "hrc (m),Eq (37b)": result.rx_m - smooth.diffraction_rx_m,
        "hte (m),Eq (92a)": view.tx_effective_m,
        "hre (m),Eq (92b)": view.rx_effective_m,
        "hm (m),Eq (93)": view.roughness_m,
        "Fi,Eq (40)": parts.time_weight,
        "Fj,Eq (57)": parts.angle_weight,
        "Fk,Eq (58)": parts.distance_weight,
        "Lbfs,Eq (8)": parts.free_space_db,
        "Lb0p,Eq (10)": parts.line_of_sight_db,
        "Lb0b,Eq (11)": parts.line_of_sight_beta0_db,
        "Lbulla (dB),Eq (21)": result.beta0.bullington_actual_db,
        "Lbulls (dB),Eq (21)": result.beta0.bullington_smooth_db,
        "Ldsph (dB),Eq (27)": result.beta0.spherical_earth_db,
        "Ld50 (dB),Eq (39)": parts.diffraction_median_db,
        "Ldb (dB),Eq (39)": parts.diffraction_beta0_db,
        "Ldp (dB),Eq (41)": parts.diffraction_db,
        "Lbd50 (dB),Eq (42)": parts.basic_diffraction_median_db,
        # The logs show the same number for Lbd as for Lbda in every case: the reference overwrote one with the other.
        # Lbd itself is Lb0p + Ldp, both of which are compared.
        "Lbd (dB),Eq (43)": parts.with_ducting_db,
        "Lminb0p (dB),Eq (59)": parts.notional_minimum_db,
        "Lba (dB),Eq (46)": parts.ducting_db,
        "Lminbap (dB),Eq (60)": parts.notional_ducting_db,
        "Lbda (dB),Eq (61)": parts.with_ducting_db,
        "Lbam (dB),Eq (62)": parts.modified_db,
        "Lbs (dB),Eq (44)": parts.troposcatter_db,
        "Lbc (dB),Eq (63)": parts.combined_db,
        "Lb (dB),Eq (69)": result.loss_db,
        "Ep (dBuV/m),Eq (70)": result.field_strength_dbuvm(1000.0 * given["f (GHz)"]),
    }
    return {name: float(np.ravel(value)[0]) for name, value in values.items() if name in given}


def run_p452(folder) -> List[Row]:
    """Folder itu_p452: every row of results/test_result_X.csv on profiles/test_profile_X.csv; every column that is a result."""
    folder = Path(folder)
    worst: Dict[str, float] = {}
    cases = 0
    for table in sorted((folder / "results").glob("test_result_*.csv")):
        profile = _p452_profile(folder / "profiles" / table.name.replace("test_result_", "test_profile_"))
        for row in _rows(table):
            for name, value in _p452_values(profile, row).items():
                worst[name] = _worse(worst.get(name, 0.0), value, row[name])
            cases += 1
    loss = worst.pop("Lb", np.nan)
    intermediates = max(worst.values()) if worst else np.nan
    return [("itu_p452 Lb", cases, loss, 1e-3), (f"itu_p452 {len(worst)} intermediates", cases, intermediates, 1e-3)]


def _p452_values(profile: np.ndarray, row: Dict[str, str]) -> Dict[str, float]:
    given = {name: float(value) for name, value in row.items() if name not in ("profile", "path") and value not in (None, "")}
    ends = (given[name] for name in ("phit_n (deg)", "phit_e (deg)", "phir_n (deg)", "phir_e (deg)"))
    result = p452.p452_loss(
        frequency_mhz=1000.0 * given["f (GHz)"],
        distance_km=profile[:, 0],
        height_m=profile[:, 1],
        clutter_m=profile[:, 2],
        zone=profile[:, 3],
        tx_height_m=given["htg (m)"],
        rx_height_m=given["hrg (m)"],
        time_percent=given["p (%)"],
        polarization="horizontal" if given["pol (1-h/2-v)"] == 1 else "vertical",
        tx_gain_dbi=given["Gt (dBi)"],
        rx_gain_dbi=given["Gr (dBi)"],
        latitude_deg=path_centre_latitude_deg(*ends, length_km=profile[-1, 0]),
        delta_n=given["DN"],
        n0=given["N0"],
        tx_coast_km=given["dct (km)"],
        rx_coast_km=given["dcr (km)"],
        pressure_hpa=given["press (hPa)"],
        temperature_c=given["temp (deg C)"],
    )
    view, smooth, climate, parts = result.horizon, result.smooth, result.climate, result.mechanisms
    values = {
        "ae": climate.earth_radius_km,
        "dtot": result.distance_km,
        "hts": result.tx_m,
        "hrs": result.rx_m,
        "theta_t": view.tx_elevation_mrad,
        "theta_r": view.rx_elevation_mrad,
        "theta": view.angular_distance_mrad,
        "hm": view.roughness_m,
        "hte": view.tx_effective_m,
        "hre": view.rx_effective_m,
        "hstd": smooth.diffraction_tx_m,
        "hsrd": smooth.diffraction_rx_m,
        "dlt": view.tx_distance_km,
        "dlr": view.rx_distance_km,
        "dtm": climate.longest_land_km,
        "dlm": climate.longest_inland_km,
        "b0": climate.beta0_percent,
        "omega": climate.sea_fraction,
        "Lbfsg": parts.free_space_db,
        "Lb0p": parts.line_of_sight_db,
        "Lb0b": parts.line_of_sight_beta0_db,
        "Ldsph": result.median.spherical_earth_db,
        "Ld50": parts.diffraction_median_db,
        "Ldp": parts.diffraction_db,
        "Lbs": parts.troposcatter_db,
        "Lba": parts.ducting_db,
        "Lb": result.loss_db,
    }
    return {name: float(np.ravel(value)[0]) for name, value in values.items() if name in given}


def _p452_profile(path: Path) -> np.ndarray:
    """(points, 4): distance km, height m, clutter height m, zone code."""
    return np.loadtxt(path, delimiter=",", skiprows=1, usecols=(0, 1, 2, 4))


def _p1812_log(path: Path) -> Dict[str, float]:
    """Name and equation -> value of a log; where one name comes twice (hst, hsr), its equation tells them apart."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split(",")
        if len(cells) >= 4 and cells[0].strip() and cells[3].strip() and not cells[0].startswith("#"):
            name = cells[0].strip() + ("," + cells[1].strip() if cells[1].strip() else "")
            found.setdefault(name, float(cells[3]))
    return found


def _p1812_profile(path: Path) -> np.ndarray:
    """(points, 5): distance km, height m, clutter code, clutter height m, zone; empty cells NaN."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("Number of Points:"))
    count = int(lines[start].split(",")[1])
    return np.array([[float(cell) if cell else np.nan for cell in line.split(",")[:5]] for line in lines[start + 1 : start + 1 + count]])


def _rows(path: Path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _worse(so_far: float, value, expected) -> float:
    """The greater of two errors; NaN stays."""
    return float(np.maximum(so_far, abs(float(value) - float(expected))))
