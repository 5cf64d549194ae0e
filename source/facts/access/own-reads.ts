import type {Place} from '../../safe-text.ts';
import {textOf, type Value} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';

/** A route by which people read what is kept of themselves, and what that is: `profile`, `orders`. */
export type OwnRead = Place & {readonly what: string};

const own: ReadonlySet<string> = new Set(['me', 'my', 'mine', 'own', 'self']);
/** Words that say who a person is, or nothing at all. */
const person: ReadonlySet<string> = new Set(
	'auth user users profile profiles account accounts customer customers member members session sessions current settings password info data details history'.split(
		' ',
	),
);
const verbs: ReadonlySet<string> = new Set('view read get list find show see fetch all api id by for of the'.split(' '));
const version = /^v\d+$/u;

/** The routes of which a name, the path or a permission says that they answer with rows of whoever asks. */
export function ownReads(facts: Facts): readonly OwnRead[] {
	return facts.entryPoints.points.flatMap(point => {
		if (point.kind !== 'http' || (point.method !== 'GET' && point.method !== 'ANY')) return [];
		const said = [point.route, point.handler?.name ?? '', ...permissionsOf(point, facts)]
			.map(wordsOf)
			.find(words => words.some(word => own.has(word)));
		const named = said ?? (wordsOf(point.route).at(-1) === 'profile' ? ['profile'] : viewOf(point, facts));
		if (named === undefined) return [];
		const thing = named.filter(word => !own.has(word) && !verbs.has(word) && !person.has(word) && !version.test(word)).at(-1);
		const {path, line, text} = point;
		return [{path, line, text, what: thing ?? 'profile'}];
	});
}

const asker = /^(?:self\.)?request\.user$/u;

/** A view of Django whose `get_object` is whoever asks, or whose `get_queryset` holds the rows of whoever asks, with what its route speaks of. */
function viewOf({path, line, route}: EntryPoint, {program}: Facts): readonly string[] | undefined {
	const scope = path.endsWith('.py') ? program.scopes.at(path) : undefined;
	const view = scope?.code.classes.find(one => one.line === line);
	if (scope === undefined || view === undefined) return undefined;
	const method = (name: string): number | undefined => view.methods.find(at => scope.code.functions[at]?.name.endsWith(`.${name}`));
	const one = method('get_object');
	const isAsker = (value: Value | undefined): boolean => value?.is === 'name' && asker.test(value.name);
	if (one !== undefined && scope.exitsIn(one).some(({value}) => isAsker(value))) return ['profile'];
	const many = method('get_queryset');
	const isTheirs =
		many !== undefined &&
		scope.callsIn(many).some(({named, in: at, line: here}) =>
			named.some(({value}) => {
				const binding = value.is === 'name' ? scope.binding(value.name, at, here) : undefined;
				return isAsker(binding?.is === 'variable' ? binding.variable.value : value);
			}),
		);
	return isTheirs
		? (route
				.split('/')
				.filter(part => part !== '' && !part.startsWith(':'))
				.map(wordsOf)
				.at(-1) ?? wordsOf(route))
		: undefined;
}

/** What the decorators of a handler are given: `@Permissions('view_own_orders')`. */
function permissionsOf({handler}: EntryPoint, {program}: Facts): readonly string[] {
	const code = handler === undefined ? undefined : program.scopes.at(handler.path)?.code;
	const found = code?.functions.find(({line, name}) => line === handler?.line && name === handler.name);
	return (found?.decorators ?? [])
		.flatMap((one: Value) => (one.is === 'call' ? (code?.calls[one.call]?.args ?? []) : []))
		.flatMap(arg => textOf(arg) ?? []);
}
