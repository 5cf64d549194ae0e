import {type Call, entryOf, firstOf, lastOf, moduleLevel, textOf, type Value} from '../code/code.ts';
import {exportedAs} from './exported.ts';
import type {Ground, Registered, Step} from './registered.ts';

const scheduled = new Set(['interval', 'hourly', 'daily', 'weekly', 'monthly', 'cron']);

/** `crons.interval('name', {…}, internal.module.name)`. */
export function crons(ground: Ground, path: string): readonly Registered[] {
	const code = ground.modules.codeOf(path);
	const made = new Set(
		code?.variables
			.filter(({value}) => value.is === 'call' && lastOf(code.calls[value.call]?.to ?? '') === 'cronJobs')
			.flatMap(({names}) => names),
	);
	return (code?.calls ?? []).flatMap((call): readonly Registered[] => {
		const name = textOf(call.args[0]);
		if (!made.has(firstOf(call.to)) || !scheduled.has(lastOf(call.to)) || name === undefined || call.in !== moduleLevel) return [];
		const place = {path, line: call.line, text: call.text};
		const target = call.args[2];
		const handler = target?.is === 'name' ? internalFunction(ground, path, target.name) : undefined;
		const unresolved = handler === undefined ? ['what it runs could not be followed'] : [];
		return [
			{
				...place,
				kind: 'cron',
				framework: 'convex',
				method: '',
				route: name,
				...(handler === undefined ? {} : {handler}),
				before: [],
				given: [],
				unresolved,
			},
		];
	});
}

/** `internal.a.b.name` is `name` in `a/b.ts`, beside the file of crons. */
function internalFunction(ground: Ground, path: string, name: string): Step | undefined {
	const [, ...parts] = name.split('.');
	const exported = parts.pop();
	const root = path.slice(0, path.lastIndexOf('convex/') + 'convex/'.length);
	if (exported === undefined) return undefined;
	for (const ending of ['ts', 'tsx', 'js']) {
		const step = exportedAs(ground, `${root}${parts.join('/')}.${ending}`, exported)?.handler;
		const call = step?.value.is === 'call' ? ground.modules.codeOf(step.path)?.calls[step.value.call] : undefined;
		const value = call === undefined ? undefined : handlerOf(call);
		if (step !== undefined && value !== undefined) return {...step, value, how: 'call'};
	}
	return undefined;
}

/** What a maker is given: `query(fn)` or `query({args, handler: fn})`. */
export const handlerOf = ({args: [first]}: Call): Value | undefined => (first?.is === 'object' ? entryOf(first, 'handler') : first);
