import {connect, createServer, type Socket} from 'node:net';
import {join} from 'node:path';
import {afterAll, beforeAll} from 'vitest';
import {type Postgres, startPostgres} from './postgres.ts';

/** A way to a server that can be shut while something uses it: `open` passes on, `silent` takes what comes and keeps it. */
type Door = {
	readonly port: number;
	/** Opened again, it passes on what it kept. */
	readonly set: (to: 'open' | 'silent') => void;
	/** Waits until something comes while it is silent. */
	readonly knock: () => Promise<void>;
	readonly close: () => void;
};

/** Makes a door to a server behind a socket file. */
function doorTo(path: string): Promise<Door> {
	let state: 'open' | 'silent' = 'open';
	let kept: {readonly outer: Socket; readonly data: Buffer}[] = [];
	let heard: () => void = () => undefined;
	const pairs: (readonly [Socket, Socket])[] = [];
	const server = createServer(inner => {
		const outer = connect(path);
		pairs.push([inner, outer]);
		for (const [one, other] of [
			[inner, outer],
			[outer, inner],
		] as const) {
			one.on('error', () => one.destroy());
			one.on('close', () => other.destroy());
		}
		outer.pipe(inner);
		inner.on('data', data => {
			if (state === 'open') return void outer.write(data);
			kept.push({outer, data});
			heard();
		});
	});
	const set: Door['set'] = to => {
		state = to;
		const waiting = to === 'open' ? kept : [];
		if (to === 'open') kept = [];
		for (const {outer, data} of waiting) outer.write(data);
	};
	const knock: Door['knock'] = () =>
		new Promise(resolve => {
			if (kept.length > 0) resolve();
			else heard = resolve;
		});
	return new Promise((resolve, reject) => {
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			if (typeof address !== 'object' || address === null) return reject(new Error('no port'));
			const close = (): void => {
				for (const socket of pairs.flat()) socket.destroy();
				server.close();
			};
			resolve({port: address.port, set, knock, close});
		});
	});
}

/** A database for all tests of a group, reached through a door. */
type Database = Pick<Postgres, 'sql'> &
	Pick<Door, 'set' | 'knock'> & {
		/** The settings of a program that uses it; the door is open then. */
		readonly settings: () => {readonly DATABASE_URL: string};
	};

/** Starts a PostgreSQL server behind a door before the tests of a `describe`, and ends both after them. Only where `noPostgres` is undefined. */
export function databaseBehindDoor(): Database {
	let postgres: Postgres | undefined;
	let door: Door | undefined;
	beforeAll(async () => {
		postgres = startPostgres();
		door = await doorTo(join(postgres.folder, '.s.PGSQL.5432'));
	});
	afterAll(() => {
		door?.close();
		postgres?.stop();
	});
	const started = (): {readonly server: Postgres; readonly way: Door} => {
		if (postgres === undefined || door === undefined) throw new Error('the database is not started yet');
		return {server: postgres, way: door};
	};
	return {
		sql: (text, database) => started().server.sql(text, database),
		set: to => started().way.set(to),
		knock: () => started().way.knock(),
		settings: () => {
			const {way} = started();
			way.set('open');
			return {DATABASE_URL: `postgresql://postgres@127.0.0.1:${way.port}/postgres`};
		},
	};
}
