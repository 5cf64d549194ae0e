import {type Call, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {wordsOf} from '../guards/words.ts';
import type {Check} from './input.ts';
import {choosing} from './words.ts';

type Looked = {
	readonly line: number;
	readonly name: string;
	readonly check: Check;
	/** Several names decide together: whether it is asked that they are there, or what they are, is not told. */
	readonly together: boolean;
};
const known = new WeakMap<FileScope, Map<number, readonly Looked[]>>();

const constant = /^[A-Z][A-Z0-9_]{2,}(?:\.|$)/u;
const list: ReadonlySet<string> = new Set('allowed valid permitted supported whitelist allowlist known'.split(' '));
const permitting: ReadonlySet<string> = new Set(
	'allow allows allowed disallowed valid invalid validate validated validates safe unsafe permit permits permitted forbidden whitelist whitelisted allowlist'.split(
		' ',
	),
);
const asking: ReadonlySet<string> = new Set(['is', 'assert', 'ensure', 'validate', 'check']);
const askedAbout: ReadonlySet<string> = new Set(['known', 'url', 'path', 'id', 'uuid']);
const typing = /(?:\btypeof\s+|\bisinstance\(\s*)(?<name>[\w$.]{1,80})/gu;

/** A name that says that it holds what is let through. */
const namesList = (name: string): boolean => constant.test(name) || wordsOf(name).some(word => list.has(word));

/** The names whose type a line asks about. */
const typedIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(typing)].map(({groups}) => groups?.name ?? ''));

/** What a function finds out about names before it goes on: by a test on them, or by leaving. */
function lookedIn(scope: FileScope, at: number): readonly Looked[] {
	const calls = scope.callsIn(at).flatMap((call): readonly Looked[] => {
		const last = lastOf(call.to);
		const words = wordsOf(last);
		const asks = asking.has(words[0] ?? '') && askedAbout.has(words[1] ?? '');
		if (!choosing.has(last) && !asks && !words.some(word => permitting.has(word))) return [];
		const names = [...call.args.flatMap(arg => (arg.is === 'name' ? [arg.name] : [])), ...patternOf(call)];
		return names.map(name => ({line: call.line, name, check: checkOf('chosen', call.to, scope, call), together: false}));
	});
	const exits = scope.exitsIn(at).flatMap((exit): readonly Looked[] => {
		const lists = exit.when.filter(namesList);
		const typed = typedIn(exit.text);
		return exit.when.flatMap(name => {
			const is = lists.some(one => one !== name) ? 'chosen' : typed.has(name) ? 'converted' : 'looked at';
			const found = {line: exit.line, name, check: checkOf(is, name, scope, exit), together: new Set(exit.when).size > 1};
			// Who asks how long something is looks at it.
			const measured = /^(?<of>.+)\.(?:length|size)$/u.exec(name)?.groups?.of;
			return measured === undefined ? [found] : [found, {...found, name: measured, check: checkOf('looked at', name, scope, exit)}];
		});
	});
	return [...calls, ...exits];
}

/** `value.match(/^[a-z]+$/)`: what a pattern is held against. */
const patternOf = (call: Call): readonly string[] =>
	/\.(?:match|fullmatch|isdigit|isalnum|isalpha|isnumeric|startsWith|startswith|endsWith)$/u.test(call.to)
		? [call.to.slice(0, call.to.lastIndexOf('.'))]
		: [];

const checkOf = (is: Check['is'], name: string, scope: FileScope, place: {readonly line: number; readonly text: string}): Check => ({
	is,
	name,
	path: scope.path,
	line: place.line,
	text: place.text,
});

/** The checks that a name goes through in a function before a line. */
export function checksOn(
	scope: FileScope,
	at: number,
	name: string,
	line: number,
): {readonly checks: readonly Check[]; readonly isUnclear: boolean} {
	const byFunction = known.get(scope) ?? new Map<number, readonly Looked[]>();
	known.set(scope, byFunction);
	const all = byFunction.get(at) ?? lookedIn(scope, at);
	byFunction.set(at, all);
	const own = all.filter(one => one.name === name && one.line <= line);
	return {checks: own.map(({check}) => check), isUnclear: own.some(one => one.together)};
}
