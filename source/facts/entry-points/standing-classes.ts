import type {Class, Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {FoundGuard} from '../guards/found.ts';
import {namesIdentity, namesRole, wordsOf} from '../guards/words.ts';
import type {Scopes} from './scope.ts';

const limiting: ReadonlySet<string> = new Set('throttle throttler throttling limit limiter rate'.split(' '));

/**
 * A class that says yes or no for its framework: `canActivate`, `has_permission`, `test_func`. It is a guard when it does not always say yes,
 * and asks for who the caller is.
 */
export function activationOf(scopes: Scopes, path: string, at: number, className: string): FoundGuard | undefined {
	const scope = scopes.at(path);
	const one = scope?.code.functions[at];
	if (
		scope === undefined ||
		one === undefined ||
		!/^(?:canActivate|has_permission|has_object_permission|test_func)$/u.test(lastOf(one.name))
	)
		return undefined;
	const exits = scope.exitsIn(at).filter(exit => exit.how === 'return');
	const refusing = exits.find(exit => exit.value !== undefined && !(exit.value.is === 'literal' && exit.value.value === true));
	if (refusing === undefined) return undefined;
	const told = [
		...scope.callsIn(at).map(call => call.to),
		...exits.flatMap(exit => exit.when),
		...scope.code.variables
			.filter(variable => variable.in === at)
			.flatMap(({names, value}) => [...names, ...(value.is === 'name' ? [value.name] : [])]),
		refusing.text,
	];
	const isLimiter = wordsOf(className).some(word => limiting.has(word));
	if (!isLimiter && !told.some(namesIdentity) && !namesIdentity(className)) return undefined;
	const rejects = {path, line: refusing.line, text: refusing.text};
	const kind = isLimiter ? 'limiter' : asksForRole(className, told, refusing.text) ? 'role' : 'signed-in';
	return {...rejects, name: className, kind, how: 'call', rejects, known: 'code', needs: [], when: [], back: false, weak: false};
}

/** Whether only people with a right pass: the code decides, and its name where the code says nothing of the caller. `is_staff or buyer == user` lets others pass as well. */
function asksForRole(className: string, told: readonly string[], answer: string): boolean {
	const said = told.map(name => name.replaceAll('canActivate', ''));
	if (!said.some(namesIdentity)) return namesRole(className);
	return (
		said.some(namesRole) && answer.split(otherwise).every(part => namesRole(part.replaceAll('canActivate', '')) || !namesCaller.test(part))
	);
}

const otherwise = /\bor\b|\|\|/u;
const namesCaller = /\buser\b/iu;

/** What a class of views says of who may come in: `permission_classes`, `throttle_classes`, decorators. */
export const classFields = (one: Class): readonly Value[] => [
	...one.fields
		.filter(field => field.name === 'permission_classes' || field.name === 'throttle_classes')
		.flatMap(field => (field.value === undefined ? [] : [field.value])),
	...one.decorators,
];
