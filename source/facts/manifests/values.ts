const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object's own entries, whatever their names; empty for anything else. */
export const record = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

/** The entries of an object whose values are text; anything else is left out. */
export const textEntries = (value: unknown): readonly (readonly [string, string])[] =>
	Object.entries(record(value)).flatMap(([key, entry]) => (typeof entry === 'string' ? [[key, entry] as const] : []));

/** A text that is not empty; undefined for anything else. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
