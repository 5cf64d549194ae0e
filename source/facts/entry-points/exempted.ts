import {lastOf, textOf, type Value} from '../code/code.ts';
import type {FoundGuard} from '../guards/found.ts';
import {wordsOf} from '../guards/words.ts';
import type {Registered, Step} from './registered.ts';
import {targetOf} from './resolve.ts';
import type {Scopes, Spot} from './scope.ts';

const naming: ReadonlySet<string> = new Set('protected private required restricted guarded secured'.split(' '));
const asksList = /\.(?:has|includes)\(\)$/u;

/** `if request.endpoint in PUBLIC: return None`: what stands in front lets the routes pass whose functions it lists. */
export function exemptedBy(step: Step, one: Registered, scopes: Scopes): boolean {
	const target = targetOf(scopes, step.value, {path: step.path, in: step.in});
	if (target.is !== 'function' || one.handler === undefined) return false;
	const handler = targetOf(scopes, one.handler.value, {path: one.handler.path, in: one.handler.in});
	const name = handler.is === 'function' ? lastOf(scopes.at(handler.path)?.code.functions[handler.function]?.name ?? '') : '';
	if (name === '') return false;
	const spot = {path: target.path, in: target.function};
	const passing = (scopes.at(target.path)?.exitsIn(target.function) ?? []).filter(
		({how, value, when}) => how === 'return' && isNothing(value) && when.includes('request.endpoint'),
	);
	return passing.some(({when}) =>
		when.some(list => {
			const texts = listed(list, spot, scopes);
			if (texts.length === 0) return false;
			return texts.some(text => lastOf(text) === name) !== wordsOf(list).some(word => naming.has(word));
		}),
	);
}

const isNothing = (value: Value | undefined): boolean => value === undefined || (value.is === 'literal' && value.value === null);

/** `if (limited.has(path)) {…}`: a limit in a gate is only for the paths that it lists. */
export const meansOthers = (guard: FoundGuard, one: Registered, scopes: Scopes): boolean =>
	guard.kind === 'limiter' &&
	guard.when.some(name => {
		if (!asksList.test(name)) return false;
		const texts = listed(name.replace(asksList, ''), {path: guard.rejects.path, in: -1}, scopes).filter(text => text.startsWith('/'));
		return texts.length > 0 && !texts.includes(one.route);
	});

/** The texts of a list or a set that a name stands for. */
function listed(name: string, spot: Spot, scopes: Scopes): readonly string[] {
	const target = targetOf(scopes, {is: 'name', name}, spot);
	if (target.is !== 'value') return [];
	const [made] = target.value.is === 'call' ? (scopes.at(target.spot.path)?.code.calls[target.value.call]?.args ?? []) : [target.value];
	return made?.is === 'list' ? made.items.flatMap(item => textOf(item) ?? []) : [];
}
