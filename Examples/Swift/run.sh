#!/bin/sh
# Builds the service and gives it two of the sample mails, and one that only its own pack understands.
set -eu
cd "$(dirname "$0")"
. ../../.ci/prepare
need_swift
need_libyaml
swift build -c release
"$(swift build -c release --show-bin-path)/bounce-service" \
    ../Mails/qmail-over-quota.eml ../Mails/postfix-three-recipients.eml Mails/account-closed.eml
