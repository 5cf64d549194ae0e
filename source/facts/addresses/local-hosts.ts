import type {Place} from '../../safe-text.ts';
import {type Code, type Entry, lastOf} from '../code/code.ts';
import {mayHold} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {isSettingsField, runningFiles} from './addresses.ts';
import {isOnlySaid} from './only-said.ts';
import {type Standing, standing} from './standing.ts';
import {type Written, writtenIn} from './values.ts';

/** A database, cache or queue that code looks for on the machine that it runs on. */
export type LocalHost = Place & {
	readonly use: Standing;
};

const mayBeLocal = /localhost|127\.0\.0\.1/u;
const local = /^(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/u;
/** A connection's address, whatever is asked behind it. */
const connection =
	/^(?:postgres(?:ql)?|mysql2?|mariadb|mssql|mongodb|rediss?|valkey|amqps?|nats|kafka|mqtts?|clickhouse|bolt|neo4j)(?:\+\w{1,20})?:\/\/(?:[^@/\s]{0,120}@)?(?:localhost|127\.0\.0\.1)(?=[:/?]|$)/u;
/** What is said beside the host of a database, and not beside that of a server of one's own. */
const beside: ReadonlySet<string> = new Set(
	'user username password database dialect type db dbname engine maxretriesperrequest retrystrategy db_name'.split(' '),
);
const clients: ReadonlySet<string> = new Set(
	'Redis StrictRedis IORedis Pool Client Sequelize DataSource connect createConnection createPool MongoClient BlockingConnection ConnectionParameters Queue Worker'.split(
		' ',
	),
);

/** The databases, caches and queues that running code looks for on its own machine. */
export const localHostsOf = (facts: Facts): readonly LocalHost[] =>
	runningFiles(facts).flatMap(file => {
		const {code, path} = file;
		if (code === undefined || file.side === 'client' || !mayHold(code, mayBeLocal)) return [];
		const seen = new Set<number>();
		return writtenIn(code).flatMap((written): readonly LocalHost[] => {
			const {value, line} = written;
			if (value.is !== 'text' || seen.has(line) || !isLocal(value.text, written, code)) return [];
			if (connection.test(value.text) && isOnlySaid(written, code, path)) return [];
			seen.add(line);
			return [
				{
					path,
					line,
					text: written.text === '' ? value.text : written.text,
					use: isSettingsField(written, code) ? 'fallback' : standing(written, code),
				},
			];
		});
	});

function isLocal(text: string, {under, givenTo}: Written, code: Code): boolean {
	if (connection.test(text)) return true;
	if (!local.test(text) || !/^(?:db_?|redis_?)?host(?:name)?$/iu.test(under.at(-1) ?? '')) return false;
	const call = givenTo === undefined ? undefined : code.calls[givenTo.call];
	if (call !== undefined && clients.has(lastOf(call.to))) return true;
	return siblingsOf(text, under, code).some(({key}) => beside.has(key.toLowerCase()));
}

/** What stands in the same object as a host. */
function siblingsOf(text: string, under: readonly string[], code: Code): readonly Entry[] {
	const key = under.at(-1) ?? '';
	for (const {value} of writtenIn(code))
		if (value.is === 'object' && value.entries.some(one => one.key === key && holds(one, text))) return value.entries;
	for (const {named} of code.calls) if (named.some(one => one.key === key && holds(one, text))) return named;
	return [];
}

const holds = ({value}: Entry, text: string): boolean =>
	(value.is === 'text' && value.text === text) ||
	(value.is === 'either' && value.of.some(one => one.is === 'text' && one.text === text)) ||
	value.is === 'call';
