import {isWrite} from '../../facts/data-calls/data-call.ts';
import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import type {Facts} from '../../facts/facts.ts';
import {fileAt} from '../../facts/files.ts';
import {isHeld} from '../../facts/inputs/held.ts';
import type {Check} from '../../facts/inputs/input.ts';
import {storedOf} from '../../facts/inputs/stored.ts';
import {unboundedAmounts} from '../../facts/inputs/unbounded.ts';
import {readsBody} from '../../facts/malformed/reads-body.ts';
import {distinct} from '../../facts/places.ts';
import {saidOf} from '../../facts/sinks/judged.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** `export async function POST() {…}`: a handler without parameters; in Python the request may be a global. */
const takesNothing = (point: EntryPoint, facts: Facts): boolean => {
	const handlers = facts.program.runBy(point).filter(({calls, path}) => calls === 0 && !path.endsWith('.py'));
	return (
		handlers.length > 0 && handlers.every(one => facts.program.scopes.at(one.path)?.code.functions[one.function]?.parameters.length === 0)
	);
};

/** One of the entry points that the same function answers. */
function distinctHandlers(points: readonly EntryPoint[], facts: Facts): readonly EntryPoint[] {
	const byHandler = new Map<string, EntryPoint>();
	for (const point of points) {
		const [first] = facts.program.runBy(point);
		const key = first === undefined ? `${point.path}:${point.line}` : `${first.function} ${first.path}`;
		if (!byHandler.has(key)) byHandler.set(key, point);
	}
	return [...byHandler.values()];
}

/** A schema proves more than a conversion, and a digest nothing of what was sent. */
const provingFirst = (checks: readonly Check[]): readonly Check[] =>
	checks
		.filter(({is, name}) => is !== 'converted' || !digest.test(name))
		.toSorted((one, other) => Number(other.is === 'schema') - Number(one.is === 'schema'));
const digest = /hash|bcrypt|argon|digest|hmac/iu;

const probe: Probe = facts => {
	const writes = storedOf(facts);
	const whole = writes.filter(one => one.whole.length > 0);
	const [worst] = whole;
	const [sent] = worst?.whole ?? [];
	if (sent !== undefined)
		return gap(
			`${whole.length === 1 ? 'one write takes' : `${whole.length} writes take`} every field that the caller sends (${saidOf(sent)}), those that no form shows included`,
			distinct(whole),
			{severity: 'high'},
		);
	const raw = writes.filter(one => one.raw.length > 0 && !one.points.every(point => isHeld(point, facts)));
	const [first] = raw;
	const [field] = first?.raw ?? [];
	if (field !== undefined && raw.length * 5 >= writes.length)
		return gap(
			`${writes.length === 1 ? 'the one write' : `${raw.length} of ${writes.length} writes`} ${raw.length === 1 ? 'stores' : 'store'} what the caller sends (${saidOf(field)}), and nothing looks at its kind, length or range before`,
			distinct(raw),
			{severity: raw.length * 2 >= writes.length ? 'medium' : 'low'},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (raw.length > 0)
		return unknown(
			`${writes.length === 1 ? 'the one write' : `${raw.length} of ${writes.length} writes`} ${raw.length === 1 ? 'stores' : 'store'} what the caller sends without a check that could be seen`,
			distinct(raw),
		);
	const called = facts.entryPoints.points.filter(({writes: effects, kind}) => effects.length > 0 && kind !== 'cron' && kind !== 'queue');
	const mutating = called.filter(({kind}) => kind !== 'webhook');
	// A look by hand (is it there at all?) proves nothing.
	const proven = writes.filter(one => one.checked.length > 0);
	const followed = new Set(proven.flatMap(({points}) => points));
	const taking = distinctHandlers(
		mutating.filter(
			point =>
				point.writes.some(({does}) => does === 'writes') &&
				point.method !== 'GET' &&
				point.method !== 'DELETE' &&
				!takesNothing(point, facts) &&
				readsBody(point, facts),
		),
		facts,
	);
	const held = taking.filter(point => !followed.has(point) && isHeld(point, facts));
	const lost = taking.length - held.length - taking.filter(point => followed.has(point)).length;
	const browser = dataCallsOf(facts).filter(one => isWrite(one) && fileAt(facts, one.path)?.side === 'client');
	if (browser.length > 0 && writes.length > 0)
		return unknown(
			`${browser.length === 1 ? 'one write goes' : `${browser.length} writes go`} to the database straight from the browser, where only the database's own rules check ${browser.length === 1 ? 'it' : 'them'}`,
			distinct(browser),
		);
	// The check in front of it looks only at what a class describes.
	const others = called.filter(({kind}) => kind === 'webhook');
	const loose = [...taking, ...others].filter(
		point => !followed.has(point) && point.guards.some(({kind}) => kind === 'validation') && !isHeld(point, facts),
	);
	if (loose.length > 0)
		return unknown(
			`${loose.length} of ${taking.length + others.length} ways in that write take a body that no class describes, which the check in front of them lets through as it is`,
			distinct(loose.map(({path, line, text}) => ({path, line, text}))),
		);
	const checks = provingFirst(writes.flatMap(one => one.checked.flatMap(({checks: all}) => all)));
	const pipes = [...held, ...followed].flatMap(({guards}) => guards.filter(({kind}) => kind === 'validation'));
	const inFront = [...pipes, ...held.map(({path, line, text}) => ({path, line, text}))];
	const apart = others.length === 0 ? '' : ' (messages of other services are not counted here)';
	const negative = unboundedAmounts(writes, facts);
	if (negative.length > 0 && taking.length > 0)
		return unknown(
			`what callers send goes through a schema, and it takes a negative number for ${negative.length === 1 ? 'one field that counts money or goods' : `${negative.length} fields that count money or goods`}`,
			negative,
			{asks: 'Is anything lost when somebody sends a negative price, amount or number of goods, and what refuses it?'},
		);
	const isMostly = lost * 10 <= taking.length;
	if (proven.length > 0 && isMostly && proven.length * 10 >= writes.length * 9)
		return pass(
			`what callers send goes through a schema, a type or a conversion before ${writes.length === 1 ? 'the one write' : `each of the ${writes.length} writes`} that it reaches${apart}`,
			distinct([...checks.filter(({is}) => is === 'schema').slice(0, 2), ...pipes.slice(0, 1), ...checks, ...writes, ...inFront]),
		);
	const isBehind = writes.every(one => one.checked.length > 0 || one.points.every(point => isHeld(point, facts)));
	if (held.length > 0 && isMostly && isBehind)
		return pass(
			`what callers send to ${held.length} of ${taking.length} ways in that write goes through a schema first${apart}`,
			distinct(inFront),
		);
	if (mutating.length === 0) return notApplicable('nothing that a caller sends is written to a database');
	return unknown(
		`${(lost === 0 ? mutating.length : lost) === 1 ? 'one way in writes' : `${lost === 0 ? mutating.length : lost} ways in write`} to the database, and what of a request goes into it could not be followed`,
		distinct(mutating.map(({path, line, text}) => ({path, line, text}))),
	);
};

export default probe;
