#!/bin/sh
# Installs the wheel of dist/ into a fresh environment and tests it there. Says loudly what it cannot do.
set -eu
cd "$(dirname "$0")/../.."
python3 Sources/python/declarations.py --check
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
skip() { echo "SKIPPED: Python tests: $1"; exit 0; }
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || skip "Python 3.11 or later is needed"
python3 -m venv "$work/venv" 2>/dev/null || skip "python3 -m venv does not work"
python="$work/venv/bin/python"
"$python" -m pip install -q --disable-pip-version-check dist/undelivered-*.whl || skip "the package's own requirement, cffi, cannot be fetched"
"$python" Tests/Python/test_undelivered.py
if "$python" -m pip install -q --disable-pip-version-check pyarrow polars pandas; then
    "$python" Tests/Python/test_arrow.py
    PYTHON="$python" Examples/Python/run.sh
else
    echo "SKIPPED: tests with pyarrow, polars and pandas: they cannot be fetched"
fi
if "$python" -m pip install -q --disable-pip-version-check mypy; then
    "$python" -m mypy --strict --no-error-summary Tests/Python/typed.py
else
    echo "SKIPPED: type checks: mypy cannot be fetched"
fi
"$python" Tests/Python/speed.py
