import type {Evidence} from '../safe-text.ts';
import {factRows} from './fact-rows.ts';
import {listed} from './words.ts';
import type {Look, ShownFact} from './work.ts';

const mostPackages = 5;
const ephemeral = 'runtime.ephemeralDisk';

/** What the facts of a group are called, each once; what only says that there is some when nothing says which. */
function labels(facts: readonly ShownFact[], holds: (id: string) => boolean): readonly string[] {
	const mine = facts.filter(({id}) => holds(id));
	const named = mine.filter(({id}) => !id.endsWith('.any'));
	return [...new Set((named.length > 0 ? named : mine).map(({label}) => label))];
}

const starts =
	(...groups: readonly string[]) =>
	(id: string): boolean =>
		groups.some(group => id === group || id.startsWith(`${group}.`));

const isKind = (id: string): boolean => id.startsWith('app.') && id !== 'app.routes' && id !== 'app.code' && id !== 'app.baas';

/** What one package is and what it is built with. */
function packageLine(name: string, facts: readonly ShownFact[]): string {
	const kinds = labels(facts, isKind);
	const parts = labels(facts, starts('fw', 'lang'));
	if (kinds.length === 0 && parts.length === 0) return '';
	if (kinds.length === 0) return `${name} is written with ${listed(parts)}.`;
	return `${name} is ${listed(kinds)}${parts.length === 0 ? '' : `, built with ${listed(parts)}`}.`;
}

const line = (words: readonly string[], before: string, after = '.'): string =>
	words.length === 0 ? '' : `${before}${listed(words)}${after}`;

/** What the repository is, in a few sentences made of its facts alone. */
export function sentencesOf(look: Look): readonly string[] {
	const facts = factRows(look.facts);
	const folders = [...new Set(facts.map(fact => fact.package))];
	const packages = folders
		.map(folder =>
			packageLine(
				folder === '.' ? look.name : folder,
				facts.filter(fact => fact.package === folder),
			),
		)
		.filter(Boolean);
	const more = packages.length - mostPackages;
	const stores = labels(facts, starts('db'));
	const through = labels(facts, starts('orm'));
	const personal = facts.some(({id}) => id === 'data.pii');
	const where = labels(facts, starts('deploy'));
	const signIn = labels(facts, starts('auth'));
	return [
		...packages.slice(0, mostPackages),
		more > 0 ? `${more} more packages are in the list of facts.` : '',
		line(
			labels(facts, id => starts('runtime')(id) && id !== ephemeral),
			'It runs as ',
		),
		facts.some(({id}) => id === ephemeral) ? 'Its files lie on a disk that does not last.' : '',
		line(where, 'It is set up for '),
		line(labels(facts, starts('ci')), 'Its pipelines run in '),
		stores.length === 0
			? personal
				? 'Personal data goes through it; no database was seen in these files.'
				: ''
			: `Its data is in ${listed(stores)}${through.length === 0 ? '' : `, through ${listed(through)}`}${personal ? '; personal data is part of it' : ''}.`,
		line(signIn, 'People sign in with '),
		line(labels(facts, starts('pay', 'baas', 'llm', 'surface.email', 'surface.sms')), 'It talks to '),
		line(
			labels(facts, starts('queue', 'surface.upload', 'surface.cron', 'surface.ws', 'surface.graphql', 'surface.publicApi')),
			'It also has ',
		),
	].filter(Boolean);
}

const mostToRead = 5;

/** The files to read first, with what each shows. */
export const toRead = ({map}: Look): readonly {readonly place: Evidence; readonly shows: string}[] =>
	(map.find(({id}) => id === 'read-first')?.rows ?? [])
		.flatMap(({cells, places}) => places.slice(0, 1).map(place => ({place, shows: cells[1] ?? ''})))
		.slice(0, mostToRead);
