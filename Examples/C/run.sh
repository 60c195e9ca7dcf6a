#!/bin/sh
# Compiles the filter against dist/ (made by .ci/package) and gives it two mails.
set -eu
cd "$(dirname "$0")"
dist="$(cd ../../dist && pwd)"
export PKG_CONFIG_PATH="$dist/lib/pkgconfig"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2046
cc -std=c11 -Wall -Wextra -Werror -O2 $(pkg-config --cflags undelivered) undelivered-filter.c -o "$work/undelivered-filter" \
    $(pkg-config --libs undelivered) -Wl,-rpath,"$dist/lib"
"$work/undelivered-filter" <../Mails/qmail-over-quota.eml | grep -o '"cause":"[^"]*"' | head -n 1
"$work/undelivered-filter" <../Mails/postfix-spamcop.eml | grep -o '"cause":"[^"]*"' | head -n 1
status=0
"$work/undelivered-filter" </dev/null 2>/dev/null || status=$?
[ $status = 65 ] || { echo "an empty mail ends with $status, not 65"; exit 1; }
