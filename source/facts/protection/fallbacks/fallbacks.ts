import type {Facts} from '../../facts.ts';
import {marksOf} from '../../files.ts';
import {masked} from '../../secrets/mask.ts';
import {isPlaceholder, looksRandom} from '../../secrets/placeholder.ts';
import {type RunningFile, runningFiles} from '../running.ts';
import {weakRandomIn} from '../weak-random.ts';
import {askedFor, heldAgainst} from './asked.ts';
import {type Default, defaultsIn} from './defaults.ts';
import {developersClass, forDevelopers, notShipped} from './developers.ts';
import type {Fallback} from './fallback.ts';
import {isGuarded} from './guarded.ts';
import {readFields} from './read-fields.ts';
import {isWebhookSecret, opensOf} from './what-it-opens.ts';

/** A line without the secret that is quoted in it. */
const hidden = (text: string, secret: string): string =>
	secret === ''
		? text
		: ["'", '"', '`'].reduce((shown, quote) => shown.replaceAll(`${quote}${secret}${quote}`, `${quote}${masked(secret)}${quote}`), text);

const trial = /^(?:sandbox|test|dummy|fake|mock|demo)[-_]/iu;

type Field = Fallback & {readonly field?: string};

function judged(seen: Default, file: RunningFile): readonly Field[] {
	const opens = opensOf(seen.name);
	if (opens === undefined || forDevelopers.test(seen.text.replace(seen.secret, '')) || notShipped.test(file.path)) return [];
	if (file.code.classes.some(({name, line, end}) => developersClass.test(name) && seen.line > line && seen.line <= end)) return [];
	if (seen.to === 'nothing' && !isWebhookSecret(seen.name)) return [];
	if (opens === 'theirs' && (seen.to !== 'literal' || isPlaceholder(seen.secret) || !looksRandom(seen.secret))) return [];
	if (opens === 'ours' && trial.test(seen.secret)) return [];
	if (/^(?:none|null|undefined|false|true|\d{1,3})$/iu.test(seen.secret) || isGuarded(seen, file)) return [];
	const text = hidden(seen.text, seen.secret);
	const {name, to, field, line} = seen;
	return [{path: file.path, line, text: text === '' ? name : text, name, opens, to, ...(field === undefined ? {} : {field})}];
}

const standard = /^(?<name>[A-Z][A-Z0-9_]+):?-(?<secret>.+)$/u;

const refusedValue = /^(?<name>[A-Z][A-Z0-9_]+)\}?"?[ \t]*={1,2}[ \t]*["'](?<secret>.*)$/u;
const settingWords = /[A-Z][A-Z0-9_]+/gu;

/** What start scripts do not start with: each name with the value that they refuse. */
const refusedBy = (facts: Facts): ReadonlySet<string> =>
	new Set(
		marksOf(facts, 'secret.refused', ['app', 'config', 'script']).map(({value = ''}) => {
			const {name = '', secret = ''} = refusedValue.exec(value)?.groups ?? {};
			return `${name}=${secret}`;
		}),
	);

/** `${NAME:-literal}` in what starts containers. */
const declared = (facts: Facts): readonly Fallback[] => {
	const refused = refusedBy(facts);
	return marksOf(facts, 'secret.default', ['app', 'config']).flatMap((mark): readonly Fallback[] => {
		const {name = '', secret = ''} = standard.exec(mark.value ?? '')?.groups ?? {};
		if ((mark.text.match(settingWords) ?? [name]).some(word => refused.has(`${word}=${secret}`))) return [];
		const opens = opensOf(name);
		if (opens === undefined || opens === 'theirs' || notShipped.test(mark.path) || /^\.github\//u.test(mark.path)) return [];
		return [{path: mark.path, line: mark.line, text: mark.text.replace(secret, masked(secret)), name, opens, to: 'literal'}];
	});
};

const known = new WeakMap<readonly unknown[], readonly Fallback[]>();

/** Every secret that has a known value when nobody sets it; the worst first. */
export function fallbacksIn(facts: Facts): readonly Fallback[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const guessable = new Set(weakRandomIn(facts).map(({path, line}) => `${path}:${line}`));
	const all: readonly Field[] = [
		...runningFiles(facts)
			.filter(({file}) => file.side !== 'client')
			.flatMap(file => defaultsIn(file, guessable).flatMap(seen => judged(seen, file))),
		...declared(facts),
	];
	const once = [...new Map(all.map(one => [`${one.path}:${one.line}:${one.name}`, one])).values()];
	const order: Readonly<Record<Fallback['opens'], number>> = {sessions: 0, ours: 1, theirs: 2, database: 3};
	const read = readFields(
		once.flatMap(({field}) => field ?? []),
		facts,
	);
	const empty = once.filter(({to}) => to === 'nothing');
	const asked = askedFor(
		empty.flatMap(({name, field}) => [name, ...(field === undefined ? [] : [field])]),
		facts,
	);
	const held = heldAgainst(
		empty.flatMap(({field}) => field ?? []),
		facts,
	);
	const made = once
		.filter(({to, field}) => to !== 'nothing' || field === undefined || held.has(field) || asked.has(field) || !read.has(field))
		.map(({field, ...one}): Fallback => {
			if (field !== undefined && !read.has(field)) return {...one, unread: true};
			return one.to === 'nothing' && (asked.has(one.name) || (field !== undefined && asked.has(field))) ? {...one, asked: true} : one;
		})
		.sort((one, other) => Number(one.unread ?? false) - Number(other.unread ?? false) || order[one.opens] - order[other.opens]);
	known.set(facts.files, made);
	return made;
}
