import type {Place} from '../../safe-text.ts';
import {type Call, lastOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {importsFrom} from '../files.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';

/** A server that shows its inside to whoever meets an error. `byDefault` when a setting could switch it off. */
export type DebugMode = Place & {readonly what: string; readonly byDefault: boolean};

const forDevelopers = /(?:^|[/._-])(?:dev|develop|development|local|tests?|testing|debug|ci)(?:[/._-]|$)/iu;
const forProduction = /(?:^|[/._-])(?:prod|production|deploy|live|staging)(?:[/._-]|$)/iu;
const servers = /\b(?:gunicorn|uvicorn|waitress(?:-serve)?|uwsgi|hypercorn|daphne|mod_wsgi)\b/u;
const gates: ReadonlySet<string> = new Set('env dev development production prod debug'.split(' '));
const handlers: ReadonlySet<string> = new Set(['errorhandler']);

/** Debug modes of web frameworks that reach whoever uses the product. */
export function debugModesOf(facts: Facts): readonly DebugMode[] {
	const files = facts.files.filter(
		file =>
			file.code !== undefined &&
			(file.role === 'app' || file.role === 'config') &&
			!forDevelopers.test(file.path) &&
			isReached(file, facts.reached) === true,
	);
	const isServed = facts.commands.some(({command}) => servers.test(command));
	return files.flatMap(({path, code, language}): readonly DebugMode[] => {
		if (code === undefined) return [];
		if (language !== 'py') return mayName(code, ['.use']) ? shownErrors(code.calls, path, facts) : [];
		const started = mayName(code, ['.run', 'FastAPI', 'Starlette'])
			? code.calls.flatMap((call): readonly DebugMode[] => {
					const on = call.named.find(({key}) => key === 'debug')?.value;
					if (on?.is !== 'literal' || on.value !== true) return [];
					const last = lastOf(call.to);
					if (last === 'FastAPI' || last === 'Starlette')
						return [{path, line: call.line, text: call.text, what: `${last} runs in debug mode`, byDefault: false}];
					return last === 'run' && /^(?!subprocess|asyncio)[\w.]+\.run$/u.test(call.to) && !isServed
						? [
								{
									path,
									line: call.line,
									text: call.text,
									what: 'Flask runs in debug mode, in which anyone who meets an error may run code',
									byDefault: false,
								},
							]
						: [];
				})
			: [];
		return [...started, ...(/(?:^|\/)settings(?:\/(?:__init__|base|common|prod\w*))?\.py$/u.test(path) ? django(path, facts) : [])];
	});
}

function django(path: string, facts: Facts): readonly DebugMode[] {
	const code = facts.program.scopes.at(path)?.code;
	const debug = code?.variables.findLast(({names, in: at}) => names[0] === 'DEBUG' && at === -1);
	if (code === undefined || debug === undefined) return [];
	const folder = path.slice(0, path.lastIndexOf('/') + 1);
	const isOverridden =
		!forProduction.test(path) &&
		facts.files.some(
			one =>
				one.path !== path && one.path.startsWith(folder) && one.path.endsWith('.py') && forProduction.test(one.path.slice(folder.length)),
		);
	if (isOverridden || debug.value.is === 'either') return [];
	const place = {path, line: debug.line, text: debug.text};
	if (debug.value.is === 'literal')
		return debug.value.value === true ? [{...place, what: 'Django runs in debug mode', byDefault: false}] : [];
	const call = debug.value.is === 'call' ? code.calls[debug.value.call] : undefined;
	return call !== undefined && isOnByDefault(call, code.calls) && !isSwitchedOff(facts)
		? [{...place, what: 'Django runs in debug mode wherever DEBUG is not set', byDefault: true}]
		: [];
}

/** `env.bool('DEBUG', default=True)`, `os.environ.get('DEBUG', 'True')` and what reads its result. */
function isOnByDefault(call: Call, calls: readonly Call[], left = 3): boolean {
	const isOn = (value: Value | undefined): boolean =>
		(value?.is === 'literal' && value.value === true) || (value?.is === 'text' && /^(?:true|1|yes|on)$/iu.test(value.text));
	if (isOn(call.named.find(({key}) => key === 'default')?.value) || isOn(call.args[1])) return true;
	return (
		left > 0 &&
		call.args.some(arg => arg.is === 'call' && calls[arg.call] !== undefined && isOnByDefault(calls[arg.call] ?? call, calls, left - 1))
	);
}

/** An image or a service says that it is off. */
const isSwitchedOff = (facts: Facts): boolean =>
	facts.deploy.images.some(({stages}) =>
		stages.some(({instructions}) =>
			instructions.some(({word, rest}) => word === 'ENV' && /\bDEBUG[= ]["']?(?:false|0|no|off)/iu.test(rest)),
		),
	);

/** A ready-made middleware that shows every error with its stack. */
function shownErrors(calls: readonly Call[], path: string, facts: Facts): readonly DebugMode[] {
	const brings = importsFrom(facts, handlers).some(one => one.path === path);
	return brings
		? calls.flatMap(call => {
				const [given] = call.args;
				const inner = lastOf(call.to) === 'use' && given?.is === 'call' ? calls[given.call] : undefined;
				const isGated = call.when.some(name => wordsOf(name).some(word => gates.has(word)));
				return inner !== undefined && /error_?handler/iu.test(inner.to) && !isGated
					? [
							{
								path,
								line: call.line,
								text: call.text,
								what: 'a middleware for developers answers every error with its stack',
								byDefault: false,
							},
						]
					: [];
			})
		: [];
}
