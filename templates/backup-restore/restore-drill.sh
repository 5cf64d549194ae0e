#!/usr/bin/env bash
# Restores a copy of backup.sh somewhere harmless and compares what came back with what was there.
#
#   restore-drill.sh [--backup FOLDER] [--record FOLDER]                    in a server of its own, gone afterwards
#   restore-drill.sh [--backup FOLDER] [--record FOLDER] --server ADDRESS   in a new database on that server, gone afterwards
#
# Without --backup it takes the newest copy in BACKUP_DIR. --record writes down what was proven, in a page with the date in its name.
# A server of its own needs the PostgreSQL server programs here (initdb), and another user than root.
#
#   BACKUP_DIR                where the copies are                                        (required without --backup)
#   BACKUP_AGE_IDENTITY_FILE  the private key, for copies that are encrypted
#   DRILL_MAX_AGE_HOURS       fail when the data is older: what you can bear to lose      (default 26)
#   DRILL_MAX_MINUTES         fail when it takes longer: how long you can be away         (default 60)
#   DRILL_BEFORE              SQL that runs in the new database before the restore        (default: none)
#   DRILL_BY                  who does it, for the record                                 (default: the user of this machine)
#
# It never writes to a database that is there already, and refuses the server that the copy was taken from.
# Exit: 0 all that was there came back, 1 it did not.
set -Eeuo pipefail
umask 077
export LC_ALL=C PGAPPNAME=restore-drill PGCLIENTENCODING=UTF8

say() { printf '%s drill: %s\n' "$(date -u +%FT%TZ)" "$*" >&2; }
stop() {
	say "$*"
	exit 1
}

backup='' record='' server=''
while (($# > 0)); do
	[[ $1 == --backup || $1 == --record || $1 == --server ]] || stop "$1 is not known: there are --backup, --record and --server"
	[[ -n ${2:-} ]] || stop "$1 needs a value"
	case $1 in
	--backup) backup=$2 ;;
	--record) record=$2 ;;
	--server) server=$2 ;;
	esac
	shift 2
done
most_hours=${DRILL_MAX_AGE_HOURS:-26} most_minutes=${DRILL_MAX_MINUTES:-60}
[[ $most_hours =~ ^[0-9]{1,6}$ && $most_minutes =~ ^[0-9]{1,6}$ ]] || stop 'DRILL_MAX_AGE_HOURS and DRILL_MAX_MINUTES must be numbers'
for program in psql pg_restore sha256sum awk; do
	command -v "$program" >/dev/null || stop "$program is not installed"
done
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

if [[ -z $backup ]]; then
	[[ -n ${BACKUP_DIR:-} ]] || stop 'name a copy with --backup, or set BACKUP_DIR'
	backup=$(find "$BACKUP_DIR" -mindepth 1 -maxdepth 1 -type d -name '*-????????T??????Z' 2>/dev/null |
		awk '{ print substr($0, length($0) - 15) "\t" $0 }' | sort | tail -n 1 | cut -f 2) || true
fi
[[ -n $backup && -d $backup ]] || stop "there is no copy in ${backup:-$BACKUP_DIR}"
backup=$(cd -- "$backup" && pwd)

