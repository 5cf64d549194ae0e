import type {Severity} from '../../checklists/checklist.ts';
import {holds} from '../../facts/facts.ts';
import {
	addressLoggers,
	contactPaths,
	redactions,
	secretAddresses,
	servedByUvicorn,
	talkative,
	talkativeBySetting,
} from '../../facts/logs/access.ts';
import {loggedCauses} from '../../facts/logs/causes.ts';
import {type Leak, leaksOf} from '../../facts/logs/leaks.ts';
import {logCallsOf} from '../../facts/logs/log-calls.ts';
import {notTolds} from '../../facts/logs/not-told.ts';
import {tellingErrors} from '../../facts/logs/telling-errors.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

/** What a person has to judge: whether it may be there at all. */
const asked: ReadonlySet<Leak['what']> = new Set<Leak['what']>(['an address of a person', 'a request with some parts left out']);
const isAsked = ({what}: Leak): boolean => asked.has(what) || notTolds.has(what);

const many = 5;

const probe: Probe = facts => {
	const all = leaksOf(facts);
	const leaks = all.filter(one => !isAsked(one));
	const accessed = [...addressLoggers(facts), ...servedByUvicorn(facts)];
	const secrets = accessed.length > 0 ? secretAddresses(facts) : [];
	const loud = talkative(facts);
	const redacted = redactions(facts);
	if (leaks.length > 0 || secrets.length > 0 || loud.length > 0) {
		const kinds = [...new Set(leaks.map(({what}) => what))];
		const said = [
			...(leaks.length > 0
				? [`${leaks.length === 1 ? 'one line writes' : `${leaks.length} lines write`} ${listed(kinds, 'and')} to the log`]
				: []),
			...(secrets.length > 0 ? ['the addresses of all requests are logged, and some carry a token or a password'] : []),
			...(loud.length > 0 ? ['a library is told to print all that passes through it'] : []),
		];
		const severity: Severity =
			redacted.length > 0 && leaks.every(one => one.severity !== 'blocker')
				? 'low'
				: (severityOf(leaks) ?? (secrets.length > 0 ? 'high' : 'medium'));
		return gap(said.join('; '), distinct([...leaks, ...(secrets.length > 0 ? accessed.slice(0, 1) : []), ...secrets, ...loud]), {
			severity,
			occurrences: leaks.length + secrets.length + loud.length,
		});
	}
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const contacts = all.filter(isAsked);
	const paths = accessed.length > 0 ? contactPaths(facts) : [];
	if (contacts.length > 0)
		return unknown(
			`${contacts.length === 1 ? 'one line logs' : `${contacts.length} lines log`} ${listed([...new Set(contacts.map(({what}) => what))], 'and')}`,
			distinct([...contacts, ...paths]),
			{occurrences: contacts.length},
		);
	if (paths.length > 0)
		return unknown(
			'the addresses of all requests are logged, and some carry how to reach a person',
			distinct([...paths, ...accessed.slice(0, 1)]),
		);
	const causes = holds(facts, 'orm.drizzle', 'orm.typeorm', 'orm.sequelize', 'orm.mikro', 'orm.sqlalchemy') ? loggedCauses(facts) : [];
	if (causes.length > 0)
		return unknown(
			'the cause of an error is logged whole, and that of a failed query holds the values that it was given',
			distinct(causes),
			{
				asks: 'When a query fails, does its line in the log show the e-mail address or the password hash that was to be stored?',
			},
		);
	const telling = tellingErrors(facts);
	if (telling.length > 0)
		return unknown(
			`${telling.length === 1 ? 'one line logs an error as it comes, which holds' : `${telling.length} lines log errors as they come, which hold`} ${listed([...new Set(telling.map(one => one.holds))], 'and')}`,
			distinct(telling),
			{
				occurrences: telling.length,
				asks: 'When such a request or message fails, does its line in the log show a key, an address or the number of a person?',
			},
		);
	const echoed = talkativeBySetting(facts);
	if (echoed.length > 0)
		return unknown('a setting decides whether every statement to the database is logged, with the values in it', distinct(echoed), {
			asks: 'Is this setting off in production, also when nobody sets it?',
		});
	const logs = logCallsOf(facts);
	const points = facts.entryPoints.points;
	if (logs.length === 0 && points.length === 0) return notApplicable('no code of a server that writes a log was found');
	if (logs.length === 0)
		return pass(
			`${points.length === 1 ? 'the one way in writes' : `none of ${points.length} ways in writes`} ${points.length === 1 ? 'nothing' : 'anything'} to a log`,
			distinct(points.slice(0, 2)),
		);
	return pass(
		`${logs.length === 1 ? 'the one line that a server logs holds' : `none of ${logs.length} lines that servers log holds`} ${logs.length === 1 ? 'no credential, whole request or person' : 'a credential, a whole request or a person'}`,
		distinct([...logs].sort((one, other) => other.logged.length - one.logged.length).slice(0, 3)),
	);
};

export default probe;

/** The worst that is logged; many lines about people are more than a slip. */
function severityOf(leaks: readonly Leak[]): Severity | undefined {
	const worst = leaks[0]?.severity;
	return worst === 'low' && leaks.length >= many ? 'medium' : worst;
}
