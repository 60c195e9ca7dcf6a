#!/bin/sh
# Fuzzing/fuzz.sh patterns|image|mails [libFuzzer options]: builds the target with the address sanitizer and runs it. `swift build` alone cannot.
set -eu
cd "$(dirname "$0")/.."
case "$1" in
    patterns) target=PatternFuzzing ;;
    image) target=ImageFuzzing ;;
    mails) target=MailFuzzing ;;
    *) echo "fuzz.sh patterns|image|mails [options]" >&2; exit 2 ;;
esac
shift
corpus=.build/fuzzing/corpus-$target
mkdir -p "$corpus"
flags="-use-ld=lld -parse-as-library -O -wmo -enforce-exclusivity=checked -swift-version 6 -module-name Fuzzing"
if [ $target = MailFuzzing ]; then
    # All modules of the library, their objects linked with libFuzzer's own main. The mails of the repository are where it begins.
    scratch=$PWD/.build/fuzzing/library
    # Counted as -sanitize=fuzzer counts, but without its main, which the tools of the build would get as well. Of two -sanitize only the last one counts.
    coverage=edge,inline-8bit-counters,pc-table,trace-cmp
    for part in AllPacks Undelivered; do
        (cd ../.. && swift build -c release --scratch-path "$scratch" --target $part -Xswiftc -use-ld=lld -Xswiftc -sanitize=address \
            -Xswiftc -sanitize-coverage=$coverage)
    done
    release=$scratch/release
    find ../../Examples ../../RulePacks -name '*.eml' | while read -r mail; do
        cp "$mail" "$corpus/seed-$(echo "$mail" | tr '/ ' '__')"
    done
    # Test targets have objects too; tools are built apart from them.
    objects=$(find "$release"/*.build -name '*.o' ! -path '*RulePackTool*' ! -path '*UndeliveredCommand*' ! -path '*Tests.build/*' ! -path '*-tool.build/*')
    # shellcheck disable=SC2086
    swiftc -sanitize=fuzzer,address $flags -I "$release/Modules" -I ../../Sources/CLibYAML "Fuzzing/$target.swift" $objects -lyaml -o ".build/fuzzing/$target"
    set -- -max_len=20000 "$@"
else
    # shellcheck disable=SC2086
    swiftc -sanitize=fuzzer,address $flags -package-name fuzzing Sources/PatternAutomaton/*.swift "Fuzzing/$target.swift" -o ".build/fuzzing/$target"
fi
SWIFT_BACKTRACE=enable=no exec ".build/fuzzing/$target" -timeout=10 "$@" "$corpus"
