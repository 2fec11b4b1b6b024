#!/usr/bin/env bash
# Install what is missing on Debian 12: QGIS and fonts from Debian, development tools from PyPI into .venv and .venv-engine.
# Every step checks first, so a second run costs a second. Usage: setup.sh [demo|test]
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-test}

packages=(qgis python3-qgis qgis-providers python3-scipy python3-pyproj python3-venv fonts-noto-cjk qttools5-dev-tools)
[ "$purpose" = demo ] || packages+=(xvfb xauth poppler-utils)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]} …"
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

venv() { # venv FOLDER REQUIREMENTS [OPTION…]: make it and install, unless it was made from these requirements before
  local folder=$1 requirements=$2
  shift 2
  cmp -s "$requirements" "$folder/made-from.txt" && return
  echo "Preparing $folder …"
  rm -rf "$folder"
  /usr/bin/python3 -m venv "$@" "$folder"
  "$folder/bin/pip" install --quiet --quiet --disable-pip-version-check -r "$requirements"
  cp "$requirements" "$folder/made-from.txt"
}
if [ "$purpose" != demo ]; then
  # QGIS's Python with the test tools beside it
  venv .venv scripts/requirements-test.txt --system-site-packages
  # a Python without QGIS and with today's numpy, for the engine's own tests
  venv .venv-engine scripts/requirements-engine.txt
fi

/usr/bin/python3 scripts/compile_translations.py
