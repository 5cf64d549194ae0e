import {execFileSync, type SpawnSyncReturns, spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';

const installed = '/usr/lib/postgresql';
const programs = existsSync(installed)
	? readdirSync(installed)
			.toSorted((one, other) => Number(other) - Number(one))
			.map(version => join(installed, version, 'bin'))
			.find(folder => existsSync(join(folder, 'initdb')))
	: undefined;

/** Why no server can be started here; undefined when one can. */
export const noPostgres = programs === undefined ? 'the PostgreSQL server is not installed' : undefined;

/** PostgreSQL refuses to run as root; another user then runs it, and whatever talks to it. */
const other =
	userInfo().uid === 0 ? {uid: Number(execFileSync('id', ['-u', 'nobody'])), gid: Number(execFileSync('id', ['-g', 'nobody']))} : {};

/** A private server in a folder of its own, reached by a socket only. */
export type Postgres = {
	/** A folder that the server's user may write to; scripts can work there. */
	readonly folder: string;
	readonly environment: Readonly<Record<string, string>>;
	/** Runs a program as the server's user, with the server's address in its environment. */
	readonly run: (program: string, args: readonly string[], environment?: Readonly<Record<string, string>>) => SpawnSyncReturns<string>;
	/** Runs SQL and gives what it prints, one row a line. Throws with what the server says. */
	readonly sql: (text: string, database?: string) => string;
	readonly stop: () => void;
};

/** Starts a server. Only where `noPostgres` is undefined. */
export function startPostgres(): Postgres {
	const bin = programs ?? '';
	const folder = mkdtempSync(join(tmpdir(), 'pg-'));
	chmodSync(folder, 0o755);
	if (other.uid !== undefined) execFileSync('chown', [`${other.uid}:${other.gid}`, folder]);
	const environment = {
		PATH: `${bin}:${process.env.PATH ?? ''}`,
		HOME: folder,
		PGHOST: folder,
		PGUSER: 'postgres',
		PGDATABASE: 'postgres',
	};
	const run: Postgres['run'] = (program, args, more = {}) =>
		spawnSync(program, args, {encoding: 'utf8', cwd: folder, env: {...environment, ...more}, ...other});
	const must = (program: string, args: readonly string[]): void => {
		// A server that stays would hold the pipes of the one that starts it.
		const done = spawnSync(program, args, {cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'inherit'], ...other});
		if (done.status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${done.status}`);
	};
	const data = join(folder, 'data');
	must('initdb', ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync']);
	must('pg_ctl', [
		'--pgdata',
		data,
		'--silent',
		'--wait',
		'--log',
		join(folder, 'log'),
		'-o',
		`-k '${folder}' -c listen_addresses='' -c fsync=off`,
		'start',
	]);
	return {
		folder,
		environment,
		run,
		sql: (text, database = 'postgres') => {
			const done = spawnSync('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', database], {
				encoding: 'utf8',
				input: text,
				cwd: folder,
				env: environment,
				...other,
			});
			if (done.status !== 0) throw new Error(done.stderr);
			return done.stdout.trim();
		},
		stop: () => {
			must('pg_ctl', ['--pgdata', data, '--mode', 'immediate', '--silent', 'stop']);
			rmSync(folder, {recursive: true, force: true});
		},
	};
}
