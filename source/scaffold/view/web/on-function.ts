import type {EntryPoint} from '../../../facts/entry-points/entry-point.ts';
import type {Swap} from '../../wiring/edit.ts';

const plainName = /^\w+$/u;

/** The head of a function or method, found by its name: what stands above it are its decorators. */
const headOf = (name: string): RegExp =>
	new RegExp(`^(?<indent>\\s*)(?<head>(?:public\\s+)?(?:async\\s+)?(?:def\\s+)?${name}\\s*\\(.*)$`, 'u');

/** A decorator right above the function that handles an entry point, below all others: it runs last of them. */
export function onFunction({handler, line}: EntryPoint, decorator: string): Swap | undefined {
	const name = handler?.name.split('.').at(-1) ?? '';
	if (!plainName.test(name)) return undefined;
	return {
		line: handler?.line ?? line,
		pattern: headOf(name),
		to: ({indent = '', head}) => `${indent}${decorator}\n${indent}${head}`,
	};
}
