# SPDX-License-Identifier: GPL-2.0-or-later
"""Exposure at the spot one looks at: the numbers of the exposure engine, in words."""

import pytest


@pytest.fixture
def scene(town):
    from smartpole.gis.readers.scene import read_scene

    with town.transaction() as t:
        t.insert("SITE_PL", [{"PLAN_ID": "P1", "MODE": "2", "FORM": "2", "ANT_H": 9.0, "BASE_TYPE": "01", "geometry": (500135, 4000145)}])
    return read_scene(town, {"CELL_SIZE": 5.0, "RADIUS": 800.0})


def test_exposure_at_a_spot_is_that_of_the_map_of_exposure(scene):
    import numpy as np
    from smartpole.engine.exposure import share_grid
    from smartpole.gis.readers.emitters import site_emitters
    from smartpole.gis.readers.scene import look

    row, column = scene.grid.row_column(500150, 4000120)
    x, y = scene.grid.column_centres_m()[column], scene.grid.row_centres_m()[row]
    spot = look(scene, x, y)
    every = [emitter for site in scene.on_air.sites for emitter in site_emitters(site, scene.terrain)]
    level = np.full(scene.grid.shape, 1.5, np.float32)
    assert spot.exposure.share == pytest.approx(float(share_grid(scene.grid, every, level, 400.0)[row, column]), rel=1e-4)
    assert 0 < spot.exposure.planned < spot.exposure.share


def test_the_words_name_limit_source_and_planned_part(scene):
    from smartpole.gis.readers.scene import look
    from smartpole.ui.map_tools import spot_texts

    spot = look(scene, 500150.0, 4000120.0)
    words = spot_texts.exposure(spot)
    assert "GB 8702-2014" in words and "Planned sites add" in words
    assert words in spot_texts.whole(spot)


@pytest.mark.parametrize("share, said", [(0.05, "well within"), (0.3, "fifth"), (1.2, "above the limit")])
def test_shares_of_the_limit_in_words(share, said):
    from smartpole.ui.map_tools.spot_texts import exposure_verdict

    assert said in exposure_verdict(share)


@pytest.mark.parametrize("share, said", [(0.000001, "less than 0.01 %"), (0.0123, "1.2 %"), (0.5, "50 %")])
def test_percentages_have_digits_that_make_sense(share, said):
    from smartpole.ui.map_tools.spot_texts import percent

    assert percent(share) == said
