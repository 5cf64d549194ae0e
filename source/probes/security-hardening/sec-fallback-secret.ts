import {distinct} from '../../facts/places.ts';
import type {Fallback} from '../../facts/protection/fallbacks/fallback.ts';
import {fallbacksIn} from '../../facts/protection/fallbacks/fallbacks.ts';
import {secretsReadIn} from '../../facts/protection/fallbacks/secrets-read.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const instead: Readonly<Record<Fallback['to'], string>> = {
	literal: 'a value that stands in the code',
	nothing: 'an empty key, which anyone can sign with',
	guessable: 'a value that can be worked out',
	another: 'another setting, which was not made to sign with,',
	public: 'a setting that every visitor can read',
};

const probe: Probe = facts => {
	const all = fallbacksIn(facts);
	const open = all.filter(({opens, to}) => opens !== 'database' && to !== 'another');
	const [worst] = open;
	if (worst !== undefined) {
		const others = new Set(open.map(({name}) => name)).size - 1;
		return gap(
			`${worst.name} falls back to ${instead[worst.to]} when nobody sets it${others === 0 ? '' : ` (and ${others} more of the kind)`}`,
			distinct(all),
			{severity: worst.opens === 'sessions' ? 'blocker' : worst.opens === 'ours' ? 'high' : 'medium'},
		);
	}
	const [doubtful] = all.filter(({to}) => to === 'another');
	if (doubtful !== undefined)
		return unknown(`${doubtful.name} falls back to ${instead[doubtful.to]} when nobody sets it`, [doubtful], {
			asks: `Is ${doubtful.name} set in production, and what does the program do without it?`,
		});
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const secrets = distinct(secretsReadIn(facts));
	if (secrets.length === 0) return notApplicable('no code here reads a secret from its environment');
	const [first] = all;
	return pass(
		first === undefined
			? `no secret that is read from the environment has a value of its own (${secrets.length} ${secrets.length === 1 ? 'place' : 'places'} looked at)`
			: `only the password of a database has a value of its own (${first.name}); no key that lets people in has one`,
		secrets,
	);
};

export default probe;
