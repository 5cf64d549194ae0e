import type {Call} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import {asked} from './effects/arguments.ts';
import {data} from './effects/data.ts';
import {made} from './effects/maker.ts';
import {packaged, suffixed} from './effects/name.ts';
import {statement} from './effects/statement.ts';
import type {Told} from './effects/told.ts';
import type {Effect} from './entry-point.ts';
import type {FileScope, Scopes} from './scope.ts';

/** What a call changes or costs by itself; undefined when it does neither, or that cannot be told. */
export function effectOf(call: Call, scope: FileScope, scopes: Scopes): Effect | undefined {
	const told = toldBy(call, scope, scopes);
	return told === undefined
		? undefined
		: {...told, what: told.what === '[]' ? '' : told.what, path: scope.path, line: call.line, text: call.text};
}

function toldBy(call: Call, scope: FileScope, scopes: Scopes): Told | undefined {
	if (call.to === '') return undefined;
	const last = lastOf(call.to);
	const bare = call.to.replaceAll('()', '');
	const parts = bare.split('.');
	return (
		asked(call, last, parts, scope, scopes) ??
		suffixed(parts, call, scope) ??
		packaged(call, scope, scopes, last) ??
		made(call, last, parts, scope, scopes) ??
		data(call, last, parts, scope, scopes) ??
		statement(call, last, scope)
	);
}
