# SPDX-License-Identifier: GPL-2.0-or-later
"""Published vectors of the models without terrain, of ITM and of antennas: `RUNNERS[folder name](folder) -> rows`.

A row is (set, cases, maximum absolute error, tolerance). Tables are told apart by their columns, so that further files of
the same layout in a folder run too; a table of unknown columns is an error.
"""

import csv
import math
import re
from pathlib import Path
from typing import Dict, List, Tuple

import numpy as np
from smartpole.engine.antenna import Array, Sector
from smartpole.engine.antenna_files import read_antenna
from smartpole.engine.errors import InputError
from smartpole.engine.propagation import hata, itm, p2108, p2109, tr38901

Row = Tuple[str, int, float, float]
SCENARIOS = {"RMa": "rma", "UMa": "uma", "UMi-StreetCanyon": "umi", "UMi": "umi", "InH-Office": "inh", "InH": "inh"}


def run_tr38901(folder) -> List[Row]:
    """Folder tr38901: tables of path loss (PL_dB) and of LOS probability (P_LOS)."""
    tally = _Tally()
    for row in _tables(folder, ("PL_dB", "P_LOS")):
        scenario = SCENARIOS[row["scenario"]]
        if "P_LOS" in row:
            value = tr38901.los_probability(scenario, _f(row, "d2D_m"), _f(row, "hUT_m"))
            tally.add("tr38901 LOS probability", value, _f(row, "P_LOS"), 1e-9)
            continue
        value = tr38901.path_loss_db(
            scenario,
            row["cond"] == "LOS",
            1000 * _f(row, "f_GHz"),
            _f(row, "d2D_m"),
            _f(row, "hBS_m"),
            _f(row, "hUT_m"),
            street_width_m=_f(row, "W_m", 20.0),
            building_height_m=_f(row, "h_m", 5.0),
            extrapolate=True,
        )
        rounded = row["scenario"] == "RMa" and row.get("source") == "pycraf"  # uses another value of the speed of light
        name, tolerance = ("tr38901 path loss (RMa of pycraf)", 5e-3) if rounded else ("tr38901 path loss", 1e-3)
        tally.add(name, value, _f(row, "PL_dB"), tolerance)
    return tally.rows()


def run_p2108(folder) -> List[Row]:
    """Folder itu_p2108: sections 3.1, 3.2 and 3.3; rows that must raise; a superseded table that must not match."""
    tally = _Tally()
    superseded = []
    types = list(p2108.CLUTTER_HEIGHT_M)
    for row in _tables(folder, ("L_ctt__db", "A_h__db", "L_ces__db", "n_ends")):
        if "n_ends" in row:
            share, d_m = _f(row, "p_percent"), _f(row, "d_m")
            value = _f(row, "n_ends") * p2108.terrestrial_clutter_loss_db(1000 * _f(row, "f_GHz"), d_m, share)
            superseded.append(abs(float(value) - _f(row, "loss_dB")))
            continue
        f_mhz = 1000 * _f(row, "f__ghz")
        if "L_ctt__db" in row:
            name, expected = "itu_p2108 terrestrial (3.2)", _f(row, "L_ctt__db")
            call = (p2108.terrestrial_clutter_loss_db, f_mhz, 1000 * _f(row, "d__km"), _f(row, "p"))
        elif "A_h__db" in row:
            name, expected = "itu_p2108 height gain (3.1)", _f(row, "A_h__db")
            clutter = types[int(row["clutter_type"]) - 1]
            call = (p2108.height_gain_loss_db, f_mhz, _f(row, "h__meter"), clutter, _f(row, "R__meter"), _f(row, "w_s__meter"))
        else:
            name, expected = "itu_p2108 aeronautical (3.3)", _f(row, "L_ces__db")
            call = (p2108.aeronautical_clutter_loss_db, f_mhz, _f(row, "theta_deg"), _f(row, "p"))
        if int(float(row["rtn"])) != 0:
            tally.add("itu_p2108 inputs that must raise", 0.0 if _raises(*call) else math.inf, 0.0, 0.0)
        else:
            tally.add(name, call[0](*call[1:]), expected, 0.06)
    rows = tally.rows()
    if superseded:  # the tables of P.2108-0 differ by decibels: agreement would be the fault
        rows.append(("itu_p2108 superseded table must not match", len(superseded), 0.0 if max(superseded) > 1 else math.inf, 0.0))
    return rows


