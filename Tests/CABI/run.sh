#!/bin/sh
# Tests of the C interface, against dist/ (made by .ci/package) or another folder with lib/ and include/.
set -eu
cd "$(dirname "$0")/../.."
dist="${1:-dist}"
calls="${CALLS:-1000000}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
fail() { echo "FAILED: $1"; failed=1; }
flags="-Wall -Wextra -Werror -I$dist/include -I$work"
link="-L$dist/lib -lundelivered -Wl,-rpath,$(cd "$dist/lib" && pwd) -pthread"

# shellcheck disable=SC2086
compile() { # name, then flags
    name=$1
    shift
    gcc -std=c11 -pedantic -g "$@" $flags "Tests/CABI/$name.c" -o "$work/$name" $link
}
run() { # name, then arguments
    name=$1
    shift
    "$work/$name" "$@" || fail "$name"
}
tests() { # what kind, then flags
    echo "C interface$1:"
    shift
    for name in results misuse batches threads; do compile "$name" "$@"; done
    run results Examples/Mails
    run misuse
    run batches Examples/Mails
    run threads
}

python3 Tests/CABI/layouts.py "$dist/include/undelivered.h" >"$work/layouts.inc"
compile layouts
"$work/layouts" >"$work/layouts.txt"
diff -u .ci/packaging/layouts.txt "$work/layouts.txt" || fail "struct layouts differ from .ci/packaging/layouts.txt"

tests "" -O1

echo "C interface, how it is found and linked:"
# Somewhere else than where it was made.
mkdir "$work/prefix"
cp -R "$dist/lib" "$dist/include" "$work/prefix"
gcc -std=c11 -Wall -Werror -I"$work/prefix/include" Tests/CABI/results.c "$work/prefix/lib/libundelivered.a" -lpthread -ldl -lm -o "$work/static" || fail "linking the archive"
! ldd "$work/static" | grep -qE 'undelivered|swift|yaml|stdc' || fail "the archive needs more than the C library"
"$work/static" Examples/Mails || fail "results, with the archive"
if command -v pkg-config >/dev/null; then
    export PKG_CONFIG_PATH="$work/prefix/lib/pkgconfig"
    # shellcheck disable=SC2046
    gcc -std=c11 Tests/CABI/results.c $(pkg-config --cflags --libs undelivered) -Wl,-rpath,"$work/prefix/lib" -o "$work/found" || fail "pkg-config"
    "$work/found" Examples/Mails || fail "results, found by pkg-config"
    pkg-config --static --libs undelivered | grep -q -- '-lundelivered.*-ldl' || fail "pkg-config --static"
else
    echo "SKIPPED: pkg-config is not installed"
fi
if command -v cmake >/dev/null; then
    cmake -S Tests/CABI/cmake -B "$work/cmake" -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_BUILD_TYPE=Release >"$work/cmake.log" 2>&1 &&
        cmake --build "$work/cmake" >>"$work/cmake.log" 2>&1 || { cat "$work/cmake.log"; fail "CMake"; }
    for name in results-shared results-static; do "$work/cmake/$name" Examples/Mails || fail "$name, found by CMake"; done
else
    echo "SKIPPED: CMake is not installed (apt-get install cmake): find_package(undelivered) was not tried"
fi
# shellcheck disable=SC2086
g++ -std=c++17 -pedantic $flags Tests/CABI/interface.cpp -o "$work/interface" $link
run interface
compile memory -O2
run memory Examples/Mails "$calls"
tests ", address and undefined behaviour sanitizers" -fsanitize=address,undefined
export TSAN_OPTIONS="halt_on_error=1 suppressions=Tests/CABI/thread-sanitizer.txt"
tests ", thread sanitizer" -fsanitize=thread
exit $failed
