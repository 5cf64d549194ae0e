import type {Call, Value} from '../../../facts/code/code.ts';
import type {EntryPoint, GuardOnTheWay} from '../../../facts/entry-points/entry-point.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {CodeNow} from '../../view.ts';
import {fileOf, type GuardKind, guardKind, ways} from './guard-kind.ts';

/** A guard that the project has, and the entry points that it stands in front of. */
export type Own = {
	/** What brings it in: `requireUser`, `AuthGuard`; empty when it hangs on the server itself (`app.authenticate`). */
	readonly name: string;
	/** As it is written where it is used: `requireUser`, `AuthGuard('jwt')`, `{onRequest: [app.authenticate]}`. */
	readonly written: string;
	readonly uses: readonly EntryPoint[];
};

const plainName = /^[A-Za-z_$][\w$]*$/u;
const onClassOrMethod = /^@UseGuards\((?<written>(?<name>[A-Za-z_$][\w$]*)(?:\('[\w-]+'\))?)\)$/u;
const hooks = /^(?:onRequest|preValidation|preHandler)$/u;

const namesIn = (value: Value): readonly string[] =>
	value.is === 'name' ? [value.name] : value.is === 'list' ? value.items.flatMap(item => (item.is === 'name' ? [item.name] : [''])) : [''];

/** The call that registers an entry point. */
export const callOf = ({line, method}: EntryPoint, calls: readonly Call[]): Call | undefined =>
	calls.find(call => call.line === line && call.to.endsWith(`.${method.toLowerCase()}`));

/** The options of a route of Fastify that name one guard, and the name of the server there. */
function inOptions(point: EntryPoint, code: CodeNow): Pick<Own, 'name' | 'written'> | undefined {
	const call = callOf(point, code(point.path)?.calls ?? []);
	const options = call?.args[1];
	if (call === undefined || options?.is !== 'object') return undefined;
	const found = options.entries.filter(({key}) => hooks.test(key));
	const [one] = found;
	const [name = '', ...more] = one === undefined ? [] : namesIn(one.value);
	if (one === undefined || found.length > 1 || more.length > 0 || name === '') return undefined;
	const server = call.to.slice(0, call.to.lastIndexOf('.'));
	const isOnServer = name.startsWith(`${server}.`);
	if (!isOnServer && !plainName.test(name)) return undefined;
	const own = isOnServer ? name.replace(server, '$server') : name;
	return {name: isOnServer ? '' : name, written: `{${one.key}: ${one.value.is === 'list' ? `[${own}]` : own}}`};
}

/** How a guard is written where it stands in front of an entry point; undefined when it cannot be written so elsewhere. */
function writtenAt(point: EntryPoint, kind: GuardKind, guard: GuardOnTheWay, code: CodeNow): Pick<Own, 'name' | 'written'> | undefined {
	if (kind === 'fastify') return inOptions(point, code);
	if (kind === 'nest') {
		const found = onClassOrMethod.exec(guard.text)?.groups;
		return found?.name === undefined || found.written === undefined ? undefined : {name: found.name, written: found.written};
	}
	return plainName.test(guard.name) ? {name: guard.name, written: guard.name} : undefined;
}

/** The guard that most entry points of a framework have in front of them, written as others can write it too. */
export function ownGuard(facts: PlainFacts, kind: GuardKind, code: CodeNow): Own | undefined {
	const uses = facts.entryPoints.points
		.filter(point => guardKind(point) === kind)
		.flatMap(point =>
			point.guards
				.filter(one => one.kind === 'signed-in' && one.how === ways[kind])
				.flatMap(guard => {
					const written = writtenAt(point, kind, guard, code);
					return written === undefined ? [] : [{point, ...written}];
				}),
		);
	const own = [...new Set(uses.map(({written}) => written))].map(written => {
		const same = uses.filter(one => one.written === written);
		return {name: same[0]?.name ?? '', written, uses: [...new Set(same.map(({point}) => point))]};
	});
	return own.toSorted((one, other) => other.uses.length - one.uses.length)[0];
}

/** The files in which a guard is used. */
export const filesUsing = ({uses}: Own, kind: GuardKind): readonly string[] => [...new Set(uses.map(point => fileOf(point, kind)))];
