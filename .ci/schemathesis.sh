#!/usr/bin/env bash
# Asks a running service everything that its own description allows, and much that it does not, as
# schemathesis thinks of it: no answer may be an error of the server but the documented 503, and every
# answer must be as described. The service holds issue 176, and keys are asked for.
#
# usage: schemathesis.sh PROGRAM SCHEMATHESIS [SECONDS]
set -euo pipefail
readonly program=$1 schemathesis=$2 seconds=${3:-120}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
office=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$office"' EXIT

cd "$office"
: > briefing.toml
"$program" publish "$here/data/176.toml" --archive archive --reason 'the first' > out.txt 2>&1
printf 'a password for an hour\n' | "$program" user add robot --role publisher 2> /dev/null
key=$("$program" user key robot 2> /dev/null)
"$program" serve --bind 127.0.0.1:0 > address 2> log &
server=$!
for _ in $(seq 100); do
  [[ -s address ]] && break
  sleep 0.1
done
address=$(cat address)

# The names of issues, pages and jobs have to be there for most of it to mean anything.
cat > schemathesis.toml <<'EOF'
[[operations]]
include-path-regex = "/v1/issues/\\{id\\}"
include-method = "GET"
parameters = { id = "176", n = 1 }

[[operations]]
include-path-regex = "/v1/issues/\\{id\\}/"
include-method = "POST"
parameters = { id = "176" }
EOF
"$schemathesis" run "${address}openapi.json" --header "Authorization: Bearer $key" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,ignored_auth \
  --max-time "$seconds" --seed 176 --request-timeout 40 --no-color --continue-on-failure
kill -0 "$server"
"$program" verify --all --archive archive
