#!/usr/bin/env python3
"""The main job on the sample area, one `qgis_process` call per step; called by demo.sh, which prepares QGIS."""

import json
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "resources" / "sample" / "helsinki.gpkg"
BASE_TABLES = ("SVC_AREA", "BUILDING", "ROAD", "WATER", "KEY_AREA", "SITE_EX")


def run(algorithm: str, **parameters) -> dict:
    """Run one algorithm and return its outputs; stop the demo with its message when it fails."""
    words = [f"{name}={value}" for name, value in parameters.items()]
    start = time.monotonic()
    call = subprocess.run(
        ["qgis_process.bin", "run", f"smartpole:{algorithm}", "--json", "--", *words], capture_output=True, text=True, cwd=ROOT
    )
    try:
        outputs = json.loads(call.stdout)["results"]
    except (ValueError, KeyError):
        sys.exit(f"smartpole:{algorithm} failed:\n{call.stdout}\n{call.stderr}")
    numbers = ", ".join(f"{k} {v:g}" for k, v in outputs.items() if isinstance(v, (int, float)) and not isinstance(v, bool))
    what = " ".join([algorithm, parameters.get("TABLE", "")])
    print(f"{time.monotonic() - start:6.1f} s  {what:21s} {numbers}", flush=True)
    return outputs


def summary(workspace: Path) -> None:
    """Target and share of area served per level, before and after the plan, as the workspace states them."""
    with closing(sqlite3.connect(workspace)) as database:
        rows = database.execute(
            "SELECT STAGE, SCOPE, CODE, TARGET, ACTUAL, WEIGHT_PCT FROM STAT WHERE SCOPE IN ('level', 'total')"
        ).fetchall()
    shares = {(stage, code or "all"): (target, area, people) for stage, _, code, target, area, people in rows}
    print(f"\n{'level':>6} {'target %':>9} {'area before':>12} {'after':>7} {'people before':>14} {'after':>7}")
    for code in [code for stage, code in shares if stage == "before"]:
        target, area, people = shares["before", code]
        _, area_after, people_after = shares.get(("after", code), (target, None, None))
        print(f"{code:>6} {target:9.1f} {area:12.1f} {area_after:7.1f} {people:14.1f} {people_after:7.1f}")


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    workspace = folder / "helsinki_plan.gpkg"
    workspace.unlink(missing_ok=True)  # an earlier run's
    for made in ("helsinki_plan_results", "handover"):
        shutil.rmtree(folder / made, ignore_errors=True)
    start = time.monotonic()
    run("createworkspace", OUTPUT=workspace, CRS="EPSG:3067", NAME="Helsinki sample")
    for table in BASE_TABLES:
        run("importtable", WORKSPACE=workspace, TABLE=table, LAYER=f"{SAMPLE}|layername={table}")
    run("importresources", WORKSPACE=workspace, LAYER=f"{SAMPLE}|layername=RES_PT")
    rsrp, server, sinr = (folder / f"{name}_before.tif" for name in ("ss_rsrp", "best_server", "ss_sinr"))
    run("coverage", WORKSPACE=workspace, CELL_SIZE=5, SS_RSRP=rsrp, BEST_SERVER=server, SS_SINR=sinr)
    gaps = {"PASS_FAIL": folder / "pass_fail.tif", "GAPS": folder / "gaps.gpkg", "STATISTICS": folder / "statistics.csv"}
    run("gaps", WORKSPACE=workspace, SS_RSRP=rsrp, SS_SINR=sinr, **gaps)
    run("suggestsites", WORKSPACE=workspace, MAX_SITES=12)
    run("handover", WORKSPACE=workspace, FOLDER=folder / "handover")
    summary(workspace)
    print(f"\n{time.monotonic() - start:.0f} s in all. Files made:")
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        print(f"  {path.stat().st_size:>10,}  {path}")


if __name__ == "__main__":
    main()
