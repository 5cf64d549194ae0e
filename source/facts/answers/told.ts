import {type Call, firstOf, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isGated, isTyped} from './expected.ts';

/** How much of an error an answer holds: its stack, the whole of it, or its message. */
export type Told = 'stack' | 'whole' | 'message';
/** The names under which something of an error is at hand, and how much of it. */
export type Names = ReadonlyMap<string, Told>;
type Here = {readonly scope: FileScope; readonly names: Names; readonly facts: Facts};

const order: Readonly<Record<Told, number>> = {stack: 3, whole: 2, message: 1};
const worst = (all: readonly (Told | undefined)[]): Told | undefined =>
	all.reduce((one, other) => ((other === undefined ? 0 : order[other]) > (one === undefined ? 0 : order[one]) ? other : one), undefined);

/** What one of several values tells: where the message may be said, the error itself is what is left when there is none. */
const worstOf = (all: readonly (Told | undefined)[]): Told | undefined =>
	worst(all.includes('message') ? all.map(one => (one === 'whole' ? 'message' : one)) : all);

/** How much of an error stands in a value. */
export function toldBy(value: Value | undefined, here: Here, left = 5): Told | undefined {
	if (value === undefined || left === 0) return undefined;
	const inside = (one: Value): Told | undefined => toldBy(one, here, left - 1);
	switch (value.is) {
		case 'name':
			return toldByName(value.name, here.names);
		case 'template':
			return worst(value.holes.map(hole => (inside(hole) === 'whole' ? 'message' : inside(hole))));
		case 'object':
			return worst(value.entries.map(entry => inside(entry.value)));
		case 'list':
			return worst(value.items.map(inside));
		case 'either':
			return value.when !== undefined && (isGated(value.when) || isTyped(value.when)) ? undefined : worstOf(value.of.map(inside));
		case 'spread':
			return inside(value.of);
		case 'call': {
			const call = here.scope.code.calls[value.call];
			return call === undefined ? undefined : toldByCall(call, here, left);
		}
		case 'text':
		case 'literal':
		case 'function':
		case 'class':
		case 'generic':
		case 'other':
			return undefined;
	}
}

function toldByName(name: string, names: Names): Told | undefined {
	const root = firstOf(name);
	const kind = names.get(root);
	if (kind === undefined) return undefined;
	const rest = name.slice(root.length + 1);
	if (rest === '') return kind;
	if (kind !== 'whole') return undefined;
	if (rest === 'stack') return 'stack';
	return rest === 'message' || rest === 'args' ? 'message' : undefined;
}

/** The name of something that is made to be answered: `new ApiResponse(500, error.message)`, `ErrorResponse(detail=str(exc))`. */
const isHolder = /^[A-Z]\w*(?:Response|Result|Body|Payload|Detail|Envelope|Out)$/u;

function toldByCall(call: Call, here: Here, left: number): Told | undefined {
	const last = lastOf(call.to);
	if (/(?:^|\.)(?:format_exc|format_exception|print_exc)$/u.test(call.to)) return 'stack';
	const given = (): Told | undefined => worst(call.args.map(arg => toldBy(arg, here, left - 1)));
	if (last === 'serializeError') return given() === undefined ? undefined : 'stack';
	if (call.to === 'JSON.stringify' || call.to === 'jsonify' || call.to === 'jsonable_encoder') return given();
	if (/^(?:str|repr|String|inspect|util\.inspect)$/u.test(call.to)) return given() === undefined ? undefined : 'message';
	if (last === 'toString' || last === 'trim' || last === 'slice' || last === 'substring')
		return toldByName(call.to.slice(0, -last.length - 1), here.names) === undefined ? undefined : 'message';
	if (isHolder.test(last)) return worst([given(), ...call.named.map(({value}) => toldBy(value, here, left - 1))]);
	if (given() === undefined || call.isNew) return undefined;
	const target = here.facts.program.calleeOf(call, here.scope.path);
	const scope = target.is === 'function' ? here.facts.program.scopes.at(target.path) : undefined;
	if (target.is !== 'function' || scope === undefined) return undefined;
	const [first] = scope.code.functions[target.function]?.parameters ?? [];
	if (first === undefined) return undefined;
	const names = new Map<string, Told>([[first.name, 'whole']]);
	return worst(
		scope
			.exitsIn(target.function)
			.filter(exit => exit.how === 'return' && !isGated(exit.when) && !isTyped(exit.when))
			.map(exit => toldBy(exit.value, {scope, names, facts: here.facts}, left - 2)),
	);
}
