#!/usr/bin/env bash
# Copies one PostgreSQL database, with what it takes to prove later that the copy is whole.
#
# One folder for each copy. It appears under its name only when everything in it is there:
#   BACKUP_DIR/<database>-<UTC time>/
#     dump.pgc (or dump.pgc.age)  the data, in the custom format of pg_dump
#     roles.sql                   roles and their memberships, without passwords
#     manifest.tsv                rows and a checksum of each table, sequences, numbers of indexes, policies and so on,
#                                 taken in the snapshot that was dumped: they agree although the application goes on writing
#     SHA256SUMS                  of the files above
#
# Which database: BACKUP_DATABASE_URL, or the usual PGHOST, PGPORT, PGUSER, PGDATABASE and ~/.pgpass. An address with a password
# in it can be seen by other users of the same machine while this runs: on a shared one, take ~/.pgpass. A direct connection, or one
# that lasts a session; a pooler that changes the connection with each transaction cannot hold a snapshot.
#
#   BACKUP_DIR            where the copies go                                             (required)
#   BACKUP_KEEP           how many whole copies stay there                                (default 14)
#   BACKUP_SCHEMAS        only these schemas, divided by blanks                           (default: everything)
#   BACKUP_COMPARE        contents, or counts for databases too large to read twice       (default contents)
#   BACKUP_AGE_RECIPIENT  a public key of age: only its private key can open the copy     (default: not encrypted)
#
# The role needs to read everything (pg_read_all_data), and BYPASSRLS where tables have row security: without it this stops
# instead of leaving rows out.
# Exit: 0 done, 1 failed and nothing was published, 75 another copy is being made.
set -Eeuo pipefail
umask 077
export LC_ALL=C PGAPPNAME=backup PGCLIENTENCODING=UTF8 PGOPTIONS="${PGOPTIONS:-}" SHELL=/bin/sh

say() { printf '%s backup: %s\n' "$(date -u +%FT%TZ)" "$*" >&2; }
stop() {
	say "$*"
	exit 1
}

[[ -n ${BACKUP_DIR:-} ]] || stop 'set BACKUP_DIR to the folder for the copies'
[[ -n ${BACKUP_DATABASE_URL:-} || -n ${PGDATABASE:-} ]] || stop 'set BACKUP_DATABASE_URL, or PGHOST, PGUSER and PGDATABASE'
keep=${BACKUP_KEEP:-14} compare=${BACKUP_COMPARE:-contents} schemas=${BACKUP_SCHEMAS:-}
[[ $keep =~ ^[1-9][0-9]{0,3}$ ]] || stop "BACKUP_KEEP must be a number from 1 on, not '$keep'"
[[ $compare == contents || $compare == counts ]] || stop "BACKUP_COMPARE must be contents or counts, not '$compare'"
[[ $schemas =~ ^([a-z_][a-z0-9_]*( [a-z_][a-z0-9_]*)*)?$ ]] || stop "BACKUP_SCHEMAS must be names of schemas divided by one blank, not '$schemas'"
for program in psql pg_dump pg_dumpall pg_restore sha256sum flock; do
	command -v "$program" >/dev/null || stop "$program is not installed"
done
[[ -z ${BACKUP_AGE_RECIPIENT:-} ]] || command -v age >/dev/null || stop 'BACKUP_AGE_RECIPIENT is set, and age is not installed'
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
mkdir -p -- "$BACKUP_DIR"
folder=$(cd -- "$BACKUP_DIR" && pwd)

exec 9>"$folder/.lock"
flock --nonblock 9 || {
	say "another copy is being made in $folder"
	exit 75
}

began=$(date +%s)
work=$(mktemp -d -- "$folder/.unfinished-XXXXXXXX")
finish() {
	local code=$?
	rm -rf -- "$work"
	((code == 0)) || say "FAILED (exit $code): no copy was published"
}
trap finish EXIT
trap 'stop "line $LINENO failed"' ERR

