import {type Call, lastOf, type Value} from '../code/code.ts';
import {wordsOf} from '../guards/words.ts';

const asking: ReadonlySet<string> = new Set(
	'$queryRaw $queryRawUnsafe $executeRaw $executeRawUnsafe $runCommandRaw $connect execute query raw exec rpc scalar authenticate ping count countDocuments estimatedDocumentCount findFirst findOne findMany findUnique find_one listCollections select'.split(
		' ',
	),
);
/** The same for names that need nothing in front of them. */
const alone: ReadonlySet<string> = new Set('cursor ensure_connection is_usable sql'.split(' '));
/** What is asked of many things, and counts where a database is asked. */
const ofDatabase: ReadonlySet<string> = new Set('pingCheck isHealthy command'.split(' '));
const databases: ReadonlySet<string> = new Set(
	'db database prisma mongo mongoose sequelize client redis typeorm pool conn connection knex orm admin drizzle'.split(' '),
);
const selectOne = /\bselect\s+1\b/iu;
const deepest = 4;

/** Whether any of the values in a value fits; calls stand in a list of their own. */
export function someValue(value: Value | undefined, fits: (value: Value) => boolean, left = deepest): boolean {
	if (value === undefined || left === 0) return false;
	if (fits(value)) return true;
	switch (value.is) {
		case 'object':
			return value.entries.some(entry => someValue(entry.value, fits, left - 1));
		case 'list':
			return value.items.some(item => someValue(item, fits, left - 1));
		case 'either':
		case 'generic':
			return value.of.some(one => someValue(one, fits, left - 1));
		case 'spread':
			return someValue(value.of, fits, left - 1);
		case 'template':
			return value.holes.some(hole => someValue(hole, fits, left - 1));
		case 'text':
		case 'literal':
		case 'name':
		case 'call':
		case 'function':
		case 'class':
		case 'other':
			return false;
	}
}

/** Whether a value tells the state of a connection: `mongoose.connection.readyState`. */
export const tellsState = (value: Value): boolean => value.is === 'name' && value.name.endsWith('.readyState');

/** Whether a call asks something that is stored. */
export function asksStored(call: Call): boolean {
	const last = lastOf(call.to);
	if (alone.has(last)) return true;
	const parts = call.to.replaceAll('()', '').split('.');
	if (parts.length > 1) {
		if (asking.has(last) || parts.includes('objects')) return true;
		if (ofDatabase.has(last) && wordsOf(parts.slice(0, -1).join('.')).some(word => databases.has(word))) return true;
		if (last === 'from' && parts[0] !== 'Array' && parts[0] !== 'Buffer' && call.args[0]?.is === 'text') return true;
	}
	return call.args.some(arg =>
		someValue(arg, value => ((value.is === 'text' || value.is === 'template') && selectOne.test(value.text)) || tellsState(value)),
	);
}

const failing: ReadonlySet<string> = new Set(['abort', 'reject', 'serviceUnavailable', 'serverUnavailable']);
const failingName = /SERVICE_UNAVAILABLE|INTERNAL_SERVER_ERROR|InternalServerError|ServiceUnavailable/u;

/** Whether a value says that the server failed: a status from 500 on, or the name of one. */
export const tellsFailure = (value: Value | undefined): boolean =>
	someValue(value, one =>
		one.is === 'literal'
			? typeof one.value === 'number' && one.value >= 500 && one.value < 600
			: one.is === 'name' && failingName.test(one.name),
	);

/** Whether a call answers that the server failed. */
export const answersFailure = (call: Call): boolean => {
	const last = lastOf(call.to);
	if (failing.has(last) || failingName.test(last)) return true;
	if (last === 'next' && call.args[0]?.is === 'name') return true;
	return call.args.some(tellsFailure) || call.named.some(({value}) => tellsFailure(value));
};

const looking: ReadonlySet<string> = new Set(
	'health healthy healthcheck healthchecks check checks database db ready readiness alive liveness ping probe probes connect connected connection'.split(
		' ',
	),
);
/** What answers, waits or reads the request: nothing that is kept is asked by it. */
const ordinary: ReadonlySet<string> = new Set(
	'HealthCheck Depends json text send end status setTimeout clearTimeout next formData params headers cookies resolve all allSettled race then catch sleep delay'.split(
		' ',
	),
);

/** Whether a call that cannot be followed may have looked: its name says so, or its answer is waited for. */
export const mayLook = (call: Call): boolean => {
	const last = lastOf(call.to);
	return !ordinary.has(last) && (call.isAwaited || wordsOf(last).some(word => looking.has(word)));
};
