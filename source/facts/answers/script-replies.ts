import {type Call, firstOf, lastOf} from '../code/code.ts';
import {chainOf} from '../entry-points/effects/chain.ts';
import type {FileScope, Scopes} from '../entry-points/scope.ts';
import {making, type Replied, replied} from './replied.ts';
import {statusEntry, statusIn} from './statuses.ts';

const responses: ReadonlySet<string> = new Set('res response resp reply rsp expressRes'.split(' '));
const contexts: ReadonlySet<string> = new Set('c ctx context'.split(' '));
const sending: ReadonlySet<string> = new Set('json send jsonp end render status_json'.split(' '));
const sendingContext: ReadonlySet<string> = new Set('json text html body'.split(' '));
/** What a call of a script answers to whoever asked, in the words of its framework. */
export function scriptReply(call: Call, last: string, scope: FileScope, scopes: Scopes): Replied | undefined {
	const root = firstOf(call.to.replace(/^this\./u, ''));
	if (sending.has(last) && responses.has(root)) {
		const chain = chainOf(call, scope);
		const set = chain.find(one => /^(?:status|code)$/u.test(lastOf(one.to)));
		const before = set ?? lastStatusSet(call, root, scope);
		const status = before === undefined ? 200 : statusIn(before.args[0]);
		return replied('answer', status, last === 'render' ? call.args[1] : call.args[0]);
	}
	if (sendingContext.has(last) && contexts.has(root) && call.to.split('.').length === 2)
		return replied(
			'answer',
			call.args[1] === undefined ? 200 : statusIn(call.args[1].is === 'object' ? statusEntry(call.args[1].entries) : call.args[1]),
			call.args[0],
		);
	if (last === 'throw' && contexts.has(root)) return replied('thrown', statusIn(call.args[0]), call.args[1]);
	const isMade = (call.isNew && making.has(call.to)) || (last === 'json' && making.has(root));
	const isPackaged =
		(call.to === 'json' || call.to === 'data') &&
		isOf(call, scope, scopes, /^(?:@remix-run\/|react-router|@react-router\/|@sveltejs\/kit)/u);
	if (isMade || isPackaged) {
		const [value, options] = call.args;
		const status = options?.is === 'object' ? statusEntry(options.entries) : options;
		return replied(
			'answer',
			status === undefined && options === undefined
				? 200
				: (statusIn(status) ?? (options?.is === 'object' && status === undefined ? 200 : undefined)),
			value,
		);
	}
	if ((call.to === 'error' || call.to === 'fail') && isOf(call, scope, scopes, /^@sveltejs\/kit/u))
		return replied('thrown', statusIn(call.args[0]), call.args[1]);
	return undefined;
}

/** `res.status(500); res.json(…)`, `set.status = 500`. */
function lastStatusSet(call: Call, root: string, scope: FileScope): Call | undefined {
	return scope
		.callsIn(call.in)
		.findLast(
			one =>
				one.result === 'dropped' &&
				one.line <= call.line &&
				one !== call &&
				(one.to === `${root}.status` || one.to === `${root}.code` || one.to === `${root}.writeHead`) &&
				one.line > call.line - 4,
		);
}

const isOf = (call: Call, scope: FileScope, scopes: Scopes, packages: RegExp): boolean => {
	const definition = scopes.modules.definitionOf(scope.path, call.to, call.in);
	return (
		definition.is === 'package' && packages.test(definition.part === '' ? definition.package : `${definition.package}/${definition.part}`)
	);
};
