import {answersOf} from '../answers/answers-of.ts';
import type {Call} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {inputsOf} from '../inputs/inputs-of.ts';

/** What stands around a call when it fails. `failed`: a catch that answers as if the server had failed. `wrapped`: something that could not be looked into. */
export type Guarded = 'none' | 'failed' | 'try' | 'wrapped';

const registering =
	/(?:^|\.)(?:get|post|put|patch|delete|all|use|route|on|serve|handle|handler|onRequest|onCall|https|listen|createServer|endpoint|add_url_rule|openapi|fetch)$/u;
/** Wrappers whose only work is to hand what an async handler throws to the framework. */
const handingOn = /^(?:\w*async_?(?:handler|wrapper|wrap|error\w*|errors)|(?:catch|wrap|handle)_?async\w*)$/iu;
const routing =
	/(?:^|\.)(?:get|post|put|patch|delete|route|head|options|websocket|api_view|action|csrf_exempt|require_POST|require_http_methods|require_GET|require_safe|login_required|never_cache|cache_control|cache_page|ensure_csrf_cookie|sensitive_\w+|xframe_options_\w+|vary_on_\w+|permission_classes|staticmethod|classmethod|property)$/u;

const catching = /catch|error|try|filter|intercept|safe/iu;

/** What stands around a call when it fails: a `try` here or where its function is called, or a wrapper of the handler. */
export function guardedBy(call: Call, scope: FileScope, facts: Facts, left = 3): Guarded {
	if (isChainedToCatch(call, scope)) return 'try';
	const caught = caughtAt(call, scope, facts);
	if (caught !== undefined) return caught;
	for (let at = call.in, steps = 0; at >= 0 && steps < 6; steps++) {
		const given = scope.givenTo(at);
		const target = given === undefined || handingOn.test(lastOf(given.to)) ? undefined : facts.program.calleeOf(given, scope.path);
		if (target?.is === 'function') {
			const inside = facts.program.scopes.at(target.path);
			if (inside !== undefined && catches(inside, target.function)) return 'wrapped';
		} else if (given !== undefined && !handingOn.test(lastOf(given.to)) && !registering.test(given.to.replaceAll('()', '')))
			return 'wrapped';
		if (isDecorated(scope, at)) return 'wrapped';
		at = scope.code.functions[at]?.in ?? -1;
	}
	if (left === 0) return 'wrapped';
	const callers = inputsOf(facts).callersOf(scope.path, call.in);
	if (callers.length === 0 || inputsOf(facts).handledBy(scope.path, call.in).length > 0) return 'none';
	const around = callers.map(one => {
		const there = facts.program.scopes.at(one.path);
		return there === undefined ? 'wrapped' : guardedBy(one.call, there, facts, left - 1);
	});
	return around.find(one => one === 'none') ?? around[0] ?? 'none';
}

/** What the `catch` around a call does: it says what is wrong, or answers that the server failed. */
function caughtAt(call: Call, scope: FileScope, facts: Facts): Guarded | undefined {
	if (!call.inTry) return undefined;
	const own = scope.catchesIn(call.in).filter(one => one.from <= call.line && call.line < one.line);
	const replies = answersOf(facts).filter(
		({path, line, how}) => path === scope.path && how !== 'returned' && own.some(one => one.line <= line && line <= one.end),
	);
	const statuses = replies.map(({status}) => status ?? 0);
	return statuses.length > 0 && statuses.every(status => status >= 500) ? 'failed' : 'try';
}

/** A wrapper, or a function that it makes, holds a `catch`. */
const catches = (scope: FileScope, at: number): boolean =>
	[...scope.bodyOf(at), ...scope.innerOf(at).flatMap(inner => scope.bodyOf(inner))].some(one => scope.catchesIn(one).length > 0);

/** `request.json().catch(() => null)`. */
const isChainedToCatch = (call: Call, scope: FileScope): boolean => {
	const index = scope.code.calls.indexOf(call);
	return call.result === 'chained' && scope.callsIn(call.in).some(one => lastOf(one.to) === 'catch' && one.on === index);
};

/** A decorator of the project's own may catch what the function raises; those of a controller's method say only how it is called. */
function isDecorated(scope: FileScope, at: number): boolean {
	return (scope.code.functions[at]?.decorators ?? []).some(one => {
		const name = one.is === 'name' ? one.name : one.is === 'call' ? (scope.code.calls[one.call]?.to ?? '') : '';
		return scope.path.endsWith('.py') ? name !== '' && !routing.test(name) : catching.test(name);
	});
}
