import {type Call, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';

/** A name under which an error is at hand at some lines of a file. */
export type ErrorName = {
	readonly name: string;
	readonly from: 'catch' | 'callback' | 'middleware' | 'result';
	/** The kinds of error that it can be, where they are named. */
	readonly types: readonly string[];
	/** The function that it belongs to; those inside of it see it as well. */
	readonly in: number;
	readonly line: number;
	readonly end: number;
};

const errorNamed = /^_?(?:e|err|error|ex|exc|exception|cause|reason)\d?$/iu;
const errorKey = /^(?:.{0,40}[eE])?rr(?:or)?$/u;
const known = new WeakMap<FileScope, readonly ErrorName[]>();
const handlers: ReadonlySet<string> = new Set(['setErrorHandler', 'onError', 'catch', 'exceptionCaught']);

/** Every name of a file that holds an error, and where; found once. */
function errorNamesIn(scope: FileScope): readonly ErrorName[] {
	const before = known.get(scope);
	if (before !== undefined) return before;
	const {code} = scope;
	const made: ErrorName[] = [];
	for (const one of code.catches)
		if (one.binding !== undefined)
			made.push({name: one.binding, from: 'catch', types: one.types, in: one.in, line: one.line, end: one.end});
	code.functions.forEach((one, at) => {
		const [first, second] = one.parameters;
		if (first === undefined || !errorNamed.test(first.name) || one.parameters.length > 4) {
			if (second !== undefined && errorNamed.test(second.name) && one.decorators.length > 0)
				made.push({...spanOf(one, at), name: second.name, from: 'middleware', types: decoratedTypes(one.decorators, code.calls)});
			return;
		}
		const call = scope.givenTo(at);
		const isHandler = one.parameters.length === 4 || (call !== undefined && handlers.has(lastOf(call.to)) && lastOf(call.to) !== 'catch');
		if (isHandler) made.push({...spanOf(one, at), name: first.name, from: 'middleware', types: []});
		else if (one.decorators.length > 0)
			made.push({...spanOf(one, at), name: first.name, from: 'middleware', types: decoratedTypes(one.decorators, code.calls)});
		else if (call !== undefined)
			made.push({...spanOf(one, at), name: first.name, from: lastOf(call.to) === 'catch' ? 'catch' : 'callback', types: []});
	});
	for (const variable of code.variables) {
		if (variable.pattern !== 'object' || variable.value.is !== 'call') continue;
		variable.names.forEach((name, index) => {
			const key = variable.keys?.[index] ?? name;
			if (key !== 'error' || !errorKey.test(name)) return;
			const end = code.functions[variable.in]?.end ?? Number.MAX_SAFE_INTEGER;
			made.push({name, from: 'result', types: [], in: variable.in, line: variable.line, end});
		});
	}
	known.set(scope, made);
	return made;
}

const spanOf = ({line, end}: {readonly line: number; readonly end: number}, at: number): Pick<ErrorName, 'in' | 'line' | 'end'> => ({
	in: at,
	line,
	end,
});

/** `@app.exception_handler(KeyError)`, `@app.errorhandler(404)`. */
const decoratedTypes = (decorators: FileScope['code']['functions'][number]['decorators'], calls: readonly Call[]): readonly string[] =>
	decorators.flatMap(one => {
		const [given] = one.is === 'call' ? (calls[one.call]?.args ?? []) : [];
		return given?.is === 'name' ? [given.name] : given?.is === 'literal' ? [String(given.value)] : [];
	});

/** The names that hold an error at a line of a function, the nearest first. */
export const errorsAt = (scope: FileScope, at: number, line: number): readonly ErrorName[] =>
	errorNamesIn(scope)
		.filter(one => one.line <= line && line <= one.end && isWithin(scope, at, one.in))
		.toSorted((one, other) => other.line - one.line);

function isWithin(scope: FileScope, at: number, around: number): boolean {
	for (let here = at, steps = 0; steps < 30; steps++) {
		if (here === around) return true;
		if (here < 0) return false;
		here = scope.code.functions[here]?.in ?? -1;
	}
	return false;
}
