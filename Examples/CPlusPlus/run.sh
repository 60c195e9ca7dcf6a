#!/bin/sh
# Compiles the program against dist/ (made by .ci/package) and gives it some replies.
set -eu
cd "$(dirname "$0")"
dist="$(cd ../../dist && pwd)"
export PKG_CONFIG_PATH="$dist/lib/pkgconfig"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2046
c++ -std=c++17 -Wall -Wextra -Werror -O2 -pthread $(pkg-config --cflags undelivered) count-causes.cpp -o "$work/count-causes" \
    $(pkg-config --libs undelivered) -Wl,-rpath,"$dist/lib"
printf '%s\n' "552 5.2.2 user is over quota" "550 5.1.1 user unknown" "452 4.2.2 mailbox full" | "$work/count-causes" >"$work/counts"
cat "$work/counts"
grep -q '^2.mailbox.full$' "$work/counts"
