#!/bin/sh
# Runs both programs. PYTHON names an interpreter that has the wheel of dist/, pyarrow, pandas and polars; without it one is made.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    PYTHON="$work/venv/bin/python"
    "$PYTHON" -m pip install -q --disable-pip-version-check ../../dist/undelivered-*.whl pyarrow pandas polars
fi
for mail in ../Mails/postfix-*.eml ../Mails/qmail-*.eml; do
    echo "From bounces@example.com Tue Nov 24 00:00:00 2026"
    sed 's/^From />From /' "$mail"
    echo
done >"$work/bounces.mbox"
"$PYTHON" mailbox_table.py "$work/bounces.mbox"
"$PYTHON" polars_batch.py
