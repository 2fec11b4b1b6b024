# SPDX-License-Identifier: GPL-2.0-or-later
"""The main thread's work in small pieces, and the thread that follows the mouse."""

import threading

import pytest


@pytest.fixture
def turns(qgis_app):
    from smartpole.ui.turns import Turns

    made = Turns()
    yield made
    made.drop()


def test_pieces_come_in_order_one_per_turn_of_the_event_loop(turns, wait_for):
    from qgis.PyQt.QtCore import QTimer

    seen, done = [], []
    other = QTimer()
    other.timeout.connect(lambda: seen.append("other"))
    other.start(0)
    turns.done.connect(lambda: done.append(list(seen)))
    turns.add(*(lambda n=n: seen.append(n) for n in range(3)))
    assert turns.busy and not seen, "nothing happens within the call"
    wait_for(lambda: done, 5.0, "the end")
    other.stop()
    assert [entry for entry in seen if entry != "other"] == [0, 1, 2] and not turns.busy
    assert "other" in seen[seen.index(0) : seen.index(2)], "others have their turn in between"


def test_a_piece_that_cannot_be_done_ends_the_rest_and_is_told(turns, wait_for):
    from smartpole.engine.errors import WorkspaceError

    seen, told = [], []

    def gone():
        raise WorkspaceError("workspace_missing", path="nowhere.gpkg")

    turns.failed.connect(told.append)
    turns.add(gone, lambda: seen.append(1))
    wait_for(lambda: told, 5.0, "the fault")
    assert "nowhere.gpkg" in told[0] and not seen and not turns.busy


def test_what_is_dropped_is_not_done_and_finish_does_all_at_once(turns, wait_for):
    seen = []
    turns.add(lambda: seen.append(1))
    turns.drop()
    turns.add(lambda: seen.append(2), lambda: seen.append(3))
    turns.finish()
    assert seen == [2, 3] and not turns.busy


def test_work_in_its_own_thread_answers_here_in_order_with_faults_as_texts(qgis_app, wait_for):
    from smartpole.engine.errors import InputError
    from smartpole.ui.background import OwnThread

    own, answers, where = OwnThread(), [], []

    def fails():
        raise InputError("workspace_missing", path="nowhere.gpkg")

    def then(given, fault):
        where.append(threading.current_thread() is threading.main_thread())
        answers.append((given, fault))

    own.put(threading.get_ident, then)
    own.put(fails, then)
    own.put(lambda: 1 // 0, then)
    own.put(lambda: "last", then)
    wait_for(lambda: not own.busy, 5.0, "all answers")
    assert answers[0][0] != threading.get_ident() and all(where)
    assert "nowhere.gpkg" in answers[1][1] and answers[2][1] and answers[3] == ("last", "")


def test_a_thread_that_was_stopped_tells_nothing_and_can_begin_again(qgis_app, wait_for):
    from qgis.PyQt.QtCore import QCoreApplication
    from smartpole.ui.background import OwnThread

    own, gate, answers = OwnThread(), threading.Event(), []
    own.put(gate.wait, lambda *answer: answers.append(answer))
    threading.Timer(0.05, gate.set).start()
    own.stop()
    for _ in range(10):
        QCoreApplication.processEvents()
    assert not answers and not own.busy
    own.put(lambda: 7, lambda *answer: answers.append(answer))
    wait_for(lambda: answers, 5.0, "the answer")
    assert answers == [(7, "")]
    own.stop()


def test_many_young_objects_are_not_looked_through_while_the_window_waits(qgis_app):
    import gc

    from smartpole.gis import collecting

    assert gc.isenabled()
    collecting.hold()
    try:
        rows = [{"n": [n]} for n in range(3 * collecting.MOST_YOUNG)]
        collecting.sweep()
        assert gc.get_count()[0] < collecting.MOST_YOUNG and gc.is_tracked(rows)
        assert len(gc.get_objects(generation=0)) + len(gc.get_objects(generation=1)) < collecting.MOST_YOUNG, "they count as old"
        assert gc.get_freeze_count() == 0
        ring = []
        ring.append(ring)
        seen = id(ring)
        del ring
        collecting.sweep()
        assert not any(id(entry) == seen for entry in gc.get_objects(generation=2)), "few are looked through, and rubbish goes"
    finally:
        collecting.release()
    assert gc.isenabled()
