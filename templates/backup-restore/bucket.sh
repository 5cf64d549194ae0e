#!/usr/bin/env bash
# Sends the newest copy to a bucket of another account, or fetches the newest whole one from there.
#
#   bucket.sh send     from BACKUP_DIR to the bucket
#   bucket.sh fetch    from the bucket to BACKUP_DIR
#
#   BACKUP_DIR       the folder of backup.sh                                          (required)
#   BACKUP_BUCKET    the name of the bucket, on its own or with a folder: name/shop   (required)
#   BACKUP_ENDPOINT  the address of the storage when it is not Amazon's               (default: Amazon S3)
#   and AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION, as the aws program reads them.
#
# A copy counts as whole when its SHA256SUMS is there, which is sent last. Nothing is ever removed from the bucket: a rule of the bucket
# does that, so that a stolen key cannot.
set -Eeuo pipefail
umask 077
# Storage of other companies does not know every new checksum of Amazon.
export AWS_REQUEST_CHECKSUM_CALCULATION=when_required AWS_RESPONSE_CHECKSUM_VALIDATION=when_required AWS_PAGER=''

stop() {
	printf 'bucket: %s\n' "$*" >&2
	exit 1
}
[[ ${1:-} == send || ${1:-} == fetch ]] || stop 'say send or fetch'
[[ -n ${BACKUP_DIR:-} ]] || stop 'set BACKUP_DIR to the folder of the copies'
[[ -n ${BACKUP_BUCKET:-} ]] || stop 'set BACKUP_BUCKET to the name of the bucket'
bucket=${BACKUP_BUCKET#s3://} bucket=${bucket%/}
[[ $bucket =~ ^[a-z0-9][a-z0-9.-]+(/[A-Za-z0-9._-]+)*$ ]] || stop "BACKUP_BUCKET must be the name of a bucket, not '$BACKUP_BUCKET'"
command -v aws >/dev/null || stop 'aws is not installed'
place=()
[[ -z ${BACKUP_ENDPOINT:-} ]] || place=(--endpoint-url "$BACKUP_ENDPOINT")
name='[A-Za-z0-9_.-]+-[0-9]{8}T[0-9]{6}Z'

case $1 in
send)
	newest=$(find "$BACKUP_DIR" -mindepth 1 -maxdepth 1 -type d -regextype posix-extended -regex ".*/$name" | awk '{ print substr($0, length($0) - 15) "\t" $0 }' | sort | tail -n 1 | cut -f 2)
	[[ -n $newest ]] || stop "there is no copy in $BACKUP_DIR: run backup.sh first"
	to=s3://$bucket/${newest##*/}
	aws s3 cp "$newest" "$to" --recursive --only-show-errors --exclude SHA256SUMS "${place[@]}"
	aws s3 cp "$newest/SHA256SUMS" "$to/SHA256SUMS" --only-show-errors "${place[@]}"
	printf 'bucket: sent %s\n' "$to" >&2
	;;
fetch)
	list=$(aws s3 ls "s3://$bucket/" --recursive "${place[@]}") || stop "the bucket $bucket cannot be read, or is empty"
	newest=$(grep -oE "$name/SHA256SUMS\$" <<<"$list" | awk -F / '{ print substr($1, length($1) - 15) "\t" $1 }' | sort | tail -n 1 | cut -f 2) || true
	[[ -n $newest ]] || stop "there is no whole copy in $bucket"
	mkdir -p -- "$BACKUP_DIR"
	aws s3 cp "s3://$bucket/$newest" "$BACKUP_DIR/$newest" --recursive --only-show-errors "${place[@]}"
	printf 'bucket: fetched %s\n' "$newest" >&2
	printf '%s\n' "$BACKUP_DIR/$newest"
	;;
esac
