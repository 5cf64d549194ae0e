import type {Binding} from './bindings.ts';
import {cutLine, type Line, lineWidth, type Span} from './line.ts';

const spansOf = (binding: Binding): readonly Span[] => [
	{text: binding.shown ?? binding.key, tone: 'strong'},
	{text: ` ${binding.does}`, tone: 'quiet'},
];

const joined = (bindings: readonly Binding[]): Line => [
	{text: ' ', tone: 'plain'},
	...bindings.flatMap((binding, index): readonly Span[] => [
		...(index > 0 ? [{text: '  ', tone: 'plain'} as const] : []),
		...spansOf(binding),
	]),
];

/** The keys that fit on one line: the least important ones give way, the others keep their order. */
export function footerLine(bindings: readonly Binding[], columns: number): Line {
	let kept = bindings.filter(({rank}) => rank > 0);
	while (kept.length > 1 && lineWidth(joined(kept)) > columns) {
		const least = Math.max(...kept.map(({rank}) => rank));
		const last = kept.findLastIndex(({rank}) => rank === least);
		kept = kept.filter((_, index) => index !== last);
	}
	return cutLine(joined(kept), columns);
}
