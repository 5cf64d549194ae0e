import type {PlainFacts} from '../../facts/facts.ts';
import type {CodeNow, Given, SeenAt, View} from '../view.ts';
import type {Edit, Swap} from '../wiring/edit.ts';
import {deadlineSwap} from './outbound/deadline-swap.ts';

const check = 'err-outbound-no-timeout';

/** The calls to other services that are given a deadline where they are made; the others are named. */
export function timeoutsView(_facts: PlainFacts, _given: Given, code: CodeNow, seenAt: SeenAt): View {
	const places = seenAt(check);
	const found = places.map(({path, line, text}) => {
		const swaps = code(path)?.calls.flatMap((call): readonly Swap[] => {
			const swap = call.line === line ? deadlineSwap(call, text, path.endsWith('.py')) : undefined;
			return swap === undefined ? [] : [swap];
		});
		return {path, line, swap: swaps?.length === 1 ? swaps[0] : undefined};
	});
	const left = found.filter(({swap}) => swap === undefined).map(({path, line}) => `${path}:${line}: say when this call gives up`);
	const edits = [...new Set(found.flatMap(({path, swap}) => (swap === undefined ? [] : [path])))].map((path): Edit => {
		const own = found.filter(one => one.path === path).flatMap(({swap}) => (swap === undefined ? [] : [swap]));
		return {
			kind: 'swap',
			path,
			does: 'calls to other services give up after a while',
			byHand: `Give the calls in line ${own.map(({line}) => line).join(', ')} a deadline: signal: AbortSignal.timeout(10_000) for fetch, timeout for axios and requests.`,
			swaps: own,
		};
	});
	return {
		data: {},
		edits,
		after: left.map(line => `${line} (signal: AbortSignal.timeout(10_000) for fetch, timeout for clients).`),
		owes: left.length > 0 || places.length === 0 ? [{check, owes: left[0] ?? 'look by hand for calls that wait without an end'}] : [],
		scripts: {},
	};
}
