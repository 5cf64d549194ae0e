import type {Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {Program} from '../program.ts';
import type {Part, Sink} from './sink.ts';

const address = /^(?:(?:window|document|self|top|globalThis)\.)?location(?:\.href)?$/u;
const moving = /^(?:(?:window|document|self|top|globalThis)\.)?location\.(?:assign|replace)$/u;
/** A path of the site itself, or another place that is named in full. */
const fixedStart = /^(?:\/(?![/\\$])|[a-z]+:(?:\/\/)?[\w.-]{3,}[/?#:@]|[?#]|mailto:|tel:)/iu;
const hole = '$' + '{}';
const known = new WeakMap<Program, readonly Sink[]>();

/** Where a page of the product sends its visitor to an address that is made while it runs: `location.href = next`. */
export function navigationsOf(facts: Facts): readonly Sink[] {
	const all = known.get(facts.program) ?? navigationsIn(facts);
	known.set(facts.program, all);
	if (facts.root === '.') return all;
	const paths = new Set(facts.files.map(({path}) => path));
	return all.filter(({path}) => paths.has(path));
}

const navigationsIn = (facts: Facts): readonly Sink[] =>
	facts.files.flatMap((file): readonly Sink[] => {
		if (file.role !== 'app' || file.side === 'server' || file.language === 'py' || !facts.reached.has(file.path)) return [];
		if (file.code === undefined || !mayName(file.code, ['location', 'location.href', 'location.assign', 'location.replace'])) return [];
		const scope = facts.program.scopes.at(file.path);
		return scope === undefined ? [] : movesIn(scope);
	});

const movesIn = (scope: FileScope): readonly Sink[] => [
	...scope.code.assignments.filter(({to}) => address.test(to)).flatMap(one => sinkFor(one.value, one, scope)),
	...scope.code.calls
		.filter(({to}) => moving.test(to))
		.flatMap(call => (call.args[0] === undefined ? [] : sinkFor(call.args[0], call, scope))),
];

function sinkFor(
	value: Value,
	{line, text, in: at}: {readonly line: number; readonly text: string; readonly in: number},
	scope: FileScope,
): readonly Sink[] {
	const parts = leading(value).map((one): Part => ({value: one, at: {path: scope.path, in: at, line}, quoted: false}));
	return [{path: scope.path, line, text, name: 'location', parts, unread: false}];
}

/** What decides where an address leads: what it begins with, unless that is written. */
function leading(value: Value): readonly Value[] {
	if (value.is === 'either') return value.of.flatMap(leading);
	if (value.is === 'name' || value.is === 'call') return [value];
	if (value.is !== 'template') return [];
	const start = value.text.slice(0, value.text.indexOf(hole));
	return start === '' && !fixedStart.test(value.text) ? value.holes.slice(0, 1).flatMap(leading) : [];
}
