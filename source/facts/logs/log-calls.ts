import type {Place} from '../../safe-text.ts';
import {type Call, firstOf, lastOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';

/** One thing that a line of a log is made of. */
export type Logged = {
	readonly value: Value;
	/** The name that the line gives it, where it has one. */
	readonly key?: string;
	/** It stands in the middle of text, where an object of JavaScript says nothing. */
	readonly inText: boolean;
	/** It is written out whole: `JSON.stringify(user)`. */
	readonly isDumped: boolean;
};

/** A call by which code on a server writes to its log. */
export type LogCall = Place & {readonly call: Call; readonly file: FileFact; readonly logged: readonly Logged[]};

const known = new WeakMap<Facts['program'], readonly LogCall[]>();
const ownSettings = /(?:^|\/)(?:config|settings)(?:\/[\w-]+)?\.(?:py|[cm]?[jt]s)$/u;
const verbs: ReadonlySet<string> = new Set(
	'log trace debug info notice warn warning error exception critical fatal verbose http success silly dir table'.split(' '),
);
const loggers: ReadonlySet<string> = new Set('console logger log logging logs consola logfire loguru winston pino lg logged'.split(' '));
const bare: ReadonlySet<string> = new Set(['print', 'pprint', 'log', 'debug', 'writeLog', 'logEvent']);
const dumping: ReadonlySet<string> = new Set('stringify inspect dumps pformat str repr dict model_dump model_dump_json json'.split(' '));
/** Functions that are a project's own logger, called by how loud they are: `logInfo`, `log_error`. */
export const ownLoggers: ReadonlySet<string> = new Set(
	['debug', 'info', 'warn', 'warning', 'error', 'critical'].flatMap(loud => [
		`log${loud.charAt(0).toUpperCase()}${loud.slice(1)}`,
		`log_${loud}`,
	]),
);
const endings = [...[...verbs].map(verb => `.${verb}`), ...[...bare].map(name => `"${name}`), ...ownLoggers];

/** What code of servers writes to its logs. */
export function logCallsOf(facts: Facts): readonly LogCall[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const made = facts.files.flatMap(file => {
		const {path, role, side, code} = file;
		if (
			code === undefined ||
			(role !== 'app' && !(role === 'config' && ownSettings.test(path))) ||
			side === 'client' ||
			isReached(file, facts.reached) !== true ||
			!mayName(code, endings)
		)
			return [];
		return code.calls.flatMap((call): readonly LogCall[] =>
			isLog(call) && (side === 'server' || facts.program.pointsOf(path, call.in).length > 0)
				? [
						{
							path,
							line: call.line,
							text: call.text,
							call,
							file,
							logged: loggedBy(call, code.calls).flatMap(one => spelledOut(one, call, path, facts)),
						},
					]
				: [],
		);
	});
	known.set(facts.program, made);
	return made;
}

/** A line that is put together first and logged under its name. */
function spelledOut(one: Logged, call: Call, path: string, facts: Facts): readonly Logged[] {
	if (one.value.is !== 'name' || one.value.name.includes('.')) return [one];
	const scope = facts.program.scopes.at(path);
	const binding = scope?.binding(one.value.name, call.in, call.line);
	if (scope === undefined || binding?.is !== 'variable' || binding.variable.pattern !== 'name') return [one];
	const {value} = binding.variable;
	const made = value.is === 'call' ? scope.code.calls[value.call] : undefined;
	if (value.is !== 'template' && !(made !== undefined && lastOf(made.to) === 'stringify')) return [one];
	return partsOf(value, scope.code.calls, false, one.key);
}

function isLog({to, isNew}: Call): boolean {
	if (isNew || to === '') return false;
	if (ownLoggers.has(lastOf(to))) return true;
	if (!to.includes('.')) return bare.has(to);
	if (!verbs.has(lastOf(to))) return false;
	if (firstOf(to) === 'console') return true;
	const owner = to.slice(0, to.lastIndexOf('.')).replaceAll('()', '');
	return wordsOf(lastOf(owner)).some(word => loggers.has(word));
}

const loggedBy = (call: Call, calls: readonly Call[]): readonly Logged[] => [
	...call.args.flatMap(arg => partsOf(arg, calls, false)),
	...call.named.flatMap(({key, value}) => partsOf(value, calls, false, key)),
];

function partsOf(value: Value, calls: readonly Call[], inText: boolean, key?: string, left = 4, isDumped = false): readonly Logged[] {
	const named = key === undefined ? {} : {key};
	if (left === 0) return [];
	switch (value.is) {
		case 'name':
			return [{value, inText, isDumped, ...named}];
		case 'template':
			return value.holes.flatMap(hole => partsOf(hole, calls, true, key, left - 1));
		case 'object':
			return value.entries.flatMap(entry =>
				entry.value.is === 'spread'
					? partsOf(entry.value.of, calls, false, undefined, left - 1)
					: partsOf(entry.value, calls, false, entry.key, left - 1),
			);
		case 'list':
			return value.items.flatMap(item => partsOf(item, calls, inText, key, left - 1));
		case 'either':
			// `password ? '[hidden]' : 'none'` shows neither.
			return value.of.some(one => one.is === 'text' && one.text.length > 0)
				? []
				: value.of.flatMap(one => partsOf(one, calls, inText, key, left - 1));
		case 'call': {
			const call = calls[value.call];
			if (call === undefined) return [];
			if (dumping.has(lastOf(call.to)) && call.args.length > 0)
				return call.args.slice(0, 1).flatMap(arg => partsOf(arg, calls, false, key, left - 1, true));
			return [{value, inText, isDumped, ...named}];
		}
		case 'spread':
			return partsOf(value.of, calls, false, key, left - 1);
		case 'text':
		case 'literal':
		case 'function':
		case 'class':
		case 'generic':
		case 'other':
			return [];
	}
}
