import type {PlainFacts} from '../facts.ts';
import type {Guard} from '../guards/guard.ts';
import {compare, type MapSection, many} from './map.ts';

const kinds: Readonly<Record<Guard['kind'], string>> = {
	'signed-in': 'lets signed-in people pass',
	role: 'lets a role pass',
	key: 'lets holders of a key pass',
	signature: 'lets signed requests pass',
	limiter: 'limits how often',
	validation: 'checks what is sent',
};
const knownBy: Readonly<Record<Guard['known'], string>> = {
	library: 'known library',
	code: 'its refusal was seen',
	learned: 'learned from its use: is it one?',
	said: '.shipworthy/guards.yaml says so',
};

/** What turns callers away, how that is known, and what people took out. */
export function guardsSection({guards, said}: PlainFacts): MapSection {
	const used = [...guards].filter(({uses}) => uses > 0).sort((one, other) => other.uses - one.uses || compare(one.name, other.name));
	const taken = said.entries.filter(({is, uses}) => is === 'none' && uses > 0);
	return {
		id: 'guards',
		title: 'Guards',
		lead: used.length === 0 ? 'Nothing was seen that turns callers away.' : `${many(used.length, 'guard')} in front of entry points.`,
		columns: ['guard', 'what it does', 'in front of', 'known by'],
		rows: [
			...used.map(({name, kind, uses, known, path, line, text, rejects, said: says}) => ({
				cells: [name, kinds[kind], String(uses), knownBy[known]],
				place: {path, line, text},
				...(rejects === undefined && says === undefined ? {} : {more: [rejects, says].flatMap(place => place ?? [])}),
			})),
			...taken.map(({name, uses, path, line, text}) => ({
				cells: [name, 'is none', String(uses), '.shipworthy/guards.yaml says so'],
				place: {path, line, text},
			})),
		],
	};
}
