#!/bin/sh
# Builds the command line and diagnoses the sample mails. Arguments go to `undelivered diagnose`, as --language ja.
set -eu
cd "$(dirname "$0")/.."
. .ci/prepare
need_swift
need_libyaml
swift build -c release --product undelivered
# Not the mails but the exit status is of interest to scripts: 1 says that the cause of one of them cannot be told.
"$(swift build -c release --show-bin-path)/undelivered" diagnose "$@" Examples/Mails/*.eml || [ $? -eq 1 ]
