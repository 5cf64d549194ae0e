import type {Code, Value} from '../code/code.ts';
import type {Term} from '../code/ways.ts';
import type {Known} from './gate-values.ts';

const farthest = 6;
const nothing: Known = {is: 'nothing'};

/** The request that a gate is asked about. */
export type Request = {readonly path: string; readonly id?: string; readonly endpoint?: string};

/** What is not known: because of the path, or because of something else. */
export const unknown = (byPath: boolean): Known => ({is: 'unknown', byPath});

const pathName = /(?:^|\.)(?:pathname|originPathname)$|^(?:event|req|request|ctx|context|context\.url|ctx\.req|c\.req)\.path$/u;
const partOfPath = /(?:^|\.)(?:pathname|route\.id|routePattern|request\.url_rule)(?:\.|$)/u;

/** What a name says of the request's path, in the words of each framework; undefined when it says nothing of it. */
export function pathValue({path, id, endpoint}: Request, name: string): Known | undefined {
	const text = (one: string | undefined): Known => (one === undefined ? unknown(true) : {is: 'text', text: one, isPath: true});
	if (pathName.test(name)) return text(path);
	if (/(?:^|\.)route\.id$/u.test(name)) return text(id);
	if (/(?:^|\.)request\.endpoint$/u.test(name)) return text(endpoint);
	if (/(?:^|\.)request\.blueprint$/u.test(name))
		return text(endpoint?.includes('.') === true ? endpoint.replace(/\.[^.]*$/u, '') : undefined);
	return partOfPath.test(name) ? unknown(true) : undefined;
}

/** What stands under keys in an object that is written out. */
export function entryIn(term: Term, keys: string): Term | undefined {
	if (keys === '') return term;
	let at: Term | undefined = term;
	for (const key of keys.split('.')) at = at?.is === 'object' ? at.entries.find(one => one.key === key)?.value : undefined;
	return at;
}

/** A constant of a file whose ways are not kept. */
export function constant(value: Value, code: Code | undefined, depth: number): Known | undefined {
	if (depth > farthest) return undefined;
	if (value.is === 'text') return {is: 'text', text: value.text, isPath: false};
	if (value.is === 'literal') return value.value === null ? nothing : {is: 'literal', value: value.value};
	if (value.is === 'list') return {is: 'list', items: value.items.map(item => constant(item, code, depth + 1) ?? unknown(true))};
	const call = value.is === 'call' ? code?.calls[value.call] : undefined;
	const [first] = call?.args ?? [];
	return call !== undefined && first !== undefined && /^(?:Set|Object\.freeze|frozenset|set)$/u.test(call.to)
		? constant(first, code, depth + 1)
		: undefined;
}
