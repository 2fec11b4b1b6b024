#!/usr/bin/env bash
# Set up what is missing and walk the whole job once on the sample area, through qgis_process as a user would.
# Usage: demo.sh [FOLDER]     results go to FOLDER, build/demo when none is given
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh demo

folder=$(realpath -m "${1:-build/demo}")
rm -rf build/demo-plugin
mkdir -p build/demo-plugin
/usr/bin/python3 scripts/build_zip.py build/demo-plugin >/dev/null
/usr/bin/python3 -m zipfile -e build/demo-plugin/smartpole-*.zip build/demo-plugin

export QT_QPA_PLATFORM=offscreen
export QGIS_PLUGINPATH="$PWD/build/demo-plugin" QGIS_CUSTOM_CONFIG_PATH="$PWD/build/demo-plugin/profile"
qgis_process.bin plugins enable smartpole >/dev/null 2>&1
exec /usr/bin/python3 scripts/demo.py "$folder"
