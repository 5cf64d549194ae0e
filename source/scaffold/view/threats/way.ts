import type {EntryPoint} from '../../../facts/entry-points/entry-point.ts';
import {atPlace, shown} from '../personal-data.ts';

/** A way in, as a row of the page: what was seen of each kind of threat. */
export type Way = {
	readonly way: string;
	readonly who: string;
	readonly changes: string;
	readonly shows: string;
	readonly often: string;
	readonly at: string;
};

const words = {
	writes: 'writes',
	deletes: 'deletes',
	mails: 'sends mail',
	texts: 'sends messages',
	pays: 'moves money',
	'asks a model': 'asks a model',
	'stores a file': 'stores files',
	'runs a command': 'runs a command',
} as const;
const costly: ReadonlySet<string> = new Set(['mails', 'texts', 'pays', 'asks a model']);
const plain = /^[\w$.:'"()-]{1,60}$/u;

const brackets = /[<>]/gu;
/** A name without what could be taken for a gap to fill in. */
const calm = (name: string): string => shown(name).replace(brackets, '?');

/** `DELETE /orders/:id`, or the name of an action. */
export const called = ({method, route, framework}: EntryPoint): string => calm(`${method} ${route}`.trim() || framework);

const named = (names: readonly string[]): string =>
	[...new Set(names.map(name => (plain.test(name) ? name : 'a guard')))].slice(0, 3).join(', ');

/** What turns a caller away for who they are. */
export const identityOf = ({guards}: EntryPoint): readonly string[] =>
	guards.filter(({kind}) => kind !== 'limiter' && kind !== 'validation').map(({name}) => name);

const kindOf = ({guards}: EntryPoint, kind: string): readonly string[] => guards.filter(one => one.kind === kind).map(({name}) => name);

function effectsOf({writes, costs}: EntryPoint): string {
	const found = [...writes, ...costs].map(({does, what}) => (what === '' ? words[does] : `${words[does]} (${calm(what).slice(0, 40)})`));
	const unique = [...new Set(found)];
	return unique.length > 3 ? `${unique.slice(0, 3).join(', ')} and more` : unique.join(', ');
}

/** A row for a way in. */
export function wayOf(point: EntryPoint): Way {
	const [identity, checked, limited] = [identityOf(point), kindOf(point, 'validation'), kindOf(point, 'limiter')];
	const effects = effectsOf(point);
	const spends = point.costs.some(({does}) => costly.has(does));
	const unknown = point.unresolved.length > 0 ? ' (not all that stands before it could be followed)' : '';
	const who =
		identity.length > 0
			? `asked by ${named(identity)}`
			: point.publicByName
				? 'anyone, as its name says'
				: `anyone: nobody is asked${unknown}`;
	const input = checked.length > 0 ? `what arrives is checked by ${named(checked)}` : 'no check of what arrives was seen in front';
	return {
		way: called(point),
		who,
		changes: effects === '' ? 'nothing that was seen' : `${effects}; ${input}`,
		shows:
			point.parameters.length === 0
				? 'what it answers'
				: identity.length > 0
					? 'the record of an id: whose it is must be asked'
					: 'the record of an id, to anyone who guesses it',
		often: limited.length > 0 ? `limited by ${named(limited)}` : spends ? 'no limit was seen, and each call costs' : 'no limit was seen',
		at: calm(atPlace(point.handler ?? point)),
	};
}
