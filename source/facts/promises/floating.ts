import type {Place} from '../../safe-text.ts';
import {type Call, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';

/** Work that is started and not waited for, although it may fail. */
export type Floating = Place & {readonly kind: 'each' | 'started' | 'never runs'};

const sentOff: ReadonlySet<string> = new Set(
	'publish emit dispatch audit log track event events queue enqueue analytics metric metrics telemetry prefetch warm'.split(' '),
);
const looping: ReadonlySet<string> = new Set(['forEach']);

/** Work in server code, for somebody's request, that is started and forgotten: what it throws reaches nobody. */
export function floatingIn(facts: Facts): readonly Floating[] {
	return facts.files.flatMap((file): readonly Floating[] => {
		const {code, path} = file;
		if (code === undefined || file.role !== 'app' || file.side === 'client' || isReached(file, facts.reached) !== true) return [];
		if (!code.functions.some(({isAsync}) => isAsync) && !code.imports.some(({from}) => from.startsWith('.') || from.startsWith('@')))
			return [];
		const scope = facts.program.scopes.at(path);
		if (scope === undefined) return [];
		return code.calls.flatMap(call => (call.result === 'dropped' ? floating(call, scope, facts, file.language === 'py') : []));
	});
}

function floating(call: Call, scope: FileScope, facts: Facts, isPython: boolean): readonly Floating[] {
	const place = {path: scope.path, line: call.line, text: call.text};
	const [given] = call.args;
	// An `await` before `forEach` waits for nothing: it returns nothing.
	if (!isPython && looping.has(lastOf(call.to)) && given?.is === 'function') {
		const one = scope.code.functions[given.function];
		const isOpen = one?.isAsync === true && hasOpenWait(scope, given.function);
		return isOpen && facts.program.pointsOf(scope.path, call.in).length > 0 ? [{...place, kind: 'each'}] : [];
	}
	if (
		call.isAwaited ||
		call.to === '' ||
		call.isNew ||
		/\bvoid\b|waitUntil|after\(|ensure_future|create_task|\.catch\(/u.test(call.text) ||
		call.to.includes('()')
	)
		return [];
	if (scope.code.calls.some(one => one.on !== undefined && scope.code.calls[one.on] === call)) return [];
	const target = facts.program.calleeOf(call, scope.path);
	const inner = target.is === 'function' ? facts.program.scopes.at(target.path) : undefined;
	const callee = target.is === 'function' ? inner?.code.functions[target.function] : undefined;
	if (target.is !== 'function' || inner === undefined || callee === undefined || !callee.isAsync) return [];
	if (isPython) {
		const around = scope.code.functions[call.in];
		const isGenerator = callee.decorators.length > 0;
		return around?.isAsync === true && !isGenerator && target.path.endsWith('.py') ? [{...place, kind: 'never runs'}] : [];
	}
	// Messages within the program and notes of what happened are sent off by design.
	if (wordsOf(call.to).some(word => sentOff.has(word))) return [];
	if (!hasOpenWait(inner, target.function) || facts.program.pointsOf(scope.path, call.in).length === 0) return [];
	return [{...place, kind: 'started'}];
}

/** Whether a function waits for something outside of a `try`. */
const hasOpenWait = (scope: FileScope, at: number): boolean =>
	scope
		.callsIn(at)
		.some(
			call =>
				call.isAwaited &&
				!call.inTry &&
				!call.to.includes('.catch') &&
				!(call.isNew && call.to === 'Promise') &&
				!scope.catchesIn(at).some(one => one.line <= call.line && call.line <= one.end),
		);