def run_p2109(folder) -> List[Row]:
    """Folder itu_p2109: building entry loss; probability 1 has no finite answer."""
    tally = _Tally()
    for row in _tables(folder, ("building_class",)):
        probability = _f(row, "probability")
        if not 0 < probability < 1:
            continue
        value = p2109.building_entry_loss_db(row["building_class"], 1000 * _f(row, "f_GHz"), probability, _f(row, "elevation_deg"))
        tally.add("itu_p2109 building entry loss", value, _f(row, "loss_dB"), 0.01)
    return tally.rows()


def run_hata(folder) -> List[Row]:
    """Folder hata: tables with and without a model column; a note names a rounder tolerance or the right value."""
    tally = _Tally()
    for row in _tables(folder, ("hb_m",)):
        distance = _f(row, "d_m") if "d_m" in row else 1000 * _f(row, "d_km")
        large = row["city"] == "large"
        heights = (_f(row, "hb_m"), _f(row, "hm_m"))
        value = float(hata.hata_loss_db(_f(row, "f_MHz"), distance, *heights, row["environment"], large, extrapolate=True))
        expected, note = _f(row, "loss_dB"), row.get("note") or ""
        right = re.search(r"correct value ([\d.]+)", note)
        if right:
            tally.add("hata known wrong value must not match", 0.0 if abs(value - expected) > 1 else math.inf, 0.0, 0.0)
            expected = float(right.group(1))
        loose = "0.1 dB" in note
        tally.add("hata (0.1 dB in the source)" if loose else "hata", value, expected, 0.1 if loose else 0.01)
    return tally.rows()


def run_antennas(folder) -> List[Row]:
    """Folder antenna_vectors: element and array gains of ITU-R M.2101, element maximum 5 dBi, 8 x 8 elements."""
    tally = _Tally()
    element = Sector(max_gain_dbi=5.0)
    for row in _tables(folder, ("gain_dBi",)):
        direction = (_f(row, "azimuth_deg"), 90 - _f(row, "elevation_deg"))
        if "rho" in row:
            beam = {"beam_tilt_deg": -_f(row, "steer_elevation_deg"), "beam_azimuth_deg": _f(row, "steer_azimuth_deg")}
            value = Array(element, 8, 8, correlation=_f(row, "rho"), **beam).gain_dbi(*direction)
            tally.add("antenna_vectors array 8x8", value, _f(row, "gain_dBi"), 1e-4)
        else:
            tally.add("antenna_vectors element", element.gain_dbi(*direction), _f(row, "gain_dBi"), 1e-4)
    return tally.rows()


def run_antenna_files(folder) -> List[Row]:
    """Folder antenna_files: every file imports; the horizontal cut comes back as the file has it."""
    tally = _Tally()
    for path in sorted(Path(folder).glob("*")):
        if path.suffix.lower() not in (".msi", ".pln", ".ant", ".txt", ".csv"):
            continue
        pattern = read_antenna(path)
        front = pattern.gain_dbi(0, 90 + np.arange(-89.0, 90.0))
        error = np.abs(pattern.max_gain_dbi - front - np.roll(pattern.vertical_db, 89)[:179]).max()
        tally.add("antenna_files import", error, 0.0, 1e-4)
    return tally.rows()


