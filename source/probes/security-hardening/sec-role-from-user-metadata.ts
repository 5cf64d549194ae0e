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

/** A guard that says that it is about what somebody may do, and not only about who they are. */
const ofRoles =
	/[Rr]ole|ROLE|[Aa]dmin|ADMIN|[Pp]ermi(?:t|ssion)|[Mm]ember|[Oo]wner|[Ss]taff|[Ss]uperuser|\b(?:can|is)[A-Z_]|[Aa]ccess|[Pp]rivilege|[Mm]anage|[Ff]orbidden/u;

/** What asks for a role, or for membership, on the server or in the database. */
const decidedBy = (facts: Facts): readonly Place[] => [
	...facts.entryPoints.points.flatMap(({guards}) =>
		guards.filter(({kind, name, text}) => kind === 'role' && ofRoles.test(`${name} ${text}`)),
	),
	...facts.schema.tables.flatMap(({policies}) =>
		policies.filter(one => /role|admin|member/iu.test(`${one.using ?? ''} ${one.check ?? ''}`)),
	),
];

export default probe;
