# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel offers to take back the last step, also after QGIS was closed, and says so when it cannot."""


def plan(town):
    with town.transaction() as t:
        t.insert("SITE_PL", [{"PLAN_ID": "P1", "geometry": (500010.0, 4000010.0)}])
    before = [tuple(row.values())[:-1] for row in town.rows("SITE_PL")]
    with town.transaction(undo="suggestsites") as t:
        t.replace("SITE_PL", [{"PLAN_ID": f"N{n}", "geometry": (500020.0 + n, 4000010.0)} for n in range(3)])
    return before


def test_the_offer_puts_the_rows_back_and_goes(desk, town, wait_for):
    before = plan(town)
    desk.conductor.open_workspace(town.path)
    offer, shown = desk.dock.footer.undo, []
    desk.conductor.shown.connect(shown.append)
    assert not offer.isHidden() and "suggested" in offer.words.text()
    offer.button.click()
    wait_for(lambda: shown, 20.0, "the undo")
    assert shown[0].ok and shown[0].results == {"STEP": "suggestsites", "ROWS": 4}
    assert [tuple(row.values())[:-1] for row in town.rows("SITE_PL")] == before
    assert offer.isHidden()


def test_a_row_edited_since_stands_and_is_told(desk, town, wait_for):
    plan(town)
    desk.conductor.open_workspace(town.path)
    with town.transaction() as t:
        t.update("SITE_PL", [{"fid": 3, "REMARK": "by hand"}])
    shown = []
    desk.conductor.shown.connect(shown.append)
    desk.dock.footer.undo.button.click()
    wait_for(lambda: shown, 20.0, "the refusal")
    assert not shown[0].ok and town.count("SITE_PL") == 3
    assert "1" in shown[0].reason and not desk.dock.footer.undo.isHidden()


def test_without_a_step_nothing_is_offered_and_the_algorithm_refuses(desk, town):
    from qgis.core import QgsApplication, QgsProcessingContext

    desk.conductor.open_workspace(town.path)
    assert desk.dock.footer.undo.isHidden()
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("smartpole:undolast")
    usable, reason = algorithm.checkParameterValues({"WORKSPACE": str(town.path)}, QgsProcessingContext())
    assert not usable and reason


def test_a_change_in_the_catalogue_is_offered_and_the_step_before_it_then(desk, town, wait_for):
    from smartpole.gis.inventory import edits

    plan(town)
    edits.edit(town, "SITE_PL", [row["fid"] for row in town.rows("SITE_PL", ["PLAN_ID"])], "REMARK", "seen")
    desk.conductor.open_workspace(town.path)
    offer, shown = desk.dock.footer.undo, []
    desk.conductor.shown.connect(shown.append)
    assert "catalogue" in offer.words.text()
    offer.button.click()
    wait_for(lambda: shown, 20.0, "the undo of the change")
    assert shown[0].ok and shown[0].results == {"STEP": "catalogue", "ROWS": 3}
    assert town.count("SITE_PL", "REMARK IS NULL") == 3 and "suggested" in offer.words.text()
    offer.button.click()
    wait_for(lambda: len(shown) > 1, 20.0, "the undo of the plan")
    assert shown[1].ok and [row["PLAN_ID"] for row in town.rows("SITE_PL", ["PLAN_ID"])] == ["P1"] and offer.isHidden()


def test_the_catalogues_button_leaves_a_newer_step_to_the_panel(desk, town, wait_for):
    from smartpole.gis.inventory import edits

    fids = [row["fid"] for row in town.rows("RES_PT", ["RES_ID"])][:2]
    edits.edit(town, "RES_PT", fids, "REMARK", "seen")
    desk.conductor.open_workspace(town.path)
    desk.conductor.commands.run("catalogue")
    catalogue = desk.conductor.commands.catalogue
    wait_for(lambda: catalogue.dock.undo.isEnabled(), 10.0, "the catalogue's offer")
    plan(town)
    desk.conductor.commands.run("refresh")
    wait_for(lambda: not catalogue.dock.undo.isEnabled(), 10.0, "the newer step")
    assert "suggested" in catalogue.dock.undo.toolTip()
    desk.dock.footer.undo.button.click()
    wait_for(lambda: catalogue.dock.undo.isEnabled(), 20.0, "the change in reach again")


def test_the_days_to_reply_are_set_on_the_options_page(desk, town):
    from smartpole.gis.inventory.register import reply_days

    assert not desk._options.createWidget(None).reply_days.isEnabled(), "no workspace is open"
    desk.conductor.open_workspace(town.path)
    page = desk._options.createWidget(None)
    assert page.reply_days.value() == 15
    page.apply()
    assert town.setting("catalogue/reply_days") is None, "what was not touched is not written"
    page.reply_days.setValue(30)
    page.apply()
    assert reply_days(town) == 30 and desk._options.createWidget(None).reply_days.value() == 30
