const sieveBits = 1 << 16;

/** The place of three characters in a sieve. */
const placeOf = (one: number, two: number, three: number): number => (Math.imul(Math.imul(one, 31) + two, 31) + three) & (sieveBits - 1);

/** Which runs of three characters a text holds, roughly: it may say yes wrongly, never no. */
export type Sieve = Uint8Array;

/** The sieve of a text. */
export function sieveOf(text: string): Sieve {
	const sieve = new Uint8Array(sieveBits / 8);
	let one = text.charCodeAt(0);
	let two = text.charCodeAt(1);
	for (let at = 2; at < text.length; at++) {
		const three = text.charCodeAt(at);
		const place = placeOf(one, two, three);
		sieve[place >> 3] = (sieve[place >> 3] ?? 0) | (1 << (place & 7));
		one = two;
		two = three;
	}
	return sieve;
}

/** A literal with the places that its runs have in a sieve. */
export type Literal = {readonly text: string; readonly places: readonly number[]};

/** Prepares a literal for many texts. */
export const literal = (text: string): Literal => ({
	text,
	places: Array.from({length: Math.max(0, text.length - 2)}, (_, at) =>
		placeOf(text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)),
	),
});

/** Whether a text holds a literal; the sieve spares most searches. */
export function holdsLiteral(text: string, sieve: Sieve, {text: wanted, places}: Literal): boolean {
	for (const place of places) if (((sieve[place >> 3] ?? 0) & (1 << (place & 7))) === 0) return false;
	return text.includes(wanted);
}

/** Whether a text holds any of some literals. */
export function holdsAny(text: string, sieve: Sieve, literals: readonly Literal[]): boolean {
	for (const one of literals) if (holdsLiteral(text, sieve, one)) return true;
	return false;
}

/** The first three characters of each of some literals, for texts that are too short for a sieve of their own. */
export function startsOf(literals: readonly Literal[]): Sieve {
	const starts = new Uint8Array(sieveBits / 8);
	for (const {places} of literals) {
		const [place] = places;
		// What is shorter may begin anywhere.
		if (place === undefined) starts.fill(255);
		else starts[place >> 3] = (starts[place >> 3] ?? 0) | (1 << (place & 7));
	}
	return starts;
}

/** Whether one of the literals may stand in a text: it may say yes wrongly, never no. */
export function mayStart(text: string, starts: Sieve): boolean {
	if (text.length < 3) return true;
	let one = text.charCodeAt(0);
	let two = text.charCodeAt(1);
	for (let at = 2; at < text.length; at++) {
		const three = text.charCodeAt(at);
		const place = placeOf(one, two, three);
		if (((starts[place >> 3] ?? 0) & (1 << (place & 7))) !== 0) return true;
		one = two;
		two = three;
	}
	return false;
}
