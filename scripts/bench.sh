#!/usr/bin/env bash
# Measure speed and memory: one line per figure; exit 1 when one is missed.
#   bash scripts/bench.sh coverage [--quick]     (any tests/benchmarks/NAME.py)
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
name="${1:-}"
if [ -z "$name" ] || [ ! -f "$root/tests/benchmarks/$name.py" ]; then
  echo "usage: bash scripts/bench.sh NAME, one of: $(cd "$root/tests/benchmarks" && ls ./*.py | sed 's|^\./||; s|\.py$||' | grep -v '^reference' | tr '\n' ' ')" >&2
  exit 2
fi
shift
python="${PYTHON:-}"
if [ -z "$python" ]; then
  for candidate in "$root/.venv/bin/python" "$root/.venv-engine/bin/python" python3; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "import numpy, scipy" >/dev/null 2>&1; then python="$candidate"; break; fi
  done
fi
exec "$python" "$root/tests/benchmarks/$name.py" "$@"
