/** One piece of a pattern of paths. */
export type Node =
	| {readonly is: 'one'; readonly fits: (character: string) => boolean}
	| {readonly is: 'group'; readonly of: readonly (readonly Node[])[]}
	| {readonly is: 'ahead'; readonly negative: boolean; readonly of: readonly (readonly Node[])[]}
	| {readonly is: 'many'; readonly of: Node; readonly least: number; readonly most: number}
	| {readonly is: 'end'};

/** How many steps a match may still take. */
export type Budget = {left: number};

/** Whether a text goes on from `at` as the nodes say, and then as `next` does. Every step costs, so that no pattern can hold up the scan. */
export function matched(
	nodes: readonly Node[],
	index: number,
	text: string,
	at: number,
	next: (at: number) => boolean,
	budget: Budget,
): boolean {
	budget.left--;
	if (budget.left <= 0) return false;
	const node = nodes[index];
	if (node === undefined) return next(at);
	const rest = (from: number): boolean => matched(nodes, index + 1, text, from, next, budget);
	switch (node.is) {
		case 'one':
			return at < text.length && node.fits(text[at] ?? '') && rest(at + 1);
		case 'end':
			return at === text.length && rest(at);
		case 'group':
			return node.of.some(branch => matched(branch, 0, text, at, rest, budget));
		case 'ahead':
			return node.of.some(branch => matched(branch, 0, text, at, () => true, budget)) !== node.negative && rest(at);
		case 'many':
			return repeated(node, 0, text, at, rest, budget);
	}
}

function repeated(
	node: Node & {readonly is: 'many'},
	times: number,
	text: string,
	at: number,
	next: (at: number) => boolean,
	budget: Budget,
): boolean {
	const further = (to: number): boolean => (to > at || times < node.least) && repeated(node, times + 1, text, to, next, budget);
	if (times < node.most && matched([node.of], 0, text, at, further, budget)) return true;
	return times >= node.least && next(at);
}
