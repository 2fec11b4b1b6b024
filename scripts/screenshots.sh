#!/usr/bin/env bash
# Take every picture of the documents anew, from the real window under a virtual display. Usage: screenshots.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh demo
command -v xvfb-run >/dev/null || { echo 'This needs a virtual display: apt-get install xvfb xauth'; exit 1; }
root=$PWD
pictures=$(realpath -m "${1:-docs/images}")
mkdir -p "$pictures"
rm -f "$pictures/fault.txt"

for language in zh en; do
  home=$(realpath -m "build/screenshots/$language")
  rm -rf "$home"
  mkdir -p "$home/plugins" "$home/profiles/profiles/default/QGIS"
  ln -s "$PWD" "$home/plugins/smartpole"
  {
    printf '[locale]\noverrideFlag=true\nuserLocale=%s\n' "$([ $language = zh ] && echo zh-Hans || echo en_US)"
    printf '[qgis]\ncheckVersion=false\n'
  } >"$home/profiles/profiles/default/QGIS/QGIS3.ini"
  {
    echo '路灯杆台账（2026年第二季度）'
    echo '灯杆编号,所在道路,经度,纬度,灯杆高度（米）,产权单位,网管密码'
    for n in $(seq 10 29); do
      echo "LD-0$n,曼讷海姆路,24.94$n,60.17$n,9.5,市政管理处,admin$n"
    done
  } | iconv -t GB18030 >"$home/路灯杆台账.csv"
  (cd "$home" && env -u QT_QPA_PLATFORM HOME="$home" XDG_RUNTIME_DIR="$home" QGIS_PLUGINPATH="$home/plugins" PICTURES="$pictures" LANGUAGE=$language \
    WORK="$home/SmartPole" LIST=路灯杆台账.csv \
    timeout 240 xvfb-run -a -s '-screen 0 1366x768x24' \
    qgis --nologo --noversioncheck --profiles-path "$home/profiles" --code "$root/scripts/screenshots_inside_qgis.py") >"$home/log.txt" 2>&1
  if [ -e "$pictures/fault.txt" ]; then
    cat "$pictures/fault.txt"
    exit 1
  fi
done
[ "$pictures" != "$root/docs/images" ] || python3 scripts/make_help.py # the help pages carry copies
ls -l "$pictures"
