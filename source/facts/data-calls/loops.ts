import type {Call, Value, Variable} from '../code/code.ts';
import {lastOf, moduleLevel} from '../code/code.ts';
import type {FileScope, Scopes} from '../entry-points/scope.ts';
import {wordsOf} from '../guards/words.ts';

/** What a loop goes over: things whose number the data decides, a few that are written out, or parts that were made so that there are few of them. */
export type Loop = {readonly over: 'data' | 'few' | 'unknown'; readonly line: number};

const perItem = /^(?:map|forEach|flatMap|filter|reduce|some|every|find|each)$/u;
const portion =
	/^(?:chunk|batch|page|slice|group|bucket|shard|attempt|retry|try|candidate|variant|variation|spelling|alternative|fallback|alias|guess)(?:e?s)?$/u;
const literalRange = /^for\s*\([^;]{0,80};[^;]{0,40}<=?\s*(?:\d{1,2}|max\w*|MAX\w*|\w*(?:attempts|retries|ATTEMPTS|RETRIES)\w*)\s*;/u;
const counted = /^for\s*\(\s*(?:let|var)\s/u;
const comprehended = /\bfor\s+[\w, ]{1,60}\s+in\b/u;
/** What an iteration without a name is called on. */
const writtenOut = /\[[^\]]{0,200}\]\.(?:map|forEach|flatMap)\(/u;
const inParentheses = /\([^)]{1,80}(?:\|\||\?\?)\s*\[\]\s*\)\.(?:map|forEach|flatMap)\(/u;
/** Asked again and again until it says something else. */
const repeating = /^(?:\}?\s*while|do)\b/u;
/** Where a loop ends is not known: what stands far below is no part of it. */
const farthest = 60;
const outwardsAtMost = 10;

/** The loop over items that a call stands in, as far out as its function goes; `while` and retries are none. */
export function loopAround(call: Call, scope: FileScope, scopes: Scopes): Loop | undefined {
	if (!call.inLoop || repeating.test(call.text)) return undefined;
	for (let here = call.in, steps = 0; steps < outwardsAtMost; steps++) {
		const around = scope.givenTo(here);
		if (around !== undefined && perItem.test(lastOf(around.to))) {
			const name = around.to.slice(0, Math.max(0, around.to.lastIndexOf('.')));
			const over =
				name !== ''
					? kindOf({is: 'name', name}, around, scope, scopes)
					: writtenOut.test(around.text)
						? 'few'
						: inParentheses.test(around.text)
							? 'data'
							: 'unknown';
			return {over, line: around.line};
		}
		const own = scope.code.variables.filter(one => one.in === here && one.line <= call.line && call.line - one.line < farthest);
		const item = own.findLast(
			one => one.value.is === 'spread' || (one.value.is === 'either' && /^(?:async\s+)?for\s/u.test(one.text)) || counted.test(one.text),
		);
		if (item !== undefined && here === call.in && !isOver(item, call, scope)) {
			if (counted.test(item.text)) return {over: literalRange.test(item.text) ? 'few' : 'data', line: item.line};
			return {over: item.value.is === 'spread' ? kindOf(item.value.of, call, scope, scopes) : 'few', line: item.line};
		}
		if (scope.path.endsWith('.py') && comprehended.test(call.text)) return {over: 'data', line: call.line};
		const next = scope.code.functions[here]?.in;
		if (here === moduleLevel || next === undefined || around === undefined) return undefined;
		here = next;
	}
	return undefined;
}

/** Something between the loop's first line and the call stands in no loop: that loop has ended. */
function isOver(item: Variable, call: Call, scope: FileScope): boolean {
	const {value} = item;
	const over = value.is === 'spread' && value.of.is === 'call' ? scope.code.calls[value.of.call] : undefined;
	const head = Math.max(item.line, over?.end ?? item.line);
	return scope.callsIn(call.in).some(one => !one.inLoop && one.line > head && one.end < call.line);
}

/** How many there are of what is gone over. */
function kindOf(value: Value, call: Call, scope: FileScope, scopes: Scopes, left = 3): Loop['over'] {
	if (left === 0) return 'unknown';
	if (value.is === 'list') return value.items.some(({is}) => is === 'spread') ? 'data' : 'few';
	if (value.is === 'object') return 'few';
	if (value.is === 'either') return value.of.map(one => kindOf(one, call, scope, scopes, left - 1)).find(one => one !== 'few') ?? 'few';
	if (value.is === 'call') {
		const one = scope.code.calls[value.call];
		if (one === undefined) return 'unknown';
		if (/^(?:Object\.(?:keys|values|entries))$/u.test(one.to) && one.args[0] !== undefined)
			return kindOf(one.args[0], call, scope, scopes, left - 1) === 'few' ? 'few' : 'data';
		if (/(?:^|[._])(?:chunk|batch|range|batched|chunked|chunks)$/iu.test(one.to)) return 'few';
		return 'data';
	}
	if (value.is !== 'name' || value.name === '') return value.is === 'other' ? 'data' : 'unknown';
	const own = value.name.replaceAll('()', '').split('.');
	if (/^[A-Z][A-Z0-9_]+$/u.test(own[0] ?? '')) return 'few';
	if (own.some(part => wordsOf(part).some(word => portion.test(word)))) return 'few';
	if (own.length > 1) return 'data';
	const binding = scope.binding(value.name, call.in, call.line);
	if (binding?.is === 'variable') {
		const {pattern, value: held} = binding.variable;
		if (pattern === 'name') return kindOf(held, call, scope, scopes, left - 1);
		return held.is === 'spread' && kindOf(held.of, call, scope, scopes, left - 1) === 'few' ? 'few' : 'data';
	}
	if (binding?.is === 'parameter') return 'data';
	const outer = scopes.modules.definitionOf(scope.path, value.name, call.in);
	return outer.is === 'variable' && outer.value.value.is === 'list' ? 'few' : 'data';
}
