import type {Call} from '../code/code.ts';
import type {GuardOnTheWay} from './entry-point.ts';
import {callIn, followed, given, type Put, placeIn, pythonFiles, stepAt} from './python-ground.ts';
import type {Ground, Reader, Registered} from './registered.ts';

/** The interfaces that Gradio serves; `auth` asks for a password. */
export const gradioReader: Reader = ground => {
	const found = pythonFiles(ground).flatMap(({path, code}): readonly Registered[] => {
		if (!code.imports.some(({from}) => from.split('.')[0] === 'gradio')) return [];
		return code.calls
			.filter(call => call.to.endsWith('.launch'))
			.map(call => {
				const auth = given(call, 'auth');
				const isNone = auth === undefined || (auth.is === 'literal' && auth.value === null);
				const guard: GuardOnTheWay = {...placeIn(path, call), name: 'auth', kind: 'signed-in', how: 'platform'};
				return {
					...placeIn(path, call),
					kind: 'page' as const,
					framework: 'gradio',
					method: 'GET',
					route: '/',
					...handlerIn(ground, path, call),
					before: [],
					given: isNone ? [] : [guard],
					unresolved: [],
				};
			});
	});
	return {found, unread: []};
};

/** The function that an interface is made for: `gr.Interface(fn=answer)`. */
function handlerIn({modules}: Ground, path: string, call: Call): Pick<Registered, 'handler'> {
	const base = call.to.slice(0, -'.launch'.length);
	const put: Put =
		base.endsWith('()') && call.on !== undefined
			? {path, value: {is: 'call', call: call.on}, in: call.in}
			: followed(modules, {path, value: {is: 'name', name: base}, in: call.in});
	const made = callIn(modules, put);
	const value = made === undefined ? undefined : given(made, 'fn', 0);
	return value?.is === 'name' ? {handler: stepAt(placeIn(put.path, made ?? call), value, put.in, 'call')} : {};
}
