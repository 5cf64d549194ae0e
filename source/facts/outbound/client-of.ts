import {type Call, lastOf} from '../code/code.ts';
import {originOf} from '../entry-points/origin.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {type ClientRow, pythonClients, scriptClients} from './clients.ts';
import {methods} from './requests.ts';

/** The client that a call is made with; `isOnInstance` where the client was made before. */
export type ClientUse = {readonly client: string; readonly row: ClientRow; readonly isOnInstance: boolean};

/** What asks another service without an import. */
export const fetches: ReadonlySet<string> = new Set(['fetch', 'globalThis.fetch', 'self.fetch', '$fetch']);
const fetchRow: ClientRow = {is: 'call', otherwise: 'none', throws: false};
const names: ReadonlySet<string> = new Set(
	[...scriptClients, ...pythonClients].flatMap(([client, rows]) => [
		...(client.includes('/') ? [] : [client]),
		...rows.flatMap(row => [...(row.names ?? [])]),
	]),
);

/** Whether the way leads over one call alone, and that one makes a client: what a request gave back is an answer. */
const isOnMade = (way: string): boolean => {
	const [maker = '', ...after] = way.split('()');
	const last = lastOf(maker);
	return after.length === 1 && !methods.has(last) && last !== 'request' && last !== 'urlopen';
};

/** The client that a call goes back to; undefined when it asks no other service. */
export function clientOf(call: Call, at: number, scope: FileScope, facts: Facts, isPython: boolean): ClientUse | undefined {
	const last = lastOf(call.to);
	const {modules} = facts.program.scopes;
	if (!isPython && fetches.has(call.to)) {
		const definition = modules.definitionOf(scope.path, call.to, call.in);
		const given = scope.binding('fetch', call.in, call.line);
		if (definition.is === 'unknown' && (given === undefined || given.is === 'parameter'))
			return {client: 'fetch', row: fetchRow, isOnInstance: false};
	}
	if (!names.has(last) && !(call.on === undefined && !call.to.includes('.') && call.to.length < 20)) return undefined;
	const origin = originOf(modules, scope.path, at);
	if (origin === undefined) return undefined;
	const split = origin.indexOf(':', origin.startsWith('node:') ? 5 : 0);
	const client = origin.slice(0, split).replace(/^node:/u, '');
	const way = origin.slice(split + 1);
	const name = isPython ? (client.split('/')[0] ?? client) : client;
	const rows = (isPython ? pythonClients : scriptClients).get(name);
	const isOnInstance = way.includes('()');
	if (isOnInstance && !isOnMade(way)) return undefined;
	const row = rows?.find(one => one.names === undefined || one.names.has(lastOf(way)));
	if (row === undefined) return undefined;
	if (isOnInstance && (row.is === 'client' || !methods.has(lastOf(way)))) return undefined;
	if (!isOnInstance && row.is === 'client' && !call.isNew && !isPython && !/^(?:create|extend|createTransport|default)$/u.test(lastOf(way)))
		return undefined;
	return {client: name, row, isOnInstance: isOnInstance && name !== 'requests'};
}
