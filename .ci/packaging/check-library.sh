#!/bin/sh
# What the shared library has to be: nothing but the header's functions, nothing but the C library under it.
set -eu
cd "$(dirname "$0")/../.."
library="$1"
status=0
fail() { echo "FAILED: $1"; status=1; }

header=$(grep -oE '\bundelivered_[a-z_]+\(' Sources/CUndelivered/include/undelivered.h | tr -d '(' | sort -u)
[ "$header" = "$(cat .ci/packaging/symbols.txt)" ] || fail ".ci/packaging/symbols.txt is not the list of the header's functions"
exported=$(nm -D --defined-only --without-symbol-versions "$library" | awk '$2 != "A" { print $3 }' | sort -u)
[ "$exported" = "$(cat .ci/packaging/symbols.txt)" ] || { echo "$exported" | head; fail "exported symbols differ from .ci/packaging/symbols.txt"; }
needed=$(readelf -d "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort | tr '\n' ' ')
for name in $needed; do
    case $name in
    libc.so.6 | libm.so.6 | libdl.so.2 | libpthread.so.0 | librt.so.1 | ld-linux-*) ;;
    *) fail "it needs $name" ;;
    esac
done
soname=$(readelf -d "$library" | sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p')
[ -n "$soname" ] || fail "no soname"
size=$(stat -Lc %s "$library")
[ "$size" -le 12000000 ] || fail "it has $size bytes, more than 12 MB"
glibc=$(objdump -T "$library" | grep -oE 'GLIBC_[0-9.]+' | sort -uV | tail -n 1)
echo "$library: $soname, $size bytes, needs $needed, glibc from ${glibc#GLIBC_}"
exit $status
