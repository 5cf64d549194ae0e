import type {Definition} from '../modules/modules.ts';
import {knownInJavaScript} from './known-javascript.ts';
import {knownInPython} from './known-python.ts';
import type {Known} from './known-row.ts';

const table: ReadonlyMap<string, Known> = new Map(
	[...knownInJavaScript, ...knownInPython].flatMap(row => row.names.split(' ').map(name => [`${row.from}#${name}`, row.is] as const)),
);

const start = /^(?:default|\*)\./u;

/** The name within the package, without the way in which it was imported. */
const nameIn = (name: string): string => {
	const bare = name.replace(start, '');
	return bare === '*' || bare === '' ? 'default' : bare;
};

/** What is known of something that comes from a package. */
export function knownOf(definition: Definition): Known | undefined {
	if (definition.is !== 'package') return undefined;
	const module = (definition.part === '' ? definition.package : `${definition.package}/${definition.part}`).replaceAll('.', '/');
	const name = nameIn(definition.name).replaceAll('()', '');
	const parts = name.split('.');
	return (
		table.get(`${module}#${name}`) ??
		table.get(`${module}#${parts.at(-1) ?? ''}`) ??
		table.get(`${[module, ...parts.slice(0, -1)].join('/')}#${parts.at(-1) ?? ''}`)
	);
}

const byMethod: Readonly<Record<string, Known>> = {
	constructEvent: {does: 'throws', kind: 'signature'},
	constructEventAsync: {does: 'throws', kind: 'signature'},
	construct_event: {does: 'throws', kind: 'signature'},
	verifyAndReceive: {does: 'throws', kind: 'signature'},
	verifyIdToken: {does: 'throws', kind: 'signed-in'},
	verify_id_token: {does: 'throws', kind: 'signed-in'},
	verifySessionCookie: {does: 'throws', kind: 'signed-in'},
	verify_session_cookie: {does: 'throws', kind: 'signed-in'},
	jwtVerify: {does: 'throws', kind: 'signed-in'},
	requireUserSession: {does: 'throws', kind: 'signed-in'},
	jwt_required: {does: 'throws', kind: 'signed-in'},
	fresh_jwt_required: {does: 'throws', kind: 'signed-in'},
	verify_jwt_in_request: {does: 'throws', kind: 'signed-in'},
};

/** What is known of a method by a name that only one kind of library uses. */
export const knownMethod = (name: string): Known | undefined => (Object.hasOwn(byMethod, name) ? byMethod[name] : undefined);
