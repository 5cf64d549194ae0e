import {type Call, entryOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {outboundOf} from '../outbound/outbound-of.ts';
import {type Part, placeOf, type Sink} from './sink.ts';

const credential = /^(?:authorization|apikey|x-api-key|api-key|x-auth-token|auth|cookie)$/iu;

/** Calls to other services that carry a credential of ours, with what is put into the path of their address. */
export const credentialedPathsOf = (facts: Facts): readonly Sink[] =>
	outboundOf(facts).flatMap(({call, url, path, isOwn}): readonly Sink[] => {
		const scope = facts.program.scopes.at(path);
		if (scope === undefined || url === undefined || isOwn || !carriesCredential(call, scope)) return [];
		const parts = partsOfPath(url, call, scope);
		return parts.length === 0 ? [] : [{...placeOf(path, call), name: call.to, parts, unread: false}];
	});

function carriesCredential(call: Call, scope: FileScope): boolean {
	const given = [...call.args, ...call.named.map(({value}) => value)];
	return given.some(one => {
		const headers = entryOf(one, 'headers') ?? one;
		const held = headers.is === 'name' ? variableOf(headers.name, call, scope) : headers;
		return held?.is === 'object' && held.entries.some(({key}) => credential.test(key));
	});
}

const variableOf = (name: string, call: Call, scope: FileScope): Value | undefined => {
	const binding = scope.binding(name, call.in, call.line);
	return binding?.is === 'variable' ? binding.variable.value : undefined;
};

const hole = '$' + '{}';

/** The holes between the host and the question mark. */
function partsOfPath(url: Value, call: Call, scope: FileScope): readonly Part[] {
	const value = url.is === 'name' ? variableOf(url.name, call, scope) : url;
	if (value?.is !== 'template') return [];
	const query = value.text.indexOf('?');
	const pieces = (query === -1 ? value.text : value.text.slice(0, query)).split(hole);
	const first = /^https?:\/\/[^/]+\//u.test(pieces[0] ?? '') ? 0 : 1;
	return value.holes
		.slice(first, pieces.length - 1)
		.map(one => ({value: one, at: {path: scope.path, in: call.in, line: call.line}, quoted: false}));
}
