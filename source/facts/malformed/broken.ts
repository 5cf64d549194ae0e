import type {Facts} from '../facts.ts';
import {type Crash, crashesOf} from '../inputs/crashes.ts';
import type {Program} from '../program.ts';
import {deafHandlersOf} from './error-handlers.ts';
import {identifiersOf} from './identifiers.ts';
import {keysOf} from './keys.ts';
import {pageNumbersOf} from './page-numbers.ts';
import {payloadsOf} from './payloads.ts';

const known = new WeakMap<Program, Map<string, readonly Crash[]>>();

/** What those who build look at their work with. */
const workshop = /(?:^|\/)(?:\.storybook|storybook|e?mails?\/preview|dev-?tools)\//u;

/** Every place at which what a stranger may send is known to fail, the surest first. */
export function brokenOf(facts: Facts): readonly Crash[] {
	const byRoot = known.get(facts.program) ?? new Map<string, readonly Crash[]>();
	known.set(facts.program, byRoot);
	const made =
		byRoot.get(facts.root) ??
		[
			...crashesOf(facts),
			...deafHandlersOf(facts),
			...keysOf(facts),
			...payloadsOf(facts),
			...identifiersOf(facts),
			...pageNumbersOf(facts),
		].filter(({path}) => !workshop.test(path));
	byRoot.set(facts.root, made);
	return made;
}