def run_itm(folder) -> List[Row]:
    """Folder ntia_itm: p2p*.csv with pfls*.csv row by row, area*.csv, the Fortran quantile deck, the command-line examples."""
    folder, tally = Path(folder), _Tally()
    for table in sorted(folder.glob("p2p*.csv")):
        beside = folder / table.name.replace("p2p", "pfls")
        lines = (beside if beside.is_file() else folder / "pfls.csv").read_text(encoding="utf-8").splitlines()
        for row, line in zip(_rows(table), (line for line in lines if line.strip())):
            numbers = [float(cell) for cell in line.split(",") if cell.strip()]
            heights = (_f(row, "h_tx__meter"), _f(row, "h_rx__meter"))
            result = itm.itm_loss(numbers[2 : int(numbers[0]) + 3], numbers[1], *heights, _f(row, "f__mhz"), _itm_settings(row))
            tally.add("ntia_itm point to point", result.loss_db[0], _f(row, "A__db"), 0.01)
    for table in sorted(folder.glob("area*.csv")):
        for row in _rows(table):
            tally.add("ntia_itm area", _itm_area(row, 1000 * _f(row, "d__km")), _f(row, "A__db"), 0.06)
    for deck in sorted((folder / "fortran").glob("*dat*.txt")):
        answers = deck.with_name(deck.name.replace("dat", "anx"))
        for value, expected in _itm_quantiles(deck.read_text(encoding="latin-1"), answers.read_text(encoding="latin-1")):
            tally.add("ntia_itm quantiles", value, expected, 0.1)
    for given in sorted((folder / "cmd_examples").glob("i_*.txt")):
        for value, expected in _itm_example(given):
            tally.add("ntia_itm command-line examples", value, expected, 0.06)
    return tally.rows()


def _itm_settings(row, **quantiles) -> itm.ItmSettings:
    variability = int(row["mdvar"])
    if not quantiles:
        quantiles = {f"{name}_percent": _f(row, name) for name in ("time", "location", "situation")}
    return itm.ItmSettings(
        climate=int(row["climate"]),
        refractivity_n0=_f(row, "N_0"),
        vertical=int(row["pol"]) == 1,
        permittivity=_f(row, "epsilon"),
        conductivity_s_m=_f(row, "sigma"),
        mode=itm.MODES[variability % 10],
        no_location=variability // 10 % 2 == 1,
        no_situation=variability >= 20,
        **quantiles,
    )


def _itm_area(row, distance_m, settings=None):
    siting = [
        itm.SITINGS[int(row[key] if key in row else row[key.replace("siting", "site")])]
        for key in ("tx_siting_criteria", "rx_siting_criteria")
    ]
    heights = (_f(row, "h_tx__meter"), _f(row, "h_rx__meter"))
    settings = settings or _itm_settings(row)
    return itm.itm_area_loss(distance_m, _f(row, "delta_h__meter"), *heights, _f(row, "f__mhz"), settings, *siting).loss_db[0]


def _itm_quantiles(deck: str, answers: str):
    """The run deck's profile and two tests against the printed quantiles (broadcast mode, confidence 50, 90, 10)."""
    lines = deck.splitlines()
    length_km = float(lines[0].split()[-1])
    stop = next(i for i, line in enumerate(lines) if i > 2 and "." in line)
    profile = [float(cell) for line in lines[2:stop] for cell in line[3:].split()]
    step = 1000 * length_km / (len(profile) - 1)
    for test in answers.split("QKPFL TEST")[1:]:
        f_mhz = float(re.search(r"FREQUENCY\s+([\d.]+)", test).group(1))
        heights = [float(h) for h in re.search(r"ANTENNA HEIGHTS\s+([\d.]+)\s+([\d.]+)", test).groups()]
        ground = re.search(r"POL=(\d), EPS=\s*([\d.]+), SGM=\s*([\d.]+)", test).groups()
        climate, refractivity = re.search(r"CLIM=(\d), NS=\s*([\d.]+)", test).groups()
        settings = itm.ItmSettings(
            climate=int(climate),
            surface_refractivity_ns=float(refractivity),
            vertical=ground[0] == "1",
            permittivity=float(ground[1]),
            conductivity_s_m=float(ground[2]),
        )
        for reliability, *losses in re.findall(r"^\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*$", test, re.MULTILINE):
            for confidence, expected in zip((50.0, 90.0, 10.0), losses):
                wanted = itm.with_quantiles(settings, confidence, float(reliability))
                yield itm.itm_loss(profile, step, *heights, f_mhz, wanted).loss_db[0], float(expected)


