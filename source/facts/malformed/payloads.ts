import {type Call, firstOf, lastOf} from '../code/code.ts';
import {oncePer} from '../code/once-per.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {askedScopes, type Crash, strangersAt} from '../inputs/crashes.ts';
import type {Input} from '../inputs/input.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import {guardedBy} from './guarded.ts';

/** What only a text or a list can do. */
const methods: ReadonlySet<string> = new Set(
	'toLowerCase toUpperCase trim split replace replaceAll startsWith endsWith charAt substring substr slice match padStart map forEach filter reduce some every join flatMap sort'.split(
		' ',
	),
);
const checking = /valid|check|assert|schema|parse|require|ensure|verify|sanit/iu;

/** A read of a field that was sent, as if it had to be there. */
type Read = {
	readonly name: string;
	readonly line: number;
	readonly text: string;
	readonly in: number;
	readonly call: Call | undefined;
	readonly when: readonly string[];
};

/** Where a field that a caller sends is used as text, a list or an object, and nothing looks whether it is one, or is there. */
export function payloadsOf(facts: Facts): readonly Crash[] {
	return askedScopes(facts).flatMap(scope =>
		scope.path.endsWith('.py') ? [] : readsIn(scope).flatMap(read => crashAt(read, scope, facts)),
	);
}

const readsIn = oncePer(({code}: FileScope): readonly Read[] => {
	const called = code.calls.flatMap((call): readonly Read[] => {
		const name = call.to.slice(0, -(lastOf(call.to).length + 1));
		if (!methods.has(lastOf(call.to)) || name === '' || name.includes('()') || call.text.includes('?.')) return [];
		return [{name, line: call.line, text: call.text, in: call.in, call, when: call.when}];
	});
	const taken = code.variables.flatMap((one): readonly Read[] =>
		one.pattern === 'object' && one.value.is === 'name' && one.in >= 0 && !/\.(?:data|body|query)$/u.test(one.value.name)
			? [
					{
						name: one.value.name,
						line: one.line,
						text: one.text,
						in: one.in,
						call: code.calls.find(call => call.in === one.in),
						when: [],
					},
				]
			: [],
	);
	return [...called, ...taken];
});

function crashAt({name, line, text, in: at, call, when}: Read, scope: FileScope, facts: Facts): readonly Crash[] {
	const root = firstOf(name);
	if (call === undefined || when.some(one => firstOf(one) === root)) return [];
	const points = strangersAt(call, scope, facts).filter(
		({guards, middleware}) => !guards.some(({kind}) => kind === 'validation') && !middleware.some(one => checking.test(one)),
	);
	if (points.length === 0) return [];
	const {inputs} = inputsOf(facts).ofName(name, {path: scope.path, in: at, line});
	const [sent] = inputs.filter(input => isLoose(input) && lastOf(input.name) === lastOf(name));
	if (sent === undefined || inputs.length > 1 || isLookedAt(name, root, line, at, scope) || hasDefault(root, at, scope)) return [];
	const isTried = scope.catchesIn(at).some(one => one.from <= line && line < one.line);
	const guard = guardedBy({...call, line, inTry: isTried}, scope, facts);
	return [{path: scope.path, line, text, what: `${sent.name} that is missing`, guard, points}];
}

/** One field of a body of which nothing is known. */
const isLoose = ({by, from, shape, whole, checks, calls}: Input): boolean =>
	calls === 0 && by === 'caller' && (from === 'body' || from === 'query') && shape === 'any' && whole !== true && checks.length === 0;

/** The function leaves, or looks at something, by a condition on it or on what it is a part of; or hands it to what checks it. */
function isLookedAt(name: string, root: string, line: number, at: number, scope: FileScope): boolean {
	const around = [at, scope.code.functions[at]?.in ?? -1];
	return around.some(
		here =>
			scope
				.exitsIn(here)
				.some(
					exit => exit.line <= line && exit.when.some(one => one === name || firstOf(one) === root || /errors?|missing|valid/iu.test(one)),
				) ||
			scope
				.callsIn(here)
				.some(
					call => call.line <= line && (checking.test(call.to.replace(/JSON\.parse|\.json/u, '')) || call.when.some(one => one === name)),
				),
	);
}

/** `const {tags = []} = req.body`, or a pattern over several lines, in which that is not seen. */
function hasDefault(root: string, at: number, scope: FileScope): boolean {
	const binding = scope.binding(root, at, Number.MAX_SAFE_INTEGER);
	if (binding?.is === 'parameter') return false;
	const variable = binding?.variable;
	return variable?.pattern === 'object' && (!variable.text.includes('}') || variable.text.split('}')[0]?.includes('=') === true);
}
