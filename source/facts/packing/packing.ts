/** What stands before a plain value; from `firstShape` on, the keys of an object that were met before. */
export const tags = {null: 0, true: 1, false: 2, number: 3, fraction: 4, text: 5, list: 6, set: 7, map: 8, shape: 9} as const;
export const firstShape = 10;

/** How long the texts are that come before the numbers, and whether they are ASCII. */
export const headerBytes = 5;

/** Where a packing holds its texts, as JSON. */
export function textsIn(packing: Uint8Array): string {
	const bytes = Buffer.from(packing.buffer, packing.byteOffset, packing.byteLength);
	return bytes.toString(bytes[4] === 1 ? 'latin1' : 'utf8', headerBytes, endOfTexts(packing));
}

/** The place behind the texts. */
export function endOfTexts(packing: Uint8Array): number {
	const [a = 0, b = 0, c = 0, d = 0] = packing;
	return headerBytes + a + b * 0x100 + c * 0x10000 + d * 0x1000000;
}
