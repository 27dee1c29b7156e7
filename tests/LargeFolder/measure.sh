#!/usr/bin/env bash
# measure.sh FOLDER [IMAGES]: runs large-folder.csx with its data, cache and store in FOLDER (about 0.6 MB an image), and
# prints the largest memory that the program held (VmHWM). Not a test: minutes, and 12 GB of disk for 20,000 images.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
folder=${1:?a folder for images, cache and store}
program=${PLUGINHOST:-$root/artifacts/bin/PluginHost/release/pluginhost}
mkdir -p "$folder"
run() {
    "$program" run "$here/large-folder.csx" ${PLUGINS:+--plugins "$PLUGINS"} --plain --device cpu --precision fp32 --set "images=${2:-20000}" \
        --data-dir "$1/data" --store "$1/store" -- "$1" &
    pid=$!
    peak=""
    while now=$(grep VmHWM "/proc/$pid/status" 2>/dev/null); do
        peak=$now
        sleep 0.2
    done
    wait "$pid"
    echo "peak: $(echo "$peak" | tr -s ' \t' ' ')"
}
run "$folder" "${2:-20000}"