to=()
[[ -z ${BACKUP_DATABASE_URL:-} ]] || to=(--dbname="$BACKUP_DATABASE_URL")
ask() { psql --no-psqlrc --no-password --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "${to[@]}" "$@"; }

# 1. An older pg_dump than the server cannot be trusted with its tables.
server=$(ask --command='SHOW server_version_num')
client=$(pg_dump --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
((client >= server / 10000)) || stop "pg_dump $client is older than the server ($((server / 10000))): install the programs of PostgreSQL $((server / 10000))"
database=$(ask --command='SELECT current_database()')
[[ $database =~ ^[A-Za-z0-9_.-]+$ ]] || stop "the name of the database, '$database', cannot be the name of a folder"

# 2. Rather no copy than a full disk.
size=$(ask --command='SELECT pg_database_size(current_database())')
free=$(($(df --output=avail --block-size=1 -- "$folder" | tail -n 1)))
((free > size)) || stop "the database is $((size / 1048576)) MiB, and $folder has $((free / 1048576)) MiB left"

# 3. One snapshot for the list and for the dump. The list comes first: sequences do not wait for snapshots, so what it says of them is
# at most what the dump holds.
chosen=()
for schema in $schemas; do chosen+=(--schema="$schema"); done
export BACKUP_WORK=$work
dump=(pg_dump --format=custom --no-password --lock-wait-timeout=60s "${chosen[@]}" "${to[@]}")
BACKUP_DUMP=$(printf '%q ' "${dump[@]}")
export BACKUP_DUMP
cat >"$work/script.sql" <<-'SQL'
	BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
	SET LOCAL idle_in_transaction_session_timeout = 0;
	SELECT pg_export_snapshot() AS snapshot \gset
	\setenv BACKUP_SNAPSHOT :snapshot
	\o :list
	\i :manifest
	\o
	\! bash -c 'eval "$BACKUP_DUMP" --snapshot="$BACKUP_SNAPSHOT" --file="$BACKUP_WORK/dump.pgc" 9>&- && : >"$BACKUP_WORK/whole"'
	COMMIT;
SQL
ask --set=compare="$compare" --set=schemas="$schemas" --set=manifest="$here/manifest.sql" --set=list="$work/manifest.tsv" \
	--file="$work/script.sql" >/dev/null || stop 'the list or the dump failed'
[[ -e $work/whole ]] || stop 'pg_dump failed'
rm -- "$work/whole" "$work/script.sql"
pg_dumpall --roles-only --no-role-passwords --no-password --file="$work/roles.sql" "${to[@]}" 9>&-

# 4. A dump that cannot be listed cannot be restored.
pg_restore --list "$work/dump.pgc" >/dev/null || stop 'the dump cannot be read'
tables=$(grep -c $'^table\t' "$work/manifest.tsv" || true)
((tables > 0)) || stop 'the database has no table that this role can see: is it the right database?'

# 5. Close it, seal it, and let it appear in one step.
if [[ -n ${BACKUP_AGE_RECIPIENT:-} ]]; then
	age --encrypt --recipient "$BACKUP_AGE_RECIPIENT" --output "$work/dump.pgc.age" "$work/dump.pgc"
	rm -- "$work/dump.pgc"
fi
(cd -- "$work" && sha256sum -- * >SHA256SUMS)
sync -- "$work"/*
copy=$folder/$database-$(date -u +%Y%m%dT%H%M%SZ)
[[ ! -e $copy ]] || stop "$copy is there already"
mv --no-target-directory -- "$work" "$copy"
say "OK $copy: $tables tables, $(du --bytes --summarize -- "$copy" | cut -f 1) bytes, $(($(date +%s) - began)) s"

# 6. Old copies go only after a new one is whole.
mapfile -t all < <(find "$folder" -mindepth 1 -maxdepth 1 -type d -name "$database-*Z" | sort --reverse)
for old in "${all[@]:keep}"; do
	say "removing $old: the newest $keep stay"
	rm -rf -- "$old"
done
printf '%s\n' "$copy"
