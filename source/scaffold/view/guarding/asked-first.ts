import type {Code, Func, Value} from '../../../facts/code/code.ts';
import type {EntryPoint} from '../../../facts/entry-points/entry-point.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {CodeNow} from '../../view.ts';
import type {Swap, WantedImport} from '../../wiring/edit.ts';
import {bringing} from './bringing.ts';
import type {Own} from './own-guard.ts';

/** The first lines of a handler that asks who is calling, as another handler of the project writes them. */
type Asking = {
	readonly lines: readonly string[];
	/** The names that they make. */
	readonly makes: readonly string[];
	/** Names that they use besides the guard's. */
	readonly uses: readonly string[];
	readonly takesRequest: boolean;
};

const head = /^(?<indent>\s*)(?<head>(?:export\s.*|.*=>\s*)\{)\s*$/u;
const oneLine = /^(?:const|let) .*\)\s*(?:;|$)/u;
const refusing = /^if \(.*\) return .*;?$/u;
const refusal = "return Response.json({error: 'Sign in first.'}, {status: 401});";

const functionAt = (code: Code, line: number): number => code.functions.findIndex(one => one.line === line);
const parameterOf = (own: Func | undefined): string | undefined =>
	own?.parameters[0] !== undefined && /^[\w$]+$/u.test(own.parameters[0].name) ? own.parameters[0].name : undefined;

/** What stands between the first handler that is guarded so and its work: the call of the guard, and the way out for strangers. */
function askingIn(point: EntryPoint, guard: string, code: Code): Asking | undefined {
	const at = functionAt(code, point.handler?.line ?? point.line);
	const own = code.functions[at];
	const calls = (value: Value): boolean => value.is === 'call' && code.calls[value.call]?.to === guard;
	const variable = code.variables.find(one => one.in === at && calls(one.value));
	const call = variable?.value.is === 'call' ? code.calls[variable.value.call] : undefined;
	if (own === undefined || variable === undefined || call === undefined || call.line !== call.end || !oneLine.test(variable.text))
		return undefined;
	const request = parameterOf(own);
	const given = call.args.map(arg => (arg.is === 'name' ? arg.name : ''));
	if (given.some(name => name === '' || name.includes('.'))) return undefined;
	const out = code.exits.find(one => one.in === at && one.how === 'return' && one.line > variable.line);
	const asked = out?.when.filter(name => variable.names.includes(/^[\w$]+/u.exec(name)?.[0] ?? '')) ?? [];
	if (out === undefined || asked.length === 0 || asked.length !== out.when.length || out.line > variable.line + 3) return undefined;
	const longest = [...asked].sort((one, other) => other.length - one.length)[0] ?? '';
	const isAnswered =
		refusing.test(out.text) && variable.names.some(name => out.text.endsWith(`return ${name};`) || out.text.endsWith(`return ${name}`));
	if (!isAnswered && variable.names.some(name => /err|resp|denied|unauth/iu.test(name))) return undefined;
	const refused = isAnswered ? out.text : `if (!${longest.replaceAll('.', '?.')}) ${refusal}`;
	return {
		lines: [variable.text.replace(/;?$/u, ';'), refused],
		makes: variable.names,
		uses: given.filter(name => name !== request),
		takesRequest: given.includes(request ?? ''),
	};
}

/** Puts the same first lines into a handler that asks nobody; undefined where that cannot be done safely. */
export function askFirst(
	point: EntryPoint,
	own: Own,
	facts: PlainFacts,
	code: CodeNow,
): {readonly swap: Swap; readonly imports: readonly WantedImport[]} | undefined {
	const now = code(point.path);
	const line = point.handler?.line ?? point.line;
	if (now === undefined || (point.handler?.path ?? point.path) !== point.path) return undefined;
	const at = functionAt(now, line);
	const model = own.uses.find(use => use.path !== point.path || use.line !== point.line);
	const there = model && code(model.path);
	const asking = model && there && askingIn(model, own.name, there);
	const target = now.functions[at];
	if (asking === undefined || target === undefined || model === undefined) return undefined;
	const known = new Set([
		...now.variables.filter(one => one.in === at || one.in === -1).flatMap(({names}) => names),
		...target.parameters.map(({name}) => name),
		...now.imports.map(({local}) => local),
	]);
	if (asking.makes.some(name => known.has(name))) return undefined;
	const [theirs, ours] = [parameterOf(there?.functions[functionAt(there, model.handler?.line ?? model.line)]), parameterOf(target)];
	if (asking.takesRequest && (theirs === undefined || ours === undefined)) return undefined;
	const brought = [own.name, ...asking.uses].map(name => bringing(name, [model.path], point.path, line, facts, code));
	if (brought.some(one => one === undefined)) return undefined;
	const lines = asking.takesRequest ? asking.lines.map(one => one.replace(new RegExp(`\\(${theirs}\\)`, 'u'), `(${ours})`)) : asking.lines;
	return {
		swap: {
			line,
			pattern: head,
			to: ({indent = '', head: begin}) => `${indent}${begin}${lines.map(one => `\n${indent}  ${one}`).join('')}`,
		},
		imports: brought.flatMap(one => one ?? []),
	};
}
