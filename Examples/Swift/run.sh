#!/bin/sh
# Builds the service and gives it two of the sample mails, and one that only its own pack understands.
#   CONFIGURATION=debug   builds faster
set -eu
cd "$(dirname "$0")"
. ../../.ci/prepare
need_swift
need_libyaml
configuration=${CONFIGURATION:-release}
swift build -c "$configuration"
"$(swift build -c "$configuration" --show-bin-path)/bounce-service" \
    ../Mails/qmail-over-quota.eml ../Mails/postfix-three-recipients.eml Mails/account-closed.eml
