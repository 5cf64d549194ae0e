import {claimedRights} from '../../facts/access/claimed-rights.ts';
import {givenRoles} from '../../facts/access/given-roles.ts';
import {functionsOnMetadata, trustsMetadata} from '../../facts/access/row-policies.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const functions = functionsOnMetadata(facts);
	const policies = facts.schema.tables.flatMap(({policies: all}) => all.filter(one => trustsMetadata(one, functions)));
	const claimed = claimedRights(facts);
	const server = claimed.filter(({from, side}) => from === 'request' || side !== 'client');
	if (policies.length + server.length > 0) {
		const parts = [
			...(policies.length === 0 ? [] : [`${policies.length} ${policies.length === 1 ? 'policy' : 'policies'} of the database`]),
			...(server.length === 0
				? []
				: [`${server.length} ${server.length === 1 ? 'place' : 'places'} on the server (${server[0]?.name ?? ''})`]),
		];
		return gap(
			`${parts.join(' and ')} ${policies.length + server.length === 1 ? 'decides' : 'decide'} by what people can write about themselves`,
			distinct([...server, ...policies]),
		);
	}
	if (claimed.length > 0)
		return unknown(
			`pages read ${claimed[0]?.name ?? ''}, which people can change themselves, and what the server decides by was not seen`,
			distinct(claimed),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const given = givenRoles(facts);
	if (given.length > 0)
		return unknown(
			`${given.length === 1 ? 'a request says' : `${given.length} requests say`} which role somebody gets, and whether it may be one above that of the caller was not seen`,
			distinct(given),
			{asks: 'Can somebody give another person, or a second account of their own, a role higher than theirs?'},
		);
	const decides = decidedBy(facts);
	return decides.length === 0
		? notApplicable('nothing was seen that decides by a role')
		: pass('roles are asked for where people cannot write them', distinct(decides));
};

/** Its words are about what somebody may do: that a thing is theirs is no role. */
const ofRoles = /[Rr]ole|ROLE|[Aa]dmin|ADMIN|[Pp]ermission|PERMISSION|[Mm]ember|[Ss]taff|[Ss]uper[Uu]ser|[Pp]rivilege/u;
const nearby = 15;

/** Where the role is asked for: the guard itself, or the line shortly before it that reads the role. */
function whereAsked({path, line, text}: Place, facts: Facts): Place {
	if (ofRoles.test(text)) return {path, line, text};
	const before = (facts.program.scopes.at(path)?.code.calls ?? []).filter(
		call => call.line < line && line - call.line < nearby && ofRoles.test(call.text),
	);
	const last = before.at(-1);
	return last === undefined ? {path, line, text} : {path, line: last.line, text: last.text};
}

/** What asks for a role, or for membership, on the server or in the database. */
const decidedBy = (facts: Facts): readonly Place[] => [
	...facts.entryPoints.points
		.flatMap(({guards}) => guards.filter(({kind}) => kind === 'role'))
		.flatMap(guard => {
			const place = whereAsked(guard, facts);
			return ofRoles.test(`${guard.name} ${place.text}`) ? [place] : [];
		})
		.toSorted((one, other) => Number(ofRoles.test(other.text)) - Number(ofRoles.test(one.text))),
	...facts.schema.tables.flatMap(({policies}) =>
		policies.filter(one => /role|admin|member/iu.test(`${one.using ?? ''} ${one.check ?? ''}`)),
	),
];

export default probe;
