#!/usr/bin/env bash
# Set up what is missing and run every test. Usage: test.sh [pytest options]
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh test

export QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=1
echo "== style and security =="
.venv/bin/ruff check .
.venv/bin/bandit -q -c pyproject.toml -r __init__.py plugin.py engine gis algorithms ui
/usr/bin/python3 scripts/update_translations.py --check

echo "== the engine under a Python without QGIS =="
.venv-engine/bin/python -m pytest -q -p no:cacheprovider tests/engine

echo "== everything in QGIS =="
.venv/bin/python -m pytest -p no:cacheprovider "$@"
