import {lastOf, textOf, type Value} from '../../code/code.ts';
import {mayHold} from '../../code/lazy.ts';
import type {Facts} from '../../facts.ts';
import {runningFiles} from '../running.ts';

/** Which of these settings some condition asks for, by name or through a variable that holds one: `if not settings.HOOK_SECRET: refuse`. */
export function askedFor(names: readonly string[], facts: Facts): ReadonlySet<string> {
	const found = new Set<string>();
	const wanted = new Set(names);
	if (wanted.size === 0) return found;
	const near = new RegExp([...wanted].join('|'), 'u');
	for (const {code} of runningFiles(facts)) {
		if (!mayHold(code, near)) continue;
		const held = new Map<string, string>();
		for (const {value, names: given} of code.variables) {
			const [variable] = given;
			const setting = value.is === 'name' ? lastOf(value.name) : value.is === 'call' ? settingIn(code.calls[value.call]?.args, wanted) : '';
			if (variable !== undefined && wanted.has(setting)) held.set(variable, setting);
		}
		for (const {when} of [...code.exits, ...code.calls])
			for (const name of when) {
				const setting = held.get(name) ?? lastOf(name);
				if (wanted.has(setting)) found.add(setting);
			}
	}
	return found;
}

/** `getattr(settings, 'HOOK_SECRET', '')`. */
const settingIn = (args: readonly Value[] | undefined, wanted: ReadonlySet<string>): string =>
	(args ?? []).map(arg => textOf(arg) ?? '').find(text => wanted.has(text)) ?? '';
