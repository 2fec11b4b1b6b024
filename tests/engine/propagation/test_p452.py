# SPDX-License-Identifier: GPL-2.0-or-later
"""P.452: some published rows on flat ground, the gases, limits. All published rows run in test_reference_itu.py."""

import numpy as np
import pytest
from smartpole.engine.errors import InputError, RangeError
from smartpole.engine.propagation import p452
from smartpole.engine.propagation.p676 import specific_attenuation_db_km

#: OFCOM-CH / ITU-R SG 3 validation examples of P.452-18, profile flat_land_5km (501 points at 0 m, inland):
#: frequency GHz, time %, Lb dB, Lba dB; 10 m antennas, vertical, 20 and 5 dBi, latitude 51.2
FLAT_5_KM = [
    (2.0, 50.0, 112.43458671, 185.66462374),
    (1.0, 50.0, 108.15822455, 179.63662505),
    (10.0, 50.0, 126.45036656, 199.68040359),
    (50.0, 50.0, 142.30013147, 215.53016852),
    (2.0, 0.01, 108.65046169, 107.05019860),
    (2.0, 1.0, 110.69650586, 111.46365450),
]


def run(distance_km, height_m=None, **options):
    arguments = {"frequency_mhz": 2000.0, "tx_height_m": 10.0, "rx_height_m": 10.0, **options}
    return p452.p452_loss(distance_km=distance_km, height_m=np.zeros(np.shape(distance_km)) if height_m is None else height_m, **arguments)


@pytest.mark.parametrize("frequency, percent, loss, ducting", FLAT_5_KM)
def test_published_rows_over_flat_land(frequency, percent, loss, ducting):
    result = run(
        np.arange(501) * 0.01,
        frequency_mhz=1000 * frequency,
        time_percent=percent,
        tx_gain_dbi=20.0,
        rx_gain_dbi=5.0,
        latitude_deg=51.1775,
        delta_n=42.531260,
        n0=326.678815,
    )
    # the latitude of the path centre is not printed in the table; it moves beta0 and with it the ducting loss a little
    assert result.loss_db[0] == pytest.approx(loss, abs=2e-2)
    assert result.mechanisms.ducting_db[0] == pytest.approx(ducting, abs=0.2)


def test_gases_at_the_oxygen_and_water_lines():
    # P.676-11 figure 5, sea level, 7.5 g/m3, 15 C: about 15 dB/km at 60 GHz, 0.17 dB/km of vapour at 22.2 GHz
    dry, wet = specific_attenuation_db_km([22.235, 60.0], 1013.25, 7.5, 288.15)
    assert dry[1] == pytest.approx(14.6, abs=0.5) and wet[0] == pytest.approx(0.18, abs=0.02)


def test_clutter_counts_only_beyond_fifty_metres_of_a_terminal():
    distance = np.arange(201) * 0.01
    near, far = np.zeros(201), np.zeros(201)
    near[[1, 2, 3, 4, -2, -3, -4, -5]] = 30.0
    far[100] = 30.0
    assert run(distance, clutter_m=near).loss_db == pytest.approx(run(distance).loss_db)
    assert run(distance, clutter_m=far).loss_db > run(distance).loss_db + 5


def test_less_time_means_less_loss_and_high_gain_couples_badly():
    distance = np.linspace(0, 150, 301)
    losses = [float(run(distance, time_percent=p).loss_db[0]) for p in (0.001, 0.01, 0.1, 1, 10, 50)]
    assert np.all(np.diff(losses) > 0)
    assert run(distance, tx_gain_dbi=40.0, rx_gain_dbi=30.0).mechanisms.troposcatter_db > run(distance).mechanisms.troposcatter_db + 1


def test_thousands_of_decibels_stay_finite():
    result = run(np.linspace(0, 1500, 501), frequency_mhz=50_000.0)
    assert np.isfinite(result.loss_db).all() and result.mechanisms.diffraction_db > 1000


@pytest.mark.parametrize(
    "change, error, key",
    [
        ({"frequency_mhz": 50.0}, RangeError, "model_range"),
        ({"frequency_mhz": 51e3}, RangeError, "model_range"),
        ({"time_percent": 0.0}, RangeError, "model_range"),
        ({"time_percent": 60.0}, RangeError, "model_range"),
        ({"rx_height_m": -1.0, "extrapolate": True}, RangeError, "model_range"),
        ({"zone": [1, 2, 7]}, InputError, "profile_zone"),
    ],
)
def test_bad_input_is_named(change, error, key):
    with pytest.raises(error) as caught:
        run([0.0, 5.0, 10.0], **change)
    assert caught.value.key == key
