import {type Call, lastOf, textOf} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {wordsOf} from '../../guards/words.ts';
import {type RunningFile, runningFiles} from '../running.ts';
import {eachValue} from '../values.ts';
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

const ownAddress = /(?:^|\.)(?:ip|remoteAddress|client\.host|remote_addr)$/u;

/** The address of the connection itself is taken before: the forwarded one counts only where that is missing. */
const isAfterOwn = ({in: at, line, name}: Read, {code}: RunningFile): boolean => {
	let found = false;
	eachValue(code, (value, standing) => {
		if (found || value.is !== 'either' || standing.in !== at || Math.abs(standing.line - line) > 6) return;
		const own = value.of.findIndex(one => one.is === 'name' && ownAddress.test(one.name));
		const sent = value.of.findIndex(one => one.is === 'name' && lastOf(one.name).toLowerCase() === name);
		found = own !== -1 && own < value.of.length - 1 && (sent === -1 || own < sent);
	});
	return found;
};

/** The names that running code calls or hands on; what is offered to others and never taken is not among them. */
function namesUsed(files: readonly RunningFile[]): ReadonlySet<string> {
	const used = new Set<string>();
	for (const {code} of files) {
		for (const {to} of code.calls) for (const part of to.split('.')) used.add(part.replace('()', ''));
		for (const {name, typeOnly, how} of code.imports) if (name !== undefined && !typeOnly && how === 'static') used.add(name);
		eachValue(code, value => {
			if (value.is === 'name') for (const part of value.name.split('.')) used.add(part);
		});
	}
	return used;
}

/** The outermost function around has a name that nothing takes: it is written and never put in front of anything. */
function isUnused({in: at}: Read, {code}: RunningFile, used: ReadonlySet<string>): boolean {
	let here = at;
	for (let steps = 0; steps < 20; steps++) {
		const outer = code.functions[here]?.in ?? -1;
		if (outer === -1) break;
		here = outer;
	}
	const one = code.functions[here];
	return one !== undefined && one.name !== '' && one.class === undefined && one.decorators.length === 0 && !used.has(lastOf(one.name));
}

const known = new WeakMap<readonly unknown[], readonly Forwarded[]>();

/** Every read of such a header in the server's code, with what it is used for. */
export function forwardedIn(facts: Facts): readonly Forwarded[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const files = runningFiles(facts).filter(({file}) => file.side !== 'client');
	const all = files.flatMap(file => readsIn(file).map(read => ({read, file, around: namedAround(read.in, file.code)})));
	const entered = new Set(facts.entryPoints.points.map(({path}) => path));
	const used = all.length === 0 ? new Set<string>() : namesUsed(files);
	const reads = all.filter(({read, file}) => !isVouchedFor(read.name, facts) && (entered.has(file.path) || !isUnused(read, file, used)));
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
					: writtenDown.test(read.text)
						? 'written down'
						: read.header === 'for' && [file, ...users.map(one => one.file)].some(namesLimits)
							? 'unclear'
							: 'other';
		return {
			path: read.path,
			line: read.line,
			text: read.text,
			header: read.header,
			use,
			how: counted ? 'counted' : isSecond(read, file, facts) || isAfterOwn(read, file) ? 'second' : 'as it is',
		};
	});
	known.set(facts.files, made);
	return made;
}
