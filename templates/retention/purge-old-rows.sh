#!/usr/bin/env bash
# Counts the rows that are older than docs/retention.md allows, or deletes them: all or, when anything goes wrong, none.
#   DATABASE_URL=… purge-old-rows.sh count | delete
set -euo pipefail

case ${1:-} in
count) really=false ;;
delete) really=true ;;
*)
	echo 'say count or delete' >&2
	exit 1
	;;
esac
if [[ -z ${DATABASE_URL:-} ]]; then
	echo 'set DATABASE_URL to the address of the database' >&2
	exit 1
fi
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
psql --no-psqlrc --no-password --quiet --tuples-only --no-align --field-separator=': ' --set=really="$really" --file="$here/purge-old-rows.sql" "$DATABASE_URL"
