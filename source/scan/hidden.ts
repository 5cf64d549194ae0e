import {withoutComments} from '../facts/comments.ts';
import type {FileFact} from '../facts/files.ts';
import type {SecretWeight} from '../facts/secrets/found.ts';
import {masked, withoutSecrets} from '../facts/secrets/mask.ts';
import {foundIn} from '../facts/secrets/secrets.ts';
import type {Lines, TestsSeen} from '../facts/test-cases.ts';

/** What opens nothing, or only what developers choose on their own machines, is often an ordinary word. */
const harmless: ReadonlySet<SecretWeight> = new Set<SecretWeight>(['publishable', 'placeholder', 'default']);
const shortest = 8;
/** Lines are cut at this length or later; where one ends, a credential may be cut as well. */
const mayBeCut = 150;
const leastTail = 5;

/** What was seen in a file, with every credential of the file masked wherever it stands, so that it may be kept and sent. */
export function hidden(fact: FileFact, text: string): FileFact {
	const masks = {
		...fact,
		firstLine: {...fact.firstLine, text: withoutAny(fact.firstLine.text)},
		marks: fact.marks.map(mark => ({...mark, text: withoutAny(mark.text)})),
		...(fact.schemaChanges === undefined
			? {}
			: {schemaChanges: fact.schemaChanges.map(change => ({...change, text: withoutAny(change.text)}))}),
		...(fact.tests === undefined ? {} : {tests: {...fact.tests, ...linesHidden(fact.tests)}}),
	};
	if (fact.secrets.length === 0) return masks;
	const secrets = secretsOf(fact, text);
	const kept: FileFact = JSON.parse(JSON.stringify(masks), (key, value: unknown) =>
		typeof value === 'string' && key !== 'path' ? without(secrets, key === 'text' ? withoutSecrets(value) : value) : value,
	);
	// What a credential is for are words of ours, and many a password is one of them.
	return {...kept, secrets: kept.secrets.map((secret, at) => ({...secret, what: fact.secrets[at]?.what ?? secret.what}))};
}

const secretsOf = (file: Named, text: string): readonly string[] =>
	foundIn(file, text, withoutComments(text, file.language))
		.filter(({weight}) => !harmless.has(weight))
		.flatMap(({secret}) => secret.split('\n').map(part => part.trim()))
		.filter(part => part.length >= shortest)
		.sort((one, other) => other.length - one.length);

type Named = Pick<FileFact, 'path' | 'language' | 'role'>;

/** The text of a file with every credential masked, its lines where they were. */
export const hiddenText = (file: Named, text: string): string =>
	secretsOf(file, text).reduce((shown, secret) => shown.replaceAll(secret, masked(secret)), text);

function linesHidden({cases, failures, wrong}: TestsSeen): Pick<TestsSeen, 'cases' | 'failures' | 'wrong'> {
	const hide = ({count, first}: Lines): Lines => ({count, first: first.map(line => ({...line, text: withoutAny(line.text)}))});
	return {cases: hide(cases), failures: hide(failures), wrong: hide(wrong)};
}

/** The same in which whatever looks like a credential is masked, for what is kept and was not made to show one. Parts without any stay the parts that they were. */
export function hiddenIn<Value extends object>(value: Value): Value {
	const known = new Map<string, string>();
	const hide = (text: string): string => {
		const before = known.get(text);
		if (before !== undefined) return before;
		const after = lately.get(text) ?? withoutAny(text);
		known.set(text, after);
		return after;
	};
	const whole: Value = {...value};
	for (const key of Object.keys(value)) {
		const part: unknown = Reflect.get(value, key);
		const kept = hiddenPart(part, hide);
		if (kept !== part) Reflect.set(whole, key, kept);
	}
	lately = known;
	return whole;
}

/** What was hidden the last time: most of it is asked for again after the next change. */
let lately: ReadonlyMap<string, string> = new Map();

type Hide = (text: string) => string;

function hiddenPart(part: unknown, hide: Hide): unknown {
	if (typeof part === 'string') return hide(part);
	if (typeof part !== 'object' || part === null) return part;
	if (Array.isArray(part)) return hiddenList(part, hide);
	if (part instanceof Map) {
		const pairs = [...part];
		const kept = pairs.map(pair => hiddenList(pair, hide));
		return kept.every((pair, at) => pair === pairs[at]) ? part : new Map(kept.map(([key, value]) => [key, value]));
	}
	if (part instanceof Set) {
		const values = [...part];
		const kept = hiddenList(values, hide);
		return kept === values ? part : new Set(kept);
	}
	let changed: object | undefined;
	for (const key of Object.keys(part)) {
		const value: unknown = Reflect.get(part, key);
		const kept = hiddenPart(value, hide);
		if (kept === value) continue;
		changed ??= {...part};
		Reflect.set(changed, key, kept);
	}
	return changed ?? part;
}

function hiddenList(list: readonly unknown[], hide: Hide): readonly unknown[] {
	let changed: unknown[] | undefined;
	for (let at = 0; at < list.length; at++) {
		const kept = hiddenPart(list[at], hide);
		if (kept === list[at]) continue;
		changed ??= [...list];
		changed[at] = kept;
	}
	return changed ?? list;
}

/** What every text holds in which a credential is known: a long run without a gap, an address, or a name for one; at the end of a long text there may be a part of it. */
const mayHold = /[\w+/=.-]{20}|:\/\/|secret|passw|token|key/iu;
const mayBeLong = 300;

const withoutAny = (text: string): string => (text.length >= mayBeLong || mayHold.test(text) ? withoutSecrets(text) : text);

function without(secrets: readonly string[], text: string): string {
	const whole = secrets.reduce((shown, secret) => (shown.includes(secret) ? shown.replaceAll(secret, masked(secret)) : shown), text);
	return whole.length < mayBeCut ? whole : secrets.reduce(withoutTail, whole);
}

function withoutTail(text: string, secret: string): string {
	for (let length = secret.length - 1; length >= leastTail; length--)
		if (text.endsWith(secret.slice(0, length))) return `${text.slice(0, -length)}…`;
	return text;
}
