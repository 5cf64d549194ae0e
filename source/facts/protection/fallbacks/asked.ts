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

const checking = /hmac|verify|compare|digest|construct_?event|webhook|sign|decode/iu;

/** Which of these fields of settings something is held against; an empty one that is only sent along opens nothing here. */
export function heldAgainst(fields: readonly string[], facts: Facts): ReadonlySet<string> {
	const found = new Set<string>();
	const wanted = new Set(fields);
	if (wanted.size === 0) return found;
	const near = new RegExp([...wanted].join('|'), 'u');
	for (const {code} of runningFiles(facts)) {
		if (!mayHold(code, near)) continue;
		const add = (name: string): void => {
			for (const part of name.split('.')) if (wanted.has(part)) found.add(part);
		};
		for (const {to, args, named} of code.calls) {
			// `settings.hook_secret.encode()`: made ready to sign with.
			if (/\.(?:encode|get_secret_value)$/u.test(to)) add(to);
			if (checking.test(to)) for (const value of [...args, ...named.map(entry => entry.value)]) if (value.is === 'name') add(value.name);
		}
		for (const {when, compared = []} of code.exits) for (const name of [...when, ...compared]) add(name);
	}
	return found;
}

/** `getattr(settings, 'HOOK_SECRET', '')`. */
const settingIn = (args: readonly Value[] | undefined, wanted: ReadonlySet<string>): string =>
	(args ?? []).map(arg => textOf(arg) ?? '').find(text => wanted.has(text)) ?? '';
