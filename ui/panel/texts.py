# SPDX-License-Identifier: GPL-2.0-or-later
"""What the panel says about each step: one line, one sentence, the reason, the button; from facts alone."""

from typing import List, Sequence

from qgis.core import QgsApplication

from ...engine.errors import InputError
from ...gis import schema
from ...gis.messages import tr
from . import steps
from .charts import Bar
from .steps import Facts, State, StepStatus


def welcome() -> str:
    """What the empty panel says."""
    return tr(
        "<p><b>From public resources to a 5G site plan.</b></p><p>Collect lamp poles, camera poles, roofs and towers in one workspace, "
        "see where 5G does not reach, let sites be suggested, check them and hand them to the tower company.</p>"
        "<p>New here? The sample is a small real area with everything in place.</p>"
    )


def title(key: str) -> str:
    """The name of a step."""
    return {
        steps.RESOURCES: tr("Resources"),
        steps.NETWORK: tr("Terrain and network"),
        steps.COVERAGE: tr("Coverage"),
        steps.GAPS: tr("Gaps"),
        steps.SITES: tr("Sites"),
        steps.CHECKS: tr("Checks"),
        steps.HANDOVER: tr("Hand-over"),
    }[key]


def job_title(key: str) -> str:
    """What runs: a step, or one of the panel's other jobs."""
    if key in steps.ORDER:
        return title(key)
    return {
        "import": tr("Import"),
        "create": tr("New workspace"),
        "undo": tr("Undo"),
        "compare": tr("Compare"),
        "compare_plan": tr("Coverage with the plan"),
    }.get(key, key)


def purpose(key: str) -> str:
    """What a step is for, said while it has no result."""
    return {
        steps.RESOURCES: tr("The poles, roofs and towers of all bureaus, cleaned and in one table. Import the lists as they are."),
        steps.NETWORK: tr("The area with its service levels, the buildings that block signals, and the sites that are on air today."),
        steps.COVERAGE: tr("How strong today's signal is, cell by cell: SS-RSRP, best server and SS-SINR."),
        steps.GAPS: tr("Where the signal misses the service level of the area, and who lives there."),
        steps.SITES: tr("Which poles and roofs serve most of what is not served yet, within number and budget."),
        steps.CHECKS: tr("Checks of the inventory: double entries, impossible heights, positions out of place."),
        steps.HANDOVER: tr("A folder for the tower company: shapefiles, tables, map and a list with fingerprints."),
    }[key]


def table_name(name: str) -> str:
    """A table, a step or a file, as the user knows it."""
    if name.startswith("file:"):
        return tr("the file {name}").format(name=name[5:])
    if name in steps.ORDER:
        return title(name)
    if name == "preset":
        return tr("the preset")
    try:
        return schema.table(name).label
    except InputError:
        return name


def joined(names) -> str:
    """Names in a row, as a sentence has them."""
    return tr(", ").join(table_name(name) for name in names)


def summary(status: StepStatus, facts: Facts) -> str:
    """The one line beside the title."""
    if status.state is State.RUNNING:
        return tr("running …")
    if status.key == steps.RESOURCES:
        count, pending = facts.count("RES_PT"), facts.count("IMPORT_REJ")
        if not count:
            return tr("none yet")
        line = tr("{count:,} resources").format(count=count)
        return line + (" · " + tr("{count:,} to look at").format(count=pending) if pending else "")
    if status.key == steps.NETWORK:
        if not facts.count("SITE_EX"):
            return tr("no existing sites yet")
        return tr("existing sites: {sites:,}").format(sites=facts.count("SITE_EX"))
    if status.result is None:
        return tr("not yet") if status.state is State.READY else ""
    line = str(status.result.figures.get("line", ""))
    if line:
        return line
    figures = bars(status)
    return _worst(figures) if figures else tr("done")


def _worst(figures: List[Bar]) -> str:
    """The level that misses its target most, or the first when all are met."""
    missed = [bar for bar in figures if not bar.met]
    bar = min(missed, key=lambda b: b.value_pct - b.target_pct) if missed else figures[0]
    if bar.target_pct is None:
        return f"{bar.label} {bar.value_pct:.1f} %"
    return tr("{level} {value:.1f} %, target {target:g}").format(level=bar.label, value=bar.value_pct, target=bar.target_pct)


def sentence(status: StepStatus, facts: Facts) -> str:
    """What the opened step says first."""
    if status.key == steps.RESOURCES and facts.count("RES_PT"):
        return _resources_sentence(facts)
    if status.key == steps.NETWORK:
        told = _network_sentence(facts) if status.state is State.DONE else purpose(status.key)
        return told + '<br><a href="algorithm:smartpole:importtable">' + tr("Load map layer") + " …</a>"
    if status.result is None:
        return purpose(status.key) + ("<br>" + check_links(facts) if status.key == steps.CHECKS else "")
    parts = [str(status.result.figures.get(name, "")) for name in ("sentence", "links")]
    if status.key == steps.CHECKS:
        parts.append(check_links(facts))
    return "<br>".join(part for part in parts if part) or purpose(status.key)


