import type {Place} from '../../safe-text.ts';
import {type Call, type Catch, firstOf, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {namesWithin} from '../outbound/status.ts';
import {isReached} from '../reached.ts';

/** A `catch` that throws an error of its own; `isLost` when nothing of the one that came is kept. */
export type Rethrown = Place & {readonly isLost: boolean};

const general = /^(?:Error|InternalServerErrorException|InternalServerError|DatabaseError)$/u;

/** Where server code in JavaScript and TypeScript catches what was waited for and throws an error of its own. Python keeps the cause by itself. */
export function rethrownIn(facts: Facts): readonly Rethrown[] {
	return facts.files.flatMap((file): readonly Rethrown[] => {
		const {code, path, language} = file;
		if (code === undefined || file.role !== 'app' || file.side === 'client' || (language !== 'ts' && language !== 'js')) return [];
		const scope = isReached(file, facts.reached) === true && code.catches.length > 0 ? facts.program.scopes.at(path) : undefined;
		return scope === undefined ? [] : code.catches.flatMap(one => rethrown(one, scope));
	});
}

function rethrown(one: Catch, scope: FileScope): readonly Rethrown[] {
	const within = ({line}: {readonly line: number}): boolean => line >= one.line && line <= one.end;
	const thrown = scope.exitsIn(one.in).find(exit => exit.how === 'throw' && exit.inCatch && within(exit));
	const made = thrown?.value?.is === 'call' ? scope.code.calls[thrown.value.call] : undefined;
	if (thrown === undefined || made === undefined || !made.isNew || !general.test(lastOf(made.to))) return [];
	const functions = scope.bodyOf(one.in);
	const calls = functions.flatMap(at => scope.callsIn(at));
	const waits = calls.filter(call => call.isAwaited && call.inTry && call.line >= one.from && call.line < one.line);
	if (waits.length === 0) return [];
	// Under a condition of its own that does not ask for the error, it tells of something else.
	const around = new Set(waits.flatMap(({when}) => when));
	if (thrown.when.some(name => !around.has(name)) && !thrown.when.some(name => firstOf(name) === one.binding)) return [];
	const mentions = (call: Call): boolean =>
		one.binding !== undefined &&
		[call.to, ...[...call.args, ...call.named.map(({value}) => value)].flatMap(arg => namesWithin(arg)), ...call.when].some(
			name => firstOf(name) === one.binding,
		);
	const used =
		calls.some(call => within(call) && (mentions(call) || /^(?:console|logger|log|Sentry)\b/u.test(call.to))) ||
		scope.exitsIn(one.in).some(exit => exit.how === 'throw' && within(exit) && exit !== thrown) ||
		thrown.when.some(name => firstOf(name) === one.binding) ||
		scope.code.variables.some(variable => within(variable) && namesWithin(variable.value).some(name => firstOf(name) === one.binding));
	return [{path: scope.path, line: thrown.line, text: thrown.text, isLost: !used}];
}
