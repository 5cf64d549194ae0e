import type {Place} from '../../safe-text.ts';
import {isHelper} from '../access/standing.ts';
import {type Call, type Code, entryOf, firstOf, type Value} from '../code/code.ts';
import {effectOf} from '../entry-points/effects.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope, Scopes, Spot} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';

/** A call to a model that runs for whoever calls an entry point, and what bounds its price. */
export type ModelCall = Place & {
	/** Whether the answer's length is bounded where the call is made, or where its client is. */
	readonly capped: 'yes' | 'no' | 'unknown';
	readonly point: EntryPoint;
	/** Something that counts what each caller used before: credits, a quota, messages of a day. */
	readonly quota?: Place;
	/** Something that slows callers down. */
	readonly limiter?: Place;
	/** Strangers may call it, as far as can be seen. */
	readonly open: boolean;
	/** Only code of the server seems to call the action, and none of its callers was found to be an entry point. */
	readonly inner: boolean;
};

const reachable: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['http', 'rpc', 'action', 'function', 'page', 'socket']);
const capKey =
	/^(?:max_?tokens|max_?completion_?tokens|max_?output_?tokens|max_?new_?tokens|max_?tokens_?to_?sample|num_predict|maxCompletionTokens|maxTokens|maxOutputTokens)$/iu;
/** Calls whose price hangs on what is given, not on what is answered. */
const withoutAnswer = /embed|transcri|speech|images?\.|generateImage|replicate|tts|audio/iu;

/** The calls to models behind entry points that are called from outside, once for each call and the most open of its points. */
export function modelCallsOf(facts: Facts): readonly ModelCall[] {
	const {scopes, runBy} = facts.program;
	const found = new Map<string, ModelCall>();
	for (const point of facts.entryPoints.points) {
		if (!reachable.has(point.kind)) continue;
		const inner = point.kind === 'action' && isHelper(point, facts);
		for (const cost of point.costs) {
			if (cost.does !== 'asks a model') continue;
			const scope = scopes.at(cost.path);
			const call = scope?.code.calls.find(one => one.line === cost.line && effectOf(one, scope, scopes)?.does === 'asks a model');
			if (scope === undefined || call === undefined || withoutAnswer.test(`${call.to} ${cost.text}`)) continue;
			const {path, line, text} = cost;
			const counted = countedBy(point, runBy(point), scopes, {path, line});
			const made: ModelCall = {
				path,
				line,
				text,
				point,
				capped: cappedAt(call, scope, scopes),
				...counted,
				open: !inner && isOpen(point),
				inner,
			};
			const key = `${path}:${line}`;
			const before = found.get(key);
			if (before === undefined || rankOf(made) < rankOf(before)) found.set(key, made);
		}
	}
	return [...found.values()].toSorted((one, other) => rankOf(one) - rankOf(other));
}

const rankOf = ({quota, limiter, open, capped, inner}: ModelCall): number =>
	(inner ? 16 : 0) + (quota === undefined ? 0 : 8) + (open ? 0 : 4) + (limiter === undefined ? 0 : 2) + (capped === 'yes' ? 1 : 0);

const isOpen = ({guards, unresolved}: EntryPoint): boolean =>
	unresolved.length === 0 && !guards.some(({kind}) => kind === 'signed-in' || kind === 'role' || kind === 'key' || kind === 'signature');

function cappedAt(call: Call, scope: FileScope, scopes: Scopes): ModelCall['capped'] {
	const spot = {path: scope.path, in: call.in};
	const given = [...call.args, ...call.named.map(({value}) => value)];
	if (call.named.some(({key}) => capKey.test(key)) || given.some(value => holdsCap(value, spot, scopes, 4))) return 'yes';
	// `model.generateContent(prompt)`: the bound may be given where the model is taken.
	if (!call.to.startsWith('this.') && holdsCap({is: 'name', name: firstOf(call.to)}, spot, scopes, 4)) return 'yes';
	if (mentionsCap(scope.code)) return 'unknown';
	const passed = call.named.some(({key}) => key === '...') || given.some(value => value.is === 'spread');
	return passed ? 'unknown' : 'no';
}

const mentions = new WeakMap<Code, boolean>();

/** Something of the file sets a bound: it may be the client's. */
function mentionsCap(code: Code): boolean {
	const before = mentions.get(code);
	if (before !== undefined) return before;
	const known =
		code.calls.some(({args, named}) => named.some(({key}) => capKey.test(key)) || args.some(value => namesCap(value, 4))) ||
		code.variables.some(({value}) => namesCap(value, 4));
	mentions.set(code, known);
	return known;
}

