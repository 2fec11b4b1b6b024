# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin in a QGIS session: what it puts in place, and that unloading takes all of it away."""

import logging

import pytest


def test_without_a_window_there_is_only_the_provider(qgis_app):
    from qgis.core import QgsApplication
    from smartpole.plugin import SmartPolePlugin

    plugin = SmartPolePlugin(None)
    plugin.initProcessing()
    assert QgsApplication.processingRegistry().providerById("smartpole") is not None
    plugin.initProcessing()
    plugin.unload()
    assert QgsApplication.processingRegistry().providerById("smartpole") is None
    plugin.unload()


def test_loading_twice_and_unloading_leaves_nothing(interface, own_settings, wait_for):
    from qgis.core import QgsApplication, QgsProject
    from qgis.PyQt.QtWidgets import QAction, QDockWidget
    from smartpole.plugin import SmartPolePlugin

    window, project = interface.mainWindow(), QgsProject.instance()
    logger = logging.getLogger("smartpole")

    def counted():
        return {
            "docks": len(window.findChildren(QDockWidget)),
            "actions": len(window.findChildren(QAction)),
            "menu": len(interface.menu),
            "toolbar": len(interface.toolbar),
            "pages": len(interface.factories),
            "read": project.receivers(project.readProject),
            "write": project.receivers(project.writeProject),
            "log": len(logger.handlers),
            "provider": QgsApplication.processingRegistry().providerById("smartpole") is not None,
        }

    before = counted()
    for _again in range(2):
        plugin = SmartPolePlugin(interface)
        plugin.initGui()
        during = counted()
        assert during["docks"] == before["docks"] + 1 and during["pages"] == 1 and during["menu"] == 4 and during["provider"]
        plugin.unload()
        wait_for(lambda: counted() == before, 3.0, "the state before loading")


def test_options_page_keeps_what_is_chosen(interface, own_settings, tmp_path):
    from smartpole.ui.options import OptionsFactory

    page = OptionsFactory().createWidget(None)
    assert page.folder.filePath() == own_settings.WORK_FOLDER.value()
    page.folder.setFilePath(str(tmp_path / "elsewhere"))
    page.reopen.setChecked(False)
    page.apply()
    assert own_settings.WORK_FOLDER.value() == str(tmp_path / "elsewhere")
    assert own_settings.REOPEN_LAST.value() is False


def test_settings_have_one_type_and_recent_workspaces_are_few(own_settings):
    with pytest.raises(TypeError):
        own_settings.REOPEN_LAST.set("yes")
    for number in range(12):
        own_settings.remember_workspace(f"plan{number}.gpkg")
    own_settings.remember_workspace("plan7.gpkg")
    recent = own_settings.RECENT_WORKSPACES.value()
    assert recent[0] == "plan7.gpkg" and len(recent) == 8 and len(set(recent)) == 8
