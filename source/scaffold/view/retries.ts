import type {PlainFacts} from '../../facts/facts.ts';
import type {CodeNow, Given, SeenAt, View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';
import {retrySwap} from './outbound/retry-swap.ts';

const check = 'err-retry-storm';
const byHand =
	'say how long each waits and when it ends: stop and wait for tenacity, retry_backoff for Celery, backoff for BullMQ, retryDelay for axios-retry.';

/** What libraries and queues try again is made to wait longer each time and to end; the rest is named. */
export function retriesView(_facts: PlainFacts, _given: Given, code: CodeNow, seenAt: SeenAt): View {
	const places = seenAt(check);
	const found = places.map(({path, line}) => {
		const now = code(path);
		return {path, line, mended: now === undefined ? undefined : retrySwap(now, line)};
	});
	const left = found.filter(({mended}) => mended === undefined).map(({path, line}) => `${path}:${line}: ${byHand}`);
	const edits = [...new Set(found.flatMap(({path, mended}) => (mended === undefined ? [] : [path])))].map((path): Edit => {
		const own = found.flatMap(one => (one.path === path && one.mended !== undefined ? [one.mended] : []));
		return {
			kind: 'swap',
			path,
			does: 'what is tried again waits longer each time, and gives up',
			byHand: `In line ${own.map(({swap}) => swap.line).join(', ')}, ${byHand}`,
			swaps: own.map(({swap}) => swap),
			imports: own.flatMap(({imports}) => imports),
		};
	});
	return {
		data: {},
		edits,
		after: left,
		owes: left.length > 0 || places.length === 0 ? [{check, owes: left[0] ?? 'look by hand for loops that try again without a pause'}] : [],
		scripts: {},
	};
}