const namesCap = (value: Value, left: number): boolean =>
	left > 0 &&
	((value.is === 'object' && value.entries.some(({key, value: inner}) => capKey.test(key) || namesCap(inner, left - 1))) ||
		(value.is === 'list' && value.items.some(one => namesCap(one, left - 1))));

function holdsCap(value: Value, spot: Spot, scopes: Scopes, left: number): boolean {
	if (left === 0) return false;
	if (value.is === 'object')
		return value.entries.some(({key, value: inner}) => capKey.test(key) || holdsCap(inner, spot, scopes, left - 1));
	if (value.is === 'spread') return holdsCap(value.of, spot, scopes, left - 1);
	if (value.is === 'call') {
		const inner = scopes.at(spot.path)?.code.calls[value.call];
		return (
			inner !== undefined && [...inner.args, ...inner.named.map(entry => entry.value)].some(one => holdsCap(one, spot, scopes, left - 1))
		);
	}
	if (value.is !== 'name') return false;
	const target = targetOf(scopes, value, spot);
	if (target.is === 'value' && target.value.is === 'object' && entryOf(target.value, 'max_tokens') !== undefined) return true;
	return target.is === 'value' && holdsCap(target.value, target.spot, scopes, left - 1);
}

const quotaWord =
	/(?:^|[^a-z])(?:credits?|quotas?|allowances?|entitlements?|budgets?|balances?|daily|monthly|per_?day|per_?month|messages_?per|usage_?limits?|check_?usage|usage_?count|remaining|subscription|subscribed|plan_?limits?|is_?pro|is_?premium|tokens_?used|free_?tier|trial|exceed\w*|limit_?reached|generations?_?left|(?:charge|consume|deduct|decrement|debit)_[a-z]+(?:_[a-z]+)?)(?:[^a-z]|$)/u;
const limiterWord = /(?:^|[^a-z])(?:rate_?limit\w*|ratelimit\w*|limiter|throttle\w*|slow_?down|slowdown|too_?many)(?:[^a-z]|$)/u;
const plainWords = (name: string): string => name.replace(/(?<=[a-z\d])(?=[A-Z])/gu, '_').toLowerCase();

type Counted = Pick<ModelCall, 'quota' | 'limiter'>;
const mostFunctions = 60;

/** What on the way to a model counts or slows its callers, told by the names in the code that runs. */
function countedBy(
	point: EntryPoint,
	running: readonly {readonly path: string; readonly function: number}[],
	scopes: Scopes,
	asked: Pick<Place, 'path' | 'line'>,
): Counted {
	// What stands behind the model only passes on what the model's maker answers.
	const isBefore = ({path, line}: Place): boolean => path !== asked.path || line <= asked.line;
	let quota: Place | undefined;
	let limiter: Place | undefined = point.guards.find(one => one.kind === 'limiter' && isBefore(one));
	if (limiter === undefined && point.middleware.some(name => limiterWord.test(plainWords(name)))) limiter = point;
	if (point.middleware.some(name => quotaWord.test(plainWords(name)))) quota = point;
	quota ??= point.guards.find(({name}) => quotaWord.test(plainWords(name)));
	for (const {path, function: at} of running.slice(0, mostFunctions)) {
		const scope = scopes.at(path);
		if (scope === undefined || (quota !== undefined && limiter !== undefined)) continue;
		for (const body of scope.bodyOf(at)) {
			for (const call of scope.callsIn(body)) {
				const said = plainWords([call.to, ...call.when].join(' '));
				const place = {path, line: call.line, text: call.text};
				if (quota === undefined && quotaWord.test(said)) quota = place;
				if (limiter === undefined && limiterWord.test(said)) limiter = place;
			}
			for (const exit of scope.exitsIn(body)) {
				const said = plainWords(exit.when.join(' '));
				const place = {path, line: exit.line, text: exit.text};
				if (quota === undefined && quotaWord.test(said)) quota = place;
				if (limiter === undefined && limiterWord.test(said)) limiter = place;
			}
		}
	}
	return {...(quota === undefined ? {} : {quota: placeOf(quota)}), ...(limiter === undefined ? {} : {limiter: placeOf(limiter)})};
}

const placeOf = ({path, line, text}: Place): Place => ({path, line, text});
