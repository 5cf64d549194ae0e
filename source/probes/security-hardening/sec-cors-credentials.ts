import type {Sharing} from '../../facts/cors/share.ts';
import {sharingOf} from '../../facts/cors/sharing.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {serverFiles} from '../../facts/sinks/sink.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const setting = /(?:^|\.)(?:set_?cookie|setCookie|cookie|serialize|sessionMiddleware|session)$/iu;
const keepers = [
	'auth.authjs',
	'auth.passport',
	'auth.django',
	'auth.supabase',
	'auth.betterauth',
	'auth.lucia',
	'auth.clerk',
	'auth.auth0',
	'auth.kinde',
	'auth.workos',
	'fw.django',
] as const;
const packages =
	/^(?:express-session|cookie-session|cookie-parser|cookies?-next|iron-session|@fastify\/(?:cookie|session|secure-session)|@hapi\/cookie|hono\/cookie|passport|starlette\.middleware\.sessions|flask_login|flask_session)$/u;

/** Something sets a cookie, or may: where tokens travel in a header alone, another site is lent nothing. */
const isByCookie = (facts: Facts): boolean =>
	holds(facts, ...keepers) ||
	serverFiles(facts).some(
		({scope}) =>
			scope.code.imports.some(({from, name}) => packages.test(from) || (from === 'flask' && name === 'session')) ||
			scope.code.calls.some(({to}) => setting.test(to)),
	);

const probe: Probe = facts => {
	const all = sharingOf(facts);
	const by = (to: Sharing['with']): readonly Sharing[] => all.filter(one => one.with === to);
	const open = by('everyone');
	if (open.length > 0)
		return isByCookie(facts)
			? gap('every site is told that it may read answers, with the session of whoever visits it', distinct(open))
			: gap(
					'every site is told that it may read answers with the cookies of whoever visits it; no cookie was seen that signs anybody in',
					distinct(open),
					{
						severity: 'low',
					},
				);
	const loose = by('a loose pattern');
	if (loose.length > 0) return gap('the pattern of allowed sites fits others too: a dot in it stands for any sign', distinct(loose));
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const listed = by('listed');
	const unclear = by('unknown');
	if (unclear.length > 0)
		return unknown('which sites may read answers is decided by settings or by code that could not be followed', distinct(unclear));
	const bare = by('everyone without a session');
	const loosely = by('listed or everyone');
	if (loosely.length > 0)
		return pass(
			'only sites that a setting names may read answers; without the setting every site may, though never with the session of who visits it',
			distinct([...loosely, ...listed, ...bare]),
		);
	if (listed.length > 0) return pass('only sites that are named may read answers', distinct([...listed, ...bare]));
	if (bare.length > 0) return pass('every site may read answers, but without the session of who visits it', distinct(bare));
	return notApplicable('no other site is told that it may read answers');
};

export default probe;
