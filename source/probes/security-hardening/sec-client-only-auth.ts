import type {Facts} from '../../facts/facts.ts';
import type {FileFact} from '../../facts/files.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import {distinct} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import type {Place} from '../../safe-text.ts';
import {notApplicable, type Probe, pass, unknown} from '../probe.ts';

const asked: ReadonlySet<string> = new Set(['role', 'roles', 'admin', 'superadmin', 'permission', 'permissions', 'plan', 'premium', 'pro']);

/** Lines of the pages on which it matters who somebody is. */
const decisionsOf = ({path, code}: FileFact): readonly Place[] =>
	(code?.exits ?? [])
		.flatMap(({when, line, text}) => (when.some(says) ? [{path, line, text}] : []))
		.concat((code?.calls ?? []).flatMap(({when, line, text}) => (when.some(says) ? [{path, line, text}] : [])).slice(0, 3));

const says = (name: string): boolean => {
	const said = wordsOf(name);
	return asked.has(said.at(-1) ?? '') || (said[0] === 'is' && asked.has(said[1] ?? ''));
};

const probe: Probe = facts => {
	const pages = facts.files.filter(file => file.role === 'app' && file.side === 'client' && isReached(file, facts.reached) !== false);
	const decisions = pages.flatMap(decisionsOf);
	if (decisions.length === 0) return notApplicable('no page was seen to ask for a role or a plan');
	const enforced = enforcedBy(facts);
	if (enforced.length === 0)
		return unknown(
			`${decisions.length} ${decisions.length === 1 ? 'line' : 'lines'} of the pages ${decisions.length === 1 ? 'asks' : 'ask'} for a role or a plan, and nothing on a server or in the database was seen to`,
			distinct(decisions),
		);
	const guarded = facts.entryPoints.points.filter(({guards}) => guards.some(({kind}) => kind === 'role')).length;
	return guarded >= 3 || enforced.length >= 5
		? pass(
				`the pages ask for a role, and so ${guarded >= 3 ? `do ${guarded} ways in to the server` : 'do the policies of the database'}`,
				distinct(enforced),
			)
		: unknown(
				'the pages ask for a role, and only in few places on the server or in the database was the like seen',
				distinct([...decisions.slice(0, 3), ...enforced]),
			);
};

/** What refuses by role where people cannot change it. */
const enforcedBy = (facts: Facts): readonly Place[] => [
	...facts.entryPoints.points.flatMap(({guards}) => guards.filter(({kind}) => kind === 'role')),
	...facts.schema.tables.flatMap(({policies}) =>
		policies.filter(({using = '', check = ''}) => /role|admin|member|staff|plan/iu.test(`${using} ${check}`)),
	),
	...facts.firebaseRules.filter(({admits}) => admits !== 'everyone' && admits !== 'signed-in' && admits !== 'until-a-date'),
];

export default probe;