def check_links(facts: Facts) -> str:
    """The further checks of this installation, each opening its own window; said openly when there are none."""
    if not facts.checks:
        return tr("Exposure limits, restricted zones and other radio stations are not checked by this version: check them by hand.")
    return tr("More checks: {links}").format(links=tr(", ").join(_algorithm_links(facts.checks)))


def further(names: Sequence[str]) -> str:
    """Links to what else belongs to a step; empty when this installation has none of it."""
    links = _algorithm_links([f"smartpole:{name}" for name in names])
    return tr("Also: {links}").format(links=tr(", ").join(links)) if links else ""


def _algorithm_links(ids: Sequence[str]) -> List[str]:
    found = [QgsApplication.processingRegistry().algorithmById(name) for name in ids]
    return [f'<a href="algorithm:{algorithm.id()}">{algorithm.displayName()}</a>' for algorithm in found if algorithm is not None]


def outcome(status: StepStatus, facts: Facts) -> str:
    """What the message bar says when a step is done: one short line."""
    said = str(status.result.figures.get("said", "")) if status.result is not None else ""
    return tr("{step}: {line}").format(step=title(status.key), line=said or summary(status, facts))


def _resources_sentence(facts: Facts) -> str:
    text = tr('<a href="layer:res_pt">{count:,} resources</a> in the inventory.').format(count=facts.count("RES_PT"))
    rejected, findings = facts.count("IMPORT_REJ"), facts.count("CHECK_FIND")
    if rejected:
        text += " " + tr('<a href="table:IMPORT_REJ">{count:,} rows</a> could not be imported and wait with their reason.').format(
            count=rejected
        )
    if findings:
        text += " " + tr('The check found <a href="table:CHECK_FIND">{count:,} things</a>.').format(count=findings)
    if facts.overdue:
        text += " " + tr('<a href="catalogue:overdue">{count:,} written replies</a> are overdue.').format(count=facts.overdue)
    text += '<br><a href="catalogue:RES_PT">' + tr("Open the catalogue") + "</a>"
    return text


def _network_sentence(facts: Facts) -> str:
    text = tr(
        '<a href="layer:site_ex">{sites:,} existing sites</a>, <a href="layer:building">{buildings:,} buildings</a>, '
        '<a href="layer:svc_area">{areas:,} service areas</a>.'
    ).format(sites=facts.count("SITE_EX"), buildings=facts.count("BUILDING"), areas=facts.count("SVC_AREA"))
    if facts.terrain:
        return text + " " + tr("Terrain model: {file}.").format(file=facts.terrain)
    return text + " " + tr("No terrain model: the ground is taken as flat.")


def reason(status: StepStatus, facts: Facts) -> str:
    """Why a step cannot run or is out of date; empty when all is well."""
    if facts.read_only:
        return tr("The workspace is read-only: results cannot be written.")
    if f"algorithm:{status.key}" in status.needs:
        return tr("This version of the plugin cannot do this step yet.")
    if status.needs:
        return tr("Needs first: {what}.").format(what=joined(status.needs))
    if status.key == steps.NETWORK and status.changed:
        return tr("Still missing: {what}.").format(what=joined(status.changed))
    if status.state is State.STALE:
        return tr("Out of date: changed since are {what}.").format(what=joined(status.changed))
    return ""


def notes(status: StepStatus) -> str:
    """What was assumed for a result: nothing is silent."""
    if status.result is None or not status.result.assumed:
        return ""
    return tr("Assumed: {what}").format(what=" ".join(status.result.assumed))


def bars(status: StepStatus) -> List[Bar]:
    """The chart of a step."""
    if status.result is None:
        return []
    return [Bar(**bar) for bar in status.result.figures.get("bars", ())]


def button(status: StepStatus) -> str:
    """What the primary button says."""
    if status.key in (steps.COVERAGE, steps.GAPS, steps.SITES) and status.result is not None:
        return tr("Compute again")
    return {
        steps.RESOURCES: tr("Import a list …"),
        steps.NETWORK: tr("Show on the map"),
        steps.COVERAGE: tr("Compute coverage"),
        steps.GAPS: tr("Find gaps"),
        steps.SITES: tr("Suggest sites"),
        steps.CHECKS: tr("Check the inventory"),
        steps.HANDOVER: tr("Make the hand-over folder"),
    }[status.key]
