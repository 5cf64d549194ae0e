import type {Place} from '../../safe-text.ts';
import type {Reply} from '../answers/answers.ts';
import {answersOf} from '../answers/answers-of.ts';
import {type Catch, lastOf, textOf} from '../code/code.ts';
import type {Effect, EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {outboundOf} from '../outbound/outbound-of.ts';
import {paymentsOf} from '../payments/payments.ts';
import {callsFor} from './handled.ts';
import {effectOfSaying, isSaying} from './saying.ts';

/** How the handling of a message from another service ends. */
export type DeliveryEnd = {
	readonly point: EntryPoint;
	/** What it writes. */
	readonly works: readonly Effect[];
	/** Slow work that it waits for before it answers. */
	readonly slow: readonly Effect[];
	/** Other services that it asks on the way. */
	readonly asked: readonly Place[];
	/** Where a failure of the work is caught and answered as success. */
	readonly lost: readonly Place[];
	readonly isSeen: boolean;
};

const slowWork: ReadonlySet<Effect['does']> = new Set<Effect['does']>(['asks a model', 'mails', 'texts', 'runs a command']);
const later =
	/(?:^|\.)(?:waitUntil|after|add_task|enqueue|delay|apply_async|sendToQueue|inngest\.send|\w*[qQ]ueue\.(?:add|send|enqueue)|publish|publishJSON|trigger|batchTrigger)$/u;
const keeps = /(?:^|\.)(?:create|insert|update|upsert|save|add|push|enqueue|publish|insertOne|execute)$/u;

/** How each webhook ends, when its work succeeds and when it does not. */
export function deliveryEnds(facts: Facts): readonly DeliveryEnd[] {
	const webhooks = facts.entryPoints.points.filter(({kind}) => kind === 'webhook');
	if (webhooks.length === 0) return [];
	const elsewhere = new Map<string, Set<number>>();
	for (const {path, line} of [...paymentsOf(facts).filter(({does}) => does !== 'verifies a message'), ...outboundOf(facts)])
		elsewhere.set(path, (elsewhere.get(path) ?? new Set<number>()).add(line));
	const replies = new Map<string, Reply[]>();
	for (const reply of answersOf(facts)) {
		const own = replies.get(reply.path);
		if (own === undefined) replies.set(reply.path, [reply]);
		else own.push(reply);
	}
	return webhooks.map(point => {
		const calls = callsFor(point, facts);
		// A queue that some helper far behind it fills is not the message's.
		const isQueued = calls.some(({call, far}) => far <= 1 && later.test(call.to));
		const said = calls.filter(one => one.far === 0 && isSaying(one.call)).map(effectOfSaying);
		const works = [...point.writes, ...point.costs].filter(({does}) => does === 'writes' || does === 'deletes' || does === 'mails');
		return {
			point,
			works,
			asked: calls.flatMap(({call, scope}) =>
				elsewhere.get(scope.path)?.has(call.line) === true ? [{path: scope.path, line: call.line, text: call.text}] : [],
			),
			slow: isQueued ? [] : [...point.costs.filter(({does}) => slowWork.has(does)), ...said],
			lost: [...lostIn(point, works, replies, facts), ...swallowedFor(point, works, facts)],
			isSeen: calls.length > 0 && (works.length > 0 || point.unresolved.length === 0),
		};
	});
}

/** Catches around the work, in the handler itself, that say that all is well, and keep the message nowhere. */
function lostIn(
	point: EntryPoint,
	works: readonly Effect[],
	replies: ReadonlyMap<string, readonly Reply[]>,
	facts: Facts,
): readonly Place[] {
	const found: Place[] = [];
	for (const {path, function: at, calls: far} of facts.program.runBy(point)) {
		const scope = facts.program.scopes.at(path);
		if (scope === undefined || far > 0) continue;
		for (const one of scope.bodyOf(at).flatMap(scope.catchesIn)) {
			if (one.rethrows) continue;
			const tried = scope.callsIn(one.in).filter(call => call.inTry && call.line < one.line);
			const doesWork = works.some(work => tried.some(call => isWork(call.line, call.to, work, path, call.isAwaited)));
			if (
				!doesWork ||
				isBefore(
					one,
					scope.catchesIn(one.in),
					tried.map(({line}) => line),
				)
			)
				continue;
			const within = (line: number): boolean => line >= one.line && line <= one.end;
			if (scope.callsIn(one.in).some(call => within(call.line) && keeps.test(call.to))) continue;
			const own = (replies.get(path) ?? []).filter(reply => reply.in === one.in && within(reply.line));
			const [said] = own;
			if (said !== undefined && !tellsWhatToDo(said) && said.how !== 'thrown' && said.status !== undefined && said.status < 300)
				found.push({path, line: said.line, text: said.text});
		}
	}
	return found;
}

/** The answer is for whoever calls on the telephone, and no receipt. */
const tellsWhatToDo = ({value, text}: Reply): boolean =>
	/^\s*</u.test(value?.is === 'template' ? value.text : (textOf(value) ?? '')) || /twiml/iu.test(text);

/** Work beside the message itself: that it fails is no reason to send the message again. */
const beside = /log|audit|track|notif|analytic|metric|telemetry|mail|sms|slack|cache|revalidate|alert/iu;

/** Functions that the handler calls for the work and whose result it does not look at, where a failure is caught and goes no further. */
function swallowedFor(point: EntryPoint, works: readonly Effect[], facts: Facts): readonly Place[] {
	const changes = works.filter(({does}) => does === 'writes' || does === 'deletes');
	if (changes.length === 0) return [];
	return callsFor(point, facts).flatMap(({call, scope: from, far}): readonly Place[] => {
		if (far > 0 || call.result !== 'dropped' || !call.isAwaited || beside.test(lastOf(call.to))) return [];
		const to = facts.program.calleeOf(call, from.path);
		const scope = to.is === 'function' ? facts.program.scopes.at(to.path) : undefined;
		if (to.is !== 'function' || scope === undefined) return [];
		const catches = scope.catchesIn(to.function);
		return catches.flatMap((one): readonly Place[] => {
			const within = scope.callsIn(to.function).filter(({line}) => line >= one.line && line <= one.end);
			const tried = scope.callsIn(to.function).filter(({inTry, line}) => inTry && line >= one.from && line < one.line);
			const leaves = scope.exitsIn(to.function).some(({line, inCatch}) => inCatch && line >= one.line && line <= one.end);
			// What stands in the middle of the work, to set something free or to go on without it, loses no message.
			const isAround = scope.callsIn(to.function).every(({line, isAwaited}) => !isAwaited || (line >= one.from && line <= one.end));
			if (!isAround || one.rethrows || leaves || within.some(({to: name}) => keeps.test(name))) return [];
			const lines = tried.map(({line}) => line);
			const doesWork = changes.some(work => tried.some(each => isWork(each.line, each.to, work, to.path, each.isAwaited)));
			return doesWork && !isBefore(one, catches, lines) ? [{path: to.path, line: one.line, text: one.text}] : [];
		});
	});
}

/** The work itself stands in the `try`, or a function is called there that does it. */
const isWork = (line: number, to: string, work: Effect, path: string, isAwaited: boolean): boolean =>
	(work.path === path && work.line === line) ||
	(work.path !== path && isAwaited && /handle|process|sync|fulfil|create|update|activate|save|provision/iu.test(to));

/** Another catch lies between: the work belongs to that one. */
const isBefore = (one: Catch, all: readonly Catch[], lines: readonly number[]): boolean => {
	const last = Math.max(...lines);
	return all.some(other => other !== one && other.line > last && other.line < one.line);
};
