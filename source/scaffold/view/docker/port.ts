import {type Code, lastOf, type Value} from '../../../facts/code/code.ts';

const fromSettings = /^(?:\w+\.){0,3}env\.PORT$/u;

/** The number in a value that is one, or that stands behind `env.PORT ??`. */
function numberIn(value: Value | undefined, code: Code, left = 4): number | undefined {
	if (value === undefined || left === 0) return undefined;
	if (value.is === 'literal') return typeof value.value === 'number' ? value.value : undefined;
	if (value.is === 'text') return /^\d{2,5}$/u.test(value.text) ? Number(value.text) : undefined;
	if (value.is === 'either') return value.of.map(one => numberIn(one, code, left - 1)).find(one => one !== undefined);
	if (value.is === 'call') {
		const call = code.calls[value.call];
		return call !== undefined && /^(?:Number|parseInt|Number\.parseInt)$/u.test(call.to)
			? numberIn(call.args[0], code, left - 1)
			: undefined;
	}
	if (value.is === 'object') return numberIn(value.entries.find(({key}) => key === 'port')?.value, code, left - 1);
	if (value.is !== 'name' || fromSettings.test(value.name)) return undefined;
	return numberIn(code.variables.find(({names}) => names.length === 1 && names[0] === value.name)?.value, code, left - 1);
}

/** The port on which a file of JavaScript listens when nothing else is set; undefined when it cannot be told. */
export function portIn(code: Code | undefined): number | undefined {
	if (code === undefined) return undefined;
	const listening = code.calls.filter(({to}) => /^(?:listen|serve)$/u.test(lastOf(to)));
	return listening
		.flatMap(({args}) => args.slice(0, 2).map(arg => numberIn(arg, code)))
		.find(port => port !== undefined && port > 0 && port < 65_536);
}
