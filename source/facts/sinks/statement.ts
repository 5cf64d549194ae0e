import type {Call, Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Part} from './sink.ts';

/** A text that is put together, and what is put into it; `text` is undefined where it could not be found. */
export type Statement = {readonly text: string; readonly parts: readonly Part[]; readonly unread: boolean};

const wrapping = /(?:^|\.)(?:text|sql|SQL|raw|literal|unsafe|dedent|strip|trim|cleandoc|join|sa_text|Raw|RawSQL)$/u;
const quote = /'%?$/u;
const many = /\bin\s*\(?\s*$/iu;
const hole = '$' + '{}';
const nothing: Statement = {text: '', parts: [], unread: false};

/** A text as it stands when a call is given it: with what variables of the function add to it. */
export function statementOf(value: Value | undefined, call: Call, scope: FileScope, left = 5): Statement {
	if (value === undefined || left === 0) return {...nothing, unread: true};
	if (value.is === 'text') return {...nothing, text: value.text};
	if (value.is === 'template') {
		if (value.tag !== undefined) return nothing;
		const pieces = value.text.split(hole);
		const hasValues = call.args.length > 1 || call.named.length > 0;
		return {
			text: value.text,
			unread: false,
			parts: value.holes.flatMap((hole, index): readonly Part[] =>
				many.test(pieces[index] ?? '') && hasValues
					? []
					: [{value: hole, at: {path: scope.path, in: call.in, line: call.line}, quoted: quote.test(pieces[index] ?? '')}],
			),
		};
	}
	if (value.is === 'either' || (value.is === 'other' && value.of !== undefined))
		return joined(
			(value.of ?? []).map(one => (one.is === 'name' && value.is === 'other' ? nothing : statementOf(one, call, scope, left - 1))),
		);
	if (value.is === 'call') {
		const inner = scope.code.calls[value.call];
		if (inner === undefined) return {...nothing, unread: true};
		if (!wrapping.test(inner.to)) return {...nothing, unread: true};
		const base = inner.on === undefined ? undefined : scope.code.calls[inner.on];
		return inner.args.length > 0
			? statementOf(inner.args[0], {...inner, in: call.in, line: call.line, args: call.args, named: call.named}, scope, left - 1)
			: base === undefined
				? statementOf({is: 'name', name: inner.to.split('.').slice(0, -1).join('.')}, call, scope, left - 1)
				: nothing;
	}
	if (value.is === 'object') {
		const held = value.entries.find(({key}) => key === 'text' || key === 'sql' || key === 'query' || key === 'statement');
		return held === undefined ? nothing : statementOf(held.value, call, scope, left - 1);
	}
	if (value.is !== 'name') return {...nothing, unread: value.is !== 'literal'};
	return ofVariable(value.name, call, scope, left);
}

function ofVariable(name: string, call: Call, scope: FileScope, left: number): Statement {
	const binding = name.includes('.') ? undefined : scope.binding(name, call.in, call.line);
	if (binding?.is !== 'variable') return {...nothing, unread: true};
	const {variable} = binding;
	if (variable.pattern !== 'name') return {...nothing, unread: true};
	const added = [...new Set([variable.in, call.in])]
		.flatMap(at => scope.assignmentsIn(at))
		.filter(one => one.to === name && one.line <= call.line)
		.slice(0, 12);
	const others = scope
		.variablesOf(name)
		.filter(one => one.in === variable.in && one.line < call.line && one !== variable && one.value.is === 'template');
	return joined([
		statementOf(variable.value, {...call, in: variable.in, line: variable.line}, scope, left - 1),
		...others.map(one => statementOf(one.value, {...call, in: one.in, line: one.line}, scope, left - 1)),
		...added.map(one => statementOf(one.value, {...call, in: one.in, line: one.line}, scope, left - 1)),
	]);
}

const joined = (all: readonly Statement[]): Statement => ({
	text: all.map(({text}) => text).join(' '),
	parts: all.flatMap(({parts}) => parts).slice(0, 30),
	unread: all.length > 0 && all.every(({unread}) => unread),
});
