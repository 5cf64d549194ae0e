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
	const used = all.filter(({unread}) => unread !== true);
	const open = used.filter(({opens, to, asked}) => opens !== 'database' && to !== 'another' && asked !== true);
	const [worst] = open;
	if (worst !== undefined) {
		const others = new Set(open.map(({name}) => name)).size - 1;
		return gap(
			`${worst.name} falls back to ${instead[worst.to]} when nobody sets it${others === 0 ? '' : ` (and ${others} more of the kind)`}`,
			distinct(used.filter(({asked}) => asked !== true)),
			{severity: worst.opens === 'sessions' ? 'blocker' : worst.opens === 'ours' ? 'high' : 'medium'},
		);
	}
	const [doubtful] = used.filter(({to, asked}) => to === 'another' || asked === true);
	if (doubtful !== undefined)
		return unknown(
			doubtful.asked === true
				? `${doubtful.name} is empty when nobody sets it, and whether the condition that asks for it lets everybody in then was not followed`
				: `${doubtful.name} falls back to ${instead[doubtful.to]} when nobody sets it`,
			[doubtful],
			{
				asks: `Is ${doubtful.name} set in production, and what does the program do without it?`,
			},
		);
	const [idle] = all.filter(({unread, opens, to}) => unread === true && opens !== 'database' && to !== 'another');
	if (idle !== undefined)
		return unknown(`${idle.name} has a value that stands in the code, and nothing was seen to read it`, [idle], {
			asks: `What is ${idle.name} for, and can it be taken out of the settings?`,
		});
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const secrets = distinct(secretsReadIn(facts));
	if (secrets.length === 0) return notApplicable('no code here reads a secret from its environment');
	const [first] = all;
	return pass(
		first === undefined
			? `no secret that is read from the environment has a value of its own (${secrets.length} ${secrets.length === 1 ? 'place' : 'places'} looked at)`
			: `only what opens a store of your own has a value in the code (${first.name}), and a store with another key refuses it; no key that lets people in has one`,
		first === undefined ? secrets : distinct([...all, ...secrets]),
	);
};

export default probe;
