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
# shellcheck disable=SC2086
g++ -std=c++17 -pedantic $flags Tests/CABI/interface.cpp -o "$work/interface" $link
run interface
compile memory -O2
run memory Examples/Mails "$calls"
tests ", address and undefined behaviour sanitizers" -fsanitize=address,undefined
export TSAN_OPTIONS="halt_on_error=1 suppressions=Tests/CABI/thread-sanitizer.txt"
tests ", thread sanitizer" -fsanitize=thread
exit $failed
