import type {Value} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {Scopes, Spot} from '../entry-points/scope.ts';

const deepest = 4;

/** The names of the fields that a FastAPI route says it answers with; undefined where it says nothing that could be followed. */
export function answeredFields({handler}: EntryPoint, scopes: Scopes): readonly string[] | undefined {
	const scope = handler === undefined ? undefined : scopes.at(handler.path);
	const own = scope?.code.functions.find(({line, name}) => line === handler?.line && name === handler.name);
	if (scope === undefined || own === undefined) return undefined;
	const spot = {path: scope.path, in: own.in};
	for (const decorator of own.decorators) {
		const call = decorator.is === 'call' ? scope.code.calls[decorator.call] : undefined;
		const model = call?.named.find(({key}) => key === 'response_model')?.value;
		if (model !== undefined) return fieldsOf(model, spot, scopes);
	}
	return undefined;
}

/** The fields of a class and of its bases, or of what stands in the brackets of `List[…]`. */
function fieldsOf(value: Value, spot: Spot, scopes: Scopes, left = deepest): readonly string[] | undefined {
	if (left === 0) return undefined;
	if (value.is === 'generic') return value.of.map(one => fieldsOf(one, spot, scopes, left - 1)).find(one => one !== undefined);
	const target = targetOf(scopes, value, spot);
	const one = target.is === 'class' ? scopes.at(target.path)?.code.classes[target.class] : undefined;
	if (target.is !== 'class' || one === undefined) return undefined;
	const inherited = one.bases.flatMap(base => fieldsOf(base, {path: target.path, in: one.in}, scopes, left - 1) ?? []);
	return [...one.fields.map(({name}) => name), ...inherited];
}