work=$(mktemp -d)
programs='' scratch=''
ask() { psql --no-psqlrc --no-password --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"; }
finish() {
	local code=$?
	if [[ -n $programs ]]; then
		"$programs/pg_ctl" --pgdata="$work/data" --mode=immediate --silent stop >/dev/null 2>&1 || true
	elif [[ -n $scratch ]]; then
		ask --dbname="$server" --command="DROP DATABASE IF EXISTS $scratch" >/dev/null 2>&1 || say "could not drop $scratch on that server: drop it by hand"
	fi
	rm -rf -- "$work"
	((code == 0)) || say "FAILED (exit $code): take $backup for a copy that cannot be restored"
}
trap finish EXIT
trap 'stop "line $LINENO failed"' ERR

# 1. Is it what was written?
say "$backup"
(cd -- "$backup" && sha256sum --check --quiet --strict SHA256SUMS >&2) || stop 'a checksum does not fit: the copy was damaged or changed'
for file in manifest.tsv roles.sql; do
	grep -qE "^[0-9a-f]{64}  $file\$" "$backup/SHA256SUMS" || stop "$file is not sealed: the copy is not whole"
done
of() { awk -F '\t' -v wanted="$1" '$1 == wanted { print $2; exit }' "$backup/manifest.tsv"; }
[[ $(of format) == 1 ]] || stop 'manifest.tsv is none that this script knows'

# 2. Is it young enough?
taken=$(of taken)
age=$(($(date +%s) - $(date -u -d "$taken" +%s)))
((age <= most_hours * 3600)) || stop "the data is $((age / 3600)) h old, and at most $most_hours h may be lost"

dump=$backup/dump.pgc
if [[ -e $backup/dump.pgc.age ]]; then
	[[ -n ${BACKUP_AGE_IDENTITY_FILE:-} ]] || stop 'the copy is encrypted: set BACKUP_AGE_IDENTITY_FILE to the file with the private key'
	dump=$work/dump.pgc
	age --decrypt --identity "$BACKUP_AGE_IDENTITY_FILE" --output "$dump" "$backup/dump.pgc.age"
fi
[[ -e $dump ]] || stop 'there is no dump in the copy'

# 3. A place where nothing can be hurt.
how=(--exit-on-error --jobs=2)
if [[ -z $server ]]; then
	((EUID != 0)) || stop 'PostgreSQL does not run as root: run this as another user, or name a server with --server'
	major=$(of server)
	for folder in "/usr/lib/postgresql/$major/bin" "$(pg_config --bindir 2>/dev/null || true)" "$(dirname -- "$(command -v initdb || echo /)")"; do
		[[ -n $programs || ! -x $folder/initdb ]] || programs=$folder
	done
	[[ -n $programs ]] || stop "initdb was not found: install the server of PostgreSQL $major, or name a server with --server"
	"$programs/initdb" --pgdata="$work/data" --username=restore_drill --auth=trust --encoding=UTF8 --no-sync >"$work/log" 2>&1 ||
		stop "initdb failed: $(tail -n 3 "$work/log")"
	"$programs/pg_ctl" --pgdata="$work/data" --silent --wait --log="$work/log" \
		--options="-k '$work' -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_wal_size=4GB" start ||
		stop "the server did not start: $(tail -n 3 "$work/log")"
	server="host=$work user=restore_drill dbname=postgres"
	# Roles own tables and stand in rights and policies; what else they may do is not needed here.
	grep -E '^CREATE ROLE ' "$backup/roles.sql" | grep -vE '^CREATE ROLE "?restore_drill"?;$' >"$work/roles.sql" || true
	ask --dbname="$server" --file="$work/roles.sql" >/dev/null
	how+=(--no-tablespaces)
else
	[[ $(ask --dbname="$server" --command='SELECT system_identifier FROM pg_control_system()') != "$(of system)" ]] ||
		stop 'that is the server that the copy was taken from: name another one'
	how+=(--no-owner --no-privileges --no-tablespaces)
fi
[[ $server =~ ^postgres(ql)?://[^/]+/. || $server == *=* ]] || stop 'write the server as postgresql://user@host/postgres, or as host=... user=... dbname=postgres'
scratch=restore_drill_$(date -u +%Y%m%d%H%M%S)_$$
ask --dbname="$server" --command="CREATE DATABASE $scratch TEMPLATE template0 ENCODING 'UTF8'" >/dev/null
if [[ $server =~ ^(postgres(ql)?://[^/]+/)[^?]*(.*)$ ]]; then
	there=${BASH_REMATCH[1]}$scratch${BASH_REMATCH[3]}
else
	there="$server dbname=$scratch"
fi

# 4. Restore, and take the time.
start=$(date +%s)
if pg_restore --list "$dump" | grep -qE ' SCHEMA - public '; then ask --dbname="$there" --command='DROP SCHEMA public' >/dev/null; fi
[[ -z ${DRILL_BEFORE:-} ]] || ask --dbname="$there" --file="$DRILL_BEFORE" >/dev/null
pg_restore "${how[@]}" --dbname="$there" "$dump" || stop 'pg_restore failed: what it says above is what would go wrong in an emergency'
ask --dbname="$there" --command='ANALYZE' >/dev/null
took=$(($(date +%s) - start))
((took <= most_minutes * 60)) || stop "the restore took $took s, and at most $most_minutes min are allowed"

# 5. Is it the same?
ask --single-transaction --dbname="$there" --set=compare="$(of compare)" --set=schemas="$(of schemas)" --file="$here/manifest.sql" >"$work/manifest.tsv"
awk -F '\t' '
	function key() { return $1 FS $2 }
	$1 != "table" && $1 != "sequence" && $1 != "count" && $1 != "extension" { next }
	NR == FNR { was[key()] = $3 FS $4; next }
	{ is[key()] = $3 FS $4 }
	END {
		for (one in was) {
			split(one, name, FS); split(was[one], old, FS)
			if (!(one in is)) { print name[1] " " name[2] " did not come back"; continue }
			split(is[one], new, FS)
			if (name[1] == "table" && new[1] != old[1]) print "table " name[2] ": " new[1] " rows instead of " old[1]
			else if (name[1] == "table" && new[2] != old[2]) print "table " name[2] ": as many rows, and other contents"
			else if (name[1] == "count" && new[1] != old[1]) print name[2] ": " new[1] " instead of " old[1]
			# A sequence may have gone on after the snapshot; it may never be behind, or the next row takes a number that is taken.
			else if (name[1] == "sequence" && old[1] != "-" && (new[1] == "-" || (old[2] > 0 ? new[1] + 0 < old[1] + 0 : new[1] + 0 > old[1] + 0)))
				print "sequence " name[2] ": stands at " new[1] ", before it stood at " old[1]
		}
		for (one in is) if (!(one in was)) { split(one, name, FS); print name[1] " " name[2] " was not there before" }
	}' "$backup/manifest.tsv" "$work/manifest.tsv" | sort >"$work/differences"
if [[ -s $work/differences ]]; then
	sed 's/^/  /' "$work/differences" >&2
	stop "what came back differs in $(wc -l <"$work/differences") places"
fi

tables=$(grep -c $'^table\t' "$backup/manifest.tsv")
rows=$(awk -F '\t' '$1 == "table" { sum += $3 } END { printf "%d", sum }' "$backup/manifest.tsv")
how_compared='every row compared'
[[ $(of compare) == contents ]] || how_compared='rows counted, contents not compared'
say "PROVEN $tables tables, $rows rows, $how_compared; restored in $took s, the data was $((age / 60)) min old"

# 6. The record.
if [[ -n $record ]]; then
	mkdir -p -- "$record"
	page=$record/restore-$(date -u +%F).md
	[[ ! -e $page ]] || page=$record/restore-$(date -u +%FT%H%M%SZ).md
	cat >"$page" <<-PAGE
		# Restore of $(date -u +%F)

		Everything that was in the database when the copy was made came back: $how_compared.

		| | |
		| --- | --- |
		| Done on | $(date -u '+%F %H:%M') UTC |
		| By | ${DRILL_BY:-$(id -un)} |
		| Copy | ${backup##*/} |
		| Age of the data | $((age / 60)) minutes |
		| Time to restore | $took seconds |
		| Tables | $tables |
		| Rows | $rows |
		| PostgreSQL | $(of server) |
	PAGE
	chmod 644 "$page"
	say "written down in $page"
fi
