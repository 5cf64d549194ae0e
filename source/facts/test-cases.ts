import type {Mark} from './marks.ts';

/** A line of a file, and what stands there. */
type Line = Pick<Mark, 'line' | 'text'>;

/** Some lines: how many there are, and the first of them. */
export type Lines = {readonly count: number; readonly first: readonly Line[]};

/** What a file of tests says of its cases. */
export type TestsSeen = {
	/** Lines that begin a case. */
	readonly cases: Lines;
	/** Every case has a title, and each says no more than that something exists. */
	readonly existenceOnly: boolean;
	/** What a generator writes stands in it. */
	readonly sample: boolean;
	/** It asserts nothing but constants and snapshots; in Python, nothing at all. */
	readonly hollow: boolean;
	readonly browser: boolean;
	readonly http: boolean;
	/** Lines that assert that something goes wrong as it should. */
	readonly failures: Lines;
	/** Cases that are named after something that goes wrong. */
	readonly wrong: Lines;
};

const kinds = ['case', 'assert', 'failure', 'hollow', 'sample', 'browser', 'http'] as const;
type Kind = (typeof kinds)[number];
const kindOf: ReadonlyMap<string, Kind> = new Map(kinds.map(kind => [`test.${kind}`, kind]));
const existenceOnly =
	/^(?:should (?:be defined|create|be created|exist|render(?: successfully)?|create the app|have as title .*|render title.*)|renders?(?: without crashing)?|is defined)$/iu;
const wrong =
	/\b(?:fail|invalid|error|reject|refus|den(?:y|ied)|forbid|unauthor|not (?:found|allowed|logged|exist)|throw|wrong|missing|malformed|timeout|duplicate|without|expired|40[0-9]|422|429|50[0-4])/iu;
const python = /^(?:async\s+)?def\s/u;
const mostShown = 5;

/** The marks of a file without those of its test cases, and what these come to: a file of tests has hundreds of them. */
export function testsIn(marks: readonly Mark[]): {readonly marks: readonly Mark[]; readonly tests?: TestsSeen} {
	const byKind = new Map<Kind, Mark[]>();
	const others: Mark[] = [];
	for (const mark of marks) {
		const kind = kindOf.get(mark.kind);
		if (kind === undefined) others.push(mark);
		else {
			const group = byKind.get(kind);
			if (group === undefined) byKind.set(kind, [mark]);
			else group.push(mark);
		}
	}
	if (byKind.size === 0) return {marks};
	const all = (kind: Kind): readonly Mark[] => byKind.get(kind) ?? [];
	const cases = eachLine(all('case'));
	const titles = cases.flatMap(({value}) => value ?? []);
	const hollow = new Set(all('hollow').map(({line}) => line));
	const tests: TestsSeen = {
		cases: shown(cases, 1),
		existenceOnly: cases.length > 0 && titles.length === cases.length && titles.every(title => existenceOnly.test(title.trim())),
		sample: byKind.has('sample'),
		hollow:
			(hollow.size > 0 && all('assert').every(({line}) => hollow.has(line))) ||
			(cases.length > 0 && !byKind.has('assert') && !byKind.has('failure') && cases.every(({text}) => python.test(text))),
		browser: byKind.has('browser'),
		http: byKind.has('http'),
		failures: shown(eachLine(all('failure')), mostShown),
		wrong: shown(
			all('case').filter(({value = ''}) => wrong.test(value)),
			mostShown,
		),
	};
	return {marks: others, tests};
}

function eachLine(marks: readonly Mark[]): readonly Mark[] {
	const seen = new Set<number>();
	return marks.filter(({line}) => !seen.has(line) && seen.add(line));
}

const shown = (marks: readonly Mark[], most: number): Lines => ({
	count: marks.length,
	first: marks.slice(0, most).map(({line, text}) => ({line, text})),
});
