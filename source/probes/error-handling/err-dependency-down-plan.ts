import {type Facts, factsNamed} from '../../facts/facts.ts';
import {importsFrom, marksOf} from '../../facts/files.ts';
import {labelOf} from '../../facts/labels.ts';
import {isLibrary} from '../../facts/library.ts';
import type {Place} from '../../safe-text.ts';
import {notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const outside = [
	'db.postgres',
	'db.mysql',
	'db.mongo',
	'db.redis',
	'db.dynamo',
	'baas.supabase',
	'baas.firebase',
	'baas.convex',
	'baas.appwrite',
	'pay.any',
	'llm',
	'surface.email',
	'surface.sms',
	'auth.clerk',
	'auth.auth0',
	'auth.workos',
	'auth.kinde',
	'auth.cognito',
	'queue',
] as const;
const breakers: ReadonlySet<string> = new Set([
	'opossum',
	'cockatiel',
	'pybreaker',
	'circuitbreaker',
	'aiobreaker',
	'purgatory',
	'mollitia',
	'resilience-typescript',
]);

const dependencies = (facts: Facts): readonly {readonly name: string; readonly place: Place | undefined}[] =>
	outside.flatMap(id => {
		const found = factsNamed(facts, id);
		return found.length === 0 ? [] : [{name: labelOf(id), place: found[0]?.evidence[0]}];
	});

const probe: Probe = facts => {
	if (isLibrary(facts)) return notApplicable('a library runs nowhere itself: who uses it decides what happens when a service is down');
	const needed = dependencies(facts);
	if (needed.length === 0) return notApplicable('no outside service and no database server was found that could be down');
	const tables = marksOf(facts, 'plan.dependency-down', ['docs', 'app', 'config']);
	if (tables.length > 0) return pass('a table says what happens when each service is down', tables);
	const names = listed(
		needed.map(({name}) => name),
		'and',
	);
	const used = importsFrom(facts, breakers);
	const places = used.length > 0 ? used : needed.flatMap(({place}) => place ?? []);
	return unknown(
		used.length > 0
			? `${used[0]?.dependency} cuts off services that fail, but nothing says what people then see; it relies on ${names}`
			: `it relies on ${names}, and nothing says what people see when ${needed.length === 1 ? 'it' : 'one of them'} is down`,
		places,
		{
			asks: `${needed.length === 1 ? names : `For each of ${names}`}: what do people see when it is down for 30 minutes, and who finds out?`,
		},
	);
};

export default probe;
