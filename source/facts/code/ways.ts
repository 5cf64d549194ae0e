/** What an expression asks, as far as it can be worked out: the words in which a gate decides by the path. */
export type Term =
	| {readonly is: 'text'; readonly text: string}
	| {readonly is: 'literal'; readonly value: number | boolean | null}
	/** A dotted path, `()` for a call on the way. */
	| {readonly is: 'name'; readonly name: string}
	/** The source of a regular expression. */
	| {readonly is: 'pattern'; readonly source: string}
	| {readonly is: 'list'; readonly items: readonly Term[]}
	| {readonly is: 'object'; readonly entries: readonly {readonly key: string; readonly value: Term}[]}
	/** `on` is what a method is called on; `to` is then its own name alone. */
	| {readonly is: 'call'; readonly to: string; readonly on?: Term; readonly args: readonly Term[]}
	| {readonly is: 'lambda'; readonly parameters: readonly string[]; readonly body: Term}
	| {readonly is: 'not'; readonly of: Term}
	| {readonly is: 'all' | 'any'; readonly of: readonly Term[]}
	| {readonly is: 'same'; readonly of: readonly [Term, Term]}
	| {readonly is: 'choice'; readonly test: Term; readonly of: readonly [Term, Term]}
	| {readonly is: 'unknown'};

/** What a function does in order: it names something, does something, or leaves. All conditions of `under` hold then. */
export type Way = {
	readonly does: 'names' | 'acts' | 'returns' | 'throws';
	readonly under: readonly Term[];
	readonly value: Term;
	/** For what is named: each name, and where it stands in the value. */
	readonly names: readonly {readonly name: string; readonly key: string}[];
};

/** A file that decides by the path of a request: only of these are the ways kept. */
export const decidesByPath = (text: string): boolean =>
	asksPath.some(word => text.includes(word)) || (namesList.some(word => text.includes(word)) && listing.test(text));

const asksPath = ['pathname', 'route.id', 'request.path', 'request.endpoint', 'request.blueprint', 'event.path'] as const;
/** Looked for first, as looking for a plain word costs next to nothing. */
const namesList = [
	'Path',
	'PATH',
	'_path',
	'Route',
	'ROUTE',
	'_route',
	'Page',
	'PAGE',
	'_page',
	'Endpoint',
	'ENDPOINT',
	'_endpoint',
] as const;
const listing = /(?:public|protected|private|auth|guest|open|exempt)_?(?:path|route|page|endpoint)s?\b/iu;
