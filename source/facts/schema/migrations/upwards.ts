import type {Call, Code} from '../../code/code.ts';

const deepest = 4;

/** The calls that a migration makes on the way up: those of the given functions, what stands in them, and the file's own functions that they call. */
export function callsFrom(code: Code, isStart: (name: string) => boolean): readonly Call[] {
	const inside = new Map<number, Call[]>();
	for (const call of code.calls) {
		const found = inside.get(call.in) ?? [];
		found.push(call);
		inside.set(call.in, found);
	}
	const within = new Map<number, number[]>();
	for (const [at, {in: place}] of code.functions.entries()) within.set(place, [...(within.get(place) ?? []), at]);
	const named = new Map(code.functions.flatMap(({name}, at) => (name === '' ? [] : [[name, at] as const])));
	const seen = new Set<number>();
	const out: Call[] = [];
	const take = (at: number, depth: number): void => {
		if (seen.has(at) || depth > deepest) return;
		seen.add(at);
		for (const call of inside.get(at) ?? []) {
			const called = named.get(call.to.replace(/^this\./u, ''));
			if (called === undefined) out.push(call);
			else take(called, depth + 1);
		}
		for (const nested of within.get(at) ?? [])
			if (!named.has(code.functions[nested]?.name ?? '') || code.functions[nested]?.name === '') take(nested, depth);
	};
	for (const [at, {name}] of code.functions.entries()) if (isStart(name)) take(at, 0);
	return out;
}
