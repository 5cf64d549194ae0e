import type {Call, Value} from '../code/code.ts';
import {entryOf, lastOf} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {Scopes, Spot} from '../entry-points/scope.ts';
import type {Shape} from './input.ts';

const narrowing: ReadonlySet<string> = new Set(
	'enum nativeEnum number int bigint boolean date literal uuid uuidv4 cuid cuid2 ulid guid datetime regex picklist integer isoDate isoTimestamp valid oneOf only positive nonnegative hex ip Integer Float Boolean Date UUID'.split(
		' ',
	),
);
const texts: ReadonlySet<string> = new Set('string email url trim min max nonempty String Email Url'.split(' '));
const holders: ReadonlySet<string> = new Set('object strictObject looseObject interface partial pick omit extend merge shape'.split(' '));

/** What a schema says of the field that a path leads to. */
export function shapeOf(scopes: Scopes, schema: Value, rest: readonly string[], spot: Spot, left = 6): Shape {
	if (left === 0) return 'checked';
	const target = schema.is === 'name' ? targetOf(scopes, schema, spot) : undefined;
	if (target?.is === 'value') return target.value.is === 'name' ? 'checked' : shapeOf(scopes, target.value, rest, target.spot, left - 1);
	if (schema.is === 'object') {
		const [key, ...deeper] = rest;
		const entry = key === undefined ? undefined : entryOf(schema, key);
		return entry === undefined ? 'checked' : shapeOf(scopes, entry, deeper, spot, left - 1);
	}
	if (schema.is !== 'call') return 'checked';
	const scope = scopes.at(spot.path);
	let held: Shape | undefined;
	let call: Call | undefined = scope?.code.calls[schema.call];
	for (let steps = 0; call !== undefined && steps < 12; steps++) {
		const last = lastOf(call.to);
		if (narrowing.has(last)) return 'safe';
		if (holders.has(last) || call.args[0]?.is === 'object') {
			const inner: Shape =
				call.args[0] === undefined ? 'checked' : shapeOf(scopes, call.args[0], rest, {path: spot.path, in: call.in}, left - 1);
			if (inner !== 'checked') return inner;
		}
		if (last === 'array' && call.args[0] !== undefined) {
			const inner = shapeOf(scopes, call.args[0], rest.slice(1), {path: spot.path, in: call.in}, left - 1);
			if (inner !== 'checked') return inner;
		}
		if (texts.has(last)) held = 'text';
		if (last === 'any' || last === 'unknown' || last === 'record' || last === 'passthrough')
			held ??= last === 'passthrough' ? 'checked' : 'any';
		call = call.on === undefined ? undefined : scope?.code.calls[call.on];
	}
	return held ?? 'checked';
}
