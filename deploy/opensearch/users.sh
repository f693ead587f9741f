#!/usr/bin/env bash
# Make two users of the cluster: "reader" for the bots and "builder" for bot index, each with no more rights than it needs.
# It can be run again, also to change their passwords.
set -euo pipefail
umask 077
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Passwords go through files: what a command is called with can be read by everybody on the machine.
printf 'user = "admin:%s"\n' "$ADMIN_PASSWORD" >"$folder/login"

put() { # the path, and the document on standard input
    cat >"$folder/document" # 503: OpenSearch has started, and its users are not there yet
    curl --silent --show-error --fail-with-body --config "$folder/login" --cacert "$CERTIFICATES" \
        --retry 30 --retry-delay 2 --retry-connrefused \
        --request PUT --header 'Content-Type: application/json' --data-binary "@$folder/document" \
        "$CLUSTER/_plugins/_security/api/$1" >/dev/null
}

put roles/verbatim-reader <<END
{
  "cluster_permissions": ["cluster:monitor/main", "cluster_composite_ops_ro"],
  "index_permissions": [{
    "index_patterns": ["$BASES"],
    "allowed_actions": ["read", "indices:admin/aliases/get"]
  }]
}
END
put roles/verbatim-builder <<END
{
  "cluster_permissions": ["cluster_monitor", "cluster_composite_ops"],
  "index_permissions": [{"index_patterns": ["$BASES"], "allowed_actions": ["indices_all"]}]
}
END
put internalusers/reader <<END
{"password": "$READER_PASSWORD", "opendistro_security_roles": ["verbatim-reader"]}
END
put internalusers/builder <<END
{"password": "$BUILDER_PASSWORD", "opendistro_security_roles": ["verbatim-builder"]}
END
