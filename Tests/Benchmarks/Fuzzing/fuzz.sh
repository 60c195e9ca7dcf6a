#!/bin/sh
# Fuzzing/fuzz.sh patterns|image [libFuzzer options]: builds the target with the address sanitizer and runs it. `swift build` cannot.
set -eu
cd "$(dirname "$0")/.."
case "$1" in
    patterns) target=PatternFuzzing ;;
    image) target=ImageFuzzing ;;
    *) echo "fuzz.sh patterns|image [options]" >&2; exit 2 ;;
esac
shift
mkdir -p ".build/fuzzing/corpus-$target"
swiftc -sanitize=fuzzer,address -parse-as-library -O -enforce-exclusivity=checked -package-name fuzzing -swift-version 6 -module-name Fuzzing \
    Sources/PatternAutomaton/*.swift "Fuzzing/$target.swift" -o ".build/fuzzing/$target"
SWIFT_BACKTRACE=enable=no exec ".build/fuzzing/$target" -timeout=10 "$@" ".build/fuzzing/corpus-$target"
