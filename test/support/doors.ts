import {connect, createServer, type Socket} from 'node:net';

/** A way to a server that can be shut while something uses it: `open` passes on, `silent` takes what comes and keeps it. */
export type Door = {
	readonly port: number;
	/** Opened again, it passes on what it kept. */
	readonly set: (to: 'open' | 'silent') => void;
	/** Waits until something comes while it is silent. */
	readonly knock: () => Promise<void>;
	readonly close: () => void;
};

/** Makes a door to a server behind a socket file. */
export function doorTo(path: string): Promise<Door> {
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
