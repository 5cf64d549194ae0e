import type {Place} from '../../safe-text.ts';
import {entryOf, type Value} from '../code/code.ts';
import type {Effect, EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {namesWithin} from '../outbound/status.ts';
import {callsFor, callsInFront, type RunCall, verbOf} from './handled.ts';
import {adds, eventTable, isUnique, keptFirst, leavesWhenKnown} from './known-already.ts';
import {isSaying} from './saying.ts';

/** What happens when the same message is delivered once more. */
export type Repeated = {
	readonly point: EntryPoint;
	/** `told apart`: the message's id, or what it made, is looked up. `refused`: a row that it adds must be unique. `same`: it only sets what it set before. `again`: something is added, counted or sent once more. */
	readonly outcome: 'told apart' | 'refused' | 'same' | 'again' | 'nothing' | 'unknown';
	/** Its id is kept before the work is done: what fails in between is never done. */
	readonly keptFirst?: boolean;
	readonly places: readonly Place[];
	/** All that is done once more is a message that is sent again. */
	readonly onlySends?: boolean;
};

const merges: ReadonlySet<string> = new Set(
	'upsert onConflict onConflictDoNothing onConflictDoUpdate on_conflict_do_nothing on_conflict_do_update get_or_create update_or_create findOrCreate setnx set_nx ignoreDuplicates'.split(
		' ',
	),
);
const remembers: ReadonlySet<string> = new Set(
	'processed idempotency idempotent idempotence dedupe dedup deduplication duplicate already seen replay'.split(' '),
);
const eventId =
	/(?:^|\.)(?:event|evt|webhookEvent|message|msg|payload|notification|delivery|body|stripeEvent)\.(?:id|event_id|eventId|messageId)$|(?:^|\.)(?:eventId|event_id|eventID|webhookId|webhook_id|messageId|message_id|deliveryId|svixId|svix_id|transmissionId)$/u;
const eventHeader = /^(?:svix-id|webhook-id|x-github-delivery|x-shopify-webhook-id|paypal-transmission-id|x-event-id|idempotency-key)$/iu;
const looksUp =
	/^(?:find(?:Unique|First|One|ById|OrThrow|By)?|find_one|get_or_none|first|exists|maybeSingle|filter_by|filter|count|select|scalar|scalar_one_or_none|getDoc)$/u;

/** How many calls behind the handler something still speaks of this message. */
const near = 2;

/** For each webhook, what a second delivery of the same message does. */
export const repeatedDeliveries = (facts: Facts): readonly Repeated[] =>
	facts.entryPoints.points.filter(({kind}) => kind === 'webhook').map(point => repeatedOf(point, facts));

function repeatedOf(point: EntryPoint, facts: Facts): Repeated {
	const here = {path: point.path, line: point.line, text: point.text};
	const calls = callsFor(point, facts).filter(({call}) => !call.when.some(isHandshake));
	if (calls.length === 0) return {point, outcome: 'unknown', places: [here]};
	const greeted = callsFor(point, facts).filter(({call}) => call.when.some(isHandshake));
	const effects = [...point.writes, ...point.costs].filter(
		({does, path, line}) =>
			(does === 'writes' || does === 'mails' || does === 'texts' || does === 'pays') &&
			!greeted.some(({call, scope}) => scope.path === path && call.line <= line && line <= call.end),
	);
	const naming = [...calls, ...callsInFront(point, facts)].filter(one => tellsApart(one));
	const apart = naming.find(one => one.far <= near && !isLoose(one, effects, facts));
	if (apart !== undefined) {
		const places = [placeOf(apart), ...effects.slice(0, 1)];
		return keptFirst(calls, effects) ? {point, outcome: 'unknown', places, keptFirst: true} : {point, outcome: 'told apart', places};
	}
	const distant = naming.find(one => !isLoose(one, effects, facts));
	// What helpers far behind it look at may be another message.
	if (distant !== undefined) return {point, outcome: 'unknown', places: [placeOf(distant), ...effects.slice(0, 1)]};
	const merged = calls.find(run => merges.has(verbOf(run)));
	const runsFor = (effect: Effect): readonly RunCall[] =>
		calls.filter(({call, scope}) => scope.path === effect.path && call.line === effect.line);
	const saves = effects.flatMap(effect => runsFor(effect).filter(({call}) => lastWord(call.to) === 'save'));
	const again = effects.filter(effect => {
		const run = runsFor(effect).find(
			one => adds.has(lastWord(one.call.to)) || insertsRow(one.call.args[0]) || counts(one.call.args) || savedRow(one) === 'made',
		);
		if (effect.does === 'mails' || effect.does === 'texts') return true;
		return run !== undefined && !isUnique(effect, facts);
	});
	if (again.length > 0) {
		const guarded =
			merged !== undefined ||
			again.some(effect => runsFor(effect).some(({call}) => keepsId(call.args[0]))) ||
			naming.length > 0 ||
			again.every(effect => isLookedUp(effect, calls)) ||
			calls.some(leavesWhenKnown);
		return {
			point,
			outcome: guarded ? 'unknown' : 'again',
			places: again.map(({path, line, text}) => ({path, line, text})),
			onlySends: again.every(({does}) => does === 'mails' || does === 'texts'),
		};
	}
	const said = calls.find(({call, far}) => far === 0 && isSaying(call));
	if (said !== undefined) return {point, outcome: 'unknown', places: [placeOf(said)]};
	if (merged !== undefined) return {point, outcome: 'told apart', places: [placeOf(merged), ...effects.slice(0, 1)]};
	const unsure = saves.find(run => savedRow(run) === 'unknown');
	if (unsure !== undefined) return {point, outcome: 'unknown', places: [placeOf(unsure)]};
	const refused = effects.filter(effect => runsFor(effect).some(({call}) => adds.has(lastWord(call.to)) || insertsRow(call.args[0])));
	if (refused.length > 0) return {point, outcome: 'refused', places: refused.map(({path, line, text}) => ({path, line, text}))};
	if (effects.length > 0) return {point, outcome: 'same', places: effects.map(({path, line, text}) => ({path, line, text}))};
	return {
		point,
		outcome:
			point.unresolved.length > 0 || point.costs.length > 0 || calls.some(run => isOutside(run) || mayChange(run)) ? 'unknown' : 'nothing',
		places: [here],
	};
}

/** The greeting by which a service asks once whether the address is right; its messages come another way. */
const isHandshake = (name: string): boolean => {
	const said = wordsOf(name);
	return said.includes('challenge') || (said.includes('verify') && said.includes('token'));
};

/** `insert({meta_message_id, …})`: what comes later can tell by it. */
const keepsId = (given: Value | undefined): boolean =>
	given?.is === 'object'
		? given.entries.some(({key, value}) => messageId.test(key) || (key === 'data' && keepsId(value)))
		: given?.is === 'list' && given.items.some(keepsId);
const messageId = /(?:^|_|[a-z])(?:message|msg|event|delivery|update)_?id$|(?:message|event|delivery|update)Id$/iu;

/** A statement that adds a row, whatever is there. */
const insertsRow = (given: Value | undefined): boolean =>
	(given?.is === 'text' || given?.is === 'template') &&
	/^\s*insert\s+into\b/iu.test(given.text) &&
	!/\bon\s+(?:conflict|duplicate)\b/iu.test(given.text);

/** A row that is added with the message's id: without a key that refuses the second one, or with its failure ignored, that stops nothing. */
function isLoose({call, scope}: RunCall, effects: readonly Effect[], facts: Facts): boolean {
	if (!adds.has(lastWord(call.to))) return false;
	const effect = effects.find(({path, line}) => path === scope.path && call.line <= line && line <= call.end);
	if (effect === undefined) return false;
	if (call.result === 'dropped' && call.to.includes('from()')) return true;
	return !isUnique(effect, facts) && !eventTable.test(effect.what) && !call.args.some(isKey);
}

/** The message's id is the row's own. */
const isKey = (value: Value): boolean => {
	const id = entryOf(value, 'id') ?? entryOf(value, '_id') ?? entryOf(entryOf(value, 'data'), 'id');
	return id !== undefined && namesWithin(id, 2).some(name => eventId.test(name));
};

/** The same table is asked before something is added to it; what is counted up is counted again all the same. */
function isLookedUp(effect: Effect, calls: readonly RunCall[]): boolean {
	const table = effect.what.toLowerCase();
	return calls.some(
		run =>
			looksUp.test(verbOf(run)) &&
			run.scope.path === effect.path &&
			run.call.line < effect.line &&
			(table === '' || run.call.text.toLowerCase().includes(table)) &&
			!calls.some(({call, scope}) => scope.path === effect.path && call.line === effect.line && counts(call.args)),
	);
}

const loads = /^(?:find|get|load|fetch|first|one|select|query|scalar)/iu;

/** What a `save` writes: a row that was made here, or one that was loaded before, which is only set again. */
function savedRow({call, scope}: RunCall): 'made' | 'loaded' | 'unknown' | undefined {
	if (lastWord(call.to) !== 'save') return undefined;
	const [given] = call.args;
	if (given?.is === 'object') return 'made';
	const name = given === undefined ? call.to.slice(0, call.to.lastIndexOf('.')) : given.is === 'name' ? given.name : '';
	const bound = name === '' || name.includes('.') ? undefined : scope.binding(name, call.in, call.line);
	if (bound?.is !== 'variable' || bound.variable.value.is !== 'call') return 'unknown';
	const maker = scope.code.calls[bound.variable.value.call];
	if (maker === undefined) return 'unknown';
	const verb = lastWord(maker.to);
	if (maker.isNew || /^[A-Z]/u.test(verb) || verb === 'create') return 'made';
	return loads.test(verb) ? 'loaded' : 'unknown';
}

const lastWord = (to: string): string => to.slice(to.lastIndexOf('.') + 1);
const placeOf = ({call, scope}: RunCall): Place => ({path: scope.path, line: call.line, text: call.text});
/** It may change something where it cannot be seen: a message to a queue, a call to another service, a function that was not found. */
const isOutside = ({call}: RunCall): boolean =>
	/^(?:fetch|send|enqueue|publish|trigger|post|put|add_task|delay|apply_async|emit|handle\w*|process\w*|sync\w*)$/u.test(lastWord(call.to));

/** It is called as what changes a row, on something that was not recognised. */
const mayChange = ({call}: RunCall): boolean =>
	call.to.includes('.') &&
	(adds.has(lastWord(call.to)) || /^(?:save|update\w*|delete\w*|upsert|set)$/u.test(lastWord(call.to))) &&
	!/^(?:headers?|response|res|params?|url|searchParams|\w*[sS]et|\w*[mM]ap|errors?|list|items|results?)\./u.test(call.to);

function tellsApart(run: RunCall): boolean {
	const {call} = run;
	// Who sent it is proven with the message's id too, each time it comes.
	if (verifies.test(lastWord(call.to))) return false;
	if (wordsOf(call.to).some(word => remembers.has(word)) || call.when.some(name => wordsOf(name).some(word => remembers.has(word))))
		return true;
	const given = [...call.args, ...call.named.map(({value}) => value)];
	if (given.some(value => mentionsTable(value))) return true;
	if (isSaid(call.to)) return false;
	if (given.some(value => value.is === 'text' && eventHeader.test(value.text)) && !/verify|constructEvent|headers?/iu.test(call.to))
		return true;
	return given.some(value => namesWithin(value, 6).some(name => eventId.test(name)));
}

const verifies = /^(?:verify\w*|constructEvent\w*|construct_event|unmarshal|unwrap)$/iu;

const isSaid = (to: string): boolean =>
	/^(?:console|logger|log|logging|print|Sentry)\b/u.test(to) || wordsOf(to).some(word => word === 'logger' || word === 'log');
const mentionsTable = (value: Value): boolean =>
	(value.is === 'text' || value.is === 'template') &&
	value.text.length < 400 &&
	eventTable.test(value.text) &&
	!/\s(?:received|failed|error)/iu.test(value.text);

/** `{credits: {increment: 100}}`, `$inc`, `credits + 100`. */
function counts(args: readonly Value[], left = 5): boolean {
	if (left === 0) return false;
	return args.some(arg => {
		if (arg.is !== 'object') return false;
		return arg.entries.some(
			({key, value}) => key === 'increment' || key === 'decrement' || key === '$inc' || key === '$push' || counts([value], left - 1),
		);
	});
}
