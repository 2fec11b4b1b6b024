# SPDX-License-Identifier: GPL-2.0-or-later
"""Every algorithm explains itself: help, tooltips where radio words stand, and a page of the guide that opens offline."""

import re
from pathlib import Path

import pytest

HELP = Path(__file__).resolve().parents[2] / "resources" / "help"


@pytest.fixture
def algorithms(qgis_app):
    from smartpole.algorithms.provider import algorithm_classes

    return [cls().create() for cls in algorithm_classes()]


def test_every_algorithm_has_help_and_described_parameters(algorithms):
    for algorithm in algorithms:
        assert len(algorithm.shortHelpString()) > 80, algorithm.name()
        for definition in (*algorithm.parameterDefinitions(), *algorithm.outputDefinitions()):
            assert definition.description() and definition.description() != definition.name(), (algorithm.name(), definition.name())


def test_radio_words_and_free_numbers_have_a_tooltip(algorithms):
    without = [
        f"{algorithm.name()}:{definition.name()}"
        for algorithm in algorithms
        for definition in algorithm.parameterDefinitions()
        if not definition.help()
        and (definition.type() == "number" or definition.name() in ("DEM", "MODEL", "DATUM", "COORDINATES", "SS_RSRP"))
    ]
    assert not without


def test_no_tooltip_stands_for_a_parameter_that_is_gone(algorithms):
    from smartpole.algorithms.parameter_help import HELP as KNOWN

    used = {definition.name() for algorithm in algorithms for definition in algorithm.parameterDefinitions()}
    used |= {f"{algorithm.name()}:{definition.name()}" for algorithm in algorithms for definition in algorithm.parameterDefinitions()}
    assert not set(KNOWN) - used


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_guide_has_a_place_for_every_algorithm(algorithms, language):
    page = (HELP / f"guide_{language}.html").read_text(encoding="utf-8")
    places = set(re.findall(r'(?:name|id)="([^"]+)"', page))
    assert not {algorithm.name() for algorithm in algorithms} - places
    assert "models" in places and "expressions" in places
    for target in re.findall(r'href="#([^"]+)"', page):
        assert target in places, target
    for picture in re.findall(r'src="([^"]+)"', page):
        assert (HELP / picture).is_file(), picture
    assert "http://" not in page and "https://" not in page.replace("https://opendatacommons.org", "")


def test_help_opens_the_packaged_guide(algorithms):
    from qgis.PyQt.QtCore import QUrl

    for algorithm in algorithms:
        url = QUrl(algorithm.helpUrl())
        assert Path(url.toLocalFile()).parent == HELP and url.fragment() == algorithm.name()


def test_pages_are_made_from_the_documents_as_they_are(tmp_path):
    import importlib.util

    root = HELP.parents[1]
    spec = importlib.util.spec_from_file_location("make_help", root / "scripts" / "make_help.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for language in ("zh", "en"):
        fresh = module.page((root / "docs" / f"guide_{language}.md").read_text(encoding="utf-8"), language)
        assert (HELP / f"guide_{language}.html").read_text(encoding="utf-8") == fresh, "run scripts/make_help.py"
