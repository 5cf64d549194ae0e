import type {MarkRule} from '../marks.ts';

const dump =
	/\b(?:pg_dump(?:all)?(?!\w|\s+(?:--)?version)|mysqldump|mariadb-dump|mongodump|supabase\s+db\s+dump|gcloud\s+firestore\s+export|restic\s+backup|borg\s+create|wal-g\s+backup-push|pgbackrest\b[^\n]{0,80}\bbackup|sqlite3\b[^\n]{0,80}\.backup)/gu;
const restore =
	/\b(?:pg_restore|mongorestore|restic\s+restore|borg\s+extract|wal-g\s+backup-fetch|litestream\s+restore|gcloud\s+firestore\s+import)\b/gu;

/** Copies of the data, and what is done to prove that they can be used. */
export const backupMarks: readonly MarkRule[] = [
	{
		kind: 'backup.dump',
		languages: ['yaml', 'sh', 'py', 'ts', 'js', 'toml', 'docker', 'other'],
		literals: ['dump', 'firestore', 'restic', 'borg', 'wal-g', 'pgbackrest', '.backup'],
		pattern: dump,
		on: 'code',
		roles: ['app', 'config', 'script', 'docs'],
	},
	{
		kind: 'backup.restore',
		languages: ['yaml', 'sh', 'py', 'ts', 'js', 'toml', 'docker', 'other'],
		literals: ['restore', 'borg', 'wal-g', 'firestore'],
		pattern: restore,
		on: 'code',
		roles: ['app', 'config', 'script', 'docs'],
	},
	{
		/** The copy leaves the machine that made it. */
		kind: 'backup.elsewhere',
		languages: ['yaml', 'sh', 'py', 'ts', 'js'],
		literals: ['s3', 'rclone', 'gsutil', 'gcloud', 'azcopy', 'az storage', 'b2 ', 'restic', 'borg', 'wal-g', 'R2'],
		pattern:
			/\baws\s+(?:--[\w-]+[ =]\S+\s+)?s3\s+(?:cp|sync|mv)\b|\brclone\s+(?:copy|copyto|sync|rcat)\b|\bgsutil\s+(?:-\w+\s+)?(?:cp|rsync)\b|\bgcloud\s+storage\s+cp\b|\bazcopy\s+copy\b|\baz\s+storage\s+blob\s+upload\b|\bs3cmd\s+(?:put|sync)\b|\bmc\s+cp\b|\bb2\s+(?:file\s+)?upload\b|\brestic\s+backup\b|\bborg\s+create\b|\bwal-g\s+backup-push\b/gu,
		on: 'code',
		roles: ['app', 'config', 'script'],
	},
	{
		/** A bucket or a remote that a backup container is told to write to. */
		kind: 'backup.target',
		languages: ['yaml'],
		literals: ['S3_', 'B2_', 'RCLONE', 'TARGET', 'RESTIC_REPOSITORY'],
		pattern: /\b(?:AWS_S3_BUCKET_NAME|S3_BUCKET\w*|S3_ENDPOINT|B2_\w+|RCLONE_\w+|DB_DUMP_TARGET|RESTIC_REPOSITORY)\b/gu,
		on: 'code',
	},
	{
		kind: 'backup.schedule',
		languages: ['yaml'],
		literals: ['cron'],
		pattern: /^[ \t]*-?[ \t]*cron:\s*['"]?(?<value>[^'"\n]{5,60})/gmu,
		on: 'code',
	},
	{
		kind: 'backup.service',
		languages: ['yaml'],
		literals: ['backup', 'restic', 'pgbackrest', 'litestream', 'ScheduledBackup', 'velero', 'databack'],
		pattern:
			/^[ \t]*image:\s*['"]?\S*(?:postgres-backup|pg-?backup|mysql-backup|mongo-?backup|db-backup|restic|pgbackrest|litestream|docker-volume-backup|databack)\S*|^kind:\s*ScheduledBackup\b|^apiVersion:\s*velero\.io\/|^[ \t]*barmanObjectStore:/gmu,
		on: 'code',
	},
	{
		kind: 'backup.litestream',
		languages: ['yaml'],
		literals: ['replicas:', 'replica:'],
		pattern: /^[ \t]*replicas?:/gmu,
		on: 'code',
		path: /(?:^|\/)litestream\.ya?ml$/u,
	},
	{
		kind: 'backup.retention',
		languages: ['hcl'],
		literals: ['backup', 'point_in_time', 'retention'],
		pattern:
			/\b(?:backup_retention_period|preferred_backup_retention|retained_backups|backup_retention_days)\s*=\s*(?<value>[\w.]{1,60})|\bpoint_in_time_recovery(?:_enabled)?\s*(?:=\s*(?:true|"ENABLED")|\{\s*enabled\s*=\s*true)|\bbackup_configuration\s*\{[^}]{0,300}\benabled\s*=\s*true|\bresource\s+"aws_backup_(?:plan|selection)"/gu,
		on: 'code',
	},
	{
		kind: 'backup.instance',
		languages: ['hcl'],
		literals: ['aws_db_instance', 'aws_rds_cluster', 'google_sql_database_instance', 'digitalocean_database_cluster', 'azurerm_'],
		pattern:
			/\bresource\s+"(?<value>aws_db_instance|aws_rds_cluster|google_sql_database_instance|digitalocean_database_cluster|azurerm_(?:postgresql|mysql)(?:_flexible)?_server)"/gu,
		on: 'code',
	},
];