def _itm_example(given: Path):
    """One example of the command-line tool: its input file against every loss in its output file."""
    row = dict(line.split(",", 1) for line in given.read_text(encoding="utf-8").splitlines() if "," in line)
    answer = given.with_name("o" + given.name[1:]).read_text(encoding="utf-8")
    if "d__km" not in row:
        numbers = [float(cell) for cell in (given.parent / "pfl.txt").read_text(encoding="utf-8").split(",")]
        heights = (_f(row, "h_tx__meter"), _f(row, "h_rx__meter"))

        def loss(_, settings):
            return itm.itm_loss(numbers[2:], numbers[1], *heights, _f(row, "f__mhz"), settings).loss_db[0]
    else:

        def loss(distance_km, settings):
            return _itm_area(row, 1000 * distance_km, settings)

    single = re.search(r"Basic Transmission Loss\s+([\d.]+)", answer)
    if "time" in row:
        yield loss(float(row.get("d__km", 0)), _itm_settings(row)), float(single.group(1))
        return
    confidences = [float(c) for c in row["confidence"].split(",")]
    reliabilities = [float(r) for r in row["reliability"].split(",")]

    def settings(confidence, reliability):
        return _itm_settings(row, time_percent=reliability, location_percent=50.0, situation_percent=confidence)

    if single and len(confidences) == len(reliabilities) == 1:
        yield loss(float(row.get("d__km", 0)), settings(confidences[0], reliabilities[0])), float(single.group(1))
        return
    table = answer.split("Results (dB)")[1].split("Intermediate")[0]
    for cells in (line.split() for line in table.splitlines()):
        if len(cells) < len(confidences) + 1 or not all(re.fullmatch(r"[\d.]+", cell) for cell in cells):
            continue
        first = float(cells[0])
        for confidence, expected in zip(confidences, cells[-len(confidences) :]):
            if "d__km" in row:
                yield loss(first, settings(confidence, reliabilities[0])), float(expected)
            elif first in reliabilities:
                yield loss(0, settings(confidence, first)), float(expected)


class _Tally:
    """Worst error of every set."""

    def __init__(self):
        self._sets: Dict[str, List[float]] = {}

    def add(self, name, value, expected, tolerance):
        entry = self._sets.setdefault(name, [0, 0.0, tolerance])
        entry[0] += 1
        entry[1] = float(np.maximum(entry[1], abs(float(np.ravel(value)[0]) - float(expected))))

    def rows(self) -> List[Row]:
        return [(name, count, worst, tolerance) for name, (count, worst, tolerance) in self._sets.items()]


def _tables(folder, columns):
    """The rows of every CSV of a folder; each must have one of the columns."""
    for path in sorted(Path(folder).glob("*.csv")):
        for row in _rows(path):
            if not any(column in row for column in columns):
                raise ValueError(f"{path}: none of the columns {columns}")
            yield row


def _rows(path):
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _f(row, name, default=math.nan) -> float:
    text = row.get(name)
    return default if text is None or text.strip() == "" else float(text)


def _raises(function, *arguments) -> bool:
    try:
        function(*arguments)
    except InputError:
        return True
    return False


RUNNERS = {
    "tr38901": run_tr38901,
    "itu_p2108": run_p2108,
    "itu_p2109": run_p2109,
    "hata": run_hata,
    "antenna_vectors": run_antennas,
    "antenna_files": run_antenna_files,
    "ntia_itm": run_itm,
}
