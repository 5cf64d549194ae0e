import {type Call, type Exit, moduleLevel, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';
import type {Reply} from './answers.ts';
import {errorsAt} from './errors.ts';
import {repliedBy} from './replies.ts';
import {statusIn} from './statuses.ts';

const known = new WeakMap<Facts['program'], readonly Reply[]>();

/** What the application's server code answers to whoever asks it: in the words of its framework, as an error that the framework answers, or as what a handler returns; by file, then line. */
export function answersOf(facts: Facts): readonly Reply[] {
	const all = known.get(facts.program) ?? answersIn(facts);
	known.set(facts.program, all);
	if (facts.root === '.') return all;
	const paths = new Set(facts.files.map(({path}) => path));
	return all.filter(({path}) => paths.has(path));
}

function answersIn(facts: Facts): readonly Reply[] {
	const {scopes} = facts.program;
	return facts.files.flatMap(file => {
		if (file.role !== 'app' || file.code === undefined || file.side === 'client' || isReached(file, facts.reached) !== true) return [];
		const scope = scopes.at(file.path);
		if (scope === undefined) return [];
		const isPython = file.language === 'py';
		const answered = scope.code.calls.flatMap((call): readonly Reply[] => {
			const replied = repliedBy(call, scope, scopes, isPython);
			return replied === undefined ? [] : [{...placed(call, scope), ...replied, call}];
		});
		return [...answered, ...returnedIn(scope, facts, isPython)].toSorted((one, other) => one.line - other.line);
	});
}

function placed(one: Call | Exit, scope: FileScope): Pick<Reply, 'path' | 'line' | 'text' | 'in' | 'when' | 'error'> {
	const [error] = errorsAt(scope, one.in, one.line);
	return {
		path: scope.path,
		line: one.line,
		text: one.text,
		in: one.in,
		when: one.when,
		...(error === undefined ? {} : {error: {name: error.name, from: error.from, types: error.types}}),
	};
}

/** What handlers return as it is: `return {error: …}` of an action, `return {'error': …}, 500` of a Flask view. */
function returnedIn(scope: FileScope, facts: Facts, isPython: boolean): readonly Reply[] {
	return scope.code.exits.flatMap((exit): readonly Reply[] => {
		if (exit.how !== 'return' || exit.in === moduleLevel || exit.value === undefined) return [];
		const [value, status] = isPython && exit.value.is === 'list' ? exit.value.items : [exit.value];
		if (value?.is !== 'object' && !(isPython && status !== undefined)) return [];
		const runs = facts.program.pointsOf(scope.path, exit.in);
		const own = runs.some(point =>
			facts.program.runBy(point).some(one => one.calls === 0 && one.path === scope.path && one.function === exit.in),
		);
		if (!own) return [];
		const code = status === undefined ? undefined : statusIn(status);
		return [{...placed(exit, scope), how: 'returned', ...(code === undefined ? {} : {status: code}), value: bare(value, scope)}];
	});
}

/** `jsonify(…), 500`: what is sent. */
function bare(value: Value | undefined, scope: FileScope): Value {
	if (value?.is !== 'call') return value ?? {is: 'other'};
	const call = scope.code.calls[value.call];
	return call?.args[0] ?? (call === undefined || call.named.length === 0 ? value : {is: 'object', entries: call.named});
}
