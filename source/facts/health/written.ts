import type {Place} from '../../safe-text.ts';
import {type Call, type Class, type Code, entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import {mayHold, mayName} from '../code/lazy.ts';
import {calleeOf, targetOf} from '../entry-points/resolve.ts';
import type {Scopes} from '../entry-points/scope.ts';
import type {FileFact} from '../files.ts';
import type {Mark} from '../marks.ts';
import type {Candidate} from './candidates.ts';
import {functionAround, type Start} from './start.ts';

const registering: ReadonlySet<string> = new Set('get all use head route api_route'.split(' '));
/** Django's, which are called by themselves; their routes may be patterns. */
const listing: ReadonlySet<string> = new Set(['path', 're_path']);
const answering = [...[...registering].map(name => `.${name}`), ...listing, 'createTerminus', 'Controller'];

/**
 * Health routes that are written where no reader of entry points followed: on a router that could not be told, in the table of a library
 * that answers them, as a comparison in a server of one function.
 */
export function written(
	files: readonly FileFact[],
	isHealth: (route: string) => boolean,
	scopes: Scopes,
	mayBeHealth: RegExp,
): readonly Candidate[] {
	const found: Candidate[] = [];
	for (const {path, role, side, code, marks} of files) {
		if (role !== 'app' || side === 'client' || code === undefined) continue;
		const here = {path, code};
		if (mayName(code, answering) && mayHold(code, mayBeHealth)) {
			for (const [at, call] of code.calls.entries()) found.push(...registered(call, at, here, isHealth, scopes));
			for (const one of code.classes) found.push(...controlled(one, here, isHealth));
		}
		found.push(...compared(marks, here, isHealth));
	}
	return found;
}

/** A file's code. */
type Here = {readonly path: string; readonly code: Code};
const none: readonly Candidate[] = [];

function registered(call: Call, at: number, here: Here, isHealth: (route: string) => boolean, scopes: Scopes): readonly Candidate[] {
	const last = lastOf(call.to);
	if (!(registering.has(last) || listing.has(call.to) || last === 'createTerminus')) return none;
	const place = {path: here.path, line: call.line, text: call.text};
	const start = (value: Value | undefined): readonly Start[] => startOf(value, call, here.path, scopes);
	if (last === 'createTerminus') {
		const table = entryOf(call.args[1], 'healthChecks');
		return table?.is === 'object'
			? table.entries.filter(({key}) => isHealth(key)).map(({key, value}) => ({...place, route: key, starts: start(value)}))
			: [];
	}
	const [first] = call.args;
	if (listing.has(call.to) && here.path.endsWith('.py')) {
		const route = (textOf(first) ?? ':').replaceAll(/[$^]/gu, '');
		return isHealth(route) ? [{...place, route, starts: start(call.args[1])}] : [];
	}
	if (!registering.has(last) || call.to === last || call.isAwaited || call.result === 'returned') return [];
	const options = first?.is === 'object' ? first : undefined;
	const route = textOf(options === undefined ? first : (entryOf(options, 'url') ?? entryOf(options, 'path')));
	if (route === undefined || !isHealth(route)) return [];
	const decorated = here.code.functions.findIndex(({decorators}) => decorators.some(one => one.is === 'call' && one.call === at));
	if (decorated !== -1) return [{...place, route, starts: [{path: here.path, function: decorated}]}];
	const handler = options === undefined ? call.args.slice(1).findLast(isHandler) : entryOf(options, 'handler');
	if (handler !== undefined) return route.startsWith('/') ? [{...place, route, starts: start(handler)}] : [];
	// `.route('/health').get(answer)`
	return here.code.calls.flatMap(next => {
		const answer = next.on === at && (lastOf(next.to) === 'get' || lastOf(next.to) === 'all') ? next.args.findLast(isHandler) : undefined;
		return answer === undefined ? [] : [{...place, route, starts: start(answer)}];
	});
}

const decoratorsOf = (values: readonly Value[], {code}: Here, ...names: readonly string[]): readonly Call[] =>
	values.flatMap(value => {
		const call = value.is === 'call' ? code.calls[value.call] : undefined;
		return call !== undefined && names.includes(call.to) ? [call] : [];
	});

/** A controller that no module was seen to hold. */
function controlled(one: Class, here: Here, isHealth: (route: string) => boolean): readonly Candidate[] {
	const [controller] = decoratorsOf(one.decorators, here, 'Controller');
	if (controller === undefined) return none;
	const [first] = controller.args;
	const prefix = textOf(first) ?? textOf(entryOf(first, 'path')) ?? '';
	const answers = one.methods.flatMap(at =>
		decoratorsOf(here.code.functions[at]?.decorators ?? [], here, 'Get', 'All').map(call => ({
			call,
			start: {path: here.path, function: at},
		})),
	);
	const place = ({line, text}: Call): Place => ({path: here.path, line, text});
	if (isHealth(prefix)) return [{...place(controller), route: prefix, starts: answers.map(({start}) => start)}];
	return answers.flatMap(({call, start}) => {
		const route = `${prefix}/${textOf(call.args[0]) ?? ''}`;
		return isHealth(route) ? [{...place(call), route, starts: [start]}] : [];
	});
}

const isHandler = ({is}: Value): boolean => is === 'function' || is === 'name' || is === 'call';

function startOf(value: Value | undefined, {in: around}: Call, path: string, scopes: Scopes): readonly Start[] {
	if (value === undefined) return [];
	const target = targetOf(scopes, value, {path, in: around});
	if (target.is === 'function') return [{path: target.path, function: target.function}];
	if (target.is !== 'value' || target.value.is !== 'call') return [];
	const wrapper = scopes.at(target.spot.path)?.code.calls[target.value.call];
	const made = wrapper === undefined ? undefined : calleeOf(scopes, wrapper, target.spot.path);
	if (made?.is === 'class')
		return (scopes.at(made.path)?.code.classes[made.class]?.methods ?? []).map(method => ({path: made.path, function: method}));
	// What a wrapper is given answers.
	const inner = wrapper?.args.findLast(({is}) => is === 'function');
	return inner?.is === 'function' ? [{path: target.spot.path, function: inner.function}] : [];
}

/** Next's own middleware: what it names, it may only let through. */
const gateFile = /(?:^|\/)(?:middleware|proxy)\.[cm]?[jt]sx?$/u;
const nearby = 8;
const answers: ReadonlySet<string> = new Set('Response NextResponse json send end sendStatus writeHead text'.split(' '));
const answersWithin = ({calls}: Code, from: number, before: number): boolean =>
	calls.some(({to, line}) => line >= from && line < Math.max(before, from + 1) && answers.has(lastOf(to)));

/** `if (request.url === '/healthz')`: the lines from one such comparison to the next. */
function compared(marks: readonly Mark[], here: Here, isHealth: (route: string) => boolean): readonly Candidate[] {
	const all = marks.filter(({kind}) => kind === 'health.compared');
	return all.flatMap(({line, text, value = ''}, at) => {
		const around = isHealth(value) ? functionAround(here.code, line) : undefined;
		const next = all[at + 1]?.line;
		const isGate = gateFile.test(here.path) || text.includes('.startsWith(');
		if (isGate && !answersWithin(here.code, line, Math.min(next ?? line + nearby, line + nearby))) return none;
		return around === undefined
			? []
			: [
					{
						path: here.path,
						line,
						text,
						route: value,
						starts: [{path: here.path, function: around, from: line, ...(next === undefined ? {} : {to: Math.max(next - 1, line)})}],
					},
				];
	});
}
