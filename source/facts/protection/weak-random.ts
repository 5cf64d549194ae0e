import {type Call, type Code, lastOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {givenIn} from './given.ts';
import {type RunningFile, runningFiles} from './running.ts';
import {isPasswordName, isUnguessableName} from './secret-names.ts';

/** Something that nobody may guess, made by a generator that can be predicted. */
export type WeakRandom = {readonly path: string; readonly line: number; readonly text: string; readonly name: string};

const predictable: ReadonlySet<string> = new Set(['pure-rand', 'seedrandom', 'chance', 'random-seed', 'alea']);
const pythonRandom: ReadonlySet<string> = new Set(
	'random randint randrange choice choices sample shuffle uniform getrandbits randbytes'.split(' '),
);
/** What makes keys that nobody can guess: beside it the other is a fallback for old browsers. */
const strong = /(?:^|\.)(?:randomUUID|randomBytes|getRandomValues|randomInt|token_(?:hex|urlsafe|bytes))$/u;
const making = /^(?:generate|create|make|new|get|gen|build|random|issue|produce)+$/u;

/** What `random` and its functions are called in a Python file, and generators of packages in a script. */
function generatorsOf(code: Code): {readonly modules: ReadonlySet<string>; readonly names: ReadonlySet<string>} {
	const modules = new Set<string>();
	const names = new Set<string>();
	for (const {from, name, local} of code.imports) {
		if (local === undefined) continue;
		if (predictable.has(from)) modules.add(local);
		if (from === 'random' && name === '*') modules.add(local);
		if (from === 'random' && name !== undefined && pythonRandom.has(name)) names.add(local);
	}
	return {modules, names};
}

/** The calls of a file that ask a predictable generator. */
function randomCalls({code, path}: RunningFile): readonly Call[] {
	if (!path.endsWith('.py') && !code.calls.some(({to}) => to === 'Math.random') && !code.imports.some(({from}) => predictable.has(from)))
		return [];
	const {modules, names} = generatorsOf(code);
	return code.calls.filter(({to}) => {
		if (to === 'Math.random' || to.startsWith('Math.random().')) return !path.endsWith('.py');
		if (names.has(to)) return true;
		const [first = '', second = ''] = to.split('.');
		return modules.has(first) && (path.endsWith('.py') ? pythonRandom.has(second) : true);
	});
}

/** The last line of a value: that of the call that it is. */
const endOf = (value: Value, line: number, code: Code): number => {
	if (value.is === 'call') return Math.max(line, code.calls[value.call]?.end ?? line);
	if (value.is === 'template') return Math.max(line, ...value.holes.map(hole => endOf(hole, line, code)));
	return line;
};

const known = new WeakMap<readonly unknown[], readonly WeakRandom[]>();

/** Everything that nobody may guess and that a predictable generator makes: beside it, or one call away. */
export function weakRandomIn(facts: Facts): readonly WeakRandom[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const files = runningFiles(facts);
	const makers = makersIn(files, facts);
	const made = files.flatMap(file => weakIn(file, makers, facts));
	known.set(facts.files, made);
	return made;
}

type Makers = ReadonlyMap<string, number>;
const keyOf = (path: string, at: number): string => `${at} ${path}`;

/** Functions that ask a predictable generator, and short ones that hand its result on. */
function makersIn(files: readonly RunningFile[], facts: Facts): Makers {
	const makers = new Map<string, number>();
	for (const file of files)
		for (const call of randomCalls(file)) {
			let at = call.in;
			for (let steps = 0; at >= 0 && steps < 5; steps++) {
				makers.set(keyOf(file.path, at), call.line);
				const one = file.code.functions[at];
				if (one !== undefined && file.code.calls.some(({line, to}) => line >= one.line && line <= one.end && strong.test(to)))
					makers.delete(keyOf(file.path, at));
				if (one === undefined || one.name !== '') break;
				at = one.in;
			}
		}
	if (makers.size === 0) return makers;
	for (const {path, code} of files)
		for (const call of code.calls) {
			const caller = code.functions[call.in];
			if (caller === undefined || caller.end - caller.line > 15 || makers.has(keyOf(path, call.in))) continue;
			if (!/rand/iu.test(lastOf(call.to))) continue;
			const target = facts.program.calleeOf(call, path);
			if (target.is === 'function' && makers.has(keyOf(target.path, target.function))) makers.set(keyOf(path, call.in), call.line);
		}
	return makers;
}

function weakIn(file: RunningFile, makers: Makers, facts: Facts): readonly WeakRandom[] {
	const {path, code} = file;
	const random = randomCalls(file);
	if (random.length === 0 && makers.size === 0) return [];
	const asks = (call: Call): boolean => {
		if (random.includes(call)) return true;
		if (makers.size === 0) return false;
		const target = facts.program.calleeOf(call, path);
		return target.is === 'function' && makers.has(keyOf(target.path, target.function));
	};
	const onlyPasswords = file.file.side === 'client';
	const counts = (name: string, where: string): boolean => (onlyPasswords ? isPasswordName(name) : isUnguessableName(name, where));
	const found: WeakRandom[] = [];
	for (const one of givenIn(code)) {
		if (one.value.is === 'function' || one.value.is === 'object') continue;
		if (one.value.is === 'name' || one.value.is === 'text' || one.value.is === 'literal') continue;
		if (!counts(one.name, `${code.functions[one.in]?.name ?? ''} ${path}`)) continue;
		const end = endOf(one.value, one.line, code);
		const isHere = ({line}: {readonly line: number}): boolean => line >= one.line && line <= end;
		const here = code.calls.filter(isHere);
		if (here.some(({to}) => strong.test(to)) || !here.some(asks)) continue;
		found.push({path, line: one.line, text: one.text || (here[0]?.text ?? ''), name: one.name});
	}
	for (const {in: at} of random)
		for (let here = at, steps = 0; here >= 0 && steps < 5; steps++) {
			const one = code.functions[here];
			if (one === undefined) break;
			const said = wordsOf(lastOf(one.name));
			if (
				making.test(said[0] ?? '') &&
				one.end - one.line < 25 &&
				counts(lastOf(one.name), path) &&
				!code.calls.some(({line, to}) => line >= one.line && line <= one.end && strong.test(to))
			)
				found.push({path, line: one.line, text: one.text, name: lastOf(one.name)});
			here = one.in;
		}
	return [...new Map(found.map(one => [one.line, one])).values()];
}

/** Where keys and codes are made in a way that nobody can guess. */
export const strongRandomIn = (facts: Facts): readonly WeakRandom[] =>
	runningFiles(facts).flatMap(({path, code, file}) =>
		file.side === 'client'
			? []
			: code.calls.filter(({to}) => strong.test(to)).map(({line, text, to}) => ({path, line, text, name: lastOf(to)})),
	);
