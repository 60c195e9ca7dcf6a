#!/bin/sh
# Builds everything and runs every test. The last lines say what came of it.
set -eu
cd "$(dirname "$0")/.."
. .ci/prepare
need_swift
need_libyaml
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# The status of `swift test` itself, not of what shows its output.
{ swift test 2>&1 && echo ok >"$log.status" || echo failed >"$log.status"; } | tee "$log"
result=$(cat "$log.status")
rm -f "$log.status"
echo
echo "Unit tests: $(grep -E 'Test run with [0-9]+ test' "$log" | tail -n 1 | sed 's/^[^T]*//' || true)"
[ "$result" = ok ] || { echo "FAILED: swift test"; exit 1; }

# As the packages are built, so that .ci/package compiles nothing again.
if [ "$(uname)" = Linux ]; then
    static_build undelivered
else
    swift build -c release --product undelivered
    products="$(swift build -c release --show-bin-path)"
fi
undelivered="$products/undelivered"
# Every example and every sample of every pack, over the union of all packs. A warning counts: an example that another rule wins may be the engine's fault.
packs=$(for folder in RulePacks/*/; do [ "$folder" = RulePacks/All/ ] || echo "$folder"; done)
# shellcheck disable=SC2086
told=$("$undelivered" pack test $packs 2>&1) || true
echo "$told"
case "$told" in *" 0 errors, 0 warnings"*) ;; *) echo "FAILED: the examples and samples of the packs"; exit 1 ;; esac
# The pages about the packs say what the packs say.
pages=$(mktemp -d)
trap 'rm -rf "$log" "$pages"' EXIT
# shellcheck disable=SC2086
"$undelivered" pack docs $packs --output "$pages" || { echo "FAILED: the pages about the packs"; exit 1; }
diff -rq Documentation/Packs "$pages" || {
    echo "FAILED: the pages in Documentation/Packs are not those of the packs. Render them anew:"
    echo "  rm -r Documentation/Packs; .build/release/undelivered pack docs RulePacks/* --output Documentation/Packs"
    exit 1
}
UNDELIVERED="$undelivered" Tests/corpus.sh

# A program of another package, with a rule pack of its own: the build plugin, seen from outside.
CONFIGURATION=debug Examples/Swift/run.sh >"$log" || { cat "$log"; echo "FAILED: Examples/Swift"; exit 1; }
grep -q "The customer account of yamada@example.jp was closed" "$log" || { cat "$log"; echo "FAILED: Examples/Swift does not use its own pack"; exit 1; }

# The shared library with its interfaces for C and Python, and the programs in Examples that use it.
if [ "$(uname)" = Linux ]; then
    .ci/package
    Tests/CABI/run.sh || { echo "FAILED: the C interface"; exit 1; }
    Tests/Python/run.sh || { echo "FAILED: the Python package"; exit 1; }
    Examples/C/run.sh || { echo "FAILED: Examples/C"; exit 1; }
    Examples/CPlusPlus/run.sh || { echo "FAILED: Examples/CPlusPlus"; exit 1; }
else
    echo "SKIPPED: packages and their tests: they are made on Linux"
fi
