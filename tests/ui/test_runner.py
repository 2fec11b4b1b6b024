# SPDX-License-Identifier: GPL-2.0-or-later
"""Background runs: progress, results, faults as texts, and cancel in the middle."""

import time

import pytest


@pytest.fixture
def slow_provider(qgis_app):
    """A provider of one slow algorithm, so that runs can be watched and stopped."""
    from qgis.core import (
        QgsApplication,
        QgsProcessingException,
        QgsProcessingOutputNumber,
        QgsProcessingParameterNumber,
        QgsProcessingProvider,
    )
    from smartpole.algorithms.base import SmartPoleAlgorithm
    from smartpole.engine.errors import InputError

    class Slow(SmartPoleAlgorithm):
        NAME, GROUP_ID = "slow", "coverage"

        def displayName(self):
            return "slow"

        def initAlgorithm(self, configuration=None):
            self.addParameter(QgsProcessingParameterNumber("N", "steps", defaultValue=10))
            self.addOutput(QgsProcessingOutputNumber("SUM", "sum"))

        def check(self, parameters, context):
            if parameters["N"] < 0:
                raise InputError("grid_cell_size", cell_size_m=parameters["N"])

        def run(self, parameters, context, progress):
            if parameters["N"] == 13:
                raise QgsProcessingException("thirteen is not lucky")
            for step in range(parameters["N"]):
                time.sleep(0.02)
                progress.report((step + 1) / parameters["N"])
            progress.note("all counted")
            return {"SUM": parameters["N"]}

    class Provider(QgsProcessingProvider):
        def id(self):
            return "slowtest"

        def name(self):
            return "slow"

        def loadAlgorithms(self):
            self.addAlgorithm(Slow())

    provider = Provider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield provider
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.fixture
def watched(slow_provider):
    from smartpole.ui.runner import Runner

    runner = Runner()
    runner.outcomes, runner.shares, runner.notes = [], [], []
    runner.finished.connect(runner.outcomes.append)
    runner.progressed.connect(lambda share, left: runner.shares.append(share))
    runner.noted.connect(runner.notes.append)
    yield runner
    runner.shut_down()


def test_a_run_reports_progress_and_ends_with_its_results(watched, wait_for):
    assert watched.run("count", "slowtest:slow", {"N": 10})
    assert watched.busy and watched.job == "count"
    wait_for(lambda: watched.outcomes)
    assert watched.outcomes[0].ok and watched.outcomes[0].results["SUM"] == 10
    assert watched.shares == sorted(watched.shares) and watched.shares[-1] == 1.0
    assert "all counted" in watched.notes
    assert not watched.busy


def test_only_one_run_at_a_time(watched, wait_for):
    watched.run("first", "slowtest:slow", {"N": 10})
    assert not watched.run("second", "slowtest:slow", {"N": 1})
    wait_for(lambda: watched.outcomes)
    assert [outcome.job for outcome in watched.outcomes] == ["first"]


def test_cancel_in_the_middle_ends_quickly_and_once(watched, wait_for):
    watched.run("long", "slowtest:slow", {"N": 1000})
    wait_for(lambda: watched.shares)
    begun = time.monotonic()
    watched.cancel()
    wait_for(lambda: watched.outcomes, 2.0)
    assert time.monotonic() - begun < 1.0
    assert watched.outcomes[0].cancelled and not watched.outcomes[0].ok
    wait_for(lambda: time.monotonic() - begun > 1.0)
    assert len(watched.outcomes) == 1


def test_faults_come_back_as_texts_not_tracebacks(watched, wait_for):
    watched.run("unlucky", "slowtest:slow", {"N": 13})
    wait_for(lambda: watched.outcomes)
    assert watched.outcomes[0].reason == "thirteen is not lucky"
    watched.run("refused", "slowtest:slow", {"N": -5})
    assert len(watched.outcomes) == 2 and "-5" in watched.outcomes[1].reason and not watched.busy
    watched.run("unknown", "slowtest:none", {})
    assert "slowtest:none" in watched.outcomes[2].reason


def test_shut_down_stops_what_runs(watched):
    watched.run("long", "slowtest:slow", {"N": 500})
    begun = time.monotonic()
    watched.shut_down()
    assert time.monotonic() - begun < 3.0


def test_remaining_time_needs_a_start_to_go_by(qgis_app):
    from smartpole.ui.runner import seconds_left

    assert seconds_left(0.01, 10.0) is None
    assert seconds_left(0.5, 0.2) is None
    assert seconds_left(0.25, 10.0) == 30.0
