#!/usr/bin/env bash
# Run every published vector set found in DIR (default: ../shared/data/vectors, or SMARTPOLE_REFERENCE_DATA/vectors)
# through the engine: one line per set; exit 1 when one misses its tolerance.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
python="${PYTHON:-}"
if [ -z "$python" ]; then
  for candidate in "$root/.venv/bin/python" "$root/.venv-engine/bin/python" python3; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "import numpy" >/dev/null 2>&1; then python="$candidate"; break; fi
  done
fi
exec "$python" "$root/tests/benchmarks/reference.py" "$@"
