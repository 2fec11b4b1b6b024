# SPDX-License-Identifier: GPL-2.0-or-later
"""What to enter where a planner who never touched radio would not know: tooltips of parameters, in one place.

`algorithm:PARAMETER` stands for one algorithm, `PARAMETER` for all that have a parameter of that name.
"""

from typing import Callable, Dict

from ..gis.messages import tr

HELP: Dict[str, Callable[[], str]] = {
    "WORKSPACE": lambda: tr("The .gpkg file that holds the whole plan; results go into the folder of the same name beside it."),
    "CELL_SIZE": lambda: tr(
        "Side of the squares that are computed. 5 m is right for streets and poles; for a whole county begin with 20 m: half the size "
        "takes four times as long."
    ),
    "RADIUS": lambda: tr(
        "Beyond this distance a site counts neither as server nor as interferer. 1500 m in towns; more where macro sites stand alone."
    ),
    "POLE_RADIUS": lambda: tr("Poles are low and weak: beyond this distance they are not expected to serve anybody."),
    "LOAD": lambda: tr(
        "How busy the neighbouring sectors are: 0.3 quiet, 0.5 for planning, 1 the worst case. It changes SS-SINR, not SS-RSRP."
    ),
    "MODEL": lambda: tr(
        "The formula of path loss. Leave the first entry unless a measurement or an expert says otherwise; the page of models in the "
        "documentation gives range and source of each."
    ),
    "PRESET": lambda: tr("What kind of area it is. The first entry proposes one from people per km² and the relief of the terrain model."),
    "SITES": lambda: tr("Today's network, or the network as it will be once the planned sites are built."),
    "coverage:OPERATOR": lambda: tr(
        "Whose customers: any operator (somebody serves the spot), one operator with the networks it shares, or every operator "
        "(in siting, those with a site or a demand in the plan)."
    ),
    "DEM": lambda: tr(
        "A raster of ground heights in metres that reaches beyond the plan area to all sites. Without it the ground is taken as level, "
        "which is written on the result."
    ),
    "RX_HEIGHT": lambda: tr("1.5 m is a phone in the hand of somebody in the street."),
    "CALIBRATION": lambda: tr("The name under which “Calibrate to drive tests” kept its result in this workspace."),
    "LANDCOVER": lambda: tr("A raster of land cover classes; woods and built-up areas then add loss by their usual height."),
    "DSM": lambda: tr(
        "Heights with everything that stands on the ground. Within the known buildings it takes the place of their heights, elsewhere it "
        "counts as trees; without a terrain model the ground is found from it."
    ),
    "calibrate:LANDCOVER": lambda: tr(
        "A raster of land cover classes: each class that was measured gets a term of its own, which coverage uses when it is given land "
        "cover of the same table."
    ),
    "LANDCOVER_TABLE": lambda: tr("What the numbers in the land cover raster mean."),
    "LANDCOVER_HEIGHTS": lambda: tr("Class and height in metres in place of the table's, such as 10 and 12 for woods of 12 m."),
    "SS_RSRP": lambda: tr(
        "Strength of the 5G reference signal in dBm; less negative is stronger: −80 is good, −105 is where most phones begin to fail."
    ),
    "SS_SINR": lambda: tr("Signal against interference and noise in dB: above 10 is fast, below 0 is slow, below −3 mostly unusable."),
    "coverage:BEST_SERVER": lambda: tr("For each square the number of the sector that is strongest there; the legend gives its name."),
    "MIN_AREA": lambda: tr("Smaller patches of missing coverage are not drawn as gaps; they still count in the percentages."),
    "INDOOR_LOSS": lambda: tr("What a wall takes away: 20 dB is usual. With 0 a building is judged in front of its outer wall."),
    "BUDGET": lambda: tr("The costs per way of building are this product's editable defaults, not a price list."),
    "SPACING": lambda: tr("New sites are not put closer together than this. 50 m keeps two poles of one crossing from both being chosen."),
    "SECONDS": lambda: tr("The search stops earlier when it has proven that no better plan exists."),
    "MAX_SITES": lambda: tr("The plan may use fewer: a site that brings nothing is not proposed."),
    "comparecoverage:THRESHOLD": lambda: tr(
        "Only used without a workspace: a cell with at least this SS-RSRP counts as served. −105 dBm is where most phones begin to fail."
    ),
    "REUSE": lambda: tr(
        "Such as 80: of every five sites at least four stand on a tower, roof, lamp or pole that exists. 0: no such condition."
    ),
    "MAX_NEW": lambda: tr(
        "Beside roads, in parks, venues and new developments, never in restricted zones, buildings or water, and only away from "
        "resources that could be shared. 0: nothing new is proposed."
    ),
    "NEW_SPACING": lambda: tr("How densely places for new poles are made; the siting rules say 200 m."),
    "VETO": lambda: tr("What can be shared is not built new: a new structure is dropped where one resource serves 95 % of what it would."),
    "QUOTAS": lambda: tr(
        "One line per condition: area, type or mode; the name of a town, key area or level, of a resource type or a way of building; how "
        "many sites at least and at most. Leave empty what has no limit."
    ),
    "TARGETS": lambda: tr(
        "One line per target: the level (A to D), area or people, and the share to be served in the end, such as A, area, 95. It is "
        "judged by SS-RSRP; when it cannot be reached, the message says how far one gets and what would be enough."
    ),
    "RESERVES": lambda: tr(
        "As batch 3 (reserve): drawn apart, counted in no coverage, cost or report, and not handed over unless asked for."
    ),
    "handover:RESERVES": lambda: tr("Runners-up of batch 3 are no planned sites; normally they stay in the house."),
    "BUDGET_BY_YEAR": lambda: tr(
        "Running totals, as many as years: with 100, 250, 400 no more than 250 is spent by the end of the second year."
    ),
    "OPERATOR": lambda: tr(
        "Whose customers: any operator (somebody serves the spot), one operator with the networks it shares, or every operator "
        "(in siting, those with a site or a demand in the plan)."
    ),
    "GIVE_UP": lambda: tr(
        "Among plans that are almost equally good, the one with resources that are easier to get is taken: government buildings before "
        "private ones, existing poles before new ones. Sites that bring next to nothing are not built. 0 asks for the very best value."
    ),
    "RULES": lambda: tr(
        "An edited copy of resources/rules/siting.json: rules, ways of building, costs, siting order, functions of smart poles. It is "
        "checked and becomes the plan's own; giving the product's file takes it away again."
    ),
    "TARGET": lambda: tr("Also gives the fewest sites that reach this share. 0 asks for the curve only."),
    "POINTS": lambda: tr("For how many numbers of sites a plan is computed; each gets its share of the time."),
    "calibrate:POINTS": lambda: tr("A layer or table of drive-test measurements, one row per reading."),
    "TOLERANCE": lambda: tr("Poles of two lists this close together are taken for the same pole."),
    "RINGS": lambda: tr("Circles of the radii entered with the stations (CO_KM, ADJ_M), and how many sites of the kind stand inside."),
    "compliance:TARGET_YEAR": lambda: tr(
        "The days left are counted to the end of it. Key areas have years of their own; levels, administrative areas, units, villages "
        "and roads have none."
    ),
    "coverage:MARGIN": lambda: tr("How much stronger the best server is than the second; where it is small, phones hand over to and fro."),
    "MARGIN": lambda: tr("Objects farther outside the service-level areas than this are reported."),
    "REPAIR": lambda: tr("Report only changes nothing. Every repair can be taken back with “Repair inventory”."),
    "FIND_IDS": lambda: tr("Numbers from the table of findings, separated by commas; empty means all that are open."),
    "RECIPIENT": lambda: tr(
        "An operator receives the sites that carry it; contact persons go to the tower company alone; the public notice has coarse "
        "positions and neither resources nor gaps."
    ),
    "COORDINATES": lambda: tr(
        "Ask the recipient. GCJ-02 and BD-09 are the shifted coordinates of Chinese web maps, with a loss of accuracy."
    ),
    "PREVIOUS": lambda: tr("The folder of the last package: a list then says which sites were added, moved, changed or cancelled since."),
    "CREDITS": lambda: tr("Who owns the base map; printed on every map. Empty: what the workspace says."),
    "FOLDER": lambda: tr("A new or empty folder; nothing that is there is written over."),
    "LAYOUT": lambda: tr("A .qpt of one page saved from a QGIS print layout, used for every sheet chosen; needs an item with the id map."),
    "TEMPLATE": lambda: tr("A copy of resources/reports/plan_zh.html or plan_en.html of the plugin, changed in a text editor."),
    "ANSWER": lambda: tr("The reply sheet of the package as the company sent it back; keep its headers."),
    "REPLACE": lambda: tr("Where the company named another resource of the inventory instead, the planned site moves there."),
    "HEIGHT": lambda: tr("1.5 m is where people stand."),
    "DUTY": lambda: tr("A TDD site sends only part of the time and its beams move; 1 computes full power all the time."),
    "PAIRS": lambda: tr("A line from every site to every station it may disturb, with I/N, path loss and whether it has to give way."),
    "STATIONS": lambda: tr("Each protected station with the sum of all sites, its limit and the verdict."),
    "SHARE": lambda: tr("A single project is usually allowed a fifth (0.2) of the public limit."),
    "BOXES": lambda: tr(
        "For each sector the box that people must keep out of, from above: at the share of a project and at the limit, with its heights."
    ),
    "WORST_FLOOR": lambda: tr("For each square of a building the highest value of all its floors."),
    "TIME": lambda: tr("Interference may be higher than stated during this share of the time; 20 % is usual for long-term limits."),
    "STEP": lambda: tr("How closely the ground is looked at between two stations."),
    "TX_HEIGHT": lambda: tr("A pole carries its antenna at about 10 m, a roof or tower at 25 to 40 m."),
    "FREQUENCY": lambda: tr("5G in China: 700 (n28), 2600 (n41), 3500 (n78), 4900 (n79)."),
    "calibrate:FREQUENCY": lambda: tr("Empty: the frequency of the site that was measured."),
    "EXTRAPOLATE": lambda: tr("Results outside a formula's published range are marked and must not be quoted."),
    "THRESHOLD": lambda: tr("Below this a spot counts as poorly covered when the quality of the calibration is stated."),
    "BIN": lambda: tr("Readings in the same square are averaged, so that a car at a red light does not outweigh the rest."),
    "AREA": lambda: tr("The calibration is tested on whole areas it has not seen; larger areas make the test harder and more honest."),
    "KIND": lambda: tr("Leave the first entry: the method that does best on areas left out is chosen."),
    "FIELD": lambda: tr("Within some 100 m of a measurement the prediction then follows what was measured there."),
    "APPEND": lambda: tr("Without it the rows of the table are replaced by those of the layer."),
    "CRS": lambda: tr("In China the CGCS2000 3-degree zone of the county, such as EPSG:4549 for the meridian 120° E."),
    "BUREAU": lambda: tr("Rows are compared with what the same bureau sent before; write its name always the same way."),
    "X_COLUMN": lambda: tr("Only where the coordinates are not recognised by themselves."),
    "Y_COLUMN": lambda: tr("Only where the coordinates are not recognised by themselves."),
    "ONLY_SHOW": lambda: tr("Counts what would be added, changed and rejected, and writes nothing."),
    "REMOVE_GONE": lambda: tr("They are kept with their reason among the rejected rows."),
    "OVERWRITE_EDITS": lambda: tr("Normally a row that somebody corrected in the workspace keeps the correction."),
    "TYPE": lambda: tr("Such as 01 or lamp pole, where a whole list is of one type and has no column for it."),
    "DEVIATION": lambda: tr("How far from the place asked for a site may be and still answer the demand."),
    "DUPLICATE": lambda: tr("What is built nearer than this to a site that stands or is planned is reported; nothing is changed by it."),
    "refineplan:SECONDS": lambda: tr("Half a minute brings most of it; stopping keeps the best found so far."),
    "refineplan:VISITS": lambda: tr("Stops after so many looks at single sites, so that a run takes the same way on every machine."),
    "MOVE": lambda: tr("A site may take another resource, or use its own in another way, under the rules of the plan."),
    "AZIMUTHS": lambda: tr("Roofs and towers only: poles carry antennas that look all around. Two sectors stay 60° apart."),
    "TILTS": lambda: tr("The remote electrical tilt of roofs and towers, 2 to 12° by default."),
    "MECHANICAL": lambda: tr("Somebody has to climb: 0 to 8° by default. The stated distance from the best possible is wider then."),
    "PROVE": lambda: tr("Computes what every candidate could reach at best; takes about as long as the search, and guides it."),
    "WRITE": lambda: tr("Otherwise the tables show what would change. “Undo the last step” takes a written plan back."),
    "relocation:WRITE": lambda: tr("They are marked as fixed, so that later suggestions keep them."),
    "refineplan:CHANGES": lambda: tr("Each changed site at its new place, with what would be lost if it alone were as before."),
    "robustplan:SITES": lambda: tr("A point for every resource that some draw chose, with the percentage."),
    "SIGMA": lambda: tr("10 to 15 dB without calibration, 6 to 8 dB after calibration to drive tests."),
    "FIELDS": lambda: tr("How many times the model's error is drawn anew over the map."),
    "REFUSED_PCT": lambda: tr("This share of the resources cannot be had in each draw, whoever they belong to."),
    "DRAWS": lambda: tr("More draws make the worst case more certain and take longer."),
    "CORRELATION": lambda: tr("A house casts one shadow: 50 m in towns, more in open country."),
    "SEED": lambda: tr("The same number gives the same draws."),
    "SITES_BY_YEAR": lambda: tr("Running totals: with 8, 14, 20 the first year builds 8 sites, the second 6 more."),
    "FIRST_YEAR": lambda: tr("The year at whose end the first of these numbers is reached."),
    "PRIORITY": lambda: tr(
        "2 means that demand in the more demanding areas counts twice when the first year's sites are chosen; 1: no order."
    ),
    "KEEP": lambda: tr("100 asks that nobody loses service; with less, fewer replacements may do."),
    "CLEAR": lambda: tr("Resources this close to the site go with it and cannot replace it."),
    "DAY": lambda: tr("New sites are to be on the air before; the works are scheduled back from this day."),
    "TECHNOLOGY": lambda: tr("5G by default; 4G is for judging villages and roads, with thresholds of its own."),
    "FORMATS": lambda: tr("Shapefiles and tables are always there; these come in addition."),
    "SHEETS": lambda: tr("What is to be made; what the plan has nothing for yet is left out and named."),
    "exposure:SHEETS": lambda: tr("One page per site in plain language, to be shown to residents; empty: none."),
    "interference:SHEETS": lambda: tr("One page per station for the coordination with its owner; empty: none."),
    "UNITS": lambda: tr("Units of the detailed plan as polygons; each gets a line with its share of area and people and a verdict."),
    "VILLAGES": lambda: tr("Villages as points or polygons; a point stands for the radius below."),
    "VILLAGE_PEOPLE": lambda: tr(
        "People by the villages' own list, spread evenly over the village; without it those of the plan's buildings."
    ),
    "VILLAGE_RADIUS": lambda: tr("How far around its point a village reaches; 500 m is our default."),
    "WORST_SPOTS": lambda: tr("A point where each zone that misses its target lacks the most signal, with the decibels lacking."),
    "ZONES": lambda: tr("Polygons of your own, such as planning units or villages, that get a line of their own in the statement."),
    "REPLY_DAYS": lambda: tr(
        "After so many days without a written reply an application counts as overdue. Empty: the limit set for the workspace, else 15."
    ),
    "IDLE_DAYS": lambda: tr("A lease without devices for longer than this is listed."),
    "SHARE_PCT": lambda: tr("A lessee that holds this share of the resources or more is named."),
}


def help_of(algorithm: str, parameter: str) -> str:
    """The tooltip of a parameter in the user's language; empty where its name says enough."""
    known = HELP.get(f"{algorithm}:{parameter}") or HELP.get(parameter)
    return known() if known is not None else ""
