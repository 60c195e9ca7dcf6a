#!/bin/sh
# Makes one object of the library with the Swift runtime, libyaml and the C++ runtime in it, in which only the header's functions can be seen, and puts it into
# an archive: usage: archive.sh LIST-OF-OBJECTS FOLDER-OF-ARCHIVES OUTPUT
set -eu
list="$1" archives="$2" output="$3"
packaging="$(dirname "$0")"
runtime="$(swiftc -print-target-info -static-stdlib | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')/linux"
[ -d "$runtime" ] || { echo "The archives of the Swift runtime are missing." >&2; exit 1; }
object="${output%.a}.o"
libraries=$(ls "$runtime"/lib*.a | grep -v -e Foundation -e CF)
# shellcheck disable=SC2086
ld -r --force-group-allocation -o "$object" "$runtime/$(uname -m)/swiftrt.o" "@$list" \
    --start-group $libraries "$archives/libyaml.a" "$archives/libstdc++.a" --end-group
objcopy --strip-unneeded --keep-global-symbols="$packaging/symbols.txt" "$object"
rm -f "$output"
ar rcsD "$output" "$object"
rm -f "$object"
# Unique symbols (u) of the C++ runtime are one in the whole program by their nature.
defined=$(nm --defined-only --extern-only "$output" | awk 'NF == 3 && $2 != "u" { print $3 }' | sort -u)
[ "$defined" = "$(cat "$packaging/symbols.txt")" ] || { echo "$defined" | head; echo "FAILED: $output defines other names than the header's" >&2; exit 1; }
echo "$output: $(stat -Lc %s "$output") bytes"
