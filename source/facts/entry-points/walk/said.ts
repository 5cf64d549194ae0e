import {type Call, lastOf} from '../../code/code.ts';
import {waysOf} from '../../guards/denials/ways.ts';
import type {FoundGuard} from '../../guards/found.ts';
import type {FileScope} from '../scope.ts';
import type {Walk} from './walk.ts';

const deepest = 3;
const notes = /^(?:console|log|logger|logging|audit|metrics)\b/u;
/** What turns nobody away, whatever it is called on. */
const harmless: ReadonlySet<string> = new Set(
	'map filter find some every includes push join split trim slice replace get set has add keys values entries toString toLowerCase toUpperCase stringify now next format concat startsWith endsWith append items lower upper strip print str len'.split(
		' ',
	),
);

/** The guard that a function is because a person says so. Nothing where it can be seen that it never turns anybody away: then its answer is what is asked for. */
export function saidGuard(walk: Walk, scope: FileScope, at: number): FoundGuard | undefined {
	const entry = walk.said?.guardAt(scope.path, at);
	const one = scope.code.functions[at];
	if (entry === undefined || one === undefined) return undefined;
	const ways = waysOf(scope, at, true, walk.rejections);
	const way = ways.find(({back}) => !back) ?? ways[0];
	if (way === undefined && neverRefuses(walk, scope, at, deepest)) return undefined;
	const rejects = {path: scope.path, line: way?.line ?? one.line, text: way?.text ?? one.text};
	const {path, line, text} = entry;
	return {
		...rejects,
		name: entry.name,
		kind: entry.lets,
		how: 'call',
		rejects,
		known: 'said',
		said: {path, line, text},
		needs: [],
		when: [],
		back: way?.back ?? false,
		weak: false,
	};
}

/** Nothing in a function, nor in what it calls, could end a request: no error, no refusal, and no call of which that is not known. */
function neverRefuses(walk: Walk, scope: FileScope, at: number, left: number): boolean {
	const inside = new Set(scope.bodyOf(at));
	if ([...inside].some(here => waysOf(scope, here, true, walk.rejections).length > 0)) return false;
	if (scope.code.exits.some(exit => inside.has(exit.in) && exit.how === 'throw')) return false;
	return scope.code.calls.filter(call => inside.has(call.in)).every(call => isHarmless(walk, scope, call, left));
}

function isHarmless(walk: Walk, scope: FileScope, call: Call, left: number): boolean {
	if (notes.test(call.to) || harmless.has(lastOf(call.to))) return true;
	const target = walk.callee(call, scope.path);
	const inner = target.is === 'function' ? walk.scopes.at(target.path) : undefined;
	return target.is === 'function' && inner !== undefined && left > 0 && neverRefuses(walk, inner, target.function, left - 1);
}
