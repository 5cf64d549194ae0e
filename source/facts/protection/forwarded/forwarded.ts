import {type Call, lastOf, textOf} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {wordsOf} from '../../guards/words.ts';
import {type RunningFile, runningFiles} from '../running.ts';
import {namedAround, type Read, readsIn} from './forwarded-reads.ts';
import type {Forwarded} from './forwarded-use.ts';
import {limits, namesLimits, speaksOf} from './limits.ts';
import {isVouchedFor} from './trusted-proxies.ts';

const counting: ReadonlySet<string> = new Set('hop hops trusted depth proxies'.split(' '));

/** Every call of a function of the project, by its own name. */
type Callers = ReadonlyMap<string, readonly {readonly file: RunningFile; readonly call: Call}[]>;

function callersOf(files: readonly RunningFile[], names: ReadonlySet<string>): Callers {
	const found = new Map<string, {readonly file: RunningFile; readonly call: Call}[]>();
	for (const file of files)
		for (const call of file.code.calls) {
			const name = lastOf(call.to);
			if (names.has(name)) found.set(name, [...(found.get(name) ?? []), {file, call}]);
		}
	return found;
}

const writtenDown = /\b(?:console|log|logger|logging|audit)\b/iu;

/** The platform's own header is read before: the forwarded one counts only where that is missing. */
const isSecond = ({in: at, line}: Read, {code}: RunningFile, facts: Facts): boolean =>
	code.calls.some(call => call.in === at && call.line <= line && call.args.some(arg => isVouchedFor(textOf(arg) ?? '', facts)));

const known = new WeakMap<readonly unknown[], readonly Forwarded[]>();

/** Every read of such a header in the server's code, with what it is used for. */
export function forwardedIn(facts: Facts): readonly Forwarded[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const files = runningFiles(facts).filter(({file}) => file.side !== 'client');
	const reads = files.flatMap(file => readsIn(file).map(read => ({read, file, around: namedAround(read.in, file.code)})));
	const names = new Set(reads.flatMap(({file, around}) => (around === -1 ? [] : [lastOf(file.code.functions[around]?.name ?? '')])));
	const callers = callersOf(files, names);
	const made = reads.map(({read, file, around}): Forwarded => {
		const name = lastOf(file.code.functions[around]?.name ?? '');
		const users = name.length < 4 ? [] : (callers.get(name) ?? []).slice(0, 200);
		const counted =
			wordsOf(`${name} ${read.text} ${file.code.functions[around]?.parameters.map(one => one.name).join(' ') ?? ''}`).some(word =>
				counting.has(word),
			) || file.code.variables.some(one => one.in === read.in && one.names.some(said => speaksOf(said, counting)));
		const use =
			read.header === 'for' && (limits(read.in, file) || users.some(({file: other, call}) => limits(call.in, other)))
				? 'limit'
				: read.header === 'host' &&
						[{path: read.path, at: read.in}, ...users.map(({file: other, call}) => ({path: other.path, at: call.in}))].some(({path, at}) =>
							facts.program.pointsOf(path, at).some(({costs}) => costs.some(({does}) => does === 'mails')),
						)
					? 'mail'
					: read.header === 'for' && !writtenDown.test(read.text) && [file, ...users.map(one => one.file)].some(namesLimits)
						? 'unclear'
						: 'other';
		return {
			path: read.path,
			line: read.line,
			text: read.text,
			header: read.header,
			use,
			how: counted ? 'counted' : isSecond(read, file, facts) ? 'second' : 'as it is',
		};
	});
	known.set(facts.files, made);
	return made;
}
